"""Writes a scenario with every value in use: what a run folder keeps, and what its hash is taken of."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from pydantic import BaseModel

from midcourse.catalog.provenance import Provenance
from midcourse.catalog.slots import Slot, slots_of
from midcourse.scenario.apply import ENTRIES
from midcourse.scenario.model import Scenario
from midcourse.units import format_quantity


def resolved_yaml(scenario: Scenario) -> str:
    """Return the scenario with every value in use, its unit, doubt, source and grade.

    Args:
        scenario: the scenario.

    Returns:
        YAML that loads as a scenario of its own; the same bytes for the same values.
    """
    content = _content(scenario, "", scenario.provenance)
    content.pop("variants", None)
    head = "# Every value in use, in SI units, with its doubt, source and grade. Loads as a scenario.\n"
    return head + "".join(f"{line}\n" for line in _lines(content, 0))


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of the resolved scenario, as 64 hexadecimal digits."""
    return hashlib.sha256(resolved_yaml(scenario).encode()).hexdigest()


def values_in_use(scenario: Scenario) -> dict[str, Any]:
    """Return every value in use by its path as `--set` takes it: numbers with their provenance, all else as it is."""
    found: dict[str, Any] = {}
    for key, value in _content(scenario, "", scenario.provenance).items():
        if key not in ("variants", "name", "summary"):
            _flatten(value, key, "", found)
    return found


def _flatten(value: Any, path: str, owner: str, found: dict[str, Any]) -> None:
    # the keys of an entry stand beside those of its item
    if isinstance(value, dict):
        for key, child in value.items():
            if owner and key in ("id", "name", "summary"):
                continue
            entry = key in ENTRIES and isinstance(child, dict)
            _flatten(child, path if entry else f"{path}.{key}", f"{path}.{key}" if entry else "", found)
    elif isinstance(value, list):
        for i, child in enumerate(value):
            _flatten(child, f"{path}.{i}", "", found)
    else:
        found[path] = value.number if isinstance(value, _Number) else value
    if owner and isinstance(value, dict):
        found[owner] = value.get("id")


def _content(model: BaseModel, path: str, numbers: dict[str, Provenance]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key, slot in slots_of(type(model)).items():
        here = f"{path}.{key}" if path else key
        value = getattr(model, slot.attribute)
        if value is not None and value != "":
            content[key] = _value(slot, value, path if slot.beside else here, numbers)
    return content


def _value(slot: Slot, value: Any, path: str, numbers: dict[str, Provenance]) -> Any:
    if slot.quantity is not None:
        return _Number(numbers[path])
    if slot.model is None:
        return value.isoformat() if isinstance(value, date) else value
    if slot.many:
        return [_content(item, f"{path}.{i}", numbers) for i, item in enumerate(value)]
    return _content(value, path, numbers)


class _Number:
    """A number to be written as a one-line table."""

    def __init__(self, number: Provenance) -> None:
        self.number = number

    def line(self) -> str:
        number = self.number
        fields: list[tuple[str, Any]] = [
            (name, format_quantity(value, number.dimension))
            for name, value in (("value", number.value), ("low", number.low), ("high", number.high))
            if value is not None
        ]
        words = (("distribution", number.distribution), ("source", number.source), ("where", number.where))
        fields += [(name, word) for name, word in (*words, ("grade", number.grade)) if word]
        return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in fields) + "}"


def _lines(content: dict[str, Any], depth: int) -> list[str]:
    pad = "  " * depth
    lines: list[str] = []
    for key, value in content.items():
        if isinstance(value, dict):
            lines += [f"{pad}{key}:", *_lines(value, depth + 1)]
        elif isinstance(value, list):
            lines.append(f"{pad}{key}:" if value else f"{pad}{key}: []")
            for item in value:
                first, *rest = _lines(item, depth + 2)
                lines += [f"{pad}  - {first.lstrip()}", *rest]
        elif isinstance(value, tuple):
            lines.append(
                f"{pad}{key}: [{', '.join(_scalar(item) for item in value)}]" if value else f"{pad}{key}: []"
            )
        else:
            lines.append(f"{pad}{key}: {value.line() if isinstance(value, _Number) else _scalar(value)}")
    return lines


def _scalar(value: Any) -> str:
    """Write a scalar as JSON, which YAML reads as it stands."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False)
