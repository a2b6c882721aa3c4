"""A run folder before the work: claimed for one process, begun or taken up again, given back."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.api.runs import WORLDS, folder_name, run_key
from midcourse.campaign.lock import LOCK, Lock
from midcourse.campaign.store import Store, discard
from midcourse.engagement.record import (
    MANIFEST,
    TEMPORARY,
    checksum,
    clear_temporary,
    read_manifest,
    write_json,
    write_text,
)
from midcourse.errors import ScenarioError
from midcourse.scenario import resolved_yaml
from midcourse.views import PICTURES

if TYPE_CHECKING:
    from midcourse.scenario import Scenario

LIBRARIES = ("numpy", "numba", "scipy", "pyarrow", "matplotlib", "cartopy")
DECIDE = ("numpy", "numba", "scipy")  # another one may give other bytes
PARTS = "parts"
GIVEN = ("scenario.yaml", "resolved.yaml")
REPORT = "report.html"
NUMBERS = ("results.parquet", "shots.parquet", "summary.json")
RESULTS = (*NUMBERS, "events.jsonl")
ENDINGS = ("svg", "png")
DRAWN = tuple(f"figures/{name}.{ending}" for name in PICTURES for ending in ENDINGS)
COMPLETE, INTERRUPTED, RUNNING = "complete", "interrupted", "running"
KEYS = ("hash", "seed", "runs", "worlds", "version")
SOMETIMES = ("grade", "until_width")  # keys of the runs that were asked for with these options


@dataclass(frozen=True)
class Folder:
    """A claimed run folder; leaving its `with` lets go of it.

    Args:
        path: where it is.
        key: what makes the run the same.
        old: the manifest of the same run, if it is complete; then nothing is claimed.
        made: whether this call made the folder; empty: whether it held nothing before.
        lock: keeps other processes out.
        store: the parts of the run, with those that an earlier process has left.
        how: the variant and the replaced values that lead from `scenario.yaml` to what is fought.
        forced: whether what was there before is fought again.
    """

    path: Path
    key: dict[str, Any]
    old: dict[str, Any] | None
    made: bool
    empty: bool
    lock: Lock
    store: Store
    how: dict[str, Any] = field(default_factory=dict)
    forced: bool = False

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.lock.release()

    def manifest(self, scenario: Scenario, status: str, done: int, **more: Any) -> dict[str, Any]:
        """Return what the folder says of itself: of what, by what, how far."""
        return {
            **self.key,
            "scenario": scenario.name_id,
            "status": status,
            "runs_done": done,
            "how": self.how,
            "forced": self.forced,
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "platform": platform.platform(),
            "machine": platform.machine(),
            "python": platform.python_version(),
            "libraries": {name: _version(name) for name in LIBRARIES},
            **more,
        }


def open_folder(
    scenario: Scenario,
    runs: int,
    seed: int,
    out: Path | None,
    force: bool,
    worlds: int = WORLDS,
    how: dict[str, Any] | None = None,
    until_width: float | None = None,
) -> Folder:
    """Claim a run folder and write what is known before the work: manifest, scenario, resolved values.

    What an earlier process of the same run has finished there is taken up.

    Raises:
        ScenarioError: the folder holds something else, is in use, is damaged, or cannot be written.
    """
    path = out or folder_name(scenario, runs, seed, worlds, until_width)
    key = run_key(scenario, runs, seed, worlds, until_width)
    made, empty = _look(path)
    old = _found(path, key)
    lock, store = Lock(path), Store(path / PARTS, key)
    folder = Folder(path, key, None, made, empty, lock, store, how or {}, force)
    if old is not None and old.get("status") == COMPLETE and not force:
        _clear(path)
        return replace(folder, old=old)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ScenarioError(f"cannot use the folder: {problem.strerror}", file=str(path)) from problem
    lock.take()
    try:
        old = _found(path, key)  # as it is now that nobody else writes
        _clear(path)
        if force:
            discard(path / PARTS)
        elif old is not None:
            _same_machine(path, old)
            store.load()
        done = sum(one.runs for one in store.all())
        write_json(path / MANIFEST, folder.manifest(scenario, RUNNING, done))
        write_text(path / "scenario.yaml", scenario.text)
        write_text(path / "resolved.yaml", resolved_yaml(scenario))
    except BaseException:
        if old is None:
            abandon(folder)
        lock.release()
        raise
    return folder


def claimed(path: Path, held: dict[str, Any]) -> Folder:
    """Claim a folder that holds a run, whatever became of it.

    Args:
        path: the folder.
        held: its manifest.

    Raises:
        ScenarioError: the folder is in use or cannot be written.
    """
    key = {name: held[name] for name in KEYS} | {name: held[name] for name in SOMETIMES if name in held}
    folder = Folder(path, key, None, False, False, Lock(path), Store(path / PARTS, key), held.get("how", {}))
    folder.lock.take()
    _clear(path)
    return folder


def _look(path: Path) -> tuple[bool, bool]:
    # what is only a lock or half written is nothing
    try:
        if not path.exists():
            return True, True
        if not path.is_dir():
            raise ScenarioError("is not a folder", file=str(path), allowed="an empty or a new folder")
        return False, all(one.name == LOCK or one.name.endswith(TEMPORARY) for one in path.iterdir())
    except OSError as problem:
        raise ScenarioError(f"cannot use the folder: {problem.strerror}", file=str(path)) from problem


def _found(path: Path, key: dict[str, Any]) -> dict[str, Any] | None:
    # the manifest of the same run; None in an empty folder
    if _look(path)[1]:
        return None
    held = read_manifest(path)
    if held is None or not held.keys() >= set(KEYS):
        raise ScenarioError(
            "the folder is not empty and holds no run that could be taken up",
            file=str(path),
            allowed="an empty or a new folder, or the folder of the same run",
        )
    apart = differing(held, key)
    if apart:
        raise ScenarioError(
            f"the folder is not empty and holds another run: {apart}",
            file=str(path),
            allowed="an empty or a new folder, or the folder of the same run",
        )
    return held


def differing(held: dict[str, Any], key: dict[str, Any]) -> str:
    """Return in words what tells two runs apart: `seed 1 there, 2 here`; empty where they are the same."""
    names = dict.fromkeys((*key, *(name for name in SOMETIMES if name in held)))
    said = [
        f"{name} {held.get(name)} there, {key.get(name)} here"
        for name in names
        if name != "hash" and held.get(name) != key.get(name)
    ]
    if held.get("hash") != key["hash"]:
        said.insert(0, f"scenario {str(held.get('hash'))[:8]} there, {key['hash'][:8]} here")
    return "; ".join(said)


def _same_machine(path: Path, held: dict[str, Any]) -> None:
    # rows of two machines in one table would be the result of neither
    here = {name: _version(name) for name in DECIDE} | {"machine": platform.machine()}
    there = {**held.get("libraries", {}), "machine": held.get("machine", here["machine"])}
    for name, value in here.items():
        if there.get(name, value) != value:
            raise ScenarioError(
                f"was begun with another {name}: {there[name]} there, {value} here",
                file=str(path),
                allowed=f"{name} {there[name]}, or --force to fight all again",
            )


def _clear(path: Path) -> None:
    # what a process that died has left, and the parts of a run that is complete
    held = read_manifest(path) or {}
    for folder in (path, path / "figures", path / PARTS):
        clear_temporary(folder)
    if held.get("status") == COMPLETE:
        with suppress(ScenarioError):
            discard(path / PARTS)


def abandon(folder: Folder) -> None:
    """Take back what was written for a run without a result; what was there before stays."""
    if not folder.empty:
        return
    folder.store.discard()
    for name in (*GIVEN, MANIFEST):
        (folder.path / name).unlink(missing_ok=True)
    folder.lock.release()
    if folder.made:
        with suppress(OSError):
            folder.path.rmdir()


def finished(folder: Folder) -> dict[str, Any] | None:
    """Return the answer of a complete run folder, or None where the work is still to be done.

    Raises:
        ScenarioError: a file of the folder is missing or is not what was written.
    """
    if folder.old is None:
        return None
    check_files(folder.path, folder.old, files_of(folder.old.get("runs_done", 0)))
    told: dict[str, Any] = json.loads((folder.path / "summary.json").read_text())
    return {
        **told,
        "timing": folder.old["timing"],
        "folder": str(folder.path),
        "answer": folder.old["answer"],
        "hangs_on": folder.old.get("hangs_on", []),
    }


def check_files(folder: Path, held: dict[str, Any], names: Iterable[str]) -> None:
    """Compare files of a run folder with the checksums of its manifest.

    Raises:
        ScenarioError: a file is missing or is not what was written.
    """
    for name in names:
        path, expected = folder / name, held.get("checksums", {}).get(name)
        if not path.is_file() or checksum(path) != expected:
            raise ScenarioError(
                "damaged: not the file that was written", file=str(path), allowed="--force to run again"
            )


def files_of(done: int) -> list[str]:
    """Return the files of a run folder by the number of its finished runs, the manifest left out."""
    # where no run was fought, there is nothing to draw
    return [*GIVEN, *RESULTS, REPORT, *(DRAWN if done else ())]


def clear_results(path: Path) -> None:
    """Remove what was written of an earlier stop, so that no two states stand side by side.

    Raises:
        ScenarioError: a file cannot be removed.
    """
    try:
        for name in (*RESULTS, REPORT, *DRAWN):
            (path / name).unlink(missing_ok=True)
    except OSError as problem:
        raise ScenarioError(f"cannot be removed: {problem.strerror}", file=str(path)) from problem


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
