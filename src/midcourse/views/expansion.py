"""Interceptors against the share of warheads that arrives, for several sizes of raid, with a band and fought raids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, foot_in, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, TALL_IN = 7.2, 5.2
LEFT, RIGHT, TOP_IN, BELOW_IN = 0.115, 0.80, 0.62, 0.55
# told apart without colour too; Okabe and Ito 2008
STYLES = (
    (SHOT, "-", "o"),
    (SENSOR, "--", "s"),
    (THREAT, "-.", "^"),
    ("#CC79A7", ":", "D"),
    (DEFENDED, "-", "v"),
)
APART = 0.055  # of the height: labels of levels nearer than this are written in one line


@dataclass(frozen=True)
class Line:
    """One size of raid: interceptors for each share that may arrive, with 5 and 95 % of the doubt; NaN for none.

    `fought` are of simulated raids of this size: the share that arrived, its ends by luck, and the stock.
    """

    label: str
    interceptors: np.ndarray
    low: np.ndarray
    high: np.ndarray
    fought: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The lines over `share`, levels of stocks with their names, and what stands around them."""

    title: str
    share: np.ndarray
    lines: tuple[Line, ...]
    levels: tuple[tuple[str, float], ...]
    floor: float
    credit: str


def draw(sheet: Sheet) -> Figure:
    """Draw the lines on two logarithmic axes; the share that nothing prevents is shaded at the left."""
    import matplotlib.pyplot as plt

    foot = BELOW_IN + foot_in(sheet.credit, WIDE_IN)
    tall = TALL_IN + foot
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        axes: Any = figure.add_axes((LEFT, foot / tall, RIGHT - LEFT, 1.0 - (foot + TOP_IN) / tall))
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(sheet.share[0], 1.0)
        for at, line in enumerate(sheet.lines):
            _line(axes, sheet.share, line, STYLES[at % len(STYLES)])
        _frame(axes, sheet)
        _levels(axes, sheet)
        figure.text(
            0.01, 1.0 - 0.16 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center"
        )
        figure.legend(
            *axes.get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(0.0, 1.0 - 0.24 / tall), ncols=6,
            fontsize=7, frameon=False, handlelength=2.6, columnspacing=1.1,
        )  # fmt: skip
        credit(figure, sheet.credit)
    return figure


def _line(axes: Any, share: np.ndarray, line: Line, style: tuple[str, str, str]) -> None:
    colour, dashes, mark = style
    banded = np.isfinite(line.low) & np.isfinite(line.high)
    axes.fill_between(share, line.low, line.high, where=banded, color=colour, alpha=0.13, lw=0)
    # where no number is enough for some of the doubt the band has a lower end alone
    axes.plot(share, np.where(banded, np.nan, line.low), color=colour, lw=0.9, ls=(0, (1, 1.5)), alpha=0.9)
    axes.plot(share, line.interceptors, color=colour, ls=dashes, lw=1.7, label=line.label)
    for arrived, low, high, stock in line.fought:
        least = float(share[0])
        axes.plot([max(low, least), high], [stock, stock], color=colour, lw=1.3, zorder=5, solid_capstyle="butt")
        none = arrived < least  # beyond the left edge: an open sign that points there
        look = {"mfc": "white", "mec": colour, "mew": 1.3} if none else {"mfc": colour, "mec": "white", "mew": 0.8}
        sign = "<" if none else mark
        axes.plot([max(arrived, least)], [stock], marker=sign, ms=7, ls="none", zorder=6, clip_on=False, **look)


def _frame(axes: Any, sheet: Sheet) -> None:
    finite = [value for line in sheet.lines for value in line.interceptors[np.isfinite(line.interceptors)]]
    axes.set_ylim(0.8, 3.0 * max([10.0, *finite, *(level for _, level in sheet.levels)]))
    if sheet.floor > sheet.share[0]:
        axes.axvspan(sheet.share[0], sheet.floor, color=MUTED, alpha=0.16, lw=0)
        words = "no number of interceptors\nis enough: common failures"
        middle = float(np.sqrt(sheet.share[0] * sheet.floor))
        axes.text(middle, 0.5, words, transform=axes.get_xaxis_transform(), rotation=90, ha="center", va="center",
                  fontsize=8, color=DEFENDED, bbox={"facecolor": "#E3E3E3", "lw": 0, "pad": 2}, zorder=5)  # fmt: skip
    ticks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]
    axes.set_xticks(ticks, [f"{100.0 * tick:g} %" for tick in ticks], fontsize=8)
    axes.xaxis.set_minor_formatter("")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.tick_params(labelsize=8)
    axes.set_xlabel("warheads that arrive, share of the raid", fontsize=8)
    axes.set_ylabel("interceptors", fontsize=8)
    axes.grid(alpha=0.22)
    axes.set_axisbelow(True)


def _levels(axes: Any, sheet: Sheet) -> None:
    bottom, top = np.log(axes.get_ylim())
    rows: list[tuple[float, str]] = []
    for name, level in sorted(sheet.levels, key=lambda pair: pair[1]):
        axes.axhline(level, color=MUTED, lw=0.7, ls=(0, (1, 2)), zorder=1)
        at = float((np.log(level) - bottom) / (top - bottom))
        at = max(at, rows[-1][0] + 0.6 * APART) if rows else at
        rows.append((at, f"{level:,.0f} {name}"))
    for at, words in rows:
        axes.text(1.012, at, words, transform=axes.transAxes, fontsize=6.8, va="center", color=DEFENDED)
