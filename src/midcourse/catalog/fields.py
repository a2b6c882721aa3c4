"""From a tree of nodes to a checked model of SI floats, with the provenance of every number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from midcourse.catalog.provenance import DISTRIBUTIONS, GRADES, USER, Beside, Provenance, Quantity
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.tree import Node, plain
from midcourse.errors import MidcourseError
from midcourse.units import DIMENSIONS, parse_quantity

Model = TypeVar("Model", bound=BaseModel)

NUMBER_KEYS = ("value", "low", "high", "distribution", "source", "where", "grade")


@dataclass(frozen=True)
class Slot:
    """What a model takes under one key of a file."""

    attribute: str
    quantity: Quantity | None
    model: type[BaseModel] | None
    many: bool
    beside: bool
    bounds: tuple[tuple[str, float], ...]
    default: Any


@lru_cache(maxsize=64)
def slots_of(model: type[BaseModel]) -> dict[str, Slot]:
    """Return the keys that a file may use for a model, each with what it takes."""
    return {info.alias or name: _slot(name, info) for name, info in model.model_fields.items()}


def build(model: type[Model], node: Node, path: str = "") -> tuple[Model, dict[str, Provenance]]:
    """Check a tree against a model and turn its quantities into SI floats.

    Args:
        model: the pydantic model that the tree must fit.
        node: the tree, whole: ids are resolved already.
        path: path of the node, the prefix of the keys of the second result.

    Returns:
        The frozen model, and the provenance of each number in it by path.

    Raises:
        MidcourseError: the first thing that does not fit, of the class that the document's origin names.
    """
    numbers: dict[str, Provenance] = {}
    content = _convert(model, node, path, numbers)
    try:
        return model.model_validate(content), numbers
    except ValidationError as exc:
        raise _first_fault(exc, node) from None


def merged(base: Node, over: Node) -> Node:
    """Lay a table over another: keys of `over` win; numbers and scalars are replaced whole.

    A list of the base is changed item by item by a table with the keys `0`, `1`, …
    """
    if not isinstance(over.value, dict) or _is_number_table(over.value):
        return over
    if isinstance(base.value, list):
        return _merged_list(base, over)
    if not isinstance(base.value, dict) or _is_number_table(base.value):
        return over
    table = dict(base.value)
    for key, child in over.value.items():
        table[key] = merged(table[key], child) if key in table else child
    return Node(table, base.origin, base.key, base.line)


def _merged_list(base: Node, over: Node) -> Node:
    items = list(base.value)
    for key, child in over.value.items():
        if not (key.isascii() and key.isdigit() and len(key) < 4 and int(key) < len(items)):
            raise child.fault("no such item of the list", got=key, allowed=f"0 to {len(items) - 1}")
        items[int(key)] = merged(items[int(key)], child)
    return Node(items, base.origin, base.key, base.line)


def _is_number_table(value: dict[str, Node]) -> bool:
    return bool(value) and all(key in NUMBER_KEYS for key in value)


def _slot(name: str, info: FieldInfo) -> Slot:
    parts = _flat(info.annotation)
    marks = [*info.metadata, *(mark for part in parts for mark in getattr(part, "__metadata__", ()))]
    models = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
    bounds = tuple(
        (sign, float(getattr(mark, sign)))
        for mark in marks
        for sign in ("gt", "ge", "lt", "le")
        if getattr(mark, sign, None) is not None
    )
    return Slot(
        attribute=name,
        quantity=next((mark for mark in marks if isinstance(mark, Quantity)), None),
        model=models[0] if models else None,
        many=any(get_origin(part) is tuple for part in parts),
        beside=any(isinstance(mark, Beside) for mark in marks),
        bounds=bounds,
        default=... if info.is_required() else info.get_default(call_default_factory=True, validated_data={}),
    )


def _flat(annotation: Any) -> list[Any]:
    """Return an annotation and all that it is made of, e.g. `tuple[Stage, ...]` and `Stage`."""
    return [annotation, *(part for arg in get_args(annotation) for part in _flat(arg) if arg is not ...)]


def _convert(model: type[BaseModel], node: Node, path: str, numbers: dict[str, Provenance]) -> dict[str, Any]:
    slots = slots_of(model)
    table = node.mapping()
    for key, child in table.items():
        if key not in slots:
            raise _unknown(child, key, slots)
    content: dict[str, Any] = {}
    for key, slot in slots.items():
        here = f"{path}.{key}" if path else key
        if key in table:
            content[key] = _converted(slot, table[key], path if slot.beside else here, numbers)
        elif slot.default is ...:
            raise node.fault("a key is missing", key=key, allowed=_due(slot))
        elif slot.quantity is not None and slot.default is not None:
            numbers[here] = _by_default(slot)
    return content


def _converted(slot: Slot, node: Node, path: str, numbers: dict[str, Provenance]) -> Any:
    if node.value is None and slot.default is None:
        return None
    if slot.quantity is not None:
        numbers[path] = _number(slot, node)
        return numbers[path].value
    if slot.model is None:
        return plain(node)
    if not slot.many:
        return _convert(slot.model, node, path, numbers)
    if not isinstance(node.value, list):
        raise node.fault("a list is due here", got=plain(node), allowed="one item a line, each after a dash")
    return tuple(_convert(slot.model, item, f"{path}.{i}", numbers) for i, item in enumerate(node.value))


def _unknown(node: Node, key: str, known: Any) -> MidcourseError:
    allowed = ", ".join(known)
    fault = node.fault(f"unknown key{did_you_mean(key, known)}", got=key, allowed=allowed)
    return fault


def _due(slot: Slot) -> str:
    if slot.quantity is not None:
        return f"e.g. {DIMENSIONS[slot.quantity.dimension].example}"
    return "a list" if slot.many else "a table" if slot.model is not None else "a value"


def _by_default(slot: Slot) -> Provenance:
    assert slot.quantity is not None
    dimension = slot.quantity.dimension
    unit = DIMENSIONS[dimension].unit
    value = float(slot.default)
    return Provenance(value, None, None, "midcourse-default", "", "assumed", unit, None, dimension)


def _number(slot: Slot, node: Node) -> Provenance:
    """Read one number of a file: text with a unit, or a table with doubt and source."""
    assert slot.quantity is not None
    dimension = slot.quantity.dimension
    table = node.value if isinstance(node.value, dict) else {"value": node}
    for key, child in table.items():
        if key not in NUMBER_KEYS:
            raise _unknown(child, key, NUMBER_KEYS)
    if "value" not in table:
        raise node.fault("a number without its value", key="value", allowed=_due(slot))
    value, low, high = (_float(slot, table[key], dimension) if key in table else None for key in NUMBER_KEYS[:3])
    assert value is not None
    if (low is not None and low > value) or (high is not None and high < value):
        raise node.fault("low, value and high are out of order", got=plain(node), allowed="low <= value <= high")
    source, where, grade = (_words(table.get(key)) for key in ("source", "where", "grade"))
    distribution = _words(table.get("distribution")) or None
    _check_citation(node, source, grade, distribution)
    source = source or "the scenario"
    unit = DIMENSIONS[dimension].unit
    return Provenance(value, low, high, source, where, grade or USER, unit, distribution, dimension)


def _float(slot: Slot, node: Node, dimension: str) -> float:
    try:
        value = parse_quantity(node.value if not isinstance(node.value, (dict, list)) else plain(node), dimension)
    except MidcourseError as exc:
        raise node.fault(exc.why, got=exc.got, allowed=exc.allowed) from None
    tests = {"gt": value.__gt__, "ge": value.__ge__, "lt": value.__lt__, "le": value.__le__}
    if not all(tests[sign](bound) for sign, bound in slot.bounds):
        raise node.fault("out of range", got=node.value, allowed=_range(slot))
    return value


def _range(slot: Slot) -> str:
    assert slot.quantity is not None
    unit = DIMENSIONS[slot.quantity.dimension].unit
    words = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    return ", ".join(f"{words[sign]} {bound:g} {unit}".rstrip() for sign, bound in slot.bounds)


def _words(node: Node | None) -> str:
    if node is None or node.value is None:
        return ""
    if not isinstance(node.value, (str, int)) or isinstance(node.value, bool) or len(str(node.value)) > 300:
        raise node.fault("text is due here", got=plain(node), allowed="at most 300 characters")
    return str(node.value)


def _check_citation(node: Node, source: str, grade: str, distribution: str | None) -> None:
    if node.origin.cited and not source:
        raise node.fault("a number without a source", got=plain(node), allowed="a key of sources.yaml")
    grades = GRADES if node.origin.cited else (*GRADES, USER)
    if (grade or node.origin.cited) and grade not in grades:
        raise node.fault("not a grade", got=grade, allowed=", ".join(grades))
    if distribution is not None and distribution not in DISTRIBUTIONS:
        raise node.fault("not a distribution", got=distribution, allowed=", ".join(DISTRIBUTIONS))


def _first_fault(exc: ValidationError, node: Node) -> MidcourseError:
    """Turn the first of pydantic's errors into ours, at the deepest node that its location names."""
    error = exc.errors(include_url=False, include_context=False)[0]
    missing = ""
    for part in error["loc"]:
        child = _child(node, part)
        if child is None:
            missing = str(part)
            break
        node = child
    why = str(error["msg"]).removeprefix("Value error, ")
    got = plain(node) if not isinstance(node.value, (dict, list)) else None
    if why.startswith("Input should be "):
        return node.fault("not allowed here", got=got, allowed=why.removeprefix("Input should be "), key=missing)
    return node.fault(why[:1].lower() + why[1:], got=got, key=missing)


def _child(node: Node, part: int | str) -> Node | None:
    if isinstance(node.value, dict):
        found: Node | None = node.value.get(str(part))
        return found
    if isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
        item: Node = node.value[part]
        return item
    return None
