"""The smallest change of each input that turns the verdict of a claim, searched as `flip` searches."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NoReturn

from midcourse.claims.verdict import values_of
from midcourse.errors import MidcourseError
from midcourse.study.evaluate import Evaluator, Point
from midcourse.study.flip import Flip, flip_of
from midcourse.study.metric import Luck, Measured, Metric
from midcourse.study.question import Question

if TYPE_CHECKING:
    from midcourse.claims.work import Computed, Work
    from midcourse.scenario.model import Scenario

LEAST = 1e-12  # a comparison with >= that is met exactly still counts as met


class _Margins(Evaluator):
    """Finds the margin of a claim's condition for values of its inputs."""

    def __init__(self, work: Work, scenario: Scenario | None) -> None:
        self.work = work
        luck = any(asked.kind in ("metric", "difference") for asked in work.claim.quantities.values())
        by_run = _not_by_run if luck else None  # looked at less finely where a point takes many runs
        metric = Metric("margin", "margin of the condition", "", -math.inf, math.inf, by_run=by_run)
        super().__init__(scenario, metric, work.moves, Luck(0, 0, work.seed, work.jobs))  # type: ignore[arg-type]

    def _work(self, point: Point) -> Measured:
        moved = {one: value for one, value in zip(self.inputs, point, strict=True) if value is not None}
        try:
            found: dict[str, Computed] = self.work.decisive(moved)
        except MidcourseError as problem:  # a value that the scenario cannot take
            return Measured(math.nan, math.nan, math.nan, 0, problem.why)
        outcome = self.work.claim.tested.at(values_of(found))
        if outcome.fulfilled is None:
            return Measured(math.nan, math.nan, math.nan, 0, "a quantity without a value")
        margin = max(outcome.margin, LEAST) if outcome.fulfilled else min(outcome.margin, -LEAST)
        return Measured(margin, margin, margin)


def _not_by_run(fought: object) -> NoReturn:
    raise AssertionError("a margin is found from finished quantities")


def flips_of(work: Work) -> tuple[Flip, ...]:
    """Return for each input of a claim the smallest change that turns its condition, all others as stated.

    Args:
        work: computes the claim's quantities.

    Returns:
        a flip for each input; luck is the same at all points, and its interval is left aside.

    Raises:
        KeyboardInterrupt: interrupted.
    """
    margins = _Margins(work, None)
    question = Question(work.claim.condition, margins.metric, ">", 0.0)
    return tuple(flip_of(question, margins, at) for at in range(len(margins.inputs)))
