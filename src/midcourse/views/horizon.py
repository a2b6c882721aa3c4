"""Range, height and angle of one radar: lines of equal elevation, its horizon, and how far it has an even chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import label
from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE_IN, TALL_IN = 8.0, 5.6
KM = 1e-3
GREY = "#D9D9D9"
DASHES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 2, 1, 2)))
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number."


@dataclass(frozen=True)
class Line:
    """A line over ground distance and altitude in m, shape (n, 2), with its words."""

    words: str
    points_m: np.ndarray


@dataclass(frozen=True)
class Path:
    """The path of a missile past the radar, and the looks to mark on it: words, ground distance and altitude in m."""

    words: str
    points_m: np.ndarray
    looks: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Chart:
    """One radar: lines of equal elevation as the radar shows it, the lowest it looks at, and lines of an even chance.

    Of those the first is the farthest, from the lowest elevation to the zenith.
    """

    title: str
    elevations: tuple[Line, ...]
    lowest: Line
    even: tuple[Line, ...]
    paths: tuple[Path, ...]
    right_m: float
    top_m: float
    note: str


def draw(chart: Chart) -> Axes:
    """Draw altitude over ground distance; below the lowest elevation nothing is seen."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(WIDE_IN, TALL_IN), dpi=200)
        figure.subplots_adjust(left=0.085, right=0.95, bottom=0.215, top=0.9)
        axes.set_xlim(0.0, KM * chart.right_m)
        axes.set_ylim(0.0, KM * chart.top_m)
        low, seen = KM * chart.lowest.points_m, KM * chart.even[0].points_m
        inside = np.vstack([low[low[:, 0] < seen[0, 0]], seen, np.zeros((1, 2))])
        axes.fill(*inside.T, color=SENSOR, alpha=0.13, lw=0.0, zorder=1)
        axes.fill_between(*low.T, color=GREY, alpha=0.7, lw=0.0, zorder=1)
        for line in chart.elevations:
            axes.plot(*(KM * line.points_m).T, color=MUTED, lw=0.5, alpha=0.7, zorder=2)
            _name(axes, line, chart)
        axes.plot(*low.T, color=DEFENDED, lw=1.3, zorder=3, label=chart.lowest.words)
        for k, line in enumerate(chart.even):
            axes.plot(
                *(KM * line.points_m).T, color=SENSOR, lw=1.8, ls=DASHES[k % 4], zorder=4, label=line.words
            )
        _paths(axes, chart)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("distance over the ground, km")
        axes.set_ylabel("altitude, km")
        axes.set_title(chart.title, loc="left", fontsize=title_pt(chart.title, WIDE_IN - 0.8), pad=14)
        figure.legend(
            loc="lower left",
            bbox_to_anchor=(0.01, 0.052),
            fontsize=7.2,
            frameon=False,
            ncols=3,
            columnspacing=1.2,
        )
        credit(figure, f"{chart.note}\n{CREDIT}")
    return axes


def _name(axes: Any, line: Line, chart: Chart) -> None:
    # where the line leaves the chart: above or to the right
    points = KM * line.points_m
    right, top = KM * chart.right_m, KM * chart.top_m
    over = np.flatnonzero((points[:, 0] > right) | (points[:, 1] > top))
    if not len(over) or over[0] == 0:
        return
    before, after = points[over[0] - 1], points[over[0]]
    step = after - before
    shares = [(edge - before[i]) / step[i] for i, edge in ((0, right), (1, top)) if step[i] > 0.0]
    at = before + min(share for share in shares if 0.0 <= share <= 1.0) * step
    side = at[0] > 0.999 * right
    axes.annotate(
        line.words, at, xytext=(3.0, 0.0) if side else (0.0, 2.0), textcoords="offset points", fontsize=6.5,
        color=MUTED, ha="left" if side else "center", va="center" if side else "bottom", annotation_clip=False,
    )  # fmt: skip


def _paths(axes: Any, chart: Chart) -> None:
    for k, path in enumerate(chart.paths):
        words = path.words if k == 0 else None
        axes.plot(*(KM * path.points_m).T, color=THREAT, lw=1.1, zorder=5, label=words)
    # the first looks of all before the last ones: what has no room is not written
    looks = [path.looks[n] for n in (0, 1) for path in chart.paths if len(path.looks) > n]
    spots = KM * np.array([look[1:] for look in looks]).reshape(-1, 2)
    edges = KM * np.array([chart.right_m, chart.top_m])
    inside = np.array([bool((spot <= edges).all()) for spot in spots], dtype=bool)
    axes.plot(*spots[inside].T, "o", color=THREAT, mec="white", mew=0.6, ms=5, zorder=6)
    told = [look[0] for look, there in zip(looks, inside.tolist(), strict=True) if there]
    label(axes, spots[inside], told, reach=(6.0, 11.0, 18.0, 28.0), fontsize=6.8, color=SHOT, zorder=7)
