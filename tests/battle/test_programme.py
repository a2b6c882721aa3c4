"""The integer programme beside all assignments counted, and its bound above every plan."""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from midcourse.battle.kill import kill_table
from midcourse.battle.programme import Kind, Plan, Programme, solve
from midcourse.battle.relaxed import roof
from midcourse.verification import shipped

REFERENCE = os.environ.get("MIDCOURSE_REFERENCE")


def single_shots(values: list[float], kill: np.ndarray) -> Programme:
    """Return the problem of shots of one make each, kill by shot and target."""
    kinds = tuple(
        Kind(1, float(value), (1,) * len(kill), tuple((0.0, float(p)) for p in kill[:, j]))
        for j, value in enumerate(values)
    )
    return Programme(kinds, (1,) * len(kill), tuple(range(len(kill))), len(kill))


def least_left(values: list[float], kill: np.ndarray) -> float:
    """Return the least value left over all ways to give each shot a target."""
    left = np.inf
    for way in product(range(len(values)), repeat=len(kill)):
        rest = np.array(values, dtype=float)
        for shot, target in enumerate(way):
            rest[target] *= 1.0 - kill[shot, target]
        left = min(left, rest.sum())
    return float(left)


def value_of(programme: Programme, plan: Plan) -> float:
    """Work the value of a plan from its shots alone, and check that it keeps the rules."""
    total, used = 0.0, np.zeros(len(programme.stock))
    for kind, threats in zip(programme.kinds, plan.shots, strict=True):
        assert len(threats) <= kind.many
        for threat in threats:
            assert 0 < sum(threat) <= programme.most
            assert all(n == 0 or slots > 0 for n, slots in zip(threat, kind.slots, strict=True))
            used += threat
            left = 1.0
            for make, kill in enumerate(kind.kill):
                n = sum(shots for shots, its in zip(threat, programme.makes, strict=True) if its == make)
                left *= 1.0 - kill[n]
            total += kind.value * (1.0 - left)
    assert (used <= programme.stock).all()
    return total


def brute_force_cases() -> list[tuple[list[float], np.ndarray, float]]:
    rows = shipped.table("assignment")["shots"]["rows"]
    found = [(row["values"], np.array(row["kill"]), row["optimal_residual"]) for row in rows]
    if REFERENCE:
        long = json.loads((Path(REFERENCE) / "wta/small_bruteforce.json").read_text())
        found += [(row["values"], np.array(row["pk"]), row["optimal_residual"]) for row in long]
    return found


def val_small_problems_that_were_counted_outside() -> None:
    for values, kill, left in brute_force_cases():
        programme = single_shots(values, kill)
        plan = solve(programme)
        assert plan.proved
        assert sum(values) - plan.value == pytest.approx(left, rel=1e-6)
        assert value_of(programme, plan) == pytest.approx(plan.value, abs=1e-9)


def verif_two_hundred_random_ones_beside_every_assignment() -> None:
    luck = np.random.default_rng(20_611)
    for number in range(200):
        targets, shots = luck.integers(1, 5), luck.integers(1, 6)
        values = luck.integers(1, 100, targets).astype(float).tolist()
        kill = np.round(luck.random((shots, targets)), 3) * (luck.random((shots, targets)) < 0.9)
        programme = single_shots(values, kill)
        plan = solve(programme)
        best = sum(values) - least_left(values, kill)
        assert plan.value == pytest.approx(best, rel=2e-6, abs=1e-9)
        assert best - 1e-9 <= plan.bound <= best * (1.0 + 2e-6) + 1e-9
        if number % 10 == 0:
            assert roof(programme) >= best - 1e-6  # fractions of shots save more
        assert value_of(programme, plan) == pytest.approx(plan.value, abs=1e-9)


def random_raid(luck: np.random.Generator) -> Programme:
    """Return alike threats, two batteries of one make and one of another, with launches that must end in time."""
    tables = (kill_table((0.56,), 0.1, 2), kill_table((0.9,), 0.3, 2))
    stock = tuple(int(n) for n in luck.integers(0, 4, 3))
    kinds = tuple(
        Kind(
            int(luck.integers(1, 3)),
            float(luck.choice([0.5, 1.0])),
            tuple(int(min(n, held)) for n, held in zip(luck.integers(0, 4, 3), stock, strict=True)),
            tables,
        )
        for _ in range(luck.integers(1, 3))
    )
    return Programme(kinds, stock, (0, 0, 1), 2)


def best_of_all(programme: Programme) -> float:
    """Count every way to give each threat up to two shots."""
    threats = [(c, kind) for c, kind in enumerate(programme.kinds) for _ in range(kind.many)]
    ways = [shots for shots in product(range(3), repeat=3) if sum(shots) <= programme.most]
    best = 0.0
    for chosen in product(ways, repeat=len(threats)):
        shots = np.array(chosen)
        slots = np.array([kind.slots for _, kind in threats])
        if (shots.sum(axis=0) > programme.stock).any() or (shots[slots == 0] > 0).any():
            continue
        # each battery fires the threats whose launches end first, first
        late = any(
            shots[slots[:, b] <= level, b].sum() > level
            for b in range(3)
            for level in range(1, programme.stock[b])
        )
        if late:
            continue
        value = 0.0
        for (_, kind), row in zip(threats, shots, strict=True):
            by_make = (row[0] + row[1], row[2])
            value += kind.value * (
                1.0 - np.prod([1.0 - kind.kill[make][n] for make, n in enumerate(by_make)])
            )
        best = max(best, value)
    return best


def verif_batteries_makes_and_windows_beside_every_plan() -> None:
    luck = np.random.default_rng(7)
    for _ in range(40):
        programme = random_raid(luck)
        plan = solve(programme)
        assert plan.value == pytest.approx(best_of_all(programme), abs=1e-6)
        assert plan.value - 1e-6 <= roof(programme) <= sum(k.many * k.value for k in programme.kinds)
        assert value_of(programme, plan) == pytest.approx(plan.value, abs=1e-9)


def prop_first_shots_come_before_second_ones_where_all_are_alike() -> None:
    table = kill_table((0.56,), 0.1, 3)
    for threats, stock in ((5, 3), (5, 5), (5, 8), (5, 40), (500, 40)):
        kind = Kind(threats, 1.0, (stock,), (table,))
        plan = solve(Programme((kind,), (stock,), (0,), 3))
        shots = sorted(sum(threat) for threat in plan.shots[0])
        assert sum(shots) == min(stock, 3 * threats)
        assert shots[-1] - ([0] * (threats - len(shots)) + shots)[0] <= 1
        assert plan.proved


def prop_the_node_limit_leaves_a_bound() -> None:
    luck = np.random.default_rng(3)
    programme = single_shots(luck.integers(1, 100, 6).tolist(), luck.random((6, 6)))
    cut, whole = solve(programme, 1), solve(programme)
    assert whole.proved and cut.value <= whole.value + 1e-9
    assert cut.bound >= whole.value - 1e-6 and whole.bound >= whole.value


def val_bracken_and_mccormick_in_fractions_of_shots() -> None:
    # a thousand shots of five makes at twenty targets: too many for patterns, so the roof alone
    table = shipped.table("assignment")["fractions"]
    stay, stock = np.array(table["stay"]), table["stock"]
    counts = [np.arange(0, held + 1, 10) for held in stock]  # in tens of shots
    kinds = tuple(
        Kind(
            1,
            float(value),
            tuple(len(n) - 1 for n in counts),
            tuple(tuple((1.0 - stay[i, j] ** n).tolist()) for i, n in enumerate(counts)),
        )
        for j, value in enumerate(table["values"])
    )
    tens = tuple(held // 10 for held in stock)
    found = roof(Programme(kinds, tens, tuple(range(len(stock))), 1000))
    assert found == pytest.approx(table["optimum"], abs=table["tolerance"])


def prop_nothing_to_shoot_with_and_nothing_to_shoot_at() -> None:
    table = (kill_table((0.5,), 0.0, 2),)
    for programme in (
        Programme((), (3,), (0,), 2),
        Programme((Kind(2, 1.0, (0,), table),), (0,), (0,), 2),
    ):
        plan = solve(programme)
        assert (plan.value, plan.bound, plan.proved) == (0.0, 0.0, True)
        assert not any(plan.shots)
