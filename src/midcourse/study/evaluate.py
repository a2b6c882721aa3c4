"""Values of one metric over changed inputs: each point worked once, several at a time where there is no luck."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from midcourse.errors import MidcourseError
from midcourse.study.metric import Luck, Measured, Metric, measure

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.study.vary import Value, Varied

Point = tuple["Value | None", ...]  # of each input its value, None for the stated one
Tick = Callable[[int, str], None]


class Evaluator:
    """Finds a metric for values of some inputs, all others as stated, and remembers what it found.

    All points have the same luck: seed and runs are the same.
    """

    def __init__(
        self,
        scenario: Scenario,
        metric: Metric,
        inputs: Sequence[Varied],
        luck: Luck,
        tick: Tick = lambda count, what: None,
    ) -> None:
        """Begin; `tick` is called with 1 and what was worked whenever a point is finished."""
        self.scenario = scenario
        self.metric = metric
        self.inputs = tuple(inputs)
        self.luck = luck
        self.tick = tick
        self.known: dict[Point, Measured] = {}

    @property
    def count(self) -> int:
        """How many points were worked."""
        return len(self.known)

    @property
    def stated(self) -> Measured:
        """What the metric is with every input as stated."""
        return self.all([(None,) * len(self.inputs)])[0]

    def has(self, point: Point) -> bool:
        """Whether a point has been worked."""
        return self._plain(point) in self.known

    def only(self, at: int, value: Value) -> Point:
        """Return the point at which one input has a value and all others are as stated."""
        return self.point({at: value})

    def along(self, at: int) -> list[tuple[float, Measured]]:
        """Return all points that were worked with one input, a number, moved and all others as stated; rising."""
        found = []
        for point, one in self.known.items():
            if all(value is None for i, value in enumerate(point) if i != at):
                value = point[at]
                found.append((self.inputs[at].start if value is None else float(value), one))
        return sorted(found, key=lambda each: each[0])

    def point(self, values: dict[int, Value]) -> Point:
        """Return the point at which some inputs have a value and all others are as stated."""
        return tuple(values.get(i) for i in range(len(self.inputs)))

    def all(self, points: Sequence[Point]) -> list[Measured]:
        """Return what the metric is at each of several points."""
        from midcourse.campaign.pool import mapped

        wanted = [self._plain(point) for point in points]
        new = [point for point in dict.fromkeys(wanted) if point not in self.known]
        if self.metric.has_luck:  # its runs keep all threads busy
            for point in new:
                self.known[point] = self._work(point)
        else:
            self.known |= dict(zip(new, mapped(self._work, new, self.luck.jobs), strict=True))
        return [self.known[point] for point in wanted]

    def _plain(self, point: Point) -> Point:
        # a stated value is the stated value, whoever names it
        return tuple(
            None if value is not None and value == one.stated else value
            for one, value in zip(self.inputs, point, strict=True)
        )

    def _work(self, point: Point) -> Measured:
        scenario = self.scenario
        try:
            for one, value in zip(self.inputs, point, strict=True):
                if value is not None:
                    scenario = one.at(scenario, value)
        except MidcourseError as problem:  # two values that do not go together
            return Measured(math.nan, math.nan, math.nan, 0, problem.why)
        found = measure(self.metric, scenario, self.luck)
        self.tick(1, f"{self.metric.full_name} {found.value:.4g}")
        return found
