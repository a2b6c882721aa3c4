"""The engagement keeps its promises: no peeping, no shot before its time, one code path, sensible ends."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from midcourse.battle.window import first_intercept
from midcourse.campaign.runs import fight_all
from midcourse.engagement.run import Batch, Result, fight
from midcourse.engagement.shots import flown_path
from midcourse.engagement.story import events
from midcourse.interceptors.reach_table import reach_table
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.records import FATE, KILLED, LINKS, NO_LAUNCH_WINDOW, NOT_SEEN, SHOT
from midcourse.scenario import Scenario, load_scenario


def one(scenario: Scenario, run: int) -> Result:
    return fight(scenario, Batch(1, 0, np.array([run])))


@pytest.mark.parametrize("run", [0, 1, 257, 299])
def prop_run_alone_is_the_run_in_the_batch(scenario: Scenario, fought: Result, run: int) -> None:
    alone = one(scenario, run)
    assert alone.fates.tobytes() == fought.fates[fought.fates["run"] == run].tobytes()
    assert alone.shots.tobytes() == fought.shots[fought.shots["run"] == run].tobytes()


def prop_jobs_and_chunks_change_no_byte(scenario: Scenario, fought: Result) -> None:
    for jobs, chunk in ((1, 7), (2, 64)):
        other = fight_all(scenario, len(fought.batch.runs), 1, jobs, chunk)
        assert other.fates.tobytes() == fought.fates.tobytes()
        assert other.shots.tobytes() == fought.shots.tobytes()


def prop_no_interceptor_leaves_before_clock_and_delay(scenario: Scenario, fought: Result) -> None:
    delay = scenario.doctrine.decision_delay_s
    firm = fought.fates["firm_s"][np.searchsorted(fought.batch.runs, fought.shots["run"])]
    wait = fought.shots["shot"] * scenario.doctrine.spacing_s
    assert (fought.shots["launch_s"] >= firm + delay + wait - 1e-9).all()


def prop_decision_rests_on_a_firm_cold_track(fought: Result) -> None:
    burnout = fought.sky.burnout_s[0]
    assert (fought.fates["firm_s"] > burnout).all()
    rows = fought.watched.rows[:, 0][:, 0]
    assert (rows["looks"] >= 5).all() and (rows["impact_major_m"] < 500e3).all()


def prop_intercepts_stay_in_the_envelope(scenario: Scenario, fought: Result) -> None:
    interceptor = scenario.batteries[0].interceptor
    assert (fought.shots["intercept_alt_m"] >= interceptor.floor_m - 1e3).all()
    assert (fought.shots["flight_s"] <= interceptor.flight_time_limit_s).all()
    ready = sum(stage.burn_s for stage in interceptor.stages) + interceptor.kill_vehicle.ready_s
    assert (fought.shots["flight_s"] >= ready).all()


def prop_a_hit_is_a_miss_smaller_than_the_body(scenario: Scenario, fought: Result) -> None:
    limit = scenario.batteries[0].interceptor.kill_vehicle.hit_miss_m
    hits = fought.shots[fought.shots["hit"] == 1]
    assert len(hits) and (hits["miss_m"] <= limit).all() and (hits["link"] == KILLED).all()
    homed = fought.shots[~np.isnan(fought.shots["miss_m"])]
    assert ((homed["miss_m"] <= limit) == (homed["hit"] == 1)).all()


def verif_closing_speed_from_the_two_flown_paths(scenario: Scenario, fought: Result) -> None:
    for i in range(0, len(fought.shots), 97):
        shot = fought.shots[i]
        path = flown_path(fought.orders[i], scenario.batteries[0])
        missile = fought.sky.paths[0].state_eci(shot["intercept_s"])
        interceptor = path.state_eci(shot["intercept_s"])
        assert np.linalg.norm(missile[3:] - interceptor[3:]) == pytest.approx(shot["closing_m_s"], abs=0.5)
        assert np.linalg.norm(missile[:3] - interceptor[:3]) < 3e3


def verif_table_and_solved_flight_agree(fought: Result) -> None:
    assert (np.abs(fought.shots["table_error_s"]) < 0.01 * fought.shots["flight_s"]).all()


def prop_a_blind_radar_beside_changes_nothing(fought: Result, tmp_path) -> None:
    text = load_scenario("nodong-japan").text
    more = text.replace(
        "batteries:", "  - {sensor: an-tpy-2, site: fylingdales, boresight: 0 deg}\nbatteries:"
    )
    assert more != text
    path = tmp_path / "two.yaml"
    path.write_text(more)
    two = fight(load_scenario(str(path)), fought.batch)
    assert two.fates.tobytes() == fought.fates.tobytes()


def prop_nothing_is_seen_where_nothing_can_be(scenario: Scenario) -> None:
    away = scenario.set("sensors.0.boresight", "100 deg").set("sensors.0.mean_power", "1e8 W")
    result = fight(away, Batch(1, 0, np.arange(20)))
    assert np.isnan(result.fates["first_seen_s"]).all() and len(result.shots) == 0
    assert (result.fates["link"] == NOT_SEEN).all() and (result.fates["leaked"] == 1).all()


def prop_nothing_is_seen_below_the_horizon_at_any_power(scenario: Scenario) -> None:
    strong = scenario.set("sensors.0.mean_power", "1e8 W").set("sensors.0.least_elevation", "0 deg")
    result = fight(strong, Batch(1, 0, np.arange(20)))
    first = float(np.nanmin(result.fates["first_seen_s"]))
    radar = scenario.sensors[0].place
    x = result.sky.paths[0].geodetic(np.array([first]))[0]
    far, _ = arc_m(WGS84, *np.radians([radar.lat_deg, radar.lon_deg, x[0], x[1]]))
    assert x[2] >= 6.37e6 * (1.0 / math.cos(far / 6.37e6) - 1.0) - 2e3


def prop_no_interceptors_no_shots(scenario: Scenario) -> None:
    result = fight(scenario.set("batteries.0.count", 0), Batch(1, 0, np.arange(10)))
    assert len(result.shots) == 0 and (result.fates["leaked"] == 1).all()
    assert [LINKS[link] for link in set(result.fates["link"])] == ["no interceptor left"]


def prop_one_interceptor_fires_once(scenario: Scenario) -> None:
    result = fight(scenario.set("batteries.0.count", 1), Batch(1, 0, np.arange(20)))
    assert (result.fates["shots"] == 1).all()


def prop_too_late_a_decision_has_no_window_and_says_by_how_much(scenario: Scenario) -> None:
    result = fight(scenario.set("doctrine.decision_delay", "180 s"), Batch(1, 0, np.arange(20)))
    assert (result.fates["link"] == NO_LAUNCH_WINDOW).all()
    margin = result.fates["margin"]
    sooner = fight(
        scenario.set("doctrine.decision_delay", f"{180 - margin.max() - 5:.3f} s"), Batch(1, 0, np.arange(20))
    )
    assert (sooner.fates["shots"] > 0).all()


def prop_kinematic_window_only_grows_with_an_earlier_decision(scenario: Scenario, fought: Result) -> None:
    # on one and the same predicted path; with tracks of their own an early decision may rest on a poor one
    item, path = scenario.batteries[0], fought.sky.paths[0]
    site = (math.radians(item.place.lat_deg), math.radians(item.place.lon_deg), item.place.alt_m)
    state, aim = path.state_eci(150.0), np.zeros(3)
    met = []
    for not_before in (300.0, 270.0, 240.0, 210.0, 180.0, 150.0):
        at, _, _, late = first_intercept(
            WGS84, state, 150.0, site, reach_table(item.interceptor), not_before, path.end_s, aim
        )
        met.append(math.inf if late > 0.0 else at)
    assert all(later >= sooner - 0.01 for later, sooner in pairwise(met)) and met[-1] < math.inf


def prop_perfect_parts_always_hit_and_common_cause_takes_both(scenario: Scenario) -> None:
    perfect = scenario
    for part in ("launch", "boost", "separation", "seeker"):
        perfect = perfect.set(f"batteries.0.reliability.{part}", 1.0)
    assert (fight(perfect, Batch(1, 0, np.arange(100))).fates["killed"] == 1).all()
    shared = perfect.set("batteries.0.reliability.seeker", 0.5).set("doctrine.common_cause", 1.0)
    shots = fight(shared, Batch(1, 0, np.arange(200))).shots
    pairs = shots["hit"].reshape(-1, 2)
    assert (pairs[:, 0] == pairs[:, 1]).all() and 0.35 < pairs.mean() < 0.65


def verif_share_of_hits_is_the_product_of_the_chain(scenario: Scenario) -> None:
    chain = scenario.batteries[0].interceptor.reliability
    p = chain.launch * chain.boost * chain.separation * chain.seeker
    shots = fight(scenario, Batch(3, 0, np.arange(2000))).shots
    assert shots["hit"].mean() == pytest.approx(p, abs=4 * math.sqrt(p * (1 - p) / len(shots)) + 0.01)


def prop_overflown_ship_has_no_window(scenario: Scenario) -> None:
    beneath = load_scenario("nodong-japan", variant="beneath-the-path")
    result = fight(beneath, Batch(1, 0, np.arange(10)))
    assert (result.fates["link"] == NO_LAUNCH_WINDOW).all()


def prop_story_is_in_order_and_complete(fought: Result) -> None:
    told = events(fought, 5)
    assert [event["time_s"] for event in told] == sorted(event["time_s"] for event in told)
    words = [event["what"] for event in told]
    for what in (
        "lift-off",
        "burnout of stage 1",
        "first seen",
        "firm track",
        "decision",
        "interceptor launched",
    ):
        assert what in words


def prop_two_missiles_two_fates(scenario: Scenario, tmp_path) -> None:
    path = tmp_path / "pair.yaml"
    pair = "raid:\n  - {missile: nodong, from: sohae, to: osaka, arc: minimum-energy, launch: 30 s}\n"
    path.write_text(scenario.text.replace("raid:\n", pair))
    result = fight(load_scenario(str(path)), Batch(1, 0, np.arange(30)))
    assert result.fates.shape == (60,) and set(result.fates["object"]) == {0, 1}
    assert result.sky.paths[0].launch_s == 30.0
    end = result.sky.paths[0].geodetic(np.array([result.sky.paths[0].end_s]))[0]
    assert end[0] == pytest.approx(34.694, abs=1e-3) and end[1] == pytest.approx(135.501, abs=1e-3)


def prop_two_missiles_share_one_interceptor(scenario: Scenario, tmp_path) -> None:
    path = tmp_path / "pair.yaml"
    pair = "raid:\n  - {missile: nodong, from: musudan-ri, to: tokyo, arc: minimum-energy, launch: 60 s}\n"
    path.write_text(scenario.text.replace("raid:\n", pair))
    few = load_scenario(str(path)).set("batteries.0.count", 1).set("doctrine.salvo", 1)
    result = fight(few, Batch(1, 0, np.arange(20)))
    assert (np.bincount(result.shots["run"], minlength=20) == 1).all()


def test_rows_hold_what_the_records_say(fought: Result) -> None:
    assert fought.fates.dtype == FATE and fought.shots.dtype == SHOT
