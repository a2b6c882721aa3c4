"""The run folder: all it takes to repeat and to cite a run, written so that nothing is ever half there."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.errors import ScenarioError
from midcourse.records import LINKS, MARGIN_UNITS

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
GROUP_ROWS = 65_536


def write_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file so that it appears whole or not at all: temporary name, fsync, rename, fsync of the folder.

    Args:
        path: the file.
        write: writes the content to the path it is given.

    Raises:
        ScenarioError: the disk is full or the folder cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".tmp")
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as problem:
        raise ScenarioError(f"cannot write: {problem.strerror}", file=str(path)) from problem
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file as `write_file` does."""
    write_file(path, lambda temporary: _write_bytes(temporary, text.encode()))


def write_json(path: Path, content: Any) -> None:
    """Write a JSON file with sorted keys as `write_file` does."""
    write_text(path, json.dumps(content, indent=1, sort_keys=True, allow_nan=False) + "\n")


def write_rows(path: Path, rows: np.ndarray) -> None:
    """Write a structured array as Parquet with fixed row groups, in the order given."""
    import pyarrow.parquet as pq

    table = arrow_table(rows)
    write_file(path, lambda temporary: pq.write_table(table, temporary, row_group_size=GROUP_ROWS))


def arrow_table(rows: np.ndarray) -> pa.Table:
    """Return a structured array as an Arrow table; numbers of links become their words."""
    import pyarrow as pa

    columns = {}
    for name in rows.dtype.names or ():
        values = np.ascontiguousarray(rows[name])
        if name == "link":
            columns[name] = pa.array([LINKS[i] for i in values])
        elif name == "margin":
            columns[name] = pa.array(values, mask=~np.isfinite(values))
            columns["margin_unit"] = pa.array([MARGIN_UNITS[i] for i in rows["link"]])
        else:
            columns[name] = pa.array(values)
    return pa.table(columns)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a run folder, or None where there is none to read."""
    try:
        found = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def claim_folder(folder: Path, key: dict[str, Any], force: bool) -> dict[str, Any] | None:
    """Make a run folder ready, or find that it holds the finished result already.

    Args:
        folder: where the run goes.
        key: what makes two runs the same: scenario hash, seed, runs, version.
        force: compute again even where the result is there.

    Returns:
        the manifest of the finished run in the folder, else None.

    Raises:
        ScenarioError: the folder holds something else, or cannot be made.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise ScenarioError("is not a folder", file=str(folder), allowed="an empty or a new folder")
        filled = folder.is_dir() and any(folder.iterdir())
        found = read_manifest(folder) if filled else None
        same = found is not None and all(found.get(name) == value for name, value in key.items())
        if filled and not same:
            raise ScenarioError(
                "the folder is not empty and holds another run or other files",
                file=str(folder),
                allowed="an empty or a new folder, or the folder of the same run",
            )
        if same and found is not None and found.get("status") == "complete" and not force:
            return found
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ScenarioError(f"cannot use the folder: {problem.strerror}", file=str(folder)) from problem
    return None


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)
