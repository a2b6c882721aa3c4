"""The smallest change of one input that turns an answer, and how surely it is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from midcourse.study.metric import Measured

if TYPE_CHECKING:
    from midcourse.study.evaluate import Evaluator
    from midcourse.study.question import Question
    from midcourse.study.vary import Value, Varied

SCAN, SCAN_LUCK = 9, 7  # points from end to end; nearly twice as many where the metric rises and falls
CLOSE, CLOSE_LUCK = 1.0 / 512.0, 1.0 / 128.0  # of the range: how near a flip is found

Holds = Callable[[Measured], "bool | None"]
Looked = list[tuple[float, Measured]]


class Flip(NamedTuple):
    """What one input can do to an answer.

    `to` is the value nearest to the stated one at which the answer is another, None where there is none in the range;
    `change` the way there in shares of the range, downwards below 0. `interval` holds the place where it turns: with
    95 % where there is luck, else as closely as it was searched; an end is None where it lies beyond the range.
    `others` are further values behind which the answer turns. `monotone` says whether the metric only rises or only
    falls over the points that were looked at, None for what is no number. `points` are these, `why` is what was in
    the way where there is no answer.
    """

    varied: Varied
    to: Value | None
    interval: tuple[float | None, float | None] | None
    change: float | None
    others: tuple[Value, ...]
    monotone: bool | None
    points: tuple[tuple[Value, Measured], ...]
    why: str = ""


def flip_of(question: Question, work: Evaluator, at: int) -> Flip:
    """Find the smallest change of one input that turns the answer, all others as stated.

    Args:
        question: what is asked.
        work: finds the metric; its inputs are those that are varied.
        at: which of them.

    Returns:
        Flip. A metric that both rises and falls is looked at nearly twice as finely; two turns between neighbouring
        points may still be missed.
    """
    one, stated = work.inputs[at], question.told(work.stated)

    def look(values: Sequence[Value]) -> list[Measured]:
        return work.all([work.only(at, value) for value in values])

    if not one.is_number:
        points = tuple(zip(one.values, look(one.values), strict=True))
        other = [value for value, found in points if question.told(found) is (not stated)]
        return Flip(one, other[0] if other else None, None, None, tuple(other[1:]), None, points, _why(points))
    close = CLOSE_LUCK if work.metric.has_luck else CLOSE
    seen = _scan(one, SCAN_LUCK if work.metric.has_luck else SCAN, look)
    monotone = is_monotone(seen)
    if not monotone and not one.values:
        seen = _scan(one, 2 * len(seen) - 1, look)
    turns = turns_of(one, seen, look, question.told, close)
    start = one.start
    ends = sorted(turns, key=lambda turn: abs(turn[0] - start))
    # of each turn the side that has another answer than the stated
    values = [_other(turn, look, question, stated) for turn in ends]
    if not values:
        return Flip(one, None, None, None, (), monotone, tuple(work.along(at)), _why(seen))
    span: tuple[float | None, float | None] = min(ends[0]), max(ends[0])
    if work.metric.has_luck:
        span = _sure(question, one, seen, look, values[0], close)
    others = tuple(dict.fromkeys(values[1:]))
    change = (values[0] - start) / one.span
    return Flip(one, values[0], span, change, others, monotone, tuple(work.along(at)), _why(seen))


def turns_of(
    one: Varied, seen: Looked, look: Callable[[Sequence[Value]], list[Measured]], holds: Holds, close: float
) -> list[tuple[float, float]]:
    """Return where an answer turns along an input, each by halving between two points that differ.

    Args:
        one: the input, a number.
        seen: points that were looked at, rising.
        look: finds the metric at further values.
        holds: the answer for a value of the metric, None for none.
        close: how near, as a share of the range; listed values are not halved, whole numbers to neighbours.

    Returns:
        the two values around each turn, rising.
    """
    found = []
    for (low, here), (high, there) in zip(seen, seen[1:], strict=False):
        before, after = holds(here), holds(there)
        if before is None or after is None or before == after:
            continue
        while not one.values and high - low > (1.0 if one.whole else close * one.span):
            middle = float((low + high) // 2) if one.whole else 0.5 * (low + high)
            answer = holds(look([middle])[0])
            if answer is None:
                break
            low, high = (middle, high) if answer == before else (low, middle)
        found.append((low, high))
    return found


def is_monotone(seen: Looked) -> bool:
    """Return whether values only rise or only fall, as far as their intervals let it be said."""
    known = [found for _, found in seen if not math.isnan(found.value)]
    pairs = list(zip(known, known[1:], strict=False))
    return all(b.high >= a.low for a, b in pairs) or all(b.low <= a.high for a, b in pairs)


def _scan(one: Varied, count: int, look: Callable[[Sequence[Value]], list[Measured]]) -> Looked:
    values = sorted({float(value) for value in one.sample(count)} | {one.start})
    return list(zip(values, look(values), strict=True))


def _other(
    turn: tuple[float, float],
    look: Callable[[Sequence[Value]], list[Measured]],
    question: Question,
    stated: bool | None,
) -> float:
    low, high = turn
    return low if question.told(look([low])[0]) is (not stated) else high


def _sure(
    question: Question,
    one: Varied,
    seen: Looked,
    look: Callable[[Sequence[Value]], list[Measured]],
    to: float,
    close: float,
) -> tuple[float | None, float | None]:
    """Return between which values the flip lies: where either end of the interval of the metric turns the answer."""
    ends: list[float | None] = []
    for at in (0, 1):
        turns = turns_of(one, seen, look, lambda found, at=at: question.sure(found)[at], close)  # type: ignore[misc]
        nearest = min((value for turn in turns for value in turn), key=lambda value: abs(value - to), default=None)
        ends.append(nearest)
    known = [value for value in ends if value is not None]
    if len(known) == 2:
        return min(known), max(known)
    if not known:
        return None, None
    return (known[0], None) if known[0] <= to else (None, known[0])


def _why(points: Sequence[tuple[Value, Measured]]) -> str:
    return next((found.why for _, found in points if found.why), "")
