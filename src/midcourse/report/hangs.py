"""Which assumed inputs move the answer: each from its low to its high, and how its draws go with it over worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.campaign.metrics import leakers

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
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
    swings: Sequence[Mapping[str, Any]], fought: Fought, scenario: Scenario, most: int = MOST
) -> list[Hang]:
    """Return the assumed inputs that move the answer most.

    Args:
        swings: of the summary: `path`, `low`, `high`, and the chance of no leaker `at_low` and `at_high`.
        fought: finished runs, for the rank correlation beside it.
        scenario: the scenario with its stated values.
        most: how many.

    Returns:
        Hang, the strongest first; empty where no doubt was carried, its band is unknown, or nothing moves the answer.
    """
    ties = correlations(fought, scenario)
    found = []
    for swing in swings:
        if swing["at_low"] is None or swing["at_high"] is None or swing["size"] < LEAST_SWING:
            continue
        path = swing["path"]
        number = scenario.provenance[path]
        ends = (swing["low"], swing["high"], number.source, swing["at_low"], swing["at_high"])
        found.append(Hang(path, number.value, *ends, ties.get(path, math.nan)))
    return found[:most]


def correlations(fought: Fought, scenario: Scenario, every_grade: bool = False) -> dict[str, float]:
    """Return how the share of runs without a leaker follows each input over the worlds that were fought.

    Args:
        fought: finished runs.
        scenario: the scenario with its stated values.
        every_grade: whether inputs of all grades are compared, and not only those that are assumed.

    Returns:
        rank correlation by path: 1 always up with it, -1 always down; empty where no doubt was carried, too few worlds
        were fought, or all have one answer.

    Source: Spearman's rank correlation, by way of SciPy.
    """
    from scipy.stats import spearmanr

    numbers, shares = world_shares(fought)
    if len(numbers) < LEAST_WORLDS or np.ptp(shares) == 0.0:
        return {}
    draws = assumed_draws(fought, scenario, numbers, every_grade)
    return {path: float(spearmanr(drawn, shares).statistic) for path, drawn in draws.items()}


def by_chance(fought: Fought, scenario: Scenario) -> float:
    """Return the correlation that the strongest input would pass in one case of twenty if none moved the answer.

    With few worlds and many inputs some input always seems to follow the answer.

    Source: normal limit of Spearman's coefficient, variance 1 / (n - 1), for independent inputs (Sidak 1967).
    """
    from scipy.stats import norm

    numbers, _ = world_shares(fought)
    inputs = len(assumed_draws(fought, scenario, numbers)) if len(numbers) >= LEAST_WORLDS else 0
    if inputs == 0:
        return 1.0
    one = 1.0 - (1.0 - CHANCE) ** (1.0 / inputs)
    return min(1.0, float(norm.isf(0.5 * one)) / math.sqrt(len(numbers) - 1.0))


def world_shares(fought: Fought) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the worlds that were fought, and the share of runs without a leaker in each."""
    if not fought.worlds or not fought.chunks:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    count = len(fought.worlds)
    world = np.concatenate([chunk.batch.runs for chunk in fought.chunks]) % count
    kept = np.bincount(world, weights=leakers(fought.chunks) == 0, minlength=count)
    runs = np.bincount(world, minlength=count)
    numbers = np.flatnonzero(runs)
    return numbers, kept[numbers] / runs[numbers]


def assumed_draws(
    fought: Fought, scenario: Scenario, numbers: np.ndarray, every_grade: bool = False
) -> dict[str, np.ndarray]:
    """Return what the worlds drew for each input that is graded `assumed`; inputs that are always equal count once."""
    found: dict[str, np.ndarray] = {}
    seen = set()
    for path in fought.worlds[0].draws if fought.worlds else ():
        other = not every_grade and scenario.provenance[path].grade != "assumed"
        if other or _idle(scenario, path):
            continue
        drawn = np.array([fought.worlds[int(k)].draws[path] for k in numbers])
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
    return ("debris" in leaf and item.debris == 0) or ("decoy" in leaf and item.decoys == 0)
