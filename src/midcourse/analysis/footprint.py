"""What a scenario's batteries defend: how many shots there are at a missile, and what stands in the way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.precision import good_enough, rows_of
from midcourse.analysis.sights import Sights, sights
from midcourse.battle.doctrine import looks_again
from midcourse.battle.window import first_meeting, latest_launches, points
from midcourse.engagement.clock import RADAR
from midcourse.engagement.run import battery_of
from midcourse.errors import NoSolution
from midcourse.kernels.earth import WGS84
from midcourse.records import WARHEAD
from midcourse.scenario.place import Place
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.battle.doctrine import Battery
    from midcourse.scenario.model import RaidItem, Scenario
    from midcourse.truth import Sky

# what is asked for, each with all before it
KINEMATIC, CUE, RADARS, DECISION, AGAIN = NESTINGS = (
    "kinematic",
    "with cue",
    "with the radars",
    "with decision delay",
    "with shoot-look-shoot",
)
# what stands in the way
OUT_OF_RANGE, NOBODY, FLOOR, SPEED, HORIZON, QUALITY, TIME, NOTHING = CONSTRAINTS = (
    "out of range of the missile",
    "no interceptor",
    "floor",
    "burnout speed",
    "horizon",
    "track quality",
    "decision time",
    "none",
)
MOST_SHOTS = 4  # more are counted as so many


class Cell(NamedTuple):
    """One place: shots by nesting, the fewest over all missiles that fly to it or from it, and the binding constraint.

    `reached` is false where no missile of the raid does; then there are no shots, and nothing is defended or denied.
    """

    lat_deg: float
    lon_deg: float
    reached: bool
    shots: tuple[int, ...]
    constraint: str


class Defence(NamedTuple):
    """What stays the same for all places: the missiles, the batteries, and which end of the flight is asked about.

    `end` is `to_place` where aim points are asked about, `from_place` where launch points are.
    """

    scenario: Scenario
    raid: tuple[RaidItem, ...]
    batteries: tuple[Battery, ...]
    end: str


def defence_of(scenario: Scenario, aim: Place | None = None) -> Defence:
    """Return what is defended against, and with what.

    Args:
        scenario: checked scenario.
        aim: if given, launch points are asked about: each type of the raid's missiles flies from them to this place.
            If not, aim points are: one missile for each launch point and type of the raid flies to them.

    Returns:
        Defence, with the batteries that hold any interceptor.
    """
    kinds: dict[tuple[Place | None, str], RaidItem] = {}
    for item in scenario.raid:
        one = {"launch_s": 0.0, "count": 1, "decoys": 0, "debris": 0, "warheads": 1, "to_place": aim or item.to_place}
        kind = (None if aim else item.from_place, item.missile.id)
        kinds.setdefault(kind, item.model_copy(update=one))
    batteries = tuple(battery_of(item) for item in scenario.batteries if item.count > 0)
    return Defence(scenario, tuple(kinds.values()), batteries, "from_place" if aim else "to_place")


def cell_at(defence: Defence, lat_deg: float, lon_deg: float) -> Cell:
    """Say how many shots there are at missiles that fly to one place, or from it.

    Args:
        defence: from `defence_of`.
        lat_deg, lon_deg: the place.

    Returns:
        Cell.
    """
    place = Place(lat=lat_deg, lon=lon_deg)
    worst: Cell | None = None
    for item in defence.raid:
        try:
            one = _against(defence, item.model_copy(update={defence.end: place}))
        except NoSolution:
            continue
        cell = Cell(lat_deg, lon_deg, True, *one)
        if worst is None or cell.shots[::-1] < worst.shots[::-1]:
            worst = cell
    return worst or Cell(lat_deg, lon_deg, False, (0,) * len(NESTINGS), OUT_OF_RANGE)


def _against(defence: Defence, item: RaidItem) -> tuple[tuple[int, ...], str]:
    scenario = defence.scenario.model_copy(update={"raid": (item,)})
    sky = fly_raid(scenario.raid)
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    start_s, end_s = float(sky.burnout_s[k]), float(sky.ends_s[k])
    state = sky.paths[k].state_eci(start_s)
    launches = []
    for battery in defence.batteries:
        launch = np.empty(points(start_s, end_s))
        latest_launches(WGS84, state, start_s, battery.site, battery.table, end_s, launch)
        launches.append(launch)
    seen = sights(scenario, sky, k)
    useful = launches if seen.firm_s is None else _useful(scenario, launches, sky, k)
    doctrine = scenario.doctrine
    again_s = doctrine.assessment_delay_s + doctrine.latency_s
    decided_s = _decided_s(scenario, seen)
    shots = [_shots(launches, start_s, at_s, 0.0) for at_s in (0.0, seen.first_s)]
    shots += [_shots(useful, start_s, at_s, 0.0) for at_s in (seen.firm_s, decided_s)]
    looked = looks_again(doctrine)
    shots.append(_shots(useful, start_s, decided_s, again_s) if looked else min(shots[-1], 1))
    return tuple(shots), _binding(shots, seen, launches, start_s, defence, sky, k)


def _useful(scenario: Scenario, launches: Sequence[np.ndarray], sky: Sky, k: int) -> list[np.ndarray]:
    # the launches that meet the path where the track is good enough for the seeker
    rows, start_s = rows_of(scenario, sky, k), float(sky.burnout_s[k])
    speed_m_s = float(np.linalg.norm(sky.paths[k].state_eci(start_s)[3:]))
    batteries = [item for item in scenario.batteries if item.count > 0]
    return [
        np.where(good_enough(item.interceptor, rows, speed_m_s, start_s, len(launch)), launch, -np.inf)
        for item, launch in zip(batteries, launches, strict=True)
    ]


def _decided_s(scenario: Scenario, seen: Sights) -> float | None:
    # the decision delay counts from the doctrine's clock; nothing is launched before there is a firm track
    doctrine, firm_s = scenario.doctrine, seen.firm_s
    if firm_s is None:
        return None
    clock_s: float | None = firm_s
    if doctrine.clock == "lift-off":
        clock_s = 0.0
    elif doctrine.clock == "satellite":
        clock_s = seen.satellite_s
    elif doctrine.clock.startswith(RADAR):
        name = doctrine.clock.removeprefix(RADAR)
        clock_s = next((one.firm_s for one in seen.radars if one.radar == name), None)
    return None if clock_s is None else max(clock_s + doctrine.decision_delay_s, firm_s) + doctrine.latency_s


def _shots(launches: Sequence[np.ndarray], start_s: float, not_before_s: float | None, wait_s: float) -> int:
    # one shot after the intercept of the other, by whichever battery can meet it first
    count = 0
    while not_before_s is not None and count < MOST_SHOTS:
        met_s = min(
            (
                at_s
                for launch in launches
                if (at_s := first_meeting(launch, start_s, not_before_s)[0]) < math.inf
            ),
            default=None,
        )
        if met_s is None:
            return count
        count, not_before_s = count + 1, met_s + wait_s
    return count


def _binding(
    shots: Sequence[int],
    seen: Sights,
    launches: Sequence[np.ndarray],
    start_s: float,
    defence: Defence,
    sky: Sky,
    k: int,
) -> str:
    if shots[3] > 0:
        return NOTHING
    if not defence.batteries:
        return NOBODY
    if shots[0] == 0:
        floors = [battery.table.floor_m for battery in defence.batteries]
        return FLOOR if sky.paths[k].apogee()[1] < min(floors) else SPEED
    if seen.first_s is None or all(one.first_s is None for one in seen.radars):
        return HORIZON
    if shots[2] == 0:
        # seen in time, but not tracked well in time: the track is at fault
        looked_s = min(one.first_s for one in seen.radars if one.first_s is not None)
        in_time = _shots(launches, start_s, looked_s, 0.0) > 0
        return QUALITY if in_time else HORIZON
    return TIME
