"""The roof over a programme: what shots could save if they came in fractions, by tangents that close in on it.

It counts no patterns, and so holds for any number of shots; the programme falls back on it where its solver has none.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from midcourse.battle.programme import Programme

STEPS = 60  # most tangents that are added for a kind
CLOSE = 1e-7
LEAST_LEFT = 1e-9  # what is certain to be killed still has a logarithm


def roof(programme: Programme) -> float:
    """Return more than any plan of a programme can save.

    Args:
        programme: Programme.

    Returns:
        bound. Shots of a kind are spread evenly over its threats; windows bind each threat, not the queue.

    Source: outer approximation of a convex programme (Kelley 1960), by linear programmes.
    """
    from scipy.optimize import linprog

    kinds = programme.kinds
    flows = [(c, b) for c, kind in enumerate(kinds) for b, slots in enumerate(kind.slots) if slots > 0]
    if not flows:
        return 0.0
    # by column: shots, then of each kind and make the logarithm of what is left, then of each kind what is left
    makes = max(programme.makes) + 1
    logs = {(c, t): len(flows) + c * makes + t for c in range(len(kinds)) for t in range(makes)}
    left = [len(flows) + len(kinds) * makes + c for c in range(len(kinds))]
    width = left[-1] + 1
    rows, high = _shots(programme, flows, logs, width)
    prices = np.zeros(width)
    prices[left] = [kind.many * kind.value for kind in kinds]
    bounds = [(0.0, kinds[c].many * float(min(kinds[c].slots[b], programme.stock[b]))) for c, b in flows]
    bounds += [(math.log(LEAST_LEFT) * makes, 0.0)] * len(logs) + [(0.0, 1.0)] * len(left)
    total, best = sum(kind.many * kind.value for kind in kinds), math.inf
    points = [np.zeros(len(kinds)), np.full(len(kinds), -1.0)]
    for _ in range(STEPS):
        cuts = [_tangent(at, c, makes, logs, left, width) for point in points for c, at in enumerate(point)]
        found: Any = linprog(
            prices,
            A_ub=np.array([*rows, *(row for row, _ in cuts)]),
            b_ub=np.array([*high, *(most for _, most in cuts)]),
            bounds=bounds,
        )
        if found.status != 0:
            break
        best = min(best, total - float(found.fun))
        here = np.array([sum(found.x[logs[c, t]] for t in range(makes)) for c in range(len(kinds))])
        if np.max(np.exp(here) - found.x[left]) < CLOSE:
            break
        points.append(here)
    return min(best, total)


def _shots(
    programme: Programme, flows: list[tuple[int, int]], logs: dict[tuple[int, int], int], width: int
) -> tuple[list[np.ndarray], list[float]]:
    # stock; most shots at a threat; chords of the logarithm of what is left, which is convex in the shots
    rows, high = [], []
    for b, stock in enumerate(programme.stock):
        rows.append(_row(width, {f: 1.0 for f, (_, own) in enumerate(flows) if own == b}))
        high.append(float(stock))
    for c, kind in enumerate(programme.kinds):
        mine = [f for f, (of, _) in enumerate(flows) if of == c]
        rows.append(_row(width, dict.fromkeys(mine, 1.0)))
        high.append(float(kind.many * programme.most))
        for t, kill in enumerate(kind.kill):
            shots = {f: 1.0 / kind.many for f in mine if programme.makes[flows[f][1]] == t}
            stays = np.log(np.maximum(1.0 - np.array(kill), LEAST_LEFT))
            counts = np.arange(len(stays))
            for slope in np.unique(np.round(np.diff(stays), 6)):
                # a line under the logarithm at every whole number of shots
                foot = float((stays - slope * counts).min())
                rows.append(_row(width, {**{f: s * slope for f, s in shots.items()}, logs[c, t]: -1.0}))
                high.append(-foot)
    return rows, high


def _tangent(
    at: float, c: int, makes: int, logs: dict[tuple[int, int], int], left: list[int], width: int
) -> tuple[np.ndarray, float]:
    # what is left is more than the tangent of the exponential at a point
    touch = math.exp(at)
    row = _row(width, {**{logs[c, t]: touch for t in range(makes)}, left[c]: -1.0})
    return row, touch * (at - 1.0)


def _row(width: int, cells: dict[int, float]) -> np.ndarray:
    row = np.zeros(width)
    for at, value in cells.items():
        row[at] = value
    return row
