"""Raids: many missiles of one item, several warheads, several sites and makes of interceptor."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.engagement.plans import planned
from midcourse.engagement.run import Batch, Result, battery_of, fight
from midcourse.engagement.story import events
from midcourse.errors import ScenarioError
from midcourse.records import DECOY, STAGE, WARHEAD
from midcourse.scenario import Scenario, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import SERIALS

SITES = 3


@pytest.fixture(scope="module")
def five() -> Scenario:
    return load_scenario("europe-raid")


def raid_of(**changes: object) -> Scenario:
    return load_scenario("europe-raid", sets=[f"raid.0.{name}={value}" for name, value in changes.items()])


def many(variant: str, runs: int, *sets: str) -> Result:
    return fight(load_scenario("europe-raid", variant, list(sets)), Batch(3, 0, np.arange(runs)))


def leak(result: Result) -> float:
    return float(result.fates["leaked"][result.fates["kind"] == WARHEAD].mean())


def verif_each_missile_of_an_item_flies_the_path_of_the_first_over_the_ground(five: Scenario) -> None:
    sky = fly_raid(five.raid)
    assert sky.raid.tolist() == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3
    for n in range(1, 5):
        wait_s = 10.0 * n
        for k in range(3):
            one, other = sky.paths[k], sky.paths[3 * n + k]
            assert other.launch_s == pytest.approx(one.launch_s + wait_s, abs=1e-9)
            times = one.times(200)
            apart = other.geodetic(times + wait_s) - one.geodetic(times)
            assert np.abs(apart[:, :2]).max() < 1e-11  # degrees: a micrometre
            assert np.abs(apart[:, 2]).max() < 1e-6
            named = [(event.what, event.time_s - wait_s) for event in other.events]
            assert named == [(event.what, pytest.approx(event.time_s, abs=1e-9)) for event in one.events]


def verif_a_count_is_as_many_items(five: Scenario) -> None:
    # the second missile launched by an item of its own, at its own time
    item = {"missile": "notional-irbm", "from": "tabriz", "to": "london", "arc": "minimum-energy"}
    alone = fly_raid(five.set("raid", [{**item, "launch": "40 s"}]).raid)
    sky = fly_raid(five.raid)
    for k in range(3):
        assert sky.paths[12 + k].nodes.tobytes() == alone.paths[k].nodes.tobytes()


def prop_keys_and_names_are_unique_and_more_missiles_leave_the_others_alone() -> None:
    few, more = fly_raid(raid_of(count=2, decoys=2).raid), fly_raid(raid_of(count=4, decoys=3, debris=1).raid)
    assert len(set(more.key.tolist())) == len(more.key) == len(set(more.names))
    for k, key in enumerate(few.key):
        (at,) = np.flatnonzero(more.key == key)
        assert more.paths[at].nodes.tobytes() == few.paths[k].nodes.tobytes()
        assert more.names[at] == few.names[k]
    # decoys of each missile have a spread of their own
    first = [few.paths[k].nodes[0, 4:7] - few.paths[0].state_eci(few.starts_s[k])[3:] for k in (3, 4)]
    assert np.linalg.norm(first[0] - first[1]) > 1e-3


def prop_items_keep_their_luck_whatever_the_others_count() -> None:
    two = load_scenario("europe-raid", "two-cities")
    one = fly_raid(two.raid)
    more = fly_raid(two.set("raid.0.count", 9).raid)
    assert set(one.key.tolist()) <= set(more.key.tolist())
    assert int(one.key[-1]) % (1000 * SERIALS) // SERIALS == 1


def prop_more_warheads_start_at_burnout_and_come_down_beside_the_first() -> None:
    scenario = raid_of(count=2, warheads=4, decoys=1)
    sky = fly_raid(scenario.raid)
    warheads = np.flatnonzero(sky.kind == WARHEAD)
    assert len(warheads) == 8 and (sky.kind == DECOY).sum() == 2 and (sky.kind == STAGE).sum() == 4
    spread_m_s = scenario.raid[0].missile.decoy_spread_m_s
    for k in warheads:
        first = 0 if sky.raid[k] == 0 else int(np.flatnonzero(sky.raid == 1)[0])
        if k == first:
            continue
        assert sky.starts_s[k] == sky.burnout_s[k] == sky.burnout_s[first]
        apart = sky.paths[k].state_eci(sky.starts_s[k]) - sky.paths[first].state_eci(sky.starts_s[k])
        assert np.linalg.norm(apart[:3]) < 1e-6 and 0.0 < np.linalg.norm(apart[3:]) <= spread_m_s
        ends = [sky.paths[i].geodetic(np.array([sky.ends_s[i]]))[0, :2] for i in (k, first)]
        assert 0.0 < np.linalg.norm(ends[0] - ends[1]) < 1.0  # degrees
        assert sky.beta_kg_m2[k] == sky.beta_kg_m2[first]


def test_every_warhead_may_leak_and_may_be_killed() -> None:
    result = many("warheads", 20)
    fates = result.fates[result.fates["kind"] == WARHEAD]
    assert len(fates) == 20 * 5 * 4
    assert (fates["killed"] + fates["leaked"] == 1).all()
    assert 0.5 < leak(result) < 1.0 and fates["killed"].sum() > 20
    again = fates[fates["killed"] == 1]["object"]
    assert len(np.unique(result.sky.raid[again])) >= 2


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"count": 0}, "raid.0.count"),
        ({"count": 1001}, "raid.0.count"),
        ({"count": "2.5"}, "raid.0.count"),
        ({"warheads": 17}, "raid.0.warheads"),
        ({"warheads": 0}, "raid.0.warheads"),
        ({"interval": "-1 s"}, "raid.0.interval"),
        ({"interval": "10"}, "raid.0.interval"),
        ({"count": 1000, "decoys": 10}, "raid.0.count"),
        ({"count": 1000, "warheads": 16}, "raid.0.count"),
    ],
)
def test_what_no_raid_can_be_is_one_line(changes: dict[str, object], key: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        raid_of(**changes)
    assert key in problem.value.one_line() and "\n" not in problem.value.one_line()


def test_the_sky_of_two_items_is_limited_too() -> None:
    item = {"missile": "notional-irbm", "from": "tabriz", "to": "london", "count": 700}
    with pytest.raises(ScenarioError, match="too many objects") as problem:
        load_scenario("europe-raid").set("raid", [item, item])
    assert problem.value.key == "raid.1.count"


def prop_a_run_alone_is_the_run_in_the_batch_for_a_raid_that_is_planned() -> None:
    scenario = load_scenario("europe-raid", "three-sites-programme")
    batch, alone = (fight(scenario, Batch(3, 0, np.array(runs))) for runs in ([0, 1, 2, 3], [2]))
    for name in ("shots", "fates", "orders"):
        rows = getattr(batch, name)
        assert rows[rows["run"] == 2].tobytes() == getattr(alone, name).tobytes()
    plans = batch.decision.plans
    assert plans[plans["run"] == 2].tobytes() == alone.decision.plans.tobytes()


def prop_several_sites_and_makes_share_a_raid() -> None:
    results = {
        name: many(name, 24, "doctrine.kind=salvo") for name in ("three-sites", "three-sites-programme")
    }
    scenario = load_scenario("europe-raid", "three-sites")
    for result in results.values():
        stock = [item.count for item in scenario.batteries]
        for run in range(24):
            fired = np.bincount(result.shots["battery"][result.shots["run"] == run], minlength=SITES)
            assert (fired <= stock).all()
            for b, item in enumerate(scenario.batteries):
                mine = result.orders[(result.orders["run"] == run) & (result.orders["battery"] == b)]
                gaps = np.diff(np.sort(mine["launch_s"]))
                assert (gaps >= scenario.doctrine.spacing_s - 1e-5).all(), item.interceptor.id
    fired = [np.unique(result.shots["battery"]).tolist() for result in results.values()]
    assert fired[0][:2] == [0, 1] and fired[1] == [0, 1, 2]
    # the kernel takes the earliest intercepts, the programme the surest: more warheads are killed with fewer shots
    near, plan = results["three-sites"], results["three-sites-programme"]
    assert leak(plan) < leak(near) and len(plan.shots) < len(near.shots)
    told = planned(plan.decision.plans, 24)
    assert planned(near.decision.plans, 24) is None and told is not None
    assert 0.0 < told["value"] <= told["bound"] and told["gap"] < 1e-6 and told["unproved"] == 0


def test_a_plan_is_told_with_the_decision_it_made() -> None:
    result = many("three-sites-programme", 1)
    told = [event for event in events(result, 0) if "plan_value" in event]
    assert told and all(event["what"] == "decision" for event in told)
    assert all(0.0 < event["plan_value"] <= event["plan_bound"] + 1e-6 for event in told)


def test_battery_of_a_claim_is_of_the_same_make() -> None:
    scenario = load_scenario("europe-2007", "mda-speed")
    battery = battery_of(scenario.batteries[0])
    assert battery.make == "gbi-two-stage" and len(battery.chances) == 4
