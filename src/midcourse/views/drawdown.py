"""A number against the size of an arsenal, curve by curve with its band, and the levels of treaties marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

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
    import numpy as np
    from matplotlib.figure import Figure

WIDE_IN, PANEL_IN, HEAD_IN = 7.2, 3.9, 0.85
STYLES = ((SHOT, "-"), (THREAT, "--"), (SENSOR, "-."), (DEFENDED, ":"))
TICKS = (1, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000)
LINES = {"treaty": "-", "own": (0, (5, 2)), "size": (0, (1, 2))}
"""Line of a level, by what it is."""
HATCHES = ("", "///", "...", "xxx")


@dataclass(frozen=True)
class Curve:
    """A number over sizes, arrays of shape (sizes,); `low` and `high` are its band, `beside` a thin line."""

    label: str
    x: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    beside: np.ndarray | None = None


class SizeMark(NamedTuple):
    """A size that is marked: of a treaty, the `own` count of a side, or a `size` that is argued about."""

    size: float
    name: str
    kind: str


@dataclass(frozen=True)
class Sheet:
    """The curves, the levels that are marked, and what stands around them; `floor` is the least number shown."""

    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    levels: tuple[SizeMark, ...]
    floor: float
    credit: str
    beside: str = ""


def draw(sheet: Sheet) -> Figure:
    """Draw the curves on axes of equal ratios; lines and bands differ in form as well as in colour."""
    import matplotlib.pyplot as plt

    feet = len(credit_lines(sheet.credit, WIDE_IN))
    foot = 0.55 + 0.1 * feet
    tall = HEAD_IN + PANEL_IN + foot
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        axes: Any = figure.add_axes((0.10, foot / tall, 0.87, PANEL_IN / tall))
        for at, curve in enumerate(sheet.curves):
            _curve(axes, curve, at, sheet.beside if at == 0 else "")
        _axes(axes, sheet)
        _marks(axes, sheet)
        figure.text(
            0.01, 1.0 - 0.18 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center"
        )
        figure.legend(
            *axes.get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(0.0, 1.0 - 0.28 / tall), ncols=2,
            fontsize=7.0, frameon=False, labelcolor=DEFENDED,
        )  # fmt: skip
        credit(figure, sheet.credit)
    return figure


def _curve(axes: Any, curve: Curve, at: int, beside: str) -> None:
    colour, dashes = STYLES[at % len(STYLES)]
    axes.fill_between(
        curve.x, curve.low, curve.high, facecolor=colour, alpha=0.16, lw=0, hatch=HATCHES[at % len(HATCHES)],
        edgecolor=colour, label=f"{curve.label}: 5 to 95 % of the worlds of doubt",
    )  # fmt: skip
    axes.plot(curve.x, curve.value, color=colour, ls=dashes, lw=1.9, label=f"{curve.label}, as stated")
    if curve.beside is not None:
        label = {"label": beside} if beside else {}
        axes.plot(curve.x, curve.beside, color=MUTED, ls=":", lw=1.1, **label)


def _axes(axes: Any, sheet: Sheet) -> None:
    from matplotlib.ticker import NullFormatter

    top = max(float(curve.high.max()) for curve in sheet.curves)
    axes.set_xscale("log")
    axes.set_yscale("log")
    sizes = sheet.curves[0].x
    axes.set_xlim(float(sizes.min()) * 0.93, float(sizes.max()) * 1.08)
    axes.set_ylim(sheet.floor, top * 1.25)
    axes.set_xlabel(sheet.x_label, fontsize=8)
    axes.set_ylabel(sheet.y_label, fontsize=8)
    ticks = [one for one in TICKS if sizes.min() <= one <= sizes.max()]
    axes.set_xticks(ticks, [f"{one:,}" for one in ticks])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    axes.tick_params(labelsize=8)
    axes.grid(alpha=0.25, which="major")
    axes.set_axisbelow(True)


def _marks(axes: Any, sheet: Sheet) -> None:
    """Draw a line at each level with its name upright beside it, at the foot, where no curve runs.

    Treaties have whole lines, sizes of no treaty dotted ones; the own count has a dashed one, its name on the right.
    """
    low, high = axes.get_xlim()
    for one in sheet.levels:
        if not low <= one.size <= high:
            continue
        own = one.kind == "own"
        axes.axvline(one.size, color=DEFENDED if own else MUTED, lw=1.1 if own else 0.8, ls=LINES[one.kind], zorder=1)
        axes.annotate(
            one.name, (one.size, sheet.floor), xytext=(2.5 if own else -2.5, 4), textcoords="offset points",
            rotation=90, fontsize=6.6, ha="left" if own else "right", va="bottom", color=DEFENDED,
            fontweight="bold" if own else "normal",
            bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8},
        )  # fmt: skip
