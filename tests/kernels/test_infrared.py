"""What a satellite sees: cover of a geostationary one, poles, the far side, and the least elevation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.earth import WGS84, ecef_to_enu, enu_to_aer, geodetic_to_ecef
from midcourse.kernels.infrared import clear_of_earth, sees

HIGH = (42_164e3, 0.0, 0.0)
ANY = -0.5 * math.pi
BALL = WGS84._replace(f=0.0)


@pytest.mark.parametrize(
    ("least_deg", "cover_deg"), [(-90.0, 81.30), (0.0, 81.30), (5.0, 76.34), (10.0, 71.43)]
)
def val_cover_of_a_geostationary_satellite(least_deg: float, cover_deg: float) -> None:
    # over a sphere: arccos(6378.137 / 42164 cos e) - e
    for off, seen in ((-0.02, 1), (0.02, 0)):
        lat = math.radians(cover_deg + off)
        place = geodetic_to_ecef(BALL, lat, 0.0, 0.0)
        assert sees(BALL, *HIGH, *place, math.radians(least_deg)) == seen


def verif_the_horizon_is_where_the_elevation_is_nought() -> None:
    rng = np.random.default_rng(7)
    for lat, lon in zip(rng.uniform(-1.5, 1.5, 2000), rng.uniform(-1.5, 1.5, 2000), strict=True):
        place = geodetic_to_ecef(WGS84, lat, lon, 0.0)
        off = [a - b for a, b in zip(HIGH, place, strict=True)]
        _, elevation, _ = enu_to_aer(*ecef_to_enu(lat, lon, *off))
        if abs(elevation) > 1e-4:
            assert clear_of_earth(WGS84, *HIGH, *place) == (elevation > 0.0)
            assert sees(WGS84, *HIGH, *place, ANY) == (elevation > 0.0)
            assert sees(WGS84, *HIGH, *place, elevation + 1e-6) == 0
            assert sees(WGS84, *HIGH, *place, elevation - 1e-6) == (elevation > 0.0)


def prop_the_ellipsoid_and_not_the_sphere_is_in_the_way() -> None:
    # a line over the pole at 6,367 km: above the polar radius of 6,357 km, below the one at the equator
    assert clear_of_earth(WGS84, 4e7, 0.0, 6.367e6, -4e7, 0.0, 6.367e6) == 1
    assert clear_of_earth(WGS84, 4e7, 6.367e6, 0.0, -4e7, 6.367e6, 0.0) == 0


def prop_height_helps_and_the_far_side_is_hidden() -> None:
    # 18.7 degrees behind the edge of the cover: 6378.137 / cos 18.7 - 6378.137 = 355 km
    behind = [geodetic_to_ecef(WGS84, 0.0, math.radians(100.0), alt) for alt in (0.0, 50e3, 340e3, 370e3)]
    assert [sees(WGS84, *HIGH, *place, ANY) for place in behind] == [0, 0, 0, 1]
    assert sees(WGS84, *HIGH, *geodetic_to_ecef(WGS84, 0.0, math.pi, 1e6), ANY) == 0
    assert sees(WGS84, *HIGH, *HIGH, ANY) == 1
