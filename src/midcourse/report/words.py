"""The first sentence of the report: the answer, its band of doubt, and the assumption it hangs on most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from midcourse.report.names import TINY, input_words, tenths

if TYPE_CHECKING:
    from midcourse.campaign.estimate import Estimate
    from midcourse.scenario.model import Scenario

MOST_WORDS = 30
GRADED = {
    "official": "official inputs",
    "peer-reviewed": "published inputs",
    "press": "reported inputs",
    "estimated": "sourced inputs",
}


def first_sentence(
    scenario: Scenario,
    estimate: Estimate | None,
    cannot_reach: float,
    hangs_on: Sequence[str],
) -> str:
    """Return the answer in one sentence of at most 30 words, in which no abbreviation stands.

    Args:
        scenario: what was fought.
        estimate: the share of runs without a leaker; None where no world was fought.
        cannot_reach: share of the worlds in which a missile cannot reach its aim.
        hangs_on: paths or names of the inputs that move the answer, the strongest first; may be empty.

    Returns:
        the sentence; what does not fit is left out from the end, the answer itself never.
    """
    aims = target(scenario)
    if estimate is None:
        return f"In none of the worlds that were drawn can the missiles reach {aims}."
    one = len(scenario.missiles) == 1
    get = "the missile can" if one else "the missiles can"
    condition = f"If {get} get that far, " if cannot_reach > 0.0 else ""
    safe = f"no warhead arrives at {aims} in " if one else "no warhead gets through in "
    answers = [condition + safe + _of_hundred(estimate.value) + " runs"]
    answers.append(condition + "no warhead gets through in " + _of_hundred(estimate.value) + " runs")
    for hangs in _hangs(scenario, hangs_on):
        for answer in answers:
            for band in _bands(scenario, estimate):
                sentence = f"{answer[0].upper()}{answer[1:]}{band}{hangs}."
                if len(sentence.split()) <= MOST_WORDS:
                    return sentence
    short = f"{answers[-1][0].upper()}{answers[-1][1:]}"
    whole = f"{short}{_bands(scenario, estimate)[-1]}."
    return whole if len(whole.split()) <= MOST_WORDS else f"{short}."


def target(scenario: Scenario) -> str:
    """Return the names of the aims, each once: `London`, `London and Paris`, `4 places`."""
    names = list(dict.fromkeys(item.to_place.name or item.to_place.id for item in scenario.raid))
    if len(names) > 2:
        return f"{len(names)} places"
    return " and ".join(names)


def _hangs(scenario: Scenario, hangs_on: Sequence[str]) -> list[str]:
    if not hangs_on:
        return [""]
    name = input_words(scenario, hangs_on[0])
    # inputs of other grades are not ranked here, and may move it more
    return [f"; of assumed inputs, {one} moves it most" for one in (name, name.partition(" of the ")[0])]


def _can_shoot(scenario: Scenario) -> bool:
    # where nothing can be fired, luck leaves nothing open
    stock = any(item.count > scenario.doctrine.reserve for item in scenario.batteries)
    return stock and len(scenario.sensors) > 0


def _bands(scenario: Scenario, estimate: Estimate) -> list[str]:
    if not _can_shoot(scenario):
        return [""]
    if estimate.doubt is None:
        low, high = estimate.low, estimate.high
        return [
            f" ({_hundred(low)} to {_hundred(high)} by luck alone)",
            f" ({_hundred(low)} to {_hundred(high)})",
        ]
    low, high = estimate.doubt["low"], estimate.doubt["high"]
    inputs = "doubtful inputs" if scenario.grade is None else f"{GRADED[scenario.grade]} in doubt"
    return [
        f" ({_hundred(low)} to {_hundred(high)} with {inputs})",
        f" ({_hundred(low)} to {_hundred(high)})",
    ]


def _hundred(share: float) -> str:
    # a half is rounded up; a share that is not quite all or nothing must not read as if it were
    count = 100.0 * share
    if count in (0.0, 100.0) or 0.5 - TINY <= count < 99.5 - TINY:
        return f"{math.floor(count + 0.5 + TINY)}"
    return tenths(share).removesuffix(" %")


def _of_hundred(share: float) -> str:
    return f"{_hundred(share)} of 100"
