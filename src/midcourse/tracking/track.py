"""One track: begun from two detections, corrected look by look, and carried to where it will come down."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import ecef_to_enu, ecef_to_geodetic, enu_to_ecef, turn
from midcourse.kernels.filter import carry, correct_biased, predict
from midcourse.kernels.motion import climb, vacuum_step
from midcourse.kernels.unscented import predict_points, regress_look

WANDER_BURNING_M_S2 = 100.0  # the size of a missile's thrust just before burnout
WANDER_FREE_M_S2 = 5e-5  # what J2 motion leaves out above the air: higher terms of the field, Moon and Sun
STEP_S = 10.0
FALL_STEP_S = 40.0
POINTS_APART = (0.5, 2.0, 0.0)  # alpha, beta, kappa of the unscented filter
CONFIDENCE_95 = 2.4477468306808166  # root of the 95 % point of chi-square with two degrees of freedom
NUDGE = (100.0, 0.1)  # m and m/s, for differences of the impact point


@kernel(bare=True)
def measured_position(lat, lon, site, azimuth, elevation, range_m, angle, point):
    """Turn a measurement into an inertial position; `angle` is the Earth's turn since t = 0, `point` is written."""
    flat = range_m * math.cos(elevation)
    dx, dy, dz = enu_to_ecef(
        lat, lon, flat * math.sin(azimuth), flat * math.cos(azimuth), range_m * math.sin(elevation)
    )
    x, y = turn(angle, site[0] + dx, site[1] + dy)
    point[0], point[1], point[2] = x, y, site[2] + dz


@kernel(bare=True)
def begin(first, second, dt, sigma_m, state, cov):
    """Begin a track from two measured positions.

    Args:
        first, second: positions in m, `eci`, shape (3,); dt: time between them in s.
        sigma_m: standard error of a position, the worst axis.
        state, cov: the track at the second position, shapes (6,) and (6, 6), written.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 5.5.3 (two-point differencing).
    """
    variance = sigma_m * sigma_m
    cov[:, :] = 0.0
    for i in range(3):
        state[i] = second[i]
        state[3 + i] = (second[i] - first[i]) / dt
        cov[i, i] = variance
        cov[i, 3 + i] = variance / dt
        cov[3 + i, i] = variance / dt
        cov[3 + i, 3 + i] = 2.0 * variance / (dt * dt) + (WANDER_BURNING_M_S2 * dt) ** 2


@kernel(bare=True)
def update(
    lat, lon, site, angle, azimuth, elevation, range_m, range_s, angle_s, column, range_bias_m, angle_bias,
    unscented, state, cov, shared,
):  # fmt: skip
    """Correct a track by one look of a radar: azimuth, elevation, range, one after the other.

    The range comes last: it is by far the sharpest, and taken first it would be bent by errors across the line
    of sight. Constant errors are considered and not estimated, so that a long row of looks does not pretend to
    average them away.

    Args:
        lat, lon, site: the radar, geodetic and `ecef` (3,).
        angle: turn of the Earth since t = 0.
        azimuth, elevation, range_m: measured.
        range_s, angle_s: standard errors of one look in m and rad.
        column: first of the radar's three columns in `shared`.
        range_bias_m, angle_bias: standard errors of its constant errors.
        unscented: whether points take the place of derivatives.
        state, cov, shared: the track, overwritten; see `filter.correct_biased`.
    """
    measured = (azimuth, elevation, range_m)
    for axis in range(3):
        x, y = turn(-angle, state[0], state[1])
        east, north, up = ecef_to_enu(lat, lon, x - site[0], y - site[1], state[2] - site[2])
        flat = math.sqrt(east * east + north * north)
        r = math.sqrt(flat * flat + up * up)
        if axis == 0:
            miss = azimuth - math.atan2(east, north)
            miss -= 2.0 * math.pi * math.floor(miss / (2.0 * math.pi) + 0.5)
            ge, gn, gu = north / (flat * flat), -east / (flat * flat), 0.0
            sigma, bias = angle_s / (flat / r), angle_bias / (flat / r)
        elif axis == 1:
            miss = elevation - math.atan2(up, flat)
            k = up / (r * r * flat)
            ge, gn, gu, sigma, bias = -east * k, -north * k, flat / (r * r), angle_s, angle_bias
        else:
            ge, gn, gu, miss, sigma, bias = east / r, north / r, up / r, range_m - r, range_s, range_bias_m
        gx, gy, gz = enu_to_ecef(lat, lon, ge, gn, gu)
        gx, gy = turn(angle, gx, gy)
        if unscented:
            status, off, px, py, pz, extra = regress_look(
                lat, lon, site[0], site[1], site[2], angle, axis, measured[axis], state, cov
            )
            if status == 0:
                miss, gx, gy, gz, sigma = off, px, py, pz, math.sqrt(sigma * sigma + extra)
        correct_biased(gx, gy, gz, miss, sigma, bias, column + axis, state, cov, shared)


@kernel(bare=True)
def advance(earth, dt, burning, unscented, state, cov, shared, room):
    """Carry a track forward by dt seconds, with the process noise of a burning or of a falling object.

    Args:
        earth, dt, burning: Earth, time in s, whether it burns.
        unscented: whether points take the place of derivatives.
        state, cov, shared: the track, overwritten; see `filter.correct_biased`.
        room: for points, shape (13, 6).
    """
    wander = WANDER_BURNING_M_S2 if burning else WANDER_FREE_M_S2
    while dt > 0.0:
        h = min(dt, STEP_S)
        carry(earth, h, state, shared)
        if not unscented or predict_points(earth, h, wander, *POINTS_APART, state, cov, room) != 0:
            predict(earth, h, wander, state, cov)
        dt -= h


@kernel(shared=True, bare=True)
def coasted(earth, dt, state):
    """Return x, y, z of a track after some seconds, by central gravity at its start: within metres for 10 s."""
    x, y, z = state[0], state[1], state[2]
    r2 = x * x + y * y + z * z
    pull = 0.5 * dt * dt * earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    return x + dt * state[3] - pull * x, y + dt * state[4] - pull * y, z + dt * state[5] - pull * z


@kernel(shared=True, bare=True)
def unsure(dt, burning, cov):
    """Return the standard error in m of where a track is after a short time, the mean of three axes."""
    push = 0.5 * dt * dt * (WANDER_BURNING_M_S2 if burning else 0.0)
    still = cov[0, 0] + cov[1, 1] + cov[2, 2] + 2.0 * dt * (cov[0, 3] + cov[1, 4] + cov[2, 5])
    moving = dt * dt * (cov[3, 3] + cov[4, 4] + cov[5, 5])
    return math.sqrt((still + moving) / 3.0 + push * push)


@kernel(bare=True)
def fall(earth, time_s, state):
    """Follow a track without air to the ground.

    Args:
        earth: Earth.
        time_s: time of the state.
        state: shape (6,), left as it is.

    Returns:
        latitude rad, longitude rad, time in s; NaN where it does not come down within an hour. Steps of 40 s keep the
        place within 40 m.
    """
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    t = time_s
    alt = 0.0
    for _ in range(90):
        x, y, z, vx, vy, vz = vacuum_step(earth, FALL_STEP_S, x, y, z, vx, vy, vz)
        t += FALL_STEP_S
        alt, up = climb(earth, x, y, z, vx, vy, vz)
        if alt < 0.0 and up < 0.0:
            break
    if not alt < 0.0:
        return np.nan, np.nan, np.nan
    for _ in range(5):
        alt, up = climb(earth, x, y, z, vx, vy, vz)
        h = -alt / up
        x, y, z, vx, vy, vz = vacuum_step(earth, h, x, y, z, vx, vy, vz)
        t += h
        if abs(alt) < 0.01:
            break
    x, y = turn(-earth.omega_rad_s * t, x, y)
    lat, lon, _ = ecef_to_geodetic(earth, x, y, z)
    return lat, lon, t


@kernel(bare=True)
def impact_slope(earth, time_s, state, lat, lon, slope, moved):
    """Work out how the predicted impact moves with the state, by differences of falls.

    Args:
        earth, time_s, state: as for `fall`.
        lat, lon: where the track falls, rad.
        slope: metres north and east over state, shape (2, 6), written.
        moved: room for a state, shape (6,).

    Returns:
        0, or 1 where a neighbour does not come down.
    """
    for i in range(6):
        moved[i] = state[i]
    for k in range(6):
        step = NUDGE[0] if k < 3 else NUDGE[1]
        moved[k] = state[k] + step
        lat_k, lon_k, _ = fall(earth, time_s, moved)
        moved[k] = state[k]
        if np.isnan(lat_k):
            return 1
        turned = lon_k - lon
        turned -= 2.0 * math.pi * math.floor(turned / (2.0 * math.pi) + 0.5)
        slope[0, k] = earth.a_m * (lat_k - lat) / step
        slope[1, k] = earth.a_m * math.cos(lat) * turned / step
    return 0


@kernel(bare=True)
def carry_slope(earth, dt, state, slope):
    """Carry the slope of the impact forward with its track: over the inverse of the transition of `predict`.

    Args:
        earth: Earth.
        dt: time since the slope was right, s, 30 at most.
        state: the track now, shape (6,).
        slope: shape (2, 6), overwritten.

    Source: the chain rule: the impact is the same, seen from a later state.
    """
    x, y, z = state[0], state[1], state[2]
    r2 = x * x + y * y + z * z
    k = earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    c = 3.0 * k / r2
    half = 0.5 * dt * dt
    sixth = -half * dt / 3.0
    for i in range(2):
        p0, p1, p2 = slope[i, 0], slope[i, 1], slope[i, 2]
        v0, v1, v2 = slope[i, 3], slope[i, 4], slope[i, 5]
        along_p = c * (x * p0 + y * p1 + z * p2)
        along_v = c * (x * v0 + y * v1 + z * v2)
        a0, a1, a2 = along_p * x - k * p0, along_p * y - k * p1, along_p * z - k * p2
        b0, b1, b2 = along_v * x - k * v0, along_v * y - k * v1, along_v * z - k * v2
        slope[i, 0], slope[i, 1], slope[i, 2] = (
            p0 + half * a0 - dt * b0,
            p1 + half * a1 - dt * b1,
            p2 + half * a2 - dt * b2,
        )
        slope[i, 3] = v0 - dt * p0 + sixth * a0 + half * b0
        slope[i, 4] = v1 - dt * p1 + sixth * a1 + half * b1
        slope[i, 5] = v2 - dt * p2 + sixth * a2 + half * b2


@kernel(bare=True)
def impact_major(slope, cov):
    """Return the semi-major axis in m of the 95 % ellipse of the predicted impact.

    Args:
        slope: from `impact_slope`, shape (2, 6).
        cov: covariance of the track, shape (6, 6).

    Source: linear propagation; chi-square with two degrees of freedom.
    """
    nn, ne, ee = 0.0, 0.0, 0.0
    for i in range(6):
        n, e = 0.0, 0.0
        for j in range(6):
            n += cov[i, j] * slope[0, j]
            e += cov[i, j] * slope[1, j]
        nn += slope[0, i] * n
        ne += slope[0, i] * e
        ee += slope[1, i] * e
    largest = 0.5 * (nn + ee) + math.sqrt(0.25 * (nn - ee) ** 2 + ne * ne)
    return CONFIDENCE_95 * math.sqrt(max(largest, 0.0))


@kernel(bare=True)
def consider(lat, lon, site, angle, column, range_bias_m, angle_bias, state, cov, shared):
    """Tell a new track, which rests on one radar alone, of that radar's constant errors.

    Args:
        lat, lon, site, angle: as for `update`.
        column: first of the radar's three columns in `shared`: azimuth, elevation, range.
        range_bias_m, angle_bias: standard errors.
        state: the track, shape (6,).
        cov, shared: its covariance (6, 6), widened, and that with all constant errors (6, m), written anew.
    """
    shared[:, :] = 0.0
    x, y = turn(-angle, state[0], state[1])
    east, north, up = ecef_to_enu(lat, lon, x - site[0], y - site[1], state[2] - site[2])
    flat = math.sqrt(east * east + north * north)
    r = math.sqrt(flat * flat + up * up)
    axes = (
        (north / flat * r * angle_bias, -east / flat * r * angle_bias, 0.0),
        (-east * up / flat * angle_bias, -north * up / flat * angle_bias, flat * angle_bias),
        (east / r * range_bias_m, north / r * range_bias_m, up / r * range_bias_m),
    )
    for axis in range(3):
        a = axes[axis]
        sx, sy, sz = enu_to_ecef(lat, lon, a[0], a[1], a[2])
        sx, sy = turn(angle, sx, sy)
        # what the radar adds, the track has too much of: the error (true less track) has the other sign
        shared[0, column + axis], shared[1, column + axis], shared[2, column + axis] = -sx, -sy, -sz
        for i in range(3):
            for j in range(3):
                cov[i, j] += shared[i, column + axis] * shared[j, column + axis]


@kernel(shared=True, bare=True)
def pack(cov, packed):
    """Write the upper triangle of a covariance, row by row, shape (21,)."""
    k = 0
    for i in range(6):
        for j in range(i, 6):
            packed[k] = cov[i, j]
            k += 1


@kernel(shared=True, bare=True)
def unpack(packed, cov):
    """Rebuild a covariance, shape (6, 6), from its upper triangle."""
    k = 0
    for i in range(6):
        for j in range(i, 6):
            cov[i, j] = packed[k]
            cov[j, i] = packed[k]
            k += 1
