"""Drives a campaign: hands tasks to an engine, keeps what comes back, tries again what failed, knows when to stop."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from midcourse.campaign.until import next_stage
from midcourse.cells.cell import Cell, Layout
from midcourse.cells.counts import COUNT, added, counts_of, estimate
from midcourse.cells.cut import Cut, first_runs, tasks
from midcourse.cells.task import Task, Worked
from midcourse.engines.engine import CRASH, LOST, MEMORY, Engine, Outcome
from midcourse.errors import ScenarioError
from midcourse.store.index import BEGUN, DONE, FAILED, Entry
from midcourse.store.place import Store
from midcourse.store.rows import fault_of_file, packed, write_packed

MOST_ATTEMPTS = 3
BACKLOG = 2  # tasks that wait for each place of an engine: no more are made before they are wanted
WAIT_S, GRACE_S, LAST_S = 0.2, 1.0, 5.0
Tick = Callable[[int, str], None]


@dataclass
class Open:
    """A cell that is being fought: how far it was asked to go, which tasks are out, and what was counted."""

    cell: Cell
    asked: int
    out: set[str] = field(default_factory=set)
    failed: int = 0
    counts: list[np.ndarray] = field(default_factory=list)
    lost: int = 0


class Drive:
    """One go at a campaign.

    Args:
        layout, cut: what is fought, and how it is cut.
        store: open for writing.
        engine: where tasks are worked.
        tick: called with how many runs have just been finished, and what to say beside.
        stops: up to which run each cell goes, stage by stage; with a width to be reached the first stage alone.
        budget_s: no further task is begun once so long was worked, and what waits is not begun.
    """

    def __init__(
        self,
        layout: Layout,
        cut: Cut,
        store: Store,
        engine: Engine,
        tick: Tick = lambda count, text: None,
        stops: tuple[int, ...] | None = None,
        budget_s: float | None = None,
    ) -> None:
        self.layout, self.cut, self.store, self.engine = layout, cut, store, engine
        self.tick = tick
        self.stops, self.budget_s = stops or (first_runs(layout),), budget_s
        self.runs_done = self.fresh = 0
        self.spent = False
        self.gave_up = 0
        self._out: dict[str, tuple[Task, Open]] = {}
        self._beside: dict[str, list[tuple[Task, Open]]] = {}  # the same task, of another cell that is equal
        self._again: deque[tuple[Task, Open]] = deque()
        self._suspects: deque[tuple[Task, Open]] = deque()
        self._stages: deque[Open] = deque()
        self._drawn: tuple[Task, Open] | None = None
        self._begun_s = time.monotonic()

    def go(self) -> None:
        """Fight what is not fought yet.

        Raises:
            KeyboardInterrupt: the work was interrupted; what was finished by then is kept.
            ScenarioError: the disk is full, the store cannot be written, or the engine is gone.
        """
        waiting = self._wanted()
        try:
            while True:
                self._fill(waiting)
                if not self._out and not self._suspects and not self._again:
                    return
                for outcome in self.engine.finished(WAIT_S):
                    self._take(outcome)
                if self._out and self._over():
                    self._last(waiting)
                    return
        except KeyboardInterrupt:
            for outcome in self.engine.close(GRACE_S):
                if not outcome.fault:
                    self._take(outcome)
            raise
        finally:
            self.engine.close(0.0)
            self._forgive()

    def _last(self, waiting: Iterator[tuple[Task, Open] | None]) -> None:
        # what is at work comes to its end; where nothing else was left, the time was enough
        for outcome in self.engine.close(LAST_S):
            self._take(outcome)
        left = self._out or self._again or self._suspects or self._drawn or next(waiting, None)
        self.spent = bool(left)

    def _fill(self, waiting: Iterator[tuple[Task, Open] | None]) -> None:
        # what may have brought machines down is worked alone the last time, so that no other task shares the blame
        if self._suspects:
            if not self._out:
                self._submit(*self._suspects.popleft())
            return
        while len(self._out) < self.engine.slots * BACKLOG:
            one = self._again.popleft() if self._again else self._new(waiting)
            if one is None:
                return
            self._submit(*one)

    def _new(self, waiting: Iterator[tuple[Task, Open] | None]) -> tuple[Task, Open] | None:
        # a task is drawn before the budget is asked: what is all fought has not run out of it
        self._drawn = self._drawn or next(waiting, None)
        if self._drawn is None or self._over():
            return None
        one, self._drawn = self._drawn, None
        return one

    def _over(self) -> bool:
        # time that is spent begins nothing new
        if self.budget_s is not None and time.monotonic() - self._begun_s >= self.budget_s:
            self.spent = True
        return self.spent

    def _wanted(self) -> Iterator[tuple[Task, Open] | None]:
        # cells in order, each stage by stage; a stage follows from what was counted alone; None: nothing just now
        number = 0
        while True:
            if self._stages:
                yield from self._missing(self._stages.popleft())
            elif number < len(self.layout):
                cell = self.layout.cell(number)
                number += 1
                if not cell.why:
                    yield from self._missing(Open(cell, 0))
            else:
                yield None

    def _missing(self, one: Open) -> Iterator[tuple[Task, Open]]:
        # the tasks of the next stage of a cell that are not in the store
        while True:
            first, stop = one.asked, self._next(one)
            if stop is None:
                return
            one.asked = stop
            left = [
                task for task in tasks(self.layout, one.cell, self.cut, first, stop) if not self._has(task, one)
            ]
            one.out = {task.key for task in left}
            for task in left:
                before = self.store.index.task(task.key)
                if before is not None and before.standing == BEGUN and before.attempts:
                    self._suspects.append((task, one))  # the process died while it was at work on it
                else:
                    yield task, one
            if left:
                return

    def _next(self, one: Open) -> int | None:
        further = next((stop for stop in self.stops if stop > one.asked), None)
        if further is not None:
            return further
        rule = self.layout.asked.stop
        if rule is None or rule.width is None or rule.most is None or one.failed or not self.layout.counted:
            return None
        counts = added(one.counts)
        kept, n = int(counts["kept"].sum()), int(counts["runs"].sum())
        return next_stage(kept, n, one.asked, rule.most, rule.width, max(self.layout.asked.worlds, 1))

    def _has(self, task: Task, one: Open) -> bool:
        # what is there is taken where it is sound, whichever campaign it was fought for
        key = task.key
        entry = self.store.index.task(key)
        if entry is None or entry.standing == BEGUN:
            return False
        if entry.standing == FAILED and not self.store.index.has_member(self.layout.name, key):
            return False  # another campaign gave it up, perhaps with less time
        if entry.standing == DONE and entry.file and fault_of_file(self.store.folder / entry.file, entry.sha256):
            return False
        self.store.index.put_member(self.layout.name, task.cell, key, task.first, task.stop)
        self._count(one, entry)
        return True

    def _count(self, one: Open, entry: Entry) -> None:
        one.failed += entry.standing == FAILED
        self.gave_up += entry.standing == FAILED
        one.lost += entry.lost
        one.counts.append(unpacked(entry.counts))
        self.runs_done += entry.runs + entry.lost
        self.tick(entry.runs + entry.lost, self._so_far(one))

    def _so_far(self, one: Open) -> str:
        # the estimate of the cell that has just got runs, for who watches
        counts = added(one.counts)
        if not self.layout.counted or not counts["runs"].sum():
            return ""
        metric = self.layout.counted[0]
        found = estimate(metric, counts)
        return f"cell {one.cell.number}: {found.value:.3g} ({found.low:.3g} to {found.high:.3g})"

    def _submit(self, task: Task, one: Open) -> None:
        if task.key in self._out:
            self.store.index.put_member(self.layout.name, task.cell, task.key, task.first, task.stop)
            self._beside.setdefault(task.key, []).append((task, one))
            return
        before = self.store.index.task(task.key)
        attempts = 1 + (before.attempts if before is not None and before.standing == BEGUN else 0)
        with self.store.index.together():
            self.store.index.put_task(Entry(task.key, BEGUN, attempts, "", task.cell_key, task.words))
            self.store.index.put_member(self.layout.name, task.cell, task.key, task.first, task.stop)
        self._out[task.key] = (task, one)
        self.engine.submit(task.key, task)

    def _take(self, outcome: Outcome) -> None:
        held = self._out.pop(outcome.key, None)
        if held is None:
            return  # it was given up, or told twice
        task, one = held
        entry = self.store.index.task(task.key)
        assert entry is not None
        if not outcome.fault:
            self._keep(task, one, outcome, entry)
        elif outcome.fault == LOST:
            self.store.index.put_task(entry._replace(attempts=entry.attempts - 1))
            self._again.append(held)
        elif entry.attempts < MOST_ATTEMPTS:
            self.store.index.put_task(entry._replace(why=f"{outcome.fault}: {outcome.words}"))
            alone = outcome.fault in (CRASH, MEMORY) and entry.attempts == MOST_ATTEMPTS - 1
            (self._suspects if alone else self._again).append(held)
        else:
            why = f"{outcome.fault}: {outcome.words}"
            failed = entry._replace(standing=FAILED, why=why, lost=0)
            self.store.index.put_task(failed)
            self._end(one, failed)

    def _keep(self, task: Task, one: Open, outcome: Outcome, entry: Entry) -> None:
        made: Worked = outcome.made
        file, sha256, size = "", "", 0
        if len(made.rows):
            one_file = packed(made.rows, task.key)
            file, sha256, size = self.store.file_of(task.cell_key, task.key), one_file.sha256, len(one_file.data)
            write_packed(self.store.folder / file, one_file)
        done = entry._replace(
            standing=DONE, why=made.why, file=file, sha256=sha256, bytes=size,
            runs=len(made.rows), lost=made.out_of_reach, counts=json.dumps(counts_of(made.rows).tolist()),
            value=json.dumps(made.value), wall_s=outcome.wall_s,
        )  # fmt: skip
        self.store.index.put_task(done)
        self.fresh += done.runs
        self._end(one, done)

    def _end(self, first: Open, entry: Entry) -> None:
        for one in (first, *(other for _, other in self._beside.pop(entry.key, ()))):
            self._count(one, entry)
            one.out.discard(entry.key)
            if not one.out:
                self._stages.append(one)

    def _forgive(self) -> None:
        # what was left unfinished without its own fault begins with a clean sheet, if the disk still takes it
        with suppress(ScenarioError):
            for task, _ in self._out.values():
                entry = self.store.index.task(task.key)
                if entry is not None and entry.standing == BEGUN:
                    self.store.index.put_task(entry._replace(attempts=entry.attempts - 1))


def unpacked(counts: str) -> np.ndarray:
    """Return COUNT rows as the index holds them."""
    return np.array([tuple(row) for row in json.loads(counts)], dtype=COUNT)
