"""First-strike stability: what each side loses by waiting rather than going first, in warheads that arrive at it."""

from __future__ import annotations

import numpy as np

from midcourse.strategy.balance import Number


def share_left(reply: Number, first: Number) -> np.ndarray:
    """Return for one side the cost of going first over that of waiting: at most 1, where going first gains nothing.

    Args:
        reply: warheads that arrive at it in reply, if it goes first.
        first: warheads that arrive at it, if it waits and the other goes first.

    Returns:
        the ratio; 1 where nothing arrives either way.
    """
    going, waiting = np.asarray(reply, dtype=float), np.asarray(first, dtype=float)
    least = np.minimum(going, waiting)
    return np.divide(least, waiting, out=np.ones(least.shape), where=waiting > 0.0)


def index(reply_to_a: Number, first_at_a: Number, reply_to_b: Number, first_at_b: Number) -> np.ndarray:
    """Return the index of first-strike stability of two sides: 1 stable, towards 0 the more is gained by going first.

    Args:
        reply_to_a, reply_to_b: warheads that arrive at a side in reply, if it goes first.
        first_at_a, first_at_b: warheads that arrive at it, if the other goes first.

    Returns:
        (C1/C2 of one side) x (C1/C2 of the other), the same whichever side is called a.

    Source: Kent and Thaler 1989. Changed: cost there is damage, and what a side fails to inflict counts too; here
    it is the number of warheads that arrive at a side, and nothing else.
    """
    return share_left(reply_to_a, first_at_a) * share_left(reply_to_b, first_at_b)
