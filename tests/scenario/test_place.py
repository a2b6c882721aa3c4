"""Places of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midcourse.catalog import entries
from midcourse.cli.front import enter
from midcourse.errors import ScenarioError
from midcourse.geography import find_city
from midcourse.scenario import Place, load_scenario, parse_place, resolved_yaml, scenario_hash, sea_warning
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


@pytest.mark.parametrize(
    ("text", "place_id", "name", "lat_deg"),
    [
        ("tokyo", "tokyo", "Tokyo", 35.69),
        ("Tokyo", "tokyo", "Tokyo", 35.69),
        ("birmingham-us-al", "birmingham-us", "Birmingham", 33.521),
        ("Vaduz", "vaduz", "Vaduz", 47.142),
        (
            "San Francisco",
            "san-francisco",
            "San Francisco",
            37.775,
        ),  # a site: the gazetteer has four of the name
        ("moscow", "moscow", "Moscow", None),  # a site of the catalogue comes before the city
        ("tabriz-ir", "tabriz-ir", "Tabriz", 38.08),
        ("Musudan Ri", "musudan-ri", None, 40.856),
    ],
)
def test_sites_come_before_cities(text: str, place_id: str, name: str | None, lat_deg: float | None) -> None:
    place = parse_place(text)
    assert place.id == place_id
    assert name is None or place.name.startswith(name)
    assert lat_deg is None or place.lat_deg == lat_deg


def test_a_shared_name_is_one_line_with_what_can_be_typed() -> None:
    with pytest.raises(ScenarioError, match="which birmingham") as caught:
        parse_place("Birmingham", key="--to")
    assert (caught.value.exit_code, caught.value.key, caught.value.got) == (2, "--to", "Birmingham")
    assert caught.value.allowed == "birmingham-gb, birmingham-us"


def prop_an_id_that_was_found_finds_the_same_place_again() -> None:
    shadowed = [site for site in entries("sites") if _is_city(site)]
    assert "tabriz" in shadowed
    for text in [
        "Kiev",
        "london-ca",
        "Nuku'alofa",
        *(f"{site}-{find_city(site).country}" for site in shadowed),
    ]:
        place = parse_place(text)
        assert parse_place(place.id) == place
        assert place.id not in shadowed


def _is_city(site: str) -> bool:
    try:
        return bool(find_city(site))
    except ScenarioError:
        return False


def test_a_city_in_a_scenario_carries_its_author(tmp_path: Path) -> None:
    scenario = load_scenario("nodong-japan", sets=["raid.0.to=nagoya", "defended=[Nagoya, birmingham-gb]"])
    assert [place.id for place in scenario.defended] == ["nagoya", "birmingham-gb"]
    number = scenario.provenance["raid.0.to.lat"]
    assert (number.value, number.source, number.grade) == (find_city("nagoya").lat_deg, "geonames", "press")
    assert number.where == "rounded to 0.001 degree"
    path = tmp_path / "resolved.yaml"
    path.write_text(resolved_yaml(scenario), encoding="utf-8")
    assert resolved_yaml(load_scenario(path)) == resolved_yaml(scenario)


def regress_cities_and_sites_are_written_alike() -> None:
    # a scenario that named a city of the catalogue keeps its hash now that the gazetteer has it
    text = resolved_yaml(load_scenario("nodong-japan"))
    city = '{value: "35.69 deg", source: "geonames", where: "rounded to 0.001 degree", grade: "press"}'
    site = '{value: "43.064 deg", source: "geonames", where: "rounded to 0.001 degree", grade: "press"}'
    assert city in text and site in text


def test_bad_names_in_a_scenario_are_one_line() -> None:
    with pytest.raises(ScenarioError, match="which birmingham") as caught:
        load_scenario("nodong-japan", sets=["raid.0.to=Birmingham"])
    assert caught.value.key == "raid.0.to"
    assert caught.value.allowed == "birmingham-gb, birmingham-us"
    with pytest.raises(ScenarioError, match=r"no such place \(did you mean nagoya\?\)"):
        load_scenario("nodong-japan", sets=["raid.0.to=nagoja"])


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("0,0", 572),
        ("42,138", 118),
        ("90,0", 715),
        ("39.9,125.2", None),
        ("-90,0", None),
        ("38.0,124.9", None),
    ],
)
def test_a_launch_point_at_sea_is_told(text: str, km: int | None) -> None:
    expected = None if km is None else f"the launch point is {km} km from land"
    assert sea_warning(parse_place(text)) == expected


def test_a_named_place_may_lie_at_sea() -> None:
    assert sea_warning(parse_place("sea-of-japan")) is None


def test_a_raid_from_the_sea_is_a_warning_and_no_part_of_the_hash(capsys: pytest.CaptureFixture[str]) -> None:
    setting = "raid.0.from=42,138"
    scenario = load_scenario("nodong-japan", sets=[setting])
    assert scenario.warnings == ("raid.0.from: the launch point is 118 km from land",)
    assert load_scenario("nodong-japan").warnings == ()
    assert "warning" not in resolved_yaml(scenario) and scenario_hash(scenario)
    assert enter(["scenario", "check", "nodong-japan", "--set", setting]) == 0
    shown = capsys.readouterr()
    assert shown.err == "warning: raid.0.from: the launch point is 118 km from land\n"
    assert "warning" not in shown.out
    assert enter(["scenario", "check", "nodong-japan"]) == 0
    assert capsys.readouterr().err == ""


def test_a_run_tells_its_warnings_unless_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "--set", "raid.0.from=42,138", "--runs", "1", "--out", str(tmp_path / "out")]
    assert enter(words) == 0
    assert "warning: raid.0.from: the launch point is 118 km from land\n" in capsys.readouterr().err
    assert enter([*words, "--quiet"]) == 0
    assert "warning" not in capsys.readouterr().err
