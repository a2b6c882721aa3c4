"""The inputs that nobody knows exactly: which there are, and worlds in which some are fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from midcourse.catalog.provenance import GRADES
from midcourse.errors import NoSolution
from midcourse.scenario.doubt import World, drawn_world, input_names, worlds

if TYPE_CHECKING:
    from midcourse.catalog.provenance import Provenance
    from midcourse.scenario.model import Scenario


class Input(NamedTuple):
    """A doubtful number, and all paths under which a scenario holds it; they are moved together."""

    paths: tuple[str, ...]
    number: Provenance

    @property
    def path(self) -> str:
        """The first of its paths, by which it is named."""
        return self.paths[0]

    @property
    def ends(self) -> tuple[float, float]:
        """Its low and its high, the stated value where a source leaves room on one side only."""
        number = self.number
        low, high = (number.value if end is None else end for end in (number.low, number.high))
        return low, high

    def draws(self, value: float) -> dict[str, float]:
        """Return the value by path; nothing where it is the stated one."""
        return {} if value == self.number.value else dict.fromkeys(self.paths, value)


def inputs_of(scenario: Scenario) -> list[Input]:
    """Return the doubtful inputs of a scenario, in its order; what several items share is one input.

    Raises:
        NoSolution: there is none.
    """
    groups: dict[str, list[str]] = {}
    for path, name in input_names(scenario).items():
        groups.setdefault(name, []).append(path)
    if not groups:
        held = [number.grade for number in scenario.held.values()]
        if held:
            best = min(held, key=lambda grade: GRADES.index(grade) if grade in GRADES else len(GRADES))
            why = f"no input of grade {scenario.grade} or better has a low or a high: all {len(held)} are worse"
            raise NoSolution(why, key="--grade", nearest=best)
        raise NoSolution("no input has a low or a high: there is nothing to move")
    return [Input(tuple(paths), scenario.provenance[paths[0]]) for paths in groups.values()]


def rank_of(one: Input) -> int:
    """Return how good the grade of an input is, 0 the best; what a scenario sets without a source is assumed."""
    grade = one.number.grade
    return GRADES.index(grade) if grade in GRADES else len(GRADES) - 1


def fixed_world(scenario: Scenario, draws: Mapping[str, float]) -> World:
    """Return the world in which some inputs have other values and all else is as stated."""
    # nothing changed is the scenario itself, which must keep its doubt
    return drawn_world(scenario, dict(draws)) if draws else World(0, scenario, False)


def fixed_worlds(scenario: Scenario, draws: Mapping[str, float], count: int, seed: int) -> Sequence[World]:
    """Return worlds of doubt in which some inputs have fixed values, all else being drawn as ever."""
    return [
        replace(drawn_world(scenario, world.draws | dict(draws)), number=world.number)
        for world in worlds(scenario, count, seed)
    ]
