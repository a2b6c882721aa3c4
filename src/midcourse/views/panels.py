"""Lines with bands in a few panels side by side: races by year, exchange against the chance of a hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, foot_in, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, PANEL_IN, HEAD_IN, TITLE_IN, FOOT_IN, GAP_IN = 7.4, 2.15, 0.32, 0.22, 0.55, 0.72
LEFT, RIGHT, BETWEEN = 0.1, 0.975, 0.1  # shares of the width
STYLES = ((SHOT, "-"), (THREAT, "--"), (SENSOR, ":"), (DEFENDED, "-."))


@dataclass(frozen=True)
class Line:
    """One line over x, arrays of shape (points,), with the ends of its band where it has one.

    `marked`: whether each point has a sign, which shows points beside gaps.
    """

    label: str
    x: np.ndarray
    y: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    marked: bool = False


@dataclass(frozen=True)
class Panel:
    """One panel: its lines, levels across it by their words, and how its axes are.

    `stated` is where the input along the axis stands otherwise, None for no mark; `top` the upper end of the axis of
    what has one; `room` by what an axis of powers goes beyond its lines, for words.
    """

    title: str
    lines: tuple[Line, ...]
    x_words: str
    y_words: str
    logarithmic: bool = False
    levels: dict[str, float] = field(default_factory=dict)
    words: str = "upper left"
    stated: float | None = None
    top: float | None = None
    room: float = 1.0


@dataclass(frozen=True)
class Sheet:
    """The panels, and what stands around them."""

    title: str
    panels: tuple[Panel, ...]
    credit: str


def draw(sheet: Sheet) -> Figure:
    """Draw up to three panels side by side, more two in a row; lines differ in dashes as well as in colour."""
    import matplotlib.pyplot as plt

    count = len(sheet.panels)
    columns = count if count < 4 else 2
    rows = -(-count // columns)
    one_in = 1.5 * PANEL_IN if columns == 1 else PANEL_IN
    foot = FOOT_IN + foot_in(sheet.credit, WIDE_IN)
    tall = HEAD_IN + TITLE_IN + rows * one_in + (rows - 1) * GAP_IN + foot
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        wide = (RIGHT - LEFT - BETWEEN * (columns - 1)) / columns
        for at, panel in enumerate(sheet.panels):
            row, column = divmod(at, columns)
            bottom = foot + (rows - 1 - row) * (one_in + GAP_IN)
            box = (LEFT + column * (wide + BETWEEN), bottom / tall, wide, one_in / tall)
            axes: Any = figure.add_axes(box)
            _panel(axes, panel)
        figure.text(
            0.01, 1.0 - 0.18 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center"
        )
        credit(figure, sheet.credit)
    return figure


def _panel(axes: Any, panel: Panel) -> None:
    for at, line in enumerate(panel.lines):
        colour, dashes = STYLES[at % len(STYLES)]
        if line.low is not None and line.high is not None:
            axes.fill_between(line.x, line.low, line.high, color=colour, alpha=0.16, lw=0)
            axes.plot(line.x, line.low, color=colour, ls=dashes, lw=0.5, alpha=0.7)
            axes.plot(line.x, line.high, color=colour, ls=dashes, lw=0.5, alpha=0.7)
        sign = "o" if line.marked else ""
        axes.plot(line.x, line.y, color=colour, ls=dashes, lw=1.8, marker=sign, ms=3.2, label=line.label)
    x = panel.lines[0].x
    axes.set_xlim(float(x[0]), float(x[-1]))
    if panel.logarithmic:
        _logarithmic(axes, panel.lines)
        if panel.room > 1.0:
            axes.set_ylim(top=axes.get_ylim()[1] * panel.room)
    else:
        axes.set_ylim(_bottom(panel.lines), panel.top or _top(panel.lines, panel.levels))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    if x.dtype.kind == "i":
        axes.xaxis.get_major_locator().set_params(integer=True)
    for words, value in panel.levels.items():
        axes.axhline(value, color=MUTED, lw=0.9, ls=(0, (1, 1)))
        axes.annotate(
            words, (1.0, value), xycoords=("axes fraction", "data"), xytext=(-2, 2), textcoords="offset points",
            ha="right", va="bottom", fontsize=6.5, color=MUTED, zorder=4,
            bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.75},
        )  # fmt: skip
    if panel.stated is not None:
        axes.axvline(panel.stated, color=MUTED, lw=0.9, ls=":", label="stated value")
    axes.set_title(panel.title, fontsize=8.5, loc="left", pad=4)
    axes.set_xlabel(panel.x_words, fontsize=8)
    axes.set_ylabel(panel.y_words, fontsize=8)
    axes.tick_params(labelsize=7.5)
    axes.grid(alpha=0.25, color=DEFENDED, lw=0.5)
    axes.set_axisbelow(True)
    axes.legend(loc=panel.words, fontsize=7, frameon=True, framealpha=0.85, edgecolor="none", borderpad=0.3)


def _logarithmic(axes: Any, lines: Sequence[Line]) -> None:
    """Make an axis of powers, with ticks between them where they are few."""
    from matplotlib.ticker import LogLocator, NullFormatter

    axes.set_yscale("log")
    low = min(_finite(line.y if line.low is None else line.low).min() for line in lines)
    high = max(_finite(line.y if line.high is None else line.high).max() for line in lines)
    few = low > 0.0 and high < 300.0 * low
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if few else (1.0,)))
    axes.yaxis.set_minor_formatter(NullFormatter())


def _top(lines: Sequence[Line], levels: dict[str, float]) -> float:
    """Return the upper end of an axis: above all bands and levels, with room for the words."""
    found = [float(_finite(line.y if line.high is None else line.high).max()) for line in lines]
    return 1.3 * max(*found, *levels.values(), 1e-9)


def _bottom(lines: Sequence[Line]) -> float:
    """Return the lower end of an axis: nought, or a little below what is below it."""
    least = min(float(_finite(line.y if line.low is None else line.low).min()) for line in lines)
    return 1.1 * min(0.0, least)


def _finite(values: np.ndarray) -> np.ndarray:
    """Return what there is to see; one where there is nothing."""
    return values[np.isfinite(values)] if np.isfinite(values).any() else np.ones(1)
