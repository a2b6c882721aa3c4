"""Many runs of one scenario: chunks in threads, in run order, stopped cleanly at any time."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.run import Batch, Result, fight

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

CHUNK = 128  # runs a chunk; its arrays stay far below 128 MB
NOMINAL = 0  # the world in which every input has its stated value


@dataclass(frozen=True)
class Fought:
    """Finished runs of a scenario, in run order, chunk by chunk.

    `complete` is False where the work was interrupted.
    """

    seed: int
    asked: int
    chunks: tuple[Result, ...]
    complete: bool

    @property
    def fates(self) -> np.ndarray:
        """FATE rows of all finished runs."""
        return np.concatenate([chunk.fates for chunk in self.chunks])

    @property
    def shots(self) -> np.ndarray:
        """SHOT rows of all finished runs."""
        return np.concatenate([chunk.shots for chunk in self.chunks])

    @property
    def done(self) -> int:
        """Number of finished runs."""
        return sum(len(chunk.batch.runs) for chunk in self.chunks)


def fight_all(
    scenario: Scenario,
    runs: int,
    seed: int,
    jobs: int | None = None,
    chunk: int = CHUNK,
    tick: Callable[[int], None] = lambda _: None,
) -> Fought:
    """Fight a scenario many times.

    Args:
        scenario: checked scenario.
        runs: number of runs.
        seed: seed of all luck.
        jobs: threads; the number of cores where None.
        chunk: runs a chunk; changes no byte of the result.
        tick: called with the number of runs that have just been finished.

    Returns:
        Fought; after Ctrl-C with what was finished by then.

    Raises:
        NoSolution: a missile cannot reach its aim point.
    """
    starts = range(0, runs, chunk)
    waiting = iter(starts)
    first = next(waiting)
    results: dict[int, Result] = {}
    complete = True
    # the first chunk alone: it solves what all share (aim, reach tables)
    results[first] = _fight(scenario, _batch(seed, first, chunk, runs))
    tick(len(results[first].batch.runs))
    pool = ThreadPoolExecutor(jobs or os.cpu_count() or 1)
    open_: dict[Future[Result], int] = {}
    try:
        for start in waiting:
            open_[pool.submit(_fight, scenario, _batch(seed, start, chunk, runs))] = start
            if len(open_) >= 2 * (jobs or os.cpu_count() or 1):
                _collect(open_, results, tick)
        while open_:
            _collect(open_, results, tick)
    except KeyboardInterrupt:
        complete = False
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    for future, start in open_.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            results[start] = future.result()
    ordered = tuple(results[start] for start in starts if start in results)
    return Fought(seed, runs, ordered, complete and len(results) == len(starts))


def _fight(scenario: Scenario, batch: Batch) -> Result:
    # what is kept of a chunk: fates, shots and orders; the histories of tracks are let go
    result = fight(scenario, batch)
    rows = np.zeros((*result.watched.rows.shape[:2], 0), dtype=result.watched.rows.dtype)
    return result._replace(watched=result.watched._replace(rows=rows))


def _batch(seed: int, start: int, chunk: int, runs: int) -> Batch:
    return Batch(seed, NOMINAL, np.arange(start, min(start + chunk, runs), dtype=np.int64))


def _collect(
    open_: dict[Future[Result], int], results: dict[int, Result], tick: Callable[[int], None]
) -> None:
    done, _ = wait(open_, return_when=FIRST_COMPLETED)
    for future in done:
        result = future.result()
        results[open_.pop(future)] = result
        tick(len(result.batch.runs))
