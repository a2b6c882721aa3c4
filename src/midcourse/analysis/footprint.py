"""What a scenario's batteries defend: at each aim point how many shots there are, and what stands in the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.sights import Sights, sights
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
OUT_OF_RANGE, FLOOR, SPEED, HORIZON, QUALITY, TIME, NOTHING = CONSTRAINTS = (
    "out of range of the missile",
    "floor",
    "burnout speed",
    "horizon",
    "track quality",
    "decision time",
    "none",
)
MOST_SHOTS = 4  # more are counted as so many


class Cell(NamedTuple):
    """One aim point: shots by nesting, the fewest over all launch points that reach it, and the binding constraint.

    `reached` is false where no missile of the raid gets there; then there are no shots and nothing is defended.
    """

    lat_deg: float
    lon_deg: float
    reached: bool
    shots: tuple[int, ...]
    constraint: str


class Defence(NamedTuple):
    """What stays the same for all aim points: a missile for each launch point, and the batteries."""

    scenario: Scenario
    raid: tuple[RaidItem, ...]
    batteries: tuple[Battery, ...]


def defence_of(scenario: Scenario) -> Defence:
    """Return one missile for each launch point and type of the raid, and the batteries that hold any interceptor."""
    kinds: dict[tuple[Place, str], RaidItem] = {}
    for item in scenario.raid:
        one = item.model_copy(update={"launch_s": 0.0, "count": 1, "decoys": 0, "debris": 0, "warheads": 1})
        kinds.setdefault((item.from_place, item.missile.id), one)
    batteries = tuple(battery_of(item) for item in scenario.batteries if item.count > 0)
    return Defence(scenario, tuple(kinds.values()), batteries)


def cell_at(defence: Defence, lat_deg: float, lon_deg: float) -> Cell:
    """Say what is defended at one aim point.

    Args:
        defence: from `defence_of`.
        lat_deg, lon_deg: the aim point.

    Returns:
        Cell.
    """
    aim = Place(lat=lat_deg, lon=lon_deg)
    worst: Cell | None = None
    for item in defence.raid:
        try:
            one = _against(defence, item.model_copy(update={"to_place": aim}))
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
    doctrine = scenario.doctrine
    again_s = doctrine.assessment_delay_s + doctrine.latency_s
    allowed = (0.0, seen.first_s, seen.firm_s, _decided_s(scenario, seen))
    shots = [_shots(launches, start_s, at_s, 0.0) for at_s in allowed]
    looked = doctrine.kind == "shoot-look-shoot"
    shots.append(_shots(launches, start_s, allowed[-1], again_s) if looked else min(shots[-1], 1))
    return tuple(shots), _binding(shots, seen, launches, start_s, defence, sky, k)


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
    if shots[0] == 0:
        floors = [battery.table.floor_m for battery in defence.batteries]
        return FLOOR if not floors or sky.paths[k].apogee()[1] < min(floors) else SPEED
    if seen.first_s is None or all(one.first_s is None for one in seen.radars):
        return HORIZON
    if shots[2] == 0:
        # seen in time, but not tracked in time: the track is at fault
        looked_s = min(one.first_s for one in seen.radars if one.first_s is not None)
        in_time = _shots(launches, start_s, looked_s, 0.0) > 0
        return QUALITY if in_time else HORIZON
    return TIME


def grid_cells(
    defence: Defence,
    lats_deg: np.ndarray,
    lons_deg: np.ndarray,
    coarse: int = 2,
    tick: Callable[[int, str], None] = lambda count, what: None,
) -> list[Cell]:
    """Work a grid of aim points, finely only where neighbours differ.

    Every `coarse`-th point is worked first. A point between four that are alike in everything takes after them; the
    others are worked, and so on while anything new differs from its neighbours.

    Args:
        defence: from `defence_of`.
        lats_deg, lons_deg: the grid, evenly spaced.
        coarse: how many steps apart the first points are; 1 works all.
        tick: called with how many points have been settled, and what comes.

    Returns:
        a Cell for each point, row by row.
    """
    rows, columns = len(lats_deg), len(lons_deg)
    worked: dict[tuple[int, int], Cell] = {}

    def work(i: int, j: int) -> Cell:
        if (i, j) not in worked:
            worked[i, j] = cell_at(defence, float(lats_deg[i]), float(lons_deg[j]))
            tick(1, f"{lats_deg[i]:.0f}, {lons_deg[j]:.0f}")
        return worked[i, j]

    at_i = sorted({*range(0, rows, coarse), rows - 1})
    at_j = sorted({*range(0, columns, coarse), columns - 1})
    for i in at_i:
        for j in at_j:
            work(i, j)
    cells = []
    for i in range(rows):
        for j in range(columns):
            if (i, j) in worked:
                continue
            corners = [work(a, b) for a in _around(at_i, i) for b in _around(at_j, j)]
            if all(_alike(corner, corners[0]) for corner in corners):
                first = corners[0]
                cells.append(first._replace(lat_deg=float(lats_deg[i]), lon_deg=float(lons_deg[j])))
                tick(1, "between")
            else:
                work(i, j)
    return sorted([*cells, *worked.values()], key=lambda cell: (cell.lat_deg, cell.lon_deg))


def _alike(one: Cell, other: Cell) -> bool:
    return (one.reached, one.shots, one.constraint) == (other.reached, other.shots, other.constraint)


def _around(known: Sequence[int], at: int) -> tuple[int, int]:
    below = max(value for value in known if value <= at)
    above = min(value for value in known if value >= at)
    return below, above
