"""Numbers of how forces stand that a question puts in place of the catalogue's: `drawdown --set NAME=VALUE`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from midcourse.errors import ScenarioError
from midcourse.strategy.balance.stance import NONE, leg_shares, posture_of, stated_of
from midcourse.strategy.question.asked import KEY, Settable, as_asked, pairs

if TYPE_CHECKING:
    from midcourse.catalog.deployed import Forces
    from midcourse.catalog.provenance import Provenance

WHAT, EXAMPLE = "number of a posture", "russia-posture.sea.survives=0.5"


def replaced_of(sets: Iterable[str], sides: tuple[Forces, ...]) -> dict[str, Provenance]:
    """Return the numbers that were typed in place of the catalogue's, by name.

    Args:
        sets: `POSTURE.LEG.WHAT=VALUE` or `POSTURE.reliability=VALUE` each; what is set has no doubt.
        sides: the forces of both sides, of which it may be said.

    Raises:
        ScenarioError: no such number, given twice, no share from 0 to 1, a share of a leg that the rows of the forces
            give, shares above one, or more on alert day to day than when forces are generated.
    """
    known = settable_of(sides)
    found = {name: as_asked(name, text, known[name]) for name, text in pairs(sets, known, WHAT, EXAMPLE).items()}
    checked(sides, found)
    return found


def settable_of(sides: tuple[Forces, ...], found: Mapping[str, Provenance] = NONE) -> dict[str, Settable]:
    """Return the numbers of how forces stand that can be replaced, by name; `found` are those that are already."""
    return {name: Settable(one.number) for side in sides for name, one in stated_of(side, found).items()}


def checked(sides: tuple[Forces, ...], found: Mapping[str, Provenance], key: str = KEY) -> None:
    """Refuse numbers that do not go together, where one of them was typed.

    Raises:
        ScenarioError: as `replaced_of` has it.
    """
    for side in sides:
        _checked(side, found, key)


def _checked(side: Forces, found: Mapping[str, Provenance], key: str) -> None:
    posture, _ = posture_of(side.state)
    stated = {name: one.number.value for name, one in stated_of(side, found).items()}
    for base in leg_shares(side):
        name = f"{posture.id}.{base}.share"
        if name in found:
            why = f"the share of this leg is that of the rows of {side.id}"
            raise ScenarioError(why, key=f"{key} {name}", got=f"{found[name].value:g}", allowed="another number")
    shares = {f"{posture.id}.{leg.basing}.share" for leg in posture.legs}
    whole = sum(stated[name] for name in shares)
    if shares & set(found) and whole > 1.0 + 1e-9:
        why = "the shares of the legs are above one together"
        raise ScenarioError(why, key=f"{key} {min(shares & set(found))}", got=f"{whole:g}", allowed="at most 1")
    for leg in posture.legs:
        names = [f"{posture.id}.{leg.basing}.{alert}" for alert in ("day_to_day", "generated")]
        daily, ready = (stated[name] for name in names)
        if set(names) & set(found) and daily > ready:
            why = "more are on alert day to day than when forces are generated"
            typed = next(name for name in names if name in found)
            raise ScenarioError(why, key=f"{key} {typed}", got=f"{daily:g} and {ready:g}", allowed="no more")
