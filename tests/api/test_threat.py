"""Who reaches whom: verdicts by a second method, dates, and the answers that the debate agrees on."""

from __future__ import annotations

import math

import pytest

from midcourse.api import greatest_ranges
from midcourse.api.inside import cities_inside
from midcourse.api.pairs import pairs
from midcourse.api.regions import parse_day, parse_owners, parse_regions
from midcourse.api.threat import BARELY, INSIDE, MOSTLY, OUTSIDE, Threat, who_reaches
from midcourse.catalog import load_missile
from midcourse.catalog.arsenal import CONTESTED, EXISTS, GONE, NOT_YET, arsenal
from midcourse.errors import ScenarioError
from midcourse.geography import cities
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.threats.fly import stack_of
from midcourse.threats.launch import Pad, place_at
from midcourse.threats.towards import range_towards


@pytest.fixture(scope="module")
def of_2001() -> Threat:
    return who_reaches("north-korea,iran,iraq", "united-states,europe", "2001-07")


@pytest.fixture(scope="module")
def of_iran() -> Threat:
    return who_reaches("iran", "europe")


def reached(told: Threat, owner: str, region: str, missile: str | None = None) -> list[str]:
    return [
        reach.pair.target.name
        for reach in told.reaches
        if reach.armed.owner == owner
        and reach.region.id == region
        and missile in (None, reach.armed.missile.id)
        and reach.verdict in (INSIDE, MOSTLY)
    ]


def val_iraq_reached_nobody_in_july_2001(of_2001: Threat) -> None:
    # even with missiles that were destroyed in 1991, and at the high end of the published range
    mine = [reach for reach in of_2001.reaches if reach.armed.owner == "Iraq"]
    assert {reach.armed.missile.id for reach in mine} == {"scud-b", "al-husayn"}
    assert {reach.verdict for reach in mine} == {OUTSIDE}
    assert "no missile of North Korea, Iran or Iraq reached a city of the United States" in of_2001.answer()


def val_the_nodong_does_not_reach_washington_and_the_hwasong_15_does() -> None:
    told = who_reaches("north-korea", "united-states")
    assert reached(told, "North Korea", "US", "nodong") == []
    assert "Washington" in reached(told, "North Korea", "US", "hwasong-15")


def prop_a_newer_longer_missile_reaches_no_less(of_iran: Threat) -> None:
    order = ("scud-b", "nodong", "ghadr", "sejjil", "notional-irbm", "notional-icbm")
    found = [set(reached(of_iran, "Iran", "europe", missile)) for missile in order]
    assert all(a <= b for a, b in zip(found, found[1:], strict=False))
    assert found[0] == set() and len(found[-1]) == 46


def verif_verdicts_follow_from_distance_and_bracket(of_iran: Threat) -> None:
    for reach in of_iran.reaches:
        row = reach.as_dict()
        least, stated, most = row["range_low_m"], row["range_m"], row["range_high_m"]
        if stated is None:
            assert row["verdict"] == INSIDE
            continue
        assert least <= stated <= most
        far = row["distance_m"]
        known = INSIDE if far <= least else MOSTLY if far <= stated else BARELY if far <= most else OUTSIDE
        assert row["verdict"] == known


def verif_the_launch_point_is_the_nearest_of_all() -> None:
    (region,) = parse_regions("europe")
    for pair in pairs("Iran", region)[::9]:
        goal = math.radians(pair.target.lat_deg), math.radians(pair.target.lon_deg)
        nearest = min(
            arc_m(WGS84, math.radians(city.lat_deg), math.radians(city.lon_deg), *goal)[0]
            for city in cities(["IR"])
        )
        assert pair.distance_m <= nearest + 0.01


def verif_a_range_towards_a_place_is_that_of_the_ring() -> None:
    # the ring is flown by direction of launch, this by direction of the fall
    found = greatest_ranges("hwasong-14", "sohae", directions=360)
    pad = Pad(math.radians(39.66), math.radians(124.71), 0.0)
    there = place_at(pad, math.radians(found.bearing_deg[45]), found.rotating_range_m[45])
    far_m = range_towards(stack_of(load_missile("hwasong-14")[0]), pad, there)
    assert far_m == pytest.approx(found.rotating_range_m[45], rel=2e-3)


def verif_cities_inside_are_those_nearer_than_the_range_in_their_direction() -> None:
    bearings = [30.0 * k for k in range(12)]
    ranges = [2.0e6 + 1.0e6 * (k % 3) for k in range(12)]
    found = {city.id for city in cities_inside(70.0, 175.0, bearings, ranges)}
    assert len(found) > 5
    for city in cities():
        here = math.radians(city.lat_deg), math.radians(city.lon_deg)
        far_m, bearing = arc_m(WGS84, math.radians(70.0), math.radians(175.0), *here)
        k, part = divmod(math.degrees(bearing) / 30.0, 1.0)
        reach_m = ranges[int(k) % 12] * (1.0 - part) + ranges[(int(k) + 1) % 12] * part
        if abs(far_m - reach_m) > 1.0:
            assert (city.id in found) == (far_m < reach_m), city.id


def test_every_city_is_inside_a_range_without_end() -> None:
    assert len(cities_inside(39.66, 124.71, [0.0, 120.0, 240.0], [None, None, None])) == len(cities())


def test_status_follows_the_date() -> None:
    def status(owner: str, missile: str, day: str) -> str:
        known = {armed.missile.id: armed.status for armed in arsenal(owner, parse_day(day).year)}
        return known[missile]

    assert status("Iran", "ghadr", "2003") == NOT_YET
    assert status("Iran", "ghadr", "2004-02-29") == CONTESTED
    assert status("Iran", "ghadr", "2007-01") == EXISTS
    assert status("Iraq", "al-husayn", "1990") == EXISTS
    assert status("Iraq", "al-husayn", "2001-07") == CONTESTED
    assert status("Iraq", "al-husayn", "2004") == GONE


def test_places_that_stand_for_a_region() -> None:
    (america,) = parse_regions("united-states")
    told = {pair.role: pair.target.name for pair in pairs("North Korea", america)}
    assert set(told) == {"nearest city", "nearest of the 48 states", "capital"}
    assert told["capital"] == "Washington"
    (europe,) = parse_regions("Europe")
    assert "Moscow" not in {pair.target.name for pair in pairs("Russia", europe)}
    (japan,) = parse_regions("japan")
    assert 20 <= len(pairs("North Korea", japan)) <= 22


def test_other_claims_are_left_out_and_notional_ones_marked(of_iran: Threat) -> None:
    ids = {armed.missile.id: armed.notional for armed in of_iran.armed}
    assert not any("@" in missile for missile in ids)
    assert ids["notional-irbm"] and not ids["sejjil"]


@pytest.mark.parametrize("text", ["2001-13", "2001-02-30", "July 2001", "01-07-2001", "1066", "", "2001-7"])
def prop_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="not a date"):
        parse_day(text)


def test_dates_and_owners_as_people_type_them() -> None:
    assert [parse_day(text).words for text in ("2001", "2001-07", "2001-07-11")] == [
        "2001",
        "July 2001",
        "11 July 2001",
    ]
    assert parse_owners("north-korea, Iran,NORTH KOREA") == ("North Korea", "Iran")


def test_pictures_draw_every_row_and_no_ring_leaves_a_streak(of_iran: Threat, of_2001: Threat) -> None:
    from matplotlib import pyplot as plt

    from midcourse.views.flat import JUMP_M

    matrix = of_iran.plot.matrix()
    words = [text.get_text() for text in matrix.texts]
    assert sum(word.endswith(" km") for word in words) == 46
    chart = of_2001.plot.map()
    import numpy as np

    for axes in (matrix.figure.axes[1], chart):
        for line in axes.get_lines():
            points = line.get_xydata()
            if line.get_linestyle() != "None":
                assert np.nanmax(np.hypot(*np.diff(points, axis=0).T)) < JUMP_M
    plt.close("all")


def prop_a_small_capital_stands_for_its_country_and_nothing_for_no_region() -> None:
    found = who_reaches("iran", "malta")
    assert {reach.pair.target.name for reach in found.reaches} == {"Valletta"}
    for owners, region in (("russia", "antarctica"), ("russia", "russia")):
        with pytest.raises(ScenarioError):
            who_reaches(owners, region)


def prop_years_are_those_of_the_owner() -> None:
    first = {
        owner: {one.missile.id: one.first for one in arsenal(owner, None)}
        for owner in ("Iran", "North Korea")
    }
    assert first["Iran"]["nodong"] == (1998, 2003, 2004) and first["North Korea"]["nodong"] == (
        1993,
        1995,
        1999,
    )
    assert first["Iran"]["scud-b"][1] > 1980


def prop_a_range_without_end_keeps_its_published_bracket() -> None:
    rows = [row for row in who_reaches("north-korea", "brazil", "2023").reaches if math.isinf(row.range_m)]
    assert {row.armed.missile.id for row in rows} == {"hwasong-15", "hwasong-17"}
    for row in rows:
        low_m = row.armed.missile.range_m * row.armed.low_share
        assert row.verdict == (INSIDE if row.pair.distance_m <= low_m else MOSTLY)


def prop_hawaii_is_no_contiguous_state() -> None:
    (row,) = [
        r
        for r in who_reaches("north-korea", "united-states", "2017").reaches
        if "48" in r.pair.role and r.armed.missile.id == "hwasong-14"
    ]
    assert row.pair.target.name not in ("Honolulu", "Anchorage", "Hilo")
