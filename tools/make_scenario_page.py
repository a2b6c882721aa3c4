"""What the pages of built-in scenarios share: one case a variant, four tables, writing and comparing.

A tool such as make_testbed.py gives a `Subject` and calls `main`; what stands here knows no scenario by name. Of a
raid the first missile is worked, of the defence the first battery. Numbers are compared as in make_europe.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from make_europe import (
    SKIPPED,
    Time,
    differences,
    km,
    median,
    met,
    missed,
    percent,
    seconds,
    table,
    time_from,
    wrapped,
)
from midcourse.campaign.estimate import Estimate
from midcourse.campaign.metrics import p_no_leaker
from midcourse.campaign.runs import NOMINAL, fight_all
from midcourse.engagement.clock import clock_s
from midcourse.engagement.run import Batch, battery_of
from midcourse.engagement.see import see
from midcourse.engagement.watch import watch
from midcourse.engagement.windows import ALWAYS_S, true_window
from midcourse.errors import NoSolution
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario, at_range, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import Sky

ROOT = Path(__file__).parents[1]
BASE = "as it stands"
WATCHED, RUNS, SEED, JOBS = 64, 200, 1, 2
EDGES: tuple[Literal["low", "value", "high"], ...] = ("low", "value", "high")
NO_FLIGHT = "no flight"


@dataclass(frozen=True)
class Fight:
    """What came of the runs: share without a leaker, shots a run and at what; medians of the first at a warhead."""

    kept: Estimate
    shots: float
    at_warhead: float
    launch_s: float
    flight_s: float
    alt_m: float
    closing_m_s: float


@dataclass(frozen=True)
class Seen:
    """Who sees the first missile: first report of satellites; by radar first look and firm track; the clock."""

    report_s: float
    looks: dict[str, tuple[float, float, int]]
    clock_s: float
    clock_runs: int


@dataclass(frozen=True)
class Case:
    """The scenario or a variant, worked; without a flight nothing but `reached` is known."""

    name: str
    scenario: Scenario
    reached: dict[str, bool]
    sky: Sky | None
    seen: Seen | None
    free_s: tuple[float, float]
    time: Time | None
    fight: Fight | None


class Section(NamedTuple):
    """A section of a page: its words, the heads of its table, and the cells of a case that flies."""

    words: str
    heads: tuple[str, ...]
    cells: Callable[[Case], list[str]]


class Subject(NamedTuple):
    """A page: the scenario, the file, its text before and after the tables; `fought` in a quick check too."""

    name: str
    page: Path
    before: Callable[[dict[str, Case]], list[str]]
    after: Callable[[dict[str, Case]], list[str]]
    fought: tuple[str, ...] = (BASE,)


def watched(scenario: Scenario, sky: Sky) -> Seen:
    """Say when the sensors see the first missile, in the nominal world."""
    rows = [row for row in see(scenario) if row["object"].startswith("missile 1")]
    first = {
        item.sensor.id: [
            missed(one["first_s"])
            for row in rows
            for one in row["sensors"]
            if one["sensor"] == item.sensor.id
        ]
        for item in scenario.sensors
    }
    radars = [item.sensor.id for item in scenario.sensors if item.is_radar]
    reports = [time for name in first if name not in radars for time in first[name] if math.isfinite(time)]
    seen = watch(scenario, sky, Batch(SEED, NOMINAL, np.arange(WATCHED)))
    firm = seen.sensor_firm_s
    looks = {
        name: (first[name][0], median(firm[:, s]), int(np.isfinite(firm[:, s]).sum()))
        for s, name in enumerate(radars)
    }
    clocks = clock_s(scenario, sky, seen)
    return Seen(min(reports, default=math.nan), looks, median(clocks), int(np.isfinite(clocks).sum()))


def fight(scenario: Scenario) -> Fight:
    """Fight the nominal world `RUNS` times."""
    fought = fight_all(scenario, RUNS, SEED, JOBS)
    shots = fought.shots
    at = shots[shots["kind"] == WARHEAD]
    first = at[(at["shot"] == 0) & (at["flight_s"] > 0.0)]
    return Fight(
        p_no_leaker(fought),
        len(shots) / RUNS,
        len(at) / max(len(shots), 1),
        *(median(first[name]) for name in ("launch_s", "flight_s", "intercept_alt_m", "closing_m_s")),
    )


@cache
def work(name: str, variant: str | None, with_runs: bool) -> Case:
    """Work one case; no input is changed but by its variant."""
    scenario = load_scenario(name, variant=variant)
    reached = {edge: not at_range(scenario, edge).cannot_reach for edge in EDGES}
    label = variant or BASE
    try:
        sky = fly_raid(scenario.raid)
    except NoSolution:
        return Case(label, scenario, reached, None, None, (math.nan, math.nan), None, None)
    seen = watched(scenario, sky)
    wait_s = scenario.doctrine.decision_delay_s + scenario.doctrine.latency_s
    warhead = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    window = true_window(sky, warhead, battery_of(scenario.batteries[0]), ALWAYS_S)
    return Case(
        label,
        scenario,
        reached,
        sky,
        seen,
        (window.first_launch_s, window.last_launch_s),
        first_time(scenario, sky, seen.clock_s + wait_s),
        fight(scenario) if with_runs else None,
    )


def first_time(scenario: Scenario, sky: Sky, launch_s: float) -> Time:
    """Say what the first battery could do about the first warhead from a launch on."""
    own = sky if (sky.kind == WARHEAD).sum() == 1 else fly_raid(scenario.raid[:1])
    return time_from(scenario, own, launch_s)


def target_cells(case: Case) -> list[str]:
    item = case.scenario.raid[0]
    bounds = case.scenario.provenance["raid.0.range"]
    cells = [item.missile.id, item.to_place.name]
    for edge in EDGES:
        bound = getattr(bounds, edge)
        said = "flies" if case.reached[edge] else NO_FLIGHT
        cells.append(f"{said} ({km(bounds.value if bound is None else bound)})")
    return cells


def seen_cells(radars: tuple[str, ...]) -> Callable[[Case], list[str]]:
    """Return the maker of the cells of who sees what, for these radars."""

    def cells(case: Case) -> list[str]:
        if case.seen is None:
            return [NO_FLIGHT] * (len(radars) + 2)
        out = [seconds(case.seen.report_s, 1, "no report")]
        for name in radars:
            if name not in case.seen.looks:
                out.append("not there")
                continue
            look_s, firm_s, runs = case.seen.looks[name]
            firm = f"{firm_s:.1f} in {runs}" if runs else "never"
            out.append(f"{seconds(look_s, 1)}; {firm}")
        doctrine = case.scenario.doctrine
        launch_s = case.seen.clock_s + doctrine.decision_delay_s + doctrine.latency_s
        return [*out, f"{doctrine.clock}: {seconds(launch_s, 1, 'no launch')}"]

    return cells


def window_cells(case: Case) -> list[str]:
    if case.time is None:
        return [NO_FLIGHT] * 6
    cells = [seconds(time, none="none") for time in (*case.free_s, case.time.first_launch_s)]
    chance = case.time.chance
    if chance is None:
        return [*cells, "none", "none", "no launch"]
    window = chance.window
    cells.append(met(window.first_s, window.first_alt_m, chance.first_closing_m_s))
    cells.append(met(window.last_s, window.last_alt_m, chance.last_closing_m_s))
    return [*cells, seconds(case.time.margin_s)]


def outcome_cells(case: Case) -> list[str]:
    if case.time is None:
        return [NO_FLIGHT] * 8
    won = case.fight
    if won is None:
        return [SKIPPED] * 8
    kept = won.kept
    return [
        f"{percent(kept.value)} %",
        f"{percent(kept.low)} to {percent(kept.high)} %",
        f"{won.shots:.1f}",
        f"{percent(won.at_warhead)} %",
        seconds(won.launch_s, none="none"),
        seconds(won.flight_s, none="none"),
        km(won.alt_m) if math.isfinite(won.alt_m) else "none",
        seconds(won.closing_m_s / 1e3, 1, "none"),
    ]


def sections(cases: dict[str, Case]) -> list[Section]:
    """Return the tables that every page has."""
    radars = tuple(
        dict.fromkeys(
            item.sensor.id for case in cases.values() for item in case.scenario.sensors if item.is_radar
        )
    )
    return [
        Section(
            """
            ## Who is aimed at, and does the missile get there

            Whether there is a flight when the missile goes the least, the middle and the greatest of its range (in
            brackets, km, over an Earth that does not turn). All that follows is for the middle.
            """,
            ("missile", "aim", "least", "middle", "greatest"),
            target_cells,
        ),
        Section(
            f"""
            ## Who sees what, and when

            First report of the satellites; for each radar the first time at which it sees the warhead with at least an
            even chance a look (`midcourse see`; before burnout the whole missile counts as the warhead), then the
            median of its first firm track of any object over {WATCHED} runs with seed {SEED}, and in how many of
            them it had one. A track can be firm before the even chance, because a radar looks many times, and a
            spent stage is seen before a warhead. Last the event of the clock and the first launch that the
            doctrine allows.
            """,
            ("satellites", *radars, "clock: launch allowed"),
            seen_cells(radars),
        ),
        Section(
            """
            ## Launch window and intercepts

            *Could* is what would meet the true path of the first warhead if nobody had to see, to think or to wait;
            *allowed* is the first launch by the doctrine, `none` where no clock starts. Earliest and latest intercept
            with a launch from then on: time, altitude, closing speed. *Margin*: from the launch allowed to the last
            that could.
            """,
            (
                *("first launch that could", "last that could", "allowed", "first intercept"),
                *("last intercept", "margin, s"),
            ),
            window_cells,
        ),
        Section(
            f"""
            ## What comes of it

            {RUNS} runs with seed {SEED}, luck only: the share in which no warhead gets through, with Wilson's 95 %;
            shots a run, and which part of them at a warhead; medians of the first shot at a warhead: launch, time of
            flight, altitude in km and closing speed in km/s.
            """,
            (
                *("no warhead gets through", "interval", "shots a run", "at a warhead", "launch", "flight"),
                *("altitude", "closing"),
            ),
            outcome_cells,
        ),
    ]


def cases_of(subject: Subject, quick: bool = False) -> dict[str, Case]:
    """Work the scenario and all of its variants; quick: runs of `fought` only."""
    names = [None, *load_scenario(subject.name).variants]
    return {
        name or BASE: work(subject.name, name, not quick or (name or BASE) in subject.fought)
        for name in names
    }


def page(subject: Subject, quick: bool = False) -> list[str]:
    """Make the lines of a page."""
    cases = cases_of(subject, quick)
    lines = subject.before(cases)
    for part in sections(cases):
        rows = [[f"`{name}`" if name != BASE else name, *part.cells(case)] for name, case in cases.items()]
        lines += [*wrapped(part.words), *table(["case", *part.heads], rows), ""]
    return [*lines, *subject.after(cases)]


def main(subject: Subject, arguments: list[str], usage: str) -> int:
    """Write a page, or with --check compare it; with --quick fewer runs."""
    said = subject.page.relative_to(ROOT).as_posix()
    if arguments[:1] == ["--check"] and arguments[1:] in ([], ["--quick"]):
        text = subject.page.read_text(encoding="utf-8")
        wrong = differences(page(subject, quick=bool(arguments[1:])), text)
        print("\n".join(wrong) or f"{said} is as it should be")
        return 1 if wrong else 0
    if arguments:
        print(usage)
        return 2
    subject.page.write_text("\n".join(page(subject)).rstrip("\n") + "\n", encoding="utf-8")
    return 0
