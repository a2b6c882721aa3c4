"""Tasks that are worked for the clock alone; workers of a cluster import them by name."""

from __future__ import annotations

import hashlib
import time
from typing import Any


def rows(first: int, stop: int) -> Any:
    """Return runs `first` to `stop`, made up."""
    import numpy as np

    from midcourse.cells.task import RUN

    found = np.zeros(stop - first, dtype=RUN)
    found["run"], found["world"], found["warheads"] = np.arange(first, stop), -1, 1
    found["leaked"] = found["run"] % 5 == 0
    return found


def at_once(task: Any) -> Any:
    """Return the runs of a task without any work."""
    from midcourse.cells.task import Worked

    return Worked(rows(task.first, task.stop))


def spin(rounds: int) -> None:
    """Keep a core busy, and let other threads of the process work."""
    hashlib.pbkdf2_hmac("sha256", b"busy", b"core", rounds)


def busy(rounds: int) -> int:
    """A task of an engine that is nothing but work."""
    spin(rounds)
    return rounds


def still(wait_s: float) -> float:
    """A task of an engine that only takes time, and no core from another."""
    time.sleep(wait_s)
    return wait_s
