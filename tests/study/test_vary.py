"""Inputs that are varied: what is understood, what is refused, and the scenario that comes of it."""

from __future__ import annotations

import pytest

from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_scenario
from midcourse.study.vary import varied


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load_scenario("europe-2007")


@pytest.mark.parametrize(
    ("text", "low", "high", "stated"),
    [
        ("batteries.0.stages.1.inert=140..837 kg", 140.0, 837.0, 394.0),
        ("batteries.0.stages.1.inert=140 kg..837 kg", 140.0, 837.0, 394.0),
        ("sensors.2.mean_power=50..200 kW", 5e4, 2e5, 1e5),
        ("doctrine.decision_delay=0 s..10 min", 0.0, 600.0, 60.0),
        ("batteries.0.count=1..20", 1.0, 20.0, 10),
        ("batteries.*.count=5,1,10", 1.0, 10.0, 10),
    ],
)
def test_ranges_are_read_in_si(europe: Scenario, text: str, low: float, high: float, stated: float) -> None:
    found = varied(europe, text)
    assert (found.low, found.high, found.stated) == (pytest.approx(low), pytest.approx(high), stated)


def test_a_path_alone_takes_the_low_and_high_of_its_entry(europe: Scenario) -> None:
    found = varied(europe, "raid.0.range")
    number = europe.provenance["raid.0.range"]
    assert (found.low, found.high, found.stated) == (number.low, number.high, number.value)


def test_the_scenario_gets_the_value_and_nothing_else(europe: Scenario) -> None:
    one = varied(europe, "doctrine.decision_delay=0..600 s")
    changed = one.at(europe, 123.5)
    assert changed.doctrine.decision_delay_s == 123.5
    assert changed.raid == europe.raid
    assert changed.batteries == europe.batteries
    assert varied(europe, "doctrine.salvo=1..4").at(europe, 3.0).doctrine.salvo == 3
    assert varied(europe, "doctrine.attacker_knows").at(europe, True).doctrine.attacker_knows
    assert varied(europe, "raid.0.from=qom,tabriz").at(europe, "qom").raid[0].from_place.id == "qom"


def test_a_star_is_every_item() -> None:
    three = load_scenario("three-sites")
    one = varied(three, "batteries.*.count=1..9")
    assert len(one.paths) == len(three.batteries) > 1
    assert {item.count for item in one.at(three, 4.0).batteries} == {4}


def test_samples_hold_the_ends_and_the_stated_value(europe: Scenario) -> None:
    values = varied(europe, "doctrine.decision_delay=0..600 s").sample(5)
    assert values == [0.0, 60.0, 150.0, 300.0, 450.0, 600.0]
    assert varied(europe, "doctrine.salvo=1..4").sample(9) == [1.0, 2.0, 3.0, 4.0]
    assert varied(europe, "batteries.0.count=0..100:5").evenly(5) == [0.0, 25.0, 50.0, 75.0, 100.0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("batteries.0.stages.1.inertt=1..2", "did you mean batteries.0.stages.1.inert"),
        ("foo=1..2", "no such input"),
        ("batteries.7.count=1..2", "no such input"),
        ("doctrine.salvo=3..1", "range is empty"),
        ("doctrine.salvo=1..99", "less than or equal to 8"),
        ("doctrine.salvo=1.5..3", "whole number"),
        ("doctrine.salvo=1..nan", "whole number"),
        ("doctrine.common_cause=0..inf", "quantity|number|finite"),
        ("doctrine.common_cause=0..1.5", "range|allowed"),
        ("batteries.0.stages.1.inert=140..837", "unit is missing"),
        ("batteries.0.stages", "not one value"),
        ("doctrine.salvo=1..8:x", "number of steps"),
        ("doctrine.salvo=1..8:1", "number of steps"),
        ("raid.0.from=nowhere", "no such place"),
        ("raid.0.from", "which places"),
        ("doctrine.clock", "what it may be is not said"),
        ("as_of=1..2", "not one value"),
        ("batteries.0.count", "no low and high"),
        ("doctrine.attacker_knows=maybe", "a switch"),
        ("", "no such input"),
        ("nothing.*.count=1..2", "no such list"),
    ],
)
def test_what_cannot_be_varied_is_one_line(europe: Scenario, text: str, why: str) -> None:
    with pytest.raises(ScenarioError, match=why) as caught:
        varied(europe, text)
    assert caught.value.key == "--vary"
    assert "\n" not in caught.value.one_line()


@pytest.mark.parametrize("key", ["apogee=200..900 km", "arc=lofted,depressed", "launch=0..60 s", "payload=200..900 kg",
                                 "to=london,paris", "stages.0.inert=1..2 t", "missile=nodong", "interval=0..9 s"])  # fmt: skip
def test_no_better_attack_is_looked_for(europe: Scenario, key: str) -> None:
    for item in ("0", "*"):
        with pytest.raises(ScenarioError, match="does not look for a better attack"):
            varied(europe, f"raid.{item}.{key}")
