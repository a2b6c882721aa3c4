"""A number over one or two inputs, or over the cells of a campaign, in a sentence: its least and its greatest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from midcourse.sentences.flip import named, shown, told

if TYPE_CHECKING:
    from midcourse.api.campaigned import Campaigned
    from midcourse.api.sweeps import Sweep
    from midcourse.study.metric import Measured, Metric

Point = tuple[str, "Measured"]
MOST_WORDS = 30  # above which the metric has its short name
NONE = "Nothing is known yet."


def headline(found: Sweep) -> str:
    """Return the least and the greatest value of the metric, and where each is."""
    points = []
    for point, one in zip(found.points, found.found, strict=True):
        if not one.why and math.isfinite(one.value):
            at = [f"{named(found.scenario, x)} {shown(x, v)}" for x, v in zip(found.inputs, point, strict=True)]
            points.append((" and ".join(at), one))
    return spanned(found.metric, points)


def over_cells(done: Campaigned) -> str:
    """Return the least and the greatest value of the first metric of a campaign, and in which cell each is."""
    layout, points = done.layout, []
    for one in done.cells:
        if one.found and not (one.why or one.found[0].why):
            inputs = layout.inputs[one.number // layout.a_scenario]
            at = [f"{named(inputs.scenario, x)} {shown(x, v)}" for x, v in zip(inputs.varied, one.values, strict=True)]
            where = " and ".join(at) if len(layout.inputs) == 1 else f"cell {one.number} ({one.scenario})"
            points.append((where or one.scenario, one.found[0]))
    return spanned(layout.metrics[0], points)


def spanned(metric: Metric, points: Sequence[Point]) -> str:
    """Return a sentence of the least and the greatest of some values, each with what luck leaves open."""
    if not points:
        return NONE
    name = f"{metric.words[0].upper()}{metric.words[1:]}"
    low, high = (end(points, key=lambda one: one[1].value) for end in (min, max))
    if low[1].value == high[1].value:
        everywhere = f" at all of {len(points)} points" if len(points) > 1 else f" at {low[0]}"
        return f"{name}: {told(metric, low[1])}{everywhere}."
    span = f"from {told(metric, low[1])} at {low[0]} to {told(metric, high[1])} at {high[0]}."
    long = len(f"{name} {span}".replace(" %", "%").split()) > MOST_WORDS
    return f"{metric.full_name if long else name}: {span}"
