"""The argument on docs/credibility.md: treaty, record, balance, expansion, race, cost and claims, part by part.

Each part is judged by five of the factors, on their scale and by their rule of evidence. Two things are held besides:
no part is left out, and one whose numbers are mostly assumed has no level of input pedigree.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from midcourse.api.expansion import KILL
from midcourse.catalog.provenance import GRADES, Provenance
from midcourse.catalog.reader import entries, load_record
from midcourse.catalog.show import entry_report
from midcourse.claims.read import claim_names, load_claim
from midcourse.scenario import load_scenario
from midcourse.scenario.resolved import values_in_use
from midcourse.strategy.expansion.inventory import inventory
from midcourse.strategy.question.kill import kill_of
from midcourse.strategy.race import cost, race, threshold
from midcourse.strategy.race.coefficients import coefficient

PARTS = ("treaty", "record", "balance", "expansion", "race", "cost", "claims")
JUDGED_BY = ("verification", "validation", "input-pedigree", "uncertainty", "robustness")
RICHARDSON = ("reaction-shield", "reaction-missiles", "fatigue-shield", "fatigue-missiles", "grievance-shield",
              "grievance-missiles", "outlay-shield", "outlay-missiles")  # fmt: skip
COEFFICIENTS = {"response": race.NAMES, "threshold": threshold.NAMES, "richardson": RICHARDSON, "cost": cost.NAMES}
HEAD = """\
The parts that states argue with, each by five of the factors above, on their scale: the same level needs the same
kinds of evidence, listed for the part itself. A part whose numbers are mostly assumed has no level of input pedigree,
and what computes with them is no better for it."""
NO_SOURCE = ("common_cause", "track", "decoys", "rejected")
"""Inputs of `expand` that nobody has published: how failures go together, what is tracked, decoys and what they do."""
ASSUMED = 0.5
"""Above this share of assumed numbers a part has no pedigree."""


def judged(part: dict[str, Any], factors: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the factors of one part, each with the part's own level and evidence."""
    by_name = {factor["id"]: factor for factor in factors}
    return [
        by_name[name]
        | {
            "id": f"{part['id']}, {name}",
            "level": part["levels"].get(name, 0),
            "evidence": part["evidence"].get(name, []),
        }
        for name in JUDGED_BY
        if name in by_name
    ]


def problems(data: dict[str, Any]) -> list[str]:
    """Say which part or factor is left out, and which part has a pedigree though its numbers are mostly assumed."""
    found = []
    if tuple(part["id"] for part in data["argument"]) != PARTS:
        found.append("the parts of the argument are not all there, in their order")
    for part in data["argument"]:
        if set(part["levels"]) != set(JUDGED_BY) or set(part["evidence"]) != set(JUDGED_BY):
            found.append(f"{part['id']}: not judged by each factor")
        share = assumed(grades(part))
        if share > ASSUMED and part["levels"].get("input-pedigree"):
            found.append(f"{part['id']}: a pedigree, though {100 * share:.0f} % of its numbers are assumed")
    return found


def grades(part: dict[str, Any]) -> Counter[str]:
    """Count the numbers that a part rests on, by grade."""
    kind, of = part["grades"], part["of"]
    if kind == "catalogue":
        names = [entry for one in of for entry in entries(one)]
        return Counter(row["grade"] for entry in names for row in entry_report(entry)["values"].values())
    if kind == "coefficients":
        chosen = {name for one in of for name in COEFFICIENTS[one]}
        return Counter(coefficient(name).number.grade for name in chosen)
    if kind == "record":
        return Counter(test.grade for name in of for test in load_record(name)[0].tests)
    if kind == "expand":
        return expanding() + sum((fought(name) for name in of), Counter())
    return Counter(one.grade for name in claim_names() for one in load_claim(name).numbers.values())


def expanding() -> Counter[str]:
    """Count what `expand` takes in closed form: counts, plans, pace, chance of a hit, and what has no source."""
    stocks = inventory()
    known = [one.grade for one in (*stocks.counted, *stocks.planned, stocks.pace, kill_of(KILL))]
    # the rate is worked from the counts, no better than the worst of them
    worst = max((one.grade for one in stocks.counted), key=GRADES.index)
    return Counter([*known, worst, *["assumed"] * len(NO_SOURCE)])


def fought(scenario: str) -> Counter[str]:
    """Count the numbers of a scenario."""
    values = values_in_use(load_scenario(scenario)).values()
    return Counter(one.grade for one in values if isinstance(one, Provenance))


def assumed(found: Counter[str]) -> float:
    """Return which share of some numbers is assumed."""
    return found["assumed"] / found.total() if found else 0.0


def section(data: dict[str, Any], link: Callable[[dict[str, str]], str]) -> list[str]:
    """Return the lines of the argument: the table of levels, the table of grades, and each part."""
    names = {factor["id"]: factor["name"] for factor in data["factors"]}
    heads = [names[one] for one in JUDGED_BY]
    out = ["## The argument", "", *HEAD.splitlines(), ""]
    out += ["| part | " + " | ".join(heads) + " |", "|" + "---|" * (len(heads) + 1)]
    for part in data["argument"]:
        levels = " | ".join(str(part["levels"][one]) for one in JUDGED_BY)
        out.append(f"| [{part['name']}](#{part['name'].lower().replace(' ', '-')}) | {levels} |")
    out += ["", "The numbers that each part rests on, by grade:", ""]
    out += ["| part | " + " | ".join(GRADES) + " | assumed |", "|" + "---|" * (len(GRADES) + 2)]
    for part in data["argument"]:
        counts = grades(part)
        each = " | ".join(str(counts[grade]) for grade in GRADES)
        out.append(f"| {part['name']} | {each} | {100 * assumed(counts):.0f} % |")
    out.append("")
    for part in data["argument"]:
        out += [f"### {part['name']}", "", *wrapped(part["why"]), ""]
        out += [*wrapped(f"Missing for more: {part['missing']}."), ""]
        for name in JUDGED_BY:
            items = part["evidence"][name]
            out += [f"- {names[name]}, level {part['levels'][name]}{'' if items else ': none'}"]
            out += [f"  {link(item)}" for item in items]
        out.append("")
    return out


def wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 140, break_long_words=False, break_on_hyphens=False)
