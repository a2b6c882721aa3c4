"""How narrow the interval of luck was to be, and how narrow it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.report.told import Told


def until_words(asked: float, width: float | None, reached: bool, runs: int, cut: bool) -> str:
    """Return whether the interval of luck became as narrow as it was to be.

    Args:
        asked: the width that it was to have.
        width: that it has, None where no run was fought.
        reached: whether that is narrow enough.
        runs: how many were fought.
        cut: whether the work was interrupted.
    """
    if width is None:
        return f"No run was fought, so there is no interval of luck that could be {asked:g} wide."
    is_so = f"the interval of luck (95 %) is {width:.3g} wide after {runs:,} runs"
    if reached:
        return f"Fought until it was at most {asked:g} wide: {is_so}."
    if cut:
        return f"So far {is_so}; {asked:g} was asked for."
    return f"{is_so[0].upper()}{is_so[1:]}, the most that were allowed; {asked:g} was asked for."


def until_row(told: Told) -> list[tuple[str, str, object]]:
    """Return the row of the answer that says so, none where a number of runs was asked for."""
    summary = told.summary
    if "until_width" not in summary or summary["width"] is None:
        return []
    end = "reached" if summary["width_reached"] else "not reached"
    asked = f"{summary['until_width']:g} was asked for, with at most {summary['runs_most']:,} runs: {end}"
    return [("width of the interval by luck", f"{summary['width']:.3g}", asked)]
