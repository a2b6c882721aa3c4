"""Where an interceptor can be after a time, all round its launcher, over the turning Earth."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.departure import ahead
from midcourse.kernels.earth import WGS84
from midcourse.reach import ReachTable, flight_to, stand

STEP_M = 10e3


def farthest(
    table: ReachTable,
    site: tuple[float, float, float],
    alt_m: float,
    azimuths_rad: np.ndarray,
    times_s: np.ndarray,
) -> np.ndarray:
    """Return how far over the ground an interceptor can be at an altitude within some times of flight.

    Args:
        table: ReachTable.
        site: latitude rad, longitude rad, altitude m of the launcher.
        alt_m: altitude.
        azimuths_rad: directions over the ground, clockwise from north, shape (n,).
        times_s: times of flight, shape (m,).

    Returns:
        greatest distance in m, shape (m, n), to 10 km; NaN where nothing is in reach.

    Source: `reach.flight_to`; distances along great circles of a sphere, within 0.4 % of those on the ellipsoid.
    """
    found = np.full((len(times_s), len(azimuths_rad)), np.nan)
    _farthest(WGS84, table, site, alt_m, np.asarray(azimuths_rad, float), np.asarray(times_s, float), found)
    return found


@kernel
def _farthest(earth, table, site, alt_m, azimuths, times, found):  # type: ignore[no-untyped-def]
    here = stand(earth, site)
    count = int(table.range_step_m * table.least_s.shape[0] * 1.2 / STEP_M)
    for n in range(azimuths.shape[0]):
        for i in range(1, count):
            arc = i * STEP_M / earth.a_m
            if arc > math.pi:
                break
            x, y, z = ahead(earth, site[0], site[1], azimuths[n], arc, alt_m)
            time_s = flight_to(earth, here, table, x, y, z, np.nan)[0]
            for m in range(times.shape[0]):
                if time_s <= times[m]:
                    found[m, n] = i * STEP_M
