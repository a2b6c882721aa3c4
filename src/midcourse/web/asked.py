"""What a browser asks for, and the same scenario that the command line would load from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from midcourse.api.bounds import MAX_SEED, whole
from midcourse.errors import ScenarioError
from midcourse.web.limits import (
    FLOWN_MOST,
    OBJECTS_MOST,
    RUNS_MOST,
    SET_MOST,
    SETS_MOST,
    TEXT_MOST,
    WORLDS_MOST,
)

if TYPE_CHECKING:
    from pathlib import Path

    from midcourse.scenario import Scenario

Kind = Literal["run", "footprint", "chase", "claim"]
OWN = "own-scenario"
HERE = "in the operations room; the command line takes more"
NAME = 200
RUNS, SEED, WORLDS = 1000, 1, 32
BOUNDS = {"runs": (1, RUNS_MOST), "worlds": (0, WORLDS_MOST), "seed": (0, MAX_SEED)}


def number(name: str, given: Any) -> int:
    """Return a whole number, given as one or as its digits, in the command line's words where it is none.

    Args:
        name: a key of `BOUNDS`.
        given: what stands there.

    Raises:
        ScenarioError: no whole number, or out of bounds.
    """
    typed = isinstance(given, (int, str)) and not isinstance(given, bool)
    text = str(given) if typed else json.dumps(given)  # true, 1.5, null: as they were written
    return whole(text, f"--{name}", *BOUNDS[name], where=f" {HERE}")


def _whole(name: str) -> Any:
    low, high = BOUNDS[name]
    told = [{"type": "integer", "minimum": low, "maximum": high}, {"type": "string", "pattern": "^[0-9]{1,19}$"}]
    return Annotated[int, BeforeValidator(lambda given: number(name, given)), WithJsonSchema({"anyOf": told})]


if TYPE_CHECKING:
    Runs = int
    Worlds = int
    Seed = int
else:
    Runs, Worlds, Seed = _whole("runs"), _whole("worlds"), _whole("seed")


class Asked(BaseModel):
    """A scenario with its changes, and what is done with it; of a claim `scenario` is its id."""

    model_config = ConfigDict(extra="forbid", strict=True)

    scenario: str | None = Field(default=None, max_length=NAME)
    text: str | None = None
    variant: str | None = Field(default=None, max_length=NAME)
    sets: list[str] = Field(default_factory=list)
    grade: str | None = Field(default=None, max_length=NAME)
    runs: Runs = RUNS
    worlds: Worlds = WORLDS
    seed: Seed = SEED
    kind: Kind = "run"


def checked(asked: Asked) -> Scenario:
    """Return the scenario that is asked for, after every limit was looked at.

    Raises:
        ScenarioError: what the command line says of the same input, or a limit of the operations room.
    """
    from midcourse.api.again import at_grade
    from midcourse.catalog.provenance import checked_grade

    if len(asked.sets) > SETS_MOST:
        raise ScenarioError(
            "too many replaced values", key="--set", got=str(len(asked.sets)), allowed=f"at most {SETS_MOST} {HERE}"
        )
    for one in asked.sets:
        _short("--set", one, SET_MOST)
    if asked.grade is not None:
        checked_grade(asked.grade, "--grade")
    scenario = at_grade(loaded(asked.scenario, asked.text, asked.variant, tuple(asked.sets)), asked.grade)
    few_objects(scenario, asked.runs if asked.kind == "run" else 1)
    return scenario


def as_new(folder: Path) -> None:
    """Let a run folder pass the limits of what is asked for anew, before it is taken up.

    Raises:
        ScenarioError: a limit of the operations room, or a folder that cannot be taken up.
    """
    from midcourse.api.again import taken_up
    from midcourse.engagement.record import read_manifest

    held = read_manifest(folder)
    if held is None:
        return  # it has not begun, and was looked at when it was asked for
    for name in BOUNDS:
        number(name, held.get(name))
    few_objects(taken_up(folder)[0], number("runs", held["runs"]))


def loaded(name: str | None, text: str | None, variant: str | None, sets: tuple[str, ...]) -> Scenario:
    """Return a built-in scenario, or the one that a text holds; no file is read by its name.

    Raises:
        ScenarioError: neither, both, or what is wrong with it.
    """
    from midcourse.scenario.load import builtin_names, load_scenario, load_text, no_such_scenario

    if (name is None) == (text is None):
        raise ScenarioError("either a scenario or its text", key="scenario", allowed="one of the two")
    if text is not None:
        _short("text", text, TEXT_MOST)
        return load_text(text, f"{OWN}.yaml", OWN, variant, sets)
    assert name is not None
    if name not in builtin_names():
        raise no_such_scenario(name)
    return load_scenario(name, variant, sets)


def _short(key: str, text: str, most: int) -> None:
    if len(text) > most:
        raise ScenarioError(
            f"longer than {most:,} characters", key=key, got=f"{len(text):,}", allowed=f"at most {most:,} {HERE}"
        )


def few_objects(scenario: Scenario, runs: int) -> None:
    """Refuse a raid that is too large for so many runs.

    Raises:
        ScenarioError: with the limit.
    """
    objects = sum(one.count * (one.warheads + one.decoys + one.debris) for one in scenario.raid)
    if objects > OBJECTS_MOST:
        raise ScenarioError(
            "too many objects in the raid", key="raid", got=f"{objects:,}", allowed=f"at most {OBJECTS_MOST} {HERE}"
        )
    if objects * runs > FLOWN_MOST:
        most = FLOWN_MOST // objects
        raise ScenarioError(
            f"too many runs for {objects:,} objects", key="--runs", got=str(runs), allowed=f"at most {most:,} {HERE}"
        )
