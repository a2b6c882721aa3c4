"""The second method: how the number of warheads that arrive is distributed, in whole interceptors and objects."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from midcourse.errors import ScenarioError
from midcourse.strategy.balance.balance import Defence, parted, salvo

EDGES = (0.05, 0.95)
LEAST = 1e-16  # of what may be left out of a sum
MOST_MET = 20_000


class Arrivals(NamedTuple):
    """Chances of 0, 1, 2 … warheads that arrive, shape (warheads + 1,)."""

    chances: np.ndarray

    @property
    def mean(self) -> float:
        """The expected number."""
        return float(np.arange(len(self.chances)) @ self.chances)

    def edges(self) -> tuple[float, float]:
        """Return the numbers below which 5 and 95 % of the outcomes lie: what luck leaves open."""
        heaped = np.cumsum(self.chances)
        low, high = np.searchsorted(heaped, np.array(EDGES) - 1e-12)
        return float(low), float(min(high, len(heaped) - 1))


def arrivals(warheads: float, defence: Defence) -> Arrivals:
    """Return the distribution of the warheads that arrive.

    Warheads, decoys taken for warheads, and interceptors are whole. Objects are picked at random for `shots` each; the
    last picked gets what is left. A cause common to the whole defence fails in all shots of an attack, or in none.

    Args:
        warheads: warheads in flight, rounded.
        defence: interceptors and how they are spent, plain numbers.

    Returns:
        Arrivals.

    Raises:
        ScenarioError: more objects to meet than are worked one by one.

    Source: Wilkening 2000, binomial; the warheads among the objects that are met are hypergeometric.
    """
    count = round(warheads)
    fakes = round(warheads * float(defence.decoys) * (1.0 - float(defence.rejected)))
    shots, stock = round(float(defence.shots)), int(float(defence.interceptors))
    met = min(stock // shots, count + fakes)
    if met > MOST_MET:
        raise ScenarioError(
            "too many objects to meet", key="--interceptors", got=stock, allowed=f"up to {MOST_MET * shots:,}"
        )
    left = stock - met * shots if met < count + fakes else 0
    alive, own = (float(part) for part in parted(defence.kill, defence.common_cause))
    killed = _killed(count, fakes, met, float(salvo(own, shots)), float(salvo(own, left)))
    chances = np.zeros(count + 1)
    chances[count - np.arange(len(killed))] = alive * killed
    chances[count] += 1.0 - alive
    return Arrivals(chances)


def arriving_exactly(
    warheads: float, decoys: float, interceptors: float, shots: float, hit: float, common: float
) -> float:
    """Return the mean of what arrives in whole objects and whole sets of shots; what is left of a set is not fired.

    Args:
        warheads, decoys, shots: rounded to whole ones; decoys in all, those that are taken for warheads.
        interceptors: what is no whole set is cut off.
        hit: chance that one shot kills; common: share of its failure that strikes all shots alike.
    """
    count, fakes, each = round(warheads), round(decoys), max(1, round(shots))
    met = min(int((interceptors + 1e-9) // each), count + fakes)
    alive, own = (float(part) for part in parted(hit, common))
    killed = _killed(count, fakes, met, float(salvo(own, each)), 0.0)
    return count - alive * float(np.arange(len(killed)) @ killed)


def _killed(warheads: int, fakes: int, met: int, kill: float, last_kill: float) -> np.ndarray:
    """Return the chances of 0, 1, 2 … warheads killed where nothing common fails.

    Args:
        warheads, fakes: objects in flight.
        met: how many of them get all shots.
        kill: chance that these kill one; last_kill: that the shots left kill the one picked last.
    """
    found = np.zeros(min(warheads, met + 1) + 1)
    for real, chance in _real(warheads, fakes, met):
        part = chance * _binomial(real, kill)
        others = warheads + fakes - met
        more = last_kill * (warheads - real) / others if others else 0.0
        found[: real + 1] += (1.0 - more) * part
        if more:
            found[1 : real + 2] += more * part
    return found


def _real(warheads: int, fakes: int, met: int) -> list[tuple[int, float]]:
    """Return how many of the objects that are met are warheads, with their chances (hypergeometric)."""
    least, most = max(0, met - fakes), min(met, warheads)
    real = np.arange(least, most + 1)
    logs = (
        _choose(warheads, real) + _choose(fakes, met - real) - float(_choose(warheads + fakes, np.array(met)))
    )
    chances = np.exp(logs)
    return [(int(one), float(p)) for one, p in zip(real, chances / chances.sum(), strict=True) if p > LEAST]


def _binomial(n: int, p: float) -> np.ndarray:
    from scipy.special import xlog1py, xlogy

    k = np.arange(n + 1)
    return np.exp(_choose(n, k) + xlogy(k, p) + xlog1py(n - k, -p))


def _choose(n: int, k: np.ndarray) -> np.ndarray:
    from scipy.special import gammaln

    return gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
