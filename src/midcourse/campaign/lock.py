"""One run at a time in a folder: a lock that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from midcourse.errors import ScenarioError

LOCK = ".lock"
RUN, OTHER = "another run is at work in this folder", "to wait for its end, or another --out"
UNKNOWN = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS, errno.EINVAL)


def is_held(folder: Path) -> bool:
    """Return whether a process holds the lock of a folder; True where that cannot be known."""
    try:
        import fcntl

        handle = os.open(folder / LOCK, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except (ImportError, OSError):
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


class Lock:
    """The lock of a folder in which one process at a time may write.

    Args:
        folder: the folder, which is there.
        why, allowed: what is said where another holds it.
    """

    def __init__(self, folder: Path, why: str = RUN, allowed: str = OTHER) -> None:
        self.path = folder / LOCK
        self.why = why
        self.allowed = allowed
        self.warning = ""
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock; where the disk or the system knows no locks, `warning` says so afterwards.

        Raises:
            ScenarioError: another process holds it, or the folder cannot be written.
        """
        while self._handle is None:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as problem:
                why = f"cannot use the folder: {problem.strerror}"
                raise ScenarioError(why, file=str(self.path.parent)) from problem
            if not self._locked(handle):
                who = os.read(handle, 20).decode("ascii", "replace").strip()
                os.close(handle)
                raise ScenarioError(
                    f"{self.why}{f' (process {who})' if who else ''}",
                    file=str(self.path.parent),
                    allowed=self.allowed,
                )
            if self._same(handle):
                self._handle = handle
            else:
                os.close(handle)  # removed by one that was just ending: the name is another file now
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.write(self._handle, f"{os.getpid()}\n".encode())

    def _locked(self, handle: int) -> bool:
        try:
            import fcntl
        except ImportError:
            self.warning = "this system knows no locks: begin no second run in the folder"
            return True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno not in UNKNOWN:
                return False
            self.warning = "this disk knows no locks: begin no second run in the folder"
        return True

    def _same(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of the lock and remove its file."""
        if self._handle is not None:
            with suppress(OSError):
                self.path.unlink()
            os.close(self._handle)
            self._handle = None
