"""Doubt: what nobody knows, drawn once a world from the low and high of every number in use.

Luck, which varies from shot to shot, is not here. A missile is doubted by its range (`met.py`). What several
items of a scenario share, such as ten batteries of one interceptor, has one value in a world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from midcourse.catalog.model import Missile
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.slots import slots_of
from midcourse.errors import NoSolution
from midcourse.scenario.latin import drawn, is_doubtful, strata
from midcourse.scenario.met import meeting
from midcourse.scenario.model import Record, Scenario
from midcourse.scenario.resolve import ITEM_LISTS
from midcourse.threats.fly import aimed, pad_of

COMPARED = ("burnout_speed", "range_payload")
"""Numbers that are only compared with, or say under which load another holds."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class World:
    """One way things may be.

    Args:
        number: 0 to the number of worlds less one.
        scenario: the scenario with the values of this world.
        cannot_reach: whether a missile of the raid cannot reach its aim here.
        draws: the values drawn, by path; the inert masses that follow from a range are not among them.
        why: for people, why an aim is out of reach.
        unmet: whether there is no such missile at all: no inert mass gives the range that was drawn.
    """

    number: int
    scenario: Scenario
    cannot_reach: bool
    draws: dict[str, float] = field(default_factory=dict)
    why: str = ""
    unmet: bool = False


def worlds(
    scenario: Scenario, count: int, seed: int, numbers: Sequence[int] | None = None
) -> list[World]:
    """Draw the worlds of a scenario: a Latin hypercube over all numbers with a low or a high.

    Args:
        scenario: the scenario, with the values of its nominal world, which is not among those returned.
        count: how many.
        seed: seed of the run.
        numbers: of the worlds that are wanted; all where None.

    Returns:
        The worlds, the same for the same scenario, count and seed.
    """
    names = input_names(scenario)
    shares = {name: strata(name, count, seed) for name in set(names.values())}
    held = scenario.provenance
    found = []
    for k in range(count) if numbers is None else numbers:
        draws = {path: drawn(held[path], shares[name][k]) for path, name in names.items()}
        found.append(_world(scenario, k, draws))
    return found


def at_range(scenario: Scenario, edge: Literal["low", "value", "high"]) -> World:
    """Return the world in which every missile flies the least, the usual or the greatest of its published range.

    All other numbers are those of the nominal world, but for the inert masses, which follow.

    Args:
        scenario: the scenario.
        edge: which end of each range.

    Returns:
        World, with the number 0.
    """
    draws = {}
    for i in range(len(scenario.raid)):
        number = scenario.provenance.get(f"raid.{i}.range")
        if number is not None:
            bound = getattr(number, edge)
            draws[f"raid.{i}.range"] = number.value if bound is None else bound
    return _world(scenario, 0, draws)


def drawn_world(scenario: Scenario, draws: dict[str, float]) -> World:
    """Return the world in which some numbers have other values and all else is as stated.

    Args:
        scenario: the scenario.
        draws: values by path.

    Returns:
        World, with the number 0; the raid is aimed anew only where it is touched.
    """
    if any(path.startswith("raid.") for path in draws):
        return _world(scenario, 0, draws)
    # a copy even where the values are the stated ones: the scenario keeps its doubt
    changed = _with(scenario, "", draws).model_copy()
    changed._record = Record(scenario.name_id, scenario.text, None, _noted(scenario.provenance, draws))
    return World(0, changed, False, draws)


def input_names(scenario: Scenario) -> dict[str, str]:
    """Return what worlds draw, by path, and the name under which equal items share it."""
    return {path: named(scenario, path) for path in doubtful(scenario)}


def doubtful(scenario: Scenario) -> list[str]:
    """Return the paths of the numbers that worlds draw, in order.

    Years are not drawn, nor what is only compared with. The inert mass of a missile's stages follows from its range.
    """
    return [
        path
        for path, number in scenario.provenance.items()
        if is_doubtful(number)
        and number.dimension != "year"
        and path.rpartition(".")[2] not in COMPARED
        and not _follows(path)
    ]


def _follows(path: str) -> bool:
    return path.startswith("raid.") and path.endswith(".inert")


def named(scenario: Scenario, path: str) -> str:
    """Return the name under which an input is drawn.

    It is known by its entry and not by its place in a list, so that equal items are equal in every world; a claim
    about an entry doubts what it does not change just as the entry does.
    """
    head, _, rest = path.partition(".")
    if head not in ITEM_LISTS:
        return path
    key, item_model = ITEM_LISTS[head]
    at, _, rest = rest.partition(".")
    if rest.partition(".")[0] in slots_of(item_model):
        return path
    entry = getattr(getattr(scenario, head)[int(at)], key).id.partition("@")[0]
    return path if entry == "custom" else f"{head} {entry} {rest}"


def _world(scenario: Scenario, number: int, draws: dict[str, float]) -> World:
    why, unmet = "", False
    values = dict(draws)
    raid = []
    for i, item in enumerate(scenario.raid):
        if scenario.grade is not None and not any(path.startswith(f"raid.{i}.") for path in draws):
            raid.append(item)  # nothing of it is in doubt: it flies as stated
            continue
        missile = _with(item.missile, f"raid.{i}", draws)
        solved, met = meeting(_in_order(missile), item.missile)
        unmet = unmet or not met
        why = why or ("" if met else f"{missile.id}: no inert mass gives the range of this world")
        raid.append(item.model_copy(update={"missile": solved}))
        values |= {f"raid.{i}.stages.{j}.inert": stage.inert_kg for j, stage in enumerate(solved.stages)}
    changed = _with(scenario, "", draws).model_copy(update={"raid": tuple(raid)})
    changed._record = Record(scenario.name_id, scenario.text, None, _noted(scenario.provenance, values))
    for item in changed.raid:
        if why:
            break
        try:
            aimed(item.missile, pad_of(item.from_place), pad_of(item.to_place), item.arc, item.apogee_m)
        except NoSolution as problem:
            why = f"{item.missile.id}: {problem.why}"
    return World(number, changed, bool(why), draws, why, unmet)


def _noted(numbers: Mapping[str, Provenance], values: Mapping[str, float]) -> dict[str, Provenance]:
    # in a world there is no doubt left
    return {
        path: replace(number, value=values.get(path, number.value), low=None, high=None, distribution=None)
        for path, number in numbers.items()
    }


def _with(model: Model, path: str, values: Mapping[str, float]) -> Model:
    """Return a model with numbers replaced by path, as `provenance` names them; nothing is checked again."""
    update: dict[str, Any] = {}
    for key, slot in slots_of(type(model)).items():
        here = f"{path}.{key}" if path else key
        old = getattr(model, slot.attribute)
        if slot.quantity is not None:
            new = values.get(here, old)
        elif isinstance(old, BaseModel):
            new = _with(old, path if slot.beside else here, values)
        elif slot.models and isinstance(old, tuple):
            new = tuple(_with(item, f"{here}.{i}", values) for i, item in enumerate(old))
        else:
            continue
        if new is not old and new != old:
            update[slot.attribute] = new
    return model.model_copy(update=update) if update else model


def _in_order(missile: Missile) -> Missile:
    # what a file would have to keep in order, draws of both sides have to keep as well
    stages = tuple(
        stage.model_copy(update={"isp_sea_level_s": min(stage.isp_sea_level_s, stage.isp_vacuum_s)})
        for stage in missile.stages
    )
    burning_s = sum(stage.burn_s + stage.ignition_delay_s for stage in stages)
    release_s = min(missile.shroud_release_s, burning_s)
    return missile.model_copy(update={"stages": stages, "shroud_release_s": release_s})
