"""The scenario russia-2007: the bases, their distances, the defence of europe-2007, and its page."""

from __future__ import annotations

import math
import sys
from types import ModuleType

import numpy as np
import pytest

from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import chances
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.scenario import at_range, load_scenario
from midcourse.scenario.place import parse_place
from midcourse.threats.fly import fly_raid

NAME = "russia-2007"
MAKER = "make_homeland"
BASES = {
    "vypolzovo": "topol",
    "teykovo": "topol",
    "yoshkar-ola": "topol",
    "tatishchevo": "topol-m",
    "kozelsk": "ss-19",
    "dombarovsky": "ss-18",
}
# great circles on a sphere of 6371 km between places as the list has them, printed to 10 km
PUBLISHED_KM = {
    ("vypolzovo", "redzikowo"): 1090.0,
    ("vypolzovo", "brdy"): 1590.0,
    ("kozelsk", "redzikowo"): 1210.0,
    ("teykovo", "redzikowo"): 1490.0,
    ("tatishchevo", "redzikowo"): 1910.0,
    ("dombarovsky", "redzikowo"): 2850.0,
    ("vypolzovo", "washington"): 7480.0,
    ("tatishchevo", "washington"): 8510.0,
    ("dombarovsky", "washington"): 9160.0,
}
HALF_OF_THE_LAST_PLACE_KM = 5.0
# the list does not print it: to tenths of a degree, as its other places, all distances to it come out as printed
WASHINGTON_OF_THE_LIST = (38.9, -77.0)
# no solution at the least of the range, as the head of the scenario says
SHORT = ("tatishchevo-ss-19",)
VARIANTS = (None, *load_scenario(NAME).variants)


def place_deg(name: str) -> tuple[float, float]:
    """Return latitude and longitude as the published list has them: ours, but for Washington."""
    place = parse_place(name, key="end")
    return WASHINGTON_OF_THE_LIST if name == "washington" else (place.lat_deg, place.lon_deg)


def sphere_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance on a sphere of 6371 km."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    cosine = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(lon_a - lon_b)
    return 6371.0 * math.acos(cosine)


def can_meet(variant: str, speed: str, launch_s: float) -> bool:
    """Say whether a launch from a time on could meet the missile of one base."""
    scenario = load_scenario(NAME, variant, [f"batteries.0.interceptor=gbi-two-stage@{speed}"])
    batteries = [battery_of(item) for item in scenario.batteries]
    (chance,) = chances(scenario, fly_raid(scenario.raid), batteries, launch_s)
    return len(chance.meetings_s) > 0


@pytest.mark.parametrize("variant", VARIANTS)
def prop_each_variant_flies_or_its_head_says_that_it_does_not(variant: str | None) -> None:
    scenario = load_scenario(NAME, variant=variant)
    assert scenario.warnings == ()
    reached = [not at_range(scenario, edge).cannot_reach for edge in ("low", "value", "high")]
    assert reached == [variant not in SHORT, True, True]


@pytest.mark.parametrize(("ends", "published_km"), list(PUBLISHED_KM.items()), ids=str)
def val_distances_are_those_of_the_published_list(ends: tuple[str, str], published_km: float) -> None:
    a, b = (place_deg(end) for end in ends)
    assert abs(sphere_km(a, b) - published_km) <= HALF_OF_THE_LAST_PLACE_KM


def val_one_published_distance_asks_for_a_place_a_tenth_of_a_degree_away() -> None:
    # Yoshkar-Ola to Redzikowo is printed as 1950 km, but the printed places are 1942 km apart; both are good to 0.1
    # degree only, and with it the distance comes out
    (lat, lon), to = place_deg("yoshkar-ola"), place_deg("redzikowo")
    assert abs(sphere_km((lat, lon), to) - 1950.0) == pytest.approx(8.4, abs=0.1)
    assert abs(sphere_km((lat, lon + 0.1), to) - 1950.0) <= HALF_OF_THE_LAST_PLACE_KM


@pytest.mark.parametrize("ends", list(PUBLISHED_KM), ids=str)
def verif_the_ellipsoid_that_is_flown_on_is_near_the_sphere(ends: tuple[str, str]) -> None:
    # its radii of curvature, 6335 to 6400 km, lie 0.56 % below and 0.45 % above 6371 km
    a, b = (parse_place(end, key="end") for end in ends)
    flown_m, _ = arc_m(WGS84, *(math.radians(x) for p in (a, b) for x in (p.lat_deg, p.lon_deg)))
    ours_km = sphere_km((a.lat_deg, a.lon_deg), (b.lat_deg, b.lon_deg))
    assert -5.6e-3 <= flown_m / 1e3 / ours_km - 1.0 <= 4.5e-3


def prop_the_raid_is_one_missile_of_each_base_and_each_flies_alone_too() -> None:
    raid = load_scenario(NAME).raid
    assert {item.from_place.id: item.missile.id for item in raid} == BASES
    for item in raid:
        (alone,) = load_scenario(NAME, item.from_place.id).raid
        assert alone == item
        assert (item.to_place.id, item.launch_s) == ("washington", 0.0)


def prop_sensors_battery_and_doctrine_are_those_of_europe_2007() -> None:
    ours, theirs = load_scenario(NAME), load_scenario("europe-2007")
    assert ours.batteries == theirs.batteries
    assert ours.doctrine == theirs.doctrine
    for own, other in zip(ours.sensors, theirs.sensors, strict=True):
        assert (own.sensor, own.site) == (other.sensor, other.site)
    # the one that turns looks at the first launch point, the other where europe-2007 has it
    own, other = (np.degrees(scenario.sensors[1].boresight_azimuth_rad) for scenario in (ours, theirs))
    assert own == pytest.approx(other, abs=0.01)


WESTERN = ("vypolzovo", "teykovo", "yoshkar-ola", "kozelsk")


@pytest.mark.parametrize("base", BASES)
def val_which_base_can_be_met_hangs_on_the_speed_when_the_launch_is_late(base: str) -> None:
    # V-25, Postol by AFP 2007: at 6.3 km/s the Polish interceptor cannot engage missiles bound for America, near 8
    # to 9 it can. The launch was not published with it; it is swept from 100 to 300 s. Ours: true of western bases at
    # 300 s; at 100 s both speeds meet all six, and the two bases in the south-east stay in reach at 300 s.
    assert all(can_meet(base, "lewis-postol-2008", time_s) for time_s in (100.0, 200.0, 300.0))
    assert can_meet(base, "mda-2007", 100.0)
    assert can_meet(base, "mda-2007", 300.0) is (base not in WESTERN)


@pytest.mark.parametrize("variant", VARIANTS)
def prop_every_number_has_an_author(variant: str | None) -> None:
    numbers = load_scenario(NAME, variant=variant).provenance
    assert [path for path, number in numbers.items() if number.grade == "user"] == []


def test_every_variant_is_in_every_table_and_every_sentence_holds_a_number(maker: ModuleType, told) -> None:
    told(maker, NAME, maker.RUSSIA)


def test_the_page_holds_what_is_worked_now(maker: ModuleType) -> None:
    tables, alike = sys.modules["homeland_tables"], sys.modules["make_europe"].alike
    lines = (maker.ROOT / f"docs/{NAME}.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    for variant in (None, "vypolzovo"):
        case = sys.modules["homeland"].work(maker.RUSSIA, variant, with_runs=False)
        made = [tables.sight_table, tables.window_table]
        if variant:
            made += [tables.flight_table, tables.lever_table]
        for table in made:
            for row in table({case.name: case})[2:]:
                assert any(alike(row, line) for line in rows), row
