"""The clock of one run: the rows of its timeline, and the battle space, which is the seconds left for shooting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.clock import RADAR, clock_s
from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import ALWAYS_S, Chance, chances
from midcourse.records import FAILED_IN_FLIGHT, KILLED, LINKS, WARHEAD
from midcourse.report.sight import last_looks_s
from midcourse.views.timeline import Bar, Moment, Row, Timeline

if TYPE_CHECKING:
    from midcourse.engagement.run import Result
    from midcourse.scenario.model import Scenario

MOST = 2
MOST_SHOTS = 10
MOST_LETTERS = 48  # of a name beside a row: two lines of the picture
CREDIT = "midcourse, from public sources."
SIGNS = "Hatched: launches that could still meet the warhead. Dots: the delay of the decision."
SIGNS += " Empty: planned, but failed in flight."
MORE = " Other shots: in the table."


def warheads(result: Result) -> list[int]:
    """Return the positions of the warheads that a page has room for."""
    return [int(k) for k in np.flatnonzero(result.sky.kind == WARHEAD)[:MOST]]


def decided_s(result: Result, run: int) -> float:
    """Return when a run decided first about a warhead, NaN where it never did."""
    rows = result.fates[(result.fates["run"] == run) & (result.fates["kind"] == WARHEAD)]
    held = rows["decision_s"][~np.isnan(rows["decision_s"])]
    return float(held.min()) if len(held) else math.nan


def hit_s(result: Result, run: int, k: int) -> float:
    """Return when an object was hit in a run, infinite where it was not."""
    mine = (result.shots["run"] == run) & (result.shots["object"] == k) & (result.shots["hit"] == 1)
    return float(result.shots["intercept_s"][mine].min(initial=math.inf))


def battle_space(world: Scenario, result: Result, run: int) -> list[Chance]:
    """Return what each battery could do about the warheads of a run from its first decision on.

    Args:
        world: the scenario with the values of the world that the run belongs to.
        result: the chunk that holds it.
        run: its number.
    """
    start_s = decided_s(result, run) + world.doctrine.latency_s
    if math.isnan(start_s):
        start_s = 0.0
    batteries = [battery_of(item) for item in world.batteries]
    return chances(world, result.sky, batteries, max(start_s, ALWAYS_S)) if batteries else []


def timeline(
    world: Scenario, result: Result, run: int, space: list[Chance], title: str, credit: str = CREDIT
) -> Timeline:
    """Return the rows of the timeline of one run.

    Args:
        world: the scenario with the values of the run's world.
        result: the chunk that holds the run.
        run: its number.
        space: its battle space.
        title: words above.
        credit: sources, and the command that repeats it.
    """
    rows: list[Row] = []
    shown = warheads(result)
    last_s = last_looks_s(world)
    for k in shown:
        head = f"warhead {shown.index(k) + 1}: " if len(shown) > 1 else ""
        rows += _warhead_rows(head, world, result, run, k, last_s[k])
        rows += _window_rows(head, world, [one for one in space if one.raid == int(result.sky.raid[k])])
        rows += _shot_rows(head, result, run, k)
    fired = result.shots["run"] == run
    told = sum(min(int((fired & (result.shots["object"] == k)).sum()), MOST_SHOTS) for k in shown)
    all_ = int((result.sky.kind == WARHEAD).sum())
    first = f" Shown: the first {len(shown)} of {all_} warheads." if len(shown) < all_ else ""
    words = SIGNS + (MORE if told < int(fired.sum()) else "") + first
    return Timeline(title, tuple(rows), f"{words}\n{credit}")


def radar_names(scenario: Scenario) -> list[str]:
    """Return the name of each radar, with its site where two are of one kind."""
    items = [item for item in scenario.sensors if item.is_radar]
    names = [item.sensor.name or item.sensor.id for item in items]
    return [
        f"{name}, {item.place.name or item.place.id}" if names.count(name) > 1 else name
        for name, item in zip(names, items, strict=True)
    ]


def clock_event(world: Scenario, result: Result, at: int) -> tuple[float, str]:
    """Return when the clock of the doctrine started in a run, infinite where it never did, and what started it.

    Args:
        world: the scenario with the values of the run's world.
        result: the chunk that holds the run.
        at: position of the run in it.
    """
    start_s = float(clock_s(world, result.sky, result.watched)[at])
    clock = world.doctrine.clock
    if clock == "lift-off":
        return start_s, "lift-off"
    if clock == "satellite":
        return start_s, "first report of a satellite"
    if clock.startswith(RADAR):
        return start_s, f"first firm track of {clock.removeprefix(RADAR)}"
    firm_s = result.watched.firm_s[at]
    if np.isnan(firm_s).all():
        return start_s, "first firm track"
    name = result.sky.names[int(np.nanargmin(firm_s))]
    one = len(world.missiles) == 1
    return start_s, f"first firm track ({name.partition(': ')[2] or name if one else name})"


def _warhead_rows(
    head: str, world: Scenario, result: Result, run: int, k: int, last_s: np.ndarray
) -> list[Row]:
    sky, seen = result.sky, result.watched
    at = int(np.searchsorted(result.batch.runs, run))
    fate = result.fates[(result.fates["run"] == run) & (result.fates["object"] == k)][0]
    end_s = min(hit_s(result, run, k), float(sky.ends_s[k]))
    start_s, burnt_s = float(sky.starts_s[k]), float(sky.burnout_s[k])
    last = Moment(
        end_s, "destroyed" if fate["killed"] else "impact", "threat", "*" if fate["killed"] else "X"
    )
    flight = (Bar(start_s, burnt_s, "threat"), Bar(burnt_s, end_s, "threat"))
    rows = [Row(f"{head}missile", flight, (Moment(burnt_s, "burnout", "threat", "|"), last))]
    if any(not item.is_radar for item in world.sensors):
        rows.append(Row(f"{head}satellites", (), _moments((float(seen.cue_s[k]), "report", "o"))))
    for s, name in enumerate(radar_names(world)):
        first = float(seen.sensor_first_s[at, k, s])
        # the watch knows nothing of hits: what a radar would have seen later is left out
        saw = math.isfinite(first) and first <= end_s
        until_s = max(first, min(end_s, float(last_s[s]) if math.isfinite(last_s[s]) else first))
        bars = (Bar(first, until_s, "sensor"),) if saw else ()
        moments = _moments((first, "warhead first seen", "o")) if saw else ()
        if saw and until_s < end_s - 1.0:
            moments += _moments((until_s, "hardly seen after", "|"))
        rows.append(
            Row(head + short_name(name, MOST_LETTERS - len(head)), bars, moments, "does not see the warhead")
        )
    clock, what = clock_event(world, result, at)
    if math.isfinite(clock):
        ready_s = clock + world.doctrine.decision_delay_s
        start = Moment(clock, what, "clock", "P")
        wait = Moment(ready_s, "delay over", "clock", "|")
        rows.append(Row(f"{head}clock of the defence", (Bar(clock, ready_s, "clock"),), (start, wait)))
    told = _moments(
        (float(fate["firm_s"]), "warhead's firm track", "s"), (float(fate["decision_s"]), "decision", "D")
    )
    rows.append(
        Row(
            f"{head}battle manager",
            (),
            tuple(_as(moment, "decision") for moment in told),
            "no firm track of it",
        )
    )
    return rows


def _window_rows(head: str, world: Scenario, space: list[Chance]) -> list[Row]:
    rows = []
    for one in space:
        window = one.window
        if math.isnan(window.last_launch_s):
            continue
        first_s = max(window.first_launch_s, 0.0)
        name = f"{head}launch window" + (f" {one.battery + 1}" if len(world.batteries) > 1 else "")
        last = Moment(one.latest_decision_s, "last useful decision", "decision", "|")
        rows.append(Row(name, (Bar(first_s, window.last_launch_s, "window"),), (last,)))
    return rows


def _shot_rows(head: str, result: Result, run: int, k: int) -> list[Row]:
    shots = result.shots[(result.shots["run"] == run) & (result.shots["object"] == k)]
    rows = []
    for i, shot in enumerate(shots[np.argsort(shots["launch_s"], kind="stable")][:MOST_SHOTS]):
        launch_s, met_s = float(shot["launch_s"]), float(shot["intercept_s"])
        sign = "*" if shot["hit"] else "x"
        failed = int(shot["link"]) == FAILED_IN_FLIGHT
        came = f"{outcome(shot)}; planned" if failed else outcome(shot)
        moments = (Moment(launch_s, "launch", "shot", ">"), Moment(met_s, came, "shot", sign))
        rows.append(
            Row(f"{head}shot {i + 1}", (Bar(launch_s, met_s, "planned" if failed else "shot"),), moments)
        )
    return rows


def outcome(shot: np.void) -> str:
    """Return in words what came of a shot."""
    if shot["hit"]:
        return "hit"
    return "nothing left to hit" if shot["link"] == KILLED else LINKS[int(shot["link"])]


def short_name(name: str, most: int = MOST_LETTERS) -> str:
    """Return a name that fits beside a row."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _moments(*told: tuple[float, str, str]) -> tuple[Moment, ...]:
    return tuple(Moment(at, words, "sensor", sign) for at, words, sign in told if math.isfinite(at))


def _as(moment: Moment, kind: str) -> Moment:
    return Moment(moment.time_s, moment.words, kind, moment.sign)
