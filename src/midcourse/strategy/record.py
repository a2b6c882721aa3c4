"""Flight tests as evidence: which are asked for, how they are counted, what they say of the chance of a hit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from midcourse.campaign.estimate import Posterior, posterior
from midcourse.catalog.flight_counts import chosen
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    import numpy as np

    from midcourse.catalog.flight_tests import FlightRecord, FlightTest

YEARS = (1940, 2100)


@dataclass(frozen=True)
class Way:
    """A way to count: its rule, who counts so, and how sure it is that they do."""

    name: str
    rule: str
    source: str
    grade: str


TESTS = Way(
    "tests",
    "each test is an attempt, a salvo is one; where nothing was launched it failed",
    "Reuters, 30 May 2017: 9 of 17; Popular Mechanics and War on the Rocks, October 2017: 10 of 18",
    "press",
)
INTERCEPTORS = Way(
    "interceptors",
    "each interceptor fired is an attempt, each target destroyed a hit; where nothing was launched one failed",
    "recalled: a total of 21 attempts, as the agency counts; it comes out if the salvo counts twice",
    "estimated",
)
LAUNCHED = Way(
    "launched",
    "each test in which an interceptor left the ground is an attempt",
    "Hudson Institute 2018, of the deployed booster: 5 of 8",
    "press",
)
WAYS = {way.name: way for way in (TESTS, INTERCEPTORS, LAUNCHED)}
TOTAL = "total"
"""The way of a record that has no single tests: as its source counts."""


@dataclass(frozen=True)
class HitCount:
    """Tests counted in one way; no posterior where no attempt is left."""

    way: Way
    hits: int
    attempts: int
    posterior: Posterior | None


def counted(tests: Sequence[FlightTest], way: Way) -> HitCount:
    """Count tests in one way; those whose target failed count in none.

    Args:
        tests: the tests.
        way: one of `WAYS`.
    """
    left = [test for test in tests if test.outcome != "no test" and (way is not LAUNCHED or test.fired)]
    hits = sum(test.outcome == "hit" for test in left)
    attempts = sum(max(test.fired, 1) for test in left) if way is INTERCEPTORS else len(left)
    return HitCount(way, hits, attempts, posterior(hits, attempts) if attempts else None)


def every_way(record: FlightRecord, tests: Sequence[FlightTest]) -> tuple[HitCount, ...]:
    """Count tests in every way; a record that is one total has one way, that of its source."""
    if record.totals is None:
        return tuple(counted(tests, way) for way in WAYS.values())
    said = record.totals
    way = Way(TOTAL, "hits of attempts as the source counts them", said.source, said.grade)
    return (HitCount(way, said.hits, said.attempts, posterior(said.hits, said.attempts)),)


def failures(tests: Sequence[FlightTest], steps: Sequence[str]) -> dict[str, int]:
    """Return how many tests failed at each step of a flight, one per test."""
    return {step: sum(test.failed == step for test in tests) for step in steps}


def selected(
    record: FlightRecord, since: str | None, until: str | None, configurations: Sequence[str]
) -> tuple[FlightTest, ...]:
    """Return the tests of a span of time and of some configurations, all where nothing is asked.

    Raises:
        ScenarioError: not a date, since after until, a configuration that was never tested, a total that has no
            single tests, or no attempt left.
    """
    first, last = edge(since, "--since"), edge(until, "--until")
    if first is not None and last is not None and first > last:
        raise ScenarioError("since is after until", key="--since", got=since, allowed=f"a date up to {last}")
    if record.totals is not None:
        if since or until or configurations:
            raise ScenarioError("a record that is one total has no tests to choose from", got=record.id)
        return ()
    for name in configurations:
        if name not in record.configurations:
            why = f"no such configuration{did_you_mean(name, record.configurations)}"
            allowed = ", ".join(record.configurations)
            raise ScenarioError(why, key="--configuration", got=name, allowed=allowed)
    found = tuple(
        test
        for test in chosen(record, configurations)
        if (first is None or test.date >= first) and (last is None or test.date <= last)
    )
    if not any(test.outcome != "no test" for test in found):
        of = [test.date for test in chosen(record, configurations)]
        ends = [f"{word} {end}" for word, end in (("since", since), ("until", until)) if end]
        got = ", ".join([*configurations, *ends])
        raise ScenarioError("no attempt is left", got=got, allowed=f"dates from {of[0]} to {of[-1]}")
    return found


def edge(text: str | None, key: str) -> date | None:
    """Return the day that a date stands for: YYYY and YYYY-MM are their last day for `--until`, else their first.

    Raises:
        ScenarioError: not such a date, or none in the calendar.
    """
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip(), re.ASCII)
    late = key == "--until"
    try:
        year, month, day = ("", "", "") if found is None else found.groups()
        if not YEARS[0] <= int(year) <= YEARS[1]:
            raise ValueError
        # a month that is none is refused by the calendar
        in_year = int(month or (12 if late else 1))
        in_month = int(day or (monthrange(int(year), in_year)[1] if late else 1))
        return date(int(year), in_year, in_month)
    except ValueError:
        allowed = f"YYYY, YYYY-MM or YYYY-MM-DD, from {YEARS[0]} to {YEARS[1]}"
        raise ScenarioError("not a date", key=key, got=text, allowed=allowed) from None


def density(found: HitCount, chances: np.ndarray) -> np.ndarray:
    """Return the density of the posterior at some chances of a hit, shape (chances,)."""
    from scipy.stats import beta

    return beta.pdf(chances, found.hits + 0.5, found.attempts - found.hits + 0.5)
