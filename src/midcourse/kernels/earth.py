"""The shape, the gravity and the turning of the Earth, and the frames that hang on them.

Frames: `eci` is inertial with z along the pole and equals `ecef` at t = 0; `ecef` turns with the
Earth; `enu` is east, north, up at a geodetic place. Latitudes are geodetic, altitudes above the ellipsoid.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from midcourse.kernels._jit import kernel


class Earth(NamedTuple):
    """An Earth to fly on: semi-major axis, flattening, GM, J2 and rate of rotation."""

    a_m: float
    f: float
    gm_m3_s2: float
    j2: float
    omega_rad_s: float


WGS84 = Earth(6378137.0, 1.0 / 298.257223563, 3.986004418e14, 1.08262982e-3, 7.292115e-5)
STILL = WGS84._replace(omega_rad_s=0.0)


@kernel(shared=True, bare=True)
def geodetic_to_ecef(earth, lat_rad, lon_rad, alt_m):
    """Turn geodetic latitude, longitude and altitude into an Earth-fixed position.

    Args:
        earth: Earth.
        lat_rad, lon_rad: geodetic latitude and longitude.
        alt_m: altitude above the ellipsoid.

    Returns:
        x, y, z in m, `ecef`.

    Source: Vallado 2013, section 3.2. Valid everywhere above the evolute of the ellipsoid.
    """
    e2 = earth.f * (2.0 - earth.f)
    s = math.sin(lat_rad)
    c = math.cos(lat_rad)
    normal_m = earth.a_m / math.sqrt(1.0 - e2 * s * s)
    p = (normal_m + alt_m) * c
    return p * math.cos(lon_rad), p * math.sin(lon_rad), (normal_m * (1.0 - e2) + alt_m) * s


@kernel(shared=True, bare=True)
def meridian(earth, p_m, z_m):
    """Find sine and cosine of geodetic latitude and the altitude from the place in the meridian plane.

    Args:
        earth: Earth.
        p_m: distance from the axis.
        z_m: height over the equatorial plane.

    Returns:
        sine of latitude, cosine of latitude, altitude in m.

    Source: Bowring 1976, iterated twice; without trigonometric functions so that lanes may use it.
    Valid from 5,000 km below the surface outwards, poles included.
    """
    s, c = _bowring(earth, p_m, z_m, *_first_tangent(earth, p_m, z_m))
    s, c = _bowring(earth, p_m, z_m, (1.0 - earth.f) * s, c)
    return s, c, _height(earth, p_m, z_m, s, c)


@kernel(shared=True, bare=True)
def meridian_once(earth, p_m, z_m):
    """Find the same as `meridian` with one round: within 3e-13 rad from 10 km below the surface to 20,000 above."""
    s, c = _bowring(earth, p_m, z_m, *_first_tangent(earth, p_m, z_m))
    return s, c, _height(earth, p_m, z_m, s, c)


@kernel(shared=True, bare=True)
def _first_tangent(earth, p_m, z_m):
    # of the reduced latitude, as a fraction; good to 1e-7 rad near the ground
    e2 = earth.f * (2.0 - earth.f)
    b_m = earth.a_m * (1.0 - earth.f)
    r_m = math.sqrt(p_m * p_m + z_m * z_m)
    return z_m * b_m * (r_m + e2 / (1.0 - e2) * b_m), p_m * earth.a_m * r_m


@kernel(shared=True, bare=True)
def _bowring(earth, p_m, z_m, tan_num, tan_den):
    # one round: sine and cosine of the geodetic latitude from the tangent of the reduced one
    e2 = earth.f * (2.0 - earth.f)
    ep2_b = e2 / (1.0 - e2) * earth.a_m * (1.0 - earth.f)
    inv = 1.0 / (math.sqrt(tan_num * tan_num + tan_den * tan_den) + 1e-300)
    s, c = tan_num * inv, tan_den * inv
    num = z_m + ep2_b * s * s * s
    den = p_m - e2 * earth.a_m * c * c * c
    inv = 1.0 / (math.sqrt(num * num + den * den) + 1e-300)
    return num * inv, den * inv


@kernel(shared=True, bare=True)
def _height(earth, p_m, z_m, s, c):
    return p_m * c + z_m * s - earth.a_m * math.sqrt(1.0 - earth.f * (2.0 - earth.f) * s * s)


@kernel(shared=True, bare=True)
def altitude(earth, x_m, y_m, z_m):
    """Return the altitude above the ellipsoid by a series in the flattening: no root beyond the radius.

    Args:
        earth: Earth.
        x_m, y_m, z_m: position in any frame whose z is the pole.

    Returns:
        altitude in m.

    Source: own expansion to third order of the distance to the ellipsoid (see `docs/models/earth.md`);
    within 2e-3 m of `meridian` from 10 km below the surface outwards.
    """
    f = earth.f
    r2 = x_m * x_m + y_m * y_m + z_m * z_m
    inv2 = 1.0 / r2
    r_m = math.sqrt(r2)
    u = z_m * z_m * inv2
    x = earth.a_m * r_m * inv2
    bend = 0.5 * (4.0 * x - 1.0) - 0.5 * f * (
        u * (1.0 + 8.0 * x * (2.0 * x - 1.0)) + 4.0 * x * (1.0 - 2.0 * x)
    )
    return r_m - earth.a_m * (1.0 - f * u * (1.0 + f * (1.0 - u) * bend))


@kernel(shared=True, bare=True)
def ecef_to_geodetic(earth, x_m, y_m, z_m):
    """Turn an Earth-fixed position into geodetic latitude, longitude and altitude.

    Args:
        earth: Earth.
        x_m, y_m, z_m: position, `ecef`.

    Returns:
        latitude in rad, longitude in rad (-pi to pi), altitude in m.

    Source: Bowring 1976. Within 1e-6 m from 5,000 km below to 20,000 km above the surface.
    """
    s, c, alt_m = meridian(earth, math.sqrt(x_m * x_m + y_m * y_m), z_m)
    return math.atan2(s, c), math.atan2(y_m, x_m), alt_m


@kernel(shared=True, bare=True)
def turn(angle_rad, x, y):
    """Turn a vector about the pole; by +omega t from `ecef` to `eci`, by -omega t back.

    Args:
        angle_rad: angle, eastward positive.
        x, y: the components across the pole.

    Returns:
        x, y after the turn.
    """
    c = math.cos(angle_rad)
    s = math.sin(angle_rad)
    return c * x - s * y, s * x + c * y


@kernel(shared=True, bare=True)
def ecef_to_enu(lat_rad, lon_rad, dx, dy, dz):
    """Write an Earth-fixed vector as east, north, up at a place.

    Args:
        lat_rad, lon_rad: the place, geodetic.
        dx, dy, dz: the vector, `ecef`.

    Returns:
        east, north, up.

    Source: Vallado 2013, equation 3-28.
    """
    sl = math.sin(lat_rad)
    cl = math.cos(lat_rad)
    so = math.sin(lon_rad)
    co = math.cos(lon_rad)
    along = co * dx + so * dy
    return -so * dx + co * dy, -sl * along + cl * dz, cl * along + sl * dz


@kernel(shared=True, bare=True)
def enu_to_ecef(lat_rad, lon_rad, east, north, up):
    """Write an east, north, up vector at a place as an Earth-fixed one; the inverse of `ecef_to_enu`.

    Args:
        lat_rad, lon_rad: the place, geodetic.
        east, north, up: the vector, `enu`.

    Returns:
        x, y, z, `ecef`.
    """
    sl = math.sin(lat_rad)
    cl = math.cos(lat_rad)
    so = math.sin(lon_rad)
    co = math.cos(lon_rad)
    out = cl * up - sl * north
    return -so * east + co * out, co * east + so * out, sl * up + cl * north


class Frame(NamedTuple):
    """East, north and up at a place: sines and cosines of its latitude and longitude, and where it is, in m.

    Made of an Earth-fixed place it goes with `ecef`; turned by `turned_frame`, with `eci` of that moment.
    """

    sin_lat: float
    cos_lat: float
    sin_lon: float
    cos_lon: float
    x_m: float
    y_m: float
    z_m: float


@kernel(shared=True, bare=True)
def frame_at(lat_rad, lon_rad, x_m, y_m, z_m):
    """Return the Frame of a place, geodetic and `ecef`."""
    return Frame(math.sin(lat_rad), math.cos(lat_rad), math.sin(lon_rad), math.cos(lon_rad), x_m, y_m, z_m)


@kernel(shared=True, bare=True)
def turned_frame(frame, cos_turn, sin_turn):
    """Return a Frame as it stands in `eci` when the Earth has turned by an angle, given by its cosine and sine."""
    return Frame(
        frame.sin_lat,
        frame.cos_lat,
        frame.sin_lon * cos_turn + frame.cos_lon * sin_turn,
        frame.cos_lon * cos_turn - frame.sin_lon * sin_turn,
        cos_turn * frame.x_m - sin_turn * frame.y_m,
        sin_turn * frame.x_m + cos_turn * frame.y_m,
        frame.z_m,
    )


@kernel(shared=True, bare=True)
def into_frame(frame, x_m, y_m, z_m):
    """Return east, north and up in m of a point seen from a Frame."""
    dx, dy, dz = x_m - frame.x_m, y_m - frame.y_m, z_m - frame.z_m
    along = frame.cos_lon * dx + frame.sin_lon * dy
    return (
        frame.cos_lon * dy - frame.sin_lon * dx,
        frame.cos_lat * dz - frame.sin_lat * along,
        frame.cos_lat * along + frame.sin_lat * dz,
    )


@kernel(shared=True, bare=True)
def out_of_frame(frame, east, north, up):
    """Return a vector given by east, north and up along the axes that the Frame stands in; the inverse rotation."""
    out = frame.cos_lat * up - frame.sin_lat * north
    return (
        frame.cos_lon * out - frame.sin_lon * east,
        frame.cos_lon * east + frame.sin_lon * out,
        frame.sin_lat * up + frame.cos_lat * north,
    )


@kernel(shared=True, bare=True)
def enu_to_aer(east_m, north_m, up_m):
    """Return azimuth (clockwise from north), elevation and range of an east, north, up vector.

    Args:
        east_m, north_m, up_m: the vector, `enu`.

    Returns:
        azimuth in rad (0 to 2 pi), elevation in rad, range in m.
    """
    flat_m = math.sqrt(east_m * east_m + north_m * north_m)
    azimuth_rad = math.atan2(east_m, north_m)
    if azimuth_rad < 0.0:
        azimuth_rad += 2.0 * math.pi
    return azimuth_rad, math.atan2(up_m, flat_m), math.sqrt(flat_m * flat_m + up_m * up_m)


@kernel(shared=True, bare=True)
def gravity(earth, x_m, y_m, z_m):
    """Return the pull of the Earth, centre and J2, without the centrifugal part.

    Args:
        earth: Earth.
        x_m, y_m, z_m: position, `eci` or `ecef`.

    Returns:
        acceleration in m/s2 along the same axes.

    Source: Vallado 2013, section 8.6.1; J2 refers to the semi-major axis. Valid outside the Earth.
    """
    r2 = x_m * x_m + y_m * y_m + z_m * z_m
    inv2 = 1.0 / r2
    # root and quotient side by side, not one after the other: this chain is most of an evaluation
    pull = -earth.gm_m3_s2 * inv2 * inv2 * math.sqrt(r2)
    bulge = 1.5 * earth.j2 * earth.a_m * earth.a_m * inv2
    slope = 5.0 * z_m * z_m * inv2
    across = pull * (1.0 + bulge * (1.0 - slope))
    return across * x_m, across * y_m, pull * (1.0 + bulge * (3.0 - slope)) * z_m
