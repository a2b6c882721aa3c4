"""A range that the scenario sets is the range that the missile flies: the inert masses of its stages follow.

An entry's own range only says what was published; its stages stay those of the catalogue.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from midcourse.catalog.model import Missile
from midcourse.catalog.numbers import read_number
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.reader import entry_node
from midcourse.catalog.slots import slots_of
from midcourse.catalog.tree import Node, plain

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario


def with_set_ranges(scenario: Scenario, numbers: dict[str, Provenance], tree: Node) -> Scenario:
    """Make each missile whose range the scenario sets fly it, as it flies a range drawn in a world.

    Args:
        scenario: the scenario.
        numbers: provenance of its numbers; that of the masses that follow is changed.
        tree: its tree with ids not yet resolved, in which stands what the scenario itself gives.

    Returns:
        The scenario where no range was set to another value than the entry's, else a copy. A missile that is a whole
        table of the scenario has the stages and the range that stand there.

    Raises:
        ScenarioError: no inert mass gives the range; the nearest that one gives is named.
    """
    raid = list(scenario.raid)
    for i, node in enumerate(tree.mapping()["raid"].value):
        given = _given(node)
        if given is not None and raid[i].missile.range_m not in (None, _own_range_m(node)):
            missile = _met(raid[i].missile, given)
            _note(numbers, f"raid.{i}", raid[i].missile, missile)
            raid[i] = raid[i].model_copy(update={"missile": missile})
    return scenario.model_copy(update={"raid": tuple(raid)})


def _given(node: Node) -> Node | None:
    # beside the entry, or inside `{like: ID, …}`
    table = node.mapping()
    if "range" in table:
        return table["range"]
    inside = table["missile"].value
    found: Node | None = inside.get("range") if isinstance(inside, dict) and "like" in inside else None
    return found


def _own_range_m(node: Node) -> float | None:
    # of the entry, or of a whole table beside which another range stands
    missile = node.mapping()["missile"]
    if isinstance(missile.value, dict) and "like" in missile.value:
        missile = missile.value["like"]
    table = (entry_node("missiles", missile.value) if isinstance(missile.value, str) else missile).mapping()
    if "range" not in table or table["range"].value is None:
        return None
    return read_number(slots_of(Missile)["range"], table["range"]).value


def _met(missile: Missile, given: Node) -> Missile:
    from midcourse.scenario.met import FACTORS, meeting, nearest_range_m

    solved, met = meeting(missile, missile)
    if met:
        return solved
    wanted_m, nearest_m = missile.range_m, nearest_range_m(missile)
    assert wanted_m is not None
    # to whole kilometres on the side that can be flown
    km = math.floor(nearest_m / 1e3) if nearest_m < wanted_m else math.ceil(nearest_m / 1e3)
    limits = f"{FACTORS[0]:g} to {FACTORS[1]:g}"
    raise given.origin.error(
        f"{missile.id} cannot fly this range with inert masses of {limits} times its own",
        file=given.origin.file,
        line=given.line,
        key=given.key or None,
        got=plain(given) if not isinstance(given.value, dict) else plain(given.value["value"]),
        nearest=f"{km} km",
    )


def _note(numbers: dict[str, Provenance], path: str, before: Missile, after: Missile) -> None:
    set_to = numbers[f"{path}.range"]
    for j, (old, new) in enumerate(zip(before.stages, after.stages, strict=True)):
        number = numbers[f"{path}.stages.{j}.inert"]
        factor = new.inert_kg / old.inert_kg
        where = f"follows from the range that the scenario sets: {factor:.4g} times {old.inert_kg:g} kg"
        numbers[f"{path}.stages.{j}.inert"] = replace(
            number, value=new.inert_kg, low=None, high=None, distribution=None,
            source=set_to.source, where=where, grade=set_to.grade,
        )  # fmt: skip
        if new.mass_kg is None:
            numbers.pop(f"{path}.stages.{j}.mass", None)
