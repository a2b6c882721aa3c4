"""Which missiles a country has, and since when as far as the sources agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from midcourse.catalog.model import Missile
    from midcourse.catalog.provenance import Provenance

EXISTS = "exists"
CONTESTED = "contested"
NOT_YET = "not yet"
GONE = "gone"


@dataclass(frozen=True)
class Armed:
    """A missile in the hands of one country.

    Args:
        owner: name of the country.
        missile: catalogue entry.
        first, last: years of `available` and `until`: low, value, high; `last` is None where it still is.
        status: in the year that was asked for, one of the four words of this file; `exists` where none was.
        low_share, high_share: ends of the published range, as shares of its value.
    """

    owner: str
    missile: Missile
    first: tuple[int, int, int]
    last: tuple[int, int, int] | None
    status: str
    low_share: float
    high_share: float

    @property
    def notional(self) -> bool:
        """True for a missile that was expected and not seen: its id says so."""
        return "notional" in self.missile.id

    @property
    def exists(self) -> bool:
        """Whether the owner has it for sure at the date."""
        return self.status == EXISTS

    @property
    def contested(self) -> bool:
        """Whether the date lies within the years of which sources say different things."""
        return self.status == CONTESTED

    @property
    def years(self) -> str:
        """The years as one writes them, e.g. `2007 (2004-2010)`."""
        return _span(self.first) + ("" if self.last is None else f" until {_span(self.last)}")

    def available(self) -> dict[str, Any]:
        """Return the years for `--json`."""
        low, value, high = self.first
        until = None if self.last is None else dict(zip(("low", "value", "high"), self.last, strict=True))
        return {"value": value, "low": low, "high": high, "until": until}


@lru_cache(maxsize=32)
def arsenal(owner: str, year: int | None) -> tuple[Armed, ...]:
    """Return the missiles of a country, the oldest first; other claims about an entry (`id@claim`) are left out.

    Args:
        owner: name of the country.
        year: in which they are looked at; None for any.

    Returns:
        Armed, in order of the first year.
    """
    from midcourse.catalog import entries, load_missile

    found = []
    for entry in entries("missiles"):
        if "@" in entry:
            continue
        missile, numbers = load_missile(entry)
        if owner not in missile.owners:
            continue
        held = [i for i, one in enumerate(missile.holders) if one.owner == owner]
        path = f"holders.{held[0]}.available" if held else "available"
        since = missile.holders[held[0]].available if held else missile.available
        first = _years(since, numbers.get(path))
        last = None if missile.until is None else _years(missile.until, numbers.get("until"))
        low, high = _shares(numbers.get("range"))
        found.append(Armed(owner, missile, first, last, _status(first, last, year), low, high))
    return tuple(sorted(found, key=lambda armed: (armed.first[1], armed.missile.id)))


def flown(owner: str, year: int | None) -> tuple[Armed, ...]:
    """Return the missiles of a country that existed in a year, or may have: those that are looked at."""
    return tuple(armed for armed in arsenal(owner, year) if armed.status in (EXISTS, CONTESTED))


def _status(first: tuple[int, int, int], last: tuple[int, int, int] | None, year: int | None) -> str:
    if year is None:
        return EXISTS
    if first[1] <= year and (last is None or year <= last[1]):
        return EXISTS
    if first[0] <= year and (last is None or year <= last[2]):
        return CONTESTED
    return NOT_YET if year < first[0] else GONE


def _years(value: float, number: Provenance | None) -> tuple[int, int, int]:
    low = value if number is None or number.low is None else number.low
    high = value if number is None or number.high is None else number.high
    return int(low), int(value), int(high)


def _shares(number: Provenance | None) -> tuple[float, float]:
    if number is None or not number.value:
        return 1.0, 1.0
    low = number.value if number.low is None else number.low
    high = number.value if number.high is None else number.high
    return low / number.value, high / number.value


def _span(years: tuple[int, int, int]) -> str:
    low, value, high = years
    return f"{value}" if low == high else f"{value} ({low}–{high})"
