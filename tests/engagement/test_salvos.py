"""Rounds of salvos beside counts by hand and beside draws."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.engagement.salvos import Target, open_by_round, salvos_at


def alike(count: int, rounds: int = 3) -> list[Target]:
    return [Target(k, 1.0, rounds, 0) for k in range(count)]


def verif_one_target_gets_whole_salvos_until_the_stock_ends() -> None:
    opened = open_by_round(alike(1), 5, 2, 0.5)
    assert salvos_at(0, alike(1), opened, 5, 2) == [2.0, 2.0, 1.0]


def verif_five_targets_share_five_interceptors() -> None:
    five = alike(5)
    opened = open_by_round(five, 5, 2, 0.5)
    assert salvos_at(0, five, opened, 5, 2) == [1.0, 0.0, 0.0]


def prop_what_is_not_taken_for_a_threat_costs_nothing() -> None:
    targets = [Target(0, 1.0, 3, 0), Target(1, 0.0, 3, 0), Target(2, 0.0, 3, 0)]
    opened = open_by_round(targets, 5, 2, 0.5)
    assert salvos_at(0, targets, opened, 5, 2) == [2.0, 2.0, 1.0]


@pytest.mark.parametrize("closes", [0.0, 0.3, 0.9])
def verif_mean_stock_beside_draws(closes: float) -> None:
    # plenty for all: how many are open in each round, and what they cost, against draws
    luck = np.random.default_rng(3)
    targets = [Target(0, 1.0, 3, 0), *(Target(k, 0.4, 3, 0) for k in range(1, 5))]
    opened = open_by_round(targets, 100, 2, closes)
    still = np.column_stack([np.ones(20_000), luck.random((20_000, 4)) < 0.4])
    for i in range(3):
        assert [rounds[i] for rounds in opened] == pytest.approx(still.mean(axis=0), abs=0.015)
        still = still * (luck.random(still.shape) < (1.0 - closes) ** 2)
