"""The cases of pages about flights to America: every missile and every battery is worked by itself.

What a case is follows make_europe.py and make_scenario_page.py; the tables are made in homeland_tables.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from make_europe import missed
from make_scenario_page import BASE, EDGES, JOBS, RUNS, SEED, WATCHED
from midcourse.campaign.estimate import Estimate
from midcourse.campaign.metrics import p_no_leaker
from midcourse.campaign.runs import NOMINAL, fight_all
from midcourse.engagement.clock import clock_s
from midcourse.engagement.run import Batch, battery_of
from midcourse.engagement.see import see
from midcourse.engagement.watch import watch
from midcourse.engagement.windows import ALWAYS_S, Chance, chances, true_window
from midcourse.errors import NoSolution
from midcourse.geography import countries, country_at
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario, at_range, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import Sky

STEP_S = 1.0
WORLDS, IN_DOUBT = 32, 320


class Spread(NamedTuple):
    """Times that happened: the middle one, of two the earlier, so that it is one of them; the ends; how many."""

    middle_s: float
    least_s: float
    most_s: float
    count: int


@dataclass(frozen=True)
class Flight:
    """One missile of a raid: how far, how high, and the countries beneath with time and altitude when first there."""

    words: str
    distance_m: float
    apogee_m: float
    time_s: float
    beneath: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Sight:
    """Who sees one missile: the satellites, each radar (warhead, anything), and a firm track of either."""

    report_s: float
    looks: dict[str, tuple[float, float]]
    warhead: Spread
    anything: Spread


class Row(NamedTuple):
    """One missile and one battery: what could be, and what may be from the first launch on that is allowed."""

    missile: int
    battery: int
    free_s: tuple[float, float]
    chance: Chance | None
    levers: dict[str, Chance | None]


@dataclass(frozen=True)
class Outcome:
    """What came of the runs: share without a leaker, warheads stopped by missile, shots, how many at warheads."""

    kept: Estimate
    stopped: list[float]
    shots: float
    at_warhead: float
    launch_s: float
    met_s: float


class Doubted(NamedTuple):
    """What came of runs spread over worlds of doubt: how many were fought, without a leaker, warheads stopped."""

    runs: int
    kept: Estimate
    stopped: float


@dataclass(frozen=True)
class Worked:
    """The scenario or a variant, worked; without a flight nothing but `reached` is known."""

    name: str
    scenario: Scenario
    reached: dict[str, bool]
    sky: Sky | None = None
    flights: list[Flight] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    clock_s: float = math.nan
    rows: list[Row] = field(default_factory=list)
    outcome: Outcome | None = None
    doubted: Doubted | None = None

    @property
    def allowed_s(self) -> float:
        """The first launch that the doctrine allows."""
        return self.clock_s + self.scenario.doctrine.decision_delay_s + self.scenario.doctrine.latency_s


class Subject(NamedTuple):
    """A page: the scenario, its words, the other claim about each interceptor, what to notice, sections more.

    `in_doubt` names the cases that are fought over worlds too.
    """

    name: str
    head: str
    other: dict[str, str]
    other_words: str
    notices: Callable[[dict[str, Worked]], list[str]]
    in_doubt: tuple[str, ...]
    more: Callable[[dict[str, Worked]], list[str]] | None = None


def spread(times_s: np.ndarray) -> Spread:
    held = np.sort(times_s[np.isfinite(times_s)])
    if not len(held):
        return Spread(math.nan, math.nan, math.nan, 0)
    return Spread(float(held[(len(held) - 1) // 2]), float(held[0]), float(held[-1]), len(held))


def radar_names(scenario: Scenario) -> list[str]:
    return [
        f"{item.sensor.id.partition('@')[0]}, {item.place.id or item.place.name}"
        for item in scenario.sensors
        if item.is_radar
    ]


def start_of(scenario: Scenario, i: int) -> str:
    item = scenario.raid[i]
    return item.from_place.id or item.from_place.name


def overflown(sky: Sky, k: int) -> tuple[tuple[str, float, float], ...]:
    """Return the countries beneath a path in order, with the time and the altitude when it is first over each."""
    names = {country.iso2: country.name for country in countries()}
    times = np.arange(sky.starts_s[k], sky.ends_s[k], STEP_S)
    found: dict[str, tuple[str, float, float]] = {}
    for time_s, (lat, lon, alt_m) in zip(times, sky.paths[k].geodetic(times), strict=True):
        code = country_at(float(lat), float(lon))
        if code is not None and code not in found:
            found[code] = (names.get(code, code), float(time_s), float(alt_m))
    return tuple(found.values())


def flights_of(scenario: Scenario, sky: Sky) -> list[Flight]:
    out = []
    for i, item in enumerate(scenario.raid):
        (k,) = np.flatnonzero((sky.kind == WARHEAD) & (sky.raid == i))
        ends = [math.radians(x) for p in (item.from_place, item.to_place) for x in (p.lat_deg, p.lon_deg)]
        load = f"{item.missile.payload_kg:,.0f} kg"
        out.append(
            Flight(
                f"{item.missile.id}, {load}, {start_of(scenario, i)} to {item.to_place.name}",
                float(arc_m(WGS84, *ends)[0]),
                sky.paths[k].apogee()[1],
                float(sky.ends_s[k] - sky.starts_s[k]),
                overflown(sky, int(k)),
            )
        )
    return out


def sights_of(scenario: Scenario, sky: Sky) -> tuple[list[Sight], float]:
    """Return who sees each missile, and the event of the clock."""
    rows = see(scenario)
    # sensors in space come first in a row, then the radars, each kind in the order of the scenario
    space = sum(not item.is_radar for item in scenario.sensors)
    names = radar_names(scenario)
    seen = watch(scenario, sky, Batch(SEED, NOMINAL, np.arange(WATCHED)))
    firm = np.where(np.isnan(seen.firm_s), np.inf, seen.firm_s)
    sights = []
    for i in range(len(scenario.raid)):
        own = np.flatnonzero(sky.raid == i)
        (warhead,) = (k for k in own if sky.kind[k] == WARHEAD)
        first = np.array([[missed(one["first_s"]) for one in rows[k]["sensors"]] for k in own])
        looks = {
            name: (
                missed(rows[warhead]["sensors"][space + s]["first_s"]),
                min(first[np.isfinite(first[:, space + s]), space + s], default=math.nan),
            )
            for s, name in enumerate(names)
        }
        reports = first[:, :space][np.isfinite(first[:, :space])]
        report_s = float(min(reports, default=math.nan))
        sights.append(Sight(report_s, looks, spread(firm[:, warhead]), spread(firm[:, own].min(axis=1))))
    return sights, spread(clock_s(scenario, sky, seen)).middle_s


def chances_from(scenario: Scenario, sky: Sky, launch_s: float) -> list[Chance | None]:
    batteries = [battery_of(item) for item in scenario.batteries]
    count = len(scenario.raid) * len(batteries)
    return list(chances(scenario, sky, batteries, launch_s)) if math.isfinite(launch_s) else [None] * count


def rows_of(subject: Subject, scenario: Scenario, variant: str | None, sky: Sky, clock: float) -> list[Row]:
    doctrine = scenario.doctrine
    wait_s = doctrine.decision_delay_s + doctrine.latency_s
    swaps = [
        f"batteries.{b}.interceptor={subject.other[item.interceptor.id]}"
        for b, item in enumerate(scenario.batteries)
    ]
    swapped = load_scenario(subject.name, variant, swaps)
    lift_off_s = float(sky.starts_s.min()) + wait_s
    tried = {
        "lift-off": chances_from(scenario, sky, lift_off_s),
        "no delay": chances_from(scenario, sky, clock + doctrine.latency_s),
        "other speed": chances_from(swapped, sky, clock + wait_s),
        "other speed, lift-off": chances_from(swapped, sky, lift_off_s),
    }
    own = chances_from(scenario, sky, clock + wait_s)
    # warhead by warhead, as `chances` says
    heads = [int(k) for k in np.flatnonzero(sky.kind == WARHEAD)]
    pairs = [(k, b) for k in heads for b in range(len(scenario.batteries))]
    out = []
    for n, (k, b) in enumerate(pairs):
        window = true_window(sky, k, battery_of(scenario.batteries[b]), ALWAYS_S)
        free = (window.first_launch_s, window.last_launch_s)
        out.append(Row(int(sky.raid[k]), b, free, own[n], {name: found[n] for name, found in tried.items()}))
    return out


def fight(scenario: Scenario, sky: Sky) -> Outcome:
    fought = fight_all(scenario, RUNS, SEED, JOBS)
    fates, shots = fought.fates, fought.shots
    heads = fates[fates["kind"] == WARHEAD]
    stopped = [
        float(heads["killed"][sky.raid[heads["object"]] == i].sum()) / RUNS for i in range(len(scenario.raid))
    ]
    at = shots[shots["kind"] == WARHEAD]
    first = at[at["shot"] == 0]
    return Outcome(
        p_no_leaker(fought),
        stopped,
        len(shots) / RUNS,
        len(at) / max(len(shots), 1),
        spread(first["launch_s"]).middle_s,
        spread(first["intercept_s"]).middle_s,
    )


def fight_in_doubt(scenario: Scenario) -> Doubted:
    """Fight over worlds, in which each doubtful input has a value drawn from its range."""
    fought = fight_all(scenario, IN_DOUBT, SEED, JOBS, count=WORLDS)
    heads = fought.fates[fought.fates["kind"] == WARHEAD]
    return Doubted(fought.done, p_no_leaker(fought), float(heads["killed"].sum()) / max(fought.done, 1))


def work(subject: Subject, variant: str | None, with_runs: bool, with_doubt: bool = False) -> Worked:
    """Work one case; no input is changed but by its variant."""
    scenario = load_scenario(subject.name, variant=variant)
    reached = {edge: not at_range(scenario, edge).cannot_reach for edge in EDGES}
    try:
        sky = fly_raid(scenario.raid)
    except NoSolution:
        return Worked(variant or BASE, scenario, reached)
    sights, clock = sights_of(scenario, sky)
    return Worked(
        variant or BASE,
        scenario,
        reached,
        sky,
        flights_of(scenario, sky),
        sights,
        clock,
        rows_of(subject, scenario, variant, sky, clock),
        fight(scenario, sky) if with_runs else None,
        fight_in_doubt(scenario) if with_doubt and (variant or BASE) in subject.in_doubt else None,
    )
