"""Cities and countries by name: what is there, what a shared name means, what is said of an unknown one."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midcourse.catalog import entries, load_missile
from midcourse.errors import ScenarioError
from midcourse.geography import (
    capitals,
    cities,
    countries,
    find_city,
    find_country,
)
from midcourse.geography.names import key_of, nearest, slug_of

# as the ministries and the United Nations list them: the members in Europe by GeoNames' continents, the Holy See
# and Kosovo
EUROPE = """
amsterdam andorra-la-vella athens belgrade berlin bern bratislava brussels bucharest budapest chisinau copenhagen
dublin helsinki kyiv lisbon ljubljana london luxembourg madrid minsk monaco moscow nicosia oslo paris podgorica
prague pristina reykjavik riga rome san-marino sarajevo skopje sofia stockholm tallinn tirana vaduz valletta
vatican-city vienna vilnius warsaw zagreb
"""


@pytest.mark.parametrize(
    ("name", "lat_deg", "lon_deg"),
    [
        # Encyclopaedia Britannica and national atlases, to the minute of arc
        ("anchorage", 61.22, -149.90),
        ("berlin", 52.52, 13.40),
        ("london", 51.51, -0.13),
        ("osaka", 34.69, 135.50),
        ("paris", 48.86, 2.35),
        ("seoul", 37.57, 126.98),
        ("tokyo", 35.69, 139.69),
        ("warsaw", 52.23, 21.01),
        ("washington", 38.90, -77.04),
        ("Buenos Aires", -34.60, -58.38),
        ("Honolulu", 21.31, -157.86),
        ("Vaduz", 47.14, 9.52),
    ],
)
def val_cities_lie_where_atlases_have_them(name: str, lat_deg: float, lon_deg: float) -> None:
    city = find_city(name)
    assert (city.lat_deg, city.lon_deg) == pytest.approx((lat_deg, lon_deg), abs=0.02)


@pytest.mark.parametrize(
    ("name", "lat_deg", "lon_deg"),
    [
        ("anchorage", 61.218, -149.9),
        ("berlin", 52.524, 13.411),
        ("london", 51.509, -0.126),
        ("osaka", 34.694, 135.501),
        ("paris", 48.853, 2.349),
        ("seoul", 37.566, 126.978),
        ("tokyo", 35.69, 139.692),
        ("warsaw", 52.23, 21.012),
        ("washington", 38.895, -77.036),
    ],
)
def regress_anchors_stay_where_they_were(name: str, lat_deg: float, lon_deg: float) -> None:
    # scenarios that name them must keep their answers to the last digit
    assert find_city(name)[4:6] == (lat_deg, lon_deg)


def val_every_capital_of_europe_is_there() -> None:
    found = capitals("EU")
    assert sorted(city.id for city in found) == sorted(EUROPE.split())
    assert all(city.capital for city in found)


def val_every_state_has_its_capital() -> None:
    # 193 members and 2 observers of the United Nations, Kosovo, Taiwan
    states = {country.iso2 for country in countries() if country.state}
    seats = [city for continent in ("AF", "AS", "EU", "NA", "OC", "SA") for city in capitals(continent)]
    assert len(states) == len(seats) == 197
    assert {city.country for city in seats} == states


def prop_every_id_finds_its_own_city_and_no_other() -> None:
    every = cities(least_population=0)
    assert len(every) > 12_000
    assert len({city.id for city in every}) == len(every)
    for city in every:
        assert find_city(city.id) == city
        assert len(city.id) <= 64
        assert abs(city.lat_deg) <= 90 and abs(city.lon_deg) <= 180
        assert (round(city.lat_deg, 3), round(city.lon_deg, 3)) == (city.lat_deg, city.lon_deg)


def prop_every_city_lies_in_a_known_country() -> None:
    assert {city.country for city in cities(least_population=0)} <= {country.iso2 for country in countries()}


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Tokyo", "tokyo"),
        ("TOKYO ", "tokyo"),
        ("são paulo", "sao-paulo"),
        ("Sao-Paulo", "sao-paulo"),
        ("nukualofa", "nukualofa"),
        ("Nuku'alofa", "nukualofa"),
        ("ŁÓDŹ", "lodz"),
        ("Kiev", "kyiv"),
        ("München", "munich"),
        ("cologne", "koln"),
        ("New York", "new-york-city"),
        ("osaka-jp", "osaka"),
        ("birmingham-us-al", "birmingham-us"),
        ("Birmingham GB", "birmingham-gb"),
        ("odessa-ua", "odesa"),
    ],
)
def test_spelling_does_not_matter(text: str, city: str) -> None:
    assert find_city(text).id == city


@pytest.mark.parametrize(
    ("name", "country"), [("london", "GB"), ("paris", "FR"), ("washington", "US"), ("santiago", "CL")]
)
def test_a_capital_that_is_the_largest_needs_no_suffix(name: str, country: str) -> None:
    city = find_city(name)
    assert (city.id, city.country, city.capital) == (name, country, True)


def test_other_shared_names_are_refused_with_what_can_be_typed() -> None:
    for name, some in (
        ("Birmingham", {"birmingham-gb", "birmingham-us"}),
        ("san-jose", {"san-jose-us", "san-jose-cr"}),  # a capital, but not the largest
        ("springfield-us", {"springfield-us-il", "springfield-us-mo"}),
        ("Odessa", {"odesa", "odessa-us"}),  # the larger one is only also called so
    ):
        with pytest.raises(ScenarioError, match="which ") as caught:
            find_city(name)
        assert caught.value.allowed is not None
        offered = caught.value.allowed.split(", ")
        assert some <= set(offered)
        assert [find_city(each).id for each in offered] == offered


def test_an_unknown_name_is_told_the_nearest() -> None:
    for word, near in (("tokio", "tokyo"), ("warsow", "warsaw"), ("pyongjang", "pyongyang")):
        with pytest.raises(ScenarioError, match=rf"no such city \(did you mean {near}\?\)"):
            find_city(word)
    with pytest.raises(ScenarioError, match="no such city; got"):
        find_city("qqxqzzw")


@given(st.text(max_size=200))
def prop_any_text_is_a_city_or_one_line(text: str) -> None:
    try:
        assert find_city(text).id
    except ScenarioError as caught:
        assert "\n" not in str(caught)


def test_cities_can_be_narrowed() -> None:
    japan = cities(["Japan", "kr"], least_population=1_000_000)
    assert {city.country for city in japan} == {"JP", "KR"}
    assert japan[0].id in ("tokyo", "seoul")
    assert all(a.population >= b.population >= 1_000_000 for a, b in zip(japan[:-1], japan[1:], strict=True))
    assert min(city.population for city in cities()) >= 50_000


def prop_every_owner_of_a_missile_is_a_country() -> None:
    owners = {owner for entry in entries("missiles") for owner in load_missile(entry)[0].owners}
    assert owners
    for owner in owners:
        assert len(find_country(owner).iso2) == 2


@pytest.mark.parametrize(
    ("text", "iso2"),
    [("North Korea", "KP"), ("DPRK", "KP"), ("iran", "IR"), ("IRQ", "IQ"), ("ru", "RU"), ("Türkiye", "TR")],
)
def val_countries_by_name_and_code(text: str, iso2: str) -> None:
    # ISO 3166-1
    assert find_country(text).iso2 == iso2


def test_unknown_country_and_continent_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"no such country \(did you mean germany\?\)"):
        find_country("Germny")
    with pytest.raises(ScenarioError, match="no such continent") as caught:
        capitals("Europe")
    assert caught.value.allowed == "AF, AS, EU, NA, OC, SA"


def test_slugs_and_keys() -> None:
    assert slug_of("  Saint-Denis (Réunion) ") == "saint-denis-reunion"
    assert key_of("St. John’s") == "stjohns"
    assert slug_of("İzmir") == "izmir"
    assert nearest("abc", []) is None


def test_files_are_small() -> None:
    assert len((files("midcourse.geography") / "cities.csv").read_bytes()) < 900_000


def test_the_first_city_is_found_at_once() -> None:
    # 30 ms on the slowest machine measured; far more would be felt on the command line
    code = (
        "import time; from midcourse.geography import find_city; t = time.process_time(); find_city('tokyo')"
    )
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; print(time.process_time() - t)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(told.stdout) < 2.0
