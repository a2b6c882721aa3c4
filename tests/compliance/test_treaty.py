"""The treaty of 1972: the test cases of the published rules, figures of radars, and each rule turned by one change."""

from __future__ import annotations

from datetime import date

import pytest
from worlds import RAID, SPY, TEST, gbi, of, verdicts, world

from midcourse.catalog import entries, load_forces, load_treaty
from midcourse.catalog.reader import load_sensor, load_site
from midcourse.compliance.facts import country_near, facts_of
from midcourse.compliance.finding import ABSENT, ALLOWED, BREACH, CONTESTED, VERDICTS
from midcourse.compliance.treaty import OF_FORCES, OF_SCENARIOS, findings_of, treaty_of
from midcourse.errors import ScenarioError
from midcourse.scenario import load_scenario
from midcourse.scenario.load import builtin_names
from midcourse.scenario.place import Place

NEAR_GRAND_FORKS = "{name: Silo, lat: 48.6 deg, lon: -97.5 deg}"  # 66 km east of it
FAR_1200_KM = "{name: Second, lat: 37.82 deg, lon: -98.4 deg}"  # 1200 km south of Grand Forks
FAR_1400_KM = "{name: Second, lat: 36.01 deg, lon: -98.4 deg}"  # 1400 km


# the test cases of the published rules


def val_a_hundred_at_grand_forks_are_allowed() -> None:
    scenario = world([gbi("grand-forks", 60), gbi(NEAR_GRAND_FORKS, 40)])
    for article in ("III, area", "III, count", "Protocol of 1974, I", "V(1)", "IX", "I"):
        assert set(verdicts(scenario, article)) == {ALLOWED}, article
    (count,) = of(findings_of("abm-1972", scenario), "III, count")
    assert (count.value_number, count.limit_value, count.unit) == (100.0, 100.0, "interceptors")


def val_a_hundred_at_fort_greely_breach() -> None:
    scenario = world([gbi("fort-greely", 100)], defended="anchorage, seattle")
    assert verdicts(scenario, "III, area") == [BREACH]
    assert verdicts(scenario, "IV, count") == [BREACH]
    assert verdicts(scenario, "I") == [BREACH]


def val_five_test_silos_at_fort_greely_are_contested() -> None:
    scenario = load_scenario("testbed-2001", "emergency-fort-greely")
    (found,) = of(findings_of("abm-1972", scenario), "IV, ranges")
    assert found.verdict == CONTESTED
    assert {one.who: one.verdict for one in found.readings} == {"United States": ALLOWED, "Russia": BREACH}
    assert all(one.source in entries("sources") for one in found.readings)
    assert verdicts(scenario, "IV, count") == [ALLOWED]


def val_ten_in_poland_breach() -> None:
    found = of(findings_of("abm-1972", load_scenario("europe-2007")), "IX")
    assert [one.value for one in found if one.verdict == BREACH] == [
        "european-midcourse-radar at Brdy (Misov): in Czechia",
        "gbi-two-stage at Redzikowo: in Poland",
    ]


def val_a_ship_that_tracks_a_test_of_an_icbm_breaches() -> None:
    sensors = ["{sensor: gbr-p, site: meck-island}", SPY]
    scenario = world([gbi("meck-island", 1)], sensors, TEST, defended="meck-island")
    for article in ("V(1)", "VI(a)"):
        (found,) = of(findings_of("abm-1972", scenario), article)
        assert found.verdict == BREACH and "spy-1 at Ship" in found.value


def val_thule_as_fire_control_breaches() -> None:
    thule = "{sensor: bmews-upgraded@thule, site: thule}"
    alone = world([gbi("grand-forks")], [thule])
    assert verdicts(alone, "VI(a)") == verdicts(alone, "Agreed Statement F") == [BREACH]
    # beside an ABM radar it warns, and what is left is the dispute over its place
    beside = world([gbi("grand-forks")], [thule, "{sensor: gbr-p, site: grand-forks}"])
    assert verdicts(beside, "VI(a)") == [ALLOWED]
    assert verdicts(beside, "VI(b)") == [CONTESTED]
    assert verdicts(beside, "Agreed Statement F") == [CONTESTED, ALLOWED]


def val_two_areas_closer_than_1300_km_breach() -> None:
    near, far = (
        world([gbi("grand-forks"), gbi(spot)], day="1974-01-01") for spot in (FAR_1200_KM, FAR_1400_KM)
    )
    (found,) = of(findings_of("abm-1972", near), "Agreed Statement C")
    assert found.verdict == BREACH and found.value_number == pytest.approx(1.2e6, abs=5e3)
    assert verdicts(far, "Agreed Statement C") == [ALLOWED]


def val_a_second_area_is_allowed_until_the_protocol() -> None:
    two = [gbi("grand-forks"), gbi("washington")]
    assert verdicts(world(two, day="1976-05-23"), "III, areas") == [ALLOWED]
    assert verdicts(world(two, day="1976-05-24"), "Protocol of 1974, I") == [BREACH]
    same = [gbi("grand-forks"), gbi("{name: Warren, lat: 41.2 deg, lon: -104 deg}")]
    assert verdicts(world(same, day="1974-01-01"), "III, areas") == [BREACH]  # both of one kind


# power times area


@pytest.mark.parametrize(
    ("entry", "power_w", "area_m2", "product", "verdict"),
    [
        ("european-midcourse-radar", 170e3, 105.0, 1.8e7, BREACH),
        ("european-midcourse-radar", 29e3, 105.0, 3.0e6, BREACH),  # it stays over down to 29 kW
        ("european-midcourse-radar", 28e3, 105.0, 2.9e6, ALLOWED),
        ("pave-paws-upgraded", 146e3, 384.0, 5.6e7, ALLOWED),  # over the limit, and early warning at home
        ("an-tpy-2", 81e3, 9.2, 7.5e5, ALLOWED),
    ],
)
def val_power_times_area(entry: str, power_w: float, area_m2: float, product: float, verdict: str) -> None:
    radar = f"{{sensor: {entry}, site: beale, boresight: 246 deg, mean_power: {power_w} W, aperture: {area_m2} m^2}}"
    scenario = world([gbi("grand-forks")], [radar, "{sensor: gbr-p, site: grand-forks}"])
    found = of(findings_of("abm-1972", scenario), "Agreed Statement F")[0]
    assert found.value_number == pytest.approx(power_w * area_m2)
    assert found.value_number == pytest.approx(product, rel=0.03)
    assert (found.verdict, found.limit_value) == (verdict, 3e6)


def verif_shipped_radars_lie_on_the_published_side() -> None:
    for entry, over in (
        ("european-midcourse-radar", True),
        ("pave-paws-upgraded", True),
        ("an-tpy-2", False),
    ):
        radar, _ = load_sensor(entry)
        assert (radar.mean_power_w * radar.aperture_m2 > 3e6) == over


# each rule, turned by one change

FIELD = [gbi("grand-forks")]
TURNED = {
    "III, area": (FIELD, [gbi("{name: Out, lat: 48.6 deg, lon: -95.5 deg}")]),
    "III, count": ([gbi("grand-forks", 100)], [gbi("grand-forks", 101)]),
    "IV, count": ([gbi("meck-island", 15)], [gbi("meck-island", 16)]),
    "V(1)": (FIELD, [gbi("grand-forks", 10, ", basing: mobile")]),
    "IX": (FIELD, [gbi("redzikowo")]),
    "I": ([gbi("grand-forks", 100)], [gbi("grand-forks", 101)]),
    "Protocol of 1974, I": (FIELD, [*FIELD, gbi("washington")]),
}


@pytest.mark.parametrize("article", TURNED)
def prop_one_change_of_launchers_turns_a_verdict(article: str) -> None:
    defended = "san-francisco" if article == "I" else "washington"
    before, after = (verdicts(world(one, defended=defended), article) for one in TURNED[article])
    if article == "I":  # what is defended lies outside; as few as test ranges may have are contested
        before = verdicts(world([gbi("grand-forks", 15)], defended=defended), article)
        assert (before, after) == ([CONTESTED], [BREACH])
        return
    assert set(before) == {ALLOWED} and BREACH in after


@pytest.mark.parametrize(
    ("basing", "verdict"),
    [("fixed", ALLOWED), ("mobile", CONTESTED), ("sea", BREACH), ("air", BREACH), ("space", BREACH)],
)
def prop_basing_of_a_radar_turns_the_verdict(basing: str, verdict: str) -> None:
    scenario = world(FIELD, [f"{{sensor: gbr-p, site: grand-forks, basing: {basing}}}"])
    assert verdicts(scenario, "V(1)") == [verdict]


@pytest.mark.parametrize(
    ("to", "verdict"), [("warsaw", ALLOWED), ("london", CONTESTED), ("washington", BREACH)]
)
def prop_the_target_decides_about_a_theatre_radar(to: str, verdict: str) -> None:
    missile = "notional-icbm" if to == "washington" else "notional-irbm"
    raid = f"{{missile: {missile}, from: tabriz, to: {to}}}"
    if to == "warsaw":
        raid = "{missile: nodong, from: tabriz, to: '33.3,44.4'}"
    scenario = world(FIELD, ["{sensor: gbr-p, site: grand-forks}", "{sensor: an-tpy-2, site: shariki}"], raid)
    assert verdicts(scenario, "VI(a)") == [verdict]
    away = [one.value for one in of(findings_of("abm-1972", scenario), "IX")]
    assert ("an-tpy-2" in str(away)) == (verdict != ALLOWED)


def prop_a_warning_radar_is_judged_by_where_it_looks() -> None:
    def radar(boresight: str, site: str = "beale") -> list[str]:
        warns = f"{{sensor: pave-paws-upgraded, site: {site}, boresight: {boresight}}}"
        return [warns, "{sensor: gbr-p, site: grand-forks}"]

    assert verdicts(world(FIELD, radar("246 deg")), "VI(b)") == [ALLOWED]
    assert verdicts(world(FIELD, radar("80 deg")), "VI(b)") == [BREACH]  # across the United States
    assert verdicts(world(FIELD, radar("80 deg", "fylingdales")), "VI(b)") == [CONTESTED]
    assert verdicts(world(FIELD, radar("80 deg", "ramstein")), "VI(b)") == [BREACH]


def prop_radars_in_an_area_are_counted() -> None:
    three = ["{sensor: gbr-p, site: grand-forks}"] * 3
    assert verdicts(world(FIELD, three[:2]), "III, radars") == [ALLOWED, ALLOWED]
    assert verdicts(world(FIELD, three), "III, radars") == [BREACH, ALLOWED]
    small = ["{sensor: gbr-p, site: grand-forks, mean_power: 1 kW}"] * 19
    assert verdicts(world(FIELD, small[:18]), "III, radars") == [ALLOWED, ALLOWED]
    assert verdicts(world(FIELD, small), "III, radars") == [ALLOWED, BREACH]
    spots = [
        f"{{sensor: gbr-p, site: {{name: C{k}, lat: {38.5 + k / 20} deg, lon: -77 deg}}}}" for k in range(7)
    ]
    assert verdicts(world([gbi("washington")], spots[:6]), "III, radars") == [ALLOWED]
    assert verdicts(world([gbi("washington")], spots), "III, radars") == [BREACH]


def prop_orders_that_rest_on_satellites_are_contested() -> None:
    scenario = load_scenario("testbed-2001")
    assert verdicts(scenario, "Agreed Statement D") == [ALLOWED]
    assert verdicts(scenario.set("doctrine.clock", "satellite"), "Agreed Statement D") == [CONTESTED]


def prop_what_nothing_can_breach_is_not_called_allowed() -> None:
    bare = world([], ["{sensor: gbr-p, site: grand-forks}"])
    assert verdicts(bare, "III, area") == verdicts(bare, "Agreed Statement C") == [ABSENT]
    for name in ("testbed-2001", "national-2004", "europe-2007"):
        found = findings_of("abm-1972", load_scenario(name))
        assert [one.verdict for one in of(found, "Agreed Statement E")] == [ABSENT]
        assert all(one.readings for one in found if one.verdict == CONTESTED)
        assert all(one.value == "none" for one in found if one.verdict == ABSENT)


# days


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("1972-10-02", False),
        ("1972-10-03", True),
        ("2002-06-12", True),
        ("2002-06-13", False),
        ("2007-10-12", False),
    ],
)
def val_days_in_force(day: str, held: bool) -> None:
    assert treaty_of("abm-1972").in_force_on(date.fromisoformat(day)) == held
    found = findings_of("abm-1972", load_scenario("testbed-2001"), date.fromisoformat(day))
    assert {one.in_force for one in found} == {held}


def test_a_range_is_named_from_its_day_on() -> None:
    scenario = load_scenario("testbed-2001", "emergency-fort-greely")
    before, after = (findings_of("abm-1972", scenario, date(2001, 7, day)) for day in (11, 12))
    assert of(before, "III, area")[0].verdict == BREACH
    assert of(after, "III, area")[0].verdict == ABSENT


# facts and data


@pytest.mark.parametrize(
    ("site", "country"),
    [("shemya", "US"), ("kodiak", "US"), ("meck-island", None), ("thule", "GL"), ("redzikowo", "PL")],
)
def val_country_of_a_site_on_a_small_island(site: str, country: str) -> None:
    spot, _ = load_site(site)
    found = country_near(Place(lat=spot.lat_deg, lon=spot.lon_deg))
    assert found == country  # Kwajalein is not drawn; the file of the treaty says what it is


def test_the_party_is_the_one_on_whose_ground_batteries_stand() -> None:
    law = treaty_of("abm-1972")
    moscow = world([gbi("moscow", 100)], ["{sensor: gbr-p, site: moscow}"], RAID, defended="moscow")
    assert facts_of(law, moscow, date(2000, 1, 1)).party == "RU"
    assert verdicts(moscow, "III, area") == [ALLOWED]
    assert facts_of(law, load_scenario("europe-2007"), date(2000, 1, 1)).party == "US"


def prop_every_rule_is_named_by_an_article_and_every_article_names_a_rule() -> None:
    named: dict[str, set[str]] = {"defensive": set(), "offensive": set()}
    for entry in entries("treaties"):
        law, _ = load_treaty(entry)
        named[law.kind] |= {one.rule for one in law.articles}
    assert named == {"defensive": set(OF_SCENARIOS), "offensive": set(OF_FORCES)}


def prop_roles_name_entries_of_the_catalogue() -> None:
    # in no file: a radar of ships, for scenarios of one's own
    known = {*entries("sensors"), *entries("interceptors"), "spy-1"}
    for entry in entries("treaties"):
        for role in load_treaty(entry)[0].roles:
            assert set(role.entries) <= known


def test_a_scenario_without_a_day_is_asked_on_one() -> None:
    scenario = world(FIELD, day=None)
    with pytest.raises(ScenarioError, match="the scenario has no date; allowed: --date"):
        findings_of("abm-1972", scenario)
    assert findings_of("abm-1972", scenario, date(1990, 1, 1))[0].in_force


@pytest.mark.parametrize("name", builtin_names())
def prop_every_built_in_scenario_is_answered_by_every_article(name: str) -> None:
    scenario = load_scenario(name)
    for entry in ("abm-1972", "demarcation-1997"):
        found = findings_of(entry, scenario, date(2001, 7, 14))
        asked = [one for one in treaty_of(entry).articles if one.until is None]
        assert list(dict.fromkeys(one.article for one in found)) == [one.article for one in asked]
        for one in found:
            assert one.verdict in VERDICTS and one.because and one.source in entries("sources")
            assert (one.verdict == CONTESTED) == bool(one.readings)
            assert (one.limit_value is None) == (one.value_number is None) == (
                one.unit == ""
            ) or one.verdict == ABSENT


def prop_what_is_recalled_is_not_called_official() -> None:
    # where a remark says that its whole figure was remembered, the grade says so too
    for entry in entries("treaties"):
        for one in load_treaty(entry)[0].cited:
            if one.where.startswith("recalled") or one.where.endswith("; recalled"):
                assert one.grade in ("estimated", "assumed"), (entry, one.where)
    for entry in entries("forces"):
        forces, _ = load_forces(entry)
        assert not forces.where.startswith("recalled") or forces.grade == "estimated", entry
