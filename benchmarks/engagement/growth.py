"""What `fight` costs against the number of runs and of objects, with the exponent that fits."""

from __future__ import annotations

from typing import Any

import numpy as np

import midcourse
from engagement.rates import SEED
from engagement.yardstick import by_looks, in_turns
from midcourse.engagement.run import Batch, fight
from midcourse.scenario.model import Scenario
from midcourse.threats.fly import fly_raid
from page import plain, times

RUNS = (64, 128, 256, 512, 1024, 2048, 4096)
MISSILES = (1, 2, 5, 10, 20, 50)
DECOYS = (0, 3, 10)


def fitted(sizes: list[float], seconds: list[float]) -> tuple[float, float]:
    """Fit `seconds = c * sizes ** p` by least squares in logarithms.

    Returns:
        the exponent p, and the largest factor by which a time lies off the fit.
    """
    x, y = np.log(sizes), np.log(seconds)
    p, c = np.polyfit(x, y, 1)
    return float(p), float(np.exp(np.max(np.abs(y - p * x - c))))


def against_runs(scenario: Scenario, sizes: tuple[int, ...], rounds: int) -> dict[str, Any]:
    """Time batches of more and more runs."""
    sky, yardstick = fly_raid(scenario.raid), by_looks()
    batches = [Batch(SEED, 0, np.arange(size)) for size in sizes]
    looks = [int(fight(scenario, batch, sky).watched.looks.sum()) for batch in batches]
    jobs = [lambda batch=batch: fight(scenario, batch, sky) for batch in batches]
    took, unit = in_turns(jobs, yardstick, rounds)
    rows = [
        [f"{size:,}", f"{spent:.3f} s", f"{1e3 * spent / size:.3f} ms", times(seen * unit / spent)]
        for size, spent, seen in zip(sizes, took, looks, strict=True)
    ]
    p, off = fitted(list(map(float, sizes)), took)
    said = (
        f"One batch of `europe-2007`, {rounds} rounds. Fitted by least squares in logarithms from {sizes[0]:,} to"
        f" {sizes[-1]:,} runs: cost grows with the number of runs to the power **{p:.2f}**; no time lies off the fit"
        f" by more than a factor {off:.2f}."
    )
    return plain("Cost against runs", said, ["runs", "time", "a run", _quicker(yardstick)], rows)


def against_objects(missiles: tuple[int, ...], decoys: tuple[int, ...], rounds: int) -> dict[str, Any]:
    """Time one run of larger and larger raids."""
    yardstick = by_looks()
    asked = [(count, each) for each in decoys for count in missiles]
    jobs, objects, looks, runs = [], [], [], []
    for count, each in asked:
        scenario = midcourse.load("europe-2007", sets=(f"raid.0.count={count}", f"raid.0.decoys={each}"))
        sky = fly_raid(scenario.raid)
        many = max(1, min(32, 64 // len(sky.counts)))  # small raids are quick: several runs at once
        batch = Batch(SEED, 0, np.arange(many))
        looks.append(int(fight(scenario, batch, sky).watched.looks.sum()) / many)
        jobs.append(lambda scenario=scenario, batch=batch, sky=sky: fight(scenario, batch, sky))
        objects.append(len(sky.counts))
        runs.append(many)
    took, unit = in_turns(jobs, yardstick, rounds)
    each_s = [spent / many for spent, many in zip(took, runs, strict=True)]
    rows = [
        [str(count), str(each), str(n), f"{1e3 * spent:.2f} ms", f"{1e3 * spent / n:.3f} ms", f"{seen:,.0f}",
         times(seen * unit / spent)]
        for (count, each), n, spent, seen in zip(asked, objects, each_s, looks, strict=True)
    ]  # fmt: skip
    p, off = fitted(list(map(float, objects)), each_s)
    parts = []
    for each in decoys:
        mine = [k for k, (_, given) in enumerate(asked) if given == each]
        few, power = [float(objects[k]) for k in mine], 0.0
        power, _ = fitted(few, [each_s[k] for k in mine])
        parts.append(f"{power:.2f} with {each} decoys ({few[0]:.0f} to {few[-1]:.0f} objects)")
    said = (
        f"One run of `europe-2007`, {rounds} rounds, with a raid of so many missiles at once, each with so many"
        " decoys; an object is what flies apart: warhead, spent stage, debris, decoys. Fitted by least squares in"
        f" logarithms over all rows, {min(objects)} to {max(objects)} objects: cost grows with the number of objects"
        f" to the power **{p:.2f}**; no time lies off the fit by more than a factor {off:.2f}. By decoys alone:"
        f" {'; '.join(parts)}. What a radar may look at is bounded by its budget, so looks grow more slowly than"
        " objects."
    )
    heads = ["missiles", "decoys each", "objects", "a run", "an object", "looks", _quicker(yardstick)]
    return plain("Cost against objects", said, heads, rows)


def _quicker(yardstick: Any) -> str:
    return f"quicker than {yardstick.name}" if yardstick else ""
