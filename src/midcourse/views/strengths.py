"""One bar an input with its interval, and the line that chance alone seldom passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import (
    DEFENDED,
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

WIDE_IN, ROW_IN, LEFT = 8.6, 0.36, 0.42
NAME_PT = 6.8


@dataclass(frozen=True)
class Strength:
    """One input: its name, its number with the ends of its interval, and whether it is beyond chance."""

    name: str
    value: float
    low: float
    high: float
    sure: bool


@dataclass(frozen=True)
class Sheet:
    """The bars from above, and what stands around them; `beyond` is None where there is no line of chance."""

    title: str
    x_label: str
    rows: tuple[Strength, ...]
    credit: str
    beyond: float | None = None
    share: bool = False


def draw(sheet: Sheet) -> Figure:
    """Draw the bars; what may be chance is pale and hatched."""
    import matplotlib.pyplot as plt

    feet = len(credit_lines(sheet.credit, WIDE_IN))
    rows_in, foot_in, head_in = ROW_IN * len(sheet.rows) + 0.15, 0.52 + 0.1 * feet, 0.62
    tall = head_in + rows_in + foot_in
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        axes: Any = figure.add_axes((LEFT, foot_in / tall, 0.965 - LEFT, rows_in / tall))
        _bars(axes, sheet)
        if sheet.beyond is not None:
            for side in (-sheet.beyond, sheet.beyond):
                label = "passed by chance in five cases of a hundred" if side > 0.0 else None
                axes.axvline(side, color=THREAT, lw=1.0, ls="--", label=label)
        axes.axvline(0.0, color=DEFENDED, lw=0.9)
        axes.set_xlabel(sheet.x_label, fontsize=8)
        axes.tick_params(axis="x", labelsize=8)
        if sheet.share:
            axes.xaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.3g} %")
        axes.grid(axis="x", alpha=0.25)
        axes.set_axisbelow(True)
        figure.text(0.01, 1.0 - 0.16 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center")
        handles, words = axes.get_legend_handles_labels()
        figure.legend(
            handles, words, loc="upper left", bbox_to_anchor=(0.0, 1.0 - 0.27 / tall), ncols=4, fontsize=6.8,
            frameon=False, labelcolor=DEFENDED,
        )  # fmt: skip
        credit(figure, sheet.credit)
    return figure


def _bars(axes: Any, sheet: Sheet) -> None:
    for sure, colour, hatch, label in ((True, SHOT, "", "beyond chance"), (False, "white", "////", "may be chance")):
        found = [(at, row) for at, row in enumerate(sheet.rows) if row.sure == sure]
        if found:
            axes.barh(
                [at for at, _ in found], [row.value for _, row in found], height=0.6, color=colour, hatch=hatch,
                ec=SHOT if not sure else "white", lw=0.6, label=label,
            )  # fmt: skip
    ends = [(max(one.value - one.low, 0.0), max(one.high - one.value, 0.0)) for one in sheet.rows]
    axes.errorbar(
        [one.value for one in sheet.rows], range(len(sheet.rows)), xerr=list(zip(*ends, strict=True)), color=DEFENDED,
        lw=0.0, elinewidth=0.9, capsize=2.0, label="95 %",
    )  # fmt: skip
    labels = [wrapped_label(one.name, LEFT * WIDE_IN - 0.1, NAME_PT) for one in sheet.rows]
    axes.set_yticks(range(len(labels)), labels, fontsize=NAME_PT)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
