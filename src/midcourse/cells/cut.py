"""How a campaign is cut into tasks of some seconds, from a short calibration; the cut is kept with the campaign."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from midcourse.cells.cell import Cell, Layout
from midcourse.cells.task import Task, Worked, work
from midcourse.engines.engine import guarded
from midcourse.store.rows import packed

TASK_S = 2.0  # a task takes about so long: long beside what it costs to hand it on, short beside what a crash may lose
MOST_TASKS = 50_000
CALIBRATED = 3  # cells
SAMPLE_S = 0.4  # of runs a cell
LEAST_BYTES = 1500  # of a file without a row
TRIED_S = 60.0  # a cell that takes longer for a few runs is left out


class Pace(NamedTuple):
    """What the calibration saw: seconds for a world and for a run of one cell, and bytes of a run on the disk."""

    world_s: float
    run_s: float
    run_bytes: float


UNKNOWN = Pace(0.05, 1e-3, 10.0)  # where no cell could be tried


class Cut(NamedTuple):
    """Worlds, and run numbers, of one task."""

    worlds: int
    span: int


class Slice(NamedTuple):
    """A piece of a cell: its worlds, none for all, and its runs."""

    numbers: tuple[int, ...]
    first: int
    stop: int


def calibrate(layout: Layout, work: Callable[[Task], Worked] = work, cells: int = CALIBRATED) -> Pace:
    """Fight a few runs of a few cells, the first to the last, and say how long they take; nothing is kept.

    Args:
        layout: the campaign.
        work: what works a task.
        cells: how many are tried.
    """
    numbers = sorted({round(i * (len(layout) - 1) / max(cells - 1, 1)) for i in range(min(cells, len(layout)))})
    each = [cell for cell in map(layout.cell, numbers) if not cell.why]
    paces = [pace for pace in (_pace(layout, cell, work) for cell in each) if pace is not None]
    if not paces:
        return UNKNOWN
    return Pace(*(float(np.mean(column)) for column in zip(*paces, strict=True)))


def _pace(layout: Layout, cell: Cell, work: Callable[[Task], Worked]) -> Pace | None:
    # a cell in which something goes wrong says nothing of the others; its tasks are named when they are worked
    def tried(many: int) -> tuple[Worked | None, float]:
        made, fault, _, wall_s = guarded(work, _try(layout, cell, many), TRIED_S)
        return (None if fault else made), wall_s

    tried(1)  # what is compiled and read once is nobody's
    made, one_s = tried(1)
    many, took_s = 1, one_s
    while made is not None and took_s < SAMPLE_S and many < 4096:
        many *= 8 if many == 1 else 4
        made, took_s = tried(many)
    if made is not None:
        took_s = min(took_s, tried(many)[1])  # what was compiled for so many is nobody's either
    if made is None:
        return None
    run_s = max(took_s - one_s, 0.2 * took_s) / max(many - 1, 1)
    size = max(len(packed(made.rows, "0" * 32).data) - LEAST_BYTES, 1) / max(len(made.rows), 1)
    return Pace(max(one_s - run_s, 0.0), run_s, size)


def _try(layout: Layout, cell: Cell, many: int) -> Task:
    worlds = layout.asked.worlds
    numbers = (0,) if worlds else ()
    return _task(layout, cell, Slice(numbers, 0, many * max(worlds, 1)))


def cut_for(layout: Layout, pace: Pace) -> Cut:
    """Return how to cut a campaign so that a task takes about so long, and there are not too many."""
    worlds, runs = max(layout.asked.worlds, 1), allowed_runs(layout)
    wanted_s = max(TASK_S, seconds(layout, pace) / MOST_TASKS)
    each_s = pace.world_s + pace.run_s * runs / worlds
    if each_s >= wanted_s:
        slices = max(round(each_s / wanted_s), 1)
        return Cut(1, worlds * max(math.ceil(runs / worlds / slices), 1))
    return Cut(min(max(int(wanted_s / each_s), 1), worlds), max(runs, 1))


def first_runs(layout: Layout) -> int:
    """Return how many runs a cell has at first: all that were asked for, or those of the first stage."""
    from midcourse.campaign.until import first_stage

    asked = layout.asked
    if asked.stop is None or asked.stop.width is None or asked.stop.most is None:
        return asked.runs
    return first_stage(asked.stop.most, max(asked.worlds, 1))


def allowed_runs(layout: Layout) -> int:
    """Return how many of them a total for the whole campaign allows: for each cell the same."""
    runs = first_runs(layout)
    return runs if layout.most is None else min(runs, layout.most)


def seconds(layout: Layout, pace: Pace) -> float:
    """Return how long the campaign would take on one core; with a width the first stage of each cell alone."""
    return len(layout) * (layout.asked.worlds * pace.world_s + allowed_runs(layout) * pace.run_s)


def slices(layout: Layout, cut: Cut, first: int, stop: int) -> list[Slice]:
    """Return the pieces of a stage of a cell: runs `first` to `stop`."""
    worlds = layout.asked.worlds
    groups: list[tuple[int, ...]] = [()]
    if worlds:
        groups = [tuple(range(at, min(at + cut.worlds, worlds))) for at in range(0, worlds, cut.worlds)]
    return [
        Slice(group, at, min(at + cut.span, stop)) for group in groups for at in range(first, stop, cut.span)
    ]


def tasks(layout: Layout, cell: Cell, cut: Cut, first: int, stop: int) -> list[Task]:
    """Return the tasks of a stage of a cell; those of metrics without luck go with the first."""
    found = [_task(layout, cell, piece) for piece in slices(layout, cut, first, stop)] if layout.counted else []
    if first == 0:
        found += [_task(layout, cell, Slice((), 0, 0))._replace(metric=one.full_name) for one in layout.worked]
    return found


def _task(layout: Layout, cell: Cell, piece: Slice) -> Task:
    asked: Any = layout.asked
    return Task(cell.number, cell.key, cell.scenario, asked.seed, asked.worlds, *piece, layout.content["program"])
