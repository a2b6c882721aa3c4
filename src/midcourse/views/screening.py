"""Morris' plane: how much each input does, against how unequal it is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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

WIDE_IN, TALL_IN = 7.2, 4.6
MARKS = "osD^vP*X<>"  # told apart without colour too
COLOURS = (SHOT, THREAT, SENSOR, DEFENDED, MUTED)


@dataclass(frozen=True)
class Spot:
    """One input: its name, mu* with its interval, and sigma."""

    name: str
    mu_star: float
    low: float
    high: float
    sigma: float


@dataclass(frozen=True)
class Sheet:
    """The inputs, the strongest first, up to where luck alone goes, and what stands around them."""

    title: str
    label: str
    spots: tuple[Spot, ...]
    luck: float
    credit: str


def draw(sheet: Sheet) -> Figure:
    """Draw a mark an input; above the dashed line what it does hangs on the others."""
    import matplotlib.pyplot as plt

    feet = len(credit_lines(sheet.credit, WIDE_IN))
    tall = TALL_IN + 0.12 * feet
    with styled():
        figure, axes = plt.subplots(figsize=(WIDE_IN, tall))
        figure.subplots_adjust(left=0.1, right=0.66, top=1.0 - 0.42 / tall, bottom=(0.55 + 0.12 * feet) / tall)
        most = max((max(one.high, one.sigma) for one in sheet.spots), default=0.0) * 1.08 or 1.0
        if sheet.luck > 0.0:
            axes.axvspan(0.0, sheet.luck, color=MUTED, alpha=0.18, lw=0, label="luck alone may make this")
        axes.plot([0.0, most], [0.0, most], color=MUTED, lw=0.9, ls="--", label="sigma as large as mu*")
        for i, one in enumerate(sheet.spots):
            _spot(axes, one, MARKS[i % len(MARKS)], COLOURS[i % len(COLOURS)])
        axes.set_xlim(0.0, most)
        axes.set_ylim(-0.03 * most, most)
        axes.set_xlabel(f"mu*: mean size of a step, {sheet.label}", fontsize=8)
        axes.set_ylabel("sigma: how unequal the steps are", fontsize=8)
        axes.tick_params(labelsize=8)
        axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0), fontsize=6.8, frameon=False)
        figure.text(0.01, 1.0 - 0.2 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center")
        credit(figure, sheet.credit)
    return figure


def _spot(axes: Any, one: Spot, mark: str, colour: str) -> None:
    around = [[max(one.mu_star - one.low, 0.0)], [max(one.high - one.mu_star, 0.0)]]
    axes.errorbar(
        [one.mu_star], [one.sigma], xerr=around, color=colour, marker=mark, ms=6, lw=0.0, elinewidth=0.9, capsize=2.0,
        label=one.name, clip_on=False,
    )  # fmt: skip
