"""How far each doubtful input moves a metric: one at a time from low to high, all others as stated."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from midcourse.campaign.pool import Pool
from midcourse.study.equal_luck import ByRun, difference, runs_of, told
from midcourse.study.metric import Luck, Measured, Metric

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.study.inputs import Input

ENDS = ("low", "stated", "high")


class Bar(NamedTuple):
    """An input, the metric at its low and at its high, and how far it moves the metric.

    `moved` is the greatest difference between two of low, stated and high, which `between` names: where the metric
    turns between low and high, or has no value at one of them, the stated value counts as well. NaN where it has a
    value at none but the stated. `low_moves` and `high_moves` are the differences of the ends from the stated value.
    """

    input: Input
    at_low: Measured
    at_high: Measured
    moved: Measured
    between: tuple[str, str]
    low_moves: Measured
    high_moves: Measured

    @property
    def size(self) -> float:
        """How far the metric moves, 0 where no difference is known."""
        return 0.0 if math.isnan(self.moved.value) else abs(self.moved.value)

    @property
    def beyond_luck(self) -> bool:
        """Whether the difference is more than luck alone would leave in one case of twenty."""
        return self.moved.low > 0.0 or self.moved.high < 0.0


def bar_of(metric: Metric, one: Input, low: ByRun, stated: ByRun, high: ByRun) -> Bar:
    """Return the bar of an input from the runs at its low, as stated and at its high; all have the same luck."""
    ends = dict(zip(ENDS, (low, stated, high), strict=True))
    pairs = {(a, b): difference(metric, ends[a], ends[b]) for a, b in combinations(ENDS, 2)}
    # from low to high where that is as far as any
    order = sorted(pairs, key=lambda pair: pair != ("low", "high"))
    between = max(order, key=lambda pair: _size(pairs[pair]))
    ends_move = [difference(metric, stated, end) for end in (low, high)]
    return Bar(one, told(metric, low), told(metric, high), pairs[between], between, *ends_move)


def bars(
    scenario: Scenario, metric: Metric, inputs: Sequence[Input], luck: Luck, stated: ByRun
) -> Iterator[Bar]:
    """Move each input from its low to its high.

    Args:
        scenario: with its stated values.
        metric: what is asked.
        inputs: as `inputs_of` gives them.
        luck: the same for all; its threads work at so many inputs at a time.
        stated: the metric as stated, with the same luck.

    Yields:
        Bar, in the order in which they are finished.

    Source: one at a time, as a tornado diagram.
    """
    alone = luck._replace(jobs=1)

    def work(one: Input) -> Bar:
        found = [
            runs_of(metric, scenario, alone, draws) if (draws := one.draws(value)) else stated
            for value in one.ends
        ]
        return bar_of(metric, one, found[0], stated, found[1])

    pool = Pool(work, inputs, luck.jobs)
    try:
        for _, bar in pool:
            yield bar
    finally:
        pool.leave(0.0)


def greatest_first(found: Sequence[Bar]) -> list[Bar]:
    """Return bars in the order of a tornado; those that are more than luck before others of the same size."""
    return sorted(found, key=lambda bar: (-bar.size, not bar.beyond_luck, bar.input.path))


def left_share(found: Sequence[Bar], kept: Sequence[Bar]) -> float:
    """Return the share that the other bars have in the sum of all sizes."""
    whole = math.fsum(bar.size for bar in found)
    return 1.0 - math.fsum(bar.size for bar in kept) / whole if whole > 0.0 else 0.0


def _size(moved: Measured) -> float:
    return -1.0 if math.isnan(moved.value) else abs(moved.value)
