"""Worlds: what is drawn, how, and that a missile in doubt flies the range that was drawn."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import truncnorm

from midcourse.catalog.provenance import Provenance
from midcourse.kernels.earth import STILL
from midcourse.scenario import Scenario, World, at_range, load_scenario, resolved_yaml, worlds
from midcourse.scenario.doubt import doubtful, drawn_world
from midcourse.scenario.latin import drawn, strata
from midcourse.threats.farthest import greatest_range
from midcourse.threats.fly import fly_raid, stack_of
from midcourse.threats.launch import Pad

NUMBER = Provenance(2.0, 1.0, 4.0, "", "", "assumed", "")
SHARES = np.linspace(0.0, 1.0, 2001)


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load_scenario("europe-2007")


@pytest.fixture(scope="module")
def some(europe: Scenario) -> list[World]:
    return worlds(europe, 16, 5)


def range_m(missile) -> float:
    craft = stack_of(missile)
    return greatest_range(craft, Pad(math.radians(45.0), 0.0, 0.0), 0.0, earth=STILL)[1]


@pytest.mark.parametrize("kind", [None, "median-uniform", "uniform", "log-uniform", "triangular", "normal"])
def prop_draws_lie_between_low_and_high_and_rise(kind: str | None) -> None:
    for low, value, high in (
        (1.0, 2.0, 4.0),
        (0.001, 0.01, 0.1),
        (0.0, 0.5, 1.0),
        (3.0, 3.0, 5.0),
        (3.0, 5.0, 5.0),
    ):
        if kind == "log-uniform" and low == 0.0:
            continue
        number = replace(NUMBER, low=low, value=value, high=high, distribution=kind)
        found = np.array([drawn(number, share) for share in SHARES])
        assert (np.diff(found) >= 0.0).all()
        assert found[0] == pytest.approx(low, abs=1e-12) and found[-1] == pytest.approx(high)


def verif_value_is_the_median_and_each_side_is_even() -> None:
    assert [drawn(NUMBER, share) for share in (0.25, 0.5, 0.75)] == pytest.approx([1.5, 2.0, 3.0])
    wide = replace(NUMBER, low=0.001, value=0.01, high=0.1)
    halves = [drawn(wide, share) for share in (0.25, 0.5, 0.75)]
    assert halves == pytest.approx([math.sqrt(1e-5), 0.01, math.sqrt(1e-3)])
    open_above = replace(NUMBER, high=None)
    assert [drawn(open_above, share) for share in (0.25, 0.5, 0.9)] == [1.5, 2.0, 2.0]


def verif_other_distributions_by_their_closed_forms() -> None:
    level = [0.1, 0.3, 0.8]
    assert [drawn(replace(NUMBER, distribution="uniform"), u) for u in level] == pytest.approx(
        [1.3, 1.9, 3.4]
    )
    logs = [drawn(replace(NUMBER, distribution="log-uniform"), u) for u in level]
    assert logs == pytest.approx([4.0**u for u in level])
    for u in level:
        x = drawn(replace(NUMBER, distribution="triangular"), u)
        share = (x - 1.0) ** 2 / 3.0 if x < 2.0 else 1.0 - (4.0 - x) ** 2 / 6.0
        assert share == pytest.approx(u)
    bell = replace(NUMBER, value=2.5, distribution="normal")
    for u in level:  # low and high stand two standard deviations away, and cut it off
        assert drawn(bell, u) == pytest.approx(2.5 + 0.75 * float(truncnorm(-2.0, 2.0).ppf(u)))


@pytest.mark.parametrize("count", [1, 2, 32, 101])
def prop_each_stratum_is_hit_once(count: int) -> None:
    for name in ("doctrine.decision_delay", "sensors an-tpy-2 losses"):
        found = strata(name, count, 7)
        assert sorted(int(share * count) for share in found) == list(range(count))


def prop_inputs_are_shuffled_apart() -> None:
    a, b = (np.array(strata(name, 400, 1)) for name in ("a", "b"))
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.15
    assert strata("a", 400, 1) != strata("a", 400, 2)


def prop_same_seed_same_worlds(europe: Scenario, some: list[World]) -> None:
    again = worlds(europe, 16, 5)
    assert [world.draws for world in again] == [world.draws for world in some]
    assert [resolved_yaml(world.scenario) for world in again] == [
        resolved_yaml(world.scenario) for world in some
    ]
    assert worlds(europe, 16, 6)[0].draws != some[0].draws


def prop_other_inputs_leave_a_draw_alone(europe: Scenario, some: list[World]) -> None:
    more = load_scenario("europe-2007", "with-fylingdales", ["doctrine.common_cause=0.1"])
    for world, other in zip(some, worlds(more, 16, 5), strict=True):
        shared = set(world.draws) & set(other.draws)
        assert len(shared) > 80 and "sensors.3.losses" in other.draws
        assert "doctrine.common_cause" not in other.draws
        assert all(world.draws[path] == other.draws[path] for path in shared)


def prop_equal_items_are_equal_in_every_world(europe: Scenario) -> None:
    battery = {"interceptor": "gbi-two-stage", "site": "redzikowo", "count": 5}
    claim = {"interceptor": "gbi-two-stage@mda-2007", "site": "redzikowo", "count": 5}
    for world in worlds(europe.set("batteries", [battery, battery, claim]), 3, 1):
        one, two, three = (item.interceptor for item in world.scenario.batteries)
        assert one == two
        assert three.kill_vehicle == one.kill_vehicle and three.dead_kg != one.dead_kg


def prop_draws_are_in_the_scenario_and_the_record_of_it(europe: Scenario, some: list[World]) -> None:
    for world in some[:3]:
        numbers = world.scenario.provenance
        assert all(numbers[path].value == value for path, value in world.draws.items())
        assert doubtful(world.scenario) == []
        assert world.scenario.doctrine.decision_delay_s == world.draws["doctrine.decision_delay"]
        seeker = world.draws["batteries.0.reliability.seeker"]
        assert world.scenario.batteries[0].interceptor.reliability.seeker == seeker
        assert numbers["raid.0.stages.0.inert"].value == world.scenario.raid[0].missile.stages[0].inert_kg
    assert europe.raid[0].missile.stages[0].inert_kg == 3900.0


def prop_what_is_no_doubt_is_not_drawn(europe: Scenario) -> None:
    paths = doubtful(europe)
    assert {"raid.0.range", "raid.0.payload", "batteries.0.dead", "sensors.0.cloud_top"} <= set(paths)
    assert not [
        path
        for path in paths
        if path.endswith(("available", "inert", "range_payload", "lat", "lon")) and path.startswith("raid")
    ]
    assert "batteries.0.stages.0.inert" in paths


def verif_missile_flies_the_range_that_was_drawn(some: list[World]) -> None:
    for world in some:
        missile = world.scenario.raid[0].missile
        assert missile.range_m == world.draws["raid.0.range"]
        assert range_m(missile) == pytest.approx(missile.range_m, rel=5e-3)
    factors = {round(w.scenario.raid[0].missile.stages[0].inert_kg / 3900.0, 6) for w in some}
    assert len(factors) == len(some)


def verif_range_is_one_with_its_own_load() -> None:
    icbm = load_scenario("europe-2007", "to-washington")
    world = at_range(icbm, "high")
    missile = world.scenario.raid[0].missile
    assert missile.payload_kg == 900.0
    loaded = missile.model_copy(update={"payload_kg": 1000.0})
    assert range_m(loaded) == pytest.approx(11_500e3, rel=5e-3)


def prop_out_of_reach_is_counted_and_in_reach_flies(some: list[World]) -> None:
    assert 0 < sum(world.cannot_reach for world in some) < len(some)
    for world in some:
        assert world.cannot_reach == bool(world.why)
        if not world.cannot_reach:
            assert fly_raid(world.scenario.raid).end_s > 600.0
    reach = {world.draws["raid.0.range"] for world in some if not world.cannot_reach}
    short = {world.draws["raid.0.range"] for world in some if world.cannot_reach}
    assert max(short) < 4.2e6 and min(reach) > 3.9e6


def prop_range_that_no_mass_gives_is_said() -> None:
    # what a scenario sets itself is refused where it is loaded: `test_ranged.py`
    world = drawn_world(load_scenario("europe-2007"), {"raid.0.range": 1.2e7})
    assert world.cannot_reach and "no inert mass" in world.why


@pytest.mark.parametrize("variant", [None, *load_scenario("europe-2007").variants])
def test_reach_of_each_variant_is_as_its_head_says(variant: str | None) -> None:
    scenario = load_scenario("europe-2007", variant)
    reached = [not at_range(scenario, edge).cannot_reach for edge in ("low", "value", "high")]
    assert reached == [variant in ("berlin", "warsaw"), True, True]


def test_worlds_of_the_plan_are_drawn_in_seconds(europe: Scenario) -> None:
    worlds(europe, 1, 3)
    start = time.process_time()
    assert len(worlds(europe, 32, 3)) == 32
    assert time.process_time() - start < 30.0
