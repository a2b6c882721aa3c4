"""The timeline of one engagement: who saw, decided and shot when, and which seconds were left for it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.views.style import (
    DEFENDED,
    MUTED,
    SENSOR,
    SHOT,
    THREAT,
    credit,
    foot_in,
    styled,
    title_pt,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = {
    "threat": THREAT,
    "sensor": SENSOR,
    "decision": DEFENDED,
    "window": MUTED,
    "shot": SHOT,
    "clock": MUTED,
    "planned": SHOT,
}
HATCHES = {"window": "///", "clock": "..."}
SIGNS = {
    "o": "seen or reported",
    "s": "firm track",
    "D": "decision",
    "P": "clock",
    "|": "end of a stretch",
    ">": "launch",
    "*": "hit",
    "x": "no hit",
    "X": "impact",
}
ROW_IN = 0.27
LINE_IN = 0.13
ABOVE_IN, BELOW_IN = 0.35, 0.92
WIDE_IN = 7.2
LEFT, RIGHT = 0.25, 0.64
MOST_LABEL, MOST_WORDS = 27, 46  # letters in a line, left and right of the axes


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
    note: str = ""

    @property
    def words(self) -> str:
        """What happens in the row, in order of time; its note where nothing does."""
        held = sorted(self.moments, key=lambda moment: moment.time_s)
        return ", ".join(f"{moment.words} {moment.time_s:.0f}" for moment in held) or self.note


@dataclass(frozen=True)
class Timeline:
    """The rows from above to below, and what stands around them."""

    title: str
    rows: tuple[Row, ...]
    credit: str


def draw(timeline: Timeline) -> Figure:
    """Draw a row for each actor: bars for what lasts, signs for what happens, and beside it its words and seconds."""
    import matplotlib.pyplot as plt

    with styled():
        labels = [_folded(row.label, MOST_LABEL) for row in timeline.rows]
        words = [_folded(row.words, MOST_WORDS) for row in timeline.rows]
        most = max((text.count("\n") for text in [*labels, *words]), default=0)
        under_in = foot_in(timeline.credit, WIDE_IN)
        below_in = BELOW_IN + under_in
        tall = ABOVE_IN + below_in + max(ROW_IN, LINE_IN * (most + 1)) * len(timeline.rows)
        figure, axes = plt.subplots(figsize=(WIDE_IN, tall))
        figure.subplots_adjust(left=LEFT, right=RIGHT, bottom=below_in / tall, top=1.0 - ABOVE_IN / tall)
        for y, row in enumerate(timeline.rows):
            for bar in row.bars:
                hatch = HATCHES.get(bar.kind)
                axes.barh(
                    y,
                    bar.end_s - bar.start_s,
                    left=bar.start_s,
                    height=0.45,
                    color="none" if hatch or bar.kind == "planned" else COLOURS[bar.kind],
                    edgecolor=COLOURS[bar.kind],
                    hatch=hatch,
                    alpha=0.55,
                    lw=0.6,
                )
            for moment in row.moments:
                axes.plot(
                    moment.time_s, y, moment.sign, color=COLOURS[moment.kind], zorder=4, clip_on=False,
                    **_looks(moment.sign),
                )  # fmt: skip
            # beside the axes no word can lie on a sign
            axes.text(1.02, y, words[y], va="center", fontsize=6.5, transform=axes.get_yaxis_transform())
        ends = [bar.end_s for row in timeline.rows for bar in row.bars]
        ends += [moment.time_s for row in timeline.rows for moment in row.moments]
        axes.set_xlim(0.0, 1.04 * max(ends, default=1.0))
        axes.set_yticks(range(len(timeline.rows)), labels, fontsize=7)
        axes.set_ylim(len(timeline.rows) - 0.5, -0.5)
        axes.set_xlabel("seconds after lift-off of the first missile", fontsize=8)
        axes.tick_params(axis="x", labelsize=8)
        axes.grid(axis="x", alpha=0.25)
        size = title_pt(timeline.title, WIDE_IN)
        figure.text(0.01, 1.0 - 0.22 / tall, timeline.title, fontsize=size)
        _legend(figure, timeline, (0.06 + under_in) / tall)
        credit(figure, timeline.credit)
    return figure


def _looks(sign: str) -> dict[str, Any]:
    # a decision often falls on the track that it waited for: a ring around it, so that both are seen
    return {"ms": 9, "mew": 1.2, "mfc": "none"} if sign == "D" else {"ms": 6, "mew": 1.2}


def _folded(text: str, most: int) -> str:
    return "\n".join(textwrap.wrap(text, most, break_on_hyphens=False))


def _legend(figure: Figure, timeline: Timeline, bottom: float) -> None:
    from matplotlib.lines import Line2D

    used = {moment.sign for row in timeline.rows for moment in row.moments}
    handles = [
        Line2D([], [], marker=sign, ls="", color=MUTED, label=words, **{**_looks(sign), "ms": 5})
        for sign, words in SIGNS.items()
        if sign in used
    ]
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.0, bottom), ncols=len(SIGNS), fontsize=6.5,
        frameon=False, columnspacing=1.2, handletextpad=0.2,
    )  # fmt: skip
