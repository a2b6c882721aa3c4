"""Colours and line styles that every picture shares: told apart without colour too."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito 2008, safe for colour-blind readers
THREAT = "#D55E00"
SHOT = "#0072B2"
SENSOR = "#009E73"
DEFENDED = "#000000"
LAND = "#F2EFE9"
COAST = "#8C8C8C"
MUTED = "#666666"
CREDIT_PT = 6.0
TITLE_PT = 10.0  # at most: a long title is set smaller
CREDIT_LINE_IN = 0.1
LETTER = 0.54
"""Width of a letter as a share of the size of its type, a little more than it is in the mean."""

SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "midcourse",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.dpi": 150,
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the settings of midcourse and without a screen."""
    import matplotlib as mpl

    mpl.use("agg", force=False)
    with mpl.rc_context(SETTINGS):
        yield


def save(figure: Figure, path: Path, ending: str, dots_per_inch: float | None = None) -> None:
    """Write a picture without a date in it, so that the same picture is the same bytes; finer or coarser if asked."""
    import matplotlib.pyplot as plt

    with styled():
        metadata = {"Software": None} if ending == "png" else {"Date": None, "Creator": None}
        figure.savefig(path, metadata=metadata, format=ending, dpi=dots_per_inch or "figure")
    plt.close(figure)


def credit(figure: Figure, text: str) -> None:
    """Write the sources into the lower corner, in as many lines as the width of the picture asks for."""
    words = "\n".join(credit_lines(text, float(figure.get_size_inches()[0])))
    figure.text(0.01, 0.008, words, fontsize=CREDIT_PT, color=MUTED, ha="left", va="bottom", linespacing=1.15)


def credit_lines(text: str, wide_in: float) -> list[str]:
    """Return the sources in lines that a picture of this width holds."""
    most = int(72.0 * wide_in / (CREDIT_PT * LETTER))
    lines = [textwrap.wrap(line, most, break_on_hyphens=False) or [""] for line in text.split("\n")]
    return [line for part in lines for line in part]


def foot_in(text: str, wide_in: float) -> float:
    """Return the height in inches that the sources take below a picture of this width."""
    return CREDIT_LINE_IN * len(credit_lines(text, wide_in))


def wrapped_label(words: str, wide_in: float, size_pt: float) -> str:
    """Return a label in lines that a width holds; lines that are there stay."""
    most = int(72.0 * wide_in / (size_pt * LETTER))
    return "\n".join(part for line in words.split("\n") for part in textwrap.wrap(line, most) or [""])


def title_pt(words: str, wide_in: float) -> float:
    """Return the size in points at which a title fits the width; the longest line counts."""
    longest = max(len(line) for line in words.split("\n"))
    return min(TITLE_PT, 72.0 * wide_in / (LETTER * max(longest, 1)))
