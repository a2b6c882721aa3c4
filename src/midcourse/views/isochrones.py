"""When an interceptor can be where: lines of equal time of flight, in range and altitude and on the globe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes, frame, ground, label
from midcourse.views.rings import Ring
from midcourse.views.style import DEFENDED, MUTED, SHOT, credit, styled, title_pt

if TYPE_CHECKING:
    from collections.abc import Sequence

CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number."
MOST_LINES = 12
DASHES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 2, 1, 2)))
COLOURS = (SHOT, "#009E73", "#D55E00", "#CC79A7")


@dataclass(frozen=True)
class Fan:
    """Least times of flight in s over ranges and altitudes in m, shape (altitudes, ranges), infinite out of reach."""

    title: str
    ranges_m: np.ndarray
    altitudes_m: np.ndarray
    times_s: np.ndarray
    floor_m: float
    ceiling_m: float
    limit_s: float
    ready_s: float


@dataclass(frozen=True)
class Reached:
    """The rings of one altitude: the farthest places within each of the times."""

    altitude_m: float
    times_s: tuple[float, ...]
    rings: tuple[Ring, ...]


def draw_fan(fan: Fan, rerun: str = "") -> Any:
    """Draw lines of equal time over range and altitude; what is out of reach stays white."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(7.2, 4.6))
        figure.subplots_adjust(left=0.1, right=0.98, bottom=0.17, top=0.9)
        times = np.where(np.isfinite(fan.times_s), fan.times_s, np.nan)
        x, y = fan.ranges_m / 1e3, fan.altitudes_m / 1e3
        levels = _levels(float(np.nanmin(times)), float(np.nanmax(times)))
        axes.contourf(x, y, times, levels=[0.0, fan.limit_s], colors=[SHOT], alpha=0.10)
        lines = axes.contour(x, y, times, levels=levels, colors=SHOT, linewidths=1.0)
        axes.clabel(lines, fmt=lambda value: f"{value:.0f} s", fontsize=7)
        for height, words in ((fan.floor_m, "floor"), (fan.ceiling_m, "ceiling")):
            if 0.0 < height < fan.altitudes_m[-1]:
                axes.axhline(height / 1e3, color=MUTED, lw=0.9, ls=":")
                axes.annotate(
                    words, (0.995, height / 1e3), xycoords=("axes fraction", "data"), fontsize=7, color=MUTED,
                    ha="right", va="bottom",
                )  # fmt: skip
        axes.set_xlabel("distance over the ground, km")
        axes.set_ylabel("altitude, km")
        axes.set_xlim(left=0.0)
        axes.set_ylim(bottom=0.0)
        axes.grid(alpha=0.2)
        axes.set_title(fan.title, loc="left", fontsize=title_pt(fan.title, 7.2))
        words = "Least time of flight, no rotation of the Earth. Of use from"
        words += f" {fan.ready_s:.0f} s after launch to {fan.limit_s:.0f} s."
        credit(figure, f"{rerun}\n{words}\n{CREDIT}".strip())
    return axes


def draw_globe(
    lat_deg: float, lon_deg: float, place: str, title: str, reached: Sequence[Reached], rerun: str = ""
) -> Any:
    """Draw the farthest places within some times on a map about the launcher, a style of line for each altitude."""
    import matplotlib.pyplot as plt
    from matplotlib.lines import Line2D

    with styled():
        figure = plt.figure(figsize=(8.0, 8.4), dpi=200)
        axes = flat_axes(figure, (0.02, 0.1, 0.96, 0.84), lat_deg, lon_deg)
        lines = [(k, t, ring.line(axes)) for k, one in enumerate(reached)
                 for t, ring in zip(one.times_s, one.rings, strict=True)]  # fmt: skip
        whole = np.vstack([line for *_, line in lines])
        frame(axes, whole[np.isfinite(whole).all(axis=1)])
        ground(axes)
        for k, _, line in lines:
            axes.plot(*line.T, color=COLOURS[k % 4], ls=DASHES[k % 4], lw=1.4, zorder=5)
        axes.plot(0.0, 0.0, "*", color=DEFENDED, ms=10, zorder=7)
        label(axes, np.zeros((1, 2)), [place], fontsize=8, fontweight="bold", zorder=8)
        for k, t, line in lines:
            south = line[np.nanargmin(line[:, 1])]
            axes.annotate(
                f"{t:.0f} s", south, fontsize=6.5, color=COLOURS[k % 4], ha="center", va="top", zorder=8
            )
        axes.set_title(title, loc="left", fontsize=title_pt(title, 7.6))
        rows = [
            Line2D([], [], color=COLOURS[k % 4], ls=DASHES[k % 4], label=f"at {one.altitude_m / 1e3:,.0f} km")
            for k, one in enumerate(reached)
        ]
        figure.legend(
            handles=rows,
            loc="lower left",
            bbox_to_anchor=(0.015, 0.025),
            fontsize=7.5,
            frameon=False,
            ncols=4,
        )
        words = f"Farthest places within a time of flight, on the turning Earth. {CREDIT} Map: Natural Earth."
        credit(figure, f"{rerun}\n{words}".strip())
    return axes


def _levels(first: float, last: float) -> np.ndarray:
    # even steps, a dozen at most
    step = next(s for s in (10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0) if last - first <= s * MOST_LINES)
    return np.arange(step * np.ceil(first / step), last + 1.0, step)
