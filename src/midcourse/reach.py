"""The row type of a reach table: when an interceptor can be at a range and an altitude, and how it flies there."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import arc_m
from midcourse.kernels.circle import SINE
from midcourse.kernels.earth import ecef_to_geodetic, geodetic_to_ecef, turn
from midcourse.kernels.geodesic import arc_between, foot

ONE_BRANCH = 1.1  # neighbours whose times differ by more than this ratio are different flights
APART = 0.3  # so are those whose pitches, in rad, or factors differ by more
ROUNDS = 6  # of finding the time of flight that rotation moves, at most
CLOSE_S = 1e-2  # and until it moves by less than this; the next round would move it by a tenth of that


class ReachTable(NamedTuple):
    """Times of flight by ground range and altitude, flown without rotation of the Earth.

    Arrays over `[i, j]` belong to range `i * range_step_m` and altitude `j * alt_step_m`. `least_s` is the least
    time of flight, infinite where the interceptor cannot be; `pitch_rad` and `factor` are the held pitch and the
    useful share of the upper stages' thrust that give it. `greatest_s` is the greatest time within the limit, but
    never below the least. `kicks_rad` is the kick flown with each of `pitches_rad`, whatever the factor.
    `least_factor` is 1 where no energy can be shed. `ready_s` is the earliest time of use: last burnout, kill
    vehicle ready, least time for homing. `floor_m`, `ceiling_m` and `limit_s` are applied in reading.
    """

    range_step_m: float
    alt_step_m: float
    least_s: np.ndarray
    greatest_s: np.ndarray
    pitch_rad: np.ndarray
    factor: np.ndarray
    pitches_rad: np.ndarray
    kicks_rad: np.ndarray
    least_factor: float
    burnout_s: float
    ready_s: float
    floor_m: float
    ceiling_m: float
    limit_s: float


@kernel(shared=True, bare=True)
def least_time(table, range_m, alt_m):
    """Return the least time of flight to a point and the held pitch that gives it.

    Args:
        table: ReachTable.
        range_m: ground range from the launcher.
        alt_m: altitude.

    Returns:
        time in s (infinite where out of reach, below the floor, above the ceiling or past the time limit),
        pitch in rad.
    """
    time_s, pitch, _ = least_flight(table, range_m, alt_m)
    return time_s, pitch


@kernel(shared=True, bare=True)
def least_flight(table, range_m, alt_m):
    """Return the flight of least time to a point.

    Args:
        table: ReachTable.
        range_m: ground range from the launcher.
        alt_m: altitude.

    Returns:
        time in s (infinite where out of reach, below the floor, above the ceiling or past the time limit),
        pitch in rad, factor on the useful thrust of the upper stages.
    """
    if not (table.floor_m <= alt_m <= table.ceiling_m):
        return np.inf, 0.0, 1.0
    return _read(table, range_m, alt_m)


@kernel(shared=True, bare=True)
def greatest_time(table, range_m, alt_m):
    """Return the greatest time of flight to a point within the time limit.

    Args:
        table: ReachTable.
        range_m: ground range from the launcher.
        alt_m: altitude.

    Returns:
        time in s, that of the nearest point of the table with the greatest, never below the least time; minus
        infinity where the point is out of reach.
    """
    least_s, _ = least_time(table, range_m, alt_m)
    if not least_s < np.inf:
        return -np.inf
    i, j, _, _ = _cell(table, range_m, alt_m)
    a, b, c, d = _corners(table.greatest_s, i, j)
    return min(max(max(max(a, b), max(c, d)), least_s), table.limit_s)


class Stand(NamedTuple):
    """Where a launcher stands: `ecef` in m, and its foot on the auxiliary sphere (see `geodesic.foot`)."""

    x_m: float
    y_m: float
    z_m: float
    foot_x: float
    foot_y: float
    foot_z: float


@kernel(shared=True, bare=True)
def stand(earth, site):
    """Return the Stand of a launcher.

    Args:
        earth: Earth.
        site: latitude rad, longitude rad, altitude m.
    """
    x, y, z = geodetic_to_ecef(earth, site[0], site[1], site[2])
    a, b, c, _ = foot(earth, x, y, z)
    return Stand(x, y, z, a, b, c)


@kernel(shared=True, bare=True)
def flight_to(earth, here, table, x, y, z, guess_s):
    """Return the flight of least time to a point over the turning Earth.

    Seen without rotation, the launcher hands its own motion to the interceptor and the point moves on while it
    flies: the table is read at the point that a launcher at rest would have to meet. Where that lies outside the
    table, the point itself is read.

    Args:
        earth: Earth.
        here: Stand of the launcher.
        table: ReachTable.
        x, y, z: the point, `ecef`, m.
        guess_s: a time of flight near the right one, from which fewer rounds are needed; NaN without one.

    Returns:
        time in s (infinite as for `least_flight`, of the point itself), pitch in rad, factor, and where the table was
        read: x, y, z, `ecef`, m.

    Source: first order in the rotation, gravity linear about the middle of the path; within 1 % of solved flights
    but for one point in a hundred.
    """
    a, b, c, alt_m = foot(earth, x, y, z)
    time_s, pitch, factor = least_flight(
        table, arc_between(earth, here.foot_x, here.foot_y, here.foot_z, a, b, c), alt_m
    )
    if not time_s < np.inf or earth.omega_rad_s == 0.0:
        return time_s, pitch, factor, x, y, z
    moved_s = guess_s if guess_s < np.inf else time_s
    moved_pitch, moved_factor = pitch, factor
    px, py, pz = x, y, z
    for _ in range(ROUNDS):
        px, py, pz = _at_rest(earth, here, x, y, z, moved_s)
        a, b, c, alt_m = foot(earth, px, py, pz)
        before_s = moved_s
        moved_s, moved_pitch, moved_factor = _read(
            table, arc_between(earth, here.foot_x, here.foot_y, here.foot_z, a, b, c), alt_m
        )
        if not moved_s < np.inf:
            return time_s, pitch, factor, x, y, z
        if abs(moved_s - before_s) < CLOSE_S:
            break
    return moved_s, moved_pitch, moved_factor, px, py, pz


@kernel
def aimed_flight(earth, site, table, aim):
    """Return the flight of least time to a point over the turning Earth and its direction, as `flight_to` does.

    Args:
        earth: Earth.
        site: latitude rad, longitude rad, altitude m of the launcher.
        table: ReachTable.
        aim: the point, `ecef`, m, shape (3,).

    Returns:
        time in s, pitch in rad, factor, azimuth in rad.
    """
    here = stand(earth, site)
    time_s, pitch, factor, x, y, z = flight_to(earth, here, table, aim[0], aim[1], aim[2], np.nan)
    lat, lon, _ = ecef_to_geodetic(earth, x, y, z)
    return time_s, pitch, factor, arc_m(earth, site[0], site[1], lat, lon)[1]


@kernel(shared=True, bare=True)
def _at_rest(earth, here, x, y, z, flight_s):
    # where a point will be in `eci` of the launch, less what the motion of the launcher adds until then
    tx, ty = turn(earth.omega_rad_s * flight_s, x, y)
    size = math.sqrt(here.x_m * here.x_m + here.y_m * here.y_m + here.z_m * here.z_m)
    size_there = math.sqrt(tx * tx + ty * ty + z * z)
    ux, uy, uz = (
        here.x_m * size_there + tx * size,
        here.y_m * size_there + ty * size,
        here.z_m * size_there + z * size,
    )
    inv = 1.0 / math.sqrt(ux * ux + uy * uy + uz * uz)
    ux, uy, uz = ux * inv, uy * inv, uz * inv
    middle_m = 0.5 * (size + size_there)
    q = earth.gm_m3_s2 / (middle_m * middle_m * middle_m) * flight_s * flight_s
    level_s, upward_s = flight_s * _sine_over(q), flight_s * _sine_over(-2.0 * q)
    own_x, own_y = -earth.omega_rad_s * here.y_m, earth.omega_rad_s * here.x_m
    rising = own_x * ux + own_y * uy
    lift_s = rising * (upward_s - level_s)
    return tx - own_x * level_s - lift_s * ux, ty - own_y * level_s - lift_s * uy, z - lift_s * uz


@kernel(shared=True, bare=True)
def _sine_over(q):
    # the sine of the root of q over that root, of the hyperbolic kind where q is negative; to 1e-6 at 8
    i = SINE
    return 1.0 + q * (i[1] + q * (i[2] + q * (i[3] + q * (i[4] + q * (i[5] + q * (i[6] + q * i[7]))))))


@kernel(shared=True, bare=True)
def _read(table, range_m, alt_m):
    # time, pitch and factor, bilinear where the four corners belong to one family of flights
    i, j, u, v = _cell(table, range_m, alt_m)
    if i < 0:
        return np.inf, 0.0, 1.0
    a, b, c, d = _corners(table.least_s, i, j)
    slowest = max(max(a, b), max(c, d))
    if not slowest < np.inf:
        return np.inf, 0.0, 1.0
    quickest = min(min(a, b), min(c, d))
    if slowest > ONE_BRANCH * quickest or _apart(table.pitch_rad, i, j) or _apart(table.factor, i, j):
        # nothing lies between different flights; the slowest of them is to be had nearby
        i += 1 if slowest in (b, d) else 0
        j += 1 if slowest in (c, d) else 0
        time_s, pitch, factor = slowest, table.pitch_rad[i, j], table.factor[i, j]
    else:
        time_s = _between(table.least_s, i, j, u, v)
        pitch = _between(table.pitch_rad, i, j, u, v)
        factor = _between(table.factor, i, j, u, v)
    if not time_s <= table.limit_s:
        return np.inf, 0.0, 1.0
    return time_s, pitch, factor


@kernel(shared=True, bare=True)
def _cell(table, range_m, alt_m):
    # the cell around a point and the place in it; index -1 where there is none
    q = range_m / table.range_step_m
    r = alt_m / table.alt_step_m
    if not (0.0 <= q < table.least_s.shape[0] - 1 and 0.0 <= r < table.least_s.shape[1] - 1):
        return -1, -1, 0.0, 0.0
    i = int(q)
    j = int(r)
    return i, j, q - i, r - j


@kernel(shared=True, bare=True)
def _corners(values, i, j):
    return values[i, j], values[i + 1, j], values[i, j + 1], values[i + 1, j + 1]


@kernel(shared=True, bare=True)
def _apart(values, i, j):
    a, b, c, d = _corners(values, i, j)
    return max(max(a, b), max(c, d)) - min(min(a, b), min(c, d)) > APART


@kernel(shared=True, bare=True)
def _between(values, i, j, u, v):
    low = values[i, j] + u * (values[i + 1, j] - values[i, j])
    high = values[i, j + 1] + u * (values[i + 1, j + 1] - values[i, j + 1])
    return low + v * (high - low)
