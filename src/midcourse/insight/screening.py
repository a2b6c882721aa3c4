"""Morris' screening of a campaign: which of many inputs move a metric at all, and which not by themselves."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.cells.design import MORRIS_LEVELS
from midcourse.errors import NoSolution
from midcourse.insight.indices import refuse_gaps
from midcourse.insight.values import Values
from midcourse.streams import DESIGN, generator
from midcourse.study.extra import salib
from midcourse.study.metric import Measured

LEAST = 4  # trajectories
RESAMPLES = 999
BOOTSTRAP = 1  # of the streams of a design


class Screened(NamedTuple):
    """What each input does from one end of what it may be to the other, in units of the metric.

    `mu_star` is the mean size of its steps with its interval, `mu` their mean with sign, `sigma` how unequal they are:
    large where the input does otherwise elsewhere. A `mu_star` up to `luck` is what luck alone may make.
    """

    mu_star: tuple[Measured, ...]
    mu: tuple[float, ...]
    sigma: tuple[float, ...]
    trajectories: int
    dropped: int
    luck: float


def screened(values: Values, shares: np.ndarray, seed: int) -> Screened:
    """Screen the inputs of a campaign of the design morris.

    Args:
        values: of its cells, in the order of the trajectories.
        shares: the cells' points, shape (cells, inputs).
        seed: of the bootstrap.

    Returns:
        Screened; a trajectory with a cell without a value is left out.

    Raises:
        NoSolution: too few trajectories, or more than a quarter of them without a value.
        ScenarioError: SALib is not installed.

    Source: Morris 1991; mu* after Campolongo, Cariboni and Saltelli 2007, by SALib.
    """
    many = shares.shape[1]
    rows = values.value.reshape(-1, many + 1)
    good = np.isfinite(rows).all(axis=1)
    dropped, left = int((~good).sum()), int(good.sum())
    refuse_gaps(dropped, len(rows), "trajectories")
    if left < LEAST:
        raise NoSolution(f"too few trajectories have values: {left}", allowed=f"at least {LEAST}")
    names = [f"x{i}" for i in range(many)]
    problem = {"num_vars": many, "names": names, "bounds": [[0.0, 1.0]] * many}
    points = shares.reshape(-1, many + 1, many)[good].reshape(-1, many)
    found = salib("analyze.morris").analyze(
        problem, points, rows[good].ravel(), num_resamples=RESAMPLES, num_levels=MORRIS_LEVELS,
        seed=int(generator(seed, DESIGN, BOOTSTRAP).integers(2**31)),
    )  # fmt: skip
    star, half = (np.asarray(found[key], dtype=float) for key in ("mu_star", "mu_star_conf"))
    ends = zip(star, np.maximum(star - half, 0.0), star + half, strict=True)
    told = tuple(Measured(float(v), float(low), float(high), left) for v, low, high in ends)
    step = MORRIS_LEVELS / (2.0 * (MORRIS_LEVELS - 1.0))
    noise = float(np.nanmean(values.noise))
    # the mean size of a step that is the difference of two lucks and nothing else
    luck = math.sqrt(2.0 * noise) / step * math.sqrt(2.0 / math.pi)
    return Screened(told, tuple(map(float, found["mu"])), tuple(map(float, found["sigma"])), left, dropped, luck)
