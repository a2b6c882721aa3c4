"""A run folder from the public side: opened before the work, filled after it, read back when it is there."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.api.picture import PICTURES
from midcourse.api.runs import WORLDS, Runs, folder_name, run_key
from midcourse.engagement.record import (
    MANIFEST,
    checksum,
    claim_folder,
    write_file,
    write_json,
    write_rows,
    write_text,
)
from midcourse.errors import ScenarioError
from midcourse.scenario import resolved_yaml

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
    from midcourse.scenario import Scenario

LIBRARIES = ("numpy", "numba", "scipy", "pyarrow", "matplotlib", "cartopy")
PARTS = ("scenario.yaml", "resolved.yaml", "results.parquet", "shots.parquet", "events.jsonl", "summary.json")
REPORT = "report.html"
ENDINGS = ("svg", "png")


@dataclass(frozen=True)
class Folder:
    """A claimed run folder.

    Args:
        path: where it is.
        key: what makes the run the same.
        old: the manifest of the same run, if it is complete.
        made: whether this call made the folder; empty: whether it held nothing before.
        how: the variant and the replaced values that lead from `scenario.yaml` to what was fought.
    """

    path: Path
    key: dict[str, Any]
    old: dict[str, Any] | None
    made: bool
    empty: bool
    how: dict[str, Any] = field(default_factory=dict)


def open_folder(
    scenario: Scenario,
    runs: int,
    seed: int,
    out: Path | None,
    force: bool,
    worlds: int = WORLDS,
    how: dict[str, Any] | None = None,
) -> Folder:
    """Claim a run folder and write what is known before the work: manifest, scenario, resolved values.

    Raises:
        ScenarioError: the folder holds something else or cannot be written.
    """
    path = out or folder_name(scenario, runs, seed, worlds)
    key = run_key(scenario, runs, seed, worlds)
    made, empty = _before(path)
    folder = Folder(path, key, claim_folder(path, key, force), made, empty, how or {})
    if folder.old is None:
        try:
            write_json(path / MANIFEST, _manifest(scenario, key, "running", 0, {"how": folder.how}))
            write_text(path / "scenario.yaml", scenario.text)
            write_text(path / "resolved.yaml", resolved_yaml(scenario))
        except ScenarioError:
            abandon(folder)
            raise
    return folder


def _before(path: Path) -> tuple[bool, bool]:
    try:
        return not path.exists(), not path.exists() or (path.is_dir() and not any(path.iterdir()))
    except OSError:
        return False, False


def abandon(folder: Folder) -> None:
    """Take back what was written for a run without a result; what was there before stays."""
    if not folder.empty:
        return
    for name in ("scenario.yaml", "resolved.yaml", MANIFEST):
        (folder.path / name).unlink(missing_ok=True)
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


def check_files(folder: Path, manifest: dict[str, Any], names: Iterable[str]) -> None:
    """Compare files of a run folder with the checksums of its manifest.

    Raises:
        ScenarioError: a file is missing or is not what was written.
    """
    for name in names:
        path, expected = folder / name, manifest.get("checksums", {}).get(name)
        if not path.is_file() or checksum(path) != expected:
            raise ScenarioError(
                "damaged: not the file that was written", file=str(path), allowed="--force to run again"
            )


def write_result(folder: Folder, runs: Runs) -> dict[str, Any]:
    """Fill a run folder.

    Returns:
        the summary with timing, folder and the answer in one sentence.

    Raises:
        ScenarioError: the disk is full or the folder cannot be written.
    """
    path = folder.path
    told = runs.summary()
    write_rows(path / "results.parquet", runs.fought.fates)
    write_rows(path / "shots.parquet", runs.fought.shots)
    write_text(path / "events.jsonl", "".join(_lines(runs)))
    write_json(path / "summary.json", told)
    _pictures(path, runs)
    draw_report(path, runs.scenario, runs.fought, folder.how)
    done = runs.fought.done
    timing = {
        "engagements_per_s": done / runs.wall_s,
        "looks_per_engagement": float(
            sum(chunk.watched.looks.sum() for chunk in runs.fought.chunks) / max(done, 1)
        ),
        "wall_s": runs.wall_s,
    }
    status = "complete" if runs.fought.complete else "interrupted"
    sums = {name: checksum(path / name) for name in files_of(done)}
    from midcourse.api.words import assumptions

    words = {"answer": runs.answer(), "hangs_on": assumptions(runs) if done else []}
    more = {"how": folder.how, "timing": timing, "checksums": sums, **words}
    write_json(path / MANIFEST, _manifest(runs.scenario, folder.key, status, done, more))
    return {**told, "timing": timing, "folder": str(path), **words}


def _lines(runs: Runs) -> Iterator[str]:
    from midcourse.campaign.metrics import recorded
    from midcourse.engagement.story import events

    if not runs.fought.done:
        return
    for role, number in recorded(runs.fought).items():
        chunk = next(chunk for chunk in runs.fought.chunks if number in chunk.batch.runs)
        for event in events(chunk, number):
            yield json.dumps({"recorded": role, **event}, sort_keys=True, allow_nan=False) + "\n"


def _pictures(path: Path, runs: Runs) -> None:
    from midcourse.campaign.metrics import recorded

    if not runs.fought.done:
        return
    # the report tells the median run
    run = recorded(runs.fought)["median"]
    (path / "figures").mkdir(exist_ok=True)
    for name in PICTURES:
        for ending in ENDINGS:
            _picture(path / "figures" / f"{name}.{ending}", runs, name, ending, run)


def draw_report(path: Path, scenario: Scenario, fought: Fought, how: dict[str, Any]) -> None:
    """Write `report.html` into a run folder that holds the summary and the figures already.

    Args:
        path: the folder.
        scenario: what was fought, with its stated values.
        fought: its finished runs.
        how: the variant and the replaced values, for the line that repeats it.

    Raises:
        ScenarioError: the folder cannot be written.
    """
    from midcourse.report.page import page

    # what a page tells is what the folder holds, so that it can be drawn again from there
    told = json.loads((path / "summary.json").read_text())
    names = PICTURES if fought.done else ()
    drawn = {name: (path / "figures" / f"{name}.svg").read_text() for name in names}
    write_text(path / REPORT, page(scenario, fought, told, drawn, how))


def _picture(path: Path, runs: Runs, name: str, ending: str, run: int) -> None:
    from midcourse.views.style import save

    figure = runs.picture(name, run)
    write_file(path, lambda temporary: save(figure, temporary, ending))


def files_of(done: int) -> list[str]:
    """Return the files of a run folder by the number of its finished runs, the manifest left out."""
    # where no run was fought, there is nothing to draw
    if not done:
        return [*PARTS, REPORT]
    return [*PARTS, REPORT, *(f"figures/{name}.{ending}" for name in PICTURES for ending in ENDINGS)]


def _manifest(
    scenario: Scenario, key: dict[str, Any], status: str, done: int, more: dict[str, Any]
) -> dict[str, Any]:
    return {
        **key,
        "scenario": scenario.name_id,
        "status": status,
        "runs_done": done,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        **more,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
