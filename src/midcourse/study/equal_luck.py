"""A metric run by run, so that what two inputs make of the same luck is compared run with run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.errors import NoSolution
from midcourse.study.compare import paired
from midcourse.study.inputs import fixed_world, fixed_worlds
from midcourse.study.metric import Luck, Measured, Metric, interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from midcourse.scenario.model import Scenario


class ByRun(NamedTuple):
    """Values of a metric by the numbers of their runs; one alone where there is no luck, none where it has no value.

    `why` says why there is none.
    """

    numbers: np.ndarray
    values: np.ndarray
    why: str = ""


def runs_of(metric: Metric, scenario: Scenario, luck: Luck, draws: Mapping[str, float]) -> ByRun:
    """Find a metric in a scenario, some of whose inputs have other values.

    Args:
        metric: as `metric_of` gives it.
        scenario: with its stated values.
        luck: runs, worlds over which all other inputs are drawn (0: as stated), seed, threads.
        draws: the other values by path.

    Raises:
        KeyboardInterrupt: the runs were interrupted.
    """
    world = fixed_world(scenario, draws)
    # what asks for another aim than the raid's, e.g. shots:warsaw, has its answer where the raid falls short
    if world.unmet or (world.cannot_reach and metric.has_luck and not luck.worlds):
        return _none(world.why)
    try:
        if metric.by_run is None:
            assert metric.work is not None
            value = float(metric.work(world.scenario, metric.argument, luck))
            return _none("no answer there") if math.isnan(value) else ByRun(np.zeros(1), np.array([value]))
        return _fought(metric, scenario if luck.worlds else world.scenario, luck, draws)
    except NoSolution as problem:
        return _none(problem.why)


def told(metric: Metric, runs: ByRun) -> Measured:
    """Return the mean over runs with its interval."""
    if not len(runs.values):
        return Measured(math.nan, math.nan, math.nan, 0, runs.why)
    if metric.has_luck:
        return interval(metric, runs.values)
    value = float(runs.values[0])
    return Measured(value, value, value)


def difference(metric: Metric, before: ByRun, after: ByRun) -> Measured:
    """Return by how much a metric differs, with the interval that equal luck leaves, run set against run."""
    _, at, to = np.intersect1d(before.numbers, after.numbers, return_indices=True)
    if not len(at):
        return Measured(math.nan, math.nan, math.nan, 0, before.why or after.why or "no run has both")
    x, y = before.values[at], after.values[to]
    if metric.has_luck:
        return paired(x, y)
    gap = float((y - x).mean())
    return Measured(gap, gap, gap)


def luck_variance(metric: Metric, runs: ByRun) -> float:
    """Return the variance that luck leaves in the mean over runs."""
    n = len(runs.values)
    return float(runs.values.var(ddof=1)) / n if metric.has_luck and n > 1 else 0.0


def _fought(metric: Metric, scenario: Scenario, luck: Luck, draws: Mapping[str, float]) -> ByRun:
    from midcourse.campaign.runs import fight_all

    count = min(luck.worlds, luck.runs)
    drawn = tuple(fixed_worlds(scenario, draws, count, luck.seed)) if count else None
    fought = fight_all(scenario, luck.runs, luck.seed, luck.jobs, drawn=drawn)
    if not fought.complete:
        raise KeyboardInterrupt
    if not fought.done:
        return _none("in no world can the missiles reach their aims")
    assert metric.by_run is not None
    return ByRun(np.sort(fought.tally.runs), metric.by_run(fought))


def _none(why: str) -> ByRun:
    return ByRun(np.zeros(0), np.zeros(0), why)
