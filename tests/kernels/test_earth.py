"""The ellipsoid, its frames and its gravity."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from midcourse.kernels import earth as e
from midcourse.kernels.earth import STILL, WGS84

LAT = st.floats(-90.0, 90.0).map(math.radians)
LON = st.floats(-180.0, 180.0).map(math.radians)
ALT = st.floats(-10e3, 20_000e3)
PART = st.floats(-1e7, 1e7)
HALF_PI = 0.5 * math.pi


@settings(max_examples=1000, deadline=None)
@given(lat=LAT, lon=LON, alt=ALT)
@example(lat=HALF_PI, lon=0.0, alt=0.0)
@example(lat=-HALF_PI, lon=1.0, alt=20_000e3)
@example(lat=0.3, lon=math.pi, alt=0.0)
@example(lat=0.3, lon=-math.pi, alt=-10e3)
@example(lat=math.nextafter(HALF_PI, 0.0), lon=math.nextafter(math.pi, 0.0), alt=20_000e3)
@example(lat=5e-324, lon=-5e-324, alt=20_000e3)
def prop_geodetic_round_trip(lat: float, lon: float, alt: float) -> None:
    place = e.geodetic_to_ecef(WGS84, lat, lon, alt)
    back = e.ecef_to_geodetic(WGS84, *place)
    assert math.dist(e.geodetic_to_ecef(WGS84, *back), place) < 1e-6
    assert abs(back[2] - alt) < 1e-6
    assert abs(back[0] - lat) * (WGS84.a_m + alt) < 1e-6
    across = math.cos(lat) * (WGS84.a_m + alt)
    assert abs(math.remainder(back[1] - lon, 2.0 * math.pi)) * across < 1e-6
    assert -math.pi <= back[1] <= math.pi


@settings(max_examples=500, deadline=None)
@given(lat=LAT, alt=st.floats(-5_000e3, 1e9))
def prop_meridian_is_a_unit_vector_that_leads_back(lat: float, alt: float) -> None:
    x, _, z = e.geodetic_to_ecef(WGS84, lat, 0.0, alt)
    s, c, high = e.meridian(WGS84, max(x, 0.0), z)
    assert s * s + c * c == pytest.approx(1.0, abs=1e-14)
    assert high == pytest.approx(alt, abs=1e-6 if alt < 20_000e3 else 1e-14 * alt + 1e-6)
    assert math.atan2(s, c) == pytest.approx(lat, abs=1e-13 if alt > -1e6 else 1e-9)


@settings(max_examples=1000, deadline=None)
@given(lat=LAT, lon=LON, alt=st.floats(-10e3, 1e8))
@example(lat=HALF_PI, lon=0.0, alt=0.0)
@example(lat=0.0, lon=0.0, alt=-10e3)
@example(lat=0.25 * math.pi, lon=0.0, alt=0.0)
def verif_altitude_series_against_meridian(lat: float, lon: float, alt: float) -> None:
    x, y, z = e.geodetic_to_ecef(WGS84, lat, lon, alt)
    assert e.altitude(WGS84, x, y, z) == pytest.approx(e.meridian(WGS84, math.hypot(x, y), z)[2], abs=2e-3)


def verif_altitude_of_a_sphere_is_exact() -> None:
    sphere = WGS84._replace(f=0.0)
    assert e.altitude(sphere, 3e6, 4e6, 12e6) == pytest.approx(13e6 - WGS84.a_m, abs=1e-8)


@settings(max_examples=300, deadline=None)
@given(lat=LAT, lon=LON, dx=PART, dy=PART, dz=PART)
def prop_enu_keeps_length_and_leads_back(lat: float, lon: float, dx: float, dy: float, dz: float) -> None:
    enu = e.ecef_to_enu(lat, lon, dx, dy, dz)
    assert math.hypot(*enu) == pytest.approx(math.hypot(dx, dy, dz), rel=1e-12, abs=1e-9)
    assert math.dist(e.enu_to_ecef(lat, lon, *enu), (dx, dy, dz)) < 1e-8


@settings(max_examples=300, deadline=None)
@given(east=PART, north=PART, up=PART)
@example(east=0.0, north=0.0, up=0.0)
@example(east=-0.0, north=1.0, up=0.0)
@example(east=-1e-300, north=1.0, up=0.0)
def prop_azimuth_elevation_range_lead_back(east: float, north: float, up: float) -> None:
    azimuth, elevation, far = e.enu_to_aer(east, north, up)
    assert 0.0 <= azimuth <= 2.0 * math.pi
    flat = far * math.cos(elevation)
    back = (flat * math.sin(azimuth), flat * math.cos(azimuth), far * math.sin(elevation))
    assert math.dist(back, (east, north, up)) < 1e-7


@pytest.mark.parametrize(
    ("enu", "azimuth_deg", "elevation_deg"),
    [((0.0, 1.0, 0.0), 0.0, 0.0), ((1.0, 0.0, 0.0), 90.0, 0.0), ((0.0, -1.0, 0.0), 180.0, 0.0),
     ((-1.0, 0.0, 0.0), 270.0, 0.0), ((0.0, 0.0, 1.0), 0.0, 90.0), ((1.0, 1.0, math.sqrt(2.0)), 45.0, 45.0)],
)  # fmt: skip
def verif_azimuth_is_clockwise_from_north(
    enu: tuple[float, float, float], azimuth_deg: float, elevation_deg: float
) -> None:
    azimuth, elevation, _ = e.enu_to_aer(*enu)
    assert (math.degrees(azimuth), math.degrees(elevation)) == pytest.approx((azimuth_deg, elevation_deg))


@settings(max_examples=200, deadline=None)
@given(angle=st.floats(-100.0, 100.0), x=PART, y=PART)
def prop_turn_and_back(angle: float, x: float, y: float) -> None:
    assert math.dist(e.turn(-angle, *e.turn(angle, x, y)), (x, y)) < 1e-7


def verif_turn_is_eastward() -> None:
    assert e.turn(HALF_PI, 1.0, 0.0) == pytest.approx((0.0, 1.0))


def potential(x: float, y: float, z: float) -> float:
    """Return minus the potential energy with J2 (Vallado 2013, equation 8-18)."""
    r = math.hypot(x, y, z)
    bulge = WGS84.j2 * (WGS84.a_m / r) ** 2 * 0.5 * (3.0 * (z / r) ** 2 - 1.0)
    return WGS84.gm_m3_s2 / r * (1.0 - bulge)


def verif_gravity_is_the_slope_of_its_potential() -> None:
    rng = np.random.default_rng(1)
    step = 20.0
    for _ in range(50):
        place = rng.normal(size=3)
        place *= rng.uniform(6.4e6, 2e7) / np.linalg.norm(place)
        slope = []
        for axis in range(3):
            shift = np.zeros(3)
            shift[axis] = step
            ahead, behind = potential(*(place + shift)), potential(*(place - shift))
            slope.append((ahead - behind) / (2.0 * step))
        assert e.gravity(WGS84, *place) == pytest.approx(slope, abs=2e-8)


def prop_gravity_of_the_still_earth_is_the_same() -> None:
    assert e.gravity(STILL, 7e6, 1e6, 2e6) == e.gravity(WGS84, 7e6, 1e6, 2e6)
    assert STILL.omega_rad_s == 0.0


def val_wgs84_constants() -> None:
    # NIMA TR8350.2: semi-minor axis and first eccentricity squared, derived from a and f
    assert WGS84.a_m * (1.0 - WGS84.f) == pytest.approx(6_356_752.3142, abs=1e-4)
    assert WGS84.f * (2.0 - WGS84.f) == pytest.approx(6.69437999014e-3, abs=1e-14)
