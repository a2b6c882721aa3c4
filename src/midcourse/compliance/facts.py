"""What is measured in a scenario for a treaty: who stands where with what, in whose country, and what is flown at."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from midcourse.catalog.treaty import Ground, Treaty
from midcourse.errors import NoSolution

if TYPE_CHECKING:
    from midcourse.scenario.model import BatteryItem, RaidItem, Scenario, SensorItem
    from midcourse.scenario.place import Place

OFF_SHORE_M = (10e3, 25e3, 50e3, 100e3)
DIRECTIONS = 16
SAMPLES = 200  # of a flight, for its highest speed
STEP_M, AHEAD_M = 25e3, 5000e3  # of the ground that a radar has before it
IN_ONE_AREA_M = 300e3  # two radii of an area
THEATRE, BETWEEN, STRATEGIC = "theatre", "between", "strategic"


@dataclass(frozen=True, eq=False)
class Part:
    """A radar, a battery or warning satellites; `role` is what the treaty takes it for, `country` None at sea.

    Of a radar `power_aperture_w_m2` is mean power times antenna area with its low and high.
    """

    kind: str
    name: str
    role: str
    basing: str
    place: Place | None
    country: str | None
    count: int = 1
    power_aperture_w_m2: tuple[float, float, float] | None = None
    boresight_rad: float | None = None
    item: BatteryItem | SensorItem | None = None

    @property
    def where(self) -> str:
        """Its name and place, e.g. `gbr-p at Meck Island`."""
        return self.name if self.place is None else f"{self.name} at {self.place.name}"


class Target(NamedTuple):
    """What is flown at: ground range, highest speed on its path, None where it does not get so far."""

    name: str
    range_m: float
    speed_m_s: float | None
    country: str | None


class Facts(NamedTuple):
    """A scenario as a treaty sees it; `party` is the state whose system it is."""

    treaty: Treaty
    day: date
    party: str
    parts: tuple[Part, ...]
    targets: tuple[Target, ...]
    defended: tuple[tuple[Place, str | None], ...]
    clock: str
    boost_commit: bool

    @property
    def batteries(self) -> tuple[Part, ...]:
        """Batteries that have interceptors."""
        return tuple(one for one in self.parts if one.kind == "battery" and one.count > 0)

    @property
    def radars(self) -> tuple[Part, ...]:
        """All radars."""
        return tuple(one for one in self.parts if one.kind == "radar")


def facts_of(treaty: Treaty, scenario: Scenario, on: date) -> Facts:
    """Measure a scenario.

    The state whose system it is: the party on whose ground all batteries stand, else the first party.
    """
    parts = (*_sensors(treaty, scenario), *_batteries(treaty, scenario))
    homes = {one.country for one in parts if one.kind == "battery" and one.count}
    party = next((state for state in treaty.parties if homes == {state}), treaty.parties[0])
    return Facts(
        treaty, on, party, parts, tuple(map(_target, scenario.raid)),
        tuple((place, country_near(place)) for place in scenario.defended),
        scenario.doctrine.clock, scenario.doctrine.boost_commit,
    )  # fmt: skip


def _sensors(treaty: Treaty, scenario: Scenario) -> Iterator[Part]:
    for i, item in enumerate(scenario.sensors):
        if not item.is_radar:
            yield Part("satellites", item.infrared.id, "early-warning", "space", None, None, item=item)
            continue
        radar = item.radar
        numbers = [scenario.provenance[f"sensors.{i}.{key}"] for key in ("mean_power", "aperture")]
        power, area = ((one.value, _or(one.low, one.value), _or(one.high, one.value)) for one in numbers)
        product = (radar.mean_power_w * radar.aperture_m2, power[1] * area[1], power[2] * area[2])
        yield Part(
            "radar", radar.id, _role(treaty, radar.id), radar.basing, item.place, _ground(item.place, radar.basing),
            1, product, item.boresight_azimuth_rad, item,
        )  # fmt: skip


def _batteries(treaty: Treaty, scenario: Scenario) -> Iterator[Part]:
    for item in scenario.batteries:
        one = item.interceptor
        country = _ground(item.place, one.basing)
        yield Part(
            "battery", one.id, _role(treaty, one.id), one.basing, item.place, country, item.count, item=item
        )


def _role(treaty: Treaty, entry: str) -> str:
    # what nobody has declared to be something else is taken for what it does here
    base = entry.partition("@")[0]
    return next((one.role for one in treaty.roles if base in one.entries), "abm")


def _ground(place: Place, basing: str) -> str | None:
    return country_near(place) if basing in ("fixed", "mobile") else None


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


@lru_cache(maxsize=256)
def country_near(place: Place) -> str | None:
    """Return the country of a place on land, or of the nearest ground within 100 km: small islands are not drawn."""
    from midcourse.geography import country_at

    found = country_at(place.lat_deg, place.lon_deg)
    for radius_m in OFF_SHORE_M if found is None else ():
        for k in range(DIRECTIONS):
            lat, lon = _at(place, 2.0 * math.pi * k / DIRECTIONS, radius_m)
            found = found or country_at(lat, lon)
    return found


def distance_m(a: Place | Ground, b: Place | Ground) -> float:
    """Return the distance over the ground of two places, on the WGS84 ellipsoid."""
    from pyproj import Geod

    return float(Geod(ellps="WGS84").inv(a.lon_deg, a.lat_deg, b.lon_deg, b.lat_deg)[2])


def own_ground_ahead_m(part: Part, state: str) -> float:
    """Return how much of its own country a radar has before it along its boresight, to 5000 km."""
    from midcourse.geography import country_at

    if part.place is None or part.boresight_rad is None:
        return 0.0
    steps = int(AHEAD_M / STEP_M)
    ahead = (_at(part.place, part.boresight_rad, STEP_M * k) for k in range(1, steps + 1))
    return STEP_M * sum(country_at(lat, lon) == state for lat, lon in ahead)


def _at(place: Place, azimuth_rad: float, far_m: float) -> tuple[float, float]:
    from pyproj import Geod

    azimuth_deg = math.degrees(azimuth_rad)
    lon, lat, _ = Geod(ellps="WGS84").fwd(place.lon_deg, place.lat_deg, azimuth_deg, far_m)
    return lat, lon


def _target(item: RaidItem) -> Target:
    far_m = distance_m(item.from_place, item.to_place)
    return Target(item.missile.id, far_m, highest_speed_m_s(item), country_near(item.from_place))


def highest_speed_m_s(item: RaidItem) -> float | None:
    """Return the highest Earth-relative speed of a missile of the raid on its path, None where it falls short."""
    from midcourse.threats.fly import aimed_flight, pad_of

    try:
        pads = pad_of(item.from_place), pad_of(item.to_place)
        path, _ = aimed_flight(item.missile, *pads, item.arc, item.apogee_m)
    except NoSolution:
        return None
    step_s = (path.end_s - path.launch_s) / SAMPLES
    times = [path.burnout_s, *(path.launch_s + step_s * k for k in range(1, SAMPLES + 1))]
    return max(path.relative_state(time_s)[0] for time_s in times)


def kind_of_targets(facts: Facts) -> str:
    """Return whether what is flown at is theatre, strategic, or between the two, by the lines of the treaty's file."""
    lines = facts.treaty.lines
    assert lines.intercontinental_m and lines.target_range_m and lines.target_speed_m_s
    if any(one.range_m > lines.intercontinental_m for one in facts.targets):
        return STRATEGIC
    slow = all(one.speed_m_s is None or one.speed_m_s <= lines.target_speed_m_s for one in facts.targets)
    near = all(one.range_m <= lines.target_range_m for one in facts.targets)
    return THEATRE if slow and near else BETWEEN


def told_targets(facts: Facts) -> str:
    """Return what is flown at, the farthest first, e.g. `topol 7770 km, 6.6 km/s`."""
    far = max(facts.targets, key=lambda one: one.range_m)
    speed = "" if far.speed_m_s is None else f", {far.speed_m_s / 1e3:.1f} km/s"
    return f"target {far.name}, {far.range_m / 1e3:,.0f} km{speed}"
