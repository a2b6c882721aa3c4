"""The Parquet files of a store: made in memory, written whole under their checksum, read only if that is right."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import NamedTuple

import numpy as np

from midcourse.engagement.record import write_file
from midcourse.errors import ScenarioError

MEND = "`midcourse runs check` names what is damaged; `campaign --resume` fights it again"


class Packed(NamedTuple):
    """A file before it is written: its bytes and their SHA-256."""

    data: bytes
    sha256: str


def number_of(key: str) -> int:
    """Return the number under which the rows of a task are joined with it: the first 60 bits of its key."""
    return int(key[:15], 16)


def packed(rows: np.ndarray, key: str) -> Packed:
    """Return rows as a Parquet file, the same bytes for the same rows and key.

    Args:
        rows: structured, one a run.
        key: of their task; its number stands in every row, in the column `task`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: pa.array(np.ascontiguousarray(rows[name])) for name in rows.dtype.names or ()}
    columns["task"] = pa.array(np.full(len(rows), number_of(key), dtype=np.int64))
    table = pa.table(columns).replace_schema_metadata({"midcourse.task": key})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", write_page_checksum=True)
    data = out.getvalue()
    return Packed(data, hashlib.sha256(data).hexdigest())


def write_packed(path: Path, one: Packed) -> None:
    """Write a file that appears whole or not at all.

    Raises:
        ScenarioError: the disk is full, or the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ScenarioError(f"cannot write: {problem.strerror}", file=str(path.parent)) from problem

    def write(temporary: Path) -> None:
        temporary.write_bytes(one.data)

    write_file(path, write)


def has_size(path: Path, size: int) -> bool:
    """Return whether a file is there and as long as it was: all that can be known without reading it."""
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def fault_of_file(path: Path, sha256: str) -> str:
    """Return what is wrong with a file, empty where it is the one that was written."""
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return "is missing"
    except OSError as problem:
        return f"cannot be read: {problem.strerror}"
    return "" if found == sha256 else "damaged: not the file that was written"


def read_rows(path: Path, sha256: str, form: np.dtype) -> np.ndarray:
    """Read the rows of a file that is the one that was written.

    Raises:
        ScenarioError: it is missing or damaged.
    """
    import pyarrow.parquet as pq

    why = fault_of_file(path, sha256)
    if why:
        raise ScenarioError(why, file=str(path), allowed=MEND)
    table = pq.read_table(path)
    rows = np.zeros(table.num_rows, dtype=form)
    for name in form.names or ():
        rows[name] = table[name].to_numpy()
    return rows
