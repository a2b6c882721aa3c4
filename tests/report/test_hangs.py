"""Which input moves the answer: found where it is put in, and silent where nothing can be told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from midcourse.campaign.runs import Fought, fight_all
from midcourse.report.hangs import assumed_draws, by_chance, hangs_on, world_shares
from midcourse.scenario import Scenario


def test_an_input_that_rules_the_answer_is_found(scenario: Scenario, many: Fought) -> None:
    numbers, shares = world_shares(many)
    path = next(iter(assumed_draws(many, scenario, numbers)))
    # the draws are the shares themselves: no other input can be tied to them more closely
    ranked = dict(zip(numbers.tolist(), shares.tolist(), strict=True))
    worlds = tuple(
        replace(world, draws={**world.draws, path: ranked.get(world.number, 0.0)}) for world in many.worlds
    )
    found = hangs_on(replace(many, worlds=worlds), scenario)
    if np.ptp(shares) == 0.0:
        assert found == []
        return
    assert found[0].path == path
    assert found[0].correlation > 0.999


def test_only_assumed_inputs_are_named(scenario: Scenario, many: Fought) -> None:
    for hang in hangs_on(many, scenario, most=100):
        assert scenario.provenance[hang.path].grade == "assumed"
        assert -1.0 <= hang.correlation <= 1.0


def test_no_doubt_no_input(scenario: Scenario) -> None:
    assert hangs_on(fight_all(scenario, 8, 1, jobs=1), scenario) == []


def prop_chance_fades_with_worlds(scenario: Scenario, many: Fought) -> None:
    assert 0.0 < by_chance(many, scenario) <= 1.0
