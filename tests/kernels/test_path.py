"""Reading between nodes: the quintic is exact for polynomials of fifth degree."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from midcourse.kernels.path import locate, state_at

LINES = [Polynomial(c) for c in np.random.default_rng(10).normal(size=(3, 6))]


def path(times: list[float]) -> np.ndarray:
    """Make nodes (n, 10) on three polynomials of fifth degree."""
    columns = [line.deriv(order) if order else line for order in range(3) for line in LINES]
    return np.array([[t, *(column(t) for column in columns)] for t in times])


def verif_quintic_is_exact_for_fifth_degree() -> None:
    nodes = path([-1.0, 0.2, 0.7, 2.0])
    for t in np.linspace(-1.0, 2.0, 61).tolist():
        expected = [line(t) for line in LINES] + [line.deriv()(t) for line in LINES]
        assert state_at(nodes, 4, t) == pytest.approx(expected, abs=1e-10)


def prop_nodes_are_given_back() -> None:
    nodes = path([0.0, 1.0, 3.0])
    for node in nodes:
        assert state_at(nodes, 3, float(node[0])) == pytest.approx(node[1:7].tolist(), abs=1e-11)


@pytest.mark.parametrize(
    ("t", "first"), [(-5.0, 0), (0.0, 0), (0.5, 0), (1.0, 2), (1.5, 2), (2.0, 3), (3.0, 3), (9.0, 3)]
)
def prop_locate_skips_intervals_of_no_length(t: float, first: int) -> None:
    nodes = path([0.0, 1.0, 1.0, 2.0, 3.0])
    i = locate(nodes, 5, t)
    assert i == first
    assert nodes[i, 0] < nodes[i + 1, 0]


def prop_rows_beyond_the_count_are_not_read() -> None:
    nodes = path([0.0, 1.0, 2.0, 3.0])
    nodes[2:] = np.nan
    assert np.all(np.isfinite(state_at(nodes, 2, 0.4)))


def prop_a_path_that_ends_in_a_jump_can_be_read_at_its_end() -> None:
    nodes = path([0.0, 1.0, 2.0, 2.0])
    assert np.all(np.isfinite(state_at(nodes, 4, 2.0)))
