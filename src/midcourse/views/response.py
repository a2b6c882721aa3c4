"""A number against one input at a time: a panel each, with the threshold, the stated value and where it turns."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import (
    DEFENDED,
    MUTED,
    SENSOR,
    SHOT,
    THREAT,
    credit,
    credit_lines,
    styled,
    title_pt,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, PANEL_IN = 7.2, 2.5
LABEL_LETTERS = 28  # a line of the label beside a panel


@dataclass(frozen=True)
class Panel:
    """A number over the values of one input, arrays of shape (points,), NaN where there is none.

    `x` are positions of `words` where the input is no number. `low`, `high` are what luck leaves open. `stated` is
    where the input stands, `turn` where the answer is another first, with the interval that holds it.
    `band` is what doubt leaves open, shape (2, points); `whole` where the input is a count.
    """

    label: str
    x: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    words: tuple[str, ...] = ()
    stated: float | None = None
    turn: float | None = None
    interval: tuple[float, float] | None = None
    band: np.ndarray | None = None
    whole: bool = False


@dataclass(frozen=True)
class Sheet:
    """The panels, and what stands around them; `threshold` is None for none, `counts` for whole numbers."""

    title: str
    y_label: str
    panels: tuple[Panel, ...]
    threshold: float | None
    credit: str
    share: bool = False
    counts: bool = False


def draw(sheet: Sheet) -> Figure:
    """Draw all panels below each other; marks differ in form as well as in colour."""
    import matplotlib.pyplot as plt

    feet = len(credit_lines(sheet.credit, WIDE_IN))
    tall = 0.75 + PANEL_IN * len(sheet.panels) + 0.12 * feet
    with styled():
        figure, axes = plt.subplots(len(sheet.panels), 1, figsize=(WIDE_IN, tall), squeeze=False)
        figure.subplots_adjust(
            left=0.13, right=0.97, top=1.0 - 0.62 / tall, bottom=(0.5 + 0.12 * feet) / tall, hspace=0.42
        )
        for (one,), panel in zip(axes, sheet.panels, strict=True):
            _panel(one, panel, sheet)
        size = title_pt(sheet.title, WIDE_IN)
        figure.text(0.01, 1.0 - 0.16 / tall, sheet.title, fontsize=size, va="center")
        marks: dict[str, Any] = {}
        for (one,) in axes[::-1]:
            handles, words = one.get_legend_handles_labels()
            marks |= dict(zip(words, handles, strict=True))
        figure.legend(
            marks.values(), marks.keys(), loc="upper left", bbox_to_anchor=(0.0, 1.0 - 0.26 / tall), ncols=5,
            fontsize=6.4, frameon=False, labelcolor=DEFENDED,
        )  # fmt: skip
        credit(figure, sheet.credit)
    return figure


def _panel(axes: Any, panel: Panel, sheet: Sheet) -> None:
    from matplotlib.ticker import MaxNLocator

    if sheet.threshold is not None:
        axes.axhline(sheet.threshold, color=THREAT, lw=1.0, ls="--", label="threshold")
    if panel.interval is not None:
        axes.axvspan(*panel.interval, color=THREAT, alpha=0.12, lw=0, label="the turn lies here (95 %)")
    if panel.band is not None and np.isfinite(panel.band).any() and not panel.words:
        axes.fill_between(panel.x, *panel.band, color=SENSOR, alpha=0.18, lw=0, label="5 to 95 % of the worlds: doubt")
    spread = np.clip(np.stack([panel.value - panel.low, panel.high - panel.value]), 0.0, None)
    bars = spread if np.nanmax(spread, initial=0.0) > 0.0 else None
    axes.errorbar(
        panel.x, panel.value, yerr=bars, color=SENSOR, marker="o", ms=3.5, lw=0.0 if panel.words else 1.2,
        elinewidth=1.0, capsize=2.5,
        label="found" if bars is None else "found; bars: what luck leaves open (95 %)",
    )  # fmt: skip
    if panel.stated is not None:
        axes.axvline(panel.stated, color=MUTED, lw=0.9, ls=":", label="as stated")
    if panel.turn is not None:
        axes.plot(
            [panel.turn], [_height(panel, sheet)], color=SHOT, marker="D", ms=7, ls="none",
            mfc="white", mew=1.5, zorder=5, label="the answer turns",
        )  # fmt: skip
    if sheet.counts:
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(panel.label, fontsize=8)
    axes.set_ylabel(textwrap.fill(sheet.y_label, LABEL_LETTERS), fontsize=8)
    axes.tick_params(labelsize=8)
    axes.grid(alpha=0.25)
    if panel.whole:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if panel.words:
        axes.set_xticks(panel.x, panel.words, fontsize=8)
        axes.set_xlim(-0.5, len(panel.words) - 0.5)
    if sheet.share:
        axes.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.3g} %")


def _height(panel: Panel, sheet: Sheet) -> float:
    # on the threshold where the number crosses it; of words there is nothing between
    if panel.words or sheet.threshold is None:
        return float(np.interp(panel.turn or 0.0, panel.x, panel.value))
    return sheet.threshold
