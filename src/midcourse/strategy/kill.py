"""The chance of a hit of one shot, as a question names it: a number with its source, or a record of tests."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.catalog.reader import entries, load_record
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    import numpy as np

FORMS = "P@SOURCE with a key of `midcourse catalog sources`, or record:gmd"

LEAST = 0.001


@dataclass(frozen=True)
class Kill:
    """The chance of a hit of one shot: its value, what doubts it (hits and attempts of a record), and its author."""

    text: str
    value: float
    low: float | None
    high: float | None
    hits: int | None
    attempts: int | None
    source: str
    words: str

    def at(self, shares: np.ndarray) -> np.ndarray:
        """Return the chance at some shares of its distribution: Jeffreys' of a record, else the number itself."""
        import numpy as np
        from scipy.stats import beta

        if self.hits is None or self.attempts is None:
            return np.full(shares.shape, self.value)
        return beta.ppf(shares, self.hits + 0.5, self.attempts - self.hits + 0.5)

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "source": self.source,
            "because": self.words,
        }


def kill_of(text: str) -> Kill:
    """Return the chance of a hit that a question names.

    Args:
        text: `0.56@four-shots-2017`, a number with a key of the bibliography, or `record:gmd`, a record of tests.

    Raises:
        ScenarioError: neither; no such source or record; no probability.
    """
    head, colon, record = text.strip().partition(":")
    if colon and head == "record":
        return _of_record(text.strip(), record)
    number, at, source = text.strip().partition("@")
    if not at or not source:
        raise ScenarioError("a chance of a hit without its source", key="--kill", got=text, allowed=FORMS)
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not LEAST <= value <= 1.0:
        raise ScenarioError("not a probability", key="--kill", got=number, allowed=f"{LEAST:g} to 1")
    known = entries("sources")
    if source not in known:
        why = f"no such source{did_you_mean(source, known)}"
        raise ScenarioError(why, key="--kill", got=source, allowed=FORMS)
    return Kill(text.strip(), value, None, None, None, None, source, f"as {source} has it")


def _of_record(text: str, name: str) -> Kill:
    from midcourse.strategy.record import every_way, selected

    known = entries("records")
    if name not in known:
        why = f"no such record{did_you_mean(name, known)}"
        raise ScenarioError(why, key="--kill", got=name, allowed=", ".join(known))
    record, _ = load_record(name)
    one = every_way(record, selected(record, None, None, ()))[0]
    assert one.posterior is not None
    said = f"{one.hits} hits of {one.attempts} attempts, Jeffreys prior"
    return Kill(
        text,
        one.posterior.mean,
        one.posterior.low,
        one.posterior.high,
        one.hits,
        one.attempts,
        f"record {name}",
        said,
    )
