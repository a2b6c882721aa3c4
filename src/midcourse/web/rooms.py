"""Where a server looks: run folders, the store, the built page. No name leads out of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from midcourse.errors import ScenarioError

RUN_NAME = re.compile(r"[^\W_][\w .@+()-]{0,199}")
ANSWERS = ".answers"
STATIC = Path(__file__).parent / "static"


class Missing(ScenarioError):
    """There is nothing of that name."""


class Rooms(NamedTuple):
    """The folders of a server, and the port that it listens at; None where nobody listens, as in tests."""

    runs: Path
    store: Path
    static: Path = STATIC
    port: int | None = None


def run_folder(rooms: Rooms, name: str) -> Path:
    """Return the folder of a run by its name, which is one plain folder directly in the home of runs.

    Raises:
        Missing: no such run; a link and a folder elsewhere are none.
    """
    path = rooms.runs / name
    if RUN_NAME.fullmatch(name) is None or path.is_symlink() or not (path / "manifest.json").is_file():
        raise Missing("no such run", key="run_id", got=name, allowed="one of the list of runs")
    if path.resolve().parent != rooms.runs.resolve():
        raise Missing("no such run", key="run_id", got=name, allowed="one of the list of runs")
    return path


def file_of(folder: Path, name: str) -> Path:
    """Return a plain file of a run folder that is known by its name.

    Raises:
        Missing: there is none; a link is none.
    """
    path = folder / name
    inside = path.resolve().is_relative_to(folder.resolve())
    if path.is_symlink() or not path.is_file() or not inside:
        raise Missing("the run folder has no such file", key="name", got=name)
    return path


def run_names(rooms: Rooms) -> list[str]:
    """Return the names of all run folders, the one written last first."""
    if not rooms.runs.is_dir():
        return []
    found = []
    for path in rooms.runs.iterdir():
        note = path / "manifest.json"
        if RUN_NAME.fullmatch(path.name) and not path.is_symlink() and note.is_file():
            found.append((note.stat().st_mtime_ns, path.name))
    return [name for _, name in sorted(found, reverse=True)]
