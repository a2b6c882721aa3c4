"""Work for a campaign that takes no time, and faults of every kind: workers import it by its name."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import numpy as np

from midcourse.cells.task import RUN, Task, Worked
from midcourse.engines.program import stamp
from midcourse.streams import uniform

SHORT_S = 0.01
BAD = 3  # the cell in which something goes wrong


def runs(task: Task) -> Worked:
    """Return runs that follow from the numbers of the task alone."""
    time.sleep(SHORT_S)
    every = np.arange(task.first, task.stop, dtype=np.int64)
    if task.numbers:
        every = every[np.isin(every % task.worlds, task.numbers)]
    rows = np.zeros(len(every), dtype=RUN)
    rows["run"], rows["world"], rows["warheads"] = every, every % task.worlds if task.worlds else -1, 3
    luck = np.array([uniform(task.seed, 1, 0, int(run), task.cell, 0, 0) for run in every])
    rows["leaked"], rows["shots"] = (4.0 * luck * luck).astype(int), 4
    return Worked(rows)


def many(task: Task) -> Worked:
    """Return runs at once, for campaigns with many of them."""
    every = np.arange(task.first, task.stop, dtype=np.int64)
    rows = np.zeros(len(every), dtype=RUN)
    rows["run"], rows["world"], rows["warheads"], rows["leaked"] = every, -1, 1, every % 5 == 0
    return Worked(rows)


def endless(task: Task) -> Worked:
    """Never end in one cell."""
    if is_bad(task):
        time.sleep(1e4)
    return runs(task)


def raising(task: Task) -> Worked:
    """Raise in one cell."""
    if is_bad(task):
        raise ZeroDivisionError("a fault of a task")
    return runs(task)


def raising_first(task: Task) -> Worked:
    """Raise in the first cell, which every calibration tries."""
    if task.cell == 0:
        raise ZeroDivisionError("a fault of a task")
    return runs(task)


def hungry(task: Task) -> Worked:
    """Want more memory than there is in one cell."""
    if is_bad(task):
        return Worked(np.zeros(1 << 47))
    return runs(task)


def greedy(task: Task) -> Worked:
    """Want more memory than a worker of several is given, and never touch it."""
    if is_bad(task):
        from distributed.system import MEMORY_LIMIT

        return Worked(np.zeros(int(0.9 * MEMORY_LIMIT) // 8))
    return runs(task)


def crashing(task: Task) -> Worked:
    """Bring the process down in one cell."""
    if is_bad(task):
        os.abort()
    return runs(task)


def crashing_first(task: Task) -> Worked:
    """Bring the process down in the first cell, which every calibration tries."""
    if task.cell == 0:
        os.abort()
    return runs(task)


def ended_for_memory(task: Task) -> Worked:
    """Be ended in one cell as a system does that has no memory left: it counts, and kills."""
    if is_bad(task):
        counts = Path(os.environ["MADE_UP_COUNTS"])
        spare = counts.with_name(f"counts-{threading.get_ident()}")  # another thread may be reading it
        spare.write_text(f"oom_kill {int(counts.read_text().split()[1]) + 1}\n")
        spare.replace(counts)
        os.kill(os.getpid(), signal.SIGKILL)
    return runs(task)


def killed(task: Task) -> Worked:
    """Be slow, so that a worker can be killed."""
    time.sleep(0.15)
    return runs(task)


def faulty(task: Task) -> Worked:
    """Do in cells 1 to 4 what must not be done, each time something else."""
    bad = {1: raising, 2: endless, 3: greedy, 4: crashing}
    return bad[task.cell](task._replace(cell=BAD)) if task.cell in bad else runs(task)


def noted(task: Task) -> Worked:
    """Bring the process down in one cell, and leave a word of each attempt in a file."""
    with open(os.environ["MADE_UP_NOTES"], "a", encoding="utf-8") as stream:
        stream.write(f"{task.cell}\n")
    return crashing(task)


def is_bad(task: Task) -> bool:
    """Return whether it is one of the tasks of the bad cell, which no calibration tries."""
    return task.cell == BAD


def program() -> dict[str, str]:
    """Say of a worker that it is another program."""
    return {**stamp(), "midcourse": "9.9"} if multiprocessing.parent_process() else stamp()
