"""One shot: what the simulation makes of it, beside what the flight tests of the interceptor say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import percent

if TYPE_CHECKING:
    from midcourse.report.told import Told

TITLE = "One shot at stated values, beside the test record"
HEAD = (
    "interceptor",
    "works as a machine",
    "hits, simulated",
    "shots",
    "hits in tests",
    "tests allow (90 %)",
)
WHY = (
    "Why they may part: tests follow a script, with a target that is known beforehand and a meeting point that suits "
    "the range; here the simulation shoots where the raid leads it. "
    "Agreement proves less than it seems: in the catalogue, the chances that launch, boost, separation and seeker "
    "work come from the same tests, so that the two numbers are not independent."
)


def one_shot(told: Told) -> Html:
    """Return the table of one shot and, for each interceptor, a sentence that says whether the two part.

    Args:
        told: what the report is written from; a summary of an older version, without shots, gives nothing.
    """
    rows = told.summary.get("shot") or []
    if not rows:
        return Html("")
    names = {item.interceptor.id: item.interceptor.name for item in told.scenario.batteries}
    named = [(names.get(row["interceptor"]) or row["interceptor"], row) for row in rows]
    parts = [
        table(TITLE, HEAD, [_cells(name, row) for name, row in named]),
        paragraph(
            "Counted are the first shots to arrive at a warhead, in runs with every input at its stated value; the "
            "links above are over all worlds. Works as a machine: the chances of launch, boost, separation and "
            "seeker, multiplied.",
            kind="quiet",
        ),
        *(paragraph(sentence(name, row), " ", rest(row)) for name, row in named),
    ]
    if any(row["record"] is not None for row in rows):
        parts.append(paragraph(WHY))
    return joined(parts)


def sentence(name: str, row: dict[str, Any]) -> str:
    """Return in plain words whether a simulated shot and the test record part.

    Args:
        name: what the interceptor is called.
        row: its row of `shot` in the summary.
    """
    record = row["record"]
    if record is None:
        return f"{name}: the catalogue holds no flight tests of it, so there is nothing to hold its shot against."
    tests = f"{record['hits']} hits in {record['attempts']} tests"
    if row["p_hit"] is None:
        return f"{name}: no first shot at a warhead was simulated that could stand beside {tests}."
    allowed = f"what {tests} allow ({percent(record['low'])} to {percent(record['high'])}, the 90 % interval)"
    shot = f"{name}: a simulated shot hits in {percent(row['p_hit'])} of the cases"
    near = any(row["low"] < end < row["high"] for end in (record["low"], record["high"]))
    luck = " More runs may change that: it is within what luck leaves." if near else ""
    if not row["parts"]:
        return f"{shot}. That is within {allowed}: the two do not part.{luck}"
    where = "above" if row["p_hit"] > record["high"] else "below"
    return f"{shot}. That is {where} {allowed}: the two part by more than the interval of the record.{luck}"


def rest(row: dict[str, Any]) -> str:
    """Return in a sentence what geometry and tracking take from a machine that works, as far as luck lets it be told.

    Args:
        row: its row of `shot` in the summary.
    """
    if row["p_hit"] is None:
        return ""
    works = f"the {percent(row['works'])} with which it works as a machine"
    if row["low"] <= row["works"] <= row["high"]:
        return (
            f"From {works} it differs by no more than luck: nothing is seen that geometry and tracking take."
        )
    if row["p_hit"] < row["works"]:
        return f"That is below {works} by more than luck: geometry and tracking take the rest."
    return f"That is above {works} by more than luck, which nothing here explains: a reason to ask why."


def _cells(name: str, row: dict[str, Any]) -> tuple[str, ...]:
    record = row["record"]
    hits = percent(row["p_hit"])
    if row["p_hit"] is not None:
        hits += f" ({percent(row['low'])} to {percent(row['high'])} by luck)"
    tested = ("none", "–")
    if record is not None:
        span = f"{percent(record['low'])} to {percent(record['high'])}, mean {percent(record['mean'])}"
        tested = (f"{record['hits']} of {record['attempts']}", span)
    return name, percent(row["works"]), hits, f"{row['n']:,}", *tested
