"""The least burnout speed that catches a missile against the launch, a panel for each limit of the flight time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import MUTED, SENSOR, SHOT, THREAT, credit, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE_IN, PANEL_IN, EDGE_IN = 7.2, 2.35, 1.75
KM_S = 1e-3
SIGNS = ("o", "s", "^", "D", "v", "P", "X", "*")
DASHES = ("-", "--", "-.", ":")
COLOURS = (THREAT, SHOT, SENSOR, "#000000", "#CC79A7", "#E69F00", "#56B4E9")


@dataclass(frozen=True)
class Line:
    """One launch point: least speeds in m/s at the launch times, flown and by Lambert's problem, NaN where none does.

    `burnout_s` of the missile; `clock_s` launch by the scenario's own clock, NaN where it never starts.
    """

    name: str
    flown_m_s: np.ndarray
    lambert_m_s: np.ndarray
    burnout_s: float
    clock_s: float


@dataclass(frozen=True)
class Panel:
    """One limit of the flight time."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """All panels; `marks` are speeds that somebody claims, by name."""

    title: str
    launches_s: np.ndarray
    panels: tuple[Panel, ...]
    marks: tuple[tuple[str, float], ...]
    credit: str


def draw(picture: Picture) -> Figure:
    """Draw a panel for each limit; launch points are told apart by signs and dashes too, not by colour alone."""
    import matplotlib.pyplot as plt

    rows = (len(picture.panels) + 1) // 2
    tall_in = rows * PANEL_IN + EDGE_IN
    with styled():
        figure, grid = plt.subplots(
            rows, 2, figsize=(WIDE_IN, tall_in), sharex=True, sharey=True, squeeze=False
        )
        figure.subplots_adjust(
            left=0.08, right=0.98, bottom=0.98 / tall_in, top=1.0 - 0.82 / tall_in, hspace=0.17, wspace=0.06
        )
        for axes, panel in zip(grid.flat, picture.panels, strict=False):
            _panel(axes, picture, panel)
        for axes in grid.flat[len(picture.panels) :]:
            axes.set_axis_off()
        for axes in grid[-1]:
            axes.set_xlabel("launch, s after lift-off", fontsize=8)
        for axes in grid[:, 0]:
            axes.set_ylabel("least burnout speed, km/s", fontsize=8)
        figure.text(
            0.01, 1.0 - 0.13 / tall_in, picture.title, fontsize=title_pt(picture.title, WIDE_IN), va="center"
        )
        handles, words = grid[0, 0].get_legend_handles_labels()
        figure.legend(
            handles, words, loc="upper left", bbox_to_anchor=(0.0, 1.0 - 0.2 / tall_in), ncols=4, fontsize=6.8,
            frameon=False,
        )  # fmt: skip
        credit(figure, picture.credit)
    return figure


def _panel(axes: Any, picture: Picture, panel: Panel) -> None:
    axes.set_title(panel.title, fontsize=8, loc="left")
    for name, speed_m_s in picture.marks:
        axes.axhline(KM_S * speed_m_s, color=MUTED, lw=0.9, ls=(0, (1, 2)))
        axes.annotate(
            f"{name} {KM_S * speed_m_s:.1f}", (0.01, KM_S * speed_m_s), xycoords=("axes fraction", "data"),
            fontsize=6, color=MUTED, ha="left", va="bottom",
        )  # fmt: skip
    for i, line in enumerate(panel.lines):
        style = {"color": COLOURS[i % len(COLOURS)], "lw": 1.2, "ls": DASHES[i % len(DASHES)]}
        sign = SIGNS[i % len(SIGNS)]
        axes.plot(picture.launches_s, KM_S * line.flown_m_s, marker=sign, ms=4, label=line.name, **style)
        axes.plot(picture.launches_s, KM_S * line.lambert_m_s, color=style["color"], lw=0.6, ls=":")
        # where the missile still burns, nobody can know where to aim
        early = picture.launches_s < line.burnout_s
        axes.plot(
            picture.launches_s[early], KM_S * line.flown_m_s[early], ls="", marker=sign, ms=4, color=style["color"],
            mfc="white",
        )  # fmt: skip
        at = np.interp(line.clock_s, picture.launches_s, line.flown_m_s, left=np.nan, right=np.nan)
        axes.plot([line.clock_s], [KM_S * at], ls="", marker="|", ms=11, mew=1.6, color=style["color"])
    axes.tick_params(labelsize=8)
    axes.grid(alpha=0.25)
