"""The one equation of motion of everything that flies, and the fixed step of fourth order on it."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import density, density_pressure_sound, wind
from midcourse.kernels.earth import altitude, gravity, meridian
from midcourse.kernels.steering import FALL, thrust_direction

MACH_CELL = 0.01
NO_DRAG = np.zeros(2)
SHORT_S = 2.0  # up to here two evaluations of gravity carry a state within 3e-5 m


def drag_curve(mach: np.ndarray, cd: np.ndarray) -> np.ndarray:
    """Lay a drag table out on even Mach steps of 0.01, linear between its points and held beyond them.

    Args:
        mach: Mach numbers, increasing, shape (n,).
        cd: drag coefficients, shape (n,).

    Returns:
        coefficients at 0, 0.01, ... up to the last Mach number, at least two.
    """
    count = max(2, round(float(mach[-1]) / MACH_CELL) + 2)
    return np.interp(MACH_CELL * np.arange(count), mach, cd)


@kernel(shared=True, bare=True)
def drag_coefficient(curve, mach):
    """Return the drag coefficient at a Mach number, held beyond the last one of the curve."""
    q = mach * (1.0 / MACH_CELL)
    last = curve.shape[0] - 1
    inside = q < last
    q = q if inside else 0.0  # what is no number must not become an index
    i = np.uint64(q)  # unsigned, see `atmosphere`
    cd = curve[i] + (q - np.int64(i)) * (curve[i + np.uint64(1)] - curve[i])
    return cd if inside else curve[last]


@kernel(shared=True, bare=True)
def air_velocity(earth, air, alt_m, x, y, z, vx, vy, vz):
    """Return the velocity relative to the air.

    Args:
        earth, air: Earth and Air.
        alt_m: altitude.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        ux, uy, uz in m/s, `eci`.
    """
    w = earth.omega_rad_s * air.turning
    ux = vx + w * y
    uy = vy - w * x
    uz = vz
    if air.windy:
        east, north = wind(air, alt_m)
        p = math.sqrt(x * x + y * y) + 1e-300
        s, c, _ = meridian(earth, p, z)
        ux -= (-y * east - s * x * north) / p
        uy -= (x * east - s * y * north) / p
        uz -= c * north
    return ux, uy, uz


@kernel(shared=True, bare=True)
def through_air(earth, air, x, y, z, vx, vy, vz):
    """Return how a body moves through the air.

    Args:
        earth, air: Earth and Air.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        altitude in m, velocity relative to the air ux, uy, uz in m/s, `eci`, and its length.
    """
    alt_m = altitude(earth, x, y, z)
    ux, uy, uz = air_velocity(earth, air, alt_m, x, y, z, vx, vy, vz)
    return alt_m, ux, uy, uz, math.sqrt(ux * ux + uy * uy + uz * uz)


@kernel(shared=True, bare=True)
def pushed(phase, plane, holding, t, pull, moving, rho, pressure, cd):
    """Return the acceleration by gravity, drag and thrust.

    Args:
        phase, plane, holding, t: as for `acceleration`.
        pull: acceleration of gravity in m/s2, `eci`.
        moving: what `through_air` returns.
        rho, pressure: of the air there, kg/m3 and Pa.
        cd: drag coefficient.

    Returns:
        ax, ay, az in m/s2, `eci`.

    Source: thrust is the vacuum thrust less ambient pressure times exit area.
    """
    _, ux, uy, uz, speed = moving
    dt = t - phase.ignition_s
    inv_mass = 1.0 / (phase.mass_kg - dt * (phase.flow_kg_s + 0.5 * dt * phase.flow_slope_kg_s2))
    k = -0.5 * rho * speed * (phase.area_m2 * cd * inv_mass + phase.inv_beta_m2_kg)
    thrust_n = phase.thrust_n + phase.thrust_slope_n_s * dt - pressure * phase.exit_area_m2
    push = max(thrust_n, 0.0) * inv_mass
    dx, dy, dz = thrust_direction(phase, plane, holding, ux, uy, uz, speed)
    return pull[0] + k * ux + push * dx, pull[1] + k * uy + push * dy, pull[2] + k * uz + push * dz


@kernel(shared=True, bare=True)
def acceleration(earth, air, curve, phase, plane, holding, t, x, y, z, vx, vy, vz):
    """Return the acceleration of a point mass: gravity with J2, drag in turning air, thrust.

    Args:
        earth, air: Earth and Air.
        curve: drag coefficients on Mach steps of 0.01.
        phase, plane, holding: what burns and where it points (see `steering`).
        t: time since lift-off in s.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        ax, ay, az in m/s2, `eci`.

    Source: Vallado 2013, section 8.6. The one early way out hangs on the law alone, so that a driver of lanes can
    settle it beforehand: another would keep its loop from becoming vector code.
    """
    pull = gravity(earth, x, y, z)
    moving = through_air(earth, air, x, y, z, vx, vy, vz)
    alt_m, ux, uy, uz, speed = moving
    if phase.law == FALL:
        k = -0.5 * density(air, alt_m) * speed * phase.inv_beta_m2_kg
        return pull[0] + k * ux, pull[1] + k * uy, pull[2] + k * uz
    rho, pressure, sound = density_pressure_sound(air, alt_m)
    cd = drag_coefficient(curve, speed / sound)
    return pushed(phase, plane, holding, t, pull, moving, rho, pressure, cd)


@kernel(shared=True, bare=True)
def climb(earth, x, y, z, vx, vy, vz):
    """Return altitude and rate of climb over the turning ellipsoid.

    Args:
        earth: Earth.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        altitude in m, rate of climb in m/s.
    """
    p = math.sqrt(x * x + y * y) + 1e-300
    s, c, alt_m = meridian(earth, p, z)
    return alt_m, c * (x * vx + y * vy) / p + s * vz


@kernel(shared=True, bare=True)
def air_data(earth, air, x, y, z, vx, vy, vz):
    """Return altitude, rate of climb and speed through the air, as cheaply as step control needs them.

    Args:
        earth, air: Earth and Air.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        altitude in m (within 2e-3), rate of climb in m/s (within 2e-5 of the speed), speed in m/s.
    """
    alt_m, _, _, _, speed = through_air(earth, air, x, y, z, vx, vy, vz)
    inv = 1.0 / math.sqrt(x * x + y * y + z * z)
    s = z * inv
    up = (x * vx + y * vy + z * vz) * inv
    up += 2.0 * earth.f * s * (vz - s * up)  # from the radius to the normal of the ellipsoid, first order
    return alt_m, up, speed


@kernel(shared=True, bare=True)
def rk4_step(earth, air, curve, phase, plane, holding, t, h, x, y, z, vx, vy, vz):
    """Take one classical Runge-Kutta step.

    Args:
        earth, air, curve, phase, plane, holding, t: as for `acceleration`.
        h: step in s, of either sign.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        x, y, z, vx, vy, vz after the step.
    """
    d = 0.5 * h
    ax, ay, az = acceleration(earth, air, curve, phase, plane, holding, t, x, y, z, vx, vy, vz)
    bvx, bvy, bvz = vx + d * ax, vy + d * ay, vz + d * az
    bx, by, bz = acceleration(
        earth, air, curve, phase, plane, holding, t + d, x + d * vx, y + d * vy, z + d * vz, bvx, bvy, bvz
    )
    cvx, cvy, cvz = vx + d * bx, vy + d * by, vz + d * bz
    cx, cy, cz = acceleration(
        earth, air, curve, phase, plane, holding, t + d, x + d * bvx, y + d * bvy, z + d * bvz, cvx, cvy, cvz
    )
    dvx, dvy, dvz = vx + h * cx, vy + h * cy, vz + h * cz
    ex, ey, ez = acceleration(
        earth, air, curve, phase, plane, holding, t + h, x + h * cvx, y + h * cvy, z + h * cvz, dvx, dvy, dvz
    )
    return rk4_sum(
        h, (x, y, z), (vx, vy, vz), (bvx, bvy, bvz), (cvx, cvy, cvz), (dvx, dvy, dvz),
        (ax, ay, az), (bx, by, bz), (cx, cy, cz), (ex, ey, ez),
    )  # fmt: skip


@kernel(shared=True, bare=True)
def rk4_sum(h, r, v, bv, cv, dv, a, b, c, e):
    """Return position and velocity after a classical Runge-Kutta step of `h` seconds.

    Args:
        h: step in s.
        r, v: position in m and velocity in m/s at its start.
        bv, cv, dv: velocities at the second, third and fourth evaluation.
        a, b, c, e: accelerations in m/s2 found in the four evaluations.
    """
    s = h / 6.0
    return (
        r[0] + s * (v[0] + 2.0 * (bv[0] + cv[0]) + dv[0]),
        r[1] + s * (v[1] + 2.0 * (bv[1] + cv[1]) + dv[1]),
        r[2] + s * (v[2] + 2.0 * (bv[2] + cv[2]) + dv[2]),
        v[0] + s * (a[0] + 2.0 * (b[0] + c[0]) + e[0]),
        v[1] + s * (a[1] + 2.0 * (b[1] + c[1]) + e[1]),
        v[2] + s * (a[2] + 2.0 * (b[2] + c[2]) + e[2]),
    )


@kernel(shared=True, bare=True)
def vacuum_step(earth, h, x, y, z, vx, vy, vz):
    """Take one step of fifth order under gravity alone.

    Args:
        earth: Earth.
        h: step in s, of either sign.
        x, y, z, vx, vy, vz: position in m and velocity in m/s, `eci`.

    Returns:
        x, y, z, vx, vy, vz after the step.

    Source: Nystrom 1925, as in Hairer, Norsett and Wanner 1993, table II.14.3; four evaluations.
    """
    h2 = h * h
    ax, ay, az = gravity(earth, x, y, z)
    q = 0.2 * h
    k = 0.02 * h2
    bx, by, bz = gravity(earth, x + q * vx + k * ax, y + q * vy + k * ay, z + q * vz + k * az)
    q = h * (2.0 / 3.0)
    k = h2 * (1.0 / 27.0)
    cx, cy, cz = gravity(
        earth,
        x + q * vx + k * (7.0 * bx - ax),
        y + q * vy + k * (7.0 * by - ay),
        z + q * vz + k * (7.0 * bz - az),
    )
    k1, k2, k3 = 0.3 * h2, h2 * (-2.0 / 35.0), h2 * (9.0 / 35.0)
    dx, dy, dz = gravity(
        earth,
        x + h * vx + k1 * ax + k2 * bx + k3 * cx,
        y + h * vy + k1 * ay + k2 * by + k3 * cy,
        z + h * vz + k1 * az + k2 * bz + k3 * cz,
    )
    p = h2 * (1.0 / 336.0)
    w = h * (1.0 / 336.0)
    return (
        x + h * vx + p * (14.0 * ax + 100.0 * bx + 54.0 * cx),
        y + h * vy + p * (14.0 * ay + 100.0 * by + 54.0 * cy),
        z + h * vz + p * (14.0 * az + 100.0 * bz + 54.0 * cz),
        vx + w * (14.0 * ax + 125.0 * bx + 162.0 * cx + 35.0 * dx),
        vy + w * (14.0 * ay + 125.0 * by + 162.0 * cy + 35.0 * dy),
        vz + w * (14.0 * az + 125.0 * bz + 162.0 * cz + 35.0 * dz),
    )


@kernel(shared=True, bare=True)
def short_step(earth, h, x, y, z, vx, vy, vz):
    """Take one step of third order under gravity alone, for the seconds between looks.

    Args:
        earth, h, x, y, z, vx, vy, vz: as for `vacuum_step`; steps of `SHORT_S` at most.

    Returns:
        x, y, z, vx, vy, vz after the step.

    Source: Nystrom 1925, two evaluations; within 3e-5 m and 2e-7 m/s of the path in 2 s, for flat paths 1e-5 m.
    """
    ax, ay, az = gravity(earth, x, y, z)
    q, k = h * (2.0 / 3.0), h * h * (2.0 / 9.0)
    bx, by, bz = gravity(earth, x + q * vx + k * ax, y + q * vy + k * ay, z + q * vz + k * az)
    p, w = 0.25 * h * h, 0.25 * h
    return (
        x + h * vx + p * (ax + bx),
        y + h * vy + p * (ay + by),
        z + h * vz + p * (az + bz),
        vx + w * (ax + 3.0 * bx),
        vy + w * (ay + 3.0 * by),
        vz + w * (az + 3.0 * bz),
    )
