"""Work in threads that may be left at any time: nobody waits for a thread that is still at work."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")


class Pool(Generic[Task, Done]):
    """Works tasks in order of their list, and gives what they make as it is finished.

    Args:
        work: makes one thing of one task.
        tasks: all of them. The first is worked alone: what it compiles, all others share.
        jobs: threads; the number of cores where None.
    """

    def __init__(self, work: Callable[[Task], Done], tasks: Sequence[Task], jobs: int | None = None) -> None:
        self._work = work
        self._tasks = iter(enumerate(tasks))
        self._count = len(tasks)
        self._jobs = min(jobs or os.cpu_count() or 1, max(len(tasks), 1))
        self._lock = threading.Lock()
        self._left = threading.Event()
        self._finished: queue.Queue[tuple[int, Done | None, BaseException | None]] = queue.Queue()
        self._threads: list[threading.Thread] = []

    def __iter__(self) -> Iterator[tuple[int, Done]]:
        """Give the place of each task and what was made of it, in the order in which they are finished."""
        for count in range(self._count):
            self._start(1 if count == 0 else self._jobs)
            at, done, problem = self._finished.get()
            if problem is not None:
                self._left.set()
                raise problem
            yield at, done  # type: ignore[misc]

    def _start(self, threads: int) -> None:
        while len(self._threads) < threads:
            thread = threading.Thread(target=self._thread, daemon=True)
            self._threads.append(thread)
            thread.start()

    def leave(self, grace_s: float) -> list[tuple[int, Done]]:
        """Begin no further task; return those that are finished within a time, and drop the rest."""
        self._left.set()
        until_s, found = time.monotonic() + grace_s, list[tuple[int, Done]]()
        while any(thread.is_alive() for thread in self._threads) or not self._finished.empty():
            try:
                wait_s = max(min(until_s - time.monotonic(), 0.05), 0.0)
                at, done, problem = self._finished.get(timeout=wait_s)
            except queue.Empty:
                if time.monotonic() >= until_s:
                    break
                continue
            if problem is None:
                found.append((at, done))  # type: ignore[arg-type]
        return found

    def _thread(self) -> None:
        while not self._left.is_set():
            with self._lock:
                at, task = next(self._tasks, (-1, None))
            if at < 0:
                return
            try:
                self._finished.put((at, self._work(task), None))  # type: ignore[arg-type]
            except BaseException as problem:
                self._finished.put((at, None, problem))
                return


def mapped(
    work: Callable[[Task], Done],
    tasks: Sequence[Task],
    jobs: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> list[Done]:
    """Return what is made of each task, in order; Ctrl-C leaves at once.

    Args:
        work, tasks, jobs: as for Pool.
        tick: called with 1 whenever a task is finished.
    """
    pool = Pool(work, tasks, jobs)
    found: dict[int, Done] = {}
    try:
        for at, done in pool:
            found[at] = done
            tick(1)
    finally:
        pool.leave(0.0)
    return [found[at] for at in range(len(found))]
