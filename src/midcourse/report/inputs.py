"""What the answer hangs on, and the worlds in which a missile does not arrive."""

from __future__ import annotations

import math
from collections import Counter

from midcourse.report.cite import cited
from midcourse.report.graded import graded_section
from midcourse.report.hangs import Hang, by_chance, correlations, hangs_on
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import input_words, owner_words, percent, quantity
from midcourse.report.told import Told


def hangs_section(told: Told, hangs: list[Hang]) -> Html:
    """Return the assumed inputs that move the answer most, and the worlds that cannot reach."""
    if told.worlds and told.scenario.grade is not None:
        # what is assumed is not in doubt here, and is told as what the answer rests on
        return joined([graded_section(told), _cannot_reach(told)])
    scenario = told.scenario
    if not told.worlds:
        note = "No doubt was carried: every input had its stated value, so no input can be seen to move the answer."
        return joined([paragraph(note), _ends(told)])
    if not hangs:
        chance = told.summary["p_no_leaker"]
        known = chance is not None and chance["doubt"] is not None and chance["doubt"]["low"] is not None
        note = (
            "No assumed input, moved alone from its low to its high, moves the answer by half a point in a hundred."
            if known
            else "With too few runs a world there is no band of doubt, and no input is moved to see what it does."
        )
        return joined([paragraph(note), _cannot_reach(told)])
    rows = []
    for hang in hangs:
        number = scenario.provenance[hang.path]
        value, low, high = (
            quantity(one, number.dimension, number.unit) for one in (hang.value, hang.low, hang.high)
        )
        rows.append(
            (
                input_words(scenario, hang.path),
                owner_words(scenario, hang.path) or "rules of the defence",
                value,
                f"{low}: {percent(hang.at_low)}",
                f"{high}: {percent(hang.at_high)}",
                "–" if math.isnan(hang.correlation) else f"{hang.correlation:+.2f}",
                cited(hang.source),
            )
        )
    head = ("input", "of", "stated value", "low: answer", "high: answer", "over worlds", "source")
    return joined(
        [
            paragraph(
                "Each assumed input alone is moved from the low to the high end of its range, all others as stated; "
                "the answer is that of the closed form, in which there is no luck."
            ),
            table("The three assumed inputs that move the answer most", head, rows),
            paragraph(_over_worlds(told)),
            _decides(told),
            _cannot_reach(told),
        ]
    )


def _over_worlds(told: Told) -> str:
    # a second look, in which all inputs move at once
    scenario = told.scenario
    ties = correlations(told.worlds, told.shares, scenario, every_grade=True)
    worlds, limit = len(told.shares), by_chance(told.worlds, told.shares, scenario)
    words = (
        f"Over worlds: in the {worlds} worlds that were fought all inputs move at once, and ranks of each are "
        "compared with ranks of the share of runs without a leaker: +1 means that the defence does better wherever "
        f"the input is greater, -1 worse. By chance alone the strongest would pass {limit:.2f} in one case of twenty."
    )
    if not ties:
        return words
    first = max(ties, key=lambda path: abs(ties[path]))
    grade = scenario.provenance[first].grade
    told_apart = "" if abs(ties[first]) > limit else ", which may be chance"
    return (
        f"{words} Of inputs of all grades the {input_words(scenario, first)} ({grade}) goes with the answer most: "
        f"{ties[first]:+.2f}{told_apart}."
    )


def _decides(told: Told) -> Html:
    # an end at which a missile does not arrive has no answer to be compared
    paths = [
        swing["path"]
        for swing in told.summary.get("swings", ())
        if swing["at_low"] is None or swing["at_high"] is None
    ]
    if not paths:
        return Html("")
    names = ", ".join(input_words(told.scenario, path) for path in paths)
    return paragraph(f"Whether a missile arrives at all is decided by: {names}.")


def _ends(told: Told) -> Html:
    assumed = [number for number in told.scenario.provenance.values() if number.grade == "assumed"]
    wide = sum(number.low is not None or number.high is not None for number in assumed)
    return paragraph(f"Assumed are {len(assumed)} numbers, {wide} of them with a range that was not used.")


def _cannot_reach(told: Told) -> Html:
    lost = [world for world in told.worlds if world.cannot_reach]
    count = len(told.worlds)
    if not lost:
        return paragraph(f"In all {count} worlds the missiles can reach their aims.")
    share = percent(told.out_of_reach / told.asked)
    why = Counter(world.why.partition(":")[0] for world in lost)
    names = ", ".join(sorted(why))
    return paragraph(
        f"In {len(lost)} of {count} worlds ({share} of the runs asked for) a missile cannot reach its aim ({names}): "
        "there its range is too short. These runs are not fought and are not counted as successes of the defence."
    )


def hangs_of(told: Told) -> list[Hang]:
    """Return the inputs that the page names."""
    return hangs_on(told.summary.get("swings", ()), told.worlds, told.shares, told.scenario)
