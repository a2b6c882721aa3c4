"""From where to where: the places that stand for a region, each with the nearest place to launch from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.api.regions import EUROPE, Region, Spot, launch_spots, spot_of
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.geography import City

LARGEST = 20
AMERICA = "US"
APART = ("AK", "HI")  # states of the US that are not contiguous
CANDIDATES = 6  # nearest on a sphere, among which the nearest on the ellipsoid is looked for


class Pair(NamedTuple):
    """A target and the launch point nearest to it; `role` says why the target stands for its region."""

    launch: Spot
    target: Spot
    role: str
    distance_m: float
    azimuth_deg: float


def pairs(owner: str, region: Region) -> list[Pair]:
    """Return the places of a region that a country may reach, each with the nearest launch point, nearest first.

    Args:
        owner: name of the country; places of its own are left out.
        region: for Europe all capitals; for the United States the nearest city, the nearest of the 48 contiguous
            states and the capital; for another country the nearest city, the capital and the largest ones.

    Returns:
        pairs; the launch point of each is the best for the attacker.
    """
    from midcourse.geography import find_country

    own = find_country(owner).iso2
    starts = launch_spots(owner)
    cities = [city for city in region.cities if city.country != own]
    if not cities:
        raise ScenarioError(
            "all of its places are the owner's own", key="--to", got=region.name, allowed="another region"
        )
    if not starts:
        return []
    found = [_nearest(starts, city, role) for city, role in _targets(region, cities, starts)]
    return sorted(found, key=lambda pair: pair.distance_m)


def _targets(region: Region, cities: list[City], starts: Sequence[Spot]) -> list[tuple[City, str]]:
    if region.id == EUROPE:
        return [(city, "") for city in cities]
    near = _chords(starts, cities).min(axis=0)
    first = int(near.argmin())
    chosen = [(cities[first], "nearest city")]
    if region.id == AMERICA:
        joined = [i for i, city in enumerate(cities) if city.admin not in APART]
        chosen.append((cities[min(joined, key=lambda i: float(near[i]))], "nearest of the 48 states"))
    chosen += [(city, "capital") for city in cities if city.capital]
    if region.id != AMERICA:
        chosen += [(city, "") for city in sorted(cities, key=lambda city: -city.population)[:LARGEST]]
    once: dict[str, tuple[City, str]] = {}
    for city, role in chosen:
        known = once.get(city.id)
        once[city.id] = (city, role) if known is None else (city, ", ".join(filter(None, (known[1], role))))
    return list(once.values())


def _nearest(starts: Sequence[Spot], city: City, role: str) -> Pair:
    from pyproj import Geod

    near = [starts[i] for i in np.argsort(_chords(starts, [city])[:, 0])[:CANDIDATES]]
    count = len(near)
    azimuth, _, far_m = Geod(ellps="WGS84").inv(
        [spot.lon_deg for spot in near],
        [spot.lat_deg for spot in near],
        [city.lon_deg] * count,
        [city.lat_deg] * count,
    )
    i = int(np.argmin(far_m))
    return Pair(near[i], spot_of(city), role, float(far_m[i]), float(azimuth[i]) % 360.0)


def _chords(starts: Sequence[Any], ends: Sequence[Any]) -> np.ndarray:
    # squared straight distances through a sphere of radius 1: enough to order by
    a, b = _unit(starts), _unit(ends)
    return 2.0 - 2.0 * a @ b.T


def _unit(spots: Sequence[Any]) -> np.ndarray:
    lat, lon = np.radians(np.array([[spot.lat_deg, spot.lon_deg] for spot in spots])).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
