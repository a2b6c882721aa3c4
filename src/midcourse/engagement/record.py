"""The run folder: all it takes to repeat and to cite a run, written so that nothing is ever half there."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.errors import ScenarioError
from midcourse.records import LINKS, MARGIN_UNITS

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
GROUP_ROWS = 65_536
TEMPORARY = ".tmp"


def write_file(path: Path, write: Callable[[Path], None], sure: bool = True) -> None:
    """Write a file so that it appears whole or not at all: temporary name, fsync, rename, fsync of the folder.

    Args:
        path: the file.
        write: writes the content to the path it is given.
        sure: whether to fsync; not needed for what nobody reads after a crash.

    Raises:
        ScenarioError: the disk is full or the folder cannot be written.
    """
    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=TEMPORARY)
        temporary = Path(name)
        os.close(handle)
        write(temporary)
        temporary.chmod(0o644)
        if sure:
            _sync(temporary)
        temporary.replace(path)
        if sure:
            _sync(path.parent)
    except OSError as problem:
        why = problem.strerror or " ".join(str(problem).split())[:80]
        raise ScenarioError(f"cannot write: {why}", file=str(path)) from problem
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_temporary(folder: Path) -> None:
    """Remove what a process that died has left half written in a folder."""
    for path in folder.glob(f".*{TEMPORARY}"):
        with suppress(OSError):
            path.unlink()


def write_text(path: Path, text: str) -> None:
    """Write a text file as `write_file` does."""
    write_file(path, lambda temporary: _write_bytes(temporary, text.encode()))


def write_json(path: Path, content: Any) -> None:
    """Write a JSON file with sorted keys as `write_file` does."""
    write_text(path, json.dumps(content, indent=1, sort_keys=True, allow_nan=False) + "\n")


def write_rows(path: Path, blocks: Iterable[np.ndarray], form: np.dtype) -> None:
    """Write structured arrays as one Parquet file with fixed row groups, in the order given.

    Args:
        path: the file.
        blocks: the rows; how they are cut changes no byte.
        form: their type.
    """
    import pyarrow.parquet as pq

    def write(temporary: Path) -> None:
        with pq.ParquetWriter(temporary, arrow_table(np.zeros(0, dtype=form)).schema) as writer:
            for group in _groups(blocks, form):
                writer.write_table(arrow_table(group), row_group_size=GROUP_ROWS)

    write_file(path, write)


def _groups(blocks: Iterable[np.ndarray], form: np.dtype) -> Iterator[np.ndarray]:
    # rows in groups of one size, the last one smaller
    held = np.empty(GROUP_ROWS, dtype=form)
    count = 0
    for rows in blocks:
        at = 0
        while at < len(rows):
            some = rows[at : at + GROUP_ROWS - count]
            held[count : count + len(some)] = some
            count, at = count + len(some), at + len(some)
            if count == GROUP_ROWS:
                yield held
                count = 0
    if count:
        yield held[:count]


def arrow_table(rows: np.ndarray) -> pa.Table:
    """Return a structured array as an Arrow table; numbers of links become their words."""
    import pyarrow as pa

    columns = {}
    for name in rows.dtype.names or ():
        values = np.ascontiguousarray(rows[name])
        if name == "link":
            columns[name] = pa.array(LINKS).take(pa.array(values))
        elif name == "margin":
            columns[name] = pa.array(values, mask=~np.isfinite(values))
            columns["margin_unit"] = pa.array(MARGIN_UNITS).take(pa.array(np.ascontiguousarray(rows["link"])))
        else:
            columns[name] = pa.array(values)
    return pa.table(columns)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a run folder, or None where there is none to read."""
    try:
        found = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)
