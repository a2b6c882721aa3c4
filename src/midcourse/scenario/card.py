"""A scenario as a notebook shows it: who attacks, who sees, who shoots, by which rules; and its numbers as a table."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from midcourse.shown.card import Card
from midcourse.shown.frame import Table

if TYPE_CHECKING:
    from midcourse.scenario.model import BatteryItem, RaidItem, Scenario, SensorItem

MOST_NAMES, MOST_ITEMS = 6, 3
COLUMNS = ("path", "value", "low", "high", "unit", "grade", "source", "where")


def line(scenario: Scenario) -> str:
    """Return what a scenario is, in a few words."""
    missiles = sum(item.count for item in scenario.raid)
    stock = sum(item.count for item in scenario.batteries)
    return (
        f"{scenario.name_id or scenario.name}, {_counted(missiles, 'missile')}, "
        f"{_counted(len(scenario.sensors), 'sensor')}, {_counted(stock, 'interceptor')}"
        + (f", changed: {shlex.join(scenario.arguments[1:])}" if scenario.arguments[1:] else "")
    )


def card(scenario: Scenario) -> Card:
    """Return what a notebook shows of a scenario."""
    rules = scenario.doctrine
    grades = Counter(number.grade for number in scenario.provenance.values())
    rows = [
        *_some("attack", [(_missiles(one), _way(one)) for one in scenario.raid]),
        *_some("sensor", [(one.sensor.name or one.sensor.id, _where(one)) for one in scenario.sensors]),
        *_some("battery", [(_stock(one), one.place.name) for one in scenario.batteries]),
        ("rules", f"{rules.kind}, {_counted(rules.salvo, 'shot')} a round", f"clock: {rules.clock}"),
        ("defended", _listed([place.name for place in scenario.defended]), ""),
    ]
    notes = (
        scenario.summary,
        f"{len(scenario.provenance):,} numbers, {grades['assumed']:,} of them assumed: frame().",
        f"Variants: {_listed(list(scenario.variants))}." if scenario.variants else "",
        f"Changed: {shlex.join(scenario.arguments[1:])}" if scenario.arguments[1:] else "",
    )
    day = f", as of {scenario.as_of}" if scenario.as_of else ""
    return Card(f"{scenario.name}{day}", "", ("part", "what", "where"), tuple(rows), notes, "raid, sensors, batteries")


def numbers(scenario: Scenario) -> Table:
    """Return every number in use by its path, in SI units, with its doubt, its grade and its source."""
    rows = (
        (path, one.value, one.low, one.high, one.unit, one.grade, one.source, one.where)
        for path, one in scenario.provenance.items()
    )
    return Table(COLUMNS, tuple(rows))


def _some(part: str, found: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    # what is many does not push the rest out of the card
    rows = [(part if k == 0 else "", what, where) for k, (what, where) in enumerate(found[:MOST_ITEMS])]
    more = len(found) - MOST_ITEMS
    return [*rows, ("", f"and {more} more", "")] if more > 0 else rows or [(part, "none", "")]


def _way(item: RaidItem) -> str:
    return f"{item.from_place.name} to {item.to_place.name}"


def _where(item: SensorItem) -> str:
    return item.place.name if item.is_radar else "in space"


def _stock(item: BatteryItem) -> str:
    return f"{item.count} {item.interceptor.name or item.interceptor.id}"


def _missiles(item: RaidItem) -> str:
    name = item.missile.name or item.missile.id
    decoys = f", {_counted(item.decoys, 'decoy')} each" if item.decoys else ""
    return f"{item.count} {name}{decoys}" if item.count > 1 else f"{name}{decoys.removesuffix(' each')}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
