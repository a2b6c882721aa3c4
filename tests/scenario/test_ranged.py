"""A range that the scenario sets is flown; what the catalogue alone says stays as it is."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from midcourse.catalog.reader import load_missile
from midcourse.engagement.run import Batch, fight
from midcourse.errors import ScenarioError
from midcourse.kernels.earth import STILL
from midcourse.scenario import (
    Scenario,
    at_range,
    builtin_names,
    load_scenario,
    load_text,
    resolved_yaml,
    scenario_text,
    worlds,
)
from midcourse.scenario.doubt import drawn_world
from midcourse.threats.farthest import greatest_range
from midcourse.threats.fly import stack_of
from midcourse.threats.launch import Pad

SET_M = 3.9e6


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load_scenario("europe-2007")


@pytest.fixture(scope="module")
def shorter(europe: Scenario) -> Scenario:
    return europe.set("raid.0.range", "3900 km")


def flown_m(scenario: Scenario) -> float:
    craft = stack_of(scenario.raid[0].missile)
    return greatest_range(craft, Pad(math.radians(45.0), 0.0, 0.0), 0.0, earth=STILL)[1]


def masses_kg(scenario: Scenario, item: int = 0) -> list[float]:
    return [stage.inert_kg for stage in scenario.raid[item].missile.stages]


def verif_missile_flies_the_range_that_was_set(shorter: Scenario) -> None:
    assert flown_m(shorter) == pytest.approx(SET_M, rel=2e-3)
    assert shorter.raid[0].missile.range_m == SET_M


def verif_a_range_set_and_the_same_range_drawn_fight_the_same_bytes() -> None:
    # to Berlin, where both arrive
    base = load_scenario("europe-2007", "berlin")
    one = base.set("raid.0.range", "3900 km")
    other = drawn_world(base, {"raid.0.range": SET_M}).scenario
    assert one.raid[0].missile == other.raid[0].missile
    found = [fight(scenario, Batch(1, 0, np.arange(40))) for scenario in (one, other)]
    assert found[0].fates.tobytes() == found[1].fates.tobytes()
    assert found[0].shots.tobytes() == found[1].shots.tobytes() and len(found[0].shots)
    stated = fight(base, Batch(1, 0, np.arange(40)))
    assert stated.fates.tobytes() != found[0].fates.tobytes()


def test_every_way_of_setting_it_is_the_same(shorter: Scenario, tmp_path: Path) -> None:
    text = scenario_text("europe-2007")
    beside = text.replace("missile: notional-irbm\n", "missile: notional-irbm\n    range: 3900 km\n", 1)
    inside = text.replace(
        "missile: notional-irbm\n", "missile: {like: notional-irbm, range: {value: 3900 km}}\n", 1
    )
    assert text not in (beside, inside)
    for one in (
        load_text(beside, "beside"),
        load_text(inside, "inside"),
        load_scenario("europe-2007", sets=["raid.0.range=3900 km"]),
        load_scenario("europe-2007", sets=["raid.0.missile.range=3900 km"]),
    ):
        assert one.raid == shorter.raid


def prop_what_the_catalogue_says_changes_no_mass(europe: Scenario) -> None:
    for name in builtin_names():
        for item in load_scenario(name).raid:
            stages = load_missile(item.missile.id)[0].stages
            assert [one.inert_kg for one in item.missile.stages] == [one.inert_kg for one in stages], name
    # the entry's own range with another doubt is the entry's own range
    again = europe.set("raid.0.range", {"value": "4230 km", "low": "4000 km", "high": "4400 km"})
    assert masses_kg(again) == masses_kg(europe)
    assert masses_kg(europe.set("raid.0.range", None)) == masses_kg(europe)


def prop_only_the_item_that_is_set_changes() -> None:
    raid = load_scenario("europe-raid")
    item = {"missile": "notional-irbm", "from": "tabriz", "to": "berlin"}
    both = raid.set("raid", [item, {**item, "range": "3900 km"}])
    assert masses_kg(both, 0) == [3900.0, 1510.0] != masses_kg(both, 1)


def test_the_record_says_where_the_masses_come_from(shorter: Scenario) -> None:
    number = shorter.provenance["raid.0.stages.0.inert"]
    assert number.value == shorter.raid[0].missile.stages[0].inert_kg
    assert "follows from the range" in number.where and "3900 kg" in number.where
    assert (number.low, number.high, number.grade) == (None, None, "user")
    cited = {"value": "3900 km", "source": "cbo-2009", "grade": "press"}
    with_source = load_scenario("europe-2007").set("raid.0.range", cited)
    said = with_source.provenance["raid.0.stages.1.inert"]
    assert (said.source, said.grade) == ("cbo-2009", "press")


def verif_the_resolved_values_load_as_the_same_scenario(shorter: Scenario) -> None:
    again = load_text(resolved_yaml(shorter), "resolved.yaml")
    assert masses_kg(again) == masses_kg(shorter)
    assert resolved_yaml(again) == resolved_yaml(shorter)
    # a table of one's own flies its stages; with another range beside it, it flies that
    farther = again.set("raid.0.range", "4500 km")
    assert flown_m(farther) == pytest.approx(4.5e6, rel=2e-3)


def prop_worlds_lie_around_the_range_that_was_set(europe: Scenario) -> None:
    doubted = europe.set("raid.0.range", {"value": "3900 km", "low": "3700 km", "high": "4100 km"})
    found = worlds(doubted, 8, 1)
    drawn_m = sorted(world.draws["raid.0.range"] for world in found)
    assert drawn_m[3] < SET_M < drawn_m[4] and drawn_m[0] >= 3.7e6 and drawn_m[-1] <= 4.1e6
    assert masses_kg(at_range(doubted, "value").scenario) == masses_kg(doubted)
    # without low and high nobody doubts it, and every world flies it
    for world in worlds(europe.set("raid.0.range", "3900 km"), 3, 1):
        assert "raid.0.range" not in world.draws
        load_kg = world.scenario.raid[0].missile.payload_kg
        assert load_kg != 1000.0 and world.scenario.raid[0].missile.range_m == SET_M


@pytest.mark.parametrize(("typed", "edge_km"), [("12000 km", 8647), ("300 km", 1551)])
def test_a_range_that_no_mass_gives_is_one_line_with_the_nearest(
    europe: Scenario, typed: str, edge_km: int, tmp_path: Path
) -> None:
    with pytest.raises(ScenarioError) as caught:
        europe.set("raid.0.range", typed)
    error = caught.value
    assert error.key == "raid.0.range" and error.got == typed and "\n" not in error.one_line()
    assert error.nearest is not None and error.nearest == f"{edge_km} km"
    assert flown_m(europe.set("raid.0.range", error.nearest)) == pytest.approx(edge_km * 1e3, rel=2e-3)
    path = tmp_path / "mine.yaml"
    text = scenario_text("europe-2007")
    path.write_text(text.replace("irbm\n", f"irbm\n    range: {{value: {typed}}}\n", 1))
    with pytest.raises(ScenarioError, match=re.escape(f"{path}:")) as caught:
        load_scenario(path)
    assert caught.value.line == 1 + path.read_text().splitlines().index(f"    range: {{value: {typed}}}")


def test_a_missile_that_reaches_orbit_is_held_short_of_it(europe: Scenario) -> None:
    # its full burn has no greatest range; the range that is set is one
    far = europe.set("raid.0.missile", "hwasong-17").set("raid.0.range", "14000 km")
    assert flown_m(far) == pytest.approx(1.4e7, rel=2e-3)
    with pytest.raises(ScenarioError, match="nearest: "):
        europe.set("raid.0.missile", "hwasong-17").set("raid.0.range", "30000 km")
