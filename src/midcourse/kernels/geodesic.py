"""The surface distance between two places without trigonometry at either, for loops that ask for it all the time."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import meridian_once

TOO_NEAR = 1e-18  # a chord squared below which two places are one


@kernel(shared=True, bare=True)
def foot(earth, x_m, y_m, z_m):
    """Return where a point stands on the auxiliary sphere of reduced latitudes, and its altitude.

    Args:
        earth: Earth.
        x_m, y_m, z_m: the point, `ecef`.

    Returns:
        x, y, z of a unit vector; altitude in m.
    """
    p_m = math.sqrt(x_m * x_m + y_m * y_m) + 1e-300
    s, c, alt_m = meridian_once(earth, p_m, z_m)
    s *= 1.0 - earth.f
    inv = 1.0 / math.sqrt(c * c + s * s)
    across = c * inv / p_m
    return across * x_m, across * y_m, s * inv, alt_m


@kernel(shared=True, bare=True)
def arc_between(earth, ax, ay, az, bx, by, bz):
    """Return the surface distance between two feet.

    Args:
        earth: Earth.
        ax, ay, az, bx, by, bz: unit vectors from `foot`.

    Returns:
        distance in m.

    Source: Lambert 1942, first order in the flattening. Within 25 m of the geodesic up to 12,000 km, worse near the
    antipode.
    """
    dx, dy, dz = ax - bx, ay - by, az - bz
    chord2 = dx * dx + dy * dy + dz * dz
    if chord2 < TOO_NEAR:
        return earth.a_m * math.sqrt(chord2)
    half = 0.5 * math.sqrt(chord2)
    sigma = 2.0 * math.asin(min(half, 1.0))
    sine = 2.0 * half * math.sqrt(max(1.0 - half * half, 0.0))
    rest = max(4.0 - chord2, 1e-12)  # twice one plus the cosine
    both = az + bz
    bend = ((sigma - sine) * both * both * chord2 + (sigma + sine) * dz * dz * rest) / (rest * chord2)
    return earth.a_m * (sigma - 0.5 * earth.f * bend)
