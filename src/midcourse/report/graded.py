"""What follows from inputs of a grade alone, and what of that rests on worse ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from midcourse.report.hangs import LEAST_SWING, MOST
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import input_words, owner_words, percent, quantity

if TYPE_CHECKING:
    from midcourse.report.told import Told
    from midcourse.scenario.model import Scenario

HEAD = ("input", "of", "grade", "stated value", "low: answer", "high: answer")


def held_words(told: Mapping[str, Any]) -> str:
    """Return how many inputs are in doubt where worse ones are not, and how many of which grade are held.

    Args:
        told: `grade`, `inputs_drawn` and `inputs_held` of a summary.
    """
    grade, drawn, held = (told[name] for name in ("grade", "inputs_drawn", "inputs_held"))
    count = sum(one["inputs"] for one in held)
    better = grade if grade == "official" else f"{grade} or better"
    head = f"Only inputs graded {better} are in doubt: {drawn} of {drawn + count}."
    if not count:
        return f"{head} None is worse."
    said = ", ".join(f"{one['inputs']} {one['grade']}" for one in held)
    stay = "stays at its stated value" if count == 1 else "stay at their stated values"
    return f"{head} {count} {stay}: {said}."


def rests_words(scenario: Scenario, rests: Sequence[Mapping[str, Any]]) -> str:
    """Return which of the inputs held would move the answer most, each alone; empty where none was moved."""
    if not rests:
        return ""
    strong = _strong(rests)
    decides = [one["path"] for one in rests if None in (one["at_low"], one["at_high"])]
    names = ", ".join(input_words(scenario, path) for path in decides)
    arrives = f" Whether a missile arrives at all rests on: {names}." if decides else ""
    if not strong:
        return f"None of these, moved alone from low to high, moves the answer by half a point in a hundred.{arrives}"
    said = [
        f"{input_words(scenario, one['path'])} ({one['grade']}; {percent(one['at_low'])} at its low, "
        f"{percent(one['at_high'])} at its high)"
        for one in strong
    ]
    return f"Of these the answer rests most on: {'; '.join(said)}.{arrives}"


def _strong(rests: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in rests if one["size"] >= LEAST_SWING][:MOST]


def graded_section(told: Told) -> Html:
    """Return the words and a table of what the answer rests on beside its grade; nothing without a grade."""
    scenario, summary = told.scenario, told.summary
    if "grade" not in summary:
        return Html("")
    rows = []
    for one in _strong(summary["rests_on"]):
        number = scenario.held[one["path"]]
        value, low, high = (
            quantity(end, number.dimension, number.unit) for end in (number.value, one["low"], one["high"])
        )
        owner = owner_words(scenario, one["path"]) or "rules of the defence"
        ends = (f"{low}: {percent(one['at_low'])}", f"{high}: {percent(one['at_high'])}")
        rows.append((input_words(scenario, one["path"]), owner, one["grade"], value, *ends))
    shown = table("Inputs of worse grades that the answer rests on most", HEAD, rows) if rows else Html("")
    rests = rests_words(scenario, summary["rests_on"])
    note = f"{held_words(summary)} {rests} In the table of numbers they have no low and no high."
    return joined([paragraph(" ".join(note.split())), shown])
