"""Deployed forces by year, and what each treaty on arms says of their number."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from midcourse.catalog.deployed import Forces
from midcourse.catalog.reader import entries, load_forces, load_treaty
from midcourse.catalog.treaty import Treaty
from midcourse.errors import ScenarioError

FURTHER = (1000.0, 500.0)
"""Sizes that are argued about and stand in no treaty."""


class Level(NamedTuple):
    """The limit on warheads of a treaty, the day from which it counts (None: from its first), and where it stands."""

    treaty: str
    name: str
    warheads: float
    due: date | None
    source: str
    grade: str


def forces_in(year: int | None = None) -> list[Forces]:
    """Return the forces of both sides in a year, of all years where none is named, in order of days.

    Raises:
        ScenarioError: nothing of that year; the nearest that has is named.
    """
    known = sorted(
        (load_forces(name)[0] for name in entries("forces")), key=lambda one: (one.day, one.state, one.id)
    )
    found = [one for one in known if year is None or one.day.year == year]
    if not found:
        years = sorted({one.day.year for one in known})
        assert year is not None
        near = min(years, key=lambda one: abs(one - year))
        allowed = ", ".join(str(one) for one in years)
        raise ScenarioError(
            "no data of that year", key="YEAR", got=str(year), allowed=allowed, nearest=str(near)
        )
    return found


def level_of(law: Treaty) -> Level | None:
    """Return the limit on all warheads of a treaty, None where it has none."""
    for article in law.articles:
        if article.limits.warheads is not None:
            return Level(
                law.id, law.name, float(article.limits.warheads), article.due, article.source, article.grade
            )
    return None


def levels() -> list[Level]:
    """Return the limits on warheads of all treaties on arms, the highest first."""
    laws = (load_treaty(name)[0] for name in entries("treaties"))
    found = (level_of(law) for law in laws if law.kind == "offensive")
    return sorted((one for one in found if one is not None), key=lambda one: -one.warheads)


def limits_on(forces: Forces) -> list[tuple[Level, bool, bool]]:
    """Return the limits of the treaties whose party the state is.

    Returns:
        for each its level, whether it is in force on the day of the forces, and whether it counts by their measure.
    """
    rows = []
    for name in entries("treaties"):
        law, _ = load_treaty(name)
        level = level_of(law) if law.kind == "offensive" and forces.state in law.parties else None
        if level is not None:
            rows.append((level, law.in_force_on(forces.day), law.measure == forces.measure))
    return rows
