"""The tracking filter: position and velocity under gravity, corrected by range, azimuth and elevation."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.motion import vacuum_step


@kernel
def predict(earth, dt, wander_m_s2, state, cov):
    """Carry a track forward: J2 motion for the state, the gravity gradient for its covariance.

    Args:
        earth: Earth.
        dt: time step in s, a few seconds at most.
        wander_m_s2: unknown acceleration, constant over the step, one sigma an axis; 0 for free flight.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,), overwritten.
        cov: covariance, shape (6, 6), overwritten.

    Source: Bar-Shalom, Li and Kirubarajan 2001, section 10.3 (extended filter); the transition matrix is
    second order in dt with the gradient of central gravity.
    """
    x, y, z = state[0], state[1], state[2]
    r2 = x * x + y * y + z * z
    k = earth.gm_m3_s2 / (r2 * math.sqrt(r2))
    c = 3.0 * k / r2
    half = 0.5 * dt * dt
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
            cov[i, j] += dt * cov[3 + i, j] + half * pull
            cov[3 + i, j] += dt * pull + half * turn
    for j in range(6):
        p0, p1, p2, v0, v1, v2 = cov[j, 0], cov[j, 1], cov[j, 2], cov[j, 3], cov[j, 4], cov[j, 5]
        for i in range(3):
            g = gradient[i]
            pull = g[0] * p0 + g[1] * p1 + g[2] * p2
            turn = g[0] * v0 + g[1] * v1 + g[2] * v2
            cov[j, i] += dt * cov[j, 3 + i] + half * pull
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


@kernel
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
