"""Evidence beside the formula that it comes from: how often each class is taken for a warhead."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.tracking.discriminate import evidence, warhead_probability


@pytest.mark.parametrize("looks", [1, 10, 1000])
@pytest.mark.parametrize("warhead", [0.0, 1.0])
def verif_shares_beside_the_formula(looks: int, warhead: float) -> None:
    apart, learn, runs = 2.0, 10.0, 20_000
    luck = np.random.default_rng(4).normal(size=(runs, 2))
    odds = np.array([evidence(apart, learn, warhead, a, b * math.sqrt(looks), looks) for a, b in luck])
    variance = 1.0 + learn / looks
    # the logarithm of the likelihood ratio of two normal classes: variance d^2, mean half of it, either sign
    known = apart / math.sqrt(variance)
    assert odds.std() == pytest.approx(known, rel=0.02)
    assert odds.mean() == pytest.approx((0.5 if warhead else -0.5) * known**2, abs=0.03 * max(known, 1.0))


def prop_nothing_is_learnt_without_looks_or_where_classes_are_alike() -> None:
    assert evidence(2.0, 10.0, 1.0, 0.3, 0.0, 0) == 0.0
    assert evidence(0.0, 10.0, 1.0, 0.3, 4.0, 16) == 0.0


def verif_probability_is_bayes_with_even_odds() -> None:
    assert warhead_probability(0.0) == 0.5
    assert warhead_probability(math.log(9.0)) == pytest.approx(0.9, abs=1e-12)
    assert 0.0 < warhead_probability(-1e6) < warhead_probability(1e6) <= 1.0
