"""How the process that fought a campaign came to an end: by a fault of its own, for its memory, or from outside."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from midcourse.engagement.record import write_text
from midcourse.engines.engine import CRASH, MEMORY
from midcourse.store.place import Store

COUNTS, BOOT = Path("/proc/vmstat"), Path("/proc/sys/kernel/random/boot_id")
WORDS = {CRASH: "the process died", MEMORY: "the system ended the process for its memory"}


@contextmanager
def watched(store: Store) -> Iterator[None]:
    """Leave a word in a store of how this process dies, should it do so before the end.

    A fault of machine code writes to `crash.txt`. A process that the system ends for its memory can write nothing:
    what the system had counted of such ends before stands in `memory.txt`. A kill from outside changes neither.

    Args:
        store: open for writing.

    Raises:
        ScenarioError: the disk is full.
    """
    write_text(store.memory, _ended_for_memory())
    with store.crash.open("w", encoding="utf-8") as stream:
        was = faulthandler.is_enabled()
        faulthandler.enable(stream)
        try:
            yield
        finally:
            faulthandler.disable()
            if was:
                faulthandler.enable()
    for path in (store.crash, store.memory):
        path.unlink(missing_ok=True)


def fell(store: Store) -> str:
    """Return of which kind the end of the last process was: `crash`, `memory`, or nothing where nobody is to blame.

    Where the system counts no such ends, or was started anew since, a process that it ended for its memory passes for
    one that was killed from outside.
    """
    if store.crash.is_file() and store.crash.stat().st_size > 0:
        return CRASH
    before = store.memory.read_text(encoding="utf-8").split() if store.memory.is_file() else []
    now = _ended_for_memory().split()
    same_boot = len(before) == len(now) == 2 and before[0] == now[0]
    return MEMORY if same_boot and int(now[1]) > int(before[1]) else ""


def _ended_for_memory() -> str:
    # which start of the system, and how many processes it has ended since
    try:
        counts = dict(line.split() for line in COUNTS.read_text(encoding="ascii").splitlines())
        return f"{BOOT.read_text(encoding='ascii').strip()} {counts['oom_kill']}"
    except (OSError, ValueError, KeyError):
        return ""
