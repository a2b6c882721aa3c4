"""Whether interceptors catch missiles that fly away from them: least speed, windows and meetings, base by base."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.ladder import Least, Rung, ladder, least_speed, rung
from midcourse.analysis.sights import earliest, sights
from midcourse.engagement.clock import RADAR
from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import flown_meeting, true_window
from midcourse.errors import ScenarioError
from midcourse.interceptors.reference_flight import Burnout, burnout
from midcourse.kernels.departure import least_departure
from midcourse.kernels.earth import WGS84
from midcourse.records import WARHEAD
from midcourse.scenario.place import parse_place
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.battle.doctrine import Battery
    from midcourse.scenario.model import BatteryItem, RaidItem, Scenario
    from midcourse.scenario.place import Place
    from midcourse.truth import Sky

LAUNCHES_S = (60.0, 120.0, 180.0, 240.0, 300.0, 360.0, 420.0)  # first launches, after lift-off
LIMITS_S = (500.0, 700.0)  # besides the interceptor's own, and none
PATH_STEP_S = 4.0
ROUNDS = 4
LEAST_ANGLE_RAD = math.radians(5.0)
LIFT_OFF, SATELLITE, FIRST_TRACK = "lift-off", "satellite", "first-track"


class Meeting(NamedTuple):
    """One intercept: when, where, how fast the two close and at which angle their velocities stand."""

    time_s: float
    altitude_m: float
    lat_deg: float
    lon_deg: float
    closing_m_s: float
    crossing_rad: float


@dataclass(frozen=True)
class Start:
    """What a launch from a time on can do.

    `event` is what started the clock, nothing where the launch time is simply given; `launch_s` is None where the
    event never comes. `least` and `lambert_m_s` are by limit of the flight time, None for none: least burnout speed,
    flown and by Lambert's problem; `own_least` within the interceptor's own limit. `margin_s` is from the launch to
    the last that meets it, below 0 where that is over. `margin_m_s` is the interceptor's own speed less the least
    within its own limit. `blind` where the missile still burns at launch: where it will be cannot be known then.
    """

    event: str
    launch_s: float | None
    least: dict[float | None, Least | None]
    lambert_m_s: dict[float | None, float | None]
    own_least: Least | None
    first: Meeting | None
    last: Meeting | None
    margin_s: float | None
    margin_m_s: float | None
    blind: bool


@dataclass(frozen=True)
class Chased:
    """One launch point and one battery: by launch time, and by the clocks that the scenario has."""

    place: Place
    missile: str
    burnout_s: float
    battery: int
    starts: tuple[Start, ...]
    clocks: tuple[Start, ...]
    own: Start


def limits_of(item: BatteryItem) -> tuple[float | None, ...]:
    """Return the limits of the flight time that are looked at: the usual ones, the interceptor's own, none."""
    return (*sorted({*LIMITS_S, item.interceptor.flight_time_limit_s}), None)


def chased(
    scenario: Scenario,
    raid_item: RaidItem,
    battery_at: int,
    tick: Callable[[int, str], None] = lambda count, what: None,
) -> Chased:
    """Say what one battery can do about one missile.

    Args:
        scenario: its sensors, doctrine and batteries.
        raid_item: one missile, lifting off at 0.
        battery_at: position of the battery.
        tick: called with how much has been done and what comes.

    Returns:
        Chased.

    Raises:
        NoSolution: the missile does not fly so far.
    """
    alone = scenario.model_copy(update={"raid": (raid_item,)})
    item = scenario.batteries[battery_at]
    sky = fly_raid(alone.raid)
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    hunt = _hunt(item, sky, k)
    tick(0, f"{raid_item.from_place.name}: by the clock")
    events = _events(alone, sky, k)
    clocks = [
        _start(hunt, event, at_s if at_s is None else at_s + _delay_s(scenario)) for event, at_s in events.items()
    ]
    event = _own_event(scenario.doctrine.clock, events)
    never = _start(hunt, scenario.doctrine.clock, None)
    own = next((one for one in clocks if one.event == event), never)
    tick(1, f"{raid_item.from_place.name}: by launch time")
    starts = tuple(_start(hunt, "", launch_s) for launch_s in LAUNCHES_S)
    return Chased(
        raid_item.from_place,
        raid_item.missile.id,
        float(sky.burnout_s[k]),
        battery_at,
        starts,
        tuple(clocks),
        own,
    )


def raid_items(scenario: Scenario, from_: Sequence[str] | None, to: str | None) -> list[RaidItem]:
    """Return one missile for each launch point, all lifting off at 0.

    Args:
        scenario: its raid says which missile a place flies, the raid's first where it has none there.
        from_: launch points, those of the raid if None.
        to: the aim point; the raid's first if None.

    Raises:
        ScenarioError: no battery, no raid, or a place that is not one.
    """
    if not scenario.raid:
        raise ScenarioError("the raid is empty: nothing to chase", key="raid", allowed="at least one missile")
    if not scenario.batteries:
        raise ScenarioError("no battery to chase with", key="batteries", allowed="at least one battery")
    target = scenario.raid[0].to_place if to is None else parse_place(to, key="--to")
    there = {item.from_place: item for item in reversed(scenario.raid)}
    places = (
        list(there)[::-1]
        if from_ is None
        else list(dict.fromkeys(parse_place(text, key="--from") for text in from_))
    )
    one = {"to_place": target, "launch_s": 0.0, "count": 1, "decoys": 0, "debris": 0, "warheads": 1}
    return [
        there.get(place, scenario.raid[0]).model_copy(update={**one, "from_place": place}) for place in places
    ]


class _Hunt(NamedTuple):
    # one battery and one missile; `lasts_s` by limit: the last launch of each rung that meets it
    item: BatteryItem
    battery: Battery
    sky: Sky
    k: int
    rungs: tuple[Rung, ...]
    lasts_s: dict[float | None, tuple[float, ...]]
    reference: Burnout

    def last_launch_s(self, one: Rung, limit_s: float | None) -> float:
        battery = self.battery._replace(table=one.table(limit_s))
        return true_window(self.sky, self.k, battery).last_launch_s


def _hunt(item: BatteryItem, sky: Sky, k: int) -> _Hunt:
    limits, interceptor = limits_of(item), item.interceptor
    rungs = ladder(interceptor, longest_of(limits))
    hunt = _Hunt(item, battery_of(item), sky, k, rungs, {}, burnout(interceptor))
    lasts = {limit_s: tuple(hunt.last_launch_s(one, limit_s) for one in rungs) for limit_s in limits}
    return hunt._replace(lasts_s=lasts)


def longest_of(limits_s: Sequence[float | None]) -> float:
    """Return the longest limit of the flight time that is one."""
    return max(limit for limit in limits_s if limit is not None)


def _start(hunt: _Hunt, event: str, launch_s: float | None) -> Start:
    nothing: dict[float | None, None] = dict.fromkeys(hunt.lasts_s)
    if launch_s is None:
        return Start(event, None, dict(nothing), dict(nothing), None, None, None, None, None, False)
    least = {limit_s: _by_flights(hunt, launch_s, limit_s) for limit_s in hunt.lasts_s}
    lambert = {limit_s: _by_lambert(hunt, launch_s, limit_s) for limit_s in hunt.lasts_s}
    always = true_window(hunt.sky, hunt.k, hunt.battery)
    window = true_window(hunt.sky, hunt.k, hunt.battery, launch_s)
    margin_s = None if math.isnan(always.last_launch_s) else always.last_launch_s - launch_s
    own = least[hunt.item.interceptor.flight_time_limit_s]
    return Start(
        event,
        launch_s,
        least,
        lambert,
        own,
        _meeting(hunt, window.first_s, window.first_alt_m),
        _meeting(hunt, window.last_s, window.last_alt_m),
        margin_s,
        None if own is None else hunt.reference.speed_m_s - own.speed_m_s,
        launch_s < float(hunt.sky.burnout_s[hunt.k]),
    )


def _meeting(hunt: _Hunt, at_s: float, altitude_m: float) -> Meeting | None:
    if math.isnan(at_s):
        return None
    lat_deg, lon_deg, _ = hunt.sky.paths[hunt.k].geodetic(np.array([at_s]))[0]
    closing_m_s, crossing = flown_meeting(hunt.sky, hunt.k, hunt.item, hunt.battery, at_s)
    return Meeting(at_s, altitude_m, float(lat_deg), float(lon_deg), closing_m_s, crossing)


def _by_flights(hunt: _Hunt, launch_s: float, limit_s: float | None) -> Least | None:
    longest_s = longest_of(tuple(hunt.lasts_s))
    return least_speed(
        hunt.rungs,
        hunt.lasts_s[limit_s],
        lambda one: hunt.last_launch_s(one, limit_s),
        lambda dead_kg: rung(hunt.item.interceptor, dead_kg, longest_s),
        launch_s,
    )


def _by_lambert(hunt: _Hunt, launch_s: float, limit_s: float | None) -> float | None:
    # where the interceptor burns out hangs on its speed: that of the rung which has the speed found before
    reference = hunt.reference
    speed = math.inf
    for _ in range(ROUNDS):
        speed = _departure(hunt, reference, launch_s, limit_s)
        if not math.isfinite(speed):
            return None
        near = min(hunt.rungs, key=lambda one: abs(one.reference.speed_m_s - speed))
        if near.reference == reference:
            break
        reference = near.reference
    return speed


def _departure(hunt: _Hunt, reference: Burnout, launch_s: float, limit_s: float | None) -> float:
    sky, k = hunt.sky, hunt.k
    count = int(sky.counts[k])
    speed, _ = least_departure(
        WGS84,
        hunt.battery.site,
        (reference.time_s, reference.altitude_m, reference.down_range_m),
        LEAST_ANGLE_RAD,
        sky.nodes[k, :count],
        count,
        launch_s,
        max(hunt.battery.table.ready_s, float(sky.burnout_s[k]) - launch_s),
        float(sky.ends_s[k]),
        math.inf if limit_s is None else limit_s,
        PATH_STEP_S,
    )
    return float(speed)


class Caught(NamedTuple):
    """What one battery can do about one missile by the scenario's clock; NaN where it never starts or there is none.

    `margin_s` is from the launch to the last that meets it, below 0 where that is over; minus infinity where no launch
    at any time would.
    """

    launch_s: float
    first_s: float
    last_s: float
    margin_s: float


def caught(scenario: Scenario, raid_item: RaidItem, battery_at: int) -> Caught:
    """Say whether one battery meets one missile by the scenario's clock: `chased` without other speeds and times.

    Args:
        scenario, raid_item, battery_at: as for `chased`.

    Returns:
        Caught.

    Raises:
        NoSolution: the missile does not fly so far.
    """
    alone = scenario.model_copy(update={"raid": (raid_item,)})
    sky = fly_raid(alone.raid)
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    events = _events(alone, sky, k)
    event_s = events.get(_own_event(scenario.doctrine.clock, events) or "")
    if event_s is None:
        return Caught(math.nan, math.nan, math.nan, -math.inf)
    launch_s = event_s + _delay_s(scenario)
    battery = battery_of(scenario.batteries[battery_at])
    window = true_window(sky, k, battery, launch_s)
    last_s = true_window(sky, k, battery).last_launch_s
    return Caught(launch_s, window.first_s, window.last_s, -math.inf if math.isnan(last_s) else last_s - launch_s)


def _own_event(clock: str, events: dict[str, float | None]) -> str | None:
    # a first track is that of whichever radar has one first
    if clock != FIRST_TRACK:
        return clock if clock in events else None
    tracks = {event: at_s for event, at_s in events.items() if event.startswith(RADAR)}
    return min(tracks, key=lambda event: _late(tracks[event]), default=None)


def _late(at_s: float | None) -> float:
    return math.inf if at_s is None else at_s


def _delay_s(scenario: Scenario) -> float:
    return scenario.doctrine.decision_delay_s + scenario.doctrine.latency_s


def _events(scenario: Scenario, sky: Sky, k: int) -> dict[str, float | None]:
    # when each clock could start: lift-off, the first report of satellites, a firm track of each radar by itself
    seen = sights(scenario, sky, k)
    found: dict[str, float | None] = {LIFT_OFF: 0.0}
    if any(not item.is_radar for item in scenario.sensors):
        found[SATELLITE] = seen.satellite_s
    for one in seen.radars:
        event = f"{RADAR}{one.radar}"
        found[event] = earliest(found.get(event), one.firm_s)
    return found
