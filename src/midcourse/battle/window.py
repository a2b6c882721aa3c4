"""The launch window of one battery against one predicted path: the earliest intercept, or how late it is."""

from __future__ import annotations

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import ecef_to_geodetic, turn
from midcourse.kernels.motion import vacuum_step
from midcourse.reach import least_time

STEP_S = 2.0
SLACK = 1.01  # the table was flown without rotation; the order leaves this much and a second in hand
SLACK_S = 1.0


@kernel
def first_intercept(earth, state, time_s, site, table, not_before_s, until_s, aim):
    """Find the earliest time at which an interceptor can be where a track will be.

    Args:
        earth: Earth.
        state, time_s: the track, shape (6,), `eci`, and its time.
        site: latitude rad, longitude rad, altitude m of the battery.
        table: ReachTable.
        not_before_s: earliest launch.
        until_s: predicted impact.
        aim: the intercept point, `ecef`, m, shape (3,), written.

    Returns:
        intercept time in s (NaN where there is none), planned time of flight in s, held pitch in rad, and how many
        seconds too late the best launch would come (0 where there is an intercept; infinite where no point of
        the path is in reach at all).
    """
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    t = time_s
    late = np.inf
    before = np.inf
    while t < until_s:
        h = STEP_S
        nx, ny, nz, nvx, nvy, nvz = vacuum_step(earth, h, x, y, z, vx, vy, vz)
        gap, flight, pitch = _gap(earth, nx, ny, nz, t + h, site, table, not_before_s)
        late = min(late, gap)
        if gap <= 0.0:
            # halve the step in which the gap closes
            lo, hi = (0.0, h) if before < np.inf else (h, h)
            while hi - lo > 1e-3:
                mid = 0.5 * (lo + hi)
                mx, my, mz, _, _, _ = vacuum_step(earth, mid, x, y, z, vx, vy, vz)
                if _gap(earth, mx, my, mz, t + mid, site, table, not_before_s)[0] <= 0.0:
                    hi = mid
                else:
                    lo = mid
            mx, my, mz, _, _, _ = vacuum_step(earth, hi, x, y, z, vx, vy, vz)
            _, flight, pitch = _gap(earth, mx, my, mz, t + hi, site, table, not_before_s)
            ax, ay = turn(-earth.omega_rad_s * (t + hi), mx, my)
            aim[0], aim[1], aim[2] = ax, ay, mz
            return t + hi, flight, pitch, 0.0
        before = gap
        x, y, z, vx, vy, vz = nx, ny, nz, nvx, nvy, nvz
        t += h
    return np.nan, np.nan, np.nan, late


@kernel
def _gap(earth, x, y, z, t, site, table, not_before_s):
    # seconds by which the interceptor would come too late to this point, its planned flight and its pitch
    ex, ey = turn(-earth.omega_rad_s * t, x, y)
    lat, lon, alt = ecef_to_geodetic(earth, ex, ey, z)
    if not (table.floor_m <= alt <= table.ceiling_m):
        return np.inf, np.nan, np.nan
    range_m, _ = arc_m(earth, site[0], site[1], lat, lon)
    least, pitch = least_time(table, range_m, alt)
    flight = least * SLACK + SLACK_S
    if not flight <= table.limit_s:
        return np.inf, np.nan, np.nan
    return not_before_s + flight - t, flight, pitch


@kernel
def threatened(earth, lat, lon, major_m, places, radius_m):
    """Return how far (m) a predicted impact ellipse stays clear of the nearest defended place; 0 if it touches."""
    clear = np.inf
    for i in range(places.shape[0]):
        off, _ = arc_m(earth, lat, lon, places[i, 0], places[i, 1])
        clear = min(clear, off - radius_m - major_m)
    return max(clear, 0.0)
