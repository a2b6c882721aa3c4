"""The chain that a kill hangs on: the share that passes each link, and the answer of the closed form beside it."""

from __future__ import annotations

from typing import Any

from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import FACTOR_WORDS, LINK_WORDS, ORDER, percent
from midcourse.views.factors import Whole


def links(told: dict[str, Any]) -> list[tuple[str, float | None]]:
    """Return the links in the order in which they happen: plain name and share.

    Args:
        told: the summary of the runs.
    """
    return [(FACTOR_WORDS[name][0], told["factors"][name]) for name in ORDER]


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
                "all worlds, band of doubt", chance["value"], chance["doubt"]["low"], chance["doubt"]["high"]
            )
        )
    elif chance is not None and chance["nominal"] is None:
        found.append(Whole("simulated", chance["value"], chance["low"], chance["high"]))
    if chance is not None and chance["nominal"] is not None:
        home = chance["nominal"]
        found.append(Whole("stated values, simulated", home["value"], home["low"], home["high"]))
    closed = closed_value(told)
    if closed is not None:
        found.append(Whole("stated values, closed form", closed, simulated=False))
    return found


def chain_tables(told: dict[str, Any]) -> Html:
    """Return the tables under the picture of the chain."""
    rows = [
        (
            FACTOR_WORDS[name][0],
            "nothing came so far" if share is None else f"{share:.3f}",
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
            f"{whole.value:.3f}",
            "–" if whole.low is None else f"{whole.low:.3f} to {whole.high:.3f}",
        )
        for whole in wholes(told)
    ]
    return joined(
        [
            paragraph(
                f"The product of the links, {product:.3f}, is the share of warheads that the first shot at each of "
                "them destroys. Later shots raise it to the answer."
            ),
            table("Links of the chain", ("link", "share that passes", "what it means"), rows),
            table(
                "Share of runs in which no warhead gets through, by method",
                ("method", "share", "range"),
                answers,
            ),
            _disagreement(told),
        ]
    )


def _disagreement(told: dict[str, Any]) -> Html:
    closed, chance = closed_value(told), told["p_no_leaker"]
    if closed is None or chance is None or chance["nominal"] is None:
        return paragraph("The closed form was not worked: no run was fought with the stated values.")
    home = chance["nominal"]
    apart = home["value"] - closed
    inside = home["low"] <= closed <= home["high"]
    return paragraph(
        f"The closed form multiplies the same inputs on paper, without simulating. Simulation less closed form: "
        f"{apart:+.3f}. ",
        "That is within what luck allows."
        if inside
        else "That is more than luck allows: the closed form leaves out what the simulation holds, such as spent "
        "stages that draw shots, and the page with both numbers is the reason to ask why.",
    )


def ledger(told: dict[str, Any]) -> Html:
    """Return why warheads were not destroyed: shares, links, and what each means."""
    if not told["why_not"]:
        return paragraph("Every warhead that was fought was destroyed: there is nothing to explain.")
    rows = [
        (percent(share), name, LINK_WORDS.get(name, ""))
        for name, share in sorted(told["why_not"].items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return table(
        "Of the warheads that were not destroyed", ("share", "link that broke", "in plain words"), rows
    )
