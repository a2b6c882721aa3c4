"""Coast, borders and land: over the pole, across the date line, and how far the sea reaches."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from midcourse.errors import ScenarioError
from midcourse.geography import (
    border_lines,
    capitals,
    coast_lines,
    country_at,
    country_shape,
    distance_to_land_m,
    find_city,
    land,
)
from midcourse.geography.world import land_rings, land_shapes

GLOBE = Geod(ellps="WGS84")


@pytest.mark.parametrize(
    ("lat_deg", "lon_deg", "km", "within_km"),
    [
        (0.0, 0.0, 575.0, 25.0),  # Gulf of Guinea: the coast at Cape Three Points, 4.74 N 2.09 W
        (90.0, 0.0, 711.0, 6.0),  # Kaffeklubben Island and Cape Morris Jesup: 707 to 714 km from the pole
        (
            -48.8767,
            -123.3933,
            2688.0,
            15.0,
        ),  # Point Nemo, from Lukatela 2005; the islets there are coarse here
    ],
)
def val_distances_to_land(lat_deg: float, lon_deg: float, km: float, within_km: float) -> None:
    assert distance_to_land_m(lat_deg, lon_deg) / 1e3 == pytest.approx(km, abs=within_km)


@pytest.mark.parametrize(
    ("lat_deg", "lon_deg", "country"),
    [
        (27.988, 86.925, None),  # Mount Everest: on a border
        (-90.0, 0.0, "AQ"),
        (-90.0, 123.0, "AQ"),
        (-85.0, 180.0, "AQ"),
        (67.0, 180.0, "RU"),  # Chukotka
        (67.5, -179.5, "RU"),
        (67.5, 180.5, "RU"),
        (-16.8, 179.99, "FJ"),  # Taveuni
        (-16.8, -179.99, "FJ"),
        (39.0, 125.75, "KP"),
        (35.7, 51.4, "IR"),
        (64.84, -147.72, "US"),
    ],
)
def val_land_is_at_no_distance(lat_deg: float, lon_deg: float, country: str | None) -> None:
    assert distance_to_land_m(lat_deg, lon_deg) == 0.0
    assert country is None or country_at(lat_deg, lon_deg) == country


@pytest.mark.parametrize(("lat_deg", "lon_deg"), [(0.0, 0.0), (90.0, 0.0), (42.0, 138.0), (42.0, 51.0)])
def test_the_sea_is_no_country(lat_deg: float, lon_deg: float) -> None:
    assert country_at(lat_deg, lon_deg) is None
    assert distance_to_land_m(lat_deg, lon_deg) > 1e5


@pytest.mark.parametrize(("lat_deg", "lon_deg"), [(0.0, 0.0), (-17.5, 180.0), (55.0, 179.0), (30.0, -140.0)])
def prop_a_full_turn_changes_nothing(lat_deg: float, lon_deg: float) -> None:
    near = distance_to_land_m(lat_deg, lon_deg)
    assert distance_to_land_m(lat_deg, lon_deg + 360.0) == pytest.approx(near, abs=1e-3)
    assert distance_to_land_m(lat_deg, lon_deg - 360.0) == pytest.approx(near, abs=1e-3)


def prop_the_pole_has_one_distance() -> None:
    found = [distance_to_land_m(90.0, lon_deg) for lon_deg in range(-180, 180, 30)]
    assert max(found) - min(found) < 100.0


@settings(max_examples=60, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def verif_distance_beside_a_search_of_every_point_of_the_coast(lat_deg: float, lon_deg: float) -> None:
    ours = distance_to_land_m(lat_deg, lon_deg)
    points = np.vstack(coast_lines())
    origin = np.full(len(points), lon_deg), np.full(len(points), lat_deg)
    nearest = GLOBE.inv(*origin, points[:, 0], points[:, 1])[2].min()
    # a piece of the coast is nearer than its ends, by no more than half its length: 70 km in the Antarctic
    assert ours == 0.0 or nearest - 70e3 <= ours <= nearest + 1.0


@settings(max_examples=60, deadline=None)
@given(st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 360), st.floats(1e3, 5e5))
def prop_no_step_changes_the_distance_by_more_than_its_length(
    lat_deg: float, lon_deg: float, azimuth_deg: float, step_m: float
) -> None:
    there_lon, there_lat, _ = GLOBE.fwd(lon_deg, lat_deg, azimuth_deg, step_m)
    here, there = distance_to_land_m(lat_deg, lon_deg), distance_to_land_m(there_lat, there_lon)
    # chords of the flat layout: long pieces of the coast are straight in it to 0.1 %
    assert abs(here - there) <= step_m + 1e3 + 1e-3 * here


def test_capitals_lie_in_their_countries_or_at_their_shore() -> None:
    for city in capitals("EU") + capitals("AS"):
        assert distance_to_land_m(city.lat_deg, city.lon_deg) < 5e3, city.id
    for name in ("tehran", "baghdad", "pyongyang", "moscow", "warsaw", "prague", "vaduz"):
        city = find_city(name)
        assert country_at(city.lat_deg, city.lon_deg) == city.country


def prop_lines_stay_on_their_side_of_the_date_line() -> None:
    for line in coast_lines() + border_lines():
        assert line.ndim == 2 and line.shape[1] == 2 and len(line) > 1
        assert np.abs(np.diff(line[:, 0])).max() < 10.0
        assert np.abs(line[:, 0]).max() <= 180.0


def prop_no_line_runs_along_the_date_line_or_the_pole() -> None:
    for line in coast_lines():
        assert not ((np.abs(line[:-1, 0]) > 179.999) & (np.abs(line[1:, 0]) > 179.999)).any()
        assert line[:, 1].min() > -89.0


def prop_outlines_close() -> None:
    rings = [ring for polygon in land_rings() for ring in polygon]
    assert len(rings) > 1400
    assert len(land_shapes()) == len(land_rings())
    for ring in rings:
        assert tuple(ring[0]) == tuple(ring[-1])


def prop_shapes_are_sound_and_on_the_map() -> None:
    for shape in (
        land(),
        country_shape("RU"),
        country_shape("Fiji"),
        country_shape("AQ"),
        country_shape("US"),
    ):
        assert shape.is_valid and not shape.is_empty
        west, south, east, north = shape.bounds
        assert west >= -180.0 and east <= 180.0 and south >= -90.0 and north <= 90.0


@pytest.mark.parametrize(
    ("country", "million_km2", "share"),
    [
        # CIA World Factbook, land and inland water
        ("Russia", 17.10, 0.03),
        ("Iran", 1.648, 0.02),
        ("North Korea", 0.1205, 0.03),
        ("Antarctica", 14.2, 0.15),  # the ice shelves count or do not
        ("Fiji", 0.0183, 0.1),
    ],
)
def val_areas_of_countries(country: str, million_km2: float, share: float) -> None:
    area_m2 = abs(GLOBE.geometry_area_perimeter(country_shape(country))[0])
    assert area_m2 / 1e12 == pytest.approx(million_km2, rel=share)


def val_land_is_29_percent_of_the_globe() -> None:
    # 148.9 million km2, CIA World Factbook; ice shelves are land here, the Caspian is not
    area_m2 = sum(abs(GLOBE.geometry_area_perimeter(part)[0]) for part in land().geoms)
    assert area_m2 / 1e12 == pytest.approx(148.9, rel=0.02)


def test_small_and_unknown_countries() -> None:
    assert country_shape("Tuvalu").is_empty
    with pytest.raises(ScenarioError, match="no such country"):
        country_shape("Ruritania")


def test_file_is_small() -> None:
    assert len((files("midcourse.geography") / "world.json").read_bytes()) < 1_600_000
