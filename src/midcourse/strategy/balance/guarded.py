"""Whose shield it is: the one that a side has in the catalogue, and its numbers with those that were typed."""

from __future__ import annotations

from collections.abc import Mapping

from midcourse.catalog.provenance import USER, Provenance
from midcourse.catalog.reader import entries, load_shield
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.strategy.question.asked import Settable
from midcourse.strategy.question.kill import FORMS, kill_of

SIDES = {"US": "US", "SU": "RU", "RU": "RU"}
"""The side of a state: Russia goes on where the Soviet Union ended."""
USUAL = {"US": "gmd-2017"}
"""The shield of a side where none is named; a side that is left out has none in the catalogue."""
NAMES = ("interceptors", "shots", "common_cause")
BOUNDS = {"interceptors": (0.0, 20_000.0), "shots": (1.0, 20.0), "decoys": (0.0, 1000.0)}
"""Least and greatest of what is no share."""
WHOLE = ("interceptors", "shots")
NOBODY = "no shield in the catalogue"


def same_side(one: str, other: str) -> bool:
    """Return whether two states are of one side."""
    return SIDES[one] == SIDES[other]


def shields_of(state: str) -> list[str]:
    """Return the shields that the catalogue has of the side of a state."""
    return [name for name in entries("shields") if same_side(load_shield(name)[0].state, state)]


def shield_of(name: str | None, state: str) -> str | None:
    """Return the id of the shield of a side: the one that is named, else its usual one; None where it has none.

    Args:
        name: id, or None.
        state: that strikes first, and at which the reply arrives.

    Raises:
        ScenarioError: no such shield, or one of the other side.
    """
    if name is None:
        return USUAL.get(SIDES[state])
    known = entries("shields")
    if name not in known:
        why = f"no such shield{did_you_mean(name, known)}"
        raise ScenarioError(why, key="--shield", got=name, allowed=", ".join(known))
    owner = load_shield(name)[0].state
    if not same_side(owner, state):
        fitting = ", ".join(shields_of(state)) or f"none; {state} has {NOBODY}: --interceptors, --shots and --kill"
        why = "a shield of the side that replies, and not of the one that strikes first"
        raise ScenarioError(why, key="--shield", got=f"{name} ({owner})", allowed=fitting)
    return name


def numbers_of(
    shield: str | None, typed: Mapping[str, Provenance], kill: str | None, scenario: str | None
) -> dict[str, Provenance]:
    """Return the numbers of a shield by name, with those that were typed in place of the catalogue's.

    Args:
        shield: id, or None where the side has none.
        typed: numbers of the question, by the names of `Defence`.
        kill: chance that one shot kills, with its author; scenario: of which a run folder must be.

    Raises:
        ScenarioError: interceptors without a number of shots, or without an author of the chance.
    """
    if shield is not None:
        entry, cited = load_shield(shield)
        if kill is None and entry.record is None:
            why = "no test record speaks for this shield"
            raise ScenarioError(why, key="--kill", allowed="--kill with its author")
        chance = kill_of(kill or f"record:{entry.record}", scenario)
        return {**{name: cited[name] for name in NAMES}, **typed, "kill": chance}
    fired = {"interceptors": 0.0, "shots": 1.0, "common_cause": 0.0}
    none = {name: Provenance(value, None, None, NOBODY, "", "assumed", "") for name, value in fired.items()}
    numbers = {**none, **typed}
    if numbers["interceptors"].value and "shots" not in typed:
        raise ScenarioError("nothing says how many are fired at each object", key="--shots", allowed="--shots N")
    if numbers["interceptors"].value and kill is None:
        raise ScenarioError("no test record speaks for these interceptors", key="--kill", allowed=FORMS)
    unfired = Provenance(0.0, None, None, NOBODY, "nothing is fired", "assumed", "")
    return {**numbers, "kill": unfired if kill is None else kill_of(kill, scenario)}


def settable_of(numbers: Mapping[str, Provenance]) -> dict[str, Settable]:
    """Return what the numbers of a shield and of what flies at it may be, by the names of `Defence`."""
    return {
        name: Settable(one, BOUNDS.get(name, (0.0, 1.0)), name in WHOLE) for name, one in numbers.items()
    }


def vouched(numbers: Mapping[str, Provenance], varied: str) -> None:
    """Refuse to vary a number of a shield that is none: what is not varied has to be typed.

    Raises:
        ScenarioError: interceptors, shots or chance of a side without a shield that nobody gave.
    """
    for name in ("interceptors", "shots", "kill"):
        if name != varied and numbers[name].source == NOBODY:
            allowed = f"--{name} beside it" + (f": {FORMS}" if name == "kill" else "")
            raise ScenarioError(f"{NOBODY} of this side", key=f"--vary shield.{varied}", allowed=allowed)


def as_typed(value: float, where: str) -> Provenance:
    """Return a number of the question with the question as its author."""
    return Provenance(value, None, None, USER, where, USER, "")
