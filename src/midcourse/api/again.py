"""A run folder taken up again: its scenario as it was fought, its manifest, and any of its runs fought once more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.engagement.record import MANIFEST, checksum, read_manifest, write_json
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_text, scenario_hash, scenario_text
from midcourse.version import __version__

if TYPE_CHECKING:
    from midcourse.api.runs import Until
    from midcourse.engagement.run import Result
    from midcourse.scenario import World

NEEDED = {"hash", "seed", "runs", "worlds", "status", "scenario"}


def taken_up(folder: str | Path) -> tuple[Scenario, dict[str, Any]]:
    """Read what a run folder fought.

    Args:
        folder: a folder that `run` has written.

    Returns:
        the scenario, and the manifest.

    Raises:
        ScenarioError: no run folder, one of another version, or a scenario that is not the one that was fought.
    """
    path = Path(folder)
    manifest = read_manifest(path)
    if manifest is None or not manifest.keys() >= NEEDED:
        raise ScenarioError(
            "no run folder", file=str(path), allowed="a folder that `midcourse run` has written"
        )
    if manifest.get("version") != __version__:
        raise ScenarioError(
            "the folder was written by another version",
            file=str(path),
            got=str(manifest.get("version")),
            allowed=__version__,
        )
    how, file = manifest.get("how", {}), str(path / "scenario.yaml")
    scenario = load_text(
        scenario_text(file), file, manifest["scenario"], how.get("variant"), how.get("sets", ())
    )
    scenario = at_grade(scenario, manifest.get("grade"))
    if scenario_hash(scenario) != manifest["hash"]:
        raise ScenarioError("the scenario is not the one that was fought", file=file)
    return scenario, manifest


def at_grade(scenario: Scenario, grade: str | None) -> Scenario:
    """Return the scenario with doubt down to a grade; the scenario itself where none is given."""
    if grade is None:
        return scenario
    from midcourse.scenario.graded import firm_below

    return firm_below(scenario, grade)


def median_run(folder: Path) -> int:
    """Return the number of the recorded run of median outcome; raises as `recorded_run`."""
    return recorded_run(folder, "median")


def recorded_run(folder: Path, role: str) -> int:
    """Return the number of a recorded run of a folder.

    Args:
        folder: a run folder.
        role: `first`, `median` or `worst`.

    Raises:
        ScenarioError: no run is recorded, for none was finished.
    """
    try:
        for line in (folder / "events.jsonl").read_text().splitlines():
            event = json.loads(line)
            if event["recorded"] == role:
                return int(event["run"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ScenarioError("no run is recorded here", file=str(folder / "events.jsonl"), allowed="--run K")


def drawn_worlds(scenario: Scenario, manifest: dict[str, Any]) -> list[World]:
    """Return the worlds of a run folder, none where no doubt was carried."""
    from midcourse.scenario import worlds

    count = min(manifest["worlds"], asked_runs(manifest))
    return worlds(scenario, count, manifest["seed"]) if count else []


def asked_runs(manifest: dict[str, Any]) -> int:
    """Return how many runs a folder was to fight: where it went on until a width, how many that took so far."""
    found: int = manifest.get("runs_asked", manifest["runs"])
    return found


def until_of(manifest: dict[str, Any]) -> Until | None:
    """Return until when a folder was to be fought, None where a number of runs was asked for."""
    from midcourse.api.runs import Until

    width = manifest.get("until_width")
    return None if width is None else Until(width, manifest["runs"])


def fought_again(scenario: Scenario, held: dict[str, Any], drawn: list[World], number: int) -> Result:
    """Fight one run of a folder again, alone; that gives the same as among the others.

    Args:
        scenario: what was fought, with its stated values.
        held: the manifest of the folder.
        drawn: its worlds.
        number: of the run.

    Returns:
        Result of the one run.

    Raises:
        ScenarioError: the run belongs to a world in which a missile cannot reach its aim.
    """
    from midcourse.campaign.runs import fight_one

    return fight_one(scenario, held["seed"], tuple(drawn), number)


def report(folder: str | Path) -> Path:
    """Draw the report of a run folder again, from what the folder holds.

    Args:
        folder: a folder that `run` has written; one of a run that was interrupted or has died will do.

    Returns:
        path of the report.

    Raises:
        ScenarioError: no run folder, one without results or at work, a damaged one, or one that cannot be written.
    """
    from midcourse.api.claim import COMPLETE, REPORT, claimed
    from midcourse.api.folder import draw_report, write_result
    from midcourse.api.kept import kept_parts, kept_result

    path = Path(folder)
    scenario, held = taken_up(path)
    with claimed(path, held) as mine:
        if held["status"] != COMPLETE:
            # it ended early: its results are made of the parts
            write_result(mine, kept_parts(mine, scenario, held))
            return path / REPORT
        fought, result = kept_result(path, scenario, held)
        draw_report(path, scenario, fought, result, held.get("how", {}))
        sums = {**held["checksums"], REPORT: checksum(path / REPORT)}
        if sums != held["checksums"]:
            write_json(path / MANIFEST, {**held, "checksums": sums})
    return path / REPORT
