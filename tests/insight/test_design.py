"""Indices and screening of campaigns whose cells have the values of functions with known answers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from midcourse.cells.counts import COUNT
from midcourse.errors import NoSolution, ScenarioError
from midcourse.insight.indices import shares
from midcourse.insight.screening import screened
from midcourse.insight.values import along, checked_cell, luck_variance, values_of
from midcourse.study.metric import metric_of


def ishigami(rows: np.ndarray) -> np.ndarray:
    x = math.pi * (2.0 * rows - 1.0)
    return np.asarray(np.sin(x[:, 0]) * (1.0 + 0.1 * x[:, 2] ** 4) + 7.0 * np.sin(x[:, 1]) ** 2)


def val_ishigami_through_the_cells_of_a_campaign(made: Callable) -> None:
    # Ishigami and Homma 1990; closed form in Saltelli and others 2008, section 5
    _, values = made("sobol-indices", 1024, ishigami)
    found = shares(values, 1)
    assert [one.value for one in found.indices.first] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert [one.value for one in found.indices.total] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert found.rows == 1024 and found.dropped == 0 and found.luck_share == 0.0
    assert found.deviation == pytest.approx(math.sqrt(13.8446), rel=0.03)


def verif_cells_in_another_order_give_other_indices(made: Callable) -> None:
    # the order of Saltelli's rows is what makes them indices: this would not notice if the first test were blind
    _, values = made("sobol-indices", 256, ishigami)
    shuffled = np.random.default_rng(1).permutation(values.value)
    found = shares(values._replace(value=shuffled), 1)
    assert [one.value for one in found.indices.first] != pytest.approx([0.3139, 0.4424, 0.0], abs=0.15)


def verif_rows_with_a_missing_cell_are_dropped_and_counted(made: Callable) -> None:
    _, values = made("sobol-indices", 128, lambda rows: rows[:, 0] + rows[:, 1])
    value = values.value.copy()
    value[[3, 7, 8, 12]] = np.nan  # of rows 0, 1, 1, 2
    found = shares(values._replace(value=value), 1)
    assert found.dropped == 3 and found.rows == 64
    assert found.indices.first[0].value == pytest.approx(0.5, abs=0.1)
    value[: 5 * 33] = np.nan
    with pytest.raises(NoSolution, match="33 of 128 rows"):
        shares(values._replace(value=value), 1)


def test_too_few_rows_and_a_constant_are_refused(made: Callable) -> None:
    _, values = made("sobol-indices", 8, lambda rows: rows[:, 0])
    with pytest.raises(NoSolution, match="too few rows"):
        shares(values, 1)
    _, values = made("sobol-indices", 16, lambda rows: 0.0 * rows[:, 0])
    with pytest.raises(NoSolution, match="nothing to share out"):
        shares(values, 1)


def verif_morris_of_a_line_is_its_slopes(made: Callable) -> None:
    layout, values = made("morris", 8, lambda rows: 3.0 * rows[:, 0] - 2.0 * rows[:, 1])
    found = screened(values, layout.shares, 1)
    assert [one.value for one in found.mu_star] == pytest.approx([3.0, 2.0, 0.0], abs=1e-9)
    assert found.mu == pytest.approx((3.0, -2.0, 0.0), abs=1e-9)
    assert found.sigma == pytest.approx((0.0, 0.0, 0.0), abs=1e-9)
    assert found.trajectories == 8 and found.luck == 0.0


def verif_morris_tells_a_product_from_a_sum(made: Callable) -> None:
    layout, values = made("morris", 40, lambda rows: rows[:, 0] * rows[:, 1] + rows[:, 2])
    found = screened(values, layout.shares, 1)
    # the slope of a product is the other factor: a half on average, sqrt(5)/6 apart on the four levels
    assert found.mu[0] == pytest.approx(0.5, abs=0.15)
    assert found.sigma[0] == pytest.approx(math.sqrt(5.0) / 6.0, abs=0.1) and found.sigma[2] < 1e-9


def verif_luck_alone_makes_the_mu_star_that_is_said(made: Callable) -> None:
    luck = np.random.default_rng(3)
    layout, values = made("morris", 200, lambda rows: luck.normal(0.0, 0.1, len(rows)))
    found = screened(values._replace(noise=np.full(len(values.value), 0.01)), layout.shares, 1)
    assert np.mean([one.value for one in found.mu_star]) == pytest.approx(found.luck, rel=0.1)


def test_trajectories_with_a_missing_cell_are_dropped(made: Callable) -> None:
    layout, values = made("morris", 8, lambda rows: rows[:, 0])
    value = values.value.copy()
    value[0] = np.nan
    found = screened(values._replace(value=value), layout.shares, 1)
    assert (found.trajectories, found.dropped) == (7, 1)
    value[:12] = np.nan
    with pytest.raises(NoSolution, match="3 of 8 trajectories"):
        screened(values._replace(value=value), layout.shares, 1)


def verif_luck_variance_is_that_of_the_mean() -> None:
    rows = np.zeros(2, dtype=COUNT)
    rows["world"], rows["runs"], rows["kept"] = (0, 1), 50, (10, 40)
    inside = 10 * 40 / 50 / 49  # of each world: n p (1 - p) / (n - 1)
    metric = metric_of("p_no_leaker")
    assert luck_variance(metric, rows) == pytest.approx(0.5 * inside / 50)
    rows["kept"] = 0
    assert luck_variance(metric, rows) == pytest.approx(0.5 / 101 * (1 - 0.5 / 101) / 100)
    assert luck_variance(metric_of("burnout_speed_m_s"), rows) == 0.0


def test_what_the_campaign_did_not_ask_is_refused(made: Callable) -> None:
    layout, values = made("sobol-indices", 16, lambda rows: rows[:, 0])
    with pytest.raises(ScenarioError, match="--metric"):
        values_of(layout, values.cells, "leak", None)
    with pytest.raises(ScenarioError, match="--scenario"):
        values_of(layout, values.cells, None, "europe-2007")
    with pytest.raises(ScenarioError, match="allowed: 0 to 79"):
        checked_cell(values, 80)


def prop_places_run_from_nought_to_one_and_in_the_logarithm_where_they_are_wide() -> None:
    assert along(np.array([2.0, 4.0, 6.0]), 2.0, 6.0) == pytest.approx([0.0, 0.5, 1.0])
    assert along(np.array([1.0, 10.0, 100.0]), 1.0, 100.0) == pytest.approx([0.0, 0.5, 1.0])
