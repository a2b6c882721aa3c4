"""The chain that a kill hangs on: the share that passes each link, and the answer of the closed form beside it."""

from __future__ import annotations

from typing import Any

from midcourse.report.glossary import term
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import FACTOR_WORDS, ORDER, percent, tenths
from midcourse.views.factors import Whole

LUCK = "line: luck, 95 % interval"


def links(told: dict[str, Any]) -> list[tuple[str, float | None]]:
    """Return the links in the order in which they happen: plain name and share.

    Args:
        told: the summary of the runs.
    """
    return [(FACTOR_WORDS[name][0], told["factors"][name]) for name in ORDER]


def _has_worlds(told: dict[str, Any]) -> bool:
    # runs at stated values come beside those over worlds; without worlds they are the same
    chance = told["p_no_leaker"]
    if chance is None:
        return False
    home = chance["nominal"]
    return (
        chance["doubt"] is not None
        or home is None
        or (home["n"], home["value"]) != (chance["n"], chance["value"])
    )


def closed_value(told: dict[str, Any]) -> float | None:
    """Return what the closed form makes of the nominal world, None where it could not be worked."""
    held = told.get("closed_form")
    if not held:
        return None
    value = held.get("p_no_leaker", held.get("value"))
    return None if value is None else float(value)


def wholes(told: dict[str, Any]) -> list[Whole]:
    """Return the answers of the methods: all worlds, the nominal world, the closed form."""
    chance = told["p_no_leaker"]
    found = []
    if chance is not None and chance["doubt"] is not None and chance["doubt"]["low"] is not None:
        found.append(
            Whole(
                "mean over all worlds",
                chance["value"],
                chance["doubt"]["low"],
                chance["doubt"]["high"],
                line="line: 5 to 95 percent of the worlds",
            )
        )
    elif chance is not None and (chance["nominal"] is None or _has_worlds(told)):
        label = "mean over all worlds" if _has_worlds(told) else "simulated"
        found.append(Whole(label, chance["value"], chance["low"], chance["high"], line=LUCK))
    if chance is not None and chance["nominal"] is not None:
        home = chance["nominal"]
        found.append(Whole("stated values, simulated", home["value"], home["low"], home["high"], line=LUCK))
    closed = closed_value(told)
    if closed is not None:
        found.append(Whole("stated values, closed form", closed, simulated=False))
    return found


def chain_tables(told: dict[str, Any]) -> Html:
    """Return the tables under the picture of the chain."""
    rows = [
        (
            FACTOR_WORDS[name][0],
            "nothing came so far" if share is None else tenths(share),
            FACTOR_WORDS[name][1],
        )
        for name, share in ((name, told["factors"][name]) for name in ORDER)
    ]
    product = 1.0
    for name in ORDER:
        product *= told["factors"][name] or 0.0
    answers = [
        (
            whole.label,
            percent(whole.value),
            "–" if whole.low is None else f"{percent(whole.low)} to {percent(whole.high)}",
            whole.line.removeprefix("line: ") or "–",
        )
        for whole in wholes(told)
    ]
    return joined(
        [
            paragraph(
                f"The product of the links, {tenths(product)}, is the share of warheads that the first shot at each "
                "destroys. Later shots raise it to the answer."
            ),
            table(
                f"Links of the chain, over {over(told)}", ("link", "share that passes", "what it means"), rows
            ),
            table(
                "Share of runs in which no warhead gets through, by method",
                ("method", "share", "range", "what the range is"),
                answers,
            ),
            lower_mean(told),
            _disagreement(told),
        ]
    )


def over(told: dict[str, Any]) -> str:
    """Return in words over which runs the links and the answer are taken."""
    runs = told.get("runs", 0)
    if _has_worlds(told):
        return f"all {runs:,} runs of all worlds that were fought"
    return f"all {runs:,} runs, every input at its stated value"


def lower_mean(told: dict[str, Any], short: bool = False) -> Html:
    """Say why the mean over worlds lies below the answer at stated values; empty where it does not.

    Args:
        told: the summary of the runs.
        short: whether to leave out what that means for one interceptor.
    """
    chance = told["p_no_leaker"]
    if chance is None or chance["doubt"] is None or chance["nominal"] is None:
        return Html("")
    home = chance["nominal"]
    if chance["value"] >= home["low"]:
        return Html("")
    return paragraph(
        f"Why the mean over worlds ({percent(chance['value'])}) lies below the answer at stated values "
        f"({percent(home['value'])}): each doubtful input is drawn from its whole range, half of the draws below its "
        "stated value and half above. Where a range reaches further down than up, as those of reliabilities do, the "
        "mean of the draws is less than the stated value.",
        "" if short else _one_works(told),
    )


def _one_works(told: dict[str, Any]) -> str:
    rows, over_worlds = told.get("shot") or [], told["factors"]["survive_launch"]
    if len(rows) != 1 or over_worlds is None:
        return ""
    return (
        f" So an interceptor works in {tenths(over_worlds)} of the first shots over all worlds, and in "
        f"{tenths(rows[0]['works'])} at stated values, which the table of one shot holds."
    )


def _disagreement(told: dict[str, Any]) -> Html:
    closed, chance = closed_value(told), told["p_no_leaker"]
    if closed is None or chance is None or chance["nominal"] is None:
        return paragraph("The closed form was not worked: no run was fought with the stated values.")
    home = chance["nominal"]
    apart = home["value"] - closed
    inside = home["low"] <= closed <= home["high"]
    return paragraph(
        "The ",
        term("closed form"),
        " multiplies the same inputs on paper, without simulating. Simulation less closed form: "
        f"{100.0 * apart:+.1f} points in a hundred. ",
        "That is within what luck allows."
        if inside
        else "That is more than luck allows: the closed form leaves out what the simulation holds, such as spent "
        "stages that draw shots, and the page with both numbers is the reason to ask why.",
    )
