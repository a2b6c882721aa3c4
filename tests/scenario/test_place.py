"""Places of the command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midcourse.errors import ScenarioError
from midcourse.scenario import Place, parse_place
from midcourse.scenario.place import place_name


def test_site_by_id() -> None:
    place = parse_place("musudan-ri")
    assert (place.id, place.lat_deg, place.lon_deg, place.alt_m) == ("musudan-ri", 40.856, 129.666, 0.0)


@pytest.mark.parametrize("text", ["38.35,37.79", " 38.35 , 37.79 ", "38.35 deg,37.79 deg", "38.35°, 37.79°"])
def test_pair_of_degrees(text: str) -> None:
    place = parse_place(text)
    assert (place.lat_deg, place.lon_deg) == (38.35, 37.79)


@given(st.floats(-90, 90), st.floats(-180, 360))
def prop_any_pair_on_the_globe_is_kept_exactly(lat_deg: float, lon_deg: float) -> None:
    place = parse_place(f"{lat_deg!r},{lon_deg!r}")
    assert (place.lat_deg, place.lon_deg) == (lat_deg, lon_deg)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "1,",
        ",1",
        "90.0001,0",
        "-91,0",
        "0,-181",
        "0,361",
        "nan,0",
        "0,inf",
        "north,east",
        "1,2,3",
        "tokio",
        "40 km,3",
        "1e999,0",
        "../sites/asia",
    ],
)
def test_bad_places_are_one_line(text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_place(text, key="--from")
    assert caught.value.key == "--from"
    assert caught.value.got == text
    assert "\n" not in str(caught.value)


def test_near_site_is_suggested() -> None:
    with pytest.raises(ScenarioError, match="did you mean tokyo"):
        parse_place("tokio")


def test_names_of_nameless_points() -> None:
    assert place_name(-12.5, 200.0) == "12.5 S 160 W"
    assert place_name(38.35, 37.79) == "38.35 N 37.79 E"


def test_place_takes_attribute_names() -> None:
    assert Place(lat_deg=1.0, lon_deg=2.0).alt_m == 0.0  # type: ignore[call-arg]
