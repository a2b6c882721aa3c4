"""The clock of one run: the rows of its timeline, and the battle space, which is the seconds left for shooting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import ALWAYS_S, Chance, chances
from midcourse.records import KILLED, LINKS, WARHEAD
from midcourse.views.timeline import Bar, Moment, Row, Timeline

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
    from midcourse.engagement.run import Result
    from midcourse.scenario.model import Scenario

MOST = 2
MOST_SHOTS = 10
CREDIT = (
    "midcourse, from public sources. Hatched: launches that could still meet it. Other shots: in the table."
)


def chunk_of(fought: Fought, run: int) -> Result:
    """Return the chunk that holds a run."""
    return next(chunk for chunk in fought.chunks if run in chunk.batch.runs)


def warheads(result: Result) -> list[int]:
    """Return the positions of the warheads that a page has room for."""
    return [int(k) for k in np.flatnonzero(result.sky.kind == WARHEAD)[:MOST]]


def decided_s(result: Result, run: int) -> float:
    """Return when a run decided first about a warhead, NaN where it never did."""
    rows = result.fates[(result.fates["run"] == run) & (result.fates["kind"] == WARHEAD)]
    held = rows["decision_s"][~np.isnan(rows["decision_s"])]
    return float(held.min()) if len(held) else math.nan


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


def timeline(world: Scenario, result: Result, run: int, space: list[Chance], title: str) -> Timeline:
    """Return the rows of the timeline of one run.

    Args:
        world: the scenario with the values of the run's world.
        result: the chunk that holds the run.
        run: its number.
        space: its battle space.
        title: words above.
    """
    rows: list[Row] = []
    shown = warheads(result)
    for k in shown:
        head = f"warhead {int(result.sky.raid[k]) + 1}: " if len(shown) > 1 else ""
        rows += _warhead_rows(head, world, result, run, k)
        rows += _window_rows(head, world, [one for one in space if one.raid == int(result.sky.raid[k])])
        rows += _shot_rows(head, world, result, run, k)
    return Timeline(title, tuple(rows), CREDIT)


def _warhead_rows(head: str, world: Scenario, result: Result, run: int, k: int) -> list[Row]:
    sky, seen = result.sky, result.watched
    at = int(np.searchsorted(result.batch.runs, run))
    fate = result.fates[(result.fates["run"] == run) & (result.fates["object"] == k)][0]
    hits = result.shots[
        (result.shots["run"] == run) & (result.shots["object"] == k) & (result.shots["hit"] == 1)
    ]
    end_s = float(hits["intercept_s"].min()) if fate["killed"] and len(hits) else float(sky.ends_s[k])
    start_s, burnt_s = float(sky.starts_s[k]), float(sky.burnout_s[k])
    last = Moment(
        end_s, "destroyed" if fate["killed"] else "impact", "threat", "*" if fate["killed"] else "X"
    )
    flight = (Bar(start_s, burnt_s, "threat"), Bar(burnt_s, end_s, "threat"))
    rows = [Row(f"{head}missile", flight, (Moment(burnt_s, "burnout", "threat", "|"), last))]
    if any(not item.is_radar for item in world.sensors):
        rows.append(Row(f"{head}satellites", (), _moments((float(seen.cue_s[k]), "report", "o"))))
    for s, item in enumerate(one for one in world.sensors if one.is_radar):
        first, firm = float(seen.sensor_first_s[at, k, s]), float(seen.sensor_firm_s[at, s])
        moments = _moments((first, "first seen", "o"), (firm, "firm track", "s"))
        bars = (Bar(first, end_s, "sensor"),) if math.isfinite(first) else ()
        rows.append(Row(head + short_name(item.sensor.name or item.sensor.id), bars, moments))
    told = _moments((float(fate["firm_s"]), "firm track", "s"), (float(fate["decision_s"]), "decision", "D"))
    rows.append(Row(f"{head}battle manager", (), tuple(_as(moment, "decision") for moment in told)))
    return rows


def _window_rows(head: str, world: Scenario, space: list[Chance]) -> list[Row]:
    rows = []
    for one in space:
        window = one.window
        if math.isnan(window.last_launch_s):
            continue
        first_s = max(window.first_launch_s, 0.0)
        name = f"{head}launch window" + (f" {one.battery + 1}" if len(world.batteries) > 1 else "")
        last = Moment(one.latest_decision_s, "last decision", "decision", "|")
        rows.append(Row(name, (Bar(first_s, window.last_launch_s, "window"),), (last,)))
    return rows


def _shot_rows(head: str, world: Scenario, result: Result, run: int, k: int) -> list[Row]:
    shots = result.shots[(result.shots["run"] == run) & (result.shots["object"] == k)]
    rows = []
    for i, shot in enumerate(shots[np.argsort(shots["launch_s"], kind="stable")][:MOST_SHOTS]):
        launch_s, met_s = float(shot["launch_s"]), float(shot["intercept_s"])
        sign = "*" if shot["hit"] else "x"
        moments = (Moment(launch_s, "launch", "shot", ">"), Moment(met_s, outcome(shot), "shot", sign))
        rows.append(Row(f"{head}shot {i + 1}", (Bar(launch_s, met_s, "shot"),), moments))
    return rows


def outcome(shot: np.void) -> str:
    """Return in words what came of a shot."""
    if shot["hit"]:
        return "hit"
    return "nothing left to hit" if shot["link"] == KILLED else LINKS[int(shot["link"])]


def short_name(name: str, most: int = 26) -> str:
    """Return a name that fits beside a row."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _moments(*told: tuple[float, str, str]) -> tuple[Moment, ...]:
    return tuple(Moment(at, words, "sensor", sign) for at, words, sign in told if math.isfinite(at))


def _as(moment: Moment, kind: str) -> Moment:
    return Moment(moment.time_s, moment.words, kind, moment.sign)
