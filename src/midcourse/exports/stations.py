"""What stands on the ground: launch and aim points, radars, batteries, what is defended; and warning satellites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from midcourse.scenario.model import Scenario
    from midcourse.scenario.place import Place


@dataclass(frozen=True)
class Station:
    """Something that stands still over the ground.

    Args:
        name, kind: for people; `launch`, `aim`, `radar`, `satellite`, `battery` or `defended`.
        what: what stands there, an entry of the catalogue, empty where nothing does.
        lat_deg, lon_deg, alt_m: geodetic; longitude from -180 to 180.
    """

    name: str
    kind: str
    what: str
    lat_deg: float
    lon_deg: float
    alt_m: float


def stations(scenario: Scenario, names: Sequence[str]) -> tuple[Station, ...]:
    """Return what stands in a scenario, each once.

    Args:
        scenario: checked scenario.
        names: of its radars, for people.
    """
    return tuple(dict.fromkeys(_all(scenario, names)))


def _all(scenario: Scenario, names: Sequence[str]) -> Iterator[Station]:
    for missile in scenario.raid:
        yield _at(missile.from_place, "launch", missile.missile.id)
    for missile in scenario.raid:
        yield _at(missile.to_place, "aim", "")
    radars = iter(names)
    for item in scenario.sensors:
        if item.is_radar:
            yield _at(item.place, "radar", item.radar.id, next(radars))
            continue
        for number, orbit in enumerate(item.infrared.satellites, 1):
            name = f"{item.infrared.name or item.infrared.id} {number}"
            yield Station(name, "satellite", item.infrared.id, 0.0, east_deg(orbit.lon_deg), orbit.alt_m)
    for battery in scenario.batteries:
        yield _at(battery.place, "battery", battery.interceptor.id)
    for place in scenario.defended:
        yield _at(place, "defended", "")


def _at(place: Place, kind: str, what: str, name: str = "") -> Station:
    name = name or place.name or place.id
    return Station(name, kind, what, place.lat_deg, east_deg(place.lon_deg), place.alt_m)


def east_deg(lon_deg: float) -> float:
    """Return a longitude from -180 to 180 degrees."""
    return lon_deg if -180.0 <= lon_deg <= 180.0 else (lon_deg + 180.0) % 360.0 - 180.0
