"""Sobol's indices: of each input the share of the variance that it makes alone, and with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import (
    DEFENDED,
    SENSOR,
    SHOT,
    credit,
    credit_lines,
    styled,
    title_pt,
    wrapped_label,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, ROW_IN, LEFT = 8.6, 0.46, 0.40
NAME_PT = 6.8
KINDS = (
    ("first", -0.19, SHOT, "", "alone (first order)"),
    ("total", 0.19, SENSOR, "////", "with others (total)"),
)
Three = tuple[float, float, float]  # value, and the ends of its interval


@dataclass(frozen=True)
class Row:
    """One input: its name, what is drawn of it, its first-order and its total index."""

    name: str
    range: str
    first: Three
    total: Three


@dataclass(frozen=True)
class Sheet:
    """The rows from above, and what stands around them."""

    title: str
    rows: tuple[Row, ...]
    credit: str


def draw(sheet: Sheet) -> Figure:
    """Draw two bars an input with their intervals; they differ in colour and in hatching."""
    import matplotlib.pyplot as plt

    feet = len(credit_lines(sheet.credit, WIDE_IN))
    rows_in, foot_in, head_in = ROW_IN * len(sheet.rows) + 0.15, 0.52 + 0.1 * feet, 0.62
    tall = head_in + rows_in + foot_in
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        axes: Any = figure.add_axes((LEFT, foot_in / tall, 0.965 - LEFT, rows_in / tall))
        for field, step, colour, hatch, label in KINDS:
            found = [getattr(row, field) for row in sheet.rows]
            at = [place + step for place in range(len(found))]
            around = [[max(v - low, 0.0) for v, low, _ in found], [max(high - v, 0.0) for v, _, high in found]]
            axes.barh(
                at, [one[0] for one in found], height=0.34, color=colour, hatch=hatch, ec="white", lw=0.0, label=label
            )
            axes.errorbar(
                [one[0] for one in found], at, xerr=around, color=DEFENDED, lw=0.0, elinewidth=0.8, capsize=2.0,
                label="95 % of samples of the rows" if field == "total" else None,
            )  # fmt: skip
        names = [f"{row.name}\n{row.range}" for row in sheet.rows]
        labels = [wrapped_label(name, LEFT * WIDE_IN - 0.1, NAME_PT) for name in names]
        axes.set_yticks(range(len(names)), labels, fontsize=NAME_PT)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.axvline(0.0, color=DEFENDED, lw=0.9)
        axes.set_xlabel("share of the variance", fontsize=8)
        axes.tick_params(axis="x", labelsize=8)
        axes.grid(axis="x", alpha=0.25)
        axes.set_axisbelow(True)
        figure.text(0.01, 1.0 - 0.16 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center")
        handles, words = axes.get_legend_handles_labels()
        figure.legend(
            handles, words, loc="upper left", bbox_to_anchor=(0.0, 1.0 - 0.27 / tall), ncols=3, fontsize=6.8,
            frameon=False, labelcolor=DEFENDED,
        )  # fmt: skip
        credit(figure, sheet.credit)
    return figure
