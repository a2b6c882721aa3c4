"""An evaluator whose metric is a plain function, so that where answers turn is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from midcourse.scenario import Scenario
from midcourse.study.evaluate import Evaluator
from midcourse.study.metric import Luck, Measured, Metric
from midcourse.study.question import Question
from midcourse.study.vary import varied

Known = Callable[[Callable[..., float], Sequence[str], float], tuple[Question, Evaluator]]


class Function(Evaluator):
    """Values of a function of the inputs, with an interval of so much to either side."""

    half = 0.0
    function: Callable[..., float]

    def _work(self, point: tuple[object, ...]) -> Measured:
        values = [one.stated if value is None else value for one, value in zip(self.inputs, point, strict=True)]
        value = self.function(*values)
        if math.isnan(value):
            return Measured(value, value, value, 0, "no answer there")
        return Measured(value, value - self.half, value + self.half, 100 if self.half else 0)


@pytest.fixture
def known(scenario: Scenario) -> Known:
    """Return what makes a question `metric > 0` about a function of some inputs, and its evaluator."""

    def make(function: Callable[..., float], vary: Sequence[str], half: float = 0.0) -> tuple[Question, Evaluator]:
        by_run = (lambda fought: fought) if half else None
        metric = Metric("test", "test", "", -math.inf, math.inf, by_run=by_run)
        work = Function(scenario, metric, [varied(scenario, text) for text in vary], Luck(1, 0, 1))
        work.function, work.half = function, half
        return Question("test>0", metric, ">", 0.0), work

    return make
