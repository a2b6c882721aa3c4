"""Who is defended and what stands in the way elsewhere, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api import Footprint

NOTHING_IN_THE_WAY = ("none", "out of range of the missile")


def headline(found: Footprint) -> str:
    """Return how much is defended, or denied, and what most often stands in the way elsewhere."""
    total = sum(row["area_km2"] or 0.0 for row in found.by_constraint.values())
    done = f"{found.covered_area_km2 / 1e6:,.2f} of {total / 1e6:,.2f} million km2 looked at"
    people = found.covered_population
    lived = "" if people is None else f" and {people / 1e6:,.1f} million people in cities"
    name = found.scenario.name_id or found.scenario.name
    text = f"{name} defends {done}{lived}"
    if found.aim:
        text = f"{name} denies {done}{lived} to missiles at {found.aim.name}"
    areas = {key: row["area_km2"] or 0.0 for key, row in found.by_constraint.items() if key not in NOTHING_IN_THE_WAY}
    if not areas or max(areas.values()) == 0.0:
        return f"{text}."
    most = max(areas, key=lambda key: areas[key])
    return f"{text}; elsewhere {most} stands in the way most, over {areas[most] / 1e6:,.2f} million km2."
