"""Two scenarios beside each other, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from midcourse.catalog.provenance import Provenance
from midcourse.report.names import quantity
from midcourse.sentences.flip import number, told

if TYPE_CHECKING:
    from midcourse.api.comparison import Comparison
    from midcourse.study.metric import Measured, Metric

MOST = 30  # inputs on the screen; --json has all


def headline(found: Comparison) -> str:
    """Return the difference in one sentence, with what luck and doubt leave open."""
    metric, gap = found.metric, found.difference
    first, second = (one.name_id or one.name for one in (found.scenario_a, found.scenario_b))
    if first == second:
        first, second = "the first", "The second"
    if not math.isfinite(gap.value):
        return f"{second} in place of {first}: one of the two has no {metric.words}."
    if gap.value == gap.low == gap.high == 0.0 or (not gap.runs and gap.value == 0.0):
        return f"{second} in place of {first} makes no difference to the {metric.words}."
    spans = [("luck", (gap.low, gap.high) if gap.runs else None), ("doubt", gap.doubt)]
    open_ = [f"{name} leaves {_points(metric, span[0])} to {_points(metric, span[1])}" for name, span in spans if span]
    left = f": {', '.join(open_)}" if open_ else ""
    return f"{second} in place of {first} changes the {metric.words} by {_points(metric, gap.value)}{left}."


def lines(found: Comparison) -> list[str]:
    """Return the two values, their difference with what luck and doubt leave open, and the inputs that differ."""
    metric, gap = found.metric, found.difference
    names = [one.name for one in (found.scenario_a, found.scenario_b)]
    said = [
        f"{name}: {metric.full_name} {told(metric, one)}{_doubt(metric, one)}"
        for name, one in zip(names, (found.found.metric_a, found.found.metric_b), strict=True)
    ]
    words = f"second less first: {_points(metric, gap.value)}"
    if gap.runs:
        words += f"; luck leaves {_points(metric, gap.low)} to {_points(metric, gap.high)} (95 %, {gap.runs:,} pairs)"
        if not gap.low <= 0.0 <= gap.high:
            words += ", more than luck"
    if gap.doubt is not None:
        low, high = (_points(metric, end) for end in gap.doubt)
        words += f"; doubt {low} to {high} (5 to 95 % of the worlds)"
    said.append(words)
    if math.isfinite(found.found.correlation):
        said.append(f"correlation of their runs on equal luck: {found.found.correlation:.2f}")
    said.append(f"inputs that differ: {len(found.differs)}")
    said += [f"  {one.path}: {side(one.value_a)} -> {side(one.value_b)}" for one in found.differs[:MOST]]
    if len(found.differs) > MOST:
        said.append(f"  … and {len(found.differs) - MOST} more: --json has them all")
    return said


def _doubt(metric: Metric, found: Measured) -> str:
    if found.doubt is None:
        return ""
    return f", doubt {number(metric, found.doubt[0])} to {number(metric, found.doubt[1])}"


def _points(metric: Metric, value: float) -> str:
    if metric.most == 1.0:
        return f"{100.0 * value:+.1f} points"
    return f"{value:+.4g} {metric.unit}".strip()


def side(value: Any) -> str:
    """Return an input of one scenario as people read it: a quantity with its range, grade and source."""
    if isinstance(value, Provenance):
        words = quantity(value.value, value.dimension, value.unit)
        if value.low is not None or value.high is not None:
            ends = (value.value if end is None else end for end in (value.low, value.high))
            low, high = (quantity(end, value.dimension, value.unit) for end in ends)
            words += f" ({low} to {high})"
        return f"{words} [{value.grade}, {value.source}]"
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
