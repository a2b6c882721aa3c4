"""A number over two inputs as an emulator has it, with the cells that it was taught as dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from midcourse.views.style import DEFENDED, credit, credit_lines, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, TALL_IN = 7.2, 5.0
SHADES = "cividis"  # readable without colour, and by the colour-blind
LEVELS = 12


@dataclass(frozen=True)
class Surface:
    """A number over two inputs: `value` of shape (len(x), len(y)); `dots` are cells: x, y, number."""

    title: str
    x_label: str
    y_label: str
    label: str
    x: np.ndarray
    y: np.ndarray
    value: np.ndarray
    dots: np.ndarray
    credit: str
    share: bool = False


def draw(surface: Surface) -> Figure:
    """Draw shades of the emulator, and dots in the shade of what was fought: where they stand out, it is wrong."""
    import matplotlib.pyplot as plt
    from matplotlib.ticker import MaxNLocator

    feet = len(credit_lines(surface.credit, WIDE_IN))
    tall = TALL_IN + 0.12 * feet
    ends = [float(f(each)) for f, each in ((np.min, surface.value), (np.max, surface.value))]
    low, high = min(ends[0], float(surface.dots[:, 2].min())), max(ends[1], float(surface.dots[:, 2].max()))
    levels = MaxNLocator(LEVELS).tick_values(low, high if high > low else low + 1.0)
    with styled():
        figure, axes = plt.subplots(figsize=(WIDE_IN, tall))
        figure.subplots_adjust(left=0.11, right=0.99, top=1.0 - 0.42 / tall, bottom=(0.55 + 0.12 * feet) / tall)
        held = axes.contourf(surface.x, surface.y, surface.value.T, levels=levels, cmap=SHADES)
        axes.scatter(
            surface.dots[:, 0], surface.dots[:, 1], c=surface.dots[:, 2], s=22, cmap=SHADES, vmin=levels[0],
            vmax=levels[-1], edgecolors="white", linewidths=0.9, zorder=3, label="cells that were fought",
        )  # fmt: skip
        bar = figure.colorbar(held, ax=axes, pad=0.02)
        bar.set_label(surface.label, fontsize=8)
        bar.ax.tick_params(labelsize=8)
        if surface.share:
            bar.ax.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.3g} %")
        axes.set_xlabel(surface.x_label, fontsize=8)
        axes.set_ylabel(surface.y_label, fontsize=8)
        axes.tick_params(labelsize=8)
        axes.legend(loc="best", fontsize=7.5, framealpha=0.9, labelcolor=DEFENDED)
        figure.text(0.01, 1.0 - 0.2 / tall, surface.title, fontsize=title_pt(surface.title, WIDE_IN), va="center")
        credit(figure, surface.credit)
    return figure
