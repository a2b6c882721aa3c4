"""The Latin hypercube of worlds: one stratum of every doubtful input for each world, and what is drawn there."""

from __future__ import annotations

import hashlib
import math
from statistics import NormalDist

from midcourse.catalog.provenance import Provenance
from midcourse.streams import DOUBT, uniform

WIDE = 5.0
"""From this ratio of high to low on, doubt is a matter of factors, and is drawn in the logarithm."""
SIGMAS = 2.0
"""Of a normal distribution, low and high are so many standard deviations away, and cut it off."""


def strata(name: str, count: int, seed: int) -> list[float]:
    """Return where in its distribution an input lies in each world: one point in each of `count` equal strata.

    The points of one input depend on its name, the seed and the count alone: another input more or less changes
    nothing for it. Inputs of different names are shuffled independently, which makes a Latin hypercube.

    Args:
        name: of the input.
        count: number of worlds.
        seed: seed of the run.

    Returns:
        shares between 0 and 1, one a world.

    Source: McKay, Beckman and Conover 1979; the random numbers are those of `streams`, keyed (seed, world).
    """
    thing = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") >> 1
    shuffle = [float(uniform(seed, DOUBT, world, 0, thing, 0, 0)) for world in range(count)]
    rank = {world: at for at, world in enumerate(sorted(range(count), key=shuffle.__getitem__))}
    return [
        (rank[world] + float(uniform(seed, DOUBT, world, 0, thing, 0, 1))) / count for world in range(count)
    ]


def is_doubtful(number: Provenance) -> bool:
    """Return whether low or high of a number differ from its value."""
    return any(bound is not None and bound != number.value for bound in (number.low, number.high))


def drawn(number: Provenance, share: float) -> float:
    """Return the value of a number at a share of its distribution.

    Unless it names another, half of the draws lie evenly between low and value, half between value and high; in the
    logarithm where high is more than five times low.

    Args:
        number: value, low, high and distribution.
        share: 0 to 1.

    Returns:
        the value, between low and high [unit].
    """
    low = number.value if number.low is None else number.low
    high = number.value if number.high is None else number.high
    if low == high:
        return low
    kind = number.distribution or "median-uniform"
    if (
        kind in ("median-uniform", "log-uniform")
        and low > 0.0
        and (kind == "log-uniform" or high > WIDE * low)
    ):
        logs = (math.log(low), math.log(number.value), math.log(high))
        return min(max(math.exp(_at(kind, *logs, share)), low), high)
    return min(max(_at(kind, low, number.value, high, share), low), high)


def _at(kind: str, low: float, value: float, high: float, share: float) -> float:
    if kind in ("uniform", "log-uniform"):
        return low + share * (high - low)
    if kind == "triangular":
        below = (value - low) / (high - low)
        if share < below:
            return low + math.sqrt(share * (high - low) * (value - low))
        return high - math.sqrt((1.0 - share) * (high - low) * (high - value))
    if kind == "normal":
        one = NormalDist()
        edge = one.cdf(-SIGMAS)
        away = one.inv_cdf(edge + share * (1.0 - 2.0 * edge)) / SIGMAS
        return value + away * (value - low if away < 0.0 else high - value)
    if share < 0.5:
        return low + 2.0 * share * (value - low)
    return value + (2.0 * share - 1.0) * (high - value)
