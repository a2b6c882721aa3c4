"""The second tracking filter: thirteen points carried through the motion instead of its derivative."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import enu_to_aer, into_frame
from midcourse.kernels.motion import vacuum_step

POINTS = 13
# the root of the covariance is taken axis by axis, position before its velocity: any root is right to second order,
# and this one gives the points of programs whose state is x, vx, y, vy, z, vz
ORDER = (0, 3, 1, 4, 2, 5)


@kernel(bare=True)
def weights(alpha, beta, kappa):
    """Return how far the points stand out and what they weigh.

    Args:
        alpha, beta, kappa: spread of the points, weight of the middle one in the covariance (2 for a Gaussian),
            second spread.

    Returns:
        spread in standard deviations, weight of the middle point in the covariance, weight of each other.

    Source: Wan and van der Merwe 2000, for six dimensions.
    """
    scale = alpha * alpha * (6.0 + kappa)
    return math.sqrt(scale), (scale - 6.0) / scale + 1.0 - alpha * alpha + beta, 0.5 / scale


@kernel(bare=True)
def spread_points(spread, state, cov, points):
    """Lay thirteen points about a track: the track itself, and two along each column of a root of its covariance.

    Args:
        spread: from `weights`.
        state: shape (6,); cov: shape (6, 6), positive definite.
        points: shape (13, 6), written.

    Returns:
        0, or 1 where the covariance is not positive definite.

    Source: Julier and Uhlmann 2004; Cholesky's root.
    """
    points[1:7, :] = 0.0
    for a in range(6):  # row 1 + a holds column a of the root while it is made
        ia = ORDER[a]
        for b in range(a, 6):
            ib = ORDER[b]
            rest = cov[ib, ia]
            for c in range(a):
                rest -= points[1 + c, ia] * points[1 + c, ib]
            if b == a:
                if not rest > 0.0:
                    return 1
                points[1 + a, ia] = math.sqrt(rest)
            else:
                points[1 + a, ib] = rest / points[1 + a, ia]
    for i in range(6):
        points[0, i] = state[i]
        for a in range(6):
            out = spread * points[1 + a, i]
            points[1 + a, i] = state[i] + out
            points[7 + a, i] = state[i] - out
    return 0


@kernel(bare=True)
def gather_points(centre_cov, other, points, state, cov):
    """Return to a mean and a covariance: the inverse of `spread_points`.

    Args:
        centre_cov, other: from `weights`; that of the middle in the mean is 1 - 12 other.
        points: shape (13, 6).
        state, cov: written.
    """
    for i in range(6):
        # about the middle point: the weights are large and of both signs, the numbers too
        off = 0.0
        for k in range(1, POINTS):
            off += other * (points[k, i] - points[0, i])
        state[i] = points[0, i] + off
    for i in range(6):
        for j in range(i, 6):
            total = centre_cov * (points[0, i] - state[i]) * (points[0, j] - state[j])
            for k in range(1, POINTS):
                total += other * (points[k, i] - state[i]) * (points[k, j] - state[j])
            cov[i, j] = total
            cov[j, i] = total


@kernel(bare=True)
def predict_points(earth, dt, wander_m_s2, alpha, beta, kappa, state, cov, points):
    """Carry a track forward by its points; the counterpart of `filter.predict`.

    Args:
        earth, dt, wander_m_s2, state, cov: as for `filter.predict`.
        alpha, beta, kappa: as for `weights`.
        points: work array, shape (13, 6).

    Returns:
        0, or 1 where the covariance is not positive definite; then the track is as it was.

    Source: Wan and van der Merwe 2000; J2 motion.
    """
    spread, centre_cov, other = weights(alpha, beta, kappa)
    if spread_points(spread, state, cov, points) != 0:
        return 1
    for k in range(POINTS):
        p = points[k]
        p[0], p[1], p[2], p[3], p[4], p[5] = vacuum_step(earth, dt, p[0], p[1], p[2], p[3], p[4], p[5])
    gather_points(centre_cov, other, points, state, cov)
    noise = wander_m_s2 * wander_m_s2
    half = 0.5 * dt * dt
    for i in range(3):
        cov[i, i] += noise * half * half
        cov[i, 3 + i] += noise * half * dt
        cov[3 + i, i] += noise * half * dt
        cov[3 + i, 3 + i] += noise * dt * dt
    return 0


@kernel(bare=True)
def correct_points(sigma, alpha, beta, kappa, points, residual, work, state, cov):
    """Correct a track by three measurements at once; the counterpart of `filter.correct`.

    Args:
        sigma: standard errors, shape (3,).
        alpha, beta, kappa: as for `weights`.
        points: of the track, from `spread_points`.
        residual: measured minus what each point predicts, angles within half a turn, shape (13, 3).
        work: work array, shape (10, 3).
        state, cov: the track, overwritten.

    Returns:
        normalised innovation squared.

    Source: Wan and van der Merwe 2000.
    """
    _, centre_cov, other = weights(alpha, beta, kappa)
    work[:, :] = 0.0
    mean, inner, cross = work[0], work[1:4], work[4:]  # innovation, its covariance, that with the state
    for m in range(3):
        for k in range(1, POINTS):
            mean[m] += other * (residual[k, m] - residual[0, m])
        mean[m] += residual[0, m]
    for k in range(POINTS):
        w = centre_cov if k == 0 else other
        for m in range(3):
            off = w * (mean[m] - residual[k, m])
            for q in range(3):
                inner[m, q] += off * (mean[q] - residual[k, q])
            for i in range(6):
                cross[i, m] += off * (points[k, i] - state[i])
    for m in range(3):
        inner[m, m] += sigma[m] * sigma[m]
    # one measurement after the other, each freed of what the ones before it said
    surprise = 0.0
    for m in range(3):
        spread = inner[m, m]
        wrong = mean[m]
        surprise += wrong * wrong / spread
        for i in range(6):
            state[i] += cross[i, m] * wrong / spread
            for j in range(6):
                cov[i, j] -= cross[i, m] * cross[j, m] / spread
        for q in range(m + 1, 3):
            tied = inner[m, q] / spread
            mean[q] -= tied * wrong
            for i in range(6):
                cross[i, q] -= tied * cross[i, m]
            for r in range(m + 1, 3):
                inner[q, r] -= tied * inner[m, r]
    return surprise


@kernel(bare=True)
def regress_look(frame, axis, measured, state, p):
    """Compare one measurement with a track by seven points of its position, and draw the straight line through them.

    Args:
        frame: Frame of the radar at that moment, `eci`.
        axis: 0 azimuth, 1 elevation, 2 range.
        measured: the measurement.
        state, p: the track, shape (6,), and the upper triangle of its covariance, shape (21,).

    Returns:
        0, or 1 where the covariance is not positive definite; measured minus mean of the points; slope of the line
        over x, y, z, `eci`; variance of the points about the line.

    Source: Julier and Uhlmann 2004 with spread root of 3, velocity left out, on which no measurement depends;
    Lefebvre, Bruyninckx and De Schutter 2002: the update is that of the line with the variance about it.
    """
    # the root of the covariance of position, column by column
    if not p[0] > 0.0:
        return 1, 0.0, 0.0, 0.0, 0.0, 0.0
    a = math.sqrt(p[0])
    b, c = p[1] / a, p[2] / a
    rest = p[6] - b * b
    if not rest > 0.0:
        return 1, 0.0, 0.0, 0.0, 0.0, 0.0
    d = math.sqrt(rest)
    e = (p[7] - b * c) / d
    rest = p[11] - c * c - e * e
    if not rest > 0.0:
        return 1, 0.0, 0.0, 0.0, 0.0, 0.0
    f = math.sqrt(rest)
    out = math.sqrt(3.0)
    middle = _off(frame, axis, measured, state[0], state[1], state[2])
    mean, along, square = 0.0, (0.0, 0.0, 0.0), 0.0
    for k in range(3):
        x = (out * a, 0.0, 0.0)[k]
        y = (out * b, out * d, 0.0)[k]
        z = (out * c, out * e, out * f)[k]
        ahead = _off(frame, axis, measured, state[0] + x, state[1] + y, state[2] + z)
        behind = _off(frame, axis, measured, state[0] - x, state[1] - y, state[2] - z)
        mean += (ahead + behind - 2.0 * middle) / 6.0
        slope = (behind - ahead) / (2.0 * out)  # of what is predicted, over one standard deviation
        along = (
            slope if k == 0 else along[0],
            slope if k == 1 else along[1],
            slope if k == 2 else along[2],
        )
        square += ((ahead - middle) ** 2 + (behind - middle) ** 2) / 6.0
    # the middle weighs nothing in the mean and 2 in the variance, as for a Gaussian
    extra = max(square + mean * mean - along[0] ** 2 - along[1] ** 2 - along[2] ** 2, 0.0)
    gz = along[2] / f
    gy = (along[1] - e * gz) / d
    gx = (along[0] - b * gy - c * gz) / a
    return 0, middle + mean, gx, gy, gz, extra


@kernel(shared=True, bare=True)
def _off(frame, axis, measured, x, y, z):
    # measured minus what a position predicts
    east, north, up = into_frame(frame, x, y, z)
    azimuth, elevation, range_m = enu_to_aer(east, north, up)
    if axis == 2:
        return measured - range_m
    if axis == 1:
        return measured - elevation
    off = measured - azimuth
    return off - 2.0 * math.pi * math.floor(off / (2.0 * math.pi) + 0.5)
