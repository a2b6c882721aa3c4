"""How far each radar of a scenario sees, against cross section: a panel each, with its band of doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE_IN, PANEL_IN, EDGE_IN = 8.0, 3.3, 1.5
KM = 1e-3
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number."


@dataclass(frozen=True)
class Panel:
    """One radar: ranges in m by cross section, shape (n,), `low_m` and `high_m` None without doubt.

    `shown` are objects of the raid by cross section in m2, `horizons` slant ranges in m at which objects of some
    altitudes stand on its lowest elevation, `published` cross section in m2, range in m and who says it.
    """

    title: str
    rcs_m2: np.ndarray
    look_m: np.ndarray
    search_m: np.ndarray
    search_words: str
    low_m: np.ndarray | None
    high_m: np.ndarray | None
    shown: tuple[tuple[str, float], ...]
    horizons: tuple[tuple[str, float], ...]
    published: tuple[tuple[float, float, str], ...]


def draw(title: str, panels: tuple[Panel, ...], note: str) -> Axes:
    """Draw the panels, two in a row, with the same axes."""
    import matplotlib.pyplot as plt

    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    tall_in = rows * PANEL_IN + EDGE_IN
    with styled():
        figure, grid = plt.subplots(
            rows, columns, figsize=(WIDE_IN, tall_in), sharex=True, sharey=True, squeeze=False, dpi=200
        )
        figure.subplots_adjust(
            left=0.085, right=0.985, bottom=1.12 / tall_in, top=1.0 - 0.62 / tall_in, wspace=0.09, hspace=0.2
        )
        for axes, panel in zip(grid.flat, panels, strict=False):
            _panel(axes, panel)
        low, high = _limits(panels)
        grid[0, 0].set_ylim(low, high)
        for axes in grid.flat[len(panels) :]:
            axes.set_axis_off()
        for axes, panel in zip(grid.flat, panels, strict=False):
            _marks(axes, panel)
        for k in range(len(panels)):
            if k + columns >= len(panels):
                grid.flat[k].set_xlabel("radar cross section, m²", fontsize=8)
                grid.flat[k].tick_params(labelbottom=True)
        for axes in grid[:, 0]:
            axes.set_ylabel("slant range of an even chance, km", fontsize=8)
        figure.text(0.01, 1.0 - 0.17 / tall_in, title, fontsize=title_pt(title, WIDE_IN), va="center")
        handles, words = _handles(grid.flat[: len(panels)])
        figure.legend(
            handles, words, loc="lower left", bbox_to_anchor=(0.0, 0.3 / tall_in), ncols=3, fontsize=7.2,
            frameon=False,
        )  # fmt: skip
        credit(figure, f"{note}\n{CREDIT}")
    return grid[0, 0]


def _panel(axes: Any, panel: Panel) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_title(panel.title, fontsize=8, loc="left")
    if panel.low_m is not None and panel.high_m is not None:
        axes.fill_between(
            panel.rcs_m2, KM * panel.low_m, KM * panel.high_m, color=SENSOR, alpha=0.18, lw=0.0,
            label="nine in ten worlds of doubt",
        )  # fmt: skip
    axes.plot(panel.rcs_m2, KM * panel.look_m, color=SENSOR, lw=1.8, label="one look at a known place")
    axes.plot(panel.rcs_m2, KM * panel.search_m, color=SHOT, lw=1.3, ls="--", label=panel.search_words)
    for rcs_m2, range_m, who in panel.published:
        axes.plot(rcs_m2, KM * range_m, "*", color=DEFENDED, mec="white", ms=10, zorder=6, ls="", label=who)
    axes.grid(alpha=0.25, which="major")
    axes.tick_params(labelsize=8)
    axes.set_xlim(panel.rcs_m2[0], panel.rcs_m2[-1])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def _limits(panels: tuple[Panel, ...]) -> tuple[float, float]:
    every = [line for panel in panels for line in (panel.look_m, panel.search_m, panel.low_m, panel.high_m)]
    values = np.concatenate([line for line in every if line is not None])
    held = values[values > 0.0]
    return KM * float(held.min()) / 1.5, KM * float(held.max()) * 1.25


def _marks(axes: Any, panel: Panel) -> None:
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=1.8, foreground="white")]
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    for words, range_m in panel.horizons:
        if low < KM * range_m < high:
            axes.axhline(KM * range_m, color=MUTED, lw=0.8, ls=(0, (1, 2)), zorder=1.5)
            axes.annotate(
                words, (left, KM * range_m), xytext=(2.0, 1.0), textcoords="offset points", fontsize=6,
                color=MUTED, ha="left", va="bottom", path_effects=halo,
            )  # fmt: skip
    for words, rcs_m2 in panel.shown:
        if left <= rcs_m2 <= right:
            axes.axvline(rcs_m2, color=THREAT, lw=0.9, ls="-.", zorder=1.5)
            axes.annotate(
                f" {words}", (rcs_m2, low), xytext=(0.0, 3.0), textcoords="offset points", fontsize=6.3,
                color=THREAT, rotation=90, ha="right", va="bottom", path_effects=halo,
            )  # fmt: skip


def _handles(panels: Any) -> tuple[list[Any], list[str]]:
    found: dict[str, Any] = {}
    for axes in panels:
        for handle, words in zip(*axes.get_legend_handles_labels(), strict=True):
            found.setdefault(words, handle)
    return list(found.values()), list(found)
