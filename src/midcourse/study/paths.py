"""What stands at a path of a scenario, as `--set` names it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from midcourse.catalog.slots import Slot, slots_of
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.scenario.place import Place

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

KEY = "--vary"
ATTACKER = ("count", "decoys", "debris", "warheads", "from", "range")
EXAMPLE = "a path as for --set, e.g. batteries.0.count or doctrine.decision_delay"


class Standing(NamedTuple):
    """What stands at a path: its value, an entry by its id, and the dimension of a quantity."""

    value: Any
    dimension: str | None


def spread(scenario: Scenario, path: str) -> tuple[str, ...]:
    """Return the paths that one path stands for: `*` is every item of a list.

    Raises:
        ScenarioError: no such path.
    """
    head, star, rest = path.partition(".*")
    if not star:
        standing(scenario, path)
        return (path,)
    items = getattr(scenario, head, None)
    if not isinstance(items, tuple) or not items or not rest.startswith("."):
        allowed = "raid.*.KEY, sensors.*.KEY or batteries.*.KEY"
        raise ScenarioError("no such list", key=KEY, got=path, allowed=allowed)
    return tuple(each for i in range(len(items)) for each in spread(scenario, f"{head}.{i}{rest}"))


def standing(scenario: Scenario, path: str) -> Standing:
    """Return what stands at a path.

    Raises:
        ScenarioError: no such path, or one to several values.
    """
    node: Any = scenario
    dimension = None
    for part in path.split("."):
        if isinstance(node, tuple):
            if not part.isdigit() or int(part) >= len(node):
                raise _unknown(scenario, path)
            node, dimension = node[int(part)], None
            continue
        slot, owner = _slot(node, part)
        if slot is None:
            raise _unknown(scenario, path)
        node = getattr(owner, slot.attribute)
        dimension = None if slot.quantity is None else slot.quantity.dimension
    if isinstance(node, Place):
        return Standing(node, None)
    if hasattr(node, "id"):
        return Standing(node.id, None)
    if isinstance(node, (tuple, dict, date, BaseModel)):
        inside = ", ".join(known for known in _known(scenario) if known.startswith(f"{path}."))
        raise ScenarioError("not one value", key=KEY, got=path, allowed=inside[:160] or EXAMPLE)
    return Standing(node, dimension)


def _slot(model: Any, key: str) -> tuple[Any, Any]:
    # keys of an item and, beside them, those of its entry
    slots = _slots(model)
    if key in slots:
        return slots[key], model
    for slot in slots.values():
        entry = getattr(model, slot.attribute) if slot.beside else None
        inner = _slots(entry)
        if key in inner:
            return inner[key], entry
    return None, None


def _slots(model: Any) -> dict[str, Slot]:
    return slots_of(type(model)) if isinstance(model, BaseModel) else {}


def _unknown(scenario: Scenario, path: str) -> ScenarioError:
    why = f"no such input{did_you_mean(path, _known(scenario))}"
    return ScenarioError(why, key=KEY, got=path, allowed=EXAMPLE)


def _known(scenario: Scenario) -> list[str]:
    found = list(scenario.provenance)
    for i in range(len(scenario.raid)):
        found += [f"raid.{i}.{key}" for key in ATTACKER]
    for i in range(len(scenario.batteries)):
        found += [f"batteries.{i}.{key}" for key in ("count", "interceptor", "site")]
    return [*dict.fromkeys(found), *(f"doctrine.{key}" for key in slots_of(type(scenario.doctrine)))]
