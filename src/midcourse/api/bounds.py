"""Bounds of the numbers that the public functions take."""

from __future__ import annotations

from midcourse.errors import ScenarioError


def bounded(key: str, value: float, low: float, high: float) -> None:
    """Refuse a number out of its bounds, naming the option."""
    if not low <= value <= high:
        raise ScenarioError("out of bounds", key=key, got=f"{value:g}", allowed=f"{low:g} to {high:g}")
