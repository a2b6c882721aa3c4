"""First-strike stability: what each side loses by waiting rather than going first, in warheads that arrive."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from midcourse.catalog.provenance import Provenance
from midcourse.strategy.balance.balance import Number

WEIGHT = Provenance(
    0.3, 0.1, 1.0, "midcourse-starting-values",
    "what a warhead costs that does not arrive at the other side, over one that arrives at one's own", "assumed", "",
)  # fmt: skip
"""The lambda of the index; Kent and Thaler have one, whose value was not found."""


class Side(NamedTuple):
    """Warheads of one side of an exchange, each a number or an array.

    `reply` arrive at it if it goes first, `first` if it waits and the other goes first; `could` is what it could
    bring to the other, going first, with nothing in the way.
    """

    reply: Number
    first: Number
    could: Number


def costs(own: Side, other: Side, weight: Number) -> tuple[np.ndarray, np.ndarray]:
    """Return for one side the cost of going first, C1, and of waiting, C2: at it, and not at the other.

    Args:
        own, other: the two sides.
        weight: what a warhead that does not arrive at the other costs, over one that arrives at one's own.

    Source: Kent and Thaler 1989, damage suffered + lambda x damage not inflicted. Changed: warheads for damage.
    """
    could = np.asarray(own.could, dtype=float)
    missed = [np.maximum(0.0, could - np.asarray(arrives)) for arrives in (other.first, other.reply)]
    return np.asarray(own.reply) + weight * missed[0], np.asarray(own.first) + weight * missed[1]


def share_left(first: Number, waiting: Number) -> np.ndarray:
    """Return for one side the cost of going first over that of waiting: at most 1, where going first gains nothing.

    Args:
        first: cost of going first; waiting: of waiting.

    Returns:
        the ratio; 1 where neither costs anything: all arrives at the other and nothing at it, whoever goes first.
    """
    going, stays = np.asarray(first, dtype=float), np.asarray(waiting, dtype=float)
    least = np.minimum(going, stays)
    return np.divide(least, stays, out=np.ones(least.shape), where=stays > 0.0)


def index(a: Side, b: Side, weight: Number) -> np.ndarray:
    """Return the index of first-strike stability of two sides: 1 stable, towards 0 the more is gained by going first.

    Args:
        a, b: the two sides, in whichever order.
        weight: lambda, above 0; with 0 the index has no meaning where nothing arrives.

    Returns:
        (C1/C2 of one side) x (C1/C2 of the other).

    Source: Kent and Thaler 1989. Changed: warheads that arrive for damage; `weight` is assumed.
    """
    return share_left(*costs(a, b, weight)) * share_left(*costs(b, a, weight))
