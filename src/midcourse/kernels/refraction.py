"""How much the air bends a ray, so that an object stands higher than it is."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel

SPHERE_KM = 6370.0
BENT_AT_GROUND = 0.000315  # refractive index less one, at sea level
BENT_RATE_1_KM = 0.1361


@kernel(shared=True)
def lowest_elevation_rad(height_m):
    """Return the true elevation of what stands on the visible horizon: below it nothing is seen.

    Args:
        height_m: height of the site, 0 to 3,000 m.

    Returns:
        angle in rad; -0.76 degrees at sea level, lower from a height.

    Source: ITU-R P.834-9, equations 8 to 11; the ray that grazes the ground.
    """
    h = 1e-3 * height_m
    index = (1.0 + BENT_AT_GROUND) / (1.0 + BENT_AT_GROUND * math.exp(-BENT_RATE_1_KM * h))
    e = -math.degrees(math.acos(min(1.0, SPHERE_KM / (SPHERE_KM + h) * index)))
    bend = 1.314 + 0.6437 * e + 0.02869 * e * e
    bend += h * (0.2305 + 0.09428 * e + 0.01096 * e * e) + 0.008583 * h * h
    return math.radians(e - 1.0 / bend)


@kernel(shared=True)
def bending_rad(true_elevation_rad, height_m):
    """Return by how much an object above the air stands higher than straight lines say.

    Args:
        true_elevation_rad: elevation of the straight line to the object; below the lowest that is seen, the bending
            of that is given.
        height_m: height of the site; below 0 and above 3,000 m the formula is read at these ends.

    Returns:
        angle to add to the true elevation, rad.

    Source: ITU-R P.834-9, equation 14: mean air, radio waves. Beside a ray traced through the same air it is within
    10 % or 0.012 degrees up to 10 degrees; others use it to the zenith, where it is 0.003 degrees. Valid for objects
    far above the air; a near one is lifted less.
    """
    height = min(max(height_m, 0.0), 3000.0)
    h = 1e-3 * height
    e = math.degrees(max(true_elevation_rad, lowest_elevation_rad(height)))
    bend = 1.728 + 0.5411 * e + 0.03723 * e * e
    bend += h * (0.1815 + 0.06272 * e + 0.01380 * e * e) + h * h * (0.01727 + 0.008288 * e)
    return math.radians(1.0 / bend)
