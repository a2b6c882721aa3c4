"""What each grade of numbers leaves open by itself: worlds in which only these are drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.campaign.estimate import BAND, LEAST_A_WORLD
from midcourse.campaign.pool import mapped
from midcourse.campaign.shares import band_of_means
from midcourse.catalog.provenance import GRADES
from midcourse.scenario.doubt import worlds
from midcourse.scenario.graded import firm_below
from midcourse.study.equal_luck import ByRun, runs_of, told
from midcourse.study.inputs import rank_of
from midcourse.study.metric import Luck, Metric

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
    stated: ByRun,
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
        stated: the metric with every input as stated, with the same seed and at least `runs_for` runs.
        luck: runs, of which each world has a quarter, seed and threads.
        count: worlds.
        tick: called with the number of worlds, or parts of them, that have just been finished.

    Returns:
        Band; freed of luck where there is any, run by run against the same luck as stated; the stated value alone
        where no such input is in doubt.

    Raises:
        KeyboardInterrupt: the runs were interrupted.
    """
    drawn = drawn_at(inputs, grade)
    if not drawn:
        tick(count)
        value = told(metric, stated).value
        return Band(grade, 0, value, value, 0, 0)
    narrowed = firm_below(scenario, grade)
    alone = luck._replace(runs=runs_for(luck), worlds=0, jobs=1)

    def work(draws: dict[str, float]) -> ByRun:
        return runs_of(metric, narrowed, alone, draws)

    found = mapped(work, [world.draws for world in worlds(narrowed, count, luck.seed)], luck.jobs, tick)
    known = [one for one in found if len(one.values)]
    low, high = _ends(metric, stated, known) if len(known) > 1 else (math.nan, math.nan)
    return Band(grade, drawn, low, high, count, count - len(known))


def drawn_at(inputs: Sequence[Input], grade: str) -> int:
    """Return how many inputs are of a grade or better."""
    return sum(rank_of(one) <= GRADES.index(grade) for one in inputs)


def grades_to(worst: str | None) -> tuple[str, ...]:
    """Return the grades from the best to one, all of them where it is None."""
    return GRADES if worst is None else GRADES[: GRADES.index(worst) + 1]


def runs_for(luck: Luck) -> int:
    """Return how many runs each world of a band has: a quarter of those at an end of a bar, and 20 at least."""
    return max(luck.runs // 4, LEAST_A_WORLD)


def _ends(metric: Metric, stated: ByRun, known: Sequence[ByRun]) -> tuple[float, float]:
    if not metric.has_luck:
        values = [float(one.values[0]) for one in known]
        low, high = np.percentile(values, BAND, method="inverted_cdf")  # of counts, one that there is
        return float(low), float(high)
    # all worlds have the same runs, and each is set against the same luck as stated: little of luck is left in them
    moved = []
    for one in known:
        _, at, to = np.intersect1d(stated.numbers, one.numbers, return_indices=True)
        moved.append(one.values[to] - stated.values[at])
    found = band_of_means(moved, -math.inf, math.inf)
    if found is None:
        return math.nan, math.nan
    middle = float(stated.values.mean())
    return max(middle + found[0], metric.least), min(middle + found[1], metric.most)
