"""The command that fights the runs of a folder again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from midcourse.scenario import built_in
from midcourse.shown.command import changes, run_line

if TYPE_CHECKING:
    from midcourse.report.told import Told
    from midcourse.scenario import Scenario


def rerun_line(told: Told) -> str:
    """Return the command that fights these runs again."""
    summary = told.summary
    held = {"how": told.how, "seed": told.seed, "runs": summary.get("runs_most", told.asked)}
    return rerun(told.scenario, {**held, "until_width": summary.get("until_width")}, len(told.worlds))


def rerun(scenario: Scenario, held: Mapping[str, Any], worlds: int) -> str:
    """Return the command that fights the runs of a folder again.

    Args:
        scenario: what was fought.
        held: `how`, `runs` (the most, with an `until_width`) and `seed`, as the manifest has them.
        worlds: how many were drawn.
    """
    name = scenario.name_id if built_in(scenario.name_id, scenario.text) else "scenario.yaml"
    how = held.get("how", {})
    words = [name, *changes(how.get("variant"), how.get("sets"))]
    return run_line(words, held["runs"], held["seed"], worlds, scenario.grade, held.get("until_width"))
