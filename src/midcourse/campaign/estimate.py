"""Shares of runs with their sampling interval, and the band that doubt leaves over worlds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from midcourse.shown.card import Card, Shown
from midcourse.shown.share import tenths

LEVEL = 0.95
RECORD_LEVEL = 0.90  # of the interval that stands beside a test record
BAND = (5.0, 95.0)  # percent of the worlds
LEAST_A_WORLD = 20  # with fewer runs a world, luck alone would look like doubt
BANDS = ("share", "value", "low", "high", "what the band is")


@dataclass(frozen=True, repr=False)
class Estimate(Shown):
    """A share of runs: value, the interval that sampling leaves (Wilson, 95 %), and the number of runs.

    `doubt` is the band over worlds where the doubt in the inputs was carried along, else None; `nominal` the same
    share in the nominal world, with its own interval and number.
    """

    value: float
    low: float
    high: float
    n: int
    doubt: dict[str, Any] | None = None
    nominal: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as `--json` prints them."""
        return asdict(self)

    def _line(self) -> str:
        parts = [f"{tenths(self.value)} ({tenths(self.low)} to {tenths(self.high)} by luck alone, n={self.n:,})"]
        if self.doubt is not None and self.doubt["low"] is not None:
            parts.append(f"{tenths(self.doubt['low'])} to {tenths(self.doubt['high'])} with doubtful inputs")
        if self.nominal is not None and self.doubt is not None:
            parts.append(f"{tenths(self.nominal['value'])} as stated")
        return "; ".join(parts)

    def _card(self) -> Card:
        return Card(self._line(), "", BANDS, self.rows())

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the estimate in words under the heads `BANDS`, a row for each way to take it."""
        told = [_row("all runs", self.as_dict(), f"luck, 95 %, {self.n:,} runs")]
        if self.doubt is not None and self.doubt["low"] is not None:
            worlds = f"doubtful inputs, 5 to 95 % of {self.doubt['worlds']} worlds"
            told.append(_row("band of doubt", {"value": None, **self.doubt}, worlds))
        if self.nominal is not None and self.doubt is not None:
            told.append(_row("inputs as stated", self.nominal, f"luck, 95 %, {self.nominal['n']:,} runs"))
        return tuple(told)


def _row(name: str, held: dict[str, Any], words: str) -> tuple[str, ...]:
    value = "" if held["value"] is None else tenths(held["value"])
    return name, value, tenths(held["low"]), tenths(held["high"]), words


def share(count: int, n: int) -> Estimate:
    """Estimate a probability from a count of successes.

    Args:
        count: successes.
        n: trials, at least 1.

    Returns:
        Estimate with Wilson's interval.

    Source: Wilson 1927, by way of SciPy.
    """
    from scipy.stats import binomtest

    bounds = binomtest(count, n).proportion_ci(LEVEL, method="wilson")
    return Estimate(count / n, float(bounds.low), float(bounds.high), n)


@dataclass(frozen=True)
class Posterior:
    """What a record of tests says of the chance of a hit: mean, and an interval of equal tails."""

    hits: int
    attempts: int
    mean: float
    low: float
    high: float

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as `--json` prints them."""
        return asdict(self)


def posterior(hits: int, attempts: int, level: float = RECORD_LEVEL) -> Posterior:
    """Return what a record of tests says of the chance of a hit, with the prior of Jeffreys.

    Args:
        hits: hits.
        attempts: tests, at least 1.
        level: probability inside the interval.

    Returns:
        Posterior; where all or none hit, the interval ends at 1 or 0, and holds half a tail more.

    Source: Jeffreys 1946; ends of the interval after Brown, Cai and DasGupta 2001. Tests are taken as independent, of
    one chance.
    """
    from scipy.stats import beta

    a, b = hits + 0.5, attempts - hits + 0.5
    low = 0.0 if hits == 0 else float(beta.ppf(0.5 * (1.0 - level), a, b))
    high = 1.0 if hits == attempts else float(beta.ppf(0.5 * (1.0 + level), a, b))
    return Posterior(hits, attempts, a / (a + b), low, high)


def band(counts: np.ndarray, numbers: np.ndarray) -> tuple[float, float] | None:
    """Return the band over worlds of a probability, freed of luck.

    The share of each world holds the luck of its runs. The shares are drawn towards their mean until their variance is
    what luck does not explain.

    Args:
        counts, numbers: successes and runs of each world, shape (worlds,).

    Returns:
        5 and 95 percent points over the worlds; None with fewer than 20 runs a world, or fewer than two worlds.

    Source: method of moments for a binomial share that varies between groups (Kleinman 1973).
    """
    if len(numbers) < 2 or numbers.min() < LEAST_A_WORLD:
        return None
    shares = counts / numbers
    middle = float(shares.mean())
    spread = float(shares.var(ddof=1))
    luck = float((shares * (1.0 - shares) / (numbers - 1.0)).mean())
    kept = np.sqrt(max(0.0, 1.0 - luck / spread)) if spread > 0.0 else 0.0
    low, high = np.percentile(middle + kept * (shares - middle), BAND)
    return float(max(low, 0.0)), float(min(high, 1.0))
