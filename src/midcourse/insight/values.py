"""One metric over the cells of one scenario, with the variance that luck leaves in each, and the cells' inputs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.cells.counts import as_one, means_of
from midcourse.errors import ScenarioError
from midcourse.scenario.latin import WIDE

if TYPE_CHECKING:
    from midcourse.cells.answers import CellAnswer
    from midcourse.cells.cell import Layout
    from midcourse.cells.design import Inputs
    from midcourse.study.metric import Metric
    from midcourse.study.vary import Varied


class Values(NamedTuple):
    """A metric over the cells of a scenario.

    `value` and `noise`, the variance that luck leaves in it, have the shape (cells,); NaN where a cell has no value.
    """

    metric: Metric
    inputs: Inputs
    cells: tuple[CellAnswer, ...]
    value: np.ndarray
    noise: np.ndarray


def values_of(layout: Layout, cells: Sequence[CellAnswer], metric: str | None, scenario: str | None) -> Values:
    """Gather a metric over the cells of one scenario.

    Args:
        layout: the campaign.
        cells: an answer each.
        metric: one of those that the campaign asked for; its first where None.
        scenario: one of those that it fought, by name; may be None where there is one only.

    Returns:
        Values, in the order of the cells.

    Raises:
        ScenarioError: the campaign has no such metric or scenario.
    """
    names = [one.full_name for one in layout.metrics]
    if metric is not None and metric not in names:
        raise ScenarioError("the campaign did not ask for it", key="--metric", got=metric, allowed=", ".join(names))
    at = 0 if metric is None else names.index(metric)
    which = _which(layout, scenario)
    first = which * layout.a_scenario
    ours = tuple(cells[first : first + layout.a_scenario])
    one = layout.metrics[at]
    value = np.array([each.found[at].value for each in ours], dtype=float)
    noise = np.array([luck_variance(one, each.counts) for each in ours])
    return Values(one, layout.inputs[which], ours, value, np.where(np.isfinite(value), noise, np.nan))


def _which(layout: Layout, scenario: str | None) -> int:
    names = [one.scenario.name_id or one.scenario.name for one in layout.inputs]
    if scenario is None and len(names) == 1:
        return 0
    if scenario not in names:
        why = "no such scenario in the campaign" if scenario else "the campaign has several"
        raise ScenarioError(why, key="--scenario", got=scenario, allowed=", ".join(names))
    return names.index(scenario)


def checked_cell(values: Values, cell: int | None) -> None:
    """Refuse a cell that is not there.

    Raises:
        ScenarioError: no such cell of the scenario.
    """
    first = values.cells[0].number
    last = first + len(values.cells) - 1
    if cell is not None and not first <= cell <= last:
        raise ScenarioError("no such cell of this scenario", key="--cell", got=cell, allowed=f"{first} to {last}")


def luck_variance(metric: Metric, counts: np.ndarray) -> float:
    """Return the variance that luck leaves in the mean of a metric over counted runs.

    Args:
        metric: 0 where it does not hang on luck.
        counts: COUNT rows, a row a world; what worlds have apart is doubt and counts only where one has a single run.

    Source: variance of a stratified mean, Cochran 1977; a share that never or always came true, as half a run
    were otherwise (Jeffreys 1946).
    """
    if not metric.has_luck or not len(counts):
        return 0.0
    runs = counts["runs"].astype(float)
    whole = float(runs.sum())
    if (runs < 2.0).any():
        spread = float(means_of(metric, as_one(counts))[1][0])
        variance = spread / whole
    else:
        variance = float(np.sum((runs / whole) ** 2 * means_of(metric, counts)[1] / runs))
    if variance == 0.0 and metric.most == 1.0:
        share = 0.5 / (whole + 1.0)
        variance = share * (1.0 - share) / whole
    return variance


def are_numbers(inputs: Sequence[Varied]) -> str:
    """Return the paths of inputs that are words or switches and lie on no line, empty where there is none."""
    return ", ".join(one.path for one in inputs if not one.is_number)


def placed(values: Values) -> np.ndarray:
    """Return the inputs of the cells, from 0 at their low to 1 at their high, as `along` has them.

    Returns:
        shape (cells, inputs).

    Raises:
        ScenarioError: an input is a word.
    """
    varied = values.inputs.varied
    words = are_numbers(varied)
    if words:
        raise ScenarioError("an input that is a word lies on no line", got=words, allowed="inputs that are numbers")
    rows = np.array([each.values for each in values.cells], dtype=float).reshape(len(values.cells), len(varied))
    return np.column_stack([rows[:, :0], *(along(rows[:, i], one.low, one.high) for i, one in enumerate(varied))])


def along(value: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return where values lie from low, 0, to high, 1: in the logarithm where high is more than five times low."""
    if high <= low:
        return np.zeros(len(value))
    if low > 0.0 and high > WIDE * low:
        return np.asarray(np.log(value / low) / math.log(high / low))
    return np.asarray((value - low) / (high - low))
