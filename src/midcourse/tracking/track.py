"""One track: begun from two detections, corrected look by look, and carried to where it will come down."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import (
    altitude,
    ecef_to_geodetic,
    geodetic_to_ecef,
    into_frame,
    out_of_frame,
    turn,
)
from midcourse.kernels.filter import (
    ERRORS,
    LANES,
    carry,
    correct_biased,
    pack,
    predict_biased,
    predict_packed,
    unpack,
)
from midcourse.kernels.motion import climb, vacuum_step
from midcourse.kernels.unscented import POINTS, predict_points, regress_look

WANDER_BURNING_M_S2 = 100.0  # the size of a missile's thrust just before burnout
WANDER_FREE_M_S2 = 5e-5  # what J2 motion leaves out above the air: higher terms of the field, Moon and Sun
STEP_S = 10.0
FELT_S = 1.1  # up to here gravity moves a track by less than 6 m
SIXTH = 1.0 / 6.0
SMALL = 0.05  # rad, up to which two terms of a series stand for sine and arc
DIAGONAL = (0, 6, 11, 15, 18, 20)  # of the upper triangle of a covariance
FALL_STEP_S = 40.0
POINTS_APART = (0.5, 2.0, 0.0)  # alpha, beta, kappa of the unscented filter
CONFIDENCE_95 = 2.4477468306808166  # root of the 95 % point of chi-square with two degrees of freedom
NUDGE = (100.0, 0.1)  # m and m/s, for differences of the impact point


class Sight(NamedTuple):
    """What one look measures: sine and cosine of azimuth and of elevation, and the range in m."""

    sin_az: float
    cos_az: float
    sin_el: float
    cos_el: float
    range_m: float


@kernel(shared=True, bare=True)
def nudged(sine, cosine, by):
    """Return sine and cosine of an angle that is moved by another, which is mostly small."""
    square = by * by
    s, c = by * (1.0 - SIXTH * square), 1.0 - 0.5 * square * (1.0 - 0.5 * SIXTH * square)
    if abs(by) > SMALL:
        s, c = math.sin(by), math.cos(by)
    return sine * c + cosine * s, cosine * c - sine * s


@kernel(shared=True, bare=True)
def small_angle(sine):
    """Return the angle of a sine up to `SMALL`, within 5e-7 of itself."""
    return sine * (1.0 + SIXTH * sine * sine)


@kernel(shared=True, bare=True)
def _angle(both):
    # the angle of a sine and a cosine, which is mostly small
    sine, cosine = both
    return small_angle(sine) if abs(sine) < SMALL and cosine > 0.0 else math.atan2(sine, cosine)


@kernel(bare=True)
def measured_position(frame, sight, point):
    """Turn a Sight into an inertial position; `frame` is the radar's at that moment, `point` is written."""
    flat = sight.range_m * sight.cos_el
    dx, dy, dz = out_of_frame(frame, flat * sight.sin_az, flat * sight.cos_az, sight.range_m * sight.sin_el)
    point[0], point[1], point[2] = frame.x_m + dx, frame.y_m + dy, frame.z_m + dz


@kernel(bare=True)
def begin(first, second, dt, sigma_m, state, p):
    """Begin a track from two measured positions.

    Args:
        first, second: positions in m, `eci`, shape (3,); dt: time between them in s.
        sigma_m: standard error of a position, the worst axis.
        state, p: the track at the second position, shape (6,) and upper triangle (21,), written.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 5.5.3 (two-point differencing).
    """
    variance = sigma_m * sigma_m
    for k in range(21):
        p[k] = 0.0
    for i in range(3):
        state[i] = second[i]
        state[3 + i] = (second[i] - first[i]) / dt
        p[DIAGONAL[i]] = variance
        p[DIAGONAL[i] + 3] = variance / dt
        p[DIAGONAL[3 + i]] = 2.0 * variance / (dt * dt) + (WANDER_BURNING_M_S2 * dt) ** 2


@kernel(shared=True, bare=True)
def update(
    frame, sight, range_sigma_m, angle_sigma_rad, column, range_bias_m, angle_bias_rad, unscented, sensors, state, p,
    shared,
):  # fmt: skip
    """Correct a track by one look of a radar: azimuth, elevation, range, one after the other.

    The range comes last: it is by far the sharpest, and taken first it would be bent by errors across the line
    of sight. What is left of them is in `bend`. Constant errors are considered and not estimated, so that a long
    row of looks does not pretend to average them away.

    Args:
        frame: Frame of the radar at that moment, `eci`.
        sight: Sight.
        range_sigma_m, angle_sigma_rad: standard errors of one look in m and rad.
        column: number of the first of the radar's constant errors.
        range_bias_m, angle_bias_rad: standard errors of its constant errors.
        unscented: whether points take the place of derivatives.
        sensors: bits of all radars that have seen the object, this one among them.
        state, p, shared: the track, overwritten; see `filter.correct_biased`.
    """
    x, y, z = state[0], state[1], state[2]
    # both angles from where the track was; the second residual takes back what the first correction moved
    (gx, gy, gz), wide, off, (hx, hy, hz), rise = angles_at(frame, sight, x, y, z)
    miss = _angle(off)
    sigma = angle_sigma_rad * wide
    if unscented:
        gx, gy, gz, miss, sigma = _by_points(frame, 0, sight, gx, gy, gz, miss, sigma, state, p)
    correct_biased(gx, gy, gz, miss, sigma, angle_bias_rad * wide, column, sensors, state, p, shared)
    miss = _angle(rise) - (hx * (state[0] - x) + hy * (state[1] - y) + hz * (state[2] - z))
    sigma = angle_sigma_rad
    if unscented:
        hx, hy, hz, miss, sigma = _by_points(frame, 1, sight, hx, hy, hz, miss, sigma, state, p)
    correct_biased(hx, hy, hz, miss, sigma, angle_bias_rad, column + 1, sensors, state, p, shared)
    gx, gy, gz, r = range_at(frame, state[0], state[1], state[2])
    miss, sigma = sight.range_m - r, range_sigma_m
    if unscented:
        gx, gy, gz, miss, sigma = _by_points(frame, 2, sight, gx, gy, gz, miss, sigma, state, p)
    else:
        longer, bent = bend(gx, gy, gz, r, (p[0], p[1], p[2], p[6], p[7], p[11]))
        miss, sigma = miss - longer, math.sqrt(range_sigma_m * range_sigma_m + bent)
    correct_biased(gx, gy, gz, miss, sigma, range_bias_m, column + 2, sensors, state, p, shared)


@kernel(shared=True, bare=True)
def angles_at(frame, sight, x, y, z):
    """Return what a look says of the two angles to a point.

    Args:
        frame: Frame of the radar, `eci`.
        sight: Sight.
        x, y, z: where the track is, m, `eci`.

    Returns:
        gradient of the azimuth; its error over that of an elevation; sine and cosine of measured less predicted
        azimuth; gradient of the elevation; sine and cosine of measured less predicted elevation.
    """
    east, north, up = into_frame(frame, x, y, z)
    flat2 = east * east + north * north
    flat, r = math.sqrt(flat2), math.sqrt(flat2 + up * up)
    both = 1.0 / (flat * r)  # one quotient for two
    inv, over = r * both, flat * both
    k = up * over * over * inv
    return (
        out_of_frame(frame, north * inv * inv, -east * inv * inv, 0.0),
        r * inv,
        (
            (sight.sin_az * north - sight.cos_az * east) * inv,
            (sight.cos_az * north + sight.sin_az * east) * inv,
        ),
        out_of_frame(frame, -east * k, -north * k, flat * over * over),
        ((sight.sin_el * flat - sight.cos_el * up) * over, (sight.cos_el * flat + sight.sin_el * up) * over),
    )


@kernel(shared=True, bare=True)
def range_at(frame, x, y, z):
    """Return the gradient of the range to a point and the range, in m; arguments as for `angles_at`."""
    east, north, up = into_frame(frame, x, y, z)
    r = math.sqrt(east * east + north * north + up * up)
    over = 1.0 / r
    gx, gy, gz = out_of_frame(frame, east * over, north * over, up * over)
    return gx, gy, gz, r


@kernel(shared=True, bare=True)
def bend(gx, gy, gz, range_m, p):
    """Return what errors across the line of sight do to a range: how much longer it is in the mean, and the variance.

    Without it a track whose constant errors in angle are some hundred metres and more wide learns from sharp ranges
    what they do not tell, and thinks itself surer than it is.

    Args:
        gx, gy, gz: line of sight, of length 1.
        range_m: range of the track.
        p: covariance of its position: xx, xy, xz, yy, yz, zz, m2.

    Returns:
        mean in m, variance in m2.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 10.3.3 (second-order filter), for the range alone.
    """
    xx, xy, xz, yy, yz, zz = p
    ax, ay, az = xx * gx + xy * gy + xz * gz, xy * gx + yy * gy + yz * gz, xz * gx + yz * gy + zz * gz
    along = ax * gx + ay * gy + az * gz
    squares = xx * xx + yy * yy + zz * zz + 2.0 * (xy * xy + xz * xz + yz * yz)
    across = squares - 2.0 * (ax * ax + ay * ay + az * az) + along * along
    half = 0.5 / range_m
    return half * (xx + yy + zz - along), 2.0 * half * half * max(across, 0.0)


@kernel(bare=True)
def _by_points(frame, axis, sight, gx, gy, gz, miss, sigma, state, p):
    # the line through points of the track in place of its gradient, where there is one
    measured = sight.range_m
    if axis == 0:
        measured = math.atan2(sight.sin_az, sight.cos_az)
    elif axis == 1:
        measured = math.atan2(sight.sin_el, sight.cos_el)
    status, off, px, py, pz, extra = regress_look(frame, axis, measured, state, p)
    if status != 0:
        return gx, gy, gz, miss, sigma
    return px, py, pz, off, math.sqrt(sigma * sigma + extra)


@kernel(shared=True, bare=True)
def advance(earth, dt, burning, unscented, sensors, state, p, shared, room):
    """Carry a track forward by dt seconds, with the process noise of a burning or of a falling object.

    Args:
        earth, dt, burning: Earth, time in s, whether it burns.
        unscented: whether points take the place of derivatives.
        sensors: bits of all radars that have seen the object, this one among them.
        state, p, shared: the track, overwritten; see `filter.correct_biased`.
        room: for points and a covariance, shape (19, 6).
    """
    wander = WANDER_BURNING_M_S2 if burning else WANDER_FREE_M_S2
    while dt > 0.0:
        h = min(dt, STEP_S)
        if unscented:
            carry(earth, h, sensors, state, shared)
            if _points_ahead(earth, h, wander, state, p, room) != 0:
                predict_packed(earth, h, wander, state, p)
        else:
            predict_biased(earth, h, wander, sensors, state, p, shared)
        dt -= h


@kernel(bare=True)
def _points_ahead(earth, h, wander, state, p, room):
    cov = room[POINTS:]
    unpack(p, cov)
    failed = predict_points(earth, h, wander, *POINTS_APART, state, cov, room)
    if not failed:
        pack(cov, p)
    return failed


@kernel(shared=True, bare=True)
def coasted(earth, dt, state):
    """Return x, y, z of a track after some seconds, by central gravity at its start: within 6 m for 10 s."""
    x, y, z = state[0], state[1], state[2]
    pull = 0.0
    if dt > FELT_S:
        r2 = x * x + y * y + z * z
        pull = 0.5 * dt * dt * earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    return x + dt * state[3] - pull * x, y + dt * state[4] - pull * y, z + dt * state[5] - pull * z


@kernel(shared=True, bare=True)
def unsure(dt, burning, p):
    """Return the standard error in m of where a track is after a short time, the mean of three axes."""
    push = 0.5 * dt * dt * (WANDER_BURNING_M_S2 if burning else 0.0)
    still = p[0] + p[6] + p[11] + 2.0 * dt * (p[3] + p[9] + p[14])
    moving = dt * dt * (p[15] + p[18] + p[20])
    return math.sqrt(2.0 * SIXTH * (still + moving) + push * push)


@kernel(bare=True)
def fall(earth, time_s, state):
    """Follow a track without air to the ground.

    Args:
        earth: Earth.
        time_s: time of the state.
        state: shape (6,), left as it is.

    Returns:
        latitude rad, longitude rad, time in s; NaN where it does not come down within an hour. Steps of 40 s keep the
        place within 1 m.
    """
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    t = time_s
    alt = 0.0
    for _ in range(90):
        x, y, z, vx, vy, vz = vacuum_step(earth, FALL_STEP_S, x, y, z, vx, vy, vz)
        t += FALL_STEP_S
        alt = altitude(earth, x, y, z)
        if alt < 0.0 and x * vx + y * vy + z * vz < 0.0:
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
def impact_slope(earth, time_s, state, lat, lon, slope):
    """Work out how the predicted impact moves with the state, by differences of conics that come down to its radius.

    Args:
        earth, time_s, state: as for `fall`.
        lat, lon: where the track falls, rad.
        slope: metres north and east and seconds over state, shape (3, 6), written.

    Returns:
        0, or 1 where the conic does not come down.

    Source: Bate, Mueller and White 1971, chapters 2 and 4. What J2 adds to the slope and the
    flattening takes from it, up to seven parts in a thousand, is left out.
    """
    x, y, z = geodetic_to_ecef(earth, lat, lon, 0.0)
    radius_m = math.sqrt(x * x + y * y + z * z)
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    a, b, c, d, e, f = state[0], state[1], state[2], state[3], state[4], state[5]
    bx, by, bz, base_s = _conic_fall(earth, time_s, radius_m, a, b, c, d, e, f)
    if np.isnan(base_s):
        return 1
    for k in range(6):
        step = NUDGE[0] if k < 3 else NUDGE[1]
        px, py, pz, fall_s = _conic_fall(
            earth, time_s, radius_m,
            a + (step if k == 0 else 0.0), b + (step if k == 1 else 0.0), c + (step if k == 2 else 0.0),
            d + (step if k == 3 else 0.0), e + (step if k == 4 else 0.0), f + (step if k == 5 else 0.0),
        )  # fmt: skip
        if np.isnan(fall_s):
            return 1
        dx, dy, dz = (px - bx) / step, (py - by) / step, (pz - bz) / step
        slope[0, k] = cl * dz - sl * (co * dx + so * dy)
        slope[1, k] = co * dy - so * dx
        slope[2, k] = (fall_s - base_s) / step
    return 0


@kernel(bare=True)
def _conic_fall(earth, time_s, radius_m, x, y, z, vx, vy, vz):
    # where, `ecef`, and when a path under central gravity comes down to a radius; NaN where it does not
    gm = earth.gm_m3_s2
    r = math.sqrt(x * x + y * y + z * z)
    rising = x * vx + y * vy + z * vz
    alpha = 2.0 / r - (vx * vx + vy * vy + vz * vz) / gm  # one over the semi-major axis
    if not alpha > 0.0:
        return np.nan, np.nan, np.nan, np.nan
    root = math.sqrt(alpha / gm)
    ec, es = 1.0 - r * alpha, rising * root  # eccentricity times cosine and sine of the eccentric anomaly
    e2 = ec * ec + es * es
    down = 1.0 - radius_m * alpha
    if not down * down < e2:
        return np.nan, np.nan, np.nan, np.nan
    fall_es = -math.sqrt(e2 - down * down)
    # from one anomaly to the other: sine and cosine of the difference
    s, c = (fall_es * ec - down * es) / e2, (down * ec + fall_es * es) / e2
    turned = math.atan2(s, c)
    if turned < 0.0:
        turned += 2.0 * math.pi
    mean = turned - fall_es + es
    left_s = mean / (alpha * root * gm)
    f = 1.0 - (1.0 - c) / (alpha * r)
    g = left_s - (turned - s) / (alpha * root * gm)
    px, py = turn(-earth.omega_rad_s * (time_s + left_s), f * x + g * vx, f * y + g * vy)
    return px, py, f * z + g * vz, time_s + left_s


@kernel(bare=True)
def carry_slope(earth, dt, state, slope):
    """Carry the slope of the impact forward with its track: over the inverse of the transition of `predict`.

    Args:
        earth: Earth.
        dt: time since the slope was right, s, 30 at most.
        state: the track now, shape (6,).
        slope: shape (3, 6), overwritten.

    Source: the chain rule: the impact is the same, seen from a later state.
    """
    x, y, z = state[0], state[1], state[2]
    r2 = x * x + y * y + z * z
    k = earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    c = 3.0 * k / r2
    half = 0.5 * dt * dt
    sixth = -half * dt / 3.0
    for i in range(3):
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
def impact_major(slope, p):
    """Return the semi-major axis in m of the 95 % ellipse of the predicted impact.

    Args:
        slope: from `impact_slope`, shape (3, 6).
        p: upper triangle of the covariance of the track, shape (21,).

    Source: linear propagation; chi-square with two degrees of freedom.
    """
    nn, ne, ee = 0.0, 0.0, 0.0
    k = 0
    for i in range(6):
        for j in range(i, 6):
            twice = p[k] if i == j else 2.0 * p[k]
            nn += twice * slope[0, i] * slope[0, j]
            ne += 0.5 * twice * (slope[0, i] * slope[1, j] + slope[0, j] * slope[1, i])
            ee += twice * slope[1, i] * slope[1, j]
            k += 1
    largest = 0.5 * (nn + ee) + math.sqrt(0.25 * (nn - ee) ** 2 + ne * ne)
    return CONFIDENCE_95 * math.sqrt(max(largest, 0.0))


@kernel(bare=True)
def consider(frame, column, range_bias_m, angle_bias_rad, state, p, shared):
    """Tell a new track, which rests on one radar alone, of that radar's constant errors.

    Args:
        frame: as for `update`.
        column: number of the first of the radar's constant errors: azimuth, elevation, range.
        range_bias_m, angle_bias_rad: standard errors.
        state: the track, shape (6,).
        p, shared: upper triangle of its covariance (21,), widened, and that with all constant errors, shape
            (`filter.blocks`, 48), written anew.
    """
    shared[:, :] = 0.0
    block, first = shared[column // (2 * ERRORS)], column % (2 * ERRORS)
    east, north, up = into_frame(frame, state[0], state[1], state[2])
    flat = math.sqrt(east * east + north * north)
    r = math.sqrt(flat * flat + up * up)
    axes = (
        (north / flat * r * angle_bias_rad, -east / flat * r * angle_bias_rad, 0.0),
        (-east * up / flat * angle_bias_rad, -north * up / flat * angle_bias_rad, flat * angle_bias_rad),
        (east / r * range_bias_m, north / r * range_bias_m, up / r * range_bias_m),
    )
    for axis in range(3):
        a = axes[axis]
        sx, sy, sz = out_of_frame(frame, a[0], a[1], a[2])
        # what the radar adds, the track has too much of: the error (true less track) has the other sign
        lane = first + axis
        block[lane], block[LANES + lane], block[2 * LANES + lane] = -sx, -sy, -sz
        p[0] += sx * sx
        p[1] += sx * sy
        p[2] += sx * sz
        p[6] += sy * sy
        p[7] += sy * sz
        p[11] += sz * sz
