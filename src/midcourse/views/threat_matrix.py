"""Targets by missiles: a sign for each verdict, and beside it a map with the ring of each missile."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes
from midcourse.views.style import MUTED, credit, styled
from midcourse.views.verdicts import CREDIT, SIGNS, draw_board

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.views.verdicts import Board, Goal

WIDE_IN, TALL_IN = 13.0, 9.8
HEAD_IN = 1.75  # title and names of the missiles; the answer comes on top of it
LINE_IN = 0.15
CELL_IN, NARROW_IN, CELLS_IN = 0.6, 0.42, 5.4  # a column; the least one; all of them, if that is to be had
MAP_IN = 5.6
FOOT_IN = 0.65
ROW_IN = 0.27
LETTER_IN = 0.062


def draw(board: Board) -> Any:
    """Draw the matrix of verdicts and the map; returns the axes of the matrix."""
    import matplotlib.pyplot as plt

    rows, columns = len(board.goals), len(board.columns)
    names_in = 0.15 + LETTER_IN * max(len(_row_words(goal)) for goal in board.goals)
    cell_in = max(NARROW_IN, min(CELL_IN, CELLS_IN / columns))
    cells_in = columns * cell_in
    wide_in = max(WIDE_IN, names_in + cells_in + MAP_IN)
    answer = textwrap.wrap(board.answer, int(14.5 * wide_in), break_on_hyphens=False)
    head_in = HEAD_IN + LINE_IN * len(answer)
    with styled():
        figure = plt.figure(figsize=(wide_in, TALL_IN), dpi=150)
        left = 0.15 / wide_in
        figure.text(
            left, 1 - 0.12 / TALL_IN, board.title, fontsize=_size(board.title), fontweight="bold", va="top"
        )
        figure.text(left, 1 - 0.42 / TALL_IN, "\n".join(answer), fontsize=8.5, va="top")
        tall_in = min(TALL_IN - head_in - FOOT_IN, rows * ROW_IN)
        matrix: Axes = figure.add_axes(
            (names_in / wide_in, 1 - (head_in + tall_in) / TALL_IN, cells_in / wide_in, tall_in / TALL_IN)
        )
        _cells(matrix, board, tall_in, cell_in)
        at = (names_in + cells_in + 0.25) / wide_in
        chart_in = TALL_IN - head_in + 0.55 - FOOT_IN - 0.3
        chart = flat_axes(
            figure, (at, (FOOT_IN + 0.3) / TALL_IN, 0.99 - at, chart_in / TALL_IN), *_middle(board)
        )
        draw_board(chart, board, 1.12)
        _key(figure)
        credit(figure, f"{board.rerun}\n{CREDIT}".strip())
    return matrix


def _row_words(goal: Goal) -> str:
    return f"{goal.name}  {goal.distance_km:,.0f} km"


def _cells(axes: Axes, board: Board, tall_in: float, cell_in: float) -> None:
    from matplotlib.patches import Rectangle

    rows, columns = len(board.goals), len(board.columns)
    size = 7.0 if rows > 30 else 8.0
    for i, goal in enumerate(board.goals):
        for j, column in enumerate(board.columns):
            if goal.id not in column.signs:
                axes.text(j + 0.5, i + 0.5, "–", ha="center", va="center", fontsize=size, color=MUTED)
                continue
            _, sign, colour, ink = SIGNS[column.signs[goal.id]]
            axes.add_patch(Rectangle((j, i), 1, 1, fc=colour, ec="white", lw=1.0))
            axes.text(j + 0.5, i + 0.52, sign, ha="center", va="center", fontsize=size, color=ink)
        axes.text(-0.12, i + 0.5, _row_words(goal), ha="right", va="center", fontsize=size)
    line = rows * 0.11 / tall_in  # 0.11 inches, in rows
    wide = cell_in > 0.5
    for j, column in enumerate(board.columns):
        year, _, doubt = column.years.partition(" ")
        size_of_year = 7.5 if wide else 6.5
        axes.text(
            j + 0.5, -1.1 * line, year, ha="center", va="bottom", fontsize=size_of_year, fontweight="bold"
        )
        axes.text(j + 0.5, -0.2 * line, doubt, ha="center", va="bottom", fontsize=5 if wide else 4)
        axes.text(
            j + 0.4, -2.6 * line, column.name, rotation=35, rotation_mode="anchor", fontsize=7.5, va="bottom"
        )
        axes.text(j + 0.5, rows + 0.3 * line, column.note, ha="center", va="top", fontsize=7 if wide else 6)
    for j in range(1, columns):
        if board.columns[j].owner != board.columns[j - 1].owner:
            axes.axvline(j, color="black", lw=1.2)
    for i in range(1, rows):
        if board.goals[i].region != board.goals[i - 1].region:
            axes.axhline(i, color="black", lw=1.2)
    for owner in dict.fromkeys(column.owner for column in board.columns):
        mine = [j for j, column in enumerate(board.columns) if column.owner == owner]
        axes.text(
            float(np.mean(mine)) + 0.5,
            rows + 1.7 * line,
            owner,
            ha="center",
            va="top",
            fontsize=8,
            color=MUTED,
        )
    axes.text(-0.12, rows + 0.3 * line, "inside", ha="right", va="top", fontsize=7)
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.axis("off")


def _middle(board: Board) -> tuple[float, float]:
    places = [(goal.lat_deg, goal.lon_deg) for goal in board.goals]
    places += [(column.ring.lat_deg, column.ring.lon_deg) for column in board.columns] * 3
    lat, lon = np.radians(np.array(places)).T
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    return (
        float(np.degrees(np.arctan2(z.mean(), np.hypot(x.mean(), y.mean())))),
        float(np.degrees(np.arctan2(y.mean(), x.mean()))),
    )


def _key(figure: Any) -> None:
    from matplotlib.patches import Patch

    rows = [
        Patch(fc=colour, ec=MUTED, lw=0.5, label=f"{sign} {words}".strip())
        for words, sign, colour, _ in SIGNS
    ]
    figure.legend(
        handles=rows, loc="lower right", bbox_to_anchor=(0.995, 0.025), ncols=4, fontsize=7, frameon=False
    )


def _size(title: str) -> float:
    # a long title is written smaller
    return min(13.0, 13.0 * 110 / len(title))
