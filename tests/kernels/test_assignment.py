"""Assignment against SciPy on a thousand random matrices, and shots against targets against counting."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.kernels.assignment import assign_greedily, residual
from midcourse.verification.assignment import gap_to_scipy, random_costs, residual_by_counting, solved


def val_a_thousand_random_matrices_are_scipys() -> None:
    gaps = [gap_to_scipy(np.random.default_rng(seed)) for seed in range(1000)]
    assert max(gaps) < 1e-9
    unsolved = [np.isinf(solved(random_costs(np.random.default_rng(seed)))[0]) for seed in range(1000)]
    assert 50 < sum(unsolved) < 500  # forbidden pairs are met, and are not everything


def val_a_large_matrix_is_scipys() -> None:
    from scipy.optimize import linear_sum_assignment

    cost = np.random.default_rng(3).random((150, 400))
    for matrix in (cost, cost.T.copy()):
        row, column = linear_sum_assignment(matrix)
        assert solved(matrix)[0] == pytest.approx(matrix[row, column].sum(), abs=1e-9)


def prop_each_row_has_its_own_column() -> None:
    for seed in range(200):
        cost = random_costs(np.random.default_rng(seed))
        total, columns = solved(cost)
        if np.isinf(total):
            continue
        used = columns[columns >= 0]
        assert len(used) == min(cost.shape) == len(set(used.tolist()))
        assert np.all(np.isfinite(cost[np.nonzero(columns >= 0)[0], used]))


def test_nothing_is_assigned_where_everything_is_forbidden() -> None:
    assert np.isinf(solved(np.full((2, 3), np.inf))[0])
    assert solved(np.array([[np.inf, 1.0], [np.inf, 2.0]]))[0] == np.inf
    assert solved(np.array([[np.inf, -1.5]]))[0] == -1.5


def verif_greed_is_best_where_shots_are_alike_and_half_at_least_elsewhere() -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        targets, shots = rng.integers(1, 4), rng.integers(1, 6)
        value = rng.uniform(1.0, 9.0, targets)
        kill = rng.uniform(0.2, 0.9, (shots, targets))
        alike = np.tile(kill[0], (shots, 1))
        target, left = np.empty(shots, dtype=np.int64), np.empty(targets)
        assert assign_greedily(value, alike, target, left) == pytest.approx(
            residual_by_counting(value, alike)
        )
        greedy = assign_greedily(value, kill, target, left)
        assert greedy == pytest.approx(residual(value, kill, target), rel=1e-12)
        assert value.sum() - greedy >= 0.5 * (value.sum() - residual_by_counting(value, kill))
