"""A tornado: bars from what a number is as stated to what it is at the low and at the high of each input."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import (
    DEFENDED,
    SENSOR,
    SHOT,
    THREAT,
    credit,
    credit_lines,
    styled,
    title_pt,
    wrapped_label,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, ROW_IN, BAND_IN = 8.6, 0.36, 0.24
NAME_PT = 6.8
LEFT = 0.40  # share of the width that names take
FAINT = 0.35

Three = tuple[float, float, float]  # value, and the ends of its interval


@dataclass(frozen=True)
class Row:
    """One input: its name, its range and what is said of its ends, the number at low and at high, NaN for none.

    `sure` is False where luck alone may make the bar.
    """

    name: str
    range: str
    at_low: Three
    at_high: Three
    sure: bool


@dataclass(frozen=True)
class Range:
    """What the numbers of a grade and better leave open by themselves."""

    name: str
    low: float
    high: float
    remark: str


@dataclass(frozen=True)
class Sheet:
    """The rows from above, the ranges below them, and what stands around; `share` where the number is one."""

    title: str
    x_label: str
    stated: float
    rows: tuple[Row, ...]
    ranges: tuple[Range, ...]
    credit: str
    share: bool = False


def draw(sheet: Sheet) -> Figure:
    """Draw bars, and the ranges of grades in a panel below; low and high differ in colour and in hatching."""
    import matplotlib.pyplot as plt

    feet = len(credit_lines(sheet.credit, WIDE_IN))
    rows_in, ranges_in = ROW_IN * max(len(sheet.rows), 1) + 0.15, BAND_IN * len(sheet.ranges) + 0.1
    foot_in, head_in, gap_in = 0.52 + 0.1 * feet, 0.62, 0.3 if sheet.ranges else 0.0
    tall = head_in + rows_in + gap_in + (ranges_in if sheet.ranges else 0.0) + foot_in
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        wide = 0.965 - LEFT
        top: Any = figure.add_axes((LEFT, 1.0 - (head_in + rows_in) / tall, wide, rows_in / tall))
        _bars(top, sheet)
        last = top
        if sheet.ranges:
            last = figure.add_axes((LEFT, foot_in / tall, wide, ranges_in / tall), sharex=top)
            _ranges(last, sheet)
            top.tick_params(labelbottom=False)
        last.set_xlabel(sheet.x_label, fontsize=8)
        figure.text(0.01, 1.0 - 0.16 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center")
        _legend(figure, 1.0 - 0.27 / tall, sheet)
        credit(figure, sheet.credit)
    return figure


def _bars(axes: Any, sheet: Sheet) -> None:
    for at, row in enumerate(sheet.rows):
        alpha = 1.0 if row.sure else FAINT
        ends = ((row.at_low, THREAT, "////"), (row.at_high, SHOT, ""))
        # where both go the same way, the shorter lies on the longer
        for end, colour, hatch in sorted(ends, key=lambda one: -abs(one[0][0] - sheet.stated)):
            value, low, high = end
            if math.isnan(value) or math.isnan(sheet.stated):
                continue
            axes.barh(
                at, value - sheet.stated, left=sheet.stated, height=0.62, color=colour, alpha=alpha, hatch=hatch,
                edgecolor="white", lw=0.0,
            )  # fmt: skip
            if math.isfinite(high - low) and high > low:
                around = [[max(value - low, 0.0)], [max(high - value, 0.0)]]
                step = 0.1 if colour == SHOT else -0.1  # whiskers of both ends do not lie on each other
                axes.errorbar(
                    [value], [at + step], xerr=around, color=DEFENDED, lw=0.0, elinewidth=0.8, capsize=1.8,
                    capthick=0.8, alpha=max(alpha, 0.5),
                )  # fmt: skip
    _rows(axes, sheet, [f"{row.name}\n{row.range}" for row in sheet.rows])


def _ranges(axes: Any, sheet: Sheet) -> None:
    for at, one in enumerate(sheet.ranges):
        axes.plot([one.low, one.high], [at, at], color=SENSOR, lw=3.0, solid_capstyle="butt")
        axes.plot([one.low, one.high], [at, at], color=SENSOR, marker="|", ms=7, ls="none", mew=1.6)
    _rows(axes, sheet, [f"{one.name} ({one.remark})" for one in sheet.ranges])


def _rows(axes: Any, sheet: Sheet, names: list[str]) -> None:
    labels = [wrapped_label(name, LEFT * WIDE_IN - 0.1, NAME_PT) for name in names]
    axes.set_yticks(range(len(names)), labels, fontsize=NAME_PT)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x", alpha=0.25)
    axes.set_axisbelow(True)
    axes.use_sticky_edges = False
    axes.margins(x=0.06)
    if not math.isnan(sheet.stated):
        axes.axvline(sheet.stated, color=DEFENDED, lw=0.9)
    if sheet.share:
        axes.xaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.3g} %")


def _legend(figure: Any, above: float, sheet: Sheet) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(fc=THREAT, hatch="////", ec="white", lw=0.0),
        Patch(fc=SHOT, lw=0.0),
        Line2D([], [], color=DEFENDED, lw=0.9),
    ]
    words = ["at its low", "at its high", "as stated"]
    if any(row.at_low[2] > row.at_low[1] or row.at_high[2] > row.at_high[1] for row in sheet.rows):
        handles.append(Line2D([], [], color=DEFENDED, lw=0.8, marker="|", ms=4))
        words.append("luck, 95 %, against stated")
    if not all(row.sure for row in sheet.rows):
        handles.append(Patch(fc=SHOT, alpha=FAINT, lw=0.0))
        words.append("pale: may be luck")
    if sheet.ranges:
        handles.append(Line2D([], [], color=SENSOR, lw=3.0))
        words.append("worlds by grade, 5 to 95 %")
    figure.legend(
        handles, words, loc="upper left", bbox_to_anchor=(0.0, above), ncols=len(words), fontsize=6.8, frameon=False,
        labelcolor=DEFENDED, columnspacing=1.4,
    )  # fmt: skip
