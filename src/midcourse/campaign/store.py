"""Where finished parts are kept: in memory for short work, else on disk, and given back in the order of the runs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from midcourse.campaign.parts import Kept, Part, kept, read_part, read_parts, read_runs, write_parts
from midcourse.errors import ScenarioError

MOST_BYTES = 32 << 20  # kept in memory before parts go to the disk
SHARE = 0.01  # of the time worked so far may be lost in a crash, within these bounds
LEAST_S, MOST_S = 1.0, 60.0
ENDING = ".part"


class Block(NamedTuple):
    """Rows of neighbouring runs, in the order of the runs; no run is in two blocks."""

    runs: np.ndarray
    fates: np.ndarray
    shots: np.ndarray
    plans: np.ndarray


class Store:
    """Finished parts of one run.

    Args:
        folder: where parts are kept; where None, what memory does not hold goes to a folder that vanishes.
        key: what makes the run the same; files of another are refused.
    """

    def __init__(self, folder: Path | None = None, key: dict[str, Any] | None = None) -> None:
        self.folder = folder
        self.key = key or {}
        self.kept: list[Kept] = []
        self._open: list[Part] = []
        self._bytes = 0
        self._number = 0
        self._begun_s = self._written_s = time.monotonic()
        self._vanishing: tempfile.TemporaryDirectory[str] | None = None

    def load(self) -> None:
        """Take up what the folder holds already; a run that stands in two files counts once.

        Raises:
            ScenarioError: a file is damaged or belongs to another run.
        """
        assert self.folder is not None
        seen: set[tuple[int, int, int, int]] = set()
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            if not path.stem.isdecimal():
                raise ScenarioError("is no part of this run", file=str(path), allowed="only what `run` wrote")
            self._number = max(self._number, int(path.stem))
            for one in read_parts(path, self.key):
                if one[:4] not in seen:
                    seen.add(one[:4])
                    self.kept.append(one)

    def add(self, part: Part) -> None:
        """Keep a finished chunk; now and then what has come together goes to the disk."""
        self._open.append(part)
        self._bytes += part.size
        if self._bytes >= MOST_BYTES or (self.folder is not None and self._due()):
            self.flush()

    def _due(self) -> bool:
        now_s = time.monotonic()
        return now_s - self._written_s >= min(max(SHARE * (now_s - self._begun_s), LEAST_S), MOST_S)

    def flush(self) -> None:
        """Write what is in memory to the disk, in one file.

        Raises:
            ScenarioError: the disk is full or the folder cannot be written.
        """
        if not self._open:
            return
        sure = self.folder is not None
        if self.folder is None:
            self._vanishing = self._vanishing or tempfile.TemporaryDirectory(prefix="midcourse-")
        folder = Path(self._vanishing.name) if self._vanishing else self.folder
        assert folder is not None
        try:
            folder.mkdir(exist_ok=True)
        except OSError as problem:
            raise ScenarioError(f"cannot be made: {problem.strerror}", file=str(folder)) from problem
        path = folder / f"{self._number + 1:06d}{ENDING}"
        self.kept += write_parts(path, self._open, self.key, sure)
        self._number += 1
        self._open, self._bytes, self._written_s = [], 0, time.monotonic()

    def all(self) -> list[Kept]:
        """Return all parts, those in memory last."""
        return self.kept + [kept(part) for part in self._open]

    def held(self) -> dict[int, np.ndarray]:
        """Return the numbers of the finished runs of each world that has some, in order."""
        found: dict[int, list[np.ndarray]] = {}
        for one in self.all():
            found.setdefault(one.world, []).append(read_runs(one))
        return {world: np.unique(np.concatenate(numbers)) for world, numbers in found.items()}

    def discard(self) -> None:
        """Remove the files of the folder, and the folder."""
        self.kept, self._open, self._bytes = [], [], 0
        discard(self.folder)


def discard(folder: Path | None) -> None:
    """Remove a folder of parts where there is one; what is no part stays.

    Raises:
        ScenarioError: a file cannot be removed.
    """
    if folder is None or not folder.is_dir():
        return
    try:
        for path in folder.glob(f"*{ENDING}"):
            path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as problem:
        raise ScenarioError(f"cannot be removed: {problem.strerror}", file=str(folder)) from problem


def blocks(parts: list[Kept], span: int) -> Iterator[Block]:
    """Give back the rows of parts block by block, in the order of the runs.

    Args:
        parts: of one or several worlds.
        span: over how many run numbers a block reaches; changes no row, only how many are in memory at once.

    Yields:
        Block; those without a run are left out.
    """
    waiting = sorted(parts, key=lambda one: (one.first, one.world))
    at, start, open_ = 0, 0, list[Kept]()
    while at < len(waiting) or open_:
        if not open_:
            start = max(start, waiting[at].first // span * span)
        stop = start + span
        while at < len(waiting) and waiting[at].first < stop:
            open_.append(waiting[at])
            at += 1
        if open_:
            yield _joined([_cut(read_part(one), start, stop) for one in open_])
        open_ = [one for one in open_ if one.last >= stop]
        start = stop


def _cut(part: Part, start: int, stop: int) -> Part:
    # a part that reaches beyond the block, as after a change of the size of chunks
    if part.runs[0] >= start and part.runs[-1] < stop:
        return part
    inside = (_between(rows, start, stop) for rows in (part.fates, part.shots, part.plans))
    runs = part.runs[(part.runs >= start) & (part.runs < stop)]
    return Part(part.world, part.looks, runs, *inside)


def _between(rows: np.ndarray, start: int, stop: int) -> np.ndarray:
    found: np.ndarray = rows[(rows["run"] >= start) & (rows["run"] < stop)]
    return found


def _joined(parts: list[Part]) -> Block:
    runs = np.sort(np.concatenate([part.runs for part in parts]))
    fates = _in_order([part.fates for part in parts])
    shots = _in_order([part.shots for part in parts])
    return Block(runs, fates, shots, _in_order([part.plans for part in parts]))


def _in_order(tables: list[np.ndarray]) -> np.ndarray:
    rows = np.concatenate(tables)
    numbers = rows["run"]
    if len(rows) < 2 or bool((numbers[1:] >= numbers[:-1]).all()):
        return rows
    ordered: np.ndarray = rows[np.argsort(numbers, kind="stable")]
    return ordered
