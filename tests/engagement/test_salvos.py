"""Rounds of salvos beside counts by hand and beside draws."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from midcourse.engagement.salvos import Make, Target, dealt, killed_by_rounds

MOMENTS = (100.0, 300.0, 500.0)


def alike(count: int, rounds: int = 3, weight: float = 1.0) -> list[Target]:
    return [Target(k, weight, (rounds,), (0,), MOMENTS) for k in range(count)]


def at_first(targets: list[Target], stock: list[float], salvo: int, closes: float) -> list[list[float]]:
    """Return the shots at the first target, round by round, when it is there for certain."""
    shots = dealt(targets, stock, salvo, [closes] * len(stock), certain=0)
    return [pytest.approx(row) for row in shots[:, 0].tolist()]


def verif_one_target_gets_whole_salvos_until_the_stock_ends() -> None:
    assert at_first(alike(1), [5], 2, 0.5) == [[2.0], [2.0], [1.0]]


def verif_five_targets_share_five_interceptors() -> None:
    assert at_first(alike(5), [5], 2, 0.5) == [[1.0], [0.0], [0.0]]
    assert at_first(alike(5), [7], 2, 0.5) == [[1.4], [0.0], [0.0]]
    assert at_first(alike(5), [3], 2, 0.5) == [[0.6], [0.0], [0.0]]


def verif_what_is_decided_on_first_is_served_first() -> None:
    late = [target._replace(moments_s=(100.0 + 20.0 * k,)) for k, target in enumerate(alike(5, rounds=1))]
    shots = dealt(late, [5], 2, [0.5])[0, :, 0]
    assert shots.tolist() == [2.0, 2.0, 1.0, 0.0, 0.0]


def prop_what_is_not_taken_for_a_threat_costs_nothing() -> None:
    targets = [Target(0, 1.0, (3,), (0,), MOMENTS), *alike(2, weight=0.0)]
    assert at_first(targets, [5], 2, 0.5) == [[2.0], [2.0], [1.0]]


def verif_a_second_battery_fires_what_the_first_has_not() -> None:
    both = [Target(k, 1.0, (1, 1), (0, 1), MOMENTS) for k in range(4)]
    assert at_first(both, [3, 9], 2, 0.5) == [[0.75, 1.25]]
    near = [*both[:2], *(target._replace(order=(1, 0)) for target in both[2:])]
    assert at_first(near, [4, 4], 2, 0.5) == [[2.0, 0.0]]
    alone = [both[0], *(target._replace(rounds=(1, 0), order=(0,)) for target in both[1:])]
    assert at_first(alone, [1, 9], 1, 0.5) == [[0.25, 0.75]]


@pytest.mark.parametrize("closes", [0.0, 0.3, 0.9])
def verif_mean_stock_beside_draws(closes: float) -> None:
    # plenty for all: how many shots each target costs, against draws
    luck = np.random.default_rng(3)
    targets = [
        Target(0, 1.0, (3,), (0,), MOMENTS),
        *(Target(k, 0.4, (3,), (0,), MOMENTS) for k in range(1, 5)),
    ]
    still = np.column_stack([np.ones(20_000), luck.random((20_000, 4)) < 0.4])
    spent = 0.0
    for _ in range(3):
        spent += 2.0 * still.sum(axis=1).mean()
        still = still * (luck.random(still.shape) < (1.0 - closes) ** 2)
    # as many as are spent in the mean suffice for all, and not one in twenty fewer
    for stock, last in ((spent, True), (0.95 * spent, False)):
        shots = dealt(targets, [stock], 2, [closes])
        assert bool(np.isclose(shots[-1, 0, 0], 2.0, atol=0.02)) is last


def verif_two_makes_beside_the_sum_over_outcomes() -> None:
    makes, shots = [Make(0.9, 0.6), Make(0.8, 0.7)], (2, 1)
    total = 0.0
    for lives in product((True, False), repeat=2):
        weight = math.prod(m.alive if on else 1.0 - m.alive for m, on in zip(makes, lives, strict=True))
        own = [m.own if on else 0.0 for m, on in zip(makes, lives, strict=True)]
        total += weight * (1.0 - (1.0 - own[0]) ** shots[0] * (1.0 - own[1]) ** shots[1])
    assert killed_by_rounds(makes, [0, 1], [shots]) == pytest.approx(total, abs=1e-12)
    # two batteries of one make fail together
    one = killed_by_rounds(makes[:1], [0, 0], [[1, 1]])
    assert one == pytest.approx(killed_by_rounds(makes[:1], [0], [[2]]), abs=1e-12)


def verif_shots_that_are_not_whole_are_some_of_one_number_and_some_of_the_next() -> None:
    make = [Make(1.0, 0.56)]
    half = killed_by_rounds(make, [0], [[0.5]])
    assert half == pytest.approx(0.28, abs=1e-12)
    assert killed_by_rounds(make, [0], [[1.25]]) == pytest.approx(
        0.75 * 0.56 + 0.25 * (1 - 0.44**2), abs=1e-12
    )
    # one shot, from one of two batteries
    two = [Make(1.0, 0.5), Make(1.0, 0.9)]
    assert killed_by_rounds(two, [0, 1], [[0.5, 0.5]]) == pytest.approx(0.7, abs=1e-12)
