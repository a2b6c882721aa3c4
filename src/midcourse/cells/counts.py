"""What is counted of finished runs, world by world: whole numbers, so that no order and no cut changes a byte."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from midcourse.campaign.estimate import band, share
from midcourse.campaign.shares import band_of_spreads, share_of_mean
from midcourse.study.metric import Measured, Metric, interval_of_mean

# Of one world: runs, those in which nothing got through, and sums and sums of squares over its runs.
COUNT = np.dtype(
    [
        ("world", "i4"),
        ("runs", "i8"),
        ("kept", "i8"),
        ("leaked", "i8"),
        ("leaked2", "i8"),
        ("shots", "i8"),
        ("shots2", "i8"),
        ("warheads", "i8"),
    ]
)

SUMS = tuple(name for name in COUNT.names or () if name != "world")


def counts_of(rows: np.ndarray) -> np.ndarray:
    """Count rows of RUN, a row a world."""
    worlds, at = np.unique(rows["world"], return_inverse=True)
    found = np.zeros(len(worlds), dtype=COUNT)
    found["world"] = worlds
    leaked, shots = rows["leaked"].astype(np.int64), rows["shots"].astype(np.int64)
    columns = (np.ones(len(rows), np.int64), leaked == 0, leaked, leaked**2, shots, shots**2, rows["warheads"])
    for name, values in zip(SUMS, columns, strict=True):
        np.add.at(found[name], at, values.astype(np.int64))
    return found


def added(parts: Iterable[np.ndarray]) -> np.ndarray:
    """Add counts of several pieces, world by world."""
    rows = np.concatenate([np.zeros(0, dtype=COUNT), *parts])
    worlds, at = np.unique(rows["world"], return_inverse=True)
    found = np.zeros(len(worlds), dtype=COUNT)
    found["world"] = worlds
    for name in SUMS:
        np.add.at(found[name], at, rows[name])
    return found


def estimate(metric: Metric, counts: np.ndarray) -> Measured:
    """Return what a metric is over counted runs, with the interval of luck and the band over worlds.

    Args:
        metric: one that hangs on luck.
        counts: COUNT rows, a row a world; without doubt one row of the world -1.

    Returns:
        Measured, as `study.metric.measure` finds it from the runs themselves; NaN without a run.
    """
    n = int(counts["runs"].sum())
    if n == 0:
        return Measured(math.nan, math.nan, math.nan, 0, "no run was finished")
    doubted = bool((counts["world"] >= 0).any())
    if metric.name == "p_no_leaker":
        found = share(int(counts["kept"].sum()), n)
        doubt = band(counts["kept"], counts["runs"]) if doubted else None
        return Measured(found.value, found.low, found.high, n, "", doubt)
    means, spreads = means_of(metric, counts)
    mean, spread = means_of(metric, as_one(counts))
    if metric.most == 1.0:
        told = share_of_mean(float(mean[0]), float(spread[0]), n)
        low, high = told.low, told.high
    else:
        low, high = interval_of_mean(metric, float(mean[0]), float(spread[0]), n)
    doubt = band_of_spreads(means, spreads, counts["runs"], metric.least, metric.most) if doubted else None
    return Measured(float(mean[0]), low, high, n, "", doubt)


def means_of(metric: Metric, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of a metric over the runs of each world, and the variance between these runs."""
    n = counts["runs"].astype(float)
    first, second = ("shots", "shots2") if metric.name == "shots_mean" else ("leaked", "leaked2")
    if metric.name == "p_no_leaker":
        first = second = "kept"
    scale = counts["warheads"] / n if metric.name == "leak" else np.ones(len(counts))
    mean = counts[first] / n
    # exact in whole numbers up to the division: n * sum of squares less the square of the sum
    apart = [int(r["runs"]) * int(r[second]) - int(r[first]) ** 2 for r in counts]
    spread = np.array(apart, dtype=float) / np.maximum(n * (n - 1.0), 1.0)
    return mean / scale, spread / scale**2


def as_one(counts: np.ndarray) -> np.ndarray:
    """Return counts with the runs of all worlds taken together, in one row."""
    rows = counts.copy()
    rows["world"] = 0
    return added([rows])
