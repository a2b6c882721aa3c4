"""Who had how many deployed warheads, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.sentences.balance import STATES
from midcourse.sentences.threat import listed

if TYPE_CHECKING:
    from midcourse.api.forces import Arsenals
    from midcourse.catalog.deployed import Forces

BY = {"operational": "really deployed", "start-1": "as START I counts", "new-start": "as New START counts"}
"""Measures, that which counts what is deployed first."""
RULE = {"operational": "deployed", "start-1": "START I", "new-start": "New START"}
ORDER = ("US", "SU", "RU")


def headline(found: Arsenals) -> str:
    """Return how many warheads each side has, by the measure that counts really deployed ones if there is one.

    Over all years: the first and the last count of each state, each by its measure.
    """
    states = [state for state in ORDER if any(one.state == state for one in found.found)]
    if found.year is None:
        told = [_first_and_last([one for one in found.found if one.state == state]) for state in states]
        return f"Deployed warheads, first and last count: {'; '.join(told)}."
    measures = [name for name in BY if any(one.measure == name for one in found.found)]
    counted = [(STATES[state], _counts(found, state, measures[0])) for state in states]
    (first, most), *rest = [one for one in counted if one[1]]
    sides = "".join(f", {state} {counts}" for state, counts in rest)
    text = f"In {found.year} {first} had {most} warheads{sides}, {BY[measures[0]]}"
    for name in measures[1:]:
        by = [counts for counts in (_counts(found, state, name) for state in states) if counts]
        text += f"; {BY[name].removeprefix('as ').removesuffix(' counts')} counted {listed(by)}"
    return f"{text}."


def _counts(found: Arsenals, state: str, measure: str) -> str:
    rows = [one for one in found.found if (one.state, one.measure) == (state, measure)]
    return " and later ".join(f"{one.warheads:,}" for one in rows)


def _first_and_last(rows: list[Forces]) -> str:
    ends = [rows[0]] if len(rows) == 1 else [rows[0], rows[-1]]
    counts = " to ".join(f"{one.warheads:,} in {one.day.year} ({RULE[one.measure]})" for one in ends)
    return f"{STATES[rows[0].state]} {counts}"
