"""Bounds of the numbers that the public functions take."""

from __future__ import annotations

from midcourse.errors import ScenarioError

WIDTHS = "a number between 0 and 1, e.g. 0.02"


def checked_width(width: float, key: str = "until_width") -> float:
    """Return the width of an interval of a share that was asked for, refused where no such interval is."""
    if not 0.0 < width < 1.0:
        raise ScenarioError("out of bounds", key=key, got=f"{width:g}", allowed=WIDTHS)
    return width


def bounded(key: str, value: float, low: float, high: float) -> None:
    """Refuse a number out of its bounds, naming the option."""
    if not low <= value <= high:
        raise ScenarioError("out of bounds", key=key, got=f"{value:g}", allowed=f"{low:g} to {high:g}")
