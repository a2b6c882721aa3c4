"""The tracking filter: position and velocity under gravity, corrected by range, azimuth and elevation.

A covariance is kept as the 21 numbers of its upper triangle, row by row, and its arithmetic is written out: that is
many times faster than loops over a square matrix.
"""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.motion import SHORT_S, short_step, vacuum_step

LAST_BIT = 30
LANES = 8  # of a block of constant errors, worked side by side; two sensors share one, the last two lanes are idle
ERRORS = 3  # of a sensor that are constant: azimuth, elevation, range
THIRD = 1.0 / 3.0  # a product is many times faster than a quotient


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


@kernel(shared=True, bare=True)
def has_seen(sensors, sensor):
    """Return whether a sensor is among those of some bits; from the thirty-first on they share one."""
    return (sensors >> min(sensor, LAST_BIT)) & 1 != 0


@kernel(shared=True, bare=True)
def _any_seen(sensors, block):
    return has_seen(sensors, 2 * block) or has_seen(sensors, 2 * block + 1)


@kernel(bare=True)
def blocks(sensors):
    """Return how many blocks hold the constant errors of so many sensors, see `correct_biased`."""
    return (sensors + 1) // 2


@kernel(shared=True, bare=True)
def transition(earth, dt, x, y, z):
    """Return the parts of the transition matrix, each of whose four blocks is a I + b r r'.

    Args:
        earth, dt: Earth, time step in s, a few seconds at most.
        x, y, z: position in m, `eci`.

    Returns:
        a and b of the blocks on the diagonal, of position over velocity, and of velocity over position.

    Source: the series in dt to the first power of the gradient of central gravity: within 1.2e-6 of the derivative of
    the flown path for steps up to 5 s, 7e-6 at 10 s.
    """
    r2 = x * x + y * y + z * z
    inv2 = 1.0 / r2
    k = earth.gm_m3_s2 * inv2 * inv2 * math.sqrt(r2)
    c = 3.0 * k * inv2
    half = 0.5 * dt * dt
    sixth = half * dt * THIRD
    return 1.0 - half * k, half * c, dt - sixth * k, sixth * c, -dt * k, dt * c


@kernel(shared=True, bare=True)
def _own_block(la, lb, ra, rb, x, y, z, whole, times, q):
    # of position or velocity: L A L + L B R + R B' L + R C R, L = la I + lb r r', R alike; q on the diagonal
    a, b, c = whole
    f, g, h, e, inner = times
    k0, k1, k2, k3 = la * lb, la * rb, lb * ra, ra * rb
    s = 0.5 * (lb * lb * inner[0] + 2.0 * lb * rb * inner[1] + rb * rb * inner[2])
    # what stands along r from either side
    m0 = k0 * f[0] + k1 * g[0] + k2 * h[0] + k3 * e[0] + s * x
    m1 = k0 * f[1] + k1 * g[1] + k2 * h[1] + k3 * e[1] + s * y
    m2 = k0 * f[2] + k1 * g[2] + k2 * h[2] + k3 * e[2] + s * z
    k0, k1, k2 = la * la, la * ra, ra * ra
    return (
        k0 * a[0] + 2.0 * k1 * b[0] + k2 * c[0] + 2.0 * m0 * x + q,
        k0 * a[1] + k1 * (b[1] + b[3]) + k2 * c[1] + m0 * y + m1 * x,
        k0 * a[2] + k1 * (b[2] + b[6]) + k2 * c[2] + m0 * z + m2 * x,
        k0 * a[3] + 2.0 * k1 * b[4] + k2 * c[3] + 2.0 * m1 * y + q,
        k0 * a[4] + k1 * (b[5] + b[7]) + k2 * c[4] + m1 * z + m2 * y,
        k0 * a[5] + 2.0 * k1 * b[8] + k2 * c[5] + 2.0 * m2 * z + q,
    )


@kernel(shared=True, bare=True)
def predict_packed(earth, dt, wander_m_s2, state, p):
    """Carry a track forward: J2 motion for the state, the gravity gradient for its covariance.

    Args:
        earth: Earth.
        dt: time step in s, a few seconds at most.
        wander_m_s2: unknown acceleration, constant over the step, one sigma an axis; 0 for free flight.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,), overwritten.
        p: upper triangle of the covariance, shape (21,), overwritten.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 10.3 (extended filter), with `transition`; products of blocks
    a I + b r r' with a matrix need only that matrix times r.
    """
    x, y, z = state[0], state[1], state[2]
    _predict(earth, dt, transition(earth, dt, x, y, z), x, y, z, wander_m_s2, state, p)


@kernel(shared=True, bare=True)
def taken(p):
    """Return the 21 numbers of a packed covariance, for what works on numbers."""
    return (
        p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10],
        p[11], p[12], p[13], p[14], p[15], p[16], p[17], p[18], p[19], p[20],
    )  # fmt: skip


@kernel(shared=True, bare=True)
def put(p, numbers):
    """Write the 21 numbers of a covariance into its array."""
    (
        p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10],
        p[11], p[12], p[13], p[14], p[15], p[16], p[17], p[18], p[19], p[20],
    ) = numbers  # fmt: skip


@kernel(shared=True, bare=True)
def spread_on(parts, dt, wander_m_s2, x, y, z, p):
    """Return a covariance after a step, F P F' and the noise of an unknown acceleration: numbers in, numbers out.

    Args:
        parts: of `transition` at x, y, z.
        dt, wander_m_s2: as for `predict_packed`.
        x, y, z: position before the step.
        p: upper triangle of the covariance, 21 numbers.
    """
    ua, ub, va, vb, wa, wb = parts
    # the blocks: A of position, B of position with velocity, C of velocity
    a00, a01, a02, b00, b01, b02 = p[0], p[1], p[2], p[3], p[4], p[5]
    a11, a12, b10, b11, b12 = p[6], p[7], p[8], p[9], p[10]
    a22, b20, b21, b22 = p[11], p[12], p[13], p[14]
    c00, c01, c02, c11, c12, c22 = p[15], p[16], p[17], p[18], p[19], p[20]
    # each times r, B from both sides
    f0, f1, f2 = a00 * x + a01 * y + a02 * z, a01 * x + a11 * y + a12 * z, a02 * x + a12 * y + a22 * z
    g0, g1, g2 = b00 * x + b01 * y + b02 * z, b10 * x + b11 * y + b12 * z, b20 * x + b21 * y + b22 * z
    h0, h1, h2 = b00 * x + b10 * y + b20 * z, b01 * x + b11 * y + b21 * z, b02 * x + b12 * y + b22 * z
    e0, e1, e2 = c00 * x + c01 * y + c02 * z, c01 * x + c11 * y + c12 * z, c02 * x + c12 * y + c22 * z
    rf, rg, re = x * f0 + y * f1 + z * f2, x * g0 + y * g1 + z * g2, x * e0 + y * e1 + z * e2
    noise = wander_m_s2 * wander_m_s2
    half = 0.5 * dt * dt
    whole = (
        (a00, a01, a02, a11, a12, a22),
        (b00, b01, b02, b10, b11, b12, b20, b21, b22),
        (c00, c01, c02, c11, c12, c22),
    )
    times = ((f0, f1, f2), (g0, g1, g2), (h0, h1, h2), (e0, e1, e2), (rf, rg, re))
    p0, p1, p2, p6, p7, p11 = _own_block(ua, ub, va, vb, x, y, z, whole, times, noise * half * half)
    # position with velocity
    s = ub * wb * rf + (ub * ub + vb * wb) * rg + vb * ub * re
    k0, k1, k2, k3 = ua * wb, ua * ub, va * wb, va * ub
    m0 = k0 * f0 + k1 * g0 + k2 * h0 + k3 * e0 + s * x
    m1 = k0 * f1 + k1 * g1 + k2 * h1 + k3 * e1 + s * y
    m2 = k0 * f2 + k1 * g2 + k2 * h2 + k3 * e2 + s * z
    k0, k1, k2, k3 = ub * wa, ub * ua, vb * wa, vb * ua
    n0 = k0 * f0 + k1 * h0 + k2 * g0 + k3 * e0
    n1 = k0 * f1 + k1 * h1 + k2 * g1 + k3 * e1
    n2 = k0 * f2 + k1 * h2 + k2 * g2 + k3 * e2
    k0, k1, k2, k3 = ua * wa, ua * ua, va * wa, va * ua
    q = noise * half * dt
    p3 = k0 * a00 + (k1 + k2) * b00 + k3 * c00 + m0 * x + x * n0 + q
    p4 = k0 * a01 + k1 * b01 + k2 * b10 + k3 * c01 + m0 * y + x * n1
    p5 = k0 * a02 + k1 * b02 + k2 * b20 + k3 * c02 + m0 * z + x * n2
    p8 = k0 * a01 + k1 * b10 + k2 * b01 + k3 * c01 + m1 * x + y * n0
    p9 = k0 * a11 + (k1 + k2) * b11 + k3 * c11 + m1 * y + y * n1 + q
    p10 = k0 * a12 + k1 * b12 + k2 * b21 + k3 * c12 + m1 * z + y * n2
    p12 = k0 * a02 + k1 * b20 + k2 * b02 + k3 * c02 + m2 * x + z * n0
    p13 = k0 * a12 + k1 * b21 + k2 * b12 + k3 * c12 + m2 * y + z * n1
    p14 = k0 * a22 + (k1 + k2) * b22 + k3 * c22 + m2 * z + z * n2 + q
    last = _own_block(wa, wb, ua, ub, x, y, z, whole, times, noise * dt * dt)
    return p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, *last


@kernel(shared=True, bare=True)
def _predict(earth, dt, parts, x, y, z, wander_m_s2, state, p):
    # with the parts of `transition` at x, y, z, which are those of the state
    put(p, spread_on(parts, dt, wander_m_s2, x, y, z, taken(p)))
    if dt <= SHORT_S:
        moved = short_step(earth, dt, x, y, z, state[3], state[4], state[5])
    else:
        moved = vacuum_step(earth, dt, x, y, z, state[3], state[4], state[5])
    state[0], state[1], state[2], state[3], state[4], state[5] = moved


@kernel(shared=True, bare=True)
def carried(parts, x, y, z, column):
    """Return a vector of the state's kind, 6 numbers, times the transition whose `parts` are those at x, y, z."""
    ua, ub, va, vb, wa, wb = parts
    p0, p1, p2, v0, v1, v2 = column
    along_p, along_v = x * p0 + y * p1 + z * p2, x * v0 + y * v1 + z * v2
    s, t = ub * along_p + vb * along_v, wb * along_p + ub * along_v
    return (
        ua * p0 + va * v0 + s * x,
        ua * p1 + va * v1 + s * y,
        ua * p2 + va * v2 + s * z,
        wa * p0 + ua * v0 + t * x,
        wa * p1 + ua * v1 + t * y,
        wa * p2 + ua * v2 + t * z,
    )


@kernel(shared=True, bare=True)
def carry(earth, dt, sensors, state, shared):
    """Carry the covariance with constant errors forward as `predict_packed` does that of the state, which is left.

    Args:
        earth, dt: as for `predict_packed`.
        sensors: bits of the sensors whose constant errors have touched the track.
        state: before the step, shape (6,), left as it is.
        shared: as for `correct_biased`, overwritten.
    """
    x, y, z = state[0], state[1], state[2]
    _carry(transition(earth, dt, x, y, z), x, y, z, sensors, shared)


@kernel(shared=True, bare=True)
def _carry(parts, x, y, z, sensors, shared):
    for b in range(shared.shape[0]):
        if not _any_seen(sensors, b):
            continue
        block = shared[b]
        for m in range(LANES):  # vector code: a lane is a constant error
            moved = carried(
                parts, x, y, z,
                (
                    block[m], block[LANES + m], block[2 * LANES + m], block[3 * LANES + m], block[4 * LANES + m],
                    block[5 * LANES + m],
                ),
            )  # fmt: skip
            block[m], block[LANES + m], block[2 * LANES + m] = moved[0], moved[1], moved[2]
            block[3 * LANES + m], block[4 * LANES + m], block[5 * LANES + m] = moved[3], moved[4], moved[5]


@kernel(shared=True, bare=True)
def predict_biased(earth, dt, wander_m_s2, sensors, state, p, shared):
    """Carry a track forward as `predict_packed` does, and its covariance with the constant errors as `carry` does.

    Args:
        earth, dt, wander_m_s2, state, p: as for `predict_packed`.
        sensors, shared: as for `correct_biased`.
    """
    x, y, z = state[0], state[1], state[2]
    parts = transition(earth, dt, x, y, z)
    _carry(parts, x, y, z, sensors, shared)
    _predict(earth, dt, parts, x, y, z, wander_m_s2, state, p)


@kernel(shared=True, bare=True)
def gain(along_x, along_y, along_z, sigma, bias, with_error, p):
    """Return how a scalar measurement moves the state, times the variance of its residual, and one over that variance.

    Args:
        along_x, along_y, along_z, sigma, bias: as for `correct_biased`.
        with_error: covariance of the state with the constant error of this measurement, 6 numbers.
        p: upper triangle of the covariance, 21 numbers.
    """
    o0, o1, o2, o3, o4, o5 = with_error
    g0 = p[0] * along_x + p[1] * along_y + p[2] * along_z + o0 * bias
    g1 = p[1] * along_x + p[6] * along_y + p[7] * along_z + o1 * bias
    g2 = p[2] * along_x + p[7] * along_y + p[11] * along_z + o2 * bias
    g3 = p[3] * along_x + p[8] * along_y + p[12] * along_z + o3 * bias
    g4 = p[4] * along_x + p[9] * along_y + p[13] * along_z + o4 * bias
    g5 = p[5] * along_x + p[10] * along_y + p[14] * along_z + o5 * bias
    seen = along_x * o0 + along_y * o1 + along_z * o2
    # added in pairs: all that follows waits for it
    inv = 1.0 / ((along_x * g0 + along_y * g1) + (along_z * g2 + bias * seen) + (sigma * sigma + bias * bias))
    return (g0, g1, g2, g3, g4, g5), inv


@kernel(shared=True, bare=True)
def pulled(g, inv, along, bias, column):
    """Return the covariance of the state with a constant error, 6 numbers, after a measurement of which `gain` tells.

    Args:
        g, inv: from `gain`.
        along: gradient of the measurement over position, 3 numbers.
        bias: standard error of the constant error where it is that of this measurement; 0 for any other.
        column: the covariance before.
    """
    a, b, c, d, e, f = column
    pull = inv * ((along[0] * a + along[1] * b + along[2] * c) + bias)
    return (
        a - g[0] * pull,
        b - g[1] * pull,
        c - g[2] * pull,
        d - g[3] * pull,
        e - g[4] * pull,
        f - g[5] * pull,
    )


@kernel(shared=True, bare=True)
def sharpened(g, inv, p):
    """Return a covariance, 21 numbers, after a measurement of which `gain` tells."""
    g0, g1, g2, g3, g4, g5 = g
    k0, k1, k2, k3, k4, k5 = g0 * inv, g1 * inv, g2 * inv, g3 * inv, g4 * inv, g5 * inv
    return (
        p[0] - g0 * k0, p[1] - g0 * k1, p[2] - g0 * k2, p[3] - g0 * k3, p[4] - g0 * k4, p[5] - g0 * k5,
        p[6] - g1 * k1, p[7] - g1 * k2, p[8] - g1 * k3, p[9] - g1 * k4, p[10] - g1 * k5,
        p[11] - g2 * k2, p[12] - g2 * k3, p[13] - g2 * k4, p[14] - g2 * k5,
        p[15] - g3 * k3, p[16] - g3 * k4, p[17] - g3 * k5,
        p[18] - g4 * k4, p[19] - g4 * k5,
        p[20] - g5 * k5,
    )  # fmt: skip


@kernel(shared=True, bare=True)
def correct_biased(along_x, along_y, along_z, residual, sigma, bias, at, sensors, state, p, shared):
    """Correct a track by one scalar measurement of a sensor whose constant error is never estimated, only considered.

    Args:
        along_x, along_y, along_z: gradient of the measurement over position, `eci`.
        residual: measured minus predicted.
        sigma: standard error of the measurement.
        bias: standard error of the constant error of this measurement; 0 without one.
        at: its number, `ERRORS` of each sensor, -1 without one.
        sensors: bits of the sensors whose constant errors have touched the track, this one among them.
        state: shape (6,), overwritten.
        p: upper triangle of the covariance, shape (21,), overwritten.
        shared: covariance of the state with all constant errors, each in units of its standard error, shape
            (`blocks`, 6 LANES), overwritten: by pair of sensors; component of the state and error of the two.

    Returns:
        normalised innovation squared.

    Source: Bierman 1977 (scalar update; Joseph's form is not needed at these condition numbers); Schmidt 1966 and
    Bar-Shalom, Li and Kirubarajan 2001, section 11.7 (consider filter).
    """
    own, lane = at // (2 * ERRORS), at % (2 * ERRORS)
    with_error = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    if at >= 0:
        o = shared[own]
        with_error = (
            o[lane], o[LANES + lane], o[2 * LANES + lane], o[3 * LANES + lane], o[4 * LANES + lane],
            o[5 * LANES + lane],
        )  # fmt: skip
    g, inv = gain(along_x, along_y, along_z, sigma, bias, with_error, taken(p))
    g0, g1, g2, g3, g4, g5 = g
    for b in range(shared.shape[0]):
        if not _any_seen(sensors, b):
            continue
        block = shared[b]
        mine = lane if b == own else LANES
        for m in range(block.shape[0] // 6):  # as above; with a constant it would be unrolled and stay scalar
            left = pulled(
                g, inv, (along_x, along_y, along_z), bias if m == mine else 0.0,
                (
                    block[m], block[LANES + m], block[2 * LANES + m], block[3 * LANES + m], block[4 * LANES + m],
                    block[5 * LANES + m],
                ),
            )  # fmt: skip
            block[m], block[LANES + m], block[2 * LANES + m] = left[0], left[1], left[2]
            block[3 * LANES + m], block[4 * LANES + m], block[5 * LANES + m] = left[3], left[4], left[5]
    step = inv * residual
    state[0] += g0 * step
    state[1] += g1 * step
    state[2] += g2 * step
    state[3] += g3 * step
    state[4] += g4 * step
    state[5] += g5 * step
    put(p, sharpened(g, inv, taken(p)))
    return residual * step


@kernel
def predict(earth, dt, wander_m_s2, state, cov):
    """Carry a track forward as `predict_packed` does, with its covariance as a matrix of shape (6, 6), overwritten."""
    packed = np.empty(21)
    pack(cov, packed)
    predict_packed(earth, dt, wander_m_s2, state, packed)
    unpack(packed, cov)


@kernel
def correct(along_x, along_y, along_z, residual, sigma, state, cov):
    """Correct a track as `correct_biased` does, without constant errors, its covariance of shape (6, 6)."""
    packed = np.empty(21)
    pack(cov, packed)
    surprise = correct_biased(
        along_x, along_y, along_z, residual, sigma, 0.0, -1, 0, state, packed, np.empty((0, 6 * LANES))
    )
    unpack(packed, cov)
    return surprise
