"""Many runs of one scenario: worlds of doubt, chunks in threads, stopped cleanly at any time.

Run k belongs to world k mod K. The nominal world, in which every input has its stated value, has runs of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.run import Batch, Result, fight
from midcourse.errors import NoSolution
from midcourse.records import FATE, SHOT
from midcourse.scenario.doubt import World, worlds
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

CHUNK = 128  # runs a chunk; its arrays stay far below 128 MB
NOMINAL = 1 << 20  # the world in which every input has its stated value; the number of no other
LEAST_NOMINAL = 200
NOMINAL_SHARE = 4


@dataclass(frozen=True)
class Fought:
    """Finished runs of a scenario.

    Args:
        seed, asked: seed, and runs asked for.
        chunks: finished runs, a chunk of one world each, in order of their first run.
        complete: False where the work was interrupted.
        worlds: what was drawn; empty where no doubt was carried.
        nominal: finished runs of the nominal world beside them; empty where all runs are of that world.
        out_of_reach: runs of worlds in which a missile cannot reach its aim; they are not fought.
    """

    seed: int
    asked: int
    chunks: tuple[Result, ...]
    complete: bool
    worlds: tuple[World, ...] = ()
    nominal: tuple[Result, ...] = ()
    out_of_reach: int = 0

    @property
    def fates(self) -> np.ndarray:
        """FATE rows of all finished runs, run by run."""
        return self._rows("fates")

    @property
    def shots(self) -> np.ndarray:
        """SHOT rows of all finished runs, run by run."""
        return self._rows("shots")

    def _rows(self, name: str) -> np.ndarray:
        empty = np.zeros(0, dtype={"fates": FATE, "shots": SHOT}[name])
        rows: np.ndarray = np.concatenate([empty, *(getattr(chunk, name) for chunk in self.chunks)])
        return rows[np.argsort(rows["run"], kind="stable")]

    @property
    def done(self) -> int:
        """Number of finished runs, those out of reach not counted."""
        return sum(len(chunk.batch.runs) for chunk in self.chunks)

    def scenario_of(self, scenario: Scenario, run: int) -> Scenario:
        """Return the scenario with the values of the world that a run belongs to."""
        return self.worlds[run % len(self.worlds)].scenario if self.worlds else scenario


@dataclass
class _Work:
    """Chunks to fight, and those that are done."""

    seed: int
    tick: Callable[[int], None]
    todo: list[tuple[Scenario, Batch]]
    results: dict[int, Result] = field(default_factory=dict)


def fight_all(
    scenario: Scenario,
    runs: int,
    seed: int,
    jobs: int | None = None,
    chunk: int = CHUNK,
    tick: Callable[[int], None] = lambda _: None,
    count: int = 0,
) -> Fought:
    """Fight a scenario many times.

    Args:
        scenario: checked scenario.
        runs: number of runs.
        seed: seed of all doubt and luck.
        jobs: threads; the number of cores where None.
        chunk: runs a chunk; changes no byte of the result.
        tick: called with the number of runs that have just been finished, those of the nominal world included.
        count: number of worlds; 0 to fight in the nominal world only.

    Returns:
        Fought; after Ctrl-C with what was finished by then.

    Raises:
        NoSolution: a missile cannot reach its aim point in the nominal world.
    """
    drawn = worlds(scenario, min(count, runs), seed) if count else []
    todo = _chunks(scenario, drawn, runs, seed, chunk)
    extra = nominal_runs(runs) if drawn else 0
    at_home = [
        (scenario, Batch(seed, NOMINAL, _numbers(0, extra, 1, start, chunk)))
        for start in range(0, extra, chunk)
    ]
    if drawn and not _reaches(scenario):
        at_home = []  # an answer of its own: only some worlds can
    work = _Work(seed, tick, [*at_home, *todo])
    complete = _fight_in_threads(work, jobs or os.cpu_count() or 1)
    done = [work.results.get(i) for i in range(len(work.todo))]
    home = tuple(one for one in done[: len(at_home)] if one is not None)
    away = tuple(one for one in done[len(at_home) :] if one is not None)
    lost = sum(len(range(world.number, runs, len(drawn))) for world in drawn if world.cannot_reach)
    return Fought(seed, runs, away, complete, tuple(drawn), home, lost)


def _reaches(scenario: Scenario) -> bool:
    try:
        fly_raid(scenario.raid)
    except NoSolution:
        return False
    return True


def nominal_runs(runs: int) -> int:
    """Return how many runs the nominal world has beside so many runs of the others."""
    return max(runs // NOMINAL_SHARE, LEAST_NOMINAL)


def _chunks(
    scenario: Scenario, drawn: list[World], runs: int, seed: int, chunk: int
) -> list[tuple[Scenario, Batch]]:
    if not drawn:
        return [
            (scenario, Batch(seed, NOMINAL, _numbers(0, runs, 1, start, chunk)))
            for start in range(0, runs, chunk)
        ]
    found = []
    for world in drawn:
        mine = len(range(world.number, runs, len(drawn)))
        if world.cannot_reach:
            continue
        for start in range(0, mine, chunk):
            numbers = _numbers(world.number, runs, len(drawn), start, chunk)
            found.append((world.scenario, Batch(seed, world.number, numbers)))
    return sorted(found, key=lambda pair: int(pair[1].runs[0]))


def _numbers(first: int, runs: int, step: int, start: int, chunk: int) -> np.ndarray:
    return np.arange(first, runs, step, dtype=np.int64)[start : start + chunk]


def _fight_in_threads(work: _Work, jobs: int) -> bool:
    # the first chunk alone: what it compiles, all share
    if not work.todo:
        return True
    work.results[0] = _fight(*work.todo[0])
    work.tick(len(work.results[0].batch.runs))
    waiting = iter(range(1, len(work.todo)))
    pool = ThreadPoolExecutor(jobs)
    open_: dict[Future[Result], int] = {}
    complete = True
    try:
        for i in waiting:
            open_[pool.submit(_fight, *work.todo[i])] = i
            if len(open_) >= 2 * jobs:
                _collect(open_, work)
        while open_:
            _collect(open_, work)
    except KeyboardInterrupt:
        complete = False
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    for future, i in open_.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            work.results[i] = future.result()
    return complete and len(work.results) == len(work.todo)


def _fight(scenario: Scenario, batch: Batch) -> Result:
    # what is kept of a chunk: fates, shots and orders; the histories of tracks are let go
    result = fight(scenario, batch)
    rows = np.zeros((*result.watched.rows.shape[:2], 0), dtype=result.watched.rows.dtype)
    return result._replace(watched=result.watched._replace(rows=rows))


def _collect(open_: dict[Future[Result], int], work: _Work) -> None:
    done, _ = wait(open_, return_when=FIRST_COMPLETED)
    for future in done:
        result = future.result()
        work.results[open_.pop(future)] = result
        work.tick(len(result.batch.runs))
