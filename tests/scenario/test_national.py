"""The scenario national-2004: which reading of the Taepodong-2 reaches which city, who sees it, and its page."""

from __future__ import annotations

import math
import sys
from types import ModuleType

import pytest

from midcourse.scenario import Scenario, at_range, load_scenario
from midcourse.scenario.place import parse_place

NAME = "national-2004"
MAKER = "make_homeland"
# flies with the least, the middle and the greatest of its range, as the head of the scenario says
REACHES = {
    "older-anchorage": (False, False, True),
    "older-seattle": (False, False, False),
    "older-san-francisco": (False, False, False),
    "light-anchorage": (True, True, True),
    "light-seattle": (False, True, True),
    "light-san-francisco": (False, False, True),
}
VARIANTS = (None, *load_scenario(NAME).variants)


def reached(scenario: Scenario) -> tuple[bool, ...]:
    return tuple(not at_range(scenario, edge).cannot_reach for edge in ("low", "value", "high"))


@pytest.mark.parametrize("variant", VARIANTS)
def prop_each_variant_flies_or_its_head_says_that_it_does_not(variant: str | None) -> None:
    scenario = load_scenario(NAME, variant=variant)
    assert scenario.warnings == ()
    assert reached(scenario) == REACHES.get(variant or "", (True, True, True))


@pytest.mark.parametrize("variant", VARIANTS)
def prop_every_number_has_an_author(variant: str | None) -> None:
    numbers = load_scenario(NAME, variant=variant).provenance
    assert [path for path, number in numbers.items() if number.grade == "user"] == []


def val_what_was_said_of_the_missile_is_divided_between_its_readings() -> None:
    # South Korea's ministry 2006: a tonne to Alaska. A report of January 2002: several hundred kilograms to Alaska, a
    # lighter load to the western half of the United States. Wright and Postol 2009: a tonne 10,000 km and more
    for city in ("anchorage", "seattle", "san-francisco"):
        large = load_scenario(NAME, sets=[f"raid.0.to={city}"])
        older = load_scenario(NAME, "older-san-francisco", [f"raid.0.to={city}"])
        light = load_scenario(NAME, "light-san-francisco", [f"raid.0.to={city}"])
        assert all(reached(large))
        assert reached(older)[2] is (city == "anchorage")
        assert reached(light)[2]


@pytest.mark.parametrize(
    ("start", "end", "published_km"), [("sohae", "anchorage", 5990.0), ("sohae", "san-francisco", 9020.0)]
)
def val_distances_are_those_of_the_published_list(start: str, end: str, published_km: float) -> None:
    # great circles on a sphere of 6371 km, printed to 10 km
    a, b = parse_place(start, key="start"), parse_place(end, key="end")
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for p in (a, b) for x in (p.lat_deg, p.lon_deg))
    cosine = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(lon_a - lon_b)
    assert abs(6371.0 * math.acos(cosine) - published_km) <= 5.0


def val_interceptors_at_the_end_of_2004_and_a_year_later() -> None:
    # Air Force Magazine and ABC, January 2006: eight and two, of which two in Alaska were new in 2005
    for variant, counts in ((None, [6, 2]), ("end-of-2005", [8, 2])):
        scenario = load_scenario(NAME, variant=variant)
        assert [item.count for item in scenario.batteries] == counts
        assert [item.place.id for item in scenario.batteries] == ["fort-greely", "vandenberg"]


def prop_variants_without_a_sensor_keep_the_others_as_they_are() -> None:
    base = load_scenario(NAME)
    theirs = {item.sensor.id: (item, bounds(base, i)) for i, item in enumerate(base.sensors)}
    for variant in ("no-satellites", "no-cobra-dane", "cobra-dane-alone", "with-sbx", "with-shariki"):
        scenario = load_scenario(NAME, variant)
        kept = [(i, item) for i, item in enumerate(scenario.sensors) if item.sensor.id in theirs]
        assert len(kept) >= 2
        for i, item in kept:
            assert (item, bounds(scenario, i)) == theirs[item.sensor.id]


def bounds(scenario: Scenario, i: int) -> object:
    return scenario.provenance.get(f"sensors.{i}.boresight")


def prop_cobra_dane_sees_the_missile_first_of_all_radars(maker: ModuleType) -> None:
    case = sys.modules["homeland"].work(maker.NATIONAL, None, with_runs=False)
    (sight,) = case.sights
    first = {name: own for name, (own, _) in sight.looks.items()}
    assert list(first) == sorted(first, key=lambda name: first[name])
    assert next(iter(first)) == "cobra-dane, shemya"
    assert sight.report_s < first["cobra-dane, shemya"] < case.clock_s < case.allowed_s


def test_the_page_is_what_the_tool_writes(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    # the runs of the variants are left to `--check` without `--quick`: they take minutes
    assert maker.main([NAME, "--check", "--quick"]) == 0, capsys.readouterr().out


def test_every_variant_is_in_every_table_and_every_sentence_holds_a_number(maker: ModuleType, told) -> None:
    told(maker, NAME, maker.NATIONAL)
