"""Doubt down to a grade: what follows from official numbers alone, with all worse ones at their stated values.

The restriction stands in the record of the scenario, so that whatever draws worlds from it keeps to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from midcourse.catalog.provenance import GRADES, Provenance, checked_grade
from midcourse.scenario.doubt import doubtful, input_names, named
from midcourse.scenario.model import Scenario

WORST = GRADES[-1]


def firm_below(scenario: Scenario, grade: str | None) -> Scenario:
    """Return the scenario in which only numbers of a grade or better are in doubt.

    Args:
        scenario: the scenario; a grade that it was held to before counts no more.
        grade: one of `catalog.provenance.GRADES`; the worst, or None, leaves all doubt. What the scenario gives
            without a source counts as assumed.

    Returns:
        A copy in whose record worse numbers have no low and no high. `Scenario.grade` says the grade, `Scenario.held`
        what was taken away, and `Scenario.set` keeps to it.

    Raises:
        ScenarioError: no such grade.
    """
    whole = dict(scenario.provenance) | scenario.held
    worst = WORST if grade is None else checked_grade(grade)
    found = scenario.model_copy()
    found._record = replace(scenario._record, provenance=whole, grade=None, held={})
    if worst == WORST:
        return found
    held = {path: whole[path] for path in doubtful(found) if _rank(whole[path]) > GRADES.index(worst)}
    firm = {path: replace(number, low=None, high=None, distribution=None) for path, number in held.items()}
    found._record = replace(scenario._record, provenance=whole | firm, grade=worst, held=held)
    return found


def doubt_left(scenario: Scenario) -> dict[str, Any]:
    """Return what a grade leaves in doubt; what several items share counts once.

    Args:
        scenario: as `firm_below` gives it.

    Returns:
        the grade, how many inputs are drawn, and of each worse grade how many are held; empty without a grade.
    """
    if scenario.grade is None:
        return {}
    names = {named(scenario, path): _rank(number) for path, number in scenario.held.items()}
    ranks = list(names.values())
    held = [{"grade": one, "inputs": ranks.count(k)} for k, one in enumerate(GRADES) if k in ranks]
    drawn = len(set(input_names(scenario).values()))
    return {"grade": scenario.grade, "inputs_drawn": drawn, "inputs_held": held}


def _rank(number: Provenance) -> int:
    return GRADES.index(number.grade) if number.grade in GRADES else len(GRADES) - 1
