"""A yes/no question about a scenario: a number on one side of a threshold."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from midcourse.errors import NoSolution, ScenarioError
from midcourse.study.metric import METRICS, Measured, Metric, metric_of

KEY = "--question"
ALLOWED = "covered:PLACE, reachable:BASE, or a metric beside a number, e.g. p_no_leaker>0.9"
SHORT = {"covered": ("shots", ">=", 1.0), "reachable": ("margin_s", ">", 0.0)}
_FORM = re.compile(r"(.+?)\s*(>=|<=|>|<)\s*(.+)")
_TESTS = {
    ">": float.__gt__,
    "<": float.__lt__,
    ">=": float.__ge__,
    "<=": float.__le__,
}


class Question(NamedTuple):
    """Whether a metric lies above or below a threshold; `text` as it was typed."""

    text: str
    metric: Metric
    sign: str
    threshold: float

    def holds(self, value: float) -> bool | None:
        """Return the answer for a value of the metric; None where there is no value."""
        return None if math.isnan(value) else bool(_TESTS[self.sign](value, self.threshold))

    def told(self, found: Measured) -> bool | None:
        """Return the answer, luck left aside."""
        return self.holds(found.value)

    def sure(self, found: Measured) -> tuple[bool | None, bool | None]:
        """Return the answers at both ends of the interval that luck leaves."""
        return self.holds(found.low), self.holds(found.high)


def question_of(text: str) -> Question:
    """Read a yes/no question.

    Args:
        text: `covered:PLACE` (a shot at every missile that flies there, all constraints applied), `reachable:BASE`
            (an interceptor launched by the scenario's clock meets a missile from there), or a metric, a sign and a
            number.

    Returns:
        Question.

    Raises:
        ScenarioError: not understood.
        NoSolution: the metric cannot be on the other side in any scenario.
    """
    name, _, argument = (part.strip() for part in text.partition(":"))
    if name in SHORT:
        short, sign, threshold = SHORT[name]
        if not argument:
            raise ScenarioError("a place is missing", key=KEY, got=text, allowed=ALLOWED)
        return Question(text.strip(), metric_of(f"{short}:{argument}", KEY), sign, threshold)
    found = _FORM.fullmatch(text.strip())
    if found is None:
        _try_name(name, text)
        raise ScenarioError("not a question", key=KEY, got=text, allowed=ALLOWED)
    metric = metric_of(found[1], KEY)
    question = Question(text.strip(), metric, found[2], _threshold(found[3], text))
    _refuse_settled(question)
    return question


def _try_name(name: str, text: str) -> None:
    # a mistyped `covered` is told by its neighbours
    from midcourse.catalog.spelling import did_you_mean

    said = did_you_mean(name, [*SHORT, *METRICS])
    if said:
        raise ScenarioError(f"not a question{said}", key=KEY, got=text, allowed=ALLOWED)


def _threshold(text: str, whole: str) -> float:
    try:
        value = float(text[:-1]) / 100.0 if text.endswith("%") else float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ScenarioError("no number to compare with", key=KEY, got=whole, allowed=ALLOWED)
    return value


def _refuse_settled(question: Question) -> None:
    metric = question.metric
    ends = {question.holds(metric.least), question.holds(metric.most)}
    if len(ends) == 1:
        always = "yes" if ends == {True} else "no"
        why = f"the answer is always {always}: {metric.label} lies between {metric.least:g} and {metric.most:g}"
        raise NoSolution(why, key=KEY, got=question.text)
