"""Finished chunks of runs, and the checked files that keep them until a run folder is complete.

A file is one line with the SHA-256 of all that follows, one line of JSON that says what is in it, and the rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from midcourse.engagement.record import write_file
from midcourse.errors import ScenarioError
from midcourse.records import FATE, PLAN, SHOT

FORM = 1
TABLES = (np.dtype("i8"), FATE, SHOT, PLAN)  # numbers of the runs first
PIECE = 1 << 20
DAMAGED = "damaged: not the file that was written"
MEND = "delete it to have its runs fought again, or --force to fight all again"


class Part(NamedTuple):
    """What is kept of a finished chunk: its world, looks taken, numbers of its runs; FATE, SHOT and PLAN rows."""

    world: int
    looks: int
    runs: np.ndarray
    fates: np.ndarray
    shots: np.ndarray
    plans: np.ndarray = np.zeros(0, dtype=PLAN)

    @property
    def size(self) -> int:
        """Bytes of its rows."""
        return int(sum(rows.nbytes for rows in self[2:]))


class Place(NamedTuple):
    """Where a part stands in a file: the file, the offset of its first byte, how many rows each table has."""

    path: Path
    offset: int
    counts: tuple[int, ...]


class Kept(NamedTuple):
    """A part as a store knows it: world, looks, first and last run, how many runs, and where its rows are."""

    world: int
    looks: int
    first: int
    last: int
    runs: int
    rows: Part | Place


def kept(part: Part) -> Kept:
    """Return a part as a store knows it, its rows in memory."""
    runs = part.runs
    return Kept(part.world, part.looks, int(runs[0]), int(runs[-1]), len(runs), part)


def write_parts(path: Path, parts: Sequence[Part], key: dict[str, Any], sure: bool) -> list[Kept]:
    """Write finished chunks into one file that appears whole or not at all.

    Args:
        path: the file.
        parts: the chunks.
        key: what makes the run the same, for the file to belong to no other.
        sure: whether the bytes are on the disk, and not only on their way, before the file appears.

    Returns:
        Kept of each part, in order.

    Raises:
        ScenarioError: the disk is full or the folder cannot be written.
    """
    chunks = [[*kept(part)[:4], *map(len, part[2:])] for part in parts]
    head = json.dumps({"form": FORM, "key": key, "rows": _forms(), "chunks": chunks}, sort_keys=True)
    pieces = [head.encode() + b"\n"]
    for part in parts:
        pieces += [
            np.ascontiguousarray(rows, dtype=form).tobytes()
            for rows, form in zip(part[2:], TABLES, strict=True)
        ]
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    first = digest.hexdigest().encode() + b"\n"

    def write(temporary: Path) -> None:
        with temporary.open("wb") as stream:
            stream.write(first)
            for piece in pieces:
                stream.write(piece)

    write_file(path, write, sure)
    return _placed(path, len(first) + len(pieces[0]), chunks)


def read_parts(path: Path, key: dict[str, Any]) -> list[Kept]:
    """Check a file of parts and say what is in it.

    Args:
        path: the file.
        key: of the run that it must belong to.

    Returns:
        Kept of each part, in the order of the file.

    Raises:
        ScenarioError: the file is damaged, cannot be read, or belongs to another run.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            said = stream.readline(80)
            start = stream.tell()
            line = stream.readline()
            digest.update(line)
            while piece := stream.read(PIECE):
                digest.update(piece)
        if said != digest.hexdigest().encode() + b"\n":
            raise ScenarioError(DAMAGED, file=str(path), allowed=MEND)
        head = json.loads(line)
    except OSError as problem:
        raise ScenarioError(f"cannot be read: {problem.strerror}", file=str(path)) from problem
    if head["form"] != FORM or head["rows"] != _forms() or head["key"] != key:
        raise ScenarioError("belongs to another run, or to another version", file=str(path), allowed=MEND)
    return _placed(path, start + len(line), head["chunks"])


def read_part(one: Kept) -> Part:
    """Return a part with its rows, read from its file where it is not in memory."""
    rows = one.rows
    if isinstance(rows, Part):
        return rows
    return Part(one.world, one.looks, *_read(rows, TABLES))


def read_runs(one: Kept) -> np.ndarray:
    """Return the numbers of the runs of a part."""
    rows = one.rows
    return rows.runs if isinstance(rows, Part) else _read(rows, TABLES[:1])[0]


def _read(place: Place, tables: Sequence[np.dtype]) -> list[np.ndarray]:
    try:
        with place.path.open("rb") as stream:
            stream.seek(place.offset)
            found = []
            for form, count in zip(tables, place.counts, strict=False):
                found.append(np.fromfile(stream, form, count))
                if len(found[-1]) != count:
                    raise ScenarioError(DAMAGED, file=str(place.path), allowed=MEND)
            return found
    except OSError as problem:
        raise ScenarioError(f"cannot be read: {problem.strerror}", file=str(place.path)) from problem


def _placed(path: Path, offset: int, chunks: Sequence[Sequence[int]]) -> list[Kept]:
    found = []
    for world, looks, first, last, *counts in chunks:
        place = Place(path, offset, tuple(counts))
        found.append(Kept(world, looks, first, last, counts[0], place))
        offset += sum(form.itemsize * count for form, count in zip(TABLES, counts, strict=True))
    return found


def _forms() -> list[Any]:
    # a changed row is another version
    return [[list(field) for field in form.descr] for form in TABLES]
