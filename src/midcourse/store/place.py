"""A store: its folder, which form it has, and who may write in it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from midcourse.campaign.lock import LOCK, Lock, is_held
from midcourse.engagement.record import clear_temporary, write_json
from midcourse.errors import ScenarioError
from midcourse.store.index import Index
from midcourse.version import __version__

USUAL = "midcourse-store"
FORM = 1
HEAD, INDEX, RUNS = "store.json", "index.sqlite", "runs"
CRASH, MEMORY = "crash.txt", "memory.txt"
KIND = "midcourse store"
AT_WORK = "a campaign is at work in this store"


def head_mended(folder: Path) -> bool:
    """Write the head of a store anew where it is missing or damaged and the index is sound; return whether it was due.

    Raises:
        ScenarioError: the index is damaged too, or the folder cannot be written.
    """
    path = folder / HEAD
    with suppress(OSError, ValueError, AttributeError):
        if json.loads(path.read_text(encoding="utf-8")).get("kind") == KIND:
            return False
    if not (folder / INDEX).is_file():
        return False
    index = Index(folder / INDEX, False)
    broken = index.sound()
    index.close()
    if broken:
        raise ScenarioError(f"damaged: {broken[0]}", file=str(index.path))
    write_json(path, {"kind": KIND, "form": FORM, "made_by": __version__})
    return True


class Store:
    """An open store.

    Args:
        folder: where it is.
        write: whether campaigns are fought into it; one process at a time may.

    Raises:
        ScenarioError: no store, one of a newer form, one that cannot be read or written, or another is at work in it.
    """

    def __init__(self, folder: str | Path, write: bool = False) -> None:
        self.folder = Path(folder)
        self.write = write
        self._lock: Lock | None = None
        if write:
            self._claim()
        try:
            self._check_head()
            self.index = Index(self.folder / INDEX, write)
        except BaseException:
            self.close()
            raise

    def _claim(self) -> None:
        try:
            if self.folder.exists() and not self.folder.is_dir():
                raise ScenarioError("not a folder", key="--store", got=str(self.folder), allowed="a folder")
            there = self.folder.is_dir() and any(one.name != ".lock" for one in self.folder.iterdir())
            if there and not (self.folder / HEAD).is_file():
                why, allowed = "a folder with other things in it", "a store, or a new folder"
                if (self.folder / INDEX).is_file():
                    why = f"{HEAD} is missing"
                    allowed = "`midcourse runs check --mend`, which writes it anew where the index is sound"
                raise ScenarioError(why, key="--store", got=str(self.folder), allowed=allowed)
            (self.folder / RUNS).mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as problem:
            why = f"cannot be used: {getattr(problem, 'strerror', None) or problem}"
            raise ScenarioError(why, key="--store", got=str(self.folder), allowed="a folder") from None
        died = (self.folder / LOCK).exists()  # whoever ends in order takes it away
        self._lock = Lock(self.folder, AT_WORK, "to wait for its end, or another --store")
        self._lock.take()
        for folder in (self.folder, *((self.folder / RUNS).glob("*/*") if died else ())):
            clear_temporary(folder)
        if not (self.folder / HEAD).is_file():
            write_json(self.folder / HEAD, {"kind": KIND, "form": FORM, "made_by": __version__})

    def _check_head(self) -> None:
        path = self.folder / HEAD
        try:
            head: Any = json.loads(path.read_text(encoding="utf-8"))
            form = head["form"] if head["kind"] == KIND else None
        except FileNotFoundError:
            allowed = "the folder of a store: `midcourse campaign FILE --store DIR` makes one"
            raise ScenarioError("no store there", key="--store", got=str(self.folder), allowed=allowed) from None
        except OSError as problem:
            raise ScenarioError(f"cannot be read: {problem.strerror}", file=str(path)) from None
        except (ValueError, KeyError, TypeError):
            allowed = "`midcourse runs check --mend` writes it anew where the index is sound"
            raise ScenarioError("damaged: not the file that was written", file=str(path), allowed=allowed) from None
        if form == FORM:
            return
        newer = isinstance(form, int) and form > FORM
        why = "a store of a newer midcourse" if newer else "no store of midcourse"
        allowed = f"form {FORM}; upgrade midcourse" if newer else KIND
        raise ScenarioError(why, file=str(path), got=form, allowed=allowed)

    @property
    def at_work(self) -> bool:
        """Whether a process fights a campaign in the store; where nothing is known of locks, it is taken to."""
        return self._lock is not None or is_held(self.folder)

    @property
    def warning(self) -> str:
        """What is odd about its lock, if anything."""
        return "" if self._lock is None else self._lock.warning

    @property
    def crash(self) -> Path:
        """Where a process that dies of a fault says so."""
        return self.folder / CRASH

    @property
    def memory(self) -> Path:
        """Where stands how many processes the system had ended for their memory before."""
        return self.folder / MEMORY

    def file_of(self, cell_key: str, key: str) -> str:
        """Return where the runs of a task stand, relative to the folder."""
        return os.path.join(RUNS, cell_key[:2], cell_key[2:18], f"{key}.parquet")

    def close(self) -> None:
        """Let go of the store."""
        index = getattr(self, "index", None)
        if index is not None:
            index.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
