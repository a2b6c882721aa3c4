"""A run folder taken up again by its name: what it fights, and whether what was asked for agrees with that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from midcourse.api.again import at_grade, taken_up
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_scenario, load_text, resolved_yaml, scenario_hash, scenario_text

MOST = 3


class Asked(NamedTuple):
    """What is to be fought, and how it came from `scenario.yaml`; with a width to be reached `runs` is the most."""

    scenario: Scenario
    runs: int
    seed: int
    worlds: int
    how: dict[str, Any]
    until_width: float | None = None


def resumed(
    folder: Path,
    given: Mapping[str, float | None],
    name: str | None,
    variant: str | None,
    sets: Sequence[str],
    grade: str | None = None,
) -> Asked:
    """Return what a folder fights.

    Args:
        folder: a folder that `run` has begun.
        given: `runs`, `seed`, `worlds` and `until_width` as asked for, None where not.
        name, variant, sets, grade: scenario, variant, replaced values and grade as asked for.

    Raises:
        ScenarioError: no run folder, one of another version, or one that fights something else than was asked for.
    """
    scenario, held = taken_up(folder)
    for key, value in given.items():
        there = held.get(key)
        if value is not None and value != there:
            said = "a number of runs" if there is None else f"{there:,}"
            _refuse(folder, f"--{key.replace('_', '-')}", f"{value:,}", said)
    if grade is not None and at_grade(scenario, grade).grade != scenario.grade:
        _refuse(folder, "--grade", grade, scenario.grade or "all grades")
    how = held.get("how", {})
    if name is not None:
        asked = load_scenario(name, variant, tuple(sets))
    elif variant is not None or sets:
        file = str(folder / "scenario.yaml")
        asked = load_text(scenario_text(file), file, held["scenario"], variant, tuple(sets))
    else:
        asked = scenario
    asked = at_grade(asked, scenario.grade)
    if scenario_hash(asked) != scenario_hash(scenario):
        here, there = _apart(asked, scenario)
        _refuse(folder, "scenario", here, there)
    return Asked(scenario, held["runs"], held["seed"], held["worlds"], how, held.get("until_width"))


def _refuse(folder: Path, key: str, got: str, held: str) -> None:
    raise ScenarioError(
        "not what the folder fights", file=str(folder), key=key, got=got, allowed=f"{held}, or nothing"
    )


def _apart(one: Scenario, other: Scenario) -> tuple[str, str]:
    # the first values that differ
    lines = [resolved_yaml(scenario).splitlines() for scenario in (one, other)]
    said = []
    for mine, theirs in (lines, lines[::-1]):
        apart = [line.partition("#")[0].strip() for line in mine if line not in set(theirs)]
        said.append(", ".join(apart[:MOST]) or "nothing of that")
    return said[0], said[1]
