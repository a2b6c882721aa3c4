"""Cost exchange at the margin, Nitze's criterion, and what a shield for so many warheads takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from midcourse.strategy.balance.arrivals import arriving_exactly
from midcourse.strategy.balance.balance import kill_share

NAMES = (
    "interceptor-price", "system-price", "sea-interceptor-price", "european-site-price", "warhead-price",
    "decoy-price", "reliable", "survivable", "shots", "common-cause", "decoy-credit", "operation-small",
    "operation-large",
)  # fmt: skip
BASES = ("system-price", "interceptor-price", "sea-interceptor-price", "european-site-price")
"""Prices of one interceptor, the one that heads the answer first."""
OFFENCE = ("warhead-price", "decoy-price")
"""Prices of what the shield is held against."""
BLOCK = 100
"""Warheads added in the second method; with whole sets of shots its answer is known to one part in about so many."""
MOST_WARHEADS, MOST_DECOYS = 20_000.0, 100.0


@dataclass(frozen=True)
class Margin:
    """The margin in one way to price it: dollars of each side for one warhead that arrives, and their ratio."""

    defence_usd: Any
    offence_usd: Any

    @property
    def exchange(self) -> Any:
        """Dollars of defence for a dollar of offence."""
        return self.defence_usd / self.offence_usd


@dataclass(frozen=True)
class Shield:
    """What a shield with shots for some warheads and their decoys takes."""

    interceptors: Any
    price_usd: Any
    operation_usd: Any
    arriving: Any


def margin(
    c: Mapping[str, Any], hit: Any, decoys: float, basis: str = "system-price", reply: bool = False
) -> Margin:
    """Return what one more arriving warhead costs to add, and what it costs to cancel.

    Args:
        c: coefficients of `NAMES`, numbers or one a world.
        hit: chance of a hit of one shot.
        decoys: flown with each warhead.
        basis: which price of an interceptor counts, one of `BASES`.
        reply: whether only those count that survive a first strike.

    Defence: n (1 + q d) / K interceptors cancel one arrival. Offence: where sets have run out a warhead more arrives
    whole, for (its price + d decoys) / reliable.
    """
    kill = kill_share(hit, c["shots"], c["common-cause"])
    with np.errstate(divide="ignore"):
        count = c["shots"] * (1.0 + c["decoy-credit"] * decoys) / kill
        comes = c["reliable"] * (c["survivable"] if reply else 1.0)
        offence_usd = (c["warhead-price"] + decoys * c["decoy-price"]) / comes
    return Margin(count * c[basis], offence_usd)


def interceptors_by_difference(c: Mapping[str, float], hit: float, decoys: float) -> float:
    """Return the interceptors that cancel one arrival by a second method: warheads added, whole sets that undo them.

    The mean of what arrives is summed over its distribution, and the least number of sets sought that brings it back.
    """
    shots = max(1, round(c["shots"]))
    false = decoys * c["decoy-credit"]
    # the added sets must not outrun the objects: the shield meets a fifth of them before
    coming = 10 * BLOCK
    before = int(coming * (1.0 + false) / 5.0) * shots

    def left(warheads: int, interceptors: int) -> float:
        return arriving_exactly(warheads, warheads * false, interceptors, shots, hit, c["common-cause"])

    goal = left(coming, before)
    low, high = 0, int(8 * BLOCK * (1.0 + false))
    if left(coming + BLOCK, before + high * shots) > goal:
        return math.nan
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if left(coming + BLOCK, before + middle * shots) <= goal else (middle, high)
    return high * shots / BLOCK


def shield(c: Mapping[str, Any], hit: Any, warheads: float, decoys: float) -> Shield:
    """Return what shots for every object take, and what arrives all the same."""
    kill = kill_share(hit, c["shots"], c["common-cause"])
    count = c["shots"] * warheads * (1.0 + c["decoy-credit"] * decoys)
    return Shield(count, count * c["system-price"], operation_usd(c, count), warheads * (1.0 - kill))


def operation_exponent(small_usd: Any, large_usd: Any, small: int = 100, large: int = 375) -> Any:
    """Return the exponent with which yearly operation grows with interceptors, from two published points."""
    return np.log(large_usd / small_usd) / math.log(large / small)


def operation_usd(c: Mapping[str, Any], interceptors: Any) -> Any:
    """Return yearly operation by the power through the two published points; below 100 and above 375 it is ours."""
    small_usd, large_usd = 100 * c["operation-small"], 375 * c["operation-large"]
    return small_usd * (np.maximum(interceptors, 0.0) / 100.0) ** operation_exponent(small_usd, large_usd)
