"""Shares and their intervals, and what a record of tests says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from midcourse.campaign.estimate import posterior, share


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.27753279986288),
        (5, 10, 0.236593090512564, 0.763406909487436),
        (81, 263, 0.2552865, 0.3662169),
    ],
)
def val_wilson(count: int, n: int, low: float, high: float) -> None:
    # closed form of Wilson 1927 at z = 1.959964
    found = share(count, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=2e-4)
    assert found.value == count / n and found.n == n


@pytest.mark.parametrize(
    ("hits", "attempts", "low", "high", "mean"),
    [
        # statsmodels, Jeffreys, 95 %
        (1, 5, 0.022512766, 0.6286264006, 0.25),
        (8, 10, 0.4972255036, 0.9559405864, 0.7727272727),
        (16, 20, 0.5917742375, 0.9284799475, 0.7857142857),
        (49, 50, 0.9103196489, 0.9978335058, 0.9705882353),
        # binom.jeffreys of the R package RSurveillance, 95 %
        (25, 200, 0.08462743, 0.176126, 25.5 / 201),
    ],
)
def val_posterior_is_that_of_other_programs(
    hits: int, attempts: int, low: float, high: float, mean: float
) -> None:
    found = posterior(hits, attempts, 0.95)
    assert (found.low, found.high, found.mean) == pytest.approx((low, high, mean), abs=1e-6)


def verif_posterior_of_one_test_in_closed_form() -> None:
    # beta(3/2, 1/2): the distribution function is 2/pi (asin sqrt x - sqrt(x (1 - x)))
    low = posterior(1, 1).low
    assert 2.0 / math.pi * (math.asin(math.sqrt(low)) - math.sqrt(low * (1.0 - low))) == pytest.approx(0.05)


@pytest.mark.parametrize(("hits", "attempts"), [(7, 12), (5, 8), (12, 20), (3, 9)])
def verif_posterior_by_adding_up_prior_times_likelihood(hits: int, attempts: int) -> None:
    # with p = sin^2 t the prior of Jeffreys is even in t
    t = np.linspace(0.0, 0.5 * math.pi, 200_001)
    chance = np.sin(t) ** 2
    weight = binom.pmf(hits, attempts, chance)
    below = np.cumsum(weight) / weight.sum()
    found = posterior(hits, attempts)
    assert found.mean == pytest.approx(float((chance * weight).sum() / weight.sum()), abs=1e-6)
    assert found.low == pytest.approx(float(np.interp(0.05, below, chance)), abs=1e-4)
    assert found.high == pytest.approx(float(np.interp(0.95, below, chance)), abs=1e-4)


def prop_misses_mirror_hits_and_the_interval_is_closed_where_all_are_alike() -> None:
    for hits in range(13):
        one, other = posterior(hits, 12), posterior(12 - hits, 12)
        assert (one.low, one.high, one.mean) == pytest.approx((1 - other.high, 1 - other.low, 1 - other.mean))
        assert 0.0 <= one.low < one.mean < one.high <= 1.0
    assert posterior(12, 12).high == 1.0 and posterior(0, 12).low == 0.0
    assert posterior(12, 12).low > posterior(11, 12).low
