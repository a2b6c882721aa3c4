"""The chance that one shot kills, as it is typed: from a record of tests, or a number with its source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from midcourse.errors import CatalogError, ScenarioError

ALLOWED = (
    "record:ID, e.g. record:gmd, or P@SOURCE with P from 0 to 1 and a key of sources.yaml, e.g. 0.56@crs-2007"
)
TAILS = (0.05, 0.95)


@dataclass(frozen=True)
class Kill:
    """The chance that one shot kills: value, 5 to 95 % of what its source leaves open, and where it comes from.

    `hits` and `attempts` are those of a record of tests; None where one number was given, which has no doubt here.
    """

    value: float
    low: float
    high: float
    source: str
    grade: str
    words: str
    hits: int | None = None
    attempts: int | None = None

    def at(self, shares: np.ndarray) -> np.ndarray:
        """Return the chance below which these shares of the doubt lie, shape as given."""
        from scipy.stats import beta

        if self.hits is None or self.attempts is None:
            return np.full(np.shape(shares), self.value)
        return np.asarray(beta.ppf(shares, self.hits + 0.5, self.attempts - self.hits + 0.5))

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "source": self.source,
            "grade": self.grade,
        }


def kill_of(text: str) -> Kill:
    """Return the chance that one shot kills.

    Args:
        text: `record:ID`, or `P@SOURCE`.

    Raises:
        ScenarioError: not understood, not a probability, no such record or source.
    """
    head, colon, rest = text.partition(":")
    if colon and head == "record":
        return _of_record(rest, text)
    number, at, source = text.partition("@")
    try:
        value = float(number)
    except ValueError:
        raise ScenarioError("not understood", key="--kill", got=text, allowed=ALLOWED) from None
    if not 0.0 <= value <= 1.0 or math.isnan(value):
        raise ScenarioError("no probability", key="--kill", got=text, allowed=ALLOWED)
    if not at or not source:
        raise ScenarioError("a kill probability without a source", key="--kill", got=text, allowed=ALLOWED)
    return _of_source(value, source, text)


def _of_source(value: float, key: str, text: str) -> Kill:
    from midcourse.catalog.reader import entries
    from midcourse.catalog.spelling import did_you_mean

    known = entries("sources")
    if key not in known:
        raise ScenarioError(
            f"no such source{did_you_mean(key, known)}", key="--kill", got=text, allowed=ALLOWED
        )
    return Kill(
        value, value, value, key, "assumed", f"{value:g}, said to be in {key}; its doubt is not known"
    )


def _of_record(name: str, text: str) -> Kill:
    from midcourse.catalog.reader import load_record
    from midcourse.strategy.record import every_way

    try:
        record, _ = load_record(name)
    except CatalogError as problem:
        raise ScenarioError(problem.why, key="--kill", got=text, allowed=problem.allowed) from None
    way = every_way(record, record.tests)[0]
    known = way.posterior
    if known is None:
        raise ScenarioError("a record without an attempt", key="--kill", got=text, allowed=ALLOWED)
    words = f"{way.hits} hits of {way.attempts} tests ({name}, prior of Jeffreys): {known.mean:.2f}"
    grade = way.way.grade
    return Kill(known.mean, known.low, known.high, record.id, grade, words, way.hits, way.attempts)
