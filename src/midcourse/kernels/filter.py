"""The tracking filter: position and velocity under gravity, corrected by range, azimuth and elevation."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.motion import vacuum_step


@kernel(bare=True)
def predict(earth, dt, wander_m_s2, state, cov):
    """Carry a track forward: J2 motion for the state, the gravity gradient for its covariance.

    Args:
        earth: Earth.
        dt: time step in s, a few seconds at most.
        wander_m_s2: unknown acceleration, constant over the step, one sigma an axis; 0 for free flight.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,), overwritten.
        cov: covariance, shape (6, 6), overwritten.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 10.3 (extended filter); the transition matrix is the
    series in dt to the first power of the gradient of central gravity: within 1e-6 of the derivative of the
    flown path for steps up to 5 s, 2e-6 at 10 s.
    """
    x, y, z = state[0], state[1], state[2]
    r2 = x * x + y * y + z * z
    k = earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    c = 3.0 * k / r2
    half = 0.5 * dt * dt
    sixth = half * dt / 3.0
    gradient = (
        (c * x * x - k, c * x * y, c * x * z),
        (c * x * y, c * y * y - k, c * y * z),
        (c * x * z, c * y * z, c * z * z - k),
    )
    # columns first, then rows: the same small map both times
    for j in range(6):
        p0, p1, p2, v0, v1, v2 = cov[0, j], cov[1, j], cov[2, j], cov[3, j], cov[4, j], cov[5, j]
        for i in range(3):
            g = gradient[i]
            pull = g[0] * p0 + g[1] * p1 + g[2] * p2
            turn = g[0] * v0 + g[1] * v1 + g[2] * v2
            cov[i, j] += dt * cov[3 + i, j] + half * pull + sixth * turn
            cov[3 + i, j] += dt * pull + half * turn
    for j in range(6):
        p0, p1, p2, v0, v1, v2 = cov[j, 0], cov[j, 1], cov[j, 2], cov[j, 3], cov[j, 4], cov[j, 5]
        for i in range(3):
            g = gradient[i]
            pull = g[0] * p0 + g[1] * p1 + g[2] * p2
            turn = g[0] * v0 + g[1] * v1 + g[2] * v2
            cov[j, i] += dt * cov[j, 3 + i] + half * pull + sixth * turn
            cov[j, 3 + i] += dt * pull + half * turn
    noise = wander_m_s2 * wander_m_s2
    for i in range(3):
        cov[i, i] += noise * half * half
        cov[i, 3 + i] += noise * half * dt
        cov[3 + i, i] += noise * half * dt
        cov[3 + i, 3 + i] += noise * dt * dt
    state[0], state[1], state[2], state[3], state[4], state[5] = vacuum_step(
        earth, dt, x, y, z, state[3], state[4], state[5]
    )


@kernel(bare=True)
def correct(along_x, along_y, along_z, residual, sigma, state, cov):
    """Correct a track by one scalar measurement of position.

    Args:
        along_x, along_y, along_z: gradient of the measurement over position, `eci`.
        residual: measured minus predicted.
        sigma: standard error of the measurement.
        state: shape (6,), overwritten.
        cov: covariance, shape (6, 6), overwritten.

    Returns:
        normalised innovation squared.

    Source: Bierman 1977, scalar update; Joseph's form is not needed at these condition numbers.
    """
    gain = (
        cov[0, 0] * along_x + cov[0, 1] * along_y + cov[0, 2] * along_z,
        cov[1, 0] * along_x + cov[1, 1] * along_y + cov[1, 2] * along_z,
        cov[2, 0] * along_x + cov[2, 1] * along_y + cov[2, 2] * along_z,
        cov[3, 0] * along_x + cov[3, 1] * along_y + cov[3, 2] * along_z,
        cov[4, 0] * along_x + cov[4, 1] * along_y + cov[4, 2] * along_z,
        cov[5, 0] * along_x + cov[5, 1] * along_y + cov[5, 2] * along_z,
    )
    spread = sigma * sigma + along_x * gain[0] + along_y * gain[1] + along_z * gain[2]
    inv = 1.0 / spread
    for i in range(6):
        state[i] += gain[i] * inv * residual
        for j in range(6):
            cov[i, j] -= gain[i] * gain[j] * inv
    return residual * residual * inv


@kernel(bare=True)
def carry(earth, dt, state, columns):
    """Carry vectors of the state's kind forward by the transition of `predict`, before it moves the state.

    Args:
        earth, dt: as for `predict`.
        state: shape (6,), left as it is.
        columns: vectors, shape (6, m), overwritten.
    """
    x, y, z = state[0], state[1], state[2]
    r2 = x * x + y * y + z * z
    k = earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    c = 3.0 * k / r2
    half = 0.5 * dt * dt
    sixth = half * dt / 3.0
    for j in range(columns.shape[1]):
        p0, p1, p2 = columns[0, j], columns[1, j], columns[2, j]
        v0, v1, v2 = columns[3, j], columns[4, j], columns[5, j]
        along_p = c * (x * p0 + y * p1 + z * p2)
        along_v = c * (x * v0 + y * v1 + z * v2)
        a0, a1, a2 = along_p * x - k * p0, along_p * y - k * p1, along_p * z - k * p2
        b0, b1, b2 = along_v * x - k * v0, along_v * y - k * v1, along_v * z - k * v2
        columns[0, j] += dt * v0 + half * a0 + sixth * b0
        columns[1, j] += dt * v1 + half * a1 + sixth * b1
        columns[2, j] += dt * v2 + half * a2 + sixth * b2
        columns[3, j] += dt * a0 + half * b0
        columns[4, j] += dt * a1 + half * b1
        columns[5, j] += dt * a2 + half * b2


@kernel(bare=True)
def correct_biased(along_x, along_y, along_z, residual, sigma, bias, at, state, cov, shared):
    """Correct a track by one scalar measurement of a sensor whose constant error is never estimated, only considered.

    Args:
        along_x, along_y, along_z, residual, sigma: as for `correct`.
        bias: standard error of the constant error of this measurement.
        at: its column in `shared`.
        state, cov: shapes (6,) and (6, 6), overwritten.
        shared: covariance of the state with all constant errors, each in units of its standard error, shape (6, m),
            overwritten.

    Returns:
        normalised innovation squared.

    Source: Schmidt 1966; Bar-Shalom, Li and Kirubarajan 2001, section 11.7 (consider filter).
    """
    g = (
        cov[0, 0] * along_x + cov[0, 1] * along_y + cov[0, 2] * along_z + shared[0, at] * bias,
        cov[1, 0] * along_x + cov[1, 1] * along_y + cov[1, 2] * along_z + shared[1, at] * bias,
        cov[2, 0] * along_x + cov[2, 1] * along_y + cov[2, 2] * along_z + shared[2, at] * bias,
        cov[3, 0] * along_x + cov[3, 1] * along_y + cov[3, 2] * along_z + shared[3, at] * bias,
        cov[4, 0] * along_x + cov[4, 1] * along_y + cov[4, 2] * along_z + shared[4, at] * bias,
        cov[5, 0] * along_x + cov[5, 1] * along_y + cov[5, 2] * along_z + shared[5, at] * bias,
    )
    seen = along_x * shared[0, at] + along_y * shared[1, at] + along_z * shared[2, at]
    spread = sigma * sigma + along_x * g[0] + along_y * g[1] + along_z * g[2] + bias * seen + bias * bias
    inv = 1.0 / spread
    for m in range(shared.shape[1]):
        pull = along_x * shared[0, m] + along_y * shared[1, m] + along_z * shared[2, m]
        if m == at:
            pull += bias
        pull *= inv
        for i in range(6):
            shared[i, m] -= g[i] * pull
    for i in range(6):
        state[i] += g[i] * inv * residual
        for j in range(6):
            cov[i, j] -= g[i] * g[j] * inv
    return residual * residual * inv
