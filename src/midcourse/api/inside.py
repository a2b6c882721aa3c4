"""Which cities lie inside a ring of ranges: those nearer than the range in their direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from midcourse.geography import City

WHOLE_M = 2.1e7  # farther than any place is


def cities_inside(
    lat_deg: float, lon_deg: float, bearing_deg: Sequence[float], range_m: Sequence[float | None]
) -> tuple[City, ...]:
    """Return the cities of 50,000 people and more inside a ring.

    Args:
        lat_deg, lon_deg: launch point.
        bearing_deg, range_m: directions and the range in each, None where it has no end; joined by straight lines.

    Returns:
        the cities, the largest first.
    """
    from pyproj import Geod

    from midcourse.geography import cities

    known = cities()
    lat = np.array([city.lat_deg for city in known])
    lon = np.array([city.lon_deg for city in known])
    azimuth, _, far_m = Geod(ellps="WGS84").inv(
        np.full_like(lon, lon_deg), np.full_like(lat, lat_deg), lon, lat
    )
    far = [WHOLE_M if value is None else value for value in range_m]
    reach_m = np.interp(azimuth, bearing_deg, far, period=360.0)
    return tuple(city for city, inside in zip(known, far_m <= reach_m, strict=True) if inside)
