"""Means of shares over runs beside what is known of them, and beside draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from midcourse.campaign.estimate import band, share
from midcourse.campaign.shares import band_of_means, exact, hits_chance, mean_share, wilson


def verif_one_warhead_a_run_is_a_share_of_runs() -> None:
    for count, n in ((0, 40), (3, 40), (40, 40), (250, 500)):
        runs = np.repeat([1.0, 0.0], [count, n - count])
        found, known = mean_share(runs), share(count, n)
        assert (found.value, found.n) == (known.value, known.n)
        assert (found.low, found.high) == pytest.approx((known.low, known.high), abs=2e-3)
        assert wilson(count / n, n) == pytest.approx((known.low, known.high), abs=1e-12)


@pytest.mark.parametrize("together", [False, True])
def verif_interval_holds_the_truth_nineteen_times_in_twenty(together: bool) -> None:
    luck, held = np.random.default_rng(5), 0
    for _ in range(600):
        # ten warheads a run that leak with 0.3 each, alone or all at once
        drawn = luck.random((60, 1 if together else 10)) < 0.3
        found = mean_share(drawn.mean(axis=1))
        held += found.low <= 0.3 <= found.high
    assert held / 600 == pytest.approx(0.95, abs=0.03)


def prop_warheads_that_hang_together_tell_less() -> None:
    luck = np.random.default_rng(6)
    alone = mean_share((luck.random((200, 10)) < 0.3).mean(axis=1))
    together = mean_share((luck.random((200, 1)) < 0.3).mean(axis=1))
    assert alone.high - alone.low < 0.5 * (together.high - together.low)
    assert mean_share(np.zeros(50)).high == pytest.approx(share(0, 50).high)
    assert mean_share(np.ones(1)).low > 0.2


def verif_band_of_single_warheads_is_the_band_of_shares() -> None:
    luck = np.random.default_rng(7)
    counts = luck.binomial(50, luck.random(12))
    worlds = [np.repeat([1.0, 0.0], [count, 50 - count]) for count in counts]
    assert band_of_means(worlds) == pytest.approx(band(counts, np.full(12, 50)), abs=1e-9)


def prop_band_is_freed_of_luck() -> None:
    luck = np.random.default_rng(8)
    worlds = [(luck.random((40, 5)) < 0.4).mean(axis=1) for _ in range(20)]
    low, high = band_of_means(worlds) or (0.0, 1.0)
    means = np.percentile([runs.mean() for runs in worlds], (5, 95))
    assert high - low < 0.6 * np.ptp(means)
    assert band_of_means(worlds[:1]) is None and band_of_means([runs[:10] for runs in worlds]) is None


def prop_exact_interval_is_wider_than_wilsons_and_closed_at_the_ends() -> None:
    for count in range(21):
        low, high = exact(count, 20)
        assert high - low > share(count, 20).high - share(count, 20).low - 0.02
        assert (low == 0.0) == (count == 0) and (high == 1.0) == (count == 20)


def verif_hits_by_adding_up_over_the_chance() -> None:
    chance = (np.arange(200_000) + 0.5) / 200_000
    weight = chance**6.5 * (1.0 - chance) ** 4.5
    weight /= weight.sum()
    for k, found in enumerate(hits_chance(7.5, 5.5, 4)):
        assert found == pytest.approx(float((weight * binom.pmf(k, 4, chance)).sum()), abs=1e-6)
