"""A second process that compiles beside the first what needs nothing of it, on a machine with two cores."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WORK = "from midcourse.api.warm import alone; alone()"


class Beside:
    """A process that compiles into a folder of its own: two that write one index of Numba's would spoil it."""

    def __init__(self, target: Path) -> None:
        """Begin; `target` is the folder where compiled code is kept."""
        self.target = target
        self.folder = Path(tempfile.mkdtemp(prefix="beside-", dir=target))
        settings = os.environ | {"MIDCOURSE_CACHE_DIR": str(self.folder)}
        nothing = subprocess.DEVNULL
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORK], env=settings, stdin=nothing, stdout=nothing, stderr=nothing
        )

    def join(self) -> bool:
        """Wait for it and take over what it compiled.

        Returns:
            whether all of it was done; what was not is compiled here when it is called.
        """
        done = self.process.wait() == 0
        take_over(self.folder / self.target.name, self.target)
        return done

    def close(self) -> None:
        """End it if it is still at work, and remove its folder."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def take_over(source: Path, target: Path) -> None:
    """Move compiled functions and tables from one folder to another, whole functions that are not there yet.

    Args:
        source: a folder of compiled code, which may be missing.
        target: another for the same sources.
    """
    for index in sorted(source.rglob("*.nbi")):
        there = target / index.relative_to(source)
        if there.exists():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        for code in index.parent.glob(glob.escape(index.stem) + ".*.nbc"):
            os.replace(code, there.parent / code.name)
        os.replace(index, there)  # last: code that no index names is not looked at
    for path in sorted(source.rglob("*.npz")):
        there = target / path.relative_to(source)
        there.parent.mkdir(parents=True, exist_ok=True)
        if not there.exists():
            os.replace(path, there)
