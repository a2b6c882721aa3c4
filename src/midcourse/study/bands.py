"""What each grade of numbers leaves open by itself: worlds in which only these are drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.campaign.estimate import BAND, LEAST_A_WORLD
from midcourse.campaign.pool import mapped
from midcourse.catalog.provenance import GRADES
from midcourse.scenario.doubt import worlds
from midcourse.scenario.graded import firm_below
from midcourse.study.equal_luck import runs_of
from midcourse.study.inputs import rank_of
from midcourse.study.metric import Luck, Measured, Metric, band_over_worlds

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.study.inputs import Input

Tick = Callable[[float], None]


class Band(NamedTuple):
    """The 5 and 95 percent points of a metric over worlds in which inputs of a grade or better are drawn.

    `inputs` of them are in doubt; `cannot_reach` of the `worlds` have no value, for a missile falls short there. NaN
    where too few have one.
    """

    grade: str
    inputs: int
    low: float
    high: float
    worlds: int
    cannot_reach: int


def band_of(
    scenario: Scenario,
    metric: Metric,
    inputs: Sequence[Input],
    grade: str,
    stated: Measured,
    luck: Luck,
    count: int,
    tick: Tick = lambda _: None,
) -> Band:
    """Draw worlds in which only inputs of a grade or better move, and say how far the metric goes.

    Args:
        scenario: with its stated values and all its doubt.
        metric: what is asked.
        inputs: all that are in doubt in the scenario.
        grade: the worst grade that is drawn.
        stated: the metric with every input as stated.
        luck: runs, of which each world has at least 20, seed and threads.
        count: worlds.
        tick: called with the number of worlds, or parts of them, that have just been finished.

    Returns:
        Band; freed of luck where there is any, the stated value alone where no such input is in doubt.

    Raises:
        KeyboardInterrupt: the runs were interrupted.
    """
    drawn = drawn_at(inputs, grade)
    if not drawn:
        tick(count)
        return Band(grade, 0, stated.value, stated.value, 0, 0)
    narrowed = firm_below(scenario, grade)
    if metric.has_luck:
        low, high, lost = _over_runs(narrowed, metric, luck, count, tick)
    else:
        low, high, lost = _over_worlds(narrowed, metric, luck, count, tick)
    return Band(grade, drawn, low, high, count, lost)


def drawn_at(inputs: Sequence[Input], grade: str) -> int:
    """Return how many inputs are of a grade or better."""
    return sum(rank_of(one) <= GRADES.index(grade) for one in inputs)


def grades_to(worst: str | None) -> tuple[str, ...]:
    """Return the grades from the best to one, all of them where it is None."""
    return GRADES if worst is None else GRADES[: GRADES.index(worst) + 1]


def _over_runs(
    scenario: Scenario, metric: Metric, luck: Luck, count: int, tick: Tick
) -> tuple[float, float, int]:
    from midcourse.campaign.runs import fight_all

    runs = max(luck.runs, LEAST_A_WORLD * count)
    fought = fight_all(
        scenario, runs, luck.seed, luck.jobs, count=count, tick=lambda n: tick(n * count / runs)
    )
    if not fought.complete:
        raise KeyboardInterrupt
    lost = sum(world.cannot_reach for world in fought.worlds)
    tick(fought.out_of_reach * count / runs)
    if not fought.done:
        return math.nan, math.nan, lost
    assert metric.by_run is not None
    found = band_over_worlds(metric, np.sort(fought.tally.runs), metric.by_run(fought), count)
    return (math.nan, math.nan, lost) if found is None else (*found, lost)


def _over_worlds(
    scenario: Scenario, metric: Metric, luck: Luck, count: int, tick: Tick
) -> tuple[float, float, int]:
    alone = luck._replace(jobs=1)

    def work(draws: dict[str, float]) -> float:
        found = runs_of(metric, scenario, alone, draws).values
        return float(found[0]) if len(found) else math.nan

    values = mapped(work, [world.draws for world in worlds(scenario, count, luck.seed)], luck.jobs, tick)
    known = [value for value in values if not math.isnan(value)]
    lost = count - len(known)
    if len(known) < 2:
        return math.nan, math.nan, lost
    low, high = np.percentile(known, BAND, method="inverted_cdf")  # of counts, one that there is
    return float(low), float(high), lost
