"""Shares that are means over runs, such as that of the warheads that leak: intervals and bands."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from midcourse.campaign.estimate import BAND, LEAST_A_WORLD, LEVEL, Estimate


def mean_share(shares: np.ndarray) -> Estimate:
    """Estimate the mean of a share over runs, of which each gives one; what happens inside a run may hang together.

    Args:
        shares: from 0 to 1, one a run, at least one.

    Returns:
        Estimate with Wilson's interval for as many trials as would leave the variance that the runs show, and never
        for fewer than there are runs.

    Source: Wilson 1927; number of trials after Korn and Graubard 1998.
    """
    n = len(shares)
    return share_of_mean(float(shares.mean()), float(shares.var(ddof=1)) if n > 1 else 0.0, n)


def share_of_mean(value: float, variance: float, n: int) -> Estimate:
    """Estimate the mean of a share over runs from their mean, their variance and their number, as `mean_share`."""
    spread = variance / n
    trials = max(float(n), value * (1.0 - value) / spread) if spread > 0.0 else float(n)
    low, high = wilson(value, trials)
    return Estimate(value, low, high, n)


def wilson(share: float, trials: float) -> tuple[float, float]:
    """Return Wilson's interval of a share, 95 %; trials need not be whole."""
    from scipy.stats import norm

    z = float(norm.ppf(0.5 + 0.5 * LEVEL))
    wide = 1.0 + z * z / trials
    middle = (share + 0.5 * z * z / trials) / wide
    half = z / wide * math.sqrt(share * (1.0 - share) / trials + 0.25 * (z / trials) ** 2)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def band_of_means(
    worlds: Sequence[np.ndarray], least: float = 0.0, most: float = 1.0, fewest: int = LEAST_A_WORLD
) -> tuple[float, float] | None:
    """Return the band over worlds of a mean share, freed of luck.

    Args:
        worlds: the shares of the runs of each world.
        least, most: between which it lies; those of a share where nothing else is said.
        fewest: runs that each world must have; where they are few the luck of all worlds together has to be enough.

    Returns:
        5 and 95 percent points over the worlds; None with too few runs a world, or fewer than two worlds.

    Source: as `campaign.estimate.band`, with the variance that the runs of each world show.
    """
    counts = np.array([len(shares) for shares in worlds])
    if len(worlds) < 2 or counts.min() < fewest:
        return None
    means = np.array([shares.mean() for shares in worlds])
    variances = np.array([shares.var(ddof=1) for shares in worlds])
    return band_of_spreads(means, variances, counts, least, most, fewest)


def band_of_spreads(
    means: np.ndarray,
    variances: np.ndarray,
    counts: np.ndarray,
    least: float = 0.0,
    most: float = 1.0,
    fewest: int = LEAST_A_WORLD,
) -> tuple[float, float] | None:
    """Return the band of `band_of_means` from the mean, the variance and the number of the runs of each world."""
    if len(means) < 2 or counts.min() < fewest:
        return None
    luck = float(np.mean(variances / counts))
    spread = float(means.var(ddof=1))
    kept = math.sqrt(max(0.0, 1.0 - luck / spread)) if spread > 0.0 else 0.0
    low, high = np.percentile(means.mean() + kept * (means - means.mean()), BAND)
    return float(max(low, least)), float(min(high, most))


def exact(count: int, n: int) -> tuple[float, float]:
    """Return the interval of a share that holds it at least as often as it says, 95 %.

    Args:
        count: successes.
        n: trials, at least 1.

    Source: Clopper and Pearson 1934, by way of SciPy.
    """
    from scipy.stats import binomtest

    bounds = binomtest(count, n).proportion_ci(LEVEL, method="exact")
    return float(bounds.low), float(bounds.high)


def hits_chance(a: float, b: float, shots: int) -> np.ndarray:
    """Return the chance of 0, 1, 2 … hits of some shots whose one chance to hit is known as a beta distribution.

    Args:
        a, b: of the distribution; with h hits in n tests and the prior of Jeffreys h + 1/2 and n - h + 1/2.
        shots: how many.

    Returns:
        shape (shots + 1,). What nobody knows of the chance is common to all shots.

    Source: beta-binomial distribution, by way of SciPy.
    """
    from scipy.stats import betabinom

    found: np.ndarray = betabinom.pmf(np.arange(shots + 1), shots, a, b)
    return found
