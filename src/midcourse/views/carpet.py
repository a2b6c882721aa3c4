"""A number over two inputs at once: shades for the number, a line where the answer turns, the nearest point of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import DEFENDED, MUTED, THREAT, credit, credit_lines, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, TALL_IN = 7.2, 5.2
BOX = {"boxstyle": "round", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
SHADES = "cividis"  # readable without colour, and by the colour-blind


@dataclass(frozen=True)
class Carpet:
    """A number over two inputs: `value` of shape (len(x), len(y)), NaN where there is none.

    `lines` run where the answer turns, each of shape (points, 2); `stated` is where the inputs stand and `turn` the
    nearest point with another answer; `words` are written at their places. `steps` where the number is a small count,
    drawn in as many shades; `whole` says which inputs are counts.
    """

    title: str
    x_label: str
    y_label: str
    label: str
    x: np.ndarray
    y: np.ndarray
    value: np.ndarray
    lines: tuple[np.ndarray, ...]
    stated: tuple[float, float] | None
    turn: tuple[float, float] | None
    credit: str
    words: tuple[tuple[float, float, str], ...] = ()
    steps: int = 0
    share: bool = False
    whole: tuple[bool, bool] = (False, False)


def draw(carpet: Carpet) -> Figure:
    """Draw shades at the points that were worked, numbers in them where they fit, and the line between yes and no."""
    import matplotlib.pyplot as plt
    from matplotlib.ticker import MaxNLocator

    feet = len(credit_lines(carpet.credit, WIDE_IN))
    tall = TALL_IN + 0.12 * feet
    with styled():
        figure, axes = plt.subplots(figsize=(WIDE_IN, tall))
        figure.subplots_adjust(left=0.11, right=0.99, top=1.0 - 0.42 / tall, bottom=(0.55 + 0.12 * feet) / tall)
        shades = plt.get_cmap(SHADES, carpet.steps + 1) if carpet.steps else plt.get_cmap(SHADES)
        low, high = (-0.5, carpet.steps + 0.5) if carpet.steps else (None, None)
        held = axes.pcolormesh(
            carpet.x, carpet.y, carpet.value.T, cmap=shades, shading="nearest", vmin=low, vmax=high
        )
        bar = figure.colorbar(held, ax=axes, pad=0.02, ticks=range(carpet.steps + 1) if carpet.steps else None)
        bar.set_label(carpet.label, fontsize=8)
        bar.ax.tick_params(labelsize=8)
        if carpet.share:
            bar.ax.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.3g} %")
        _points(axes, carpet)
        _marks(axes, carpet)
        axes.set_xlabel(carpet.x_label, fontsize=8)
        axes.set_ylabel(carpet.y_label, fontsize=8)
        axes.tick_params(labelsize=8)
        for axis, whole in zip((axes.xaxis, axes.yaxis), carpet.whole, strict=True):
            if whole:
                axis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(carpet.x[0], carpet.x[-1])
        axes.set_ylim(carpet.y[0], carpet.y[-1])
        figure.text(0.01, 1.0 - 0.2 / tall, carpet.title, fontsize=title_pt(carpet.title, WIDE_IN), va="center")
        credit(figure, carpet.credit)
    return figure


def _points(axes: Any, carpet: Carpet) -> None:
    # each shade is that of the point in its middle; where there is none, no number was found
    known = np.isfinite(carpet.value)
    x, y = np.meshgrid(carpet.x, carpet.y, indexing="ij")
    axes.plot(x[known], y[known], color="white", marker=".", ms=2.5, mew=0, ls="none", alpha=0.8)
    if not known.all():
        axes.set_facecolor("white")
        axes.plot(
            x[~known], y[~known], color=MUTED, marker="x", ms=4, ls="none", label="no answer there", clip_on=False
        )


def _marks(axes: Any, carpet: Carpet) -> None:
    for i, line in enumerate(carpet.lines):
        # white below, so that it stands out on every shade
        axes.plot(*line.T, color="white", lw=4.0, solid_capstyle="round")
        axes.plot(*line.T, color=THREAT, lw=2.0, label="the answer turns" if i == 0 else None)
    if carpet.stated is not None:
        axes.plot(
            *carpet.stated, color="white", marker="o", ms=8, mec=DEFENDED, ls="none", zorder=5, label="as stated",
            clip_on=False,
        )  # fmt: skip
    if carpet.turn is not None:
        axes.plot(
            *carpet.turn, color="white", marker="D", ms=8, mec=THREAT, mew=2.0, ls="none", zorder=5,
            label="smallest change of both", clip_on=False,
        )  # fmt: skip
    for x, y, word in carpet.words:
        axes.text(x, y, word, ha="center", va="center", fontsize=11, color=DEFENDED, bbox=BOX)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="best", fontsize=7.5, framealpha=0.9)
