"""Which input moves the answer: found where it is put in, and silent where nothing can be told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from midcourse.campaign.by_world import closed_by_world
from midcourse.campaign.runs import Fought, fight_all
from midcourse.report.hangs import assumed_draws, by_chance, correlations, hangs_on
from midcourse.scenario import Scenario


def shares_of(fought: Fought) -> dict[int, float]:
    return {one["world"]: one["simulated"] for one in closed_by_world(fought)}


def swing(path: str, at_low: float | None, at_high: float | None) -> dict[str, object]:
    size = 0.0 if at_low is None or at_high is None else abs(at_high - at_low)
    return {"path": path, "low": 0.0, "high": 1.0, "at_low": at_low, "at_high": at_high, "size": size}


def test_the_strongest_are_named_in_order(scenario: Scenario, many: Fought) -> None:
    given = [
        swing("doctrine.common_cause", 0.9, 0.7),
        swing("raid.0.range", None, 0.9),
        swing("doctrine.spacing", 0.8, 0.85),
        swing("doctrine.latency", 0.8, 0.8001),
    ]
    found = hangs_on(given, many.worlds, {}, scenario)
    assert [hang.path for hang in found] == ["doctrine.common_cause", "doctrine.spacing"]
    assert found[0].value == scenario.doctrine.common_cause and found[0].at_high == 0.7
    assert hangs_on([], many.worlds, {}, scenario) == []


def test_an_input_that_rules_the_answer_goes_with_it(scenario: Scenario, many: Fought) -> None:
    shares = shares_of(many)
    path = next(iter(assumed_draws(many.worlds, list(shares), scenario)))
    # the draws are the shares themselves: no other input can be tied to them more closely
    worlds = tuple(
        replace(world, draws={**world.draws, path: shares.get(world.number, 0.0)}) for world in many.worlds
    )
    found = correlations(worlds, shares, scenario)
    if np.ptp(list(shares.values())) == 0.0:
        assert found == {}
        return
    assert max(found, key=lambda one: abs(found[one])) == path and found[path] > 0.999
    assert all(
        -1.0 <= tie <= 1.0 and scenario.provenance[one].grade == "assumed" for one, tie in found.items()
    )


def test_no_doubt_no_correlation(scenario: Scenario) -> None:
    assert correlations((), shares_of(fight_all(scenario, 8, 1, jobs=1)), scenario) == {}


def prop_chance_fades_with_worlds(scenario: Scenario, many: Fought) -> None:
    assert 0.0 < by_chance(many.worlds, shares_of(many), scenario) <= 1.0
