"""The chance of a kill taken apart into links, and the whole beside the closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import MUTED, SENSOR, SHOT, credit, foot_in, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, TALL_IN = 7.2, 5.0


@dataclass(frozen=True)
class Whole:
    """One way to work the answer: its name, the share, the interval or band around it, and what that line means."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    simulated: bool = True
    line: str = ""


def draw(
    title: str, links: Sequence[tuple[str, float | None]], wholes: Sequence[Whole], words: str
) -> Figure:
    """Draw a bar for each link, the share that passes it, and below them the answers of the methods.

    Args:
        title: words above.
        links: name of each link and the share that passes it; None where nothing came so far.
        wholes: the answers beside each other.
        words: sources, for the corner.
    """
    import matplotlib.pyplot as plt

    with styled():
        figure, (top, low) = plt.subplots(
            2, 1, figsize=(WIDE_IN, TALL_IN), sharex=True, height_ratios=(len(links), max(len(wholes), 1) + 0.4)
        )
        bottom = 0.13 + foot_in(words, WIDE_IN) / TALL_IN
        figure.subplots_adjust(left=0.34, right=0.93, bottom=bottom, top=0.9, hspace=0.22)
        for y, (name, value) in enumerate(links):
            top.barh(y, value or 0.0, height=0.6, color=SHOT, alpha=0.75)
            _number(top, value or 0.0, y, "nothing came so far" if value is None else _percent(value))
            top.text(-0.01, y, name, ha="right", va="center", fontsize=8, transform=top.get_yaxis_transform())
        for y, whole in enumerate(wholes):
            colour = SENSOR if whole.simulated else MUTED
            low.barh(
                y, whole.value, height=0.6, color=colour, alpha=0.75, hatch=None if whole.simulated else "//"
            )
            if whole.low is not None and whole.high is not None:
                low.plot([whole.low, whole.high], [y, y], "|-", color="black", lw=1.0, ms=7)
            low.text(
                0.012,
                y,
                _percent(whole.value),
                va="center",
                fontsize=7.5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            )
            low.text(
                -0.01,
                y,
                f"{whole.label}\n{whole.line}" if whole.line else whole.label,
                ha="right",
                va="center",
                fontsize=7.5,
                transform=low.get_yaxis_transform(),
            )
        top.set_title(title, loc="left", fontsize=title_pt(title, 6.8), x=-0.5)
        low.set_xlabel(
            "above: of the warheads that come to the link, the share that passes it\n"
            "below: share of the runs in which no warhead gets through",
            fontsize=8,
        )
        for axes in (top, low):
            axes.set_yticks([])
            axes.invert_yaxis()
            axes.set_xlim(0.0, 1.0)
            axes.xaxis.set_major_formatter(lambda share, _: f"{100.0 * share:.0f} %")
            axes.grid(axis="x", alpha=0.25)
        credit(figure, words)
    return figure


def _percent(share: float) -> str:
    # what is not all or nothing must not read as if it were
    return f"{100.0 * share:.0f} %" if share in (0.0, 1.0) else f"{min(max(100.0 * share, 0.1), 99.9):.1f} %"


def _number(axes: Any, x: float, y: int, words: str) -> None:
    inside = x > 0.9
    axes.annotate(
        words,
        (x, y),
        xytext=(-4 if inside else 4, 0),
        textcoords="offset points",
        ha="right" if inside else "left",
        va="center",
        fontsize=7.5,
        color="black",
    )
