"""The engagement keeps its promises: no peeping, no shot before its time, one code path, sensible ends."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from midcourse.battle.window import first_intercept
from midcourse.campaign.runs import NOMINAL, fight_all
from midcourse.engagement.clock import clock_s
from midcourse.engagement.closed_form import kill_chance
from midcourse.engagement.factors import NAMES, factors
from midcourse.engagement.run import Batch, Result, fight
from midcourse.engagement.shots import flown_path
from midcourse.engagement.story import events
from midcourse.interceptors.reach_table import reach_table
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, turn
from midcourse.records import (
    FATE,
    HELD_BY_DOCTRINE,
    KILLED,
    LEAKED_AFTER_HIT_ASSESSED,
    LINKS,
    NO_LAUNCH_WINDOW,
    NOT_JUDGED_A_THREAT,
    NOT_SEEN,
    OVERFLOWN,
    SHOT,
    WARHEAD,
)
from midcourse.scenario import Scenario, load_scenario
from midcourse.truth import permuted

PARTS = ("launch", "boost", "separation", "seeker")


def warheads(result: Result) -> np.ndarray:
    return result.fates[result.fates["kind"] == WARHEAD]


def at_warheads(result: Result) -> np.ndarray:
    return result.shots[result.shots["kind"] == WARHEAD]


def without_luck(scenario: Scenario) -> Scenario:
    """Return the scenario with interceptors that never fail as machines and assessments that are never wrong."""
    for part in PARTS:
        scenario = scenario.set(f"batteries.0.reliability.{part}", 1.0)
    return scenario.set("doctrine.miss_called_hit", 0.0).set("doctrine.hit_called_miss", 0.0)


def one(scenario: Scenario, run: int) -> Result:
    return fight(scenario, Batch(1, 0, np.array([run])))


@pytest.mark.parametrize("run", [0, 1, 257, 299])
def prop_run_alone_is_the_run_in_the_batch(scenario: Scenario, fought: Result, run: int) -> None:
    alone = one(scenario, run)
    assert alone.fates.tobytes() == fought.fates[fought.fates["run"] == run].tobytes()
    assert alone.shots.tobytes() == fought.shots[fought.shots["run"] == run].tobytes()


def prop_a_late_run_alone_is_the_run_in_its_batch(scenario: Scenario) -> None:
    batch = fight(scenario, Batch(1, 0, np.arange(9_990, 10_010)))
    alone = one(scenario, 9_999)
    assert alone.fates.tobytes() == batch.fates[batch.fates["run"] == 9_999].tobytes()
    assert alone.shots.tobytes() == batch.shots[batch.shots["run"] == 9_999].tobytes()


def prop_jobs_and_chunks_change_no_byte(scenario: Scenario) -> None:
    whole = fight(scenario, Batch(1, NOMINAL, np.arange(150)))
    for jobs, chunk in ((1, 7), (2, 64)):
        other = fight_all(scenario, 150, 1, jobs, chunk)
        assert other.fates.tobytes() == whole.fates.tobytes()
        assert other.shots.tobytes() == whole.shots.tobytes()


def prop_no_interceptor_leaves_before_clock_delay_and_latency(scenario: Scenario, fought: Result) -> None:
    doctrine = scenario.doctrine
    clock = clock_s(scenario, fought.sky, fought.watched)[
        np.searchsorted(fought.batch.runs, fought.shots["run"])
    ]
    first = clock + doctrine.decision_delay_s + doctrine.latency_s
    assert len(fought.shots) and (fought.shots["launch_s"] >= first - 1e-9).all()
    assert (fought.shots["launch_s"] >= fought.orders["decision_s"] + doctrine.latency_s - 1e-9).all()


def prop_launches_of_a_battery_keep_their_spacing(scenario: Scenario, fought: Result) -> None:
    for run in fought.batch.runs[:100]:
        ordered = np.sort(fought.orders["launch_s"][fought.orders["run"] == run])
        assert (np.diff(ordered) >= scenario.doctrine.spacing_s - 1e-5).all()
    # the solved flight may leave some seconds later than ordered
    moved = fought.shots["launch_s"] - fought.orders["launch_s"]
    assert (moved >= 0.0).all() and (moved < 0.02 * fought.shots["flight_s"] + 2.0).all()


def prop_decision_rests_on_a_firm_cold_track(fought: Result) -> None:
    r = np.searchsorted(fought.batch.runs, fought.orders["run"])
    first = fought.watched.rows[r, fought.orders["track"], 0]
    assert (first["time_s"] <= fought.orders["decision_s"]).all()
    assert (
        (first["looks"] >= 5).all()
        and (first["impact_major_m"] < 500e3).all()
        and (first["burning"] == 0).all()
    )


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
    assert (hits["kind"] == WARHEAD).all()
    homed = at_warheads(fought)[~np.isnan(at_warheads(fought)["miss_m"])]
    assert ((homed["miss_m"] <= limit) == (homed["hit"] == 1)).all()


def verif_closing_speed_from_the_two_flown_paths(scenario: Scenario, fought: Result) -> None:
    for i in np.flatnonzero(fought.shots["kind"] == WARHEAD)[::97]:
        shot = fought.shots[i]
        path = flown_path(fought.orders[i], scenario.batteries[0])
        missile = fought.sky.paths[shot["object"]].state_eci(shot["intercept_s"])
        interceptor = path.state_eci(shot["intercept_s"])
        assert np.linalg.norm(missile[3:] - interceptor[3:]) == pytest.approx(shot["closing_m_s"], abs=0.5)
        # it arrives where the order sends it; what the track did not know by then is left to updates and homing
        x, y = turn(WGS84.omega_rad_s * shot["intercept_s"], *fought.orders[i]["aim_ecef_m"][:2])
        aim = np.array([x, y, fought.orders[i]["aim_ecef_m"][2]])
        assert np.linalg.norm(interceptor[:3] - aim) < 50.0


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
    away = away.set("sensors.0.turn", "0 deg/s")
    result = fight(away, Batch(1, 0, np.arange(20)))
    assert np.isnan(result.fates["first_seen_s"]).all() and len(result.shots) == 0
    assert (warheads(result)["link"] == NOT_SEEN).all() and (warheads(result)["leaked"] == 1).all()


def prop_nothing_is_seen_below_the_horizon_at_any_power(scenario: Scenario) -> None:
    strong = scenario.set("sensors.0.mean_power", "1e8 W").set("sensors.0.least_elevation", "0 deg")
    result = fight(strong.set("sensors.0.refraction", False), Batch(1, 0, np.arange(20)))
    first = float(np.nanmin(result.fates["first_seen_s"]))
    radar = scenario.sensors[0].place
    x = result.sky.paths[0].geodetic(np.array([first]))[0]
    far, _ = arc_m(WGS84, *np.radians([radar.lat_deg, radar.lon_deg, x[0], x[1]]))
    assert x[2] >= 6.37e6 * (1.0 / math.cos(far / 6.37e6) - 1.0) - 2e3


def prop_no_interceptors_no_shots(scenario: Scenario) -> None:
    result = fight(scenario.set("batteries.0.count", 0), Batch(1, 0, np.arange(30)))
    assert len(result.shots) == 0 and (warheads(result)["leaked"] == 1).all()
    links = {LINKS[link] for link in warheads(result)["link"]}
    assert "no interceptor left" in links and links <= {"no interceptor left", "not judged a threat"}


def prop_no_batteries_and_no_sensors_are_answers(scenario: Scenario) -> None:
    for path in ("batteries", "sensors"):
        result = fight(scenario.set(path, []), Batch(1, 0, np.arange(5)))
        assert len(result.shots) == 0 and (warheads(result)["leaked"] == 1).all()


def prop_one_interceptor_fires_once(scenario: Scenario) -> None:
    result = fight(scenario.set("batteries.0.count", 1), Batch(1, 0, np.arange(20)))
    assert (np.bincount(result.shots["run"], minlength=20) <= 1).all() and len(result.shots) > 10


def prop_reserve_is_kept(scenario: Scenario) -> None:
    result = fight(scenario.set("doctrine.reserve", 7), Batch(1, 0, np.arange(20)))
    assert (np.bincount(result.shots["run"], minlength=20) <= 1).all() and len(result.shots) > 10
    held = fight(scenario.set("doctrine.reserve", 8), Batch(1, 0, np.arange(20)))
    assert len(held.shots) == 0 and HELD_BY_DOCTRINE in warheads(held)["link"]


def prop_too_late_a_decision_has_no_window_and_says_by_how_much(scenario: Scenario) -> None:
    result = fight(scenario.set("doctrine.decision_delay", "240 s"), Batch(1, 0, np.arange(20)))
    late = warheads(result)[warheads(result)["link"] == NO_LAUNCH_WINDOW]
    assert len(late) > 10 and len(at_warheads(result)) == 0
    sooner = fight(
        scenario.set("doctrine.decision_delay", f"{240 - late['margin'].max() - 8:.3f} s"),
        Batch(1, 0, np.arange(20)),
    )
    assert (warheads(sooner)["shots"] > 0).mean() > 0.8


def prop_kinematic_window_only_grows_with_an_earlier_decision(scenario: Scenario, fought: Result) -> None:
    # on one and the same predicted path; with tracks of their own an early decision may rest on a poor one
    item, path = scenario.batteries[0], fought.sky.paths[0]
    site = (math.radians(item.place.lat_deg), math.radians(item.place.lon_deg), item.place.alt_m)
    state, aim = path.state_eci(150.0), np.zeros(3)
    met = []
    for not_before in (300.0, 270.0, 240.0, 210.0, 180.0, 150.0):
        at, _, late = first_intercept(
            WGS84, state, 150.0, site, reach_table(item.interceptor), not_before, path.end_s, aim
        )
        met.append(math.inf if late > 0.0 else at)
    assert all(later >= sooner - 0.01 for later, sooner in pairwise(met)) and met[-1] < math.inf


def prop_perfect_parts_always_hit_and_common_cause_takes_both(scenario: Scenario) -> None:
    perfect = without_luck(scenario)
    result = fight(perfect, Batch(1, 0, np.arange(100)))
    fired = warheads(result)[warheads(result)["shots"] > 0]
    assert len(fired) > 80 and (fired["killed"] == 1).all()
    shared = perfect.set("batteries.0.reliability.seeker", 0.5).set("doctrine.common_cause", 1.0)
    shots = at_warheads(fight(shared, Batch(1, 0, np.arange(200))))
    # where the first works the second finds nothing left, else both fail alike
    pairs = [shots["link"][shots["run"] == run] for run in np.unique(shots["run"])]
    assert all(len(set(pair)) == 1 for pair in pairs)
    assert 0.35 < np.mean([pair[0] == KILLED for pair in pairs]) < 0.65


def verif_share_of_hits_is_the_product_of_the_chain(scenario: Scenario) -> None:
    chain = scenario.batteries[0].interceptor.reliability
    p = chain.launch * chain.boost * chain.separation * chain.seeker
    shots = at_warheads(fight(scenario.set("doctrine.salvo", 1), Batch(3, 0, np.arange(2000))))
    assert shots["hit"].mean() == pytest.approx(p, abs=4 * math.sqrt(p * (1 - p) / len(shots)) + 0.01)


@pytest.mark.parametrize("common", [0.0, 0.3])
def verif_four_shots_against_the_closed_form(scenario: Scenario, common: float) -> None:
    chain = scenario.batteries[0].interceptor.reliability
    chances = [getattr(chain, part) for part in PARTS]
    p = math.prod(chances)
    want = kill_chance(chances, 1.0, common, [4])
    assert (want == pytest.approx(1 - (1 - p) ** 4)) == (common == 0.0)
    four = scenario.set("doctrine.salvo", 4).set("doctrine.common_cause", common)
    fates = warheads(fight(four, Batch(5, 0, np.arange(1200))))
    all_four = fates[fates["shots"] == 4]
    assert len(all_four) > 900
    assert all_four["killed"].mean() == pytest.approx(
        want, abs=4 * math.sqrt(want * (1 - want) / len(all_four))
    )


def verif_four_shots_at_56_percent_are_96_only_where_nothing_is_common(scenario: Scenario) -> None:
    four = scenario.set("doctrine.salvo", 4)
    for part in PARTS:
        four = four.set(f"batteries.0.reliability.{part}", 0.56 if part == "seeker" else 1.0)
    killed = {}
    for common in (0.0, 0.1):
        fates = warheads(fight(four.set("doctrine.common_cause", common), Batch(8, 0, np.arange(700))))
        shot_at = fates[fates["shots"] == 4]["killed"]
        assert len(shot_at) > 500
        killed[common] = float(shot_at.mean())
        want = kill_chance((1.0, 1.0, 1.0, 0.56), 1.0, common, [4])
        assert killed[common] == pytest.approx(want, abs=4 * math.sqrt(want * (1 - want) / len(shot_at)))
    assert killed[0.0] == pytest.approx(0.96251904, abs=0.03)
    assert killed[0.1] < 0.945 < killed[0.0]


def prop_more_interceptors_never_give_more_leakers(scenario: Scenario, tmp_path) -> None:
    # one class, perfect assessment, fixed salvo, equal luck
    path = tmp_path / "pair.yaml"
    pair = "raid:\n  - {missile: nodong, from: musudan-ri, to: tokyo, arc: minimum-energy, launch: 20 s}\n"
    path.write_text(scenario.text.replace("raid:\n", pair))
    base = load_scenario(str(path)).set("doctrine.salvo", 1).set("doctrine.threat_probability", 0.0)
    base = base.set("doctrine.miss_called_hit", 0.0).set("doctrine.hit_called_miss", 0.0)
    leaked = []
    for stock in (0, 1, 2, 4, 8):
        result = fight(base.set("batteries.0.count", stock), Batch(2, 0, np.arange(60)))
        leaked.append(result.fates["leaked"].reshape(60, -1).sum(axis=1))
    for fewer, more in pairwise(leaked):
        assert (more <= fewer).all()
    assert leaked[-1].sum() < leaked[0].sum()


def prop_shoot_look_shoot_waits_and_wrong_reports_waste_or_leak(scenario: Scenario) -> None:
    # a high arc leaves time for a second and a third look
    high = scenario.set("raid.0.missile", "notional-irbm").set("raid.0.apogee", "900 km")
    high = high.set("batteries.0.site", {"lat": "40.5 deg", "lon": "139 deg"})
    look = without_luck(high).set("doctrine.kind", "shoot-look-shoot").set("doctrine.salvo", 1)
    batch = Batch(1, 0, np.arange(100))
    right = fight(look, batch)
    wrong = fight(look.set("doctrine.hit_called_miss", 1.0), batch)
    broken = look.set("batteries.0.reliability.seeker", 0.0)
    failing = fight(broken, batch)
    blind = fight(broken.set("doctrine.miss_called_hit", 1.0), batch)
    assert len(at_warheads(right)) > 20
    shots = at_warheads(right)
    assert (shots["shot"] > 0).sum() <= (shots["hit"] == 0).sum()  # only after a miss
    assert at_warheads(failing)["shot"].max() > 0
    assert len(at_warheads(wrong)) > len(at_warheads(right))  # shots at what is no longer there
    assert (warheads(wrong)["killed"] <= warheads(right)["killed"]).all()
    assert len(at_warheads(blind)) < len(at_warheads(failing))
    assert LEAKED_AFTER_HIT_ASSESSED in warheads(blind)["link"]
    assert LEAKED_AFTER_HIT_ASSESSED not in warheads(failing)["link"]
    for result in (right, wrong, blind, failing):
        for order in result.orders[result.orders["round"] > 0]:
            mine = (result.shots["run"] == order["run"]) & (result.shots["track"] == order["track"])
            before = result.shots[mine & (result.shots["shot"] < order["shot"])]
            assert (before["assessed_s"] <= order["decision_s"] + 1e-9).all()
            assert (before["assessed_hit"] == 0).all()
    one = fight(look.set("doctrine.max_rounds", 1), batch)
    assert (one.orders["round"] == 0).all() and one.orders.tobytes() == right.orders[
        right.orders["round"] == 0
    ].tobytes()


def prop_factors_multiply_to_the_first_shots(fought: Result) -> None:
    shares = factors(fought.fates, fought.shots)
    product = math.prod(1.0 if share is None else share for share in shares.values())
    hits = at_warheads(fought)
    first = hits[hits["shot"] == 0]
    assert product == pytest.approx(first["hit"].sum() / len(fought.batch.runs), abs=1e-12)
    assert tuple(shares) == NAMES


def prop_overflown_ship_has_no_window(scenario: Scenario) -> None:
    beneath = load_scenario("nodong-japan", variant="beneath-the-path")
    result = fight(beneath, Batch(1, 0, np.arange(10)))
    links = set(warheads(result)["link"])
    assert len(at_warheads(result)) == 0 and links <= {NO_LAUNCH_WINDOW, OVERFLOWN, NOT_JUDGED_A_THREAT}


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
        "seen by an-tpy-2",
        "interceptor launched",
        "hand-over to the seeker",
    ):
        assert what in words
    at = next(event for event in told if event["what"] == "hand-over to the seeker")
    assert at["handover_error_m"] >= 0.0 and at["handover_sigma_m"] > 0.0
    decided = [event for event in told if event["what"] == "decision"]
    assert any(0.0 < event.get("warhead_p", 0.0) <= 1.0 for event in decided)


def prop_the_story_of_europe_begins_in_space() -> None:
    result = fight(load_scenario("europe-2007"), Batch(1, 0, np.arange(3)))
    words = [event["what"] for event in events(result, 1)]
    order = [
        "satellites report the launch",
        "satellites report the state at burnout",
        "firm track",
        "decision",
    ]
    assert [word for word in words if word in order][:2] == order[:2]
    assert words.index("seen by european-midcourse-radar") > words.index("seen by an-tpy-2")


def prop_two_missiles_two_fates(scenario: Scenario, tmp_path) -> None:
    path = tmp_path / "pair.yaml"
    pair = "raid:\n  - {missile: nodong, from: sohae, to: osaka, arc: minimum-energy, launch: 30 s}\n"
    path.write_text(scenario.text.replace("raid:\n", pair))
    result = fight(load_scenario(str(path)), Batch(1, 0, np.arange(30)))
    assert len(warheads(result)) == 60 and set(result.sky.raid) == {0, 1}
    assert result.sky.paths[0].launch_s == 30.0
    end = result.sky.paths[0].geodetic(np.array([result.sky.paths[0].end_s]))[0]
    assert end[0] == pytest.approx(34.694, abs=1e-3) and end[1] == pytest.approx(135.501, abs=1e-3)


def prop_two_missiles_share_one_interceptor(scenario: Scenario, tmp_path) -> None:
    path = tmp_path / "pair.yaml"
    pair = "raid:\n  - {missile: nodong, from: musudan-ri, to: tokyo, arc: minimum-energy, launch: 60 s}\n"
    path.write_text(scenario.text.replace("raid:\n", pair))
    few = load_scenario(str(path)).set("batteries.0.count", 1).set("doctrine.salvo", 1)
    result = fight(few, Batch(1, 0, np.arange(20)))
    assert (np.bincount(result.shots["run"], minlength=20) <= 1).all() and len(result.shots) > 15


def test_rows_hold_what_the_records_say(fought: Result) -> None:
    assert fought.fates.dtype == FATE and fought.shots.dtype == SHOT


def prop_relabelling_the_truth_changes_no_order(scenario: Scenario, fought: Result) -> None:
    order = list(range(len(fought.sky.paths)))[::-1]
    other = fight(scenario, fought.batch, permuted(fought.sky, order))
    assert other.orders.tobytes() == fought.orders.tobytes()
    back = np.array(order)[other.shots["object"]]
    assert (back == fought.shots["object"]).all()
    for name in SHOT.names or ():
        if name != "object":
            assert other.shots[name].tobytes() == fought.shots[name].tobytes(), name


def verif_the_common_cause_belongs_to_the_make_and_not_to_the_list(scenario: Scenario) -> None:
    # the same two interceptors as one battery or as two: the same share of runs, common cause and all
    one_list = scenario.set("doctrine.common_cause", 1.0).set("batteries.0.count", 2)
    half = one_list.batteries[0].model_copy(update={"count": 1})
    two_lists = one_list.model_copy(update={"batteries": (half, half)})
    shares = [
        float(warheads(fight(each, Batch(1, 0, np.arange(600))))["killed"].mean())
        for each in (one_list, two_lists)
    ]
    assert shares[0] == pytest.approx(shares[1], abs=0.02)


def prop_a_wrong_report_breaks_nothing_where_nothing_is_left(scenario: Scenario) -> None:
    blamed = scenario.set("doctrine.kind", "shoot-look-shoot").set("batteries.0.count", 2)
    result = fight(blamed.set("doctrine.miss_called_hit", 1.0), Batch(1, 0, np.arange(200)))
    assert not (warheads(result)["link"] == LEAKED_AFTER_HIT_ASSESSED).any()
