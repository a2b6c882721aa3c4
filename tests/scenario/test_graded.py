"""Doubt down to a grade: what is drawn, what is held, and that a change keeps to it."""

from __future__ import annotations

import pytest

from midcourse.catalog.provenance import GRADES
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, doubt_left, firm_below, load_scenario, resolved_yaml, worlds
from midcourse.scenario.doubt import doubtful, drawn_world, input_names


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load_scenario("europe-2007")


def rank(scenario: Scenario, path: str) -> int:
    grade = scenario.provenance[path].grade
    return GRADES.index(grade) if grade in GRADES else len(GRADES) - 1


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("name", ["europe-2007", "national-2004", "nodong-japan"])
def prop_paths_drawn_are_those_of_the_grade_or_better(name: str, grade: str) -> None:
    whole = load_scenario(name)
    some = firm_below(whole, grade)
    wanted = [path for path in doubtful(whole) if rank(whole, path) <= GRADES.index(grade)]
    assert doubtful(some) == wanted
    assert set(some.held) == set(doubtful(whole)) - set(wanted)
    world = worlds(some, 4, 1)[2]
    assert list(world.draws) == wanted
    # what is drawn has the value that it has beside the others
    assert world.draws.items() <= worlds(whole, 4, 1)[2].draws.items()
    for path, number in some.held.items():
        assert world.scenario.provenance[path].value == number.value == whole.provenance[path].value


def prop_the_worst_grade_is_no_restriction(europe: Scenario) -> None:
    found = firm_below(europe, "assumed")
    assert found.grade is None and found.held == {} and doubt_left(found) == {}
    assert resolved_yaml(found) == resolved_yaml(europe)
    back = firm_below(firm_below(europe, "official"), None)
    assert back.provenance == europe.provenance and back.grade is None
    better = firm_below(firm_below(europe, "official"), "estimated")
    assert resolved_yaml(better) == resolved_yaml(firm_below(europe, "estimated"))


def test_a_changed_value_keeps_to_the_grade(europe: Scenario) -> None:
    some = firm_below(europe, "estimated")
    changed = some.set("doctrine.salvo", 3)
    assert changed.grade == "estimated" and doubtful(changed) == doubtful(some)
    # what the scenario gives without a source counts as assumed
    mine = some.set("doctrine.common_cause", {"value": 0.1, "low": 0.0, "high": 0.2})
    assert "doctrine.common_cause" in mine.held
    assert "doctrine.common_cause" in doubtful(firm_below(mine, "assumed"))
    official = {"value": 0.1, "low": 0.0, "high": 0.2, "source": "cbo-2009", "grade": "official"}
    assert "doctrine.common_cause" in doubtful(some.set("doctrine.common_cause", official))


def test_how_many_are_held_counts_shared_inputs_once(europe: Scenario) -> None:
    item = {"interceptor": "gbi-two-stage", "site": "redzikowo", "count": 5}
    two = firm_below(europe.set("batteries", [item, item]), "official")
    one = firm_below(europe, "official")
    assert len(two.held) > len(one.held) and doubt_left(two) == doubt_left(one)
    told = doubt_left(one)
    assert told["grade"] == "official" and told["inputs_drawn"] == 2
    held = sum(each["inputs"] for each in told["inputs_held"])
    assert held + 2 == len(set(input_names(europe).values()))


def prop_a_missile_of_which_nothing_is_in_doubt_flies_as_stated() -> None:
    # else a world would hold it to the range that is published, which its stages need not fly
    nodong = firm_below(load_scenario("nodong-japan"), "official")
    (world,) = worlds(nodong, 1, 1)
    assert world.draws == {} and world.scenario.raid == nodong.raid and not world.cannot_reach
    touched = drawn_world(nodong, {"raid.0.payload": 900.0}).scenario
    assert touched.raid[0].missile.stages != nodong.raid[0].missile.stages


def test_no_such_grade_says_which_was_meant(europe: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"grade: no such grade \(did you mean official\?\)") as caught:
        firm_below(europe, "offical")
    assert caught.value.allowed is not None and "official, peer-reviewed" in caught.value.allowed
    with pytest.raises(ScenarioError):
        firm_below(europe, "user")
