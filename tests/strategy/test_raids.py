"""Raids of many warheads: how they are dealt, what the engine takes, and the scenario that they are fought in."""

from __future__ import annotations

import pytest

from midcourse.errors import ScenarioError
from midcourse.scenario import load_scenario
from midcourse.strategy.expansion.inventory import inventory
from midcourse.strategy.expansion.raids import SCENARIO, fought, raid_of

VARIANTS = ("quick-looks", "all-at-once", "without-limits", "thousand", "decoys")


@pytest.mark.parametrize("warheads", (1, 9, 10, 11, 25, 100, 1000, 3000))
def prop_a_raid_has_the_warheads_that_were_asked_for(warheads: int) -> None:
    scenario = load_scenario(SCENARIO)
    found = raid_of(scenario, warheads)
    assert sum(item.count * item.warheads for item in found.raid) == warheads
    assert len(found.missiles) == -(-warheads // 10)
    assert found.batteries == scenario.batteries and found.sensors == scenario.sensors


def test_more_than_the_engine_takes_is_refused() -> None:
    with pytest.raises(ScenarioError, match="more objects"):
        raid_of(load_scenario(SCENARIO), 3100)


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_load(variant: str) -> None:
    scenario = load_scenario(SCENARIO, variant)
    stock = sum(item.count for item in scenario.batteries)
    assert stock == (1000 if variant == "thousand" else 260)


def test_stock_is_that_of_the_plan_and_the_third_site() -> None:
    plan = {one.name: one.count for one in inventory().planned}["C3"]
    counts = [item.count for item in load_scenario(SCENARIO).batteries]
    assert sum(counts[:2]) == plan and counts[2] == 10


def verif_the_stock_decides_where_nothing_else_does() -> None:
    # looks and launches without limits: what arrives is near what the stock alone lets through
    (one,) = fought(load_scenario(SCENARIO, "without-limits"), [300], 1, 1, windows=False)
    assert one.arriving.value >= one.counted - 0.05
    assert one.why_not["no interceptor left"] > 0.5
    assert one.shots_mean > 0.95 * one.stock
