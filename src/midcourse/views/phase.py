"""The phase plane of two outlays: where each rests, which way they move, where they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, foot_in, styled, title_pt

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from matplotlib.figure import Figure

WIDE_IN, SQUARE_IN, HEAD_IN, FOOT_IN = 5.6, 4.6, 0.42, 0.55
ARROWS = 15
CLOSE = 0.05  # share of both axes within which two years are in one place


@dataclass(frozen=True)
class Sheet:
    """A phase plane.

    Args:
        title, credit: around it.
        path: x and y in each year, shape (years + 1, 2); mark_years: years that are marked on it.
        slope: dx/dt and dy/dt at arrays of x and y.
        rest: the equilibrium, None where there is none; settles: whether the path is drawn to it.
        rests: y on the line where x rests and y on the line where y rests, at an array of x.
        x_words, y_words: of the axes.
    """

    title: str
    path: np.ndarray
    mark_years: tuple[int, ...]
    slope: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
    rest: tuple[float, float] | None
    settles: bool
    rests: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
    x_words: str
    y_words: str
    credit: str


def draw(sheet: Sheet) -> Figure:
    """Draw arrows of one length, both lines of rest, the path with its years, and the equilibrium."""
    import matplotlib.pyplot as plt

    foot = FOOT_IN + foot_in(sheet.credit, WIDE_IN)
    tall = HEAD_IN + SQUARE_IN + foot
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall))
        axes: Any = figure.add_axes((0.125, foot / tall, 0.85, SQUARE_IN / tall))
        ends = _ends(sheet)
        _field(axes, sheet, ends)
        _lines(axes, sheet, ends)
        _path(axes, sheet, ends)
        axes.set_xlim(*ends[0])
        axes.set_ylim(*ends[1])
        axes.set_xlabel(sheet.x_words, fontsize=8)
        axes.set_ylabel(sheet.y_words, fontsize=8)
        axes.tick_params(labelsize=8)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        axes.legend(loc="upper left", fontsize=7.5, framealpha=0.9, edgecolor="none")
        figure.text(
            0.01, 1.0 - 0.18 / tall, sheet.title, fontsize=title_pt(sheet.title, WIDE_IN), va="center"
        )
        credit(figure, sheet.credit)
    return figure


def _ends(sheet: Sheet) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both axes: the path and, where it is not far off, the equilibrium; a floor at nought."""
    found = []
    for side in (0, 1):
        values = sheet.path[:, side]
        most, least = float(values.max()), min(float(values.min()), 0.0)
        rest = None if sheet.rest is None else sheet.rest[side]
        if rest is not None and -0.4 * most < rest < 2.0 * most:
            most, least = max(most, rest), min(least, rest)
        room = 0.12 * max(most - least, 1e-12)
        found.append((least - (room if least < 0.0 else 0.0), most + 1.5 * room))
    return found[0], found[1]


def _field(axes: Any, sheet: Sheet, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
    import numpy as np

    (x0, x1), (y0, y1) = ends
    inside = (np.arange(ARROWS) + 0.5) / ARROWS
    x, y = np.meshgrid(x0 + inside * (x1 - x0), y0 + inside * (y1 - y0))
    dx, dy = sheet.slope(x, y)
    u, v = dx / (x1 - x0), dy / (y1 - y0)
    size = np.maximum(np.hypot(u, v), 1e-300)
    axes.quiver(
        x, y, u / size, v / size, angles="uv", scale=30.0, width=0.0022, color=MUTED, alpha=0.65, pivot="mid",
        label="_which way",
    )  # fmt: skip


def _lines(axes: Any, sheet: Sheet, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
    import numpy as np

    x = np.linspace(*ends[0], 200)
    first, second = sheet.rests(x)
    axes.plot(x, first, color=SHOT, ls="--", lw=1.3, label="the shield's outlay rests")
    axes.plot(x, second, color=THREAT, ls=":", lw=1.6, label="the missiles' outlay rests")
    if sheet.rest is not None:
        near = ends[0][0] <= sheet.rest[0] <= ends[0][1] and ends[1][0] <= sheet.rest[1] <= ends[1][1]
        words = "equilibrium" if sheet.settles else "equilibrium, from which they move away"
        if near:
            axes.plot(
                *sheet.rest, marker="o", ms=8, ls="none", color=SENSOR, label=words,
                markerfacecolor=SENSOR if sheet.settles else "white", zorder=5,
            )  # fmt: skip


def _path(axes: Any, sheet: Sheet, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
    axes.plot(sheet.path[:, 0], sheet.path[:, 1], color=DEFENDED, lw=1.8, label="the race as stated")
    wide, tall = (end[1] - end[0] for end in ends)
    told: list[tuple[float, float]] = []
    for year in sheet.mark_years:
        x, y = (float(value) for value in sheet.path[year])
        if any(abs(x - there[0]) < CLOSE * wide and abs(y - there[1]) < CLOSE * tall for there in told):
            continue  # two years in one place would be unreadable
        told.append((x, y))
        axes.plot(
            [x],
            [y],
            color=DEFENDED,
            marker="s" if year == 0 else "o",
            ms=4.5 if year == 0 else 3.5,
            ls="none",
        )
        axes.annotate(
            f"year {year}", (x, y), xytext=(6, -9), textcoords="offset points", fontsize=7, color=DEFENDED,
            bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8},
        )  # fmt: skip
