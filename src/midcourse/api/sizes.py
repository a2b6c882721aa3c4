"""Sizes of arsenals and other numbers as they are typed, refused where they cannot be."""

from __future__ import annotations

import math

from midcourse.errors import ScenarioError

SIZES = "100..6000"
KEY = "--sizes"
FORMS = "A..B, A..B:N or N,N,…: warheads from 1 to 100,000, at most 400 sizes"
MOST_WARHEADS, MOST_SIZES, USUAL = 100_000.0, 400, 60


def checked(value: float, key: str, low: float, high: float, is_whole: bool = False) -> float:
    """Return a number between bounds.

    Raises:
        ScenarioError: it is outside, or not whole where it must be.
    """
    allowed = f"{'a whole number' if is_whole else 'a number'} from {low:,g} to {high:,g}"
    if not (math.isfinite(value) and low <= value <= high):
        raise ScenarioError("out of bounds", key=key, got=f"{value:g}", allowed=allowed)
    if is_whole and value != round(value):
        raise ScenarioError("not a whole number", key=key, got=f"{value:g}", allowed=allowed)
    return float(value)


def sizes_of(text: str) -> list[float]:
    """Return the sizes that were typed, in order.

    Args:
        text: `A..B` for some sixty of them with equal ratios, `A..B:N` for N, or each with commas.

    Raises:
        ScenarioError: not in one of these forms, negative, or too many.
    """
    ends, colon, count = text.partition(":")
    low, dots, high = ends.partition("..")
    try:
        if not dots:
            found = [float(part) for part in text.split(",")]
        else:
            first, last, steps = float(low), float(high), int(count) if colon else USUAL
            if first < 1.0:
                raise _outside(first)
            if not 2 <= steps <= MOST_SIZES or last <= first:
                raise ValueError
            found = [round(first * (last / first) ** (at / (steps - 1))) for at in range(steps)]
    except (ValueError, OverflowError):
        raise ScenarioError("not sizes of an arsenal", key=KEY, got=text, allowed=FORMS) from None
    if len(found) > MOST_SIZES:
        raise ScenarioError("too many sizes", key=KEY, got=str(len(found)), allowed=FORMS)
    for one in found:
        if not 1.0 <= one <= MOST_WARHEADS:
            raise _outside(one)
    return sorted({float(one) for one in found})


def _outside(one: float) -> ScenarioError:
    why = "warheads cannot be negative" if one < 0 else "out of bounds"
    return ScenarioError(why, key=KEY, got=f"{one:g}", allowed=FORMS)
