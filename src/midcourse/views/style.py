"""Colours and line styles that every picture shares: told apart without colour too."""

from __future__ import annotations

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


def save(figure: Figure, path: Path, ending: str) -> None:
    """Write a picture without a date in it, so that the same picture is the same bytes."""
    import matplotlib.pyplot as plt

    with styled():
        metadata = {"Software": None} if ending == "png" else {"Date": None, "Creator": None}
        figure.savefig(path, metadata=metadata, format=ending)
    plt.close(figure)


def credit(figure: Figure, text: str) -> None:
    """Write the sources into the lower corner."""
    figure.text(0.01, 0.008, text, fontsize=6, color=MUTED, ha="left", va="bottom")
