"""Counting rules of START: what deployed systems count for, by attribution and by figures for bombers."""

from __future__ import annotations

from collections.abc import Callable

from midcourse.catalog.deployed import Forces, System
from midcourse.catalog.treaty import Counting, Treaty
from midcourse.errors import ScenarioError


def warheads_of(system: System, fleet: int, rule: Counting) -> int:
    """Return what one system counts for.

    A missile: its attributed number each. A bomber without cruise missiles: one. Bombers with them: up to the `first`
    of the fleet the figure of the treaty, those beyond what they are fitted for.

    Args:
        system: the system.
        fleet: how many bombers with cruise missiles the state has in systems before this one.
        rule: the figures of the treaty for the state.
    """
    if system.kind != "bomber":
        return system.vehicles * (system.each or 0)
    if not system.cruise:
        return system.vehicles * rule.other_bombers
    first = max(0, min(system.vehicles, rule.first - fleet))
    beyond = system.vehicles - first
    if beyond and system.fitted is None:
        why = f"{beyond} bombers are beyond the first {rule.first}, and nothing says what they are fitted for"
        raise ScenarioError(why, key=system.system)
    return first * rule.each + beyond * (system.fitted or 0)


def counted(forces: Forces, treaty: Treaty) -> dict[str, int]:
    """Return the warheads that each system of some forces counts for under a treaty."""
    rule = next(one for one in treaty.counting if one.state == forces.state)
    found, fleet = {}, 0
    for system in forces.systems:
        found[system.system] = warheads_of(system, fleet, rule)
        fleet += system.vehicles if system.cruise else 0
    return found


def warheads_where(forces: Forces, treaty: Treaty, chosen: Callable[[System], bool]) -> int | None:
    """Return the counted warheads of some systems; None where the forces are given as a total alone."""
    if not forces.systems:
        return None
    by_system = counted(forces, treaty)
    return sum(by_system[one.system] for one in forces.systems if chosen(one))


def vehicles_where(forces: Forces, chosen: Callable[[System], bool]) -> int | None:
    """Return the vehicles of some systems; None where the forces are given as a total alone."""
    return sum(one.vehicles for one in forces.systems if chosen(one)) if forces.systems else None
