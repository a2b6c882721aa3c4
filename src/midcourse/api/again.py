"""A run folder taken up again: its scenario as it was fought, and its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from midcourse.api.runs import load, run
from midcourse.engagement.record import read_manifest
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, scenario_hash


def taken_up(folder: str | Path) -> tuple[Scenario, dict[str, Any]]:
    """Read what a run folder fought.

    Args:
        folder: a folder that `run` has written.

    Returns:
        the scenario, and the manifest.

    Raises:
        ScenarioError: no run folder, or a scenario that is not the one that was fought.
    """
    path = Path(folder)
    manifest = read_manifest(path)
    if manifest is None or "hash" not in manifest:
        raise ScenarioError(
            "no run folder", file=str(path), allowed="a folder that `midcourse run` has written"
        )
    how = manifest.get("how", {})
    scenario = load(str(path / "scenario.yaml"), how.get("variant"), how.get("sets", ()))
    if scenario_hash(scenario) != manifest["hash"]:
        raise ScenarioError("the scenario is not the one that was fought", file=str(path / "scenario.yaml"))
    return scenario, manifest


def report(folder: str | Path) -> Path:
    """Draw the report of a run folder again; its runs are fought again for it, which gives the same ones.

    Args:
        folder: a folder that `run` has written.

    Returns:
        path of the report.

    Raises:
        ScenarioError: no run folder, or one that cannot be written.
    """
    from midcourse.api.folder import REPORT, draw_report

    scenario, manifest = taken_up(folder)
    done = run(scenario, manifest["runs"], manifest["seed"], worlds=manifest["worlds"])
    draw_report(Path(folder), done, manifest.get("how", {}))
    return Path(folder) / REPORT
