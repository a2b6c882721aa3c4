"""What a radar looks at as a sector of a ball, in the words of CZML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from midcourse.exports.ink import ink, rgba
from midcourse.exports.looks import COLOURS

if TYPE_CHECKING:
    from midcourse.exports.coverage import Volume

INNER = 0.01  # of the range: a sector with flat sides needs a hole


def ball(volume: Volume) -> dict[str, Any]:
    """Return the parts of a packet that draw what a radar looks at.

    Args:
        volume: of the radar at whose place the packet is.

    Source: `EllipsoidGeometry` of CesiumJS: the clock goes from east to north, the cone from the vertical down. Limits
    of the clock all round would leave a wall there.
    """
    r, limits = volume.range_m, {}
    if volume.half_deg < 180.0:
        first = (90.0 - volume.azimuth_deg - volume.half_deg) % 360.0
        limits["minimumClock"] = round(math.radians(first), 9)
        limits["maximumClock"] = round(math.radians(first + 2.0 * volume.half_deg), 9)
    return {
        "orientation": {"unitQuaternion": enu_quaternion(volume.lat_deg, volume.lon_deg)},
        "ellipsoid": {
            "radii": {"cartesian": [round(r, 1)] * 3},
            "innerRadii": {"cartesian": [round(INNER * r, 1)] * 3},
            **limits,
            "minimumCone": 0.0,
            "maximumCone": round(math.radians(90.0 - volume.lowest_deg), 9),
            "material": ink(COLOURS["radar"], alpha=40),
            "outline": True,
            "outlineColor": rgba(COLOURS["radar"], 110),
            "stackPartitions": 16,
            "slicePartitions": 24,
        },
    }


def enu_quaternion(lat_deg: float, lon_deg: float) -> list[float]:
    """Return the rotation from east, north, up at a place to `ecef`, as x, y, z, w."""
    # about the pole by 90 degrees and the longitude, then about east by what is left of 90 degrees of latitude
    spin, tilt = math.radians(0.5 * (90.0 + lon_deg)), math.radians(0.5 * (90.0 - lat_deg))
    found = (
        math.cos(spin) * math.sin(tilt),
        math.sin(spin) * math.sin(tilt),
        math.sin(spin) * math.cos(tilt),
        math.cos(spin) * math.cos(tilt),
    )
    return [round(part, 12) + 0.0 for part in found]
