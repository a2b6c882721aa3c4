"""Bounds of the numbers that the public functions take."""

from __future__ import annotations

from midcourse.errors import ScenarioError

MAX_RUNS = 10_000_000
MAX_SEED = 2**63 - 1
MAX_WORLDS = 10_000
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


def bounded_luck(runs: int, worlds: int, seed: int) -> None:
    """Refuse numbers that say how luck and doubt are drawn, where one is out of its bounds."""
    bounded("runs", runs, 1, MAX_RUNS)
    bounded("worlds", worlds, 0, MAX_WORLDS)
    bounded("seed", seed, 0, MAX_SEED)


def whole(text: str, key: str, low: int, high: int, of_years: bool = False, where: str = "") -> int:
    """Return a whole number between bounds that was typed; a year is written without a separator.

    Args:
        text: as typed.
        key: name of the option.
        low, high: bounds, both allowed.
        of_years: whether it is a year.
        where: said behind what is allowed, with a space before it.

    Raises:
        ScenarioError: not a whole number, or out of its bounds.
    """
    allowed = f"a year from {low} to {high}" if of_years else f"a whole number from {low:,} to {high:,}"
    allowed += where
    try:
        value = int(text)
    except ValueError:
        raise ScenarioError("not a whole number", key=key, got=text, allowed=allowed) from None
    if not low <= value <= high:
        raise ScenarioError("out of bounds", key=key, got=text, allowed=allowed)
    return value
