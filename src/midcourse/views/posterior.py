"""Densities of a chance under several ways of counting, and their intervals side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import DEFENDED, SENSOR, SHOT, THREAT, credit, credit_lines, styled, title_pt

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure

WIDE_IN, DENSITY_IN, ROW_IN = 7.2, 2.6, 0.28
HEAD_IN, GAP_IN, FOOT_IN = 0.4, 0.12, 0.5
LEFT, RIGHT = 0.27, 0.96  # shares of the width between which the panels stand
STYLES = ((SHOT, "-"), (THREAT, "--"), (SENSOR, ":"))


@dataclass(frozen=True)
class Curve:
    """A density over chances, arrays of shape (points,), with its mean and the ends of its interval."""

    label: str
    x: np.ndarray
    density: np.ndarray
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Sheet:
    """The curves, and what stands around them."""

    title: str
    curves: tuple[Curve, ...]
    credit: str


def draw(sheet: Sheet) -> Figure:
    """Draw the densities above and a bar for each interval below; lines differ in dashes as well as in colour."""
    import matplotlib.pyplot as plt

    foot = FOOT_IN + 0.1 * len(credit_lines(sheet.credit, WIDE_IN))
    rows = ROW_IN * len(sheet.curves) + 0.1
    tall = HEAD_IN + DENSITY_IN + GAP_IN + rows + foot
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        box = (LEFT, (foot + rows + GAP_IN) / tall, RIGHT - LEFT, DENSITY_IN / tall)
        top: Any = figure.add_axes(box)
        bars: Any = figure.add_axes((LEFT, foot / tall, RIGHT - LEFT, rows / tall), sharex=top)
        for at, curve in enumerate(sheet.curves):
            colour, dashes = STYLES[at % len(STYLES)]
            top.plot(curve.x, curve.density, color=colour, ls=dashes, lw=1.8)
            bars.plot([curve.low, curve.high], [at, at], color=colour, ls=dashes, lw=2.2, solid_capstyle="butt")
            bars.plot([curve.low, curve.high], [at, at], color=colour, ls="none", marker="|", ms=8, mew=1.6)
            bars.plot([curve.mean], [at], color=colour, marker="o", ms=5, ls="none")
        _axes(top, bars, sheet)
        figure.text(0.01, 1.0 - 0.18 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center")
        credit(figure, sheet.credit)
    return figure


def _axes(top: Any, bars: Any, sheet: Sheet) -> None:
    top.set_xlim(0.0, 1.0)
    # a density that rises without end at 0 or 1 is cut
    top.set_ylim(0.0, 1.12 * max(float(curve.density[5:-5].max()) for curve in sheet.curves))
    top.set_ylabel("density", fontsize=8)
    top.tick_params(labelbottom=False, labelsize=8)
    bars.set_yticks(range(len(sheet.curves)), [curve.label for curve in sheet.curves], fontsize=7.5)
    bars.set_ylim(len(sheet.curves) - 0.4, -0.6)
    bars.tick_params(axis="y", length=0)
    bars.tick_params(axis="x", labelsize=8)
    bars.set_xlabel("chance of a hit", fontsize=8)
    bars.xaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.3g} %")
    for axes in (top, bars):
        axes.grid(axis="x", alpha=0.25, color=DEFENDED)
        axes.set_axisbelow(True)
