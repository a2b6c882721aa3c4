"""Reads one number of a file: text with a unit, or a table with doubt, source and grade."""

from __future__ import annotations

from collections.abc import Iterable

from midcourse.catalog.provenance import DISTRIBUTIONS, GRADES, USER, Provenance
from midcourse.catalog.slots import Slot, what_is_due
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.tree import Node, plain
from midcourse.errors import MidcourseError
from midcourse.units import DIMENSIONS, parse_quantity

NUMBER_KEYS = ("value", "low", "high", "distribution", "source", "where", "grade")


def default_number(slot: Slot) -> Provenance:
    """Return the provenance of a number that the file leaves to its default."""
    assert slot.quantity is not None
    dimension = slot.quantity.dimension
    unit = DIMENSIONS[dimension].unit
    value, known = float(slot.default), slot.assumed
    if known is None:
        return Provenance(value, None, None, "midcourse-default", "", "assumed", unit, None, dimension)
    return Provenance(
        value, known.low, known.high, known.source, known.where, "assumed", unit, None, dimension
    )


def read_number(slot: Slot, node: Node) -> Provenance:
    """Read one number of a file: text with a unit, or a table with doubt and source."""
    assert slot.quantity is not None
    dimension = slot.quantity.dimension
    table = node.value if isinstance(node.value, dict) else {"value": node}
    for key, child in table.items():
        if key not in NUMBER_KEYS:
            raise unknown_key(child, key, NUMBER_KEYS)
    if "value" not in table:
        raise node.fault("a number without its value", key="value", allowed=what_is_due(slot))
    value, low, high = (
        _float(slot, table[key], dimension) if key in table else None for key in NUMBER_KEYS[:3]
    )
    assert value is not None
    if (low is not None and low > value) or (high is not None and high < value):
        raise node.fault(
            "low, value and high are out of order", got=plain(node), allowed="low <= value <= high"
        )
    source, where, grade = (_words(table.get(key)) for key in ("source", "where", "grade"))
    distribution = _words(table.get("distribution")) or None
    _check_citation(node, source, grade, distribution)
    source = source or "the scenario"
    unit = DIMENSIONS[dimension].unit
    return Provenance(value, low, high, source, where, grade or USER, unit, distribution, dimension)


def _float(slot: Slot, node: Node, dimension: str) -> float:
    try:
        value = parse_quantity(
            node.value if not isinstance(node.value, (dict, list)) else plain(node), dimension
        )
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


def unknown_key(node: Node, key: str, known: Iterable[str]) -> MidcourseError:
    """Return the error for a key that is not known, with the nearest one that is."""
    known = list(known)
    return node.fault(f"unknown key{did_you_mean(key, known)}", got=key, allowed=", ".join(known))
