"""Rank correlation over worlds: which doubtful inputs a metric goes with, and how much of that may be chance."""

from __future__ import annotations

import math
import warnings
from typing import NamedTuple

import numpy as np

from midcourse.errors import NoSolution
from midcourse.study.inputs import Input
from midcourse.study.metric import Measured

LEAST_WORLDS = 10
LEVEL = 0.95


class Ranked(NamedTuple):
    """The rank correlation of each input with a metric over worlds.

    One at least of so many inputs that mean nothing reaches `beyond_all` in five cases of a hundred, one input by
    itself `beyond_one`. `luck_share` of the variance between worlds is luck, which makes every correlation smaller;
    NaN where a world has too few runs to tell.
    """

    inputs: tuple[Input, ...]
    rho: tuple[Measured, ...]
    worlds: int
    beyond_one: float
    beyond_all: float
    luck_share: float

    @property
    def order(self) -> tuple[int, ...]:
        """The inputs, the strongest first."""
        return tuple(sorted(range(len(self.rho)), key=lambda i: -abs(self.rho[i].value)))


def ranked(inputs: tuple[Input, ...], place: np.ndarray, value: np.ndarray, luck_share: float) -> Ranked:
    """Return the rank correlation of inputs with a metric over worlds.

    Args:
        inputs: that were drawn.
        place: where each lies in each world, shape (worlds, inputs).
        value: mean of the metric in each world, shape (worlds,).
        luck_share: of the variance of these means.

    Returns:
        Ranked; intervals of 95 %.

    Raises:
        NoSolution: too few worlds, or the metric is the same in all.

    Source: Spearman 1904, by SciPy; interval after Bonett and Wright 2000; level of many inputs after Sidak 1967.
    """
    n = len(value)
    if n < LEAST_WORLDS:
        raise NoSolution(f"too few worlds with runs: {n}", allowed=f"at least {LEAST_WORLDS}")
    if float(np.ptp(value)) == 0.0:
        raise NoSolution("the metric is the same in all worlds: no input goes with it")
    told = tuple(_interval(float(rho), n) for rho in correlations(place, value))
    return Ranked(inputs, told, n, beyond_chance(n, 1), beyond_chance(n, len(inputs)), luck_share)


def correlations(place: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Return Spearman's correlation of each column with a value; 0 of a column that is the same everywhere."""
    from scipy.stats import ConstantInputWarning, spearmanr

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConstantInputWarning)
        found = [spearmanr(column, value).statistic for column in place.T]
    return np.nan_to_num(np.array(found, dtype=float))


def beyond_chance(n: int, inputs: int) -> float:
    """Return what the greatest of so many correlations over n worlds passes by chance in five cases of a hundred.

    Source: Student's t of a correlation, Kendall and Stuart 1979; many at once after Sidak 1967.
    """
    from scipy.stats import t

    level = 1.0 - LEVEL ** (1.0 / inputs)
    edge = float(t.ppf(1.0 - 0.5 * level, n - 2))
    return edge / math.sqrt(n - 2 + edge * edge)


def _interval(rho: float, n: int) -> Measured:
    from scipy.stats import norm

    edge = min(max(rho, -1.0 + 1e-12), 1.0 - 1e-12)
    half = float(norm.ppf(0.5 + 0.5 * LEVEL)) * math.sqrt((1.0 + 0.5 * rho * rho) / (n - 3))
    low, high = (math.tanh(math.atanh(edge) + side * half) for side in (-1.0, 1.0))
    return Measured(rho, low, high, n)
