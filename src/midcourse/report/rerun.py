"""The command that fights the runs of a folder again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from midcourse.scenario import builtin_names, scenario_text

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
    how = held.get("how", {})
    words = ["midcourse", "run", scenario.name_id if built_in(scenario) else "scenario.yaml"]
    if how.get("variant"):
        words += ["--variant", str(how["variant"])]
    for one in how.get("sets", ()):
        words += ["--set", str(one)]
    words += ["--runs", str(held["runs"])]
    if held.get("until_width") is not None:
        words += ["--until-width", str(held["until_width"])]
    words += ["--seed", str(held["seed"])]
    words += ["--worlds", str(worlds)] if worlds else ["--doubt", "none"]
    words += [] if scenario.grade is None else ["--grade", scenario.grade]
    return shlex.join(words)


def built_in(scenario: Scenario) -> bool:
    """Return whether it is a scenario that comes with midcourse; one's own file may be called like one."""
    return scenario.name_id in builtin_names() and scenario.text == scenario_text(scenario.name_id)
