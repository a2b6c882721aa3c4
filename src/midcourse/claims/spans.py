"""Arithmetic of intervals: what a sum or a power can be where its parts lie between two ends."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """All values between two ends, both among them; NaN twice where there is none."""

    low: float
    high: float


def point(value: float) -> Span:
    """Return a value as an interval."""
    return Span(value, value)


def _add(a: Span, b: Span) -> Span:
    return Span(a.low + b.low, a.high + b.high)


def _subtract(a: Span, b: Span) -> Span:
    return Span(a.low - b.high, a.high - b.low)


def _multiply(a: Span, b: Span) -> Span:
    return _ends([x * y for x in a for y in b])


def _divide(a: Span, b: Span) -> Span:
    if b == (0.0, 0.0):
        return point(math.nan)
    if b.low <= 0.0 <= b.high:
        return Span(-math.inf, math.inf)
    return _ends([x / y for x in a for y in b])


def _power(a: Span, b: Span) -> Span:
    whole = b.low == b.high and float(b.low).is_integer() and b.low >= 0.0
    if a.low < 0.0 and not whole:
        return Span(-math.inf, math.inf) if a.low < a.high else point(math.nan)
    if a.low <= 0.0 and b.low < 0.0:
        return Span(-math.inf, math.inf)
    ends = [_raised(x, y) for x in a for y in b]
    # between a negative and a positive number lies nought, where an even power is least
    return _ends([*ends, 0.0] if a.low < 0.0 < a.high else ends)


def _raised(x: float, y: float) -> float:
    try:
        return float(x**y)
    except OverflowError:  # too great for a float; an odd power of what is below nought is below it
        return -math.inf if x < 0.0 and y % 2.0 == 1.0 else math.inf


def _ends(values: Sequence[float]) -> Span:
    if any(math.isnan(value) for value in values):
        return point(math.nan)
    return Span(min(values), max(values))


def _least(spans: Sequence[Span]) -> Span:
    return (
        Span(min(one.low for one in spans), min(one.high for one in spans))
        if _known(spans)
        else point(math.nan)
    )


def _most(spans: Sequence[Span]) -> Span:
    return (
        Span(max(one.low for one in spans), max(one.high for one in spans))
        if _known(spans)
        else point(math.nan)
    )


def _size(spans: Sequence[Span]) -> Span:
    (a,) = spans
    if a.low < 0.0 < a.high:
        return Span(0.0, max(-a.low, a.high))
    return _ends([abs(a.low), abs(a.high)])


def _known(spans: Sequence[Span]) -> bool:
    return not any(math.isnan(end) for one in spans for end in one)


BINARY: dict[type[ast.operator], Callable[[Span, Span], Span]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: _divide,
    ast.Pow: _power,
}
CALLS: dict[str, Callable[[Sequence[Span]], Span]] = {"min": _least, "max": _most, "abs": _size}
