"""Deployed forces by year, and what each treaty on arms says of their number."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from midcourse.catalog.deployed import Forces
from midcourse.catalog.reader import entries, load_forces, load_treaty
from midcourse.catalog.treaty import Article, Treaty
from midcourse.compliance.treaty import rule_of
from midcourse.errors import ScenarioError

FURTHER = (1000.0, 500.0)
"""Sizes that are argued about and stand in no treaty."""


COUNTED = {"warheads": "warheads", "missiles-alone": "warheads", "vehicles": "vehicles", "launchers": "launchers"}
"""Rules that count all of something, and what."""
OTHERWISE = "counts otherwise"


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
        ScenarioError: nothing of that year; the nearest that has is named, both where two are as near.
    """
    known = sorted(
        (load_forces(name)[0] for name in entries("forces")), key=lambda one: (one.day, one.state, one.id)
    )
    found = [one for one in known if year is None or one.day.year == year]
    if not found:
        years = sorted({one.day.year for one in known})
        assert year is not None
        least = min(abs(one - year) for one in years)
        near = " and ".join(str(one) for one in years if abs(one - year) == least)
        allowed = ", ".join(str(one) for one in years)
        raise ScenarioError("no data of that year", key="YEAR", got=str(year), allowed=allowed, nearest=near)
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


class Bound(NamedTuple):
    """A limit of a treaty on all warheads, vehicles or launchers of a state, and what its forces count for under it.

    `due` is the day from which the limit counts, None: from the treaty's first. `counts_so`: whether the treaty counts
    by the measure of the forces. `counted` is None where it cannot be said; `because` then says why.
    """

    treaty: str
    what: str
    limit_value: float
    due: date | None
    in_force: bool
    framework: bool
    counts_so: bool
    counted: float | None
    because: str

    @property
    def below(self) -> float | None:
        """By how much the forces are below the limit, negative above it."""
        return None if self.counted is None else self.limit_value - self.counted


def limits_on(forces: Forces) -> list[Bound]:
    """Return the limits of the treaties whose party the state is, with what its forces count for under each."""
    rows = []
    for name in entries("treaties"):
        law, _ = load_treaty(name)
        if law.kind == "offensive" and forces.state in law.parties:
            articles = [one for one in law.articles if one.rule in COUNTED]
            rows += [_bound(law, one, forces) for one in sorted(articles, key=_order)]
    return rows


def _order(article: Article) -> int:
    return tuple(COUNTED.values()).index(COUNTED[article.rule])


def _bound(law: Treaty, article: Article, forces: Forces) -> Bound:
    what, alike = COUNTED[article.rule], law.measure == forces.measure
    limit, counted, because = float(getattr(article.limits, what)), None, OTHERWISE
    if law.framework:
        because = f"{article.words}; never signed as a treaty, by what rule they would have been counted is not known"
    elif alike:
        (judged,) = rule_of(article, law)(article, forces, law)
        counted, because = judged.value_number, judged.because
    # bombers of START II count by what they carry: what missiles count for alone is no total by its measure
    total = alike and article.rule != "missiles-alone"
    held = law.in_force_on(forces.day)
    return Bound(law.id, what, limit, article.due, held, law.framework, total, counted, because)
