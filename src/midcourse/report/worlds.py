"""The closed form beside the simulation, world by world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.campaign.estimate import share
from midcourse.report.glossary import term
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import percent

if TYPE_CHECKING:
    from midcourse.report.told import Told

MOST_ROWS = 40
LEAST_WORLDS = 5
HEAD = ("world", "runs", "simulated", "by luck (95 %)", "closed form", "within luck")


def worlds_table(told: Told) -> Html:
    """Return the share of runs without a leaker in each world, simulated and by the closed form.

    Args:
        told: what the report is written from.
    """
    rows = (told.summary.get("closed_form") or {}).get("worlds") or []
    if not rows:
        return Html("")
    spans = {one["world"]: share(round(one["simulated"] * one["n"]), one["n"]) for one in rows}
    inside = {
        one["world"]
        for one in rows
        if spans[one["world"]].low <= one["p_no_leaker"] <= spans[one["world"]].high
    }
    shown = sorted(rows, key=lambda one: -abs(one["simulated"] - one["p_no_leaker"]))[:MOST_ROWS]
    lines = [
        (
            str(one["world"]),
            f"{one['n']:,}",
            percent(one["simulated"]),
            f"{percent(spans[one['world']].low)} to {percent(spans[one['world']].high)}",
            percent(one["p_no_leaker"]),
            "yes" if one["world"] in inside else "no",
        )
        for one in sorted(shown, key=lambda one: one["world"])
    ]
    most = f"; the {MOST_ROWS} in which the two are furthest apart" if len(rows) > MOST_ROWS else ""
    title = f"The closed form beside the simulation, world by world{most}"
    return joined([paragraph(*_words(rows, inside)), table(title, HEAD, lines)])


def _words(rows: list[dict[str, Any]], inside: set[int]) -> list[object]:
    found: list[object] = [
        "The ", term("closed form"), " is worked for each ", term("world"), " too. ",
        f"In {len(inside)} of {len(rows)} worlds it lies within what luck leaves of the simulated share.",
    ]  # fmt: skip
    closed, simulated = (np.array([one[key] for one in rows]) for key in ("p_no_leaker", "simulated"))
    if len(rows) >= LEAST_WORLDS and np.ptp(closed) > 0.0 and np.ptp(simulated) > 0.0:
        from scipy.stats import spearmanr

        tie = float(spearmanr(closed, simulated).statistic)
        found.append(f" Rank correlation of the two over the worlds: {tie:+.2f}.")
    found.append(
        f" On average the simulation is {100.0 * float((simulated - closed).mean()):+.1f} points in a hundred from it."
    )
    return found
