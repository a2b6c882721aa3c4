"""Sobol's indices of a campaign whose cells are Saltelli's points."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.errors import NoSolution
from midcourse.insight.values import Values
from midcourse.study.sobol import LEAST_N, MOST_REPLACED, Indices, Sampled, indices


class Shares(NamedTuple):
    """First-order and total indices of the inputs of a campaign.

    `rows` of Saltelli's matrices count, a power of two; `dropped` had a cell without a value. `luck_share` of the
    variance is what luck alone may leave. `mean` and `deviation` are of the metric over its inputs.
    """

    indices: Indices
    rows: int
    dropped: int
    luck_share: float
    mean: float
    deviation: float


def shares(values: Values, seed: int) -> Shares:
    """Share the variance of a metric out among the inputs of a campaign of the design sobol-indices.

    Args:
        values: of its cells, in Saltelli's order.
        seed: of the bootstrap.

    Returns:
        Shares; a row with a cell without a value is left out.

    Raises:
        NoSolution: too few rows, more than a quarter of them without a value, or the metric is the same everywhere.

    Source: Saltelli and others 2010, by `scipy.stats.sobol_indices`.
    """
    points = len(values.inputs.varied) + 2
    rows, noise = values.value.reshape(-1, points), values.noise.reshape(-1, points)
    good = np.isfinite(rows).all(axis=1)
    dropped = int((~good).sum())
    refuse_gaps(dropped, len(rows), "rows")
    kept = Sampled(rows[good], dropped, True)
    if kept.n < LEAST_N:
        why = f"too few rows of points have values for indices: {int(good.sum())}"
        raise NoSolution(why, allowed=f"at least {LEAST_N}")
    found = indices(kept, seed)
    used = kept.values[: kept.n, :2]
    variance = float(used.var())
    luck = float(noise[good][: kept.n, :2].mean())
    share = min(luck / variance, 1.0) if variance > 0.0 else 0.0
    return Shares(found, kept.n, dropped, share, float(used.mean()), math.sqrt(variance))


def refuse_gaps(dropped: int, of: int, what: str) -> None:
    """Refuse a design of which too much has no value.

    Raises:
        NoSolution: more than a quarter.
    """
    if dropped > MOST_REPLACED * of:
        raise NoSolution(
            f"{dropped} of {of} {what} have a cell without a value: what is left would mislead",
            allowed=f"{100 * MOST_REPLACED:.0f} %",
        )
