"""The engine that needs nothing: threads of this process."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from midcourse.engines.engine import Outcome, guarded


class Threads:
    """Works tasks in threads.

    Args:
        work: makes something of a task.
        limit_s: for a task.
        jobs: threads; the number of cores where None.
    """

    def __init__(self, work: Callable[[Any], Any], limit_s: float, jobs: int | None = None) -> None:
        self.name = "threads"
        self._work = work
        self._limit_s = limit_s
        self._jobs = jobs or os.cpu_count() or 1
        self._waiting: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
        self._ended: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._out = 0
        self._left = False
        self._threads = [threading.Thread(target=self._thread, daemon=True) for _ in range(self._jobs)]
        for thread in self._threads:
            thread.start()

    @property
    def slots(self) -> int:
        """How many tasks are worked at the same time."""
        return self._jobs

    def _thread(self) -> None:
        while (one := self._waiting.get()) is not None:
            if self._left:
                continue
            key, task = one
            made, fault, words, wall_s = guarded(self._work, task, self._limit_s)
            self._ended.put(Outcome(key, made, fault, words, wall_s))

    def submit(self, key: str, task: Any) -> None:
        """Begin a task, or let it wait for a free thread."""
        self._out += 1
        self._waiting.put((key, task))

    def finished(self, wait_s: float) -> list[Outcome]:
        """Return what has come to an end, after at most so long."""
        found: list[Outcome] = []
        try:
            found.append(self._ended.get(timeout=wait_s))
            while True:
                found.append(self._ended.get_nowait())
        except queue.Empty:
            pass
        self._out -= len(found)
        return found

    def close(self, grace_s: float) -> list[Outcome]:
        """Begin no further task; return what is finished within a time, and leave the rest."""
        self._left = True
        until_s, found = time.monotonic() + grace_s, list[Outcome]()
        for _ in self._threads:
            self._waiting.put(None)
        while self._out and time.monotonic() < until_s:
            found += self.finished(max(min(0.05, until_s - time.monotonic()), 0.0))
            if not any(thread.is_alive() for thread in self._threads):
                found += self.finished(0.0)
                break
        return found
