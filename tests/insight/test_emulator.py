"""An emulator and its error on points that it was not taught; what inputs of a design are worth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from midcourse.errors import NoSolution, ScenarioError
from midcourse.insight.emulator import MOST, held_back, some, taught
from midcourse.insight.measure import of_inputs
from midcourse.insight.over_cells import emulated
from midcourse.insight.ranks import correlations
from midcourse.insight.worth import Bounds

FREE = Bounds(-np.inf, np.inf)


def smooth(rows: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(3.0 * rows[:, 0]) + rows[:, 1] ** 2)


def verif_a_smooth_function_is_followed_where_it_was_not_taught() -> None:
    points, others = np.random.default_rng(1).random((60, 3)), np.random.default_rng(2).random((200, 3))
    found = taught(points, smooth(points), np.zeros(60))
    assert np.abs(found.at(others)[0] - smooth(others)).max() < 0.05
    back = held_back(points, smooth(points), np.zeros(60), 1)
    assert back.q2 > 0.99 and back.luck_share == 0.0


def verif_the_error_held_back_is_that_on_new_points_and_intervals_hold_nine_tenths() -> None:
    luck = np.random.default_rng(3)
    points, others = luck.random((150, 2)), luck.random((2000, 2))
    value = smooth(points) + luck.normal(0.0, 0.2, 150)
    back = held_back(points, value, np.full(150, 0.04), 1)
    one = taught(points, value, np.full(150, 0.04))
    fresh = smooth(others) + luck.normal(0.0, 0.2, 2000)
    assert back.rmse == pytest.approx(float(np.sqrt(np.mean((one.at(others)[0] - fresh) ** 2))), rel=0.15)
    assert 0.83 <= back.inside <= 0.97
    # it finds the function below the luck: nearer to it than the luck that it was taught with
    assert np.sqrt(np.mean((one.at(others)[0] - smooth(others)) ** 2)) < 0.1
    assert back.q2 <= 1.0 - back.luck_share + 0.05


def verif_pure_luck_is_not_explained_by_inputs_that_were_chosen_for_it() -> None:
    # inputs are chosen without what is held back: chosen with it, the strongest of 200 seem to be worth something
    honest, chosen = [], []
    for seed in range(4):
        luck = np.random.default_rng(seed)
        points, value = luck.random((40, 200)), luck.normal(0.0, 1.0, 40)
        honest.append(held_back(points, value, np.zeros(40), 1, top=6).q2)
        best = np.argsort(-np.abs(correlations(points, value)))[:6]
        chosen.append(held_back(points[:, best], value, np.zeros(40), 1).q2)
    assert max(honest) < 0.1 and np.mean(honest) < -0.2
    assert np.mean(chosen) > np.mean(honest) + 0.2


def prop_cells_without_a_value_teach_nothing(made: Callable) -> None:
    _, values = made("latin-hypercube", 40, smooth)
    value = values.value.copy()
    value[:5] = np.nan
    found = emulated(values._replace(value=value), 1)
    assert found.cells == tuple(range(5, 40)) and found.known == 35 and found.held_back.q2 > 0.9


def verif_knowing_an_input_of_a_design_narrows_by_its_part(made: Callable) -> None:
    layout, values = made("latin-hypercube", 60, lambda rows: 2.0 * rows[:, 0] + rows[:, 1])
    found = of_inputs(layout, values, emulated(values, 1), FREE, 1)
    whole = np.random.default_rng(5).random((100_000, 2)) @ np.array([2.0, 1.0])
    now = np.ptp(np.percentile(whole, (5.0, 95.0)))
    # what is left is even over one input: nine tenths of its range
    true = (1.0 - 0.9 / now, 1.0 - 1.8 / now, 0.0)
    assert [one.value for one in found.worth.narrows] == pytest.approx(true, abs=0.04)
    assert found.paths[found.worth.order[0]] == "doctrine.decision_delay"


def test_what_cannot_be_emulated_is_refused(made: Callable) -> None:
    _, values = made("latin-hypercube", 11, smooth)
    with pytest.raises(NoSolution, match="too few points with a value for an emulator: 11; allowed: at least 12"):
        emulated(values, 1)
    _, values = made("latin-hypercube", 12, lambda rows: np.ones(len(rows)))
    with pytest.raises(NoSolution, match="nothing to learn"):
        emulated(values, 1)
    words = ("doctrine.decision_delay=0..100 s", "doctrine.attacker_knows=true,false")
    _, values = made("latin-hypercube", 16, lambda rows: rows[:, 0], words)
    with pytest.raises(ScenarioError, match="is a word lies on no line"):
        emulated(values, 1)


def test_an_emulator_that_explains_too_little_tells_no_worth(made: Callable) -> None:
    luck = np.random.default_rng(6)
    layout, values = made("latin-hypercube", 30, lambda rows: luck.normal(0.0, 1.0, len(rows)))
    with pytest.raises(NoSolution, match="explains too little of cells held back"):
        of_inputs(layout, values, emulated(values, 1), FREE, 1)
    layout, values = made("morris", 10, smooth)
    with pytest.raises(NoSolution, match="the design morris chooses its cells"):
        of_inputs(layout, values, emulated(values, 1), FREE, 1)


def prop_of_very_many_points_a_sample_is_used() -> None:
    assert np.array_equal(some(MOST, 1), np.arange(MOST))
    found = some(3 * MOST, 1)
    assert len(set(found)) == MOST and found.max() > 2 * MOST and np.array_equal(found, some(3 * MOST, 1))
