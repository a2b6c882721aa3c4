"""Motion under a central pull alone: the Kepler step, Lambert's problem and the free-flight range."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel

CONVERGED = 0
NOT_CONVERGED = 1
NO_ARC = 2


@kernel(shared=True)
def stumpff(z):
    """Return Stumpff's functions c2 and c3.

    Args:
        z: universal variable squared times the reciprocal semi-major axis.

    Returns:
        c2, c3.

    Source: Battin 1999, section 4.5; series where the closed form would cancel.
    """
    if z > 0.05:
        q = math.sqrt(z)
        return (1.0 - math.cos(q)) / z, (q - math.sin(q)) / (z * q)
    if z < -0.05:
        q = math.sqrt(-z)
        return (1.0 - math.cosh(q)) / z, (math.sinh(q) - q) / (-z * q)
    c2 = 1.0 / 2 - z * (1.0 / 24 - z * (1.0 / 720 - z * (1.0 / 40320 - z * (1.0 / 3628800 - z / 479001600))))
    c3 = 1.0 / 6 - z * (
        1.0 / 120 - z * (1.0 / 5040 - z * (1.0 / 362880 - z * (1.0 / 39916800 - z / 6227020800)))
    )
    return c2, c3


@kernel
def kepler_step(gm_m3_s2, x, y, z, vx, vy, vz, dt_s):
    """Move a state along its conic.

    Args:
        gm_m3_s2: gravitational parameter.
        x, y, z: position in m, `eci`.
        vx, vy, vz: velocity in m/s, `eci`.
        dt_s: time step, of either sign.

    Returns:
        x, y, z, vx, vy, vz after the step, and a status (0 converged, 1 not).

    Source: universal variables, Battin 1999, section 4.6, by Laguerre's iteration (Conway 1986).
    Valid for ellipses and hyperbolas; within 1 mm over a day.
    """
    r0 = math.sqrt(x * x + y * y + z * z)
    root = math.sqrt(gm_m3_s2)
    sigma = (x * vx + y * vy + z * vz) / root
    alpha = 2.0 / r0 - (vx * vx + vy * vy + vz * vz) / gm_m3_s2
    target = root * dt_s
    chi = target * alpha if alpha > 0.0 else target / r0
    status = NOT_CONVERGED
    r = r0
    for _ in range(50):
        w = chi * chi
        c2, c3 = stumpff(alpha * w)
        f = sigma * w * c2 + (1.0 - alpha * r0) * w * chi * c3 + r0 * chi - target
        r = sigma * chi * (1.0 - alpha * w * c3) + (1.0 - alpha * r0) * w * c2 + r0
        bend = sigma * (1.0 - alpha * w * c2) + (1.0 - alpha * r0) * chi * (1.0 - alpha * w * c3)
        spread = math.sqrt(abs(16.0 * r * r - 20.0 * f * bend))
        step = 5.0 * f / (r + math.copysign(spread, r))
        chi -= step
        if abs(step) <= 1e-14 * (abs(chi) + 1.0):
            status = CONVERGED
            break
    w = chi * chi
    c2, c3 = stumpff(alpha * w)
    f = 1.0 - w * c2 / r0
    g = dt_s - w * chi * c3 / root
    nx, ny, nz = f * x + g * vx, f * y + g * vy, f * z + g * vz
    r = math.sqrt(nx * nx + ny * ny + nz * nz)
    fd = root / (r * r0) * chi * (alpha * w * c3 - 1.0)
    gd = 1.0 - w * c2 / r
    return nx, ny, nz, fd * x + gd * vx, fd * y + gd * vy, fd * z + gd * vz, status


@kernel(shared=True)
def _hypergeometric(z):
    # 2F1(3, 1; 5/2; z) for |z| small, the series of Battin's time equation near the parabola
    total = 1.0
    term = 1.0
    for j in range(40):
        term *= (3.0 + j) * (1.0 + j) / (2.5 + j) * z / (j + 1.0)
        total += term
        if abs(term) < 1e-17:
            break
    return total


@kernel(shared=True)
def _time_of_x(x, lam):
    # Izzo 2015: Lagrange's, Lancaster's or Battin's form, whichever does not cancel
    dist = abs(x - 1.0)
    e = x * x - 1.0
    z = math.sqrt(1.0 + lam * lam * e)
    if dist < 0.01:
        eta = z - lam * x
        s1 = 0.5 * (1.0 - lam - x * eta)
        q = 4.0 / 3.0 * _hypergeometric(s1)
        return 0.5 * (eta * eta * eta * q + 4.0 * lam * eta)
    if dist < 0.2:
        a = 1.0 / (1.0 - x * x)
        if a > 0.0:
            alfa = 2.0 * math.acos(x)
            beta = 2.0 * math.asin(math.copysign(math.sqrt(lam * lam / a), lam))
            return 0.5 * a * math.sqrt(a) * ((alfa - math.sin(alfa)) - (beta - math.sin(beta)))
        alfa = 2.0 * math.acosh(x)
        beta = 2.0 * math.asinh(math.copysign(math.sqrt(-lam * lam / a), lam))
        return -0.5 * a * math.sqrt(-a) * ((beta - math.sinh(beta)) - (alfa - math.sinh(alfa)))
    y = math.sqrt(abs(e))
    g = x * z - lam * e
    d = math.acos(min(1.0, max(-1.0, g))) if e < 0.0 else math.log(y * (z - lam * x) + g)
    return (x - lam * z - d / y) / e


@kernel(shared=True)
def _first_x(t, lam):
    # starting point of Izzo 2015, section 3.1, for arcs without a full turn
    t0 = math.acos(lam) + lam * math.sqrt(1.0 - lam * lam)
    t1 = 2.0 / 3.0 * (1.0 - lam * lam * lam)
    if t >= t0:
        return (t0 / t) ** (2.0 / 3.0) - 1.0
    if t <= t1:
        return 2.5 * t1 * (t1 - t) / (t * (1.0 - lam**5)) + 1.0
    return (t / t0) ** (math.log(2.0) / math.log(t1 / t0)) - 1.0


@kernel(shared=True)
def _solve_x(t, lam):
    # Householder's third-order iteration on the time equation
    x = _first_x(t, lam)
    for _ in range(30):
        tof = _time_of_x(x, lam)
        y = math.sqrt(1.0 - lam * lam * (1.0 - x * x))
        b = 1.0 - x * x
        if abs(b) < 1e-9:
            b = math.copysign(1e-9, b)
        l3 = lam * lam * lam
        d1 = (3.0 * tof * x - 2.0 + 2.0 * l3 * x / y) / b
        d2 = (3.0 * tof + 5.0 * x * d1 + 2.0 * (1.0 - lam * lam) * l3 / (y * y * y)) / b
        d3 = (7.0 * x * d2 + 8.0 * d1 - 6.0 * (1.0 - lam * lam) * l3 * lam * lam * x / y**5) / b
        miss = tof - t
        step = miss * (d1 * d1 - miss * d2 / 2.0) / (d1 * (d1 * d1 - miss * d2) + d3 * miss * miss / 6.0)
        x -= step
        if abs(step) < 1e-14:
            return x, CONVERGED
        if not x > -1.0:
            break
    return x, CONVERGED if abs(_time_of_x(x, lam) - t) < 1e-11 * t else NOT_CONVERGED


@kernel
def lambert(gm_m3_s2, ax, ay, az, bx, by, bz, tof_s, long_way):
    """Find the conic that joins two positions in a given time, without a full turn.

    Args:
        gm_m3_s2: gravitational parameter.
        ax, ay, az: first position in m, `eci`.
        bx, by, bz: second position in m, `eci`.
        tof_s: time between them, positive.
        long_way: 0 for the arc shorter than half a turn, 1 for the longer.

    Returns:
        velocity at the first position (3), at the second (3), in m/s, and a status
        (0 found, 1 not converged, 2 the positions lie on one line or the time is not positive).

    Source: Izzo 2015, "Revisiting Lambert's problem", Celest. Mech. Dyn. Astron. 121.
    Valid for transfer angles away from 0 and 180 degrees by more than 1e-6 rad.
    """
    ra = math.sqrt(ax * ax + ay * ay + az * az)
    rb = math.sqrt(bx * bx + by * by + bz * bz)
    nx, ny, nz = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    n = math.sqrt(nx * nx + ny * ny + nz * nz)
    if not (tof_s > 0.0 and n > 1e-12 * ra * rb):
        return math.nan, math.nan, math.nan, math.nan, math.nan, math.nan, NO_ARC
    cx, cy, cz = bx - ax, by - ay, bz - az
    c = math.sqrt(cx * cx + cy * cy + cz * cz)
    s = 0.5 * (ra + rb + c)
    way = -1.0 if long_way else 1.0
    # sqrt(1 - c/s) without cancellation near a straight arc
    lam = way * math.sqrt(max(0.0, 0.5 * (ra * rb + ax * bx + ay * by + az * bz))) / s
    t = math.sqrt(2.0 * gm_m3_s2 / (s * s * s)) * tof_s
    x, status = _solve_x(t, lam)
    y = math.sqrt(1.0 - lam * lam * (1.0 - x * x))
    gamma = math.sqrt(0.5 * gm_m3_s2 * s)
    rho = (ra - rb) / c
    sigma = math.sqrt(max(0.0, 1.0 - rho * rho))
    va_r = gamma * ((lam * y - x) - rho * (lam * y + x)) / ra
    vb_r = -gamma * ((lam * y - x) + rho * (lam * y + x)) / rb
    vt = gamma * sigma * (y + lam * x)
    k = way / n
    # tangents: normal x radius, in the direction of flight
    tax, tay, taz = k * (ny * az - nz * ay), k * (nz * ax - nx * az), k * (nx * ay - ny * ax)
    tbx, tby, tbz = k * (ny * bz - nz * by), k * (nz * bx - nx * bz), k * (nx * by - ny * bx)
    ua, ub = va_r / ra, vb_r / rb
    wa, wb = vt / (ra * ra), vt / (rb * rb)
    return (
        ua * ax + wa * tax,
        ua * ay + wa * tay,
        ua * az + wa * taz,
        ub * bx + wb * tbx,
        ub * by + wb * tby,
        ub * bz + wb * tbz,
        status,
    )


@kernel
def free_flight(gm_m3_s2, r_m, speed_m_s, fpa_rad):
    """Return range angle, time and greatest radius of free flight back to the same radius.

    Args:
        gm_m3_s2: gravitational parameter.
        r_m: radius at burnout, and where the flight ends.
        speed_m_s: inertial speed at burnout.
        fpa_rad: flight-path angle at burnout, 0 to pi/2.

    Returns:
        range angle in rad, time of flight in s, radius of the apogee in m; NaN where the path is no ellipse.

    Source: Bate, Mueller and White 1971, section 6.2. Valid for Q = v2 r / GM below 2.
    """
    q = speed_m_s * speed_m_s * r_m / gm_m3_s2
    if not q < 2.0:
        return math.nan, math.nan, math.nan
    cf = math.cos(fpa_rad)
    e = math.sqrt(max(0.0, 1.0 + q * (q - 2.0) * cf * cf))
    a = r_m / (2.0 - q)
    # true anomaly past apogee, by atan2: acos loses digits for steep and for short flights
    half = math.atan2(q * cf * math.sin(fpa_rad), 1.0 - q * cf * cf)
    ecc = math.atan2(math.sqrt(1.0 - e * e) * math.sin(half), math.cos(half) - e)
    time_s = 2.0 * math.sqrt(a * a * a / gm_m3_s2) * (ecc + e * math.sin(ecc))
    return 2.0 * half, time_s, a * (1.0 + e)
