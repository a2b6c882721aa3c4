"""Which assumed inputs move the answer: each from its low to its high, and how its draws go with it over worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from midcourse.scenario.doubt import World
    from midcourse.scenario.model import Scenario

MOST = 3
LEAST_WORLDS = 5
CHANCE = 0.05
LEAST_SWING = 0.005  # less is not seen in shares of a hundred runs


class Hang(NamedTuple):
    """An input, the answer at its low and at its high, and how the worlds' answers follow it, NaN where unknown."""

    path: str
    value: float
    low: float
    high: float
    source: str
    at_low: float
    at_high: float
    correlation: float


def hangs_on(
    swings: Sequence[Mapping[str, Any]],
    worlds: Sequence[World],
    shares: Mapping[int, float],
    scenario: Scenario,
) -> list[Hang]:
    """Return the assumed inputs that move the answer most.

    Args:
        swings: of the summary: `path`, `low`, `high`, and the chance of no leaker `at_low` and `at_high`.
        worlds, shares: as for `correlations`, for the rank correlation beside it.
        scenario: the scenario with its stated values.

    Returns:
        Hang, at most three, the strongest first; empty where no doubt was carried, its band is unknown, or nothing
        moves the answer.
    """
    strong = [
        swing
        for swing in swings
        if swing["at_low"] is not None and swing["at_high"] is not None and swing["size"] >= LEAST_SWING
    ][:MOST]
    ties = correlations(worlds, shares, scenario) if strong else {}
    found = []
    for swing in strong:
        path = swing["path"]
        number = scenario.provenance[path]
        ends = (swing["low"], swing["high"], number.source, swing["at_low"], swing["at_high"])
        found.append(Hang(path, number.value, *ends, ties.get(path, math.nan)))
    return found


def correlations(
    worlds: Sequence[World], shares: Mapping[int, float], scenario: Scenario, every_grade: bool = False
) -> dict[str, float]:
    """Return how the share of runs without a leaker follows each input over the worlds that were fought.

    Args:
        worlds: all that were drawn.
        shares: the share of runs without a leaker in each world that was fought, by its number.
        scenario: the scenario with its stated values.
        every_grade: whether inputs of all grades are compared, and not only those that are assumed.

    Returns:
        rank correlation by path: 1 always up with it, -1 always down; empty where no doubt was carried, too few worlds
        were fought, or all have one answer.

    Source: Spearman's rank correlation, by way of SciPy.
    """
    from scipy.stats import spearmanr

    answers = np.array(list(shares.values()))
    if len(answers) < LEAST_WORLDS or np.ptp(answers) == 0.0:
        return {}
    draws = assumed_draws(worlds, list(shares), scenario, every_grade)
    return {path: float(spearmanr(drawn, answers).statistic) for path, drawn in draws.items()}


def by_chance(worlds: Sequence[World], shares: Mapping[int, float], scenario: Scenario) -> float:
    """Return the correlation that the strongest input would pass in one case of twenty if none moved the answer.

    With few worlds and many inputs some input always seems to follow the answer.

    Source: normal limit of Spearman's coefficient, variance 1 / (n - 1), for independent inputs (Sidak 1967).
    """
    from scipy.stats import norm

    inputs = len(assumed_draws(worlds, list(shares), scenario)) if len(shares) >= LEAST_WORLDS else 0
    if inputs == 0:
        return 1.0
    one = 1.0 - (1.0 - CHANCE) ** (1.0 / inputs)
    return min(1.0, float(norm.isf(0.5 * one)) / math.sqrt(len(shares) - 1.0))


def assumed_draws(
    worlds: Sequence[World], numbers: Sequence[int], scenario: Scenario, every_grade: bool = False
) -> dict[str, np.ndarray]:
    """Return what the worlds drew for each input that is graded `assumed`; inputs that are always equal count once."""
    found: dict[str, np.ndarray] = {}
    seen = set()
    for path in worlds[0].draws if worlds else ():
        other = not every_grade and scenario.provenance[path].grade != "assumed"
        if other or _idle(scenario, path):
            continue
        drawn = np.array([worlds[k].draws[path] for k in numbers])
        if np.ptp(drawn) > 0.0 and drawn.tobytes() not in seen:
            seen.add(drawn.tobytes())
            found[path] = drawn
    return found


def _idle(scenario: Scenario, path: str) -> bool:
    # what describes decoys or debris that nobody lets go of cannot move the answer, nor a fence that nobody watches
    head, _, rest = path.partition(".")
    at, _, leaf = rest.partition(".")
    if head == "sensors":
        sensor = scenario.sensors[int(at)]
        return leaf == "fence" and sensor.is_radar and sensor.radar.search != "fence"
    if head != "raid":
        return False
    item = scenario.raid[int(at)]
    scattered = item.decoys > 0 or item.warheads > 1
    return ("debris" in leaf and item.debris == 0) or ("decoy" in leaf and not scattered)
