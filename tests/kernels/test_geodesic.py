"""Distances between feet: beside those of Vincenty and PROJ, the same both ways, none in place."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pyproj import Geod

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, geodetic_to_ecef
from midcourse.kernels.geodesic import arc_between, foot

FAR_M = 12_000e3  # up to where the docstring promises
PROMISED_M = 25.0
Foot = tuple[float, float, float]


def standing(lat: float, lon: float, alt_m: float = 0.0) -> Foot:
    """Return the foot of a geodetic place, in rad and m."""
    x, y, z, _ = foot(WGS84, *geodetic_to_ecef(WGS84, lat, lon, alt_m))
    return x, y, z


def apart(a: Foot, b: Foot) -> float:
    return arc_between(WGS84, *a, *b)


def places(rng: np.random.Generator, count: int) -> np.ndarray:
    """Draw latitudes and longitudes, even over the sphere, shape (count, 2)."""
    lat, lon = np.arcsin(rng.uniform(-1.0, 1.0, count)), rng.uniform(-math.pi, math.pi, count)
    return np.stack([lat, lon], axis=1)


def verif_distances_up_to_12_000_km_against_vincenty() -> None:
    rng = np.random.default_rng(1)
    near = 0
    for a, b in zip(places(rng, 5_000), places(rng, 5_000), strict=True):
        far_m, _ = arc_m(WGS84, *a, *b)
        if far_m > FAR_M:
            continue
        near += 1
        # heights above the ground change nothing
        feet = standing(*a, rng.uniform(0.0, 1_000e3)), standing(*b, rng.uniform(0.0, 1_000e3))
        assert apart(*feet) == pytest.approx(far_m, abs=PROMISED_M)
    assert near > 2_500


@pytest.mark.parametrize("far_m", [4_000e3, 8_000e3, FAR_M])
def val_distances_in_all_directions_against_proj(far_m: float) -> None:
    geod = Geod(ellps="WGS84")
    for lat_deg in np.linspace(-90.0, 90.0, 37):
        for azimuth_deg in np.linspace(0.0, 345.0, 24):
            lon, lat, _ = geod.fwd(0.0, lat_deg, azimuth_deg, far_m)
            there = standing(math.radians(lat), math.radians(lon))
            assert apart(standing(math.radians(lat_deg), 0.0), there) == pytest.approx(far_m, abs=PROMISED_M)


@pytest.mark.parametrize("far_m", [0.1, 100.0, 10e3, 1_000e3])
def val_short_distances_against_proj(far_m: float) -> None:
    # what first order in the flattening leaves out is a share of the distance; below a metre the last digit of a unit
    # vector shows
    geod = Geod(ellps="WGS84")
    rng = np.random.default_rng(2)
    for lat_deg, lon_deg in np.degrees(places(rng, 300)):
        lon, lat, _ = geod.fwd(lon_deg, lat_deg, rng.uniform(0.0, 360.0), far_m)
        here = standing(math.radians(lat_deg), math.radians(lon_deg))
        there = standing(math.radians(lat), math.radians(lon))
        assert apart(here, there) == pytest.approx(far_m, rel=2e-6, abs=1e-8)


def verif_a_foot_stands_at_the_reduced_latitude_and_knows_the_height() -> None:
    rng = np.random.default_rng(3)
    for lat, lon in places(rng, 300):
        alt_m = rng.uniform(-5e3, 2_000e3)
        x, y, z, high_m = foot(WGS84, *geodetic_to_ecef(WGS84, lat, lon, alt_m))
        reduced = math.atan((1.0 - WGS84.f) * math.tan(lat))
        expected = (
            math.cos(reduced) * math.cos(lon),
            math.cos(reduced) * math.sin(lon),
            math.sin(reduced),
        )
        assert math.dist((x, y, z), expected) < 3e-13
        assert high_m == pytest.approx(alt_m, abs=1e-6)


def prop_distances_are_the_same_both_ways() -> None:
    rng = np.random.default_rng(4)
    for a, b in zip(places(rng, 300), places(rng, 300), strict=True):
        feet = standing(*a), standing(*b)
        assert apart(*feet) == apart(*feet[::-1]) > 0.0


def prop_a_place_is_no_distance_from_itself() -> None:
    for lat, lon in [*places(np.random.default_rng(5), 100), (0.5 * math.pi, 0.0), (-0.5 * math.pi, 2.0)]:
        assert apart(standing(lat, lon), standing(lat, lon)) == 0.0


@pytest.mark.parametrize("sign", [1.0, -1.0])
def verif_from_a_pole_it_is_the_same_distance_to_all_of_a_parallel(sign: float) -> None:
    pole = foot(WGS84, 0.0, 0.0, sign * WGS84.a_m * (1.0 - WGS84.f))[:3]
    far_m, _ = arc_m(WGS84, sign * 0.5 * math.pi, 0.0, sign * 0.7, 0.0)
    for lon in np.linspace(-3.0, 3.0, 7):
        assert apart(pole, standing(sign * 0.7, lon)) == pytest.approx(far_m, abs=PROMISED_M)
        assert apart(pole, standing(sign * 0.7, lon)) == pytest.approx(
            apart(pole, standing(sign * 0.7, 0.0)), abs=1e-7
        )
