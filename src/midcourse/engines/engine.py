"""What an engine is: it takes tasks, and tells what came of them; it knows nothing of what they are."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

ERROR, TIMEOUT, MEMORY, CRASH, LOST = "error", "timeout", "memory", "crash", "lost"


class Outcome(NamedTuple):
    """What came of a task: what was made of it, or the kind of fault and what it was in words.

    `lost` is no fault of the task: the machine that had it is gone, and it is worked again.
    """

    key: str
    made: Any = None
    fault: str = ""
    words: str = ""
    wall_s: float = 0.0


class Engine(Protocol):
    """Where tasks are worked; calls come from one thread."""

    name: str

    @property
    def slots(self) -> int:
        """How many tasks are worked at the same time."""

    def submit(self, key: str, task: Any) -> None:
        """Begin a task, or let it wait for a free place."""

    def finished(self, wait_s: float) -> list[Outcome]:
        """Return what has come to an end, after at most so long."""

    def close(self, grace_s: float) -> list[Outcome]:
        """Begin no further task; return what is finished within a time, and leave the rest."""


def guarded(work: Callable[[Any], Any], task: Any, limit_s: float) -> tuple[Any, str, str, float]:
    """Work a task, for at most so long.

    Args:
        work: makes something of the task.
        task: any.
        limit_s: after which it is left alone; its thread may go on, and nobody waits for it.

    Returns:
        what was made, or None with the kind of fault and its words; and the seconds that it took.
    """
    made: list[Any] = [None, ERROR, "left without a word"]
    begun_s = time.monotonic()

    def run() -> None:
        try:
            made[:] = [work(task), "", ""]
        except MemoryError:
            made[1:] = [MEMORY, "more memory than there is"]
        except BaseException as problem:  # a task may raise anything; it is told, and the others go on
            words = " ".join(str(getattr(problem, "one_line", problem.__str__)()).split())[:300]
            made[1:] = [ERROR, f"{type(problem).__name__}: {words}"]

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit_s)
    if thread.is_alive():
        return None, TIMEOUT, f"not finished after {limit_s:g} s", time.monotonic() - begun_s
    return made[0], made[1], made[2], time.monotonic() - begun_s
