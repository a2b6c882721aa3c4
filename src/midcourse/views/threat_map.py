"""What existed at one date and how far it flew: a map with the rings, and the verdicts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes
from midcourse.views.style import MUTED, credit, styled
from midcourse.views.verdicts import CREDIT, draw_board

if TYPE_CHECKING:
    from midcourse.views.verdicts import Board

WIDE_IN = 11.0
MAP_IN = 8.0
LINE_IN = 0.2


def draw(board: Board) -> Any:
    """Draw the map and the table; returns the map axes."""
    import matplotlib.pyplot as plt

    lines = sum(max(1, len(column.lines)) for column in board.columns)
    table_in = (lines + 2) * LINE_IN
    tall_in = MAP_IN + table_in + 1.35
    with styled():
        figure = plt.figure(figsize=(WIDE_IN, tall_in), dpi=150)
        figure.text(
            0.015, 1.0 - 0.12 / tall_in, board.title, fontsize=_size(board.title), fontweight="bold", va="top"
        )
        figure.text(0.015, 1.0 - 0.42 / tall_in, _folded(board.answer), fontsize=8.5, va="top")
        bottom = (table_in + 0.4) / tall_in
        axes = flat_axes(figure, (0.015, bottom, 0.97, MAP_IN / tall_in), *_middle(board))
        draw_board(axes, board, 1.15)
        _table(figure, board, bottom - 0.12 / tall_in, LINE_IN / tall_in)
        credit(figure, f"{board.rerun}\n{CREDIT}".strip())
    return axes


def _middle(board: Board) -> tuple[float, float]:
    # half way between the launch points and the targets, so that neither lies at the far edge
    lat, lon = np.radians(
        np.array(
            [(goal.lat_deg, goal.lon_deg) for goal in board.goals]
            + [(column.ring.lat_deg, column.ring.lon_deg) for column in board.columns]
        )
    ).T
    ends = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    x, y, z = 0.5 * (ends.min(axis=0) + ends.max(axis=0))
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))


def _table(figure: Any, board: Board, top: float, step: float) -> None:
    left = (0.015, 0.11, 0.25, 0.49, 0.61)
    head = ("owner", "missile", "since", "region", "verdict")
    for x, words in zip(left, head, strict=True):
        figure.text(x, top, words, fontsize=8, fontweight="bold", va="top")
    line = 1
    last = ""
    for column in board.columns:
        name = f"{column.name}{' (contested)' if column.contested else ''}"
        for i, (region, verdict) in enumerate(column.lines):
            cells = (
                (column.owner if column.owner != last else "", name, column.years) if i == 0 else ("",) * 3
            )
            last = column.owner
            for x, words in zip(left, (*cells, region, verdict), strict=True):
                figure.text(x, top - line * step, words, fontsize=8, va="top")
            line += 1
    note = "Rings: greatest range on the turning Earth from the marked point. Dotted: contested."
    figure.text(left[0], top - (line + 0.2) * step, note, fontsize=7, color=MUTED, va="top")


def _folded(text: str) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, 150, break_on_hyphens=False))


def _size(title: str) -> float:
    # a long title is written smaller
    return min(13.0, 13.0 * 88 / len(title))
