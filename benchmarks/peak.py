"""What this core's arithmetic does at its best: multiply and add along 64 chains side by side."""

from __future__ import annotations

import numba
import numpy as np

from timing import Row

WIDE, TURNS = 64, 40_000_000
FLOP = 2.0 * WIDE  # of one turn: a product and a sum in each chain
NAME = "peak"


@numba.njit(error_model="numpy", fastmath={"contract"})
def chains(turns: int) -> float:
    """Multiply and add along 64 chains side by side."""
    x = np.ones(WIDE)
    for _ in range(turns):
        for k in range(WIDE):
            x[k] = x[k] * 0.999 + 0.001
    return x.sum()


def row(turns: int = TURNS) -> Row:
    """Return the row that a table's shares are of."""
    chains(1)
    return Row(NAME, turns, lambda: chains(turns), flop=FLOP)
