"""Who is defended and what stands in the way elsewhere, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api import Footprint

LARGE = 1e5
"""From so many square kilometres or people on they are told in millions."""
NOTHING_IN_THE_WAY = ("none", "out of range of the missile")


def headline(found: Footprint) -> str:
    """Return how much is defended, or denied, and what most often stands in the way elsewhere."""
    total = sum(row["area_km2"] or 0.0 for row in found.by_constraint.values())
    done = f"{_area(found.covered_area_km2, total)} of {_area(total, total)}{_unit(total)} looked at"
    people = found.covered_population
    small = people is not None and people < LARGE
    many = "" if people is None else f"{people:,.0f}" if small else f"{people / 1e6:,.1f} million"
    lived = "" if people is None else f" and {many} people in cities"
    name = found.scenario.name_id or found.scenario.name
    text = f"{name} defends {done}{lived}"
    if found.aim:
        text = f"{name} denies {done}{lived} to missiles at {found.aim.name}"
    areas = {key: row["area_km2"] or 0.0 for key, row in found.by_constraint.items() if key not in NOTHING_IN_THE_WAY}
    if not areas or max(areas.values()) == 0.0:
        return f"{text}."
    most = max(areas, key=lambda key: areas[key])
    return f"{text}; elsewhere `{most}` stands in the way most, over {_area(areas[most], total)}{_unit(total)}."


def _area(km2: float, whole: float) -> str:
    """Return an area in the unit that fits the whole."""
    return f"{km2 / 1e6:,.2f}" if whole >= LARGE else f"{km2:,.0f}"


def _unit(whole: float) -> str:
    return " million km2" if whole >= LARGE else " km2"
