"""Over worlds: what was drawn, what a metric goes with by chance and what not, what a measurement is worth."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.errors import NoSolution
from midcourse.insight.draws import Draws, draws_of
from midcourse.insight.measure import of_doubt
from midcourse.insight.ranks import beyond_chance, correlations, ranked
from midcourse.insight.values import along
from midcourse.insight.world import ByWorld
from midcourse.insight.worth import Bounds
from midcourse.scenario import Scenario
from midcourse.scenario.doubt import worlds
from midcourse.study.inputs import inputs_of

FREE = Bounds(-np.inf, np.inf)
MANY, SEED = 160, 5


def drawn(scenario: Scenario, inputs: int, many: int = MANY) -> Draws:
    held = draws_of(scenario, many, SEED)
    return Draws(held.names[:inputs], held.inputs[:inputs], held.along[:, :inputs])


def world_means(draws: Draws, value: np.ndarray, luck: float = 0.0, runs: int = 25) -> ByWorld:
    return ByWorld(value, np.full(len(value), luck), draws, runs, 1)


def verif_draws_are_those_of_the_worlds(scenario: Scenario) -> None:
    found = draws_of(scenario, 6, SEED)
    for world in worlds(scenario, 6, SEED, (1, 4)):
        for at, one in enumerate(found.inputs):
            place = along(np.array([world.draws[one.path]]), *one.ends)
            assert found.along[world.number, at] == pytest.approx(place[0], abs=1e-12), one.path


def prop_every_doubtful_input_has_a_column_once(scenario: Scenario) -> None:
    found = draws_of(scenario, 20, SEED)
    assert found.inputs == tuple(inputs_of(scenario)) and len(set(found.names)) == len(found.names)
    assert ((found.along >= -1e-12) & (found.along <= 1.0 + 1e-12)).all()


def verif_ranks_find_the_input_that_matters_and_its_sign(scenario: Scenario) -> None:
    draws = drawn(scenario, 30)
    value = -np.exp(3.0 * draws.along[:, 4]) + 0.1 * draws.along[:, 9]
    found = ranked(draws.inputs, draws.along, value, 0.0)
    assert found.order[0] == 4 and found.rho[4].value == pytest.approx(-1.0, abs=0.02)
    others = [abs(one.value) for i, one in enumerate(found.rho) if i not in (4, 9)]
    assert max(others) < found.beyond_all < abs(found.rho[4].value)


def verif_chance_passes_its_line_in_five_cases_of_a_hundred() -> None:
    luck = np.random.default_rng(11)
    passed = []
    for _ in range(400):
        place, value = luck.random((50, 20)), luck.random(50)
        passed.append(np.abs(correlations(place, value)).max() > beyond_chance(50, 20))
    # 400 cases of 5 %: 20 and two standard deviations of 4.4
    assert 11 <= sum(passed) <= 29
    assert beyond_chance(50, 1) < beyond_chance(50, 20)


def verif_intervals_of_rank_correlation_hold_the_truth(scenario: Scenario) -> None:
    draws = drawn(scenario, 1, 1)
    luck, inside = np.random.default_rng(12), []
    truth = 6.0 / np.pi * np.arcsin(0.6 / 2.0)  # Pearson's 0.6 of a normal pair as Spearman's
    for _ in range(400):
        pair = luck.multivariate_normal([0.0, 0.0], [[1.0, 0.6], [0.6, 1.0]], 60)
        (one,) = ranked(draws.inputs, pair[:, :1], pair[:, 1], 0.0).rho
        inside.append(one.low <= truth <= one.high)
    assert 0.92 <= np.mean(inside) <= 0.98


def test_too_few_worlds_and_a_constant_are_refused(scenario: Scenario) -> None:
    draws = drawn(scenario, 3, 9)
    with pytest.raises(NoSolution, match="too few worlds"):
        ranked(draws.inputs, draws.along, draws.along[:, 0], 0.0)
    draws = drawn(scenario, 3, 12)
    with pytest.raises(NoSolution, match="same in all worlds"):
        ranked(draws.inputs, draws.along, np.ones(12), 0.0)
    with pytest.raises(NoSolution, match="too few worlds to say"):
        of_doubt(world_means(draws, draws.along[:, 0]), FREE, 1)
    draws = drawn(scenario, 3)
    with pytest.raises(NoSolution, match="too few runs a world"):
        of_doubt(world_means(draws, draws.along[:, 0], runs=19), FREE, 1)
    with pytest.raises(NoSolution, match="luck explains all"):
        of_doubt(world_means(draws, draws.along[:, 0], luck=9.0), FREE, 1)


def width(values: np.ndarray) -> float:
    low, high = np.percentile(values, (5.0, 95.0))
    return float(high - low)


def verif_worth_of_a_sum_is_the_width_of_what_is_left(scenario: Scenario) -> None:
    draws = drawn(scenario, 6)
    slopes = np.array([3.0, 2.0, 1.0, 0.0, 0.0, 0.0])
    noise = np.random.default_rng(2).normal(0.0, 0.2, MANY)
    found = of_doubt(world_means(draws, draws.along @ slopes + noise, 0.04), FREE, 1)
    many = draws_of(scenario, 4000, 77).along[:, :6]
    now = width(many @ slopes)
    assert found.worth.by == "emulator" and found.q2 > 0.9
    assert found.worth.width == pytest.approx(now, rel=0.08)
    assert found.worth.now[1] - found.worth.now[0] == pytest.approx(now, rel=0.1)
    for i in range(3):
        left = slopes.copy()
        left[i] = 0.0
        true = 1.0 - width(many @ left) / now
        assert found.worth.narrows[i].value == pytest.approx(true, abs=0.05), i
        assert found.worth.narrows[i].low <= found.worth.narrows[i].value <= found.worth.narrows[i].high
    assert found.worth.order[:2] == (0, 1)
    assert max(found.worth.narrows[i].value for i in (3, 4, 5)) < 0.03


def verif_where_nothing_is_to_be_learnt_the_emulator_says_so(scenario: Scenario) -> None:
    # the strongest of 80 inputs by chance must not look like knowledge: they are chosen without what is held back
    draws = drawn(scenario, 80, 100)
    found = of_doubt(world_means(draws, np.random.default_rng(4).normal(0.0, 1.0, 100)), FREE, 1)
    assert found.q2 < 0.1 and found.worth.by == "rank"


def prop_worth_is_the_same_each_time(scenario: Scenario) -> None:
    draws = drawn(scenario, 4, 60)
    value = draws.along[:, 0] ** 2 + draws.along[:, 1]
    first, second = (of_doubt(world_means(draws, value), FREE, 1) for _ in range(2))
    assert first == second
