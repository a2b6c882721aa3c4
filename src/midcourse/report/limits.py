"""How to run it again, how it could be wrong, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.report.cite import citation
from midcourse.report.glossary import term
from midcourse.report.hangs import Hang
from midcourse.report.markup import Html, bullets, joined, paragraph, text
from midcourse.report.names import input_words, percent
from midcourse.report.rerun import rerun_line
from midcourse.report.told import Told
from midcourse.scenario import built_in

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTSIDE = (
    "Accidents of war: maintenance, weather at the launch site, human error, damage to radars before the attack.",
    "Jamming of radars, false detections and clutter. Each measurement is known to belong to its object.",
    "Decoys and debris only as counts of simple objects, told apart by one number; no other measures of an attacker.",
    "Missiles never fail, have no spread of impact, and carry one warhead each.",
    "Air moves interceptors only while they burn. Their homing is worked in two dimensions.",
    "What happens where a warhead comes down: no effects, no casualties. A hit counts as the end of the warhead.",
    "Other defences, aircraft, navies, diplomacy, and what either side would do next.",
)


def rerun_section(told: Told) -> Html:
    """Return the line that repeats the run, and how to cite it."""
    ours = built_in(told.scenario.name_id, told.scenario.text)
    file = "" if ours else "The file scenario.yaml lies beside this page. "
    return joined(
        [
            paragraph(Html(f"<code>{text(rerun_line(told))}</code>")),
            paragraph(_beside(told)),
            paragraph(
                file
                + "Same scenario, seed, version and platform: the same result bytes, on any number of threads."
            ),
            paragraph("To cite: ", citation(told.scenario, told.seed, told.asked)),
        ]
    )


def _beside(told: Told) -> str:
    # the runs of the nominal world are not among those that are asked for
    chance = told.summary["p_no_leaker"]
    home = None if chance is None or not told.worlds else chance["nominal"]
    if home is None:
        return ""
    return (
        f"With these come {home['n']:,} more runs, every input at its stated value; the summary holds both."
    )


def wrong_section(told: Told, hangs: Sequence[Hang]) -> Html:
    """Return the ways in which the answer could be wrong, the particular ones first."""
    scenario = told.scenario
    numbers = scenario.provenance.values()
    assumed = sum(number.grade == "assumed" for number in numbers)
    points: list[object] = [
        f"{assumed} of {len(numbers)} numbers are assumed. If one of them lies outside its range, so may the answer."
    ]
    if hangs:
        points.append(
            f"Of the assumed inputs the answer hangs most on the {input_words(scenario, hangs[0].path)}, and nobody "
            "has published it."
        )
    if any(not item.is_radar for item in scenario.sensors):
        points.append(
            joined(
                ["The radars that wait for a ", term("cue"), " see nothing if the satellites do not report."]
            )
        )
    if scenario.doctrine.common_cause > 0.0:
        points.append(
            f"A share of {percent(scenario.doctrine.common_cause)} of the failures is taken to strike all shots "
            "alike. If interceptors share a fault, firing more of them helps less than it seems here."
        )
    points += [
        "Reliability comes from flight tests, which were announced beforehand, with targets whose looks were known.",
        "The band of doubt holds doubt in numbers. Doubt in the equations, and in who would do what, is not in it.",
        "Inputs are drawn independently of each other. In truth some go together.",
        f"Luck: {told.done:,} runs leave the interval that is printed, and rare events may have no run at all.",
        "The program may have faults. Its check cases are worked by the command midcourse verify.",
    ]
    return bullets(points)


def outside_section() -> Html:
    """Return what the model does not contain."""
    words = "It works with point masses and public numbers, and is not accredited for any operational use."
    return joined([paragraph(words), bullets(OUTSIDE)])
