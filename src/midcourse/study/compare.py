"""Two scenarios on equal luck: the difference of a metric, run by run, and the inputs in which they differ."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.catalog.provenance import Provenance
from midcourse.errors import NoSolution
from midcourse.scenario.resolved import values_in_use
from midcourse.study.metric import Luck, Measured, Metric, band_over_worlds, interval, measure

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
    from midcourse.scenario.model import Scenario


class Differs(NamedTuple):
    """One input in which two scenarios differ; None where one of them has no such input."""

    path: str
    first: Any
    second: Any


class Compared(NamedTuple):
    """A metric in two scenarios, and the second less the first.

    `pairs` is how many runs were fought in both, on which the difference rests; `correlation` of their values says
    what equal luck is worth, NaN where one of them never varies.
    """

    first: Measured
    second: Measured
    difference: Measured
    pairs: int
    correlation: float


def compare(
    metric: Metric, first: Scenario, second: Scenario, luck: Luck, tick: Callable[[int], None] = lambda _: None
) -> Compared:
    """Find a metric in two scenarios and the difference between them.

    Run k has the same luck in both, and world k the same draw of every input that both doubt alike.

    Args:
        metric: as `metric_of` gives it.
        first, second: checked scenarios.
        luck: runs, worlds, seed.
        tick: called with the number of runs that have just been finished.

    Returns:
        Compared; the interval of the difference is that of pairs.

    Raises:
        NoSolution: a missile cannot reach its aim in one of them.
        KeyboardInterrupt: the runs were interrupted.
    """
    if metric.by_run is None:
        a, b = (measure(metric, one, luck) for one in (first, second))
        for name, one in (("first", a), ("second", b)):
            if one.why:
                raise NoSolution(f"the {name} scenario has no {metric.full_name}: {one.why}", key="--metric")
        gap = b.value - a.value
        return Compared(a, b, Measured(gap, gap, gap), 0, math.nan)
    fought = [_fought(one, luck, tick) for one in (first, second)]
    values = [metric.by_run(one) for one in fought]
    runs = [np.sort(one.tally.runs) for one in fought]
    worlds = len(fought[0].worlds)
    alone = [
        interval(metric, v)._replace(doubt=band_over_worlds(metric, r, v, worlds))
        for r, v in zip(runs, values, strict=True)
    ]
    both, at_a, at_b = np.intersect1d(runs[0], runs[1], assume_unique=True, return_indices=True)
    if len(both) == 0:
        raise NoSolution("no world in which the missiles of both reach their aims", key="--metric")
    x, y = values[0][at_a], values[1][at_b]
    varies = len(both) > 1 and x.std() > 0.0 and y.std() > 0.0
    correlation = float(np.corrcoef(x, y)[0, 1]) if varies else math.nan
    width = metric.most - metric.least
    doubt = band_over_worlds(metric._replace(least=-width, most=width), both, y - x, worlds)
    return Compared(alone[0], alone[1], paired(x, y)._replace(doubt=doubt), len(both), correlation)


def paired(first: np.ndarray, second: np.ndarray) -> Measured:
    """Return the mean of the differences of pairs with its 95 % interval.

    Args:
        first, second: values of the same runs; where all are 0 or 1, the interval is Newcombe's.

    Returns:
        Measured.

    Source: Newcombe 1998, method 10, for shares; Student 1908 for other numbers.
    """
    n, gap = len(first), float((second - first).mean())
    if np.isin(first, (0.0, 1.0)).all() and np.isin(second, (0.0, 1.0)).all():
        return Measured(gap, *_newcombe(first, second), n)
    if n < 2:
        return Measured(gap, -math.inf, math.inf, n)
    from scipy.stats import t

    half = float(t.ppf(0.975, n - 1) * (second - first).std(ddof=1)) / math.sqrt(n)
    return Measured(gap, gap - half, gap + half, n)


def _newcombe(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    from midcourse.campaign.shares import wilson

    n = len(first)
    p, q = float(first.mean()), float(second.mean())
    (l1, u1), (l2, u2) = wilson(p, n), wilson(q, n)
    a, d = float((first * second).sum()), float(((1.0 - first) * (1.0 - second)).sum())
    b, c = float((first * (1.0 - second)).sum()), float(((1.0 - first) * second).sum())
    bottom = (a + b) * (c + d) * (a + c) * (b + d)
    top = a * d - b * c
    # the correction for continuity of method 10
    top = max(top - 0.5 * n, 0.0) if top > 0.0 else top
    phi = top / math.sqrt(bottom) if bottom > 0.0 else 0.0
    low = math.sqrt(max((q - l2) ** 2 - 2.0 * phi * (q - l2) * (u1 - p) + (u1 - p) ** 2, 0.0))
    high = math.sqrt(max((u2 - q) ** 2 - 2.0 * phi * (u2 - q) * (p - l1) + (p - l1) ** 2, 0.0))
    return q - p - low, q - p + high


def _fought(scenario: Scenario, luck: Luck, tick: Callable[[int], None]) -> Fought:
    from midcourse.campaign.runs import fight_all

    fought = fight_all(scenario, luck.runs, luck.seed, luck.jobs, tick=tick, count=luck.worlds)
    if not fought.complete:
        raise KeyboardInterrupt
    if not fought.done:
        raise NoSolution("in no world can the missiles reach their aims", key="--metric")
    return fought


def differing(first: Scenario, second: Scenario) -> list[Differs]:
    """Return every input in which two scenarios differ, by path; of numbers value, low or high."""
    a, b = values_in_use(first), values_in_use(second)
    paths = [*a, *(path for path in b if path not in a)]
    return [Differs(path, a.get(path), b.get(path)) for path in paths if _key(a.get(path)) != _key(b.get(path))]


def _key(value: Any) -> Any:
    return (value.value, value.low, value.high) if isinstance(value, Provenance) else value
