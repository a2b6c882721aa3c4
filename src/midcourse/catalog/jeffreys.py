"""What counts say of a chance, by the prior of Jeffreys: a beta distribution of halves, which has a closed form.

SciPy has the same numbers; importing it takes longer than loading a scenario.
"""

from __future__ import annotations

import math
from functools import lru_cache

HALVINGS = 52


@lru_cache(maxsize=256)
def quantile(share: float, passed: int, failed: int) -> float:
    """Return the chance below which a share of the posterior lies.

    Args:
        share: between 0 and 1: 0.5 for the median.
        passed, failed: counts, from 0.

    Returns:
        The quantile of the beta distribution of passed + 1/2 and failed + 1/2, good to 1e-13.

    Source: Jeffreys 1946, by way of Brown, Cai and DasGupta 2001; halving of an interval.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if below(middle, passed, failed) < share:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def below(chance: float, passed: int, failed: int) -> float:
    """Return the probability that the posterior gives to chances below one: an arcsine and a finite sum.

    Args:
        chance: from 0 to 1.
        passed, failed: counts, from 0.

    Source: recurrence of the incomplete beta function in either parameter; Olver, Lozier, Boisvert and Clark 2010,
    8.17(iv).
    """
    total = 2.0 / math.pi * math.asin(math.sqrt(chance))
    a, b = 0.5, 0.5
    term = 2.0 / math.pi * math.sqrt(chance * (1.0 - chance))
    for _ in range(passed):
        total -= term
        term *= chance * (a + b) / (a + 1.0)
        a += 1.0
    term *= a / b
    for _ in range(failed):
        total += term
        term *= (1.0 - chance) * (a + b) / (b + 1.0)
        b += 1.0
    return total
