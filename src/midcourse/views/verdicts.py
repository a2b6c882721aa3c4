"""What the pictures of `midcourse threat` draw, and the signs for its verdicts: told apart without colour too."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.views.flat import frame, ground, label, project
from midcourse.views.rings import Ring
from midcourse.views.style import DEFENDED, THREAT

if TYPE_CHECKING:
    from collections.abc import Sequence

CREDIT = (
    "midcourse, from public sources: midcourse catalog show names the author of every number. "
    "Map: Natural Earth. Places: GeoNames."
)
# from sure to never: dark to light, so that a print without colour keeps the order
SIGNS = (
    ("inside", "●", "#0072B2", "white"),
    ("inside, but not at the low end\nof the published range", "◐", "#56B4E9", "black"),
    ("only at the high end\nof the published range", "○", "#F0E442", "black"),
    ("outside", "", "#F4F4F4", "black"),
)
RING_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
RING_LINES = ("-", (0, (6, 1.5)), (0, (3, 1, 1, 1)))
TRIES = 14


class Goal(NamedTuple):
    """A target: words for a row, place in deg, distance from the nearest launch point in km, its region."""

    id: str
    name: str
    lat_deg: float
    lon_deg: float
    distance_km: float
    region: str


@dataclass(frozen=True)
class Column:
    """One missile: its words, its ring from its best launch point, and an index into SIGNS for each target.

    Args:
        name, owner, years: words; note: what it comes to, e.g. `8 of 46`; lines: a row a region for the table.
        contested: whether it is in dispute that it existed.
        ring, launch: ring and name of the launch point.
        signs: by id of the target.
    """

    name: str
    owner: str
    years: str
    note: str
    contested: bool
    ring: Ring
    launch: str
    signs: dict[str, int]
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Board:
    """Everything that one picture of `midcourse threat` draws."""

    title: str
    answer: str
    goals: tuple[Goal, ...]
    columns: tuple[Column, ...]
    rerun: str = ""


def draw_board(axes: Any, board: Board, room: float) -> None:
    """Draw launch points, targets and rings of a board on a map, framed to hold every place.

    Args:
        axes: an empty map.
        board: what is drawn.
        room: size of the frame over that of the box about all places.
    """
    spots = project(axes, [goal.lat_deg for goal in board.goals], [goal.lon_deg for goal in board.goals])
    starts = project(
        axes,
        [column.ring.lat_deg for column in board.columns],
        [column.ring.lon_deg for column in board.columns],
    )
    frame(axes, np.vstack([spots, starts]), room)
    ground(axes)
    draw_rings(axes, board.columns, board.goals)
    draw_goals(axes, board.goals, fontsize=6.5)


def draw_rings(axes: Any, columns: Sequence[Column], goals: Sequence[Goal]) -> None:
    """Draw the ring of every missile with its name on it; those of disputed ones are dotted.

    Args:
        axes: map whose frame is set.
        columns: the missiles; those whose ring is not on the map are named in its corner.
        goals: the targets: names stand where a ring comes near to their middle.
    """
    starts: dict[str, np.ndarray] = {}
    for column in columns:
        starts[column.launch] = project(axes, column.ring.lat_deg, column.ring.lon_deg)[0]
    marks = np.array(list(starts.values()))
    spots = project(axes, [goal.lat_deg for goal in goals], [goal.lon_deg for goal in goals])
    axes.plot(*marks.T, "^", color=DEFENDED, ms=6, zorder=7, ls="")
    label(axes, marks, list(starts), reach=(5, 12), fontsize=7, fontweight="bold", zorder=9)
    beyond = []
    for i, column in enumerate(columns):
        colour = RING_COLOURS[i % len(RING_COLOURS)]
        line = column.ring.line(axes)
        style: Any = ":" if column.contested else RING_LINES[i // len(RING_COLOURS) % len(RING_LINES)]
        axes.plot(*line.T, color=colour, lw=1.6, ls=style, zorder=5)
        shown = _shown(axes, line)
        if len(shown):
            _name(axes, shown, column, colour, spots)
        else:
            beyond.append(column.name)
    if beyond:
        words = f"beyond the map, or without end: {', '.join(dict.fromkeys(beyond))}"
        axes.text(
            0.012,
            0.012,
            "\n".join(wrap(words, 60, break_on_hyphens=False)),
            transform=axes.transAxes,
            fontsize=7.5,
            bbox={"fc": "white", "ec": "none", "alpha": 0.85, "pad": 2.0},
            zorder=10,
        )


def draw_goals(axes: Any, goals: Sequence[Goal], **style: Any) -> None:
    """Draw the targets and write their names where there is room, the nearest first."""
    spots = project(axes, [goal.lat_deg for goal in goals], [goal.lon_deg for goal in goals])
    axes.plot(*spots.T, "o", ms=3, mfc="white", mec=THREAT, mew=1.0, zorder=6, ls="")
    label(axes, spots, [goal.name for goal in goals], zorder=8, color=DEFENDED, **style)


def _shown(axes: Any, line: np.ndarray) -> np.ndarray:
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    x, y = line.T
    with np.errstate(invalid="ignore"):
        return line[(x > left) & (x < right) & (y > low) & (y < high)]


def _name(axes: Any, shown: np.ndarray, column: Column, colour: str, spots: np.ndarray) -> None:
    order = np.argsort(np.hypot(*(shown - spots.mean(axis=0)).T))
    words = f"{column.name}{', contested' if column.contested else ''}"
    taken = np.vstack([shown[::2], spots])
    for at in order[:: max(1, len(order) // TRIES)]:
        if label(axes, shown[at : at + 1], [words], taken=taken, fontsize=7, color=colour, zorder=9):
            return
