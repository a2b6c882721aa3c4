"""Third parties: countries of intercepts, what comes down where, and what radars abroad have in view."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely
from scipy.integrate import solve_ivp

from midcourse.analysis.coming_down import TUMBLING_KG_M2, burnouts_s, come_down
from midcourse.analysis.onlookers import ABROAD, is_there, least_rcs_m2
from midcourse.analysis.territory import AT_SEA, STAYS_UP, by_country, over
from midcourse.analysis.third_parties import picked
from midcourse.api import ThirdParties, load, run, third_parties
from midcourse.catalog.reader import entries, load_sensor
from midcourse.engagement.watch import placed
from midcourse.errors import ScenarioError
from midcourse.geography import country_shape
from midcourse.kernels.earth import WGS84
from midcourse.records import FAILED_IN_FLIGHT, WARHEAD
from midcourse.scenario import parse_place
from midcourse.scenario.model import Scenario, SensorItem
from midcourse.sensors.radar import aside_gain, chance, strength
from midcourse.truth import Trajectory

RUNS = 40
# US Standard Atmosphere 1976: geometric altitude in km, density in kg/m3
AIR = np.array(
    [
        (0, 1.225), (2, 1.0066), (5, 0.73643), (8, 0.52579), (11, 0.36480), (15, 0.19476), (20, 8.8910e-2),
        (25, 4.0084e-2), (30, 1.8410e-2), (35, 8.4634e-3), (40, 3.9957e-3), (45, 1.9663e-3), (50, 1.0269e-3),
        (55, 5.6810e-4), (60, 3.0968e-4), (65, 1.6321e-4), (70, 8.2829e-5), (75, 3.9921e-5), (80, 1.8458e-5),
        (85, 8.2196e-6), (90, 3.416e-6), (95, 1.393e-6), (100, 5.604e-7), (120, 2.222e-8),
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load("europe-2007")


@pytest.fixture(scope="module")
def found(europe: Scenario) -> ThirdParties:
    return third_parties(europe, RUNS)


@pytest.fixture(scope="module")
def russia() -> ThirdParties:
    return third_parties(load("russia-2007"), RUNS)


@pytest.mark.parametrize("name", ["found", "russia"])
def prop_shares_add_up_to_one(name: str, request: pytest.FixtureRequest) -> None:
    one: ThirdParties = request.getfixturevalue(name)
    told = json.loads(json.dumps(one.as_dict(), allow_nan=False))
    assert sum(row["share"] for row in told["intercepts"]) == pytest.approx(1.0)
    assert sum(row["kills_share"] for row in told["intercepts"]) == pytest.approx(1.0)
    for number in (1, 2):
        shares = [row["share"] for row in told["interceptor_stages"] if row["stage"] == number]
        assert sum(shares) == pytest.approx(1.0)
    assert sum(row["share"] for row in told["missed"]) == pytest.approx(1.0)
    assert told["shots"] == told["failed_shots"] + told["arrived_shots"]
    assert told["kills"] + told["missed_shots"] <= told["arrived_shots"]
    for row in told["intercepts"]:
        assert row["first_s"] <= row["last_s"] and 100e3 < row["lowest_m"] <= row["highest_m"] < 2e6


def verif_shots_and_kills_are_those_of_a_run(europe: Scenario, found: ThirdParties) -> None:
    shots = run(europe, RUNS, 1, worlds=0).fought.shots
    became = found.found.outcomes
    assert len(became.killed) == len(shots)
    assert np.array_equal(became.killed, shots["hit"] == 1)
    whole = shots["kind"] == WARHEAD
    assert np.array_equal(became.failed[whole], shots["link"][whole] == FAILED_IN_FLIGHT)


def verif_the_country_of_an_intercept_is_by_its_own_outline(europe: Scenario, found: ThirdParties) -> None:
    shots = run(europe, RUNS, 1, worlds=0).fought.shots[found.found.outcomes.arrived]
    places = shapely.points(shots["intercept_lon_deg"], shots["intercept_lat_deg"])
    inside = 0
    for row in found.found.intercepts:
        if row.over.country is None:
            continue
        own = shapely.contains(country_shape(row.over.country), places)
        assert own.mean() == pytest.approx(row.over.share)
        heights = shots["intercept_alt_m"][own]
        assert (heights.min(), heights.max()) == (row.over.lowest_m, row.over.highest_m)
        inside += own.sum()
    at_sea = sum(row.over.share for row in found.found.intercepts if row.over.country is None)
    assert inside == round((1.0 - at_sea) * len(shots)) and inside > 0


def _refallen(path: Trajectory, time_s: float, beta_kg_m2: float) -> tuple[float, float, float]:
    # another integrator, gravity with the Earth's flattening, air from the printed table
    a, mu, omega, j2 = 6378137.0, 3.986004418e14, 7.292115e-5, 1.08262982e-3

    def geodetic(t: float, r: np.ndarray) -> tuple[float, float, float]:
        lon = math.atan2(r[1], r[0]) - omega * t
        p, e2 = math.hypot(r[0], r[1]), WGS84.f * (2.0 - WGS84.f)
        lat = math.atan2(r[2], p * (1.0 - e2))
        for _ in range(6):
            n = a / math.sqrt(1.0 - e2 * math.sin(lat) ** 2)
            lat = math.atan2(r[2] + e2 * n * math.sin(lat), p)
        alt = p * math.cos(lat) + r[2] * math.sin(lat) - a * math.sqrt(1.0 - e2 * math.sin(lat) ** 2)
        return math.degrees(lat), (math.degrees(lon) + 180.0) % 360.0 - 180.0, alt

    def rate(t: float, y: np.ndarray) -> np.ndarray:
        r, v = y[:3], y[3:]
        d = float(np.linalg.norm(r))
        z2 = 5.0 * (r[2] / d) ** 2
        k = 1.5 * j2 * (a / d) ** 2
        pull = -mu / d**3 * r * (1.0 + k * (np.array([1.0, 1.0, 3.0]) - z2))
        height_km = geodetic(t, r)[2] / 1e3
        rho = math.exp(np.interp(height_km, AIR[:, 0], np.log(AIR[:, 1]))) if height_km < 120.0 else 0.0
        wind = v - omega * np.array([-r[1], r[0], 0.0])
        return np.concatenate([v, pull - 0.5 * rho / beta_kg_m2 * float(np.linalg.norm(wind)) * wind])

    def ground(t: float, y: np.ndarray) -> float:
        return geodetic(t, y[:3])[2]

    ground.terminal, ground.direction = True, -1.0  # type: ignore[attr-defined]
    flown = solve_ivp(
        rate, (time_s, time_s + 2e4), path.state_eci(time_s), "DOP853", None, events=ground, rtol=1e-9, atol=1e-3,
        max_step=20.0,
    )  # fmt: skip
    lat_deg, lon_deg, _ = geodetic(flown.t[-1], flown.y[:3, -1])
    return flown.t[-1], lat_deg, lon_deg


@pytest.mark.parametrize("stage", [0, 1])
def verif_a_stage_falls_as_by_another_integrator(europe: Scenario, found: ThirdParties, stage: int) -> None:
    one = found.found.flights[0]
    fall = one.stages[stage]
    assert fall is not None
    at_s = one.flight.launch_s + burnouts_s(europe.batteries[0].interceptor)[stage]
    time_s, lat_deg, lon_deg = _refallen(one.flight, at_s, TUMBLING_KG_M2)
    flat_m = 111e3 * math.hypot(
        lat_deg - fall.lat_deg, (lon_deg - fall.lon_deg) * math.cos(math.radians(lat_deg))
    )
    assert flat_m < (2e3, 20e3)[stage]
    assert abs(time_s - fall.time_s) < (5.0, 20.0)[stage]


def prop_stages_burn_out_on_the_path_one_after_the_other(europe: Scenario, found: ThirdParties) -> None:
    ends = burnouts_s(europe.batteries[0].interceptor)
    for one in found.found.flights:
        assert one.flight.launch_s + ends[-1] == pytest.approx(one.flight.burnout_s)
        assert all(fall is None or fall.time_s > one.flight.launch_s for fall in one.stages)
        assert one.missed or one.fall is None


def prop_what_is_heavier_for_its_size_flies_farther(found: ThirdParties) -> None:
    path = found.found.flights[0].flight
    light, heavy = (come_down(path, path.launch_s + 69.1, beta) for beta in (100.0, 500.0))
    start = path.geodetic(np.array([path.launch_s]))[0]
    away = [math.hypot(fall.lat_deg - start[0], fall.lon_deg - start[1]) for fall in (light, heavy) if fall]
    assert len(away) == 2 and away[0] < away[1]


def verif_what_is_too_fast_does_not_come_down(found: ThirdParties) -> None:
    path = found.found.flights[0].flight
    nodes = path.nodes.copy()
    nodes[:, 4:7] *= 1.6
    assert come_down(Trajectory(nodes, path.launch_s, path.burnout_s, False), path.end_s, 250.0) is None
    rows = by_country([None, over(10.0, 0.0, -30.0), None, over(5.0, 52.0, 20.0)])
    assert [(row.country, row.name, row.share) for row in rows] == [
        (None, STAYS_UP, 0.5),
        ("PL", "Poland", 0.25),
        (None, AT_SEA, 0.25),
    ]
    assert rows[0].first_s is None and rows[1].first_s == 5.0
    assert by_country([]) == ()


def verif_stages_of_missiles_come_down_where_the_sky_has_them(
    found: ThirdParties, russia: ThirdParties
) -> None:
    assert [(one.stage, one.fall.country) for one in found.found.missile_stages] == [(1, "IR"), (2, "GB")]
    stages = russia.found.missile_stages
    assert [one.stage for one in stages if one.what == "missile 1"] == [1, 2, 3]
    assert {one.fall.country for one in stages if one.stage == 1} <= {"RU", None}
    # the last one has the speed of the warhead
    assert all(one.fall.country == "US" for one in stages if one.missile == "ss-18" and one.stage == 2)


def val_radars_abroad_are_those_of_the_catalogue_that_america_has_not() -> None:
    assert {one.sensor for one in ABROAD} == {"armavir-voronezh", "gabala-daryal"} <= set(entries("sensors"))


def verif_a_path_below_the_horizon_is_seen_by_nobody(russia: ThirdParties) -> None:
    looked = [(one, row) for one in russia.found.onlookers for row in one.looked]
    assert {0.0, 1.0} <= {row.above_share for _, row in looked}
    for one, row in looked:
        least_deg = math.degrees(load_sensor(one.sensor)[0].least_elevation_rad)
        if row.highest_elevation_deg < least_deg - 0.5:
            assert row.above_share == row.view_share == 0.0
            assert (row.first_s, row.last_s, row.least_rcs_m2, row.even_first_s) == (None,) * 4
        if row.highest_elevation_deg > least_deg:
            assert row.above_share > 0.0


def verif_least_cross_section_gives_an_even_chance(found: ThirdParties) -> None:
    armavir = next(one for one in found.found.onlookers if one.site == "armavir")
    item = SensorItem(
        sensor=load_sensor(armavir.sensor)[0], site=parse_place("armavir"), boresight=math.radians(220.0)
    )
    (row,) = placed((item,))
    for off, range_m in ((0.0, 1e6), (0.7, 2.5e6)):
        rcs_m2 = least_rcs_m2(row, off, range_m)
        ratio = aside_gain(row, off) * strength(row, row.dwell_s, rcs_m2, range_m)
        assert chance(row, ratio) == pytest.approx(0.5, abs=0.01)
    missile = next(row for row in armavir.looked if row.battery is None)
    assert missile.least_rcs_m2 is not None and missile.least_rcs_m2 < armavir.warhead_rcs_m2[0]
    assert missile.even_first_s is not None and missile.first_s is not None
    assert missile.even_first_s == pytest.approx(
        missile.first_s, abs=1.0
    )  # its horizon bounds it, not its power


def prop_an_interceptor_has_no_cross_section_of_its_own(found: ThirdParties) -> None:
    for one in found.found.onlookers:
        row = next(row for row in one.looked if row.battery == 0)
        assert row.even_first_s is None and row.even_last_s is None and row.view_share <= row.above_share
        assert (row.least_rcs_m2 is None) == (row.view_share == 0.0)


def test_own_radars_are_no_onlookers_and_later_ones_are_said_to_be() -> None:
    gabala = third_parties(load("europe-gabala"), 1)
    assert [one.sensor for one in gabala.found.onlookers] == ["armavir-voronezh"]
    assert is_there(2009, None, None) is None
    day = load("europe-2007").as_of
    assert day is not None
    told = [is_there(2009, None, day), is_there(1985, 2012, day), is_there(1985, 2006, day)]
    assert told == [False, True, False]


def test_radars_of_the_country_that_shoots_are_none_of_others(europe: Scenario) -> None:
    at_home = europe.set("batteries.0.site", "moscow").set("batteries.0.count", 0)
    assert [one.site for one in third_parties(at_home, 1).found.onlookers] == ["gabala"]


def regress_the_same_seed_is_the_same_answer(europe: Scenario, found: ThirdParties) -> None:
    assert third_parties(europe, RUNS).as_dict() == found.as_dict()
    other = third_parties(europe, RUNS, 2).as_dict()
    assert other["intercepts"] != found.as_dict()["intercepts"]


@pytest.mark.parametrize(("path", "value"), [("batteries", []), ("doctrine.decision_delay", "3000 s")])
def test_no_shot_is_an_answer(europe: Scenario, path: str, value: object) -> None:
    told = third_parties(europe.set(path, value), 5).as_dict()
    assert (told["shots"], told["intercepts"], told["interceptor_stages"], told["missed"]) == (0, [], [], [])
    assert len(told["missile_stages"]) == 2 and len(told["radars"]) == 2
    assert [row["object"] for row in told["radars"][0]["objects"]] == ["missile 1"]


def test_bad_numbers_and_an_empty_raid_are_refused(europe: Scenario) -> None:
    for runs, seed in ((0, 1), (10**9, 1), (1, -1)):
        with pytest.raises(ScenarioError, match="out of bounds"):
            third_parties(europe, runs, seed)
    with pytest.raises(ScenarioError, match="the raid is empty"):
        third_parties(europe.model_copy(update={"raid": ()}), 1)


def test_picked_takes_the_ends_and_no_more_than_asked() -> None:
    some = picked(np.arange(1000), 7)
    assert len(some) == 7 and (some[0], some[-1]) == (0, 999)
    assert np.array_equal(picked(np.arange(3), 7), np.arange(3))
