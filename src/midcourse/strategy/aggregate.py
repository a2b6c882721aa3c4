"""Warheads that arrive at a shield of so many interceptors: the published aggregate form, and its exact sum.

Races and costs work with shares of interceptors and warheads; `strategy/balance.py` deals whole ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def kill_share(hit: Any, shots: Any, common: Any) -> Any:
    """Return the chance K that an object at which all its shots are fired is stopped: (1 - c) [1 - (1 - p)^n].

    Args:
        hit: chance p of a hit of one shot.
        shots: n, interceptors at each object.
        common: chance c that one cause makes all shots miss.

    Source: Wilkening 2000, where 1 - c is the chance that the attack as a whole is tracked.
    """
    return (1.0 - common) * (1.0 - (1.0 - hit) ** shots)


def arriving(warheads: Any, decoys: Any, interceptors: Any, shots: Any, kill: Any) -> Any:
    """Return the expected warheads that arrive: R = max(0, W - K W E / (W + D)), E = min(N / n, W + D).

    Without decoys, and more warheads than sets of interceptors, R = W - K N / n: the "drawdown" of A s r = W.

    Args:
        warheads: W, those that survive and fly; decoys: D, those taken for warheads; both before the shield.
        interceptors: N; shots: n at each object; kill: K of `kill_share`.
    """
    objects = warheads + decoys
    share = np.minimum(1.0, (interceptors / shots) / np.maximum(objects, 1e-9))
    return np.maximum(0.0, warheads * (1.0 - kill * share))


def arriving_exactly(
    warheads: float, decoys: float, interceptors: float, shots: float, hit: float, common: float
) -> float:
    """Return the mean of what arrives, summed over the whole distribution, in whole objects and whole sets of shots.

    The sets go to objects at random (hypergeometric); each warhead engaged is stopped or not (binomial, Bernoulli's
    model); with the chance `common` no shot hits. Whole numbers: warheads, decoys and shots are rounded, sets cut off.
    """
    from scipy.stats import binom, hypergeom

    w, d, n = round(warheads), round(decoys), max(1, round(shots))
    sets = min(int((interceptors + 1e-9) // n), w + d)
    alone = 1.0 - (1.0 - hit) ** n
    met = np.arange(max(0, sets - d), min(w, sets) + 1)
    chances = hypergeom.pmf(met, w + d, w, sets) if w + d else np.ones(1)
    stopped = 0.0
    for count, chance in zip(met, chances, strict=True):
        if chance > 1e-15:
            kills = np.arange(count + 1)
            stopped += float(chance) * float(np.dot(kills, binom.pmf(kills, count, alone)))
    return float(w) - (1.0 - common) * stopped
