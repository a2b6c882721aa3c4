"""The integer programme behind a replanned moment: how many shots of which battery for which threat.

A threat is given a pattern: so many shots of each make of interceptor. The worth of a pattern is exact, so that the
programme is linear whatever the chances of kill are. Threats that are alike are counted, not told apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from midcourse.battle.relaxed import roof

NODES = 2000  # of the branching; a programme stops on these or on the gap, never on a clock
GAP = 1e-6


class Kind(NamedTuple):
    """Threats that are alike: how many, what one is worth, and what shots can do about it.

    `slots`: by battery, launches that it can make before the last that meets one of them; 0 where it cannot.
    `kill`: by make of interceptor, the chance that 0, 1, 2 … shots kill.
    """

    many: int
    value: float
    slots: tuple[int, ...]
    kill: tuple[tuple[float, ...], ...]


class Programme(NamedTuple):
    """What is to be planned: the threats; of each battery its stock and make; the most shots at one threat."""

    kinds: tuple[Kind, ...]
    stock: tuple[int, ...]
    makes: tuple[int, ...]
    most: int


class Plan(NamedTuple):
    """What is to be shot: by kind, for each threat that gets any, the shots of each battery.

    `value` is what the plan is expected to save, `bound` the most that any plan could; `proved` says whether the
    programme ended before its node limit.
    """

    shots: tuple[tuple[tuple[int, ...], ...], ...]
    value: float
    bound: float
    proved: bool


@lru_cache(maxsize=4096)
def solve(programme: Programme, nodes: int = NODES) -> Plan:
    """Find the plan that saves the most.

    Args:
        programme: Programme.
        nodes: limit of the branching.

    Returns:
        Plan; without any shot where nothing can be saved, or no plan was found within the limit.

    Source: Manne 1958 for the problem; solved by branch and bound (HiGHS, Huangfu and Hall 2018).
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    columns = [
        (c, pattern) for c, kind in enumerate(programme.kinds) for pattern in _patterns(kind, programme)
    ]
    nothing = tuple(() for _ in programme.kinds)
    if not columns:
        return Plan(nothing, 0.0, 0.0, True)
    worth = np.array([_worth(programme.kinds[c], pattern) for c, pattern in columns])
    flows = [
        (c, b) for c, kind in enumerate(programme.kinds) for b in range(len(kind.slots)) if kind.slots[b] > 0
    ]
    matrix, low, high = _rules(programme, columns, flows)
    width = len(columns) + len(flows)
    found: Any = milp(
        np.concatenate([-worth, np.zeros(len(flows))]),
        constraints=LinearConstraint(matrix, low, high),
        integrality=np.ones(width),
        bounds=Bounds(0.0, np.inf),
        options={"mip_rel_gap": GAP, "node_limit": nodes},
    )
    dual = getattr(found, "mip_dual_bound", None)
    bound = roof(programme) if dual is None or not math.isfinite(dual) else -float(dual)
    if found.x is None:
        return Plan(nothing, 0.0, bound, False)
    counts = np.rint(found.x).astype(int)
    value = float(worth @ counts[: len(columns)])
    dealt = _dealt(programme, columns, counts[: len(columns)], flows, counts[len(columns) :])
    return Plan(dealt, value, max(bound, value), found.status == 0)


def _patterns(kind: Kind, programme: Programme) -> Iterator[tuple[int, ...]]:
    # shots of each make at one threat of a kind, none left out
    most = []
    for make, kill in enumerate(kind.kill):
        room = sum(slots for slots, its in zip(kind.slots, programme.makes, strict=True) if its == make)
        most.append(min(room, programme.most, len(kill) - 1))
    for pattern in product(*(range(n + 1) for n in most)):
        if 0 < sum(pattern) <= programme.most:
            yield pattern


def _worth(kind: Kind, pattern: tuple[int, ...]) -> float:
    return kind.value * (1.0 - math.prod(1.0 - kill[n] for kill, n in zip(kind.kill, pattern, strict=True)))


def _rules(
    programme: Programme, columns: list[tuple[int, tuple[int, ...]]], flows: list[tuple[int, int]]
) -> tuple[Any, np.ndarray, np.ndarray]:
    # no kind gets more patterns than it has threats; patterns are filled by shots; stock; launches in time
    from scipy.sparse import csr_array

    entries: list[tuple[int, int, float]] = []
    low: list[float] = []
    high: list[float] = []

    def rule(cells: list[tuple[int, float]], least: float, most: float) -> None:
        entries.extend((len(low), at, value) for at, value in cells)
        low.append(least)
        high.append(most)

    first = len(columns)
    for c, kind in enumerate(programme.kinds):
        mine = [(k, pattern) for k, (of, pattern) in enumerate(columns) if of == c]
        rule([(k, 1.0) for k, _ in mine], 0.0, kind.many)
        for make in range(len(kind.kill)):
            given = [
                (first + f, 1.0) for f, (of, b) in enumerate(flows) if of == c and programme.makes[b] == make
            ]
            rule(given + [(k, -float(pattern[make])) for k, pattern in mine if pattern[make]], 0.0, 0.0)
    for b, stock in enumerate(programme.stock):
        slots = {f: programme.kinds[c].slots[b] for f, (c, own) in enumerate(flows) if own == b}
        # so many launches end in time as there are slots before the last of them
        for level in sorted({min(most, stock) for most in slots.values()}):
            rule([(first + f, 1.0) for f, most in slots.items() if min(most, stock) <= level], 0.0, level)
    rows, cells, values = zip(*entries, strict=True)
    shape = (len(low), first + len(flows))
    return csr_array((values, (rows, cells)), shape=shape), np.array(low), np.array(high)


def _dealt(
    programme: Programme,
    columns: list[tuple[int, tuple[int, ...]]],
    counts: np.ndarray,
    flows: list[tuple[int, int]],
    shots: np.ndarray,
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    # patterns to single threats, the richest first, and shots of a make to the batteries that have them
    left = {flow: int(n) for flow, n in zip(flows, shots, strict=True)}
    found: list[list[tuple[int, ...]]] = [[] for _ in programme.kinds]
    for (c, pattern), times in sorted(zip(columns, counts, strict=True), key=lambda pair: -sum(pair[0][1])):
        for _ in range(int(times)):
            given = [0] * len(programme.stock)
            for make, n in enumerate(pattern):
                for b in (b for b, its in enumerate(programme.makes) if its == make):
                    take = min(n, left.get((c, b), 0))
                    given[b] += take
                    left[c, b] = left.get((c, b), 0) - take
                    n -= take
            found[c].append(tuple(given))
    return tuple(tuple(kind) for kind in found)
