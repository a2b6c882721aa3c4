"""Inputs that leakage is worked against: values that are refused, and what a value changes."""

from __future__ import annotations

import math

import pytest

from midcourse.analysis.axes import AXES, at_value, axis_of, defaults_of, values_of
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_scenario


@pytest.fixture(scope="module")
def raid() -> Scenario:
    return load_scenario("europe-raid")


@pytest.fixture(scope="module")
def sites() -> Scenario:
    return load_scenario("europe-raid", "three-sites")


def test_there_are_six() -> None:
    names = "attack-size decoys inventory shots kill-probability common-cause"
    assert list(AXES) == names.split()
    with pytest.raises(ScenarioError, match="no such axis") as problem:
        axis_of("decoy")
    assert problem.value.key == "--against" and "decoys" in str(problem.value.allowed)


@pytest.mark.parametrize(
    ("axis", "text"),
    [
        ("attack-size", ""), ("attack-size", "0"), ("attack-size", "1001"), ("attack-size", "1.5"),
        ("attack-size", "1,x"), ("attack-size", "1,1"), ("attack-size", "nan"), ("attack-size", "1,,2"),
        ("decoys", "-1"), ("decoys", "401"), ("inventory", "inf"), ("shots", "9"), ("shots", "0"),
        ("kill-probability", "1.1"), ("kill-probability", "-0.1"), ("common-cause", "2"),
        ("decoys", ",".join(map(str, range(51)))),
    ],
)  # fmt: skip
def test_values_that_no_axis_takes_are_one_line(axis: str, text: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        values_of(axis_of(axis), text)
    assert problem.value.key == "--values" and problem.value.exit_code == 2


def test_values_are_sorted_and_the_usual_ones_stand_for_none() -> None:
    assert values_of(AXES["attack-size"], "10, 2,5") == (2.0, 5.0, 10.0)
    assert values_of(AXES["shots"], None) == AXES["shots"].values


def prop_every_usual_value_fits(raid: Scenario, sites: Scenario) -> None:
    for scenario in (raid, sites, load_scenario("europe-raid", "two-cities")):
        for axis in AXES.values():
            for value in defaults_of(axis, scenario):
                at_value(scenario, axis, value)


def prop_the_value_that_stands_changes_nothing(raid: Scenario) -> None:
    for name, value in (
        ("attack-size", 5),
        ("decoys", 0),
        ("inventory", 10),
        ("shots", 2),
        ("common-cause", 0.1),
    ):
        same = at_value(raid, AXES[name], value)
        assert (same.raid, same.batteries, same.doctrine) == (raid.raid, raid.batteries, raid.doctrine)


def prop_missiles_and_interceptors_add_up(sites: Scenario) -> None:
    two = load_scenario("europe-raid", "two-cities")
    for total in (2, 3, 7, 100):
        counts = [item.count for item in at_value(two, AXES["attack-size"], total).raid]
        assert sum(counts) == total and max(counts) - min(counts) <= 1
    with pytest.raises(ScenarioError, match="too few missiles"):
        at_value(two, AXES["attack-size"], 1)
    for total in (0, 1, 13, 26, 52, 100):
        counts = [item.count for item in at_value(sites, AXES["inventory"], total).batteries]
        assert sum(counts) == total
        assert all(abs(n - total * k / 26) < 1.0 for n, k in zip(counts, (10, 8, 8), strict=True))


@pytest.mark.parametrize("value", [0.0, 0.2, 0.56, 0.99, 1.0])
def prop_kill_probability_is_varied_by_the_reliabilities_alone(sites: Scenario, value: float) -> None:
    changed = at_value(sites, AXES["kill-probability"], value)
    for old, new in zip(sites.batteries, changed.batteries, strict=True):
        chain = new.interceptor.reliability
        chances = (chain.launch, chain.boost, chain.separation, chain.seeker)
        assert math.prod(chances) == pytest.approx(value, abs=1e-12)
        assert new.interceptor.kill_vehicle == old.interceptor.kill_vehicle
        assert new.interceptor.stages == old.interceptor.stages
    assert changed.raid == sites.raid and changed.doctrine == sites.doctrine


def test_no_battery_no_inventory(raid: Scenario) -> None:
    bare = raid.set("batteries", [])
    for name in ("inventory", "kill-probability"):
        with pytest.raises(ScenarioError, match="no battery"):
            at_value(bare, AXES[name], 1)
