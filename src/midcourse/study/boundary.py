"""Where two inputs together turn an answer: a grid of values, the line between yes and no, and its nearest point."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from midcourse.study.evaluate import Evaluator
    from midcourse.study.metric import Measured
    from midcourse.study.question import Question
    from midcourse.study.vary import Varied

GRID, GRID_LUCK = 9, 7  # points of each input, and the stated one
HALVINGS, HALVINGS_LUCK = 5, 2

Spot = tuple[float, float]


class Boundary(NamedTuple):
    """What two inputs together do to an answer.

    `first` and `second` are the values of the grid, `found` the metric there, row by row of the first. `lines` run
    between yes and no, each a list of values of both inputs; none where the grid has one answer only. `to` is the
    nearest point of it, in shares of both ranges, just on the other side, None where there is none; `change` the way
    there, of each input.
    """

    inputs: tuple[Varied, Varied]
    first: tuple[float, ...]
    second: tuple[float, ...]
    found: tuple[Measured, ...]
    lines: tuple[tuple[Spot, ...], ...]
    to: Spot | None
    change: Spot | None


def boundary_of(question: Question, work: Evaluator, at: tuple[int, int]) -> Boundary:
    """Draw the line between yes and no over two inputs, and find its point nearest to the stated values.

    Args:
        question: what is asked.
        work: finds the metric; its inputs are those that are varied.
        at: which two of them, both numbers.

    Returns:
        Boundary. Points of the line lie on the edges of the grid, found by halving; between them it is straight, and
        what is smaller than a cell of the grid is missed.

    Source: marching squares (Lorensen and Cline 1987, in two dimensions), with halvings in place of interpolation.
    """
    one, two = (work.inputs[i] for i in at)
    count = GRID_LUCK if work.metric.has_luck else GRID
    first, second = (sorted({float(v) for v in each.sample(count)} | {each.start}) for each in (one, two))

    def look(spots: list[Spot]) -> list[Measured]:
        return work.all([work.point(dict(zip(at, spot, strict=True))) for spot in spots])

    found = look([(x, y) for x in first for y in second])
    answers = {
        (x, y): question.told(found[i * len(second) + j]) for i, x in enumerate(first) for j, y in enumerate(second)
    }
    halvings = HALVINGS_LUCK if work.metric.has_luck else HALVINGS

    def between(a: Spot, b: Spot) -> Spot:
        return _halved(a, b, answers[a], halvings, (one, two), lambda spot: question.told(look([spot])[0]))

    lines = _joined(_segments(first, second, answers, between))
    start = (one.start, two.start)
    near = _nearest(lines, start, (one.span, two.span))
    to = None
    if near is not None:
        to = _beyond(start, near, (one, two), answers[start], lambda spot: question.told(look([spot])[0]))
    change = None if to is None else ((to[0] - start[0]) / one.span, (to[1] - start[1]) / two.span)
    return Boundary((one, two), tuple(first), tuple(second), tuple(found), lines, to, change)


def _halved(
    a: Spot,
    b: Spot,
    before: bool | None,
    halvings: int,
    inputs: tuple[Varied, Varied],
    ask: Callable[[Spot], bool | None],
) -> Spot:
    # the edge between two neighbours runs along one input; whole numbers are halved down to neighbours
    for _ in range(halvings):
        middle = _middle(a, b, inputs)
        if middle in (a, b):
            break
        answer = ask(middle)
        if answer is None:
            break
        a, b = (middle, b) if answer == before else (a, middle)
    return 0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])


def _middle(a: Spot, b: Spot, inputs: tuple[Varied, Varied]) -> Spot:
    x, y = (
        float((p + q) // 2) if one.whole else 0.5 * (p + q) for one, p, q in zip(inputs, a, b, strict=True)
    )
    return x, y


def _segments(
    first: list[float],
    second: list[float],
    answers: dict[Spot, bool | None],
    between: Callable[[Spot, Spot], Spot],
) -> list[tuple[Spot, Spot]]:
    # in each cell the edges whose ends have two answers; of four crossed edges those beside one corner belong together
    known: dict[tuple[Spot, Spot], Spot] = {}

    def crossing(a: Spot, b: Spot) -> Spot | None:
        if answers[a] is None or answers[b] is None or answers[a] == answers[b]:
            return None
        key = (a, b) if a < b else (b, a)
        if key not in known:
            known[key] = between(*key)
        return known[key]

    found = []
    for x0, x1 in zip(first, first[1:], strict=False):
        for y0, y1 in zip(second, second[1:], strict=False):
            corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
            edges = [crossing(corners[i], corners[(i + 1) % 4]) for i in range(4)]
            crossed = [one for one in edges if one is not None]
            found += list(zip(crossed[::2], crossed[1::2], strict=False))
    return found


def _joined(segments: list[tuple[Spot, Spot]]) -> tuple[tuple[Spot, ...], ...]:
    from shapely import MultiLineString, line_merge

    whole = [segment for segment in segments if segment[0] != segment[1]]
    if not whole:
        return ()
    merged = line_merge(MultiLineString(whole))
    parts = list(getattr(merged, "geoms", [merged]))
    return tuple(tuple((float(x), float(y)) for x, y in part.coords) for part in parts)


def _nearest(lines: tuple[tuple[Spot, ...], ...], start: Spot, span: Spot) -> Spot | None:
    # in shares of both ranges
    from shapely import LineString, MultiLineString, Point
    from shapely.ops import nearest_points

    if not lines:
        return None
    shares = [LineString([(x / span[0], y / span[1]) for x, y in line]) for line in lines]
    near = nearest_points(Point(start[0] / span[0], start[1] / span[1]), MultiLineString(shares))[1]
    return near.x * span[0], near.y * span[1]


def _beyond(
    start: Spot,
    near: Spot,
    inputs: tuple[Varied, Varied],
    stated: bool | None,
    ask: Callable[[Spot], bool | None],
) -> Spot | None:
    # the line is straight between its points, so the answer may turn a little behind it or before
    for step in (1.0, 1.02, 1.05, 1.1, 1.2, 1.4, 1.8):
        spot = tuple(
            min(max(s + step * (n - s), one.low), one.high) for one, s, n in zip(inputs, start, near, strict=True)
        )
        away = [
            (math.ceil if value > s else math.floor)(value) if one.whole else value
            for one, value, s in zip(inputs, spot, start, strict=True)
        ]
        if ask((float(away[0]), float(away[1]))) is (not stated):
            return float(away[0]), float(away[1])
    return None
