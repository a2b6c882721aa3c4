"""The tables of whole engagements."""

from __future__ import annotations

from typing import Any

import midcourse
from engagement.growth import DECOYS, MISSILES, RUNS, against_objects, against_runs
from engagement.rates import of_worlds, one_core
from engagement.whole import whole


def rates(rounds: int, quick: bool, flop: dict[str, float]) -> list[dict[str, Any]]:
    """Measure rates, worlds and many runs."""
    del flop
    scenario = midcourse.load("europe-2007")
    return [
        one_core(scenario, 16 if quick else 256, rounds),
        of_worlds(scenario, 1 if quick else 4),
        whole(scenario, 40 if quick else 10_000, 1 if quick else 2),
    ]


def growth(rounds: int, quick: bool, flop: dict[str, float]) -> list[dict[str, Any]]:
    """Measure how cost grows."""
    del flop
    turns = max(1, min(rounds, 5))
    scenario = midcourse.load("europe-2007")
    if quick:
        return [against_runs(scenario, RUNS[:2], 1), against_objects(MISSILES[:2], DECOYS[:1], 1)]
    return [against_runs(scenario, RUNS, turns), against_objects(MISSILES, DECOYS, turns)]
