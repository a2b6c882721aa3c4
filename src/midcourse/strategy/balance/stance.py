"""What of a force is ready, and what outlives an attack: from cited shares, as stated and in worlds of doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.catalog.posture import ALERTS, MISSILE_BASES
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.reader import entries, load_forces, load_posture
from midcourse.scenario.latin import drawn, strata
from midcourse.strategy.question.asked import typed_in

if TYPE_CHECKING:
    from midcourse.catalog.deployed import Forces
    from midcourse.catalog.posture import Posture

BASES = {"silo": "silo", "road": "road", "rail": "road", "sea": "sea"}
"""Kind of base of a system, and the leg that it stands in; bombers stand in none."""
BOMBER_IS_ONE = "new-start"
"""The measure that counts a bomber as one warhead, so that next to all are on missiles."""
NONE: Mapping[str, Provenance] = MappingProxyType({})


@dataclass(frozen=True)
class Stance:
    """Shares of all deployed warheads, arrays of shape (worlds,), the nominal world alone has one.

    `first` fly in a first strike, for which all is generated; `reply` by alert, those that fly after an attack has
    been waited for; both less what fails by itself.
    """

    first: np.ndarray
    reply: dict[str, np.ndarray]


def posture_of(state: str) -> tuple[Posture, dict[str, Provenance]]:
    """Return how the missiles of a state stand, with the authors of the shares."""
    found = (load_posture(name) for name in entries("postures"))
    return next(one for one in found if one[0].state == state)


def leg_shares(forces: Forces) -> dict[str, float]:
    """Return the shares of the legs where the forces come with rows by system; empty where they are a total alone."""
    whole = sum(one.warheads for one in forces.systems)
    held = dict.fromkeys(MISSILE_BASES, 0.0)
    for one in forces.systems:
        if one.basing in BASES:
            held[BASES[one.basing]] += one.warheads / whole
    return held if forces.systems else {}


def with_bombers(forces: Forces) -> dict[str, Provenance]:
    """Return the shares of the legs as the posture has them, some left to bombers, by the names of `stated_of`."""
    posture, numbers = posture_of(forces.state)
    return {
        f"{posture.id}.{leg.basing}.share": typed_in(numbers[f"legs.{at}.share"], leg.share)
        for at, leg in enumerate(posture.legs)
    }


def _scaled(share: Provenance, by: float) -> Provenance:
    low, high = (None if end is None else min(1.0, by * end) for end in (share.low, share.high))
    where = f"{share.where}; all taken to be on missiles, as New START counts a bomber as one"
    return replace(share, value=by * share.value, low=low, high=high, where=where, grade="assumed")


class Stated(NamedTuple):
    """A number of a posture in use: `key`, on which its draws hang, and the number with its author."""

    key: str
    number: Provenance


def stated_of(forces: Forces, replaced: Mapping[str, Provenance] = NONE) -> dict[str, Stated]:
    """Return the numbers that say how some forces stand, by name, e.g. `russia-posture.sea.survives`.

    Args:
        forces: whose legs have the shares of their rows, where they come with rows.
        replaced: numbers by the same names that hold in place of the catalogue's.
    """
    posture, numbers = posture_of(forces.state)
    known = leg_shares(forces)
    found = {}
    for path, number in numbers.items():
        word, _, rest = path.partition(".")
        at, _, what = rest.partition(".")
        base = posture.legs[int(at)].basing if word == "legs" else ""
        name = f"{posture.id}.{base}.{what}" if base else f"{posture.id}.{path}"
        if what == "share" and base in known:
            number = Provenance(known[base], None, None, forces.source, f"rows of {forces.id}", forces.grade, "")
        elif what == "share" and forces.measure == BOMBER_IS_ONE:
            number = _scaled(number, 1.0 / sum(leg.share for leg in posture.legs))
        found[name] = Stated(f"{posture.id}.{path}", replaced.get(name, number))
    return found


def stance_of(
    forces: str, worlds: int = 0, seed: int = 1, replaced: Mapping[str, Provenance] = NONE
) -> Stance:
    """Return what of some forces flies first, and in reply.

    Args:
        forces: their id.
        worlds: how many worlds of doubt; 0 for the nominal world.
        seed: of the doubt.
        replaced: numbers by the names of `stated_of` that hold in place of the catalogue's.

    Returns:
        Stance.

    Source: Latin hypercube of `scenario/latin.py`, keyed by the name of each share; low and high as cited.
    """
    found, _ = load_forces(forces)
    posture, _ = posture_of(found.state)
    stated = stated_of(found, replaced)

    def value(name: str) -> np.ndarray:
        one = stated[f"{posture.id}.{name}"]
        return values_of(one.key, one.number, worlds, seed)

    shares, first = [], []
    reply: dict[str, list[np.ndarray]] = {alert: [] for alert in ALERTS}
    for leg in posture.legs:
        shares.append(value(f"{leg.basing}.share"))
        ready, outlives = value(f"{leg.basing}.generated"), value(f"{leg.basing}.survives")
        out = {"day-to-day": np.minimum(value(f"{leg.basing}.day_to_day"), ready), "generated": ready}
        first.append(ready)
        for alert in ALERTS:
            reply[alert].append(out[alert] * outlives)
    works = value("reliability")
    # drawn shares may not be above the whole
    part = np.array(shares) / np.maximum(1.0, np.sum(shares, axis=0))
    return Stance(
        works * (part * np.array(first)).sum(axis=0),
        {alert: works * (part * np.array(legs)).sum(axis=0) for alert, legs in reply.items()},
    )


def values_of(name: str, number: Provenance, worlds: int, seed: int) -> np.ndarray:
    """Return a cited number in each world of doubt, shape (worlds,); in the nominal world alone where there is none.

    Args:
        name: of the number, which keys what is drawn.
        number: with its low and high.
        worlds: how many; 0 for the nominal world.
        seed: of the doubt.
    """
    if not worlds:
        return np.array([number.value])
    return np.array([drawn(number, share) for share in strata(name, worlds, seed)])
