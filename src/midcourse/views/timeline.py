"""The timeline of one engagement: who saw, decided and shot when, and which seconds were left for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {"threat": THREAT, "sensor": SENSOR, "decision": DEFENDED, "window": MUTED, "shot": SHOT}
HATCHES = {"window": "///"}
ROW_IN = 0.27
BESIDE_IN = 1.35


@dataclass(frozen=True)
class Bar:
    """A stretch of time in s, and what kind of thing fills it: a key of `COLOURS`."""

    start_s: float
    end_s: float
    kind: str


@dataclass(frozen=True)
class Moment:
    """A point in time in s, its words, and what kind of thing it is."""

    time_s: float
    words: str
    kind: str
    sign: str = "o"


@dataclass(frozen=True)
class Row:
    """One line of the timeline."""

    label: str
    bars: tuple[Bar, ...] = ()
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The rows from above to below, and what stands around them."""

    title: str
    rows: tuple[Row, ...]
    credit: str


def draw(timeline: Timeline) -> Figure:
    """Draw a row for each actor: bars for what lasts, signs with their second for what happens."""
    import matplotlib.pyplot as plt

    with styled():
        tall = BESIDE_IN + ROW_IN * len(timeline.rows)
        figure, axes = plt.subplots(figsize=(7.2, tall))
        figure.subplots_adjust(left=0.27, right=0.97, bottom=0.75 / tall, top=1.0 - 0.35 / tall)
        for y, row in enumerate(timeline.rows):
            for bar in row.bars:
                hatch = HATCHES.get(bar.kind)
                axes.barh(
                    y,
                    bar.end_s - bar.start_s,
                    left=bar.start_s,
                    height=0.45,
                    color="none" if hatch else COLOURS[bar.kind],
                    edgecolor=COLOURS[bar.kind],
                    hatch=hatch,
                    alpha=0.55,
                    lw=0.6,
                )
            for moment in row.moments:
                axes.plot(moment.time_s, y, moment.sign, color=COLOURS[moment.kind], ms=6, zorder=4)
        ends = [bar.end_s for row in timeline.rows for bar in row.bars]
        ends += [moment.time_s for row in timeline.rows for moment in row.moments]
        last_s = max(ends, default=1.0)
        axes.set_xlim(0.0, 1.18 * last_s)
        for y, row in enumerate(timeline.rows):
            words = ", ".join(f"{moment.words} {moment.time_s:.0f}" for moment in row.moments)
            stops = [bar.end_s for bar in row.bars] + [moment.time_s for moment in row.moments]
            _beside(axes, words, max(stops, default=0.0), min(_starts(row), default=0.0), y, 1.18 * last_s)
        axes.set_yticks(range(len(timeline.rows)), [row.label for row in timeline.rows], fontsize=7.5)
        axes.invert_yaxis()
        axes.set_xlabel("seconds after lift-off of the first missile")
        axes.grid(axis="x", alpha=0.25)
        axes.set_title(timeline.title, loc="left", fontsize=10, x=-0.34)
        credit(figure, timeline.credit)
    return figure


def _starts(row: Row) -> list[float]:
    return [bar.start_s for bar in row.bars] + [moment.time_s for moment in row.moments]


def _beside(axes: Axes, words: str, right_s: float, left_s: float, y: int, wide_s: float) -> None:
    # to the right of what the row holds, to its left where there is more room, upon it where there is none
    if not words:
        return
    to_right, to_left = right_s < 0.55 * wide_s, left_s > 0.3 * wide_s
    axes.annotate(
        words,
        (right_s if to_right else left_s, y),
        xytext=(-6 if to_left and not to_right else 6, 0),
        textcoords="offset points",
        ha="right" if to_left and not to_right else "left",
        va="center",
        fontsize=6.5,
        color=DEFENDED,
        zorder=5,
    )
