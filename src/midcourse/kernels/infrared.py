"""Whether a satellite sees a point, past the Earth and not too flat through the air."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import meridian

ON_GROUND = (
    1e-9  # share of the radius by which a line may cut the ground: rounding of a point that lies on it
)


@kernel(shared=True)
def clear_of_earth(earth, ax, ay, az, bx, by, bz):
    """Tell whether the straight line between two points keeps clear of the ellipsoid.

    Args:
        earth: Earth.
        ax, ay, az, bx, by, bz: the points, m, in any frame whose z is the pole.

    Returns:
        1 or 0; a point on the ground is clear of it.

    Source: the ellipsoid is a sphere where z is stretched; the nearest point of a line to its middle.
    """
    stretch = 1.0 / (1.0 - earth.f)
    az, bz = az * stretch, bz * stretch
    dx, dy, dz = bx - ax, by - ay, bz - az
    length2 = dx * dx + dy * dy + dz * dz
    along = -(ax * dx + ay * dy + az * dz) / length2 if length2 > 0.0 else 0.0
    along = min(max(along, 0.0), 1.0)
    x, y, z = ax + along * dx, ay + along * dy, az + along * dz
    floor = earth.a_m * (1.0 - ON_GROUND)
    return 1 if x * x + y * y + z * z >= floor * floor else 0


@kernel(shared=True)
def sees(earth, sx, sy, sz, px, py, pz, least_elevation_rad):
    """Tell whether a satellite sees a point.

    Args:
        earth: Earth.
        sx, sy, sz: the satellite, `ecef`, m.
        px, py, pz: the point, `ecef`, m.
        least_elevation_rad: least elevation of the satellite over the horizon of the point; -pi/2 for none.

    Returns:
        1 or 0.

    Source: geometry on the ellipsoid; straight rays, the air is only in the least elevation.
    """
    if clear_of_earth(earth, sx, sy, sz, px, py, pz) == 0:
        return 0
    p = math.sqrt(px * px + py * py) + 1e-300
    sin_lat, cos_lat, _ = meridian(earth, p, pz)
    dx, dy, dz = sx - px, sy - py, sz - pz
    up = cos_lat * (px * dx + py * dy) / p + sin_lat * dz
    return 1 if up >= math.sin(least_elevation_rad) * math.sqrt(dx * dx + dy * dy + dz * dz) else 0
