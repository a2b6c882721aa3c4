"""Shares of runs with their sampling interval, and the band that doubt leaves over worlds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

LEVEL = 0.95
RECORD_LEVEL = 0.90  # of the interval that stands beside a test record
BAND = (5.0, 95.0)  # percent of the worlds
LEAST_A_WORLD = 20  # with fewer runs a world, luck alone would look like doubt


@dataclass(frozen=True)
class Estimate:
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
