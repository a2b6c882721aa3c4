"""How much gets through against an input, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.report.names import percent

if TYPE_CHECKING:
    from midcourse.analysis.leakage import Point
    from midcourse.api.leakage import Leakage
    from midcourse.campaign.estimate import Estimate

UNFOUGHT = "In none of the worlds can the missiles reach their aims."


def headline(found: Leakage) -> str:
    """Return the share that gets through at the first and the last value of the input that moves it most."""
    ends: list[tuple[str, list[Point]]] = []
    for axis in found.axes:
        points = [one for one in found.of(axis) if one.leak is not None]
        if points:
            ends.append((axis.name, [points[0], points[-1]]))
    if not ends:
        return UNFOUGHT
    name, (first, last) = max(ends, key=lambda one: _moved(one[1]))
    if first is last:
        return f"With {name} at {_value(first)}, {_share(first)} of the warheads gets through{_doubt(first)}."
    most = "; no other input moves it more" if len(ends) > 1 else ""
    return (
        f"{name} from {_value(first)} to {_value(last)} takes the share of warheads that gets through from "
        f"{_share(first)}{_doubt(first)} to {_share(last)}{_doubt(last)}{most}."
    )


def _leak(one: Point) -> Estimate:
    assert one.leak is not None
    return one.leak


def _moved(ends: list[Point]) -> float:
    return abs(_leak(ends[1]).value - _leak(ends[0]).value)


def _value(one: Point) -> str:
    return f"{one.x:.3g}" if one.axis == "kill-probability" else f"{one.value:g}"


def _share(one: Point) -> str:
    return percent(_leak(one).value)


def _doubt(one: Point) -> str:
    leak = _leak(one)
    if leak.doubt is None:
        return f" ({percent(leak.low)} to {percent(leak.high)} by luck)"
    return f" ({percent(leak.doubt['low'])} to {percent(leak.doubt['high'])} with doubt)"
