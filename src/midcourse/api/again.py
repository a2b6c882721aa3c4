"""A run folder taken up again: its scenario as it was fought, its manifest, and any of its runs fought once more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.engagement.record import MANIFEST, checksum, read_manifest, write_json
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_text, scenario_hash, scenario_text
from midcourse.version import __version__

if TYPE_CHECKING:
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
    if scenario_hash(scenario) != manifest["hash"]:
        raise ScenarioError("the scenario is not the one that was fought", file=file)
    return scenario, manifest


def median_run(folder: Path) -> int:
    """Return the number of the recorded run of median outcome.

    Raises:
        ScenarioError: no run is recorded, for none was finished.
    """
    try:
        for line in (folder / "events.jsonl").read_text().splitlines():
            event = json.loads(line)
            if event["recorded"] == "median":
                return int(event["run"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ScenarioError("no run is recorded here", file=str(folder / "events.jsonl"), allowed="--run K")


def drawn_worlds(scenario: Scenario, manifest: dict[str, Any]) -> list[World]:
    """Return the worlds of a run folder, none where no doubt was carried."""
    from midcourse.scenario import worlds

    count = min(manifest["worlds"], manifest["runs"])
    return worlds(scenario, count, manifest["seed"]) if count else []


def fought_again(scenario: Scenario, manifest: dict[str, Any], drawn: list[World], number: int) -> Result:
    """Fight one run of a folder again, alone; that gives the same as among the others.

    Args:
        scenario: what was fought, with its stated values.
        manifest: of the folder.
        drawn: its worlds.
        number: of the run.

    Returns:
        Result of the one run.

    Raises:
        ScenarioError: the run belongs to a world in which a missile cannot reach its aim.
    """
    from midcourse.campaign.runs import NOMINAL
    from midcourse.engagement.run import Batch, fight

    runs = np.array([number], dtype=np.int64)
    if not drawn:
        return fight(scenario, Batch(manifest["seed"], NOMINAL, runs))
    world = drawn[number % len(drawn)]
    if world.cannot_reach:
        why = world.why or "a missile cannot reach its aim"
        raise ScenarioError(
            f"run {number} belongs to world {world.number}, in which {why}", key="--run", got=str(number)
        )
    return fight(world.scenario, Batch(manifest["seed"], world.number, runs))


def report(folder: str | Path) -> Path:
    """Draw the report of a run folder again, from what the folder holds.

    Args:
        folder: a folder that `run` has written; one of an interrupted run will do.

    Returns:
        path of the report.

    Raises:
        ScenarioError: no run folder, one without results, a damaged one, or one that cannot be written.
    """
    from midcourse.api.folder import REPORT, draw_report
    from midcourse.api.kept import kept_runs

    path = Path(folder)
    scenario, manifest = taken_up(path)
    draw_report(path, scenario, kept_runs(path, scenario, manifest), manifest.get("how", {}))
    sums = {**manifest["checksums"], REPORT: checksum(path / REPORT)}
    if sums != manifest["checksums"]:
        write_json(path / MANIFEST, {**manifest, "checksums": sums})
    return path / REPORT
