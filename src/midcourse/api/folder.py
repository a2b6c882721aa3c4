"""A run folder filled: tables, answer, recorded runs, pictures, report, and last of all the manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.api.claim import (
    COMPLETE,
    ENDINGS,
    GIVEN,
    INTERRUPTED,
    NUMBERS,
    REPORT,
    Folder,
    clear_results,
    files_of,
)
from midcourse.engagement.record import (
    MANIFEST,
    checksum,
    write_file,
    write_json,
    write_rows,
    write_text,
)
from midcourse.errors import ScenarioError
from midcourse.pictures.run import draw
from midcourse.records import FATE, SHOT
from midcourse.views import PICTURES

if TYPE_CHECKING:
    from midcourse.api.runs import Runs
    from midcourse.campaign.runs import Fought
    from midcourse.engagement.run import Result
    from midcourse.report.told import Told
    from midcourse.scenario import Scenario

CREDIT = "midcourse, from public sources; every number and its author: resolved.yaml, in the folder of this run."


def write_result(folder: Folder, runs: Runs, drawn: bool = True) -> dict[str, Any]:
    """Fill a run folder.

    Args:
        folder: claimed.
        runs: finished, all or some.
        drawn: whether runs are recorded and pictures and the report are drawn; else they are left to `report`.

    Returns:
        the summary with timing, folder and the answer in one sentence.

    Raises:
        ScenarioError: the disk is full or the folder cannot be written.
    """
    from midcourse.sentences.run import assumptions

    path, fought = folder.path, runs.fought
    done, status = fought.done, COMPLETE if fought.complete else INTERRUPTED
    if not fought.complete:
        write_json(path / MANIFEST, folder.manifest(runs.scenario, INTERRUPTED, done, **_until(runs)))
    clear_results(path)
    write_rows(path / "results.parquet", (block.fates for block in fought.blocks()), FATE)
    write_rows(path / "shots.parquet", (block.shots for block in fought.blocks()), SHOT)
    told = runs.summary()
    write_json(path / "summary.json", told)
    more = {"timing": _timing(runs), "answer": runs.answer(), "hangs_on": assumptions(runs) if done else []}
    if drawn:
        _draw_all(path, runs, told, folder.how)
    names = files_of(done) if drawn else [*GIVEN, *NUMBERS]
    sums = {name: checksum(path / name) for name in names}
    held = folder.manifest(runs.scenario, status, done, checksums=sums, **_until(runs), **more)
    write_json(path / MANIFEST, held)
    if fought.complete:
        folder.store.discard()
    return {**told, **more, "folder": str(path)}


def note_stop(folder: Folder, scenario: Scenario) -> None:
    """Say in a folder that its work was interrupted, and keep what is finished for the next time."""
    folder.store.flush()
    done = sum(one.runs for one in folder.store.all())
    write_json(folder.path / MANIFEST, folder.manifest(scenario, INTERRUPTED, done))


def _until(runs: Runs) -> dict[str, Any]:
    # the runs that it took so far, beside the most that the key of the folder holds
    if runs.goal is None:
        return {}
    return {"runs_asked": runs.fought.asked, "width": runs.width, "width_reached": runs.width_reached}


def _timing(runs: Runs) -> dict[str, float]:
    done, fresh = runs.fought.done, runs.fought.done - runs.taken_up
    return {
        "engagements_per_s": fresh / runs.wall_s if runs.wall_s else 0.0,
        "looks_per_engagement": runs.fought.looks / max(done, 1),
        "wall_s": runs.wall_s,
        "taken_up": float(runs.taken_up),
    }


def _draw_all(path: Path, runs: Runs, told: dict[str, Any], how: dict[str, Any]) -> None:
    # three runs are recorded, each fought again alone; the pictures and the report tell the median one
    from midcourse.campaign.metrics import recorded

    fought, result = runs.fought, None
    if fought.done:
        roles = recorded(fought)
        results = {number: fought.again(runs.scenario, number) for number in sorted(set(roles.values()))}
        write_text(path / "events.jsonl", "".join(_lines(roles, results)))
        result = results[roles["median"]]
        _pictures(path, runs.scenario, fought, told, result)
    else:
        write_text(path / "events.jsonl", "")
    draw_report(path, runs.scenario, fought, result, how)


def _lines(roles: dict[str, int], results: dict[int, Result]) -> Iterator[str]:
    from midcourse.engagement.story import events

    for role, number in roles.items():
        for event in events(results[number], number):
            yield json.dumps({"recorded": role, **event}, sort_keys=True, allow_nan=False) + "\n"


def _pictures(path: Path, scenario: Scenario, fought: Fought, told: dict[str, Any], result: Result) -> None:
    from midcourse.shown.command import run_line
    from midcourse.views.style import save

    # the same bytes however the scenario was called: all of it stands in resolved.yaml, which can be run
    again = run_line(["resolved.yaml"], fought.asked, fought.seed, len(fought.worlds), scenario.grade)
    credit = f"{again}\n{CREDIT}"
    world = fought.scenario_of(scenario, int(result.batch.runs[0]))
    try:
        (path / "figures").mkdir(exist_ok=True)
    except OSError as problem:
        raise ScenarioError(f"cannot be made: {problem.strerror}", file=str(path / "figures")) from problem
    for name in PICTURES:
        drawn = draw(name, world, result, told, credit)  # once for all forms of the file
        for ending in ENDINGS:
            write_file(path / f"figures/{name}.{ending}", partial(save, drawn, ending=ending))


def draw_report(
    path: Path, scenario: Scenario, fought: Fought, result: Result | None, how: dict[str, Any]
) -> None:
    """Write `report.html` into a run folder that holds the summary and the figures already.

    Args:
        path: the folder.
        scenario: what was fought, with its stated values.
        fought: seed, worlds and how far it went; no row of it is read.
        result: the run of median outcome, where there is one.
        how: the variant and the replaced values, for the line that repeats it.

    Raises:
        ScenarioError: the folder cannot be written.
    """
    from midcourse.report.page import page

    write_text(path / REPORT, page(told_of(path, scenario, fought, result, how)))


def told_of(
    path: Path, scenario: Scenario, fought: Fought, result: Result | None, how: dict[str, Any]
) -> Told:
    """Gather what a page tells from what the folder holds, so that it can be drawn again from there."""
    from midcourse.report.told import Told

    summary = json.loads((path / "summary.json").read_text())
    drawn = {name: (path / "figures" / f"{name}.svg").read_text() for name in PICTURES if result is not None}
    return Told(
        scenario, summary, fought.worlds, fought.seed, fought.asked, fought.complete, result, drawn, how
    )
