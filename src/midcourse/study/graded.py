"""Doubt down to a grade: what follows where only numbers of a grade or better may move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from midcourse.catalog.provenance import GRADES
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.scenario.model import Record

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario


def checked_grade(text: str, key: str = "grade") -> str:
    """Return a grade that was typed.

    Raises:
        ScenarioError: there is no such grade.
    """
    if text not in GRADES:
        why = f"no such grade{did_you_mean(text, GRADES)}"
        raise ScenarioError(why, key=key, got=text, allowed=", ".join(GRADES))
    return text


def rank_of(grade: str) -> int:
    """Return how good a grade is, 0 the best; what a scenario sets without a source is as good as assumed."""
    return GRADES.index(grade) if grade in GRADES else len(GRADES) - 1


def firm_below(scenario: Scenario, grade: str) -> Scenario:
    """Return the scenario in which numbers of worse grades are held at their stated values, as if known exactly."""
    changed = scenario.model_copy()
    numbers = {
        path: one if rank_of(one.grade) <= rank_of(grade) else replace(one, low=None, high=None, distribution=None)
        for path, one in scenario.provenance.items()
    }
    changed._record = Record(scenario.name_id, scenario.text, scenario._record.tree, numbers)
    return changed
