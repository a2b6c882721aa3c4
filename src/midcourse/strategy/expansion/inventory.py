"""Interceptors that were counted and that were planned, and the rates at which they came."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from midcourse.catalog.tree import Origin, parse_text, plain
from midcourse.errors import CatalogError

FILE = "catalog/inventory.yaml"
LEAST_YEARS = 3.0


@dataclass(frozen=True)
class Counted:
    """Interceptors that there were; the count was reached between two decimal years."""

    count: int
    from_year: float
    to_year: float
    source: str
    grade: str
    where: str


@dataclass(frozen=True)
class Planned:
    """A total that was proposed or ordered."""

    name: str
    count: int
    source: str
    grade: str
    where: str


@dataclass(frozen=True)
class Pace:
    """Interceptors a year that a plan would have taken."""

    plan: str
    value: float
    source: str
    grade: str
    where: str


@dataclass(frozen=True)
class Rate:
    """Interceptors a year between two counts: the middle of the days, and what the days leave open."""

    span: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Inventory:
    """What was counted, in order of time, what was planned, the smallest first, and the greatest pace of a plan."""

    counted: tuple[Counted, ...]
    planned: tuple[Planned, ...]
    pace: Pace

    @property
    def last(self) -> Counted:
        """The latest count."""
        return self.counted[-1]

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The rate between any two counts that lie at least three years apart: less is a delivery and no rate."""
        pairs = combinations(self.counted, 2)
        return tuple(rate_of(a, b) for a, b in pairs if _middle(b) - _middle(a) >= LEAST_YEARS)

    @property
    def whole(self) -> Rate:
        """The rate from the first count to the last; low and high are the slowest and the quickest of `rates`."""
        found = rate_of(self.counted[0], self.last)
        return Rate(found.span, found.value, min(r.low for r in self.rates), max(r.high for r in self.rates))


def rate_of(a: Counted, b: Counted) -> Rate:
    """Return the interceptors a year between two counts."""
    more = b.count - a.count
    longest, shortest = b.to_year - a.from_year, b.from_year - a.to_year
    span = f"{_middle(a):.1f} to {_middle(b):.1f}"
    return Rate(span, more / (_middle(b) - _middle(a)), more / longest, more / shortest)


def _middle(one: Counted) -> float:
    return 0.5 * (one.from_year + one.to_year)


@lru_cache(maxsize=1)
def inventory() -> Inventory:
    """Read the file of the catalogue.

    Raises:
        CatalogError: a count that falls, days that do not follow each other, or a source that is not there.
    """
    text = files("midcourse").joinpath(FILE).read_text(encoding="utf-8")
    told = plain(parse_text(text, Origin(FILE, CatalogError, cited=True), fast=True))
    counted = tuple(_counted(row) for row in told["counted"])
    planned = tuple(Planned(**row) for row in told["planned"])
    pace = Pace(**told["pace"][0])
    _check(counted, planned, pace)
    return Inventory(counted, tuple(sorted(planned, key=lambda one: one.count)), pace)


def _counted(row: dict[str, Any]) -> Counted:
    ends = float(row["from"]), float(row["to"])
    return Counted(int(row["count"]), *ends, row["source"], row["grade"], row["where"])


def _check(counted: tuple[Counted, ...], planned: tuple[Planned, ...], pace: Pace) -> None:
    from midcourse.catalog.reader import entries

    known = entries("sources")
    for source in (*(one.source for one in counted), *(one.source for one in planned), pace.source):
        if source not in known:
            raise CatalogError("the source is not in sources.yaml", file=FILE, got=source)
    for a, b in zip(counted, counted[1:], strict=False):
        if not (a.from_year <= a.to_year < b.from_year <= b.to_year and a.count < b.count):
            raise CatalogError("counts and their days must rise", file=FILE, got=str(b.count))
