"""A metric over the distributions of its strongest inputs, shared out among them by Sobol's indices."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.campaign.pool import mapped
from midcourse.errors import NoSolution
from midcourse.scenario.latin import drawn
from midcourse.study.equal_luck import luck_variance, runs_of, told
from midcourse.study.sobol import LEAST_N, Indices, Sampled, indices, sampled
from midcourse.study.tornado import Bar, left_share

if TYPE_CHECKING:
    from midcourse.catalog.provenance import Provenance
    from midcourse.scenario.model import Scenario
    from midcourse.study.inputs import Input
    from midcourse.study.metric import Luck, Metric

HALVINGS = 12  # of the part of a distribution in which a missile arrives: to a four-thousandth


class Part(NamedTuple):
    """The part of an input's distribution that is drawn, in shares of it from 0 to 1.

    It is the whole one unless a missile cannot reach its aim at an end, all other inputs being as stated.
    """

    input: Input
    from_share: float = 0.0
    to_share: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be left out."""
        return self.from_share == 0.0 and self.to_share == 1.0

    def value(self, share: float) -> float:
        """Return the value at a share of this part."""
        return drawn(self.input.number, self.from_share + share * (self.to_share - self.from_share))


class Spread(NamedTuple):
    """What came of it.

    `left_share` of the sum of all bars of the tornado belongs to inputs that were held as stated. `luck_share` of the
    variance is what luck alone may leave in the means over runs; 0 without luck. `indices` are None where the work
    was interrupted too early.
    """

    parts: tuple[Part, ...]
    sampled: Sampled
    indices: Indices | None
    mean: float
    deviation: float
    left_share: float
    luck_share: float


def chosen(found: Sequence[Bar], top: int) -> list[Bar]:
    """Return the greatest bars, those of no size left out.

    Raises:
        NoSolution: no input moves the metric.
    """
    kept = [bar for bar in found if bar.size > 0.0][:top]
    if not kept:
        why = "no doubtful input moves the metric alone from its low to its high: there is nothing to share out"
        raise NoSolution(why)
    return kept


def spread(
    scenario: Scenario,
    metric: Metric,
    found: Sequence[Bar],
    top: int,
    n: int,
    luck: Luck,
    tick: Callable[[int], None] = lambda _: None,
) -> Spread:
    """Draw the strongest inputs together, all others as stated, and share the variance out among them.

    Args:
        scenario: with its stated values.
        metric: what is asked.
        found: bars of a tornado, the greatest first.
        top: how many inputs are drawn.
        n: rows of points, a power of two; n (inputs + 2) points are worked.
        luck: runs of each point, the same luck at all of them, and threads.
        tick: called with the number of points that have just been worked.

    Returns:
        Spread; after Ctrl-C of the points that were finished by then.

    Raises:
        NoSolution: no input moves the metric, or too many points have no answer.
    """
    kept = chosen(found, top)
    alone = luck._replace(jobs=1)
    parts = mapped(lambda bar: part_of(scenario, metric, bar, alone), kept, luck.jobs)
    variances: list[float] = []

    def at(shares: np.ndarray) -> float:
        draws: dict[str, float] = {}
        for part, share in zip(parts, shares, strict=True):
            draws |= part.input.draws(part.value(float(share)))
        runs = runs_of(metric, scenario, alone, draws)
        variances.append(luck_variance(metric, runs))
        return told(metric, runs).value

    def work(points: np.ndarray) -> np.ndarray:
        return np.array(mapped(at, list(points), luck.jobs, tick))

    worked = sampled(work, len(parts), n, luck.seed)
    share = indices(worked, luck.seed) if worked.n >= LEAST_N else None
    values = worked.values[: worked.n, :2]
    mean, variance = (float(values.mean()), float(values.var())) if worked.n else (math.nan, math.nan)
    noise = float(np.mean(variances)) / variance if worked.n and variance > 0.0 else 0.0
    left = left_share(found, kept)
    return Spread(tuple(parts), worked, share, mean, math.sqrt(variance), left, min(noise, 1.0))


def part_of(scenario: Scenario, metric: Metric, bar: Bar, luck: Luck) -> Part:
    """Return the part of an input's distribution in which the metric has a value, all other inputs as stated."""
    one = bar.input
    home = share_of(one.number, one.number.value)
    few = luck._replace(runs=1)

    def has_value(share: float) -> bool:
        return bool(len(runs_of(metric, scenario, few, one.draws(drawn(one.number, share))).values))

    ends = []
    for end, there in ((0.0, bar.at_low), (1.0, bar.at_high)):
        good, bad = home, end
        for _ in range(HALVINGS if math.isnan(there.value) else 0):
            middle = 0.5 * (good + bad)
            good, bad = (middle, bad) if has_value(middle) else (good, middle)
        ends.append(good if math.isnan(there.value) else end)
    return Part(one, ends[0], ends[1])


def share_of(number: Provenance, value: float) -> float:
    """Return the share of a distribution at which a value lies."""
    low, high = 0.0, 1.0
    for _ in range(52):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if drawn(number, middle) < value else (low, middle)
    return 0.5 * (low + high)
