"""Assignment against brute force and against another program, and shots against targets that may take several."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

import numpy as np

from midcourse.kernels.assignment import ASSIGNED, assign, assign_greedily, residual
from midcourse.verification import shipped
from midcourse.verification.row import Change, Row
from midcourse.verification.target import filled, judged

SEED = 20_262


def rows(change: Change) -> Iterator[Row]:
    """Compare totals on random matrices and on small problems whose every answer can be counted."""
    table = shipped.table("assignment")
    worst = max(gap_to_scipy(np.random.default_rng(SEED + k)) for k in range(table["random"]["matrices"]))
    row = {"id": "random", "what": f"{table['random']['matrices']} matrices, worst gap", "value": 0.0}
    yield judged(table, filled(table, "random", row), worst)
    for entry in table["shots"]["rows"]:
        yield from shot_rows(table, entry)


def solved(cost: np.ndarray) -> tuple[float, np.ndarray]:
    """Assign with arrays made here; return the total, infinite where there is no assignment, and the columns."""
    k = max(cost.shape)
    partner = np.empty((2, k), dtype=np.int64)
    came_from, done = np.empty(k, dtype=np.int64), np.empty(k, dtype=np.int64)
    total, status = assign(cost, partner, np.empty((2, k)), np.empty(k), came_from, done)
    return (float(total) if status == ASSIGNED else np.inf), partner[0, : cost.shape[0]]


def random_costs(rng: np.random.Generator) -> np.ndarray:
    """Make a matrix of up to 12 by 12, with whole numbers, forbidden pairs and lines, or neither."""
    shape = rng.integers(1, 13, 2)
    cost = 10.0 * rng.normal(size=shape)
    if rng.random() < 0.4:
        cost = np.round(cost / 4.0)  # many ties
    if rng.random() < 0.6:
        cost[rng.random(shape) < rng.choice([0.2, 0.8])] = np.inf
    return cost


def gap_to_scipy(rng: np.random.Generator) -> float:
    """Return by how much our total differs from SciPy's; infinite where only one finds an assignment."""
    from scipy.optimize import linear_sum_assignment

    cost = random_costs(rng)
    total, columns = solved(cost)
    try:
        row, column = linear_sum_assignment(cost)
    except ValueError:
        return 0.0 if np.isinf(total) else np.inf
    used = columns >= 0
    named = cost[np.arange(len(columns))[used], columns[used]].sum()
    return float(max(abs(total - cost[row, column].sum()), abs(total - named)))


def shot_rows(table: Any, entry: Any) -> Iterator[Row]:
    """Compare one small problem: the value left by the answer given, by counting, greedily and one to one."""
    value, kill = np.array(entry["values"], dtype=float), np.array(entry["kill"])
    best, name = entry["optimal_residual"], f"shots {entry['id']}"
    given = residual(value, kill, np.array(entry["one_optimal_assignment"]))
    counted = residual_by_counting(value, kill)
    for what, ours in (("value left by the answer given", given), ("least value left, all counted", counted)):
        row = {"id": name, "what": what, "value": best}
        yield judged(table, filled(table, "shots", row), float(ours))
    greedy = assign_greedily(value, kill, np.empty(len(kill), dtype=np.int64), np.empty(len(value)))
    saved = (value.sum() - greedy) / (value.sum() - best)
    row = {"id": name, "what": "share of the greatest saving that greed finds"}
    yield judged(table, filled(table, "greed", row), float(saved))
    few = kill[: len(value)]
    one_each, _ = solved(-value * few)
    least = min(-sum(value[j] * few[i, j] for i, j in enumerate(p)) for p in permutations(range(len(value))))
    row = {"id": name, "what": "one shot each: greatest saving", "value": -least}
    yield judged(table, filled(table, "single", row), -one_each)


def residual_by_counting(value: np.ndarray, kill: np.ndarray) -> float:
    """Return the least value left over all ways to give each shot a target."""
    ways = np.array(list(product(range(len(value)), repeat=len(kill))))
    left = np.tile(value, (len(ways), 1))
    for shot in range(len(kill)):
        left[np.arange(len(ways)), ways[:, shot]] *= 1.0 - kill[shot, ways[:, shot]]
    return float(left.sum(axis=1).min())
