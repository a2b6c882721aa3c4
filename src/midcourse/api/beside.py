"""A second process that compiles beside the first what needs nothing of it, on a machine with two cores."""

from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# not by its full name, which is the mark of files that hold compiled functions
from midcourse.kernels import _jit

WORK = "from midcourse.api.warm import alone; alone()"


class Beside:
    """A process that compiles into a folder of its own: two that write one index of Numba's would spoil it.

    It saves time and is never needed: where it cannot start, or fails, the first process compiles all.
    """

    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def __init__(self, target: Path) -> None:
        """Begin; `target` is the folder where compiled code is kept."""
        self.target = target
        nothing = subprocess.DEVNULL
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="beside-", dir=target))
            self.process = subprocess.Popen(
                [sys.executable, "-c", WORK],
                env=os.environ | {"MIDCOURSE_CACHE_DIR": str(self.folder)},
                stdin=nothing,
                stdout=nothing,
                stderr=nothing,
            )
        except OSError:  # no room on the disk, or for another process
            self.close()

    def join(self) -> bool:
        """Wait for it and take over what it compiled.

        Returns:
            whether all of it was done; what was not is compiled here when it is called.
        """
        if self.folder is None or self.process is None:
            return False
        done = self.process.wait() == 0
        made = self.folder / key_of(self.target)
        try:
            take_over(made, self.target)
        except OSError:
            return False
        return done and made.is_dir()

    def close(self) -> None:
        """End it if it is still at work, and remove its folder."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def key_of(target: Path) -> str:
    """Return the name that the folder of a second process must have, so that both compiled the same sources.

    Args:
        target: the folder of the first, named after the sources that it loaded, or a temporary one.

    Returns:
        that name; of a temporary folder, which has no such name, the hash of the sources as they are now.
    """
    return target.name if re.fullmatch("[0-9a-f]{32}", target.name) else _jit.source_key()


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
