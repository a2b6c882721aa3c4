"""What tests of reach share: points that a table calls reachable, away from its edge."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from midcourse.reach import ReachTable, least_time

SPREAD = (0.99, 1.0, 1.01)
Points = Callable[[ReachTable, int, int], list[tuple[float, float]]]


def _inside(table: ReachTable, range_m: float, alt_m: float) -> bool:
    return all(math.isfinite(least_time(table, range_m * a, alt_m * b)[0]) for a in SPREAD for b in SPREAD)


@pytest.fixture(scope="session")
def inside() -> Callable[[ReachTable, float, float], bool]:
    """Return what says whether a point lies in reach and 1 % inside its edge."""
    return _inside


@pytest.fixture(scope="session")
def points() -> Points:
    """Return what draws so many points in reach, 1 % inside the edge, from a seed: range and altitude in m."""

    def drawn(table: ReachTable, count: int, seed: int) -> list[tuple[float, float]]:
        rng = np.random.default_rng(seed)
        there = np.argwhere(np.isfinite(table.least_s)) + 0.0
        found: list[tuple[float, float]] = []
        while len(found) < count:
            i, j = there[rng.integers(len(there))] + rng.uniform(-1.0, 1.0, 2)
            if i > 0.0 and _inside(table, i * table.range_step_m, j * table.alt_step_m):
                found.append((i * table.range_step_m, j * table.alt_step_m))
        return found

    return drawn
