"""Where an interceptor can be and when, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.api.flyout import FlyOut


def headline(found: FlyOut) -> str:
    """Return how far out and how high an interceptor can be within its limit, as far as its table goes."""
    import numpy as np

    table = found.table
    ranges, altitudes, times = found.grid()
    within = np.isfinite(times)
    who = f"{found.interceptor.id} from {found.place.name}"
    if not within.any():
        return f"{who} reaches nothing."
    far, high = ranges[within.any(axis=0)].max(), altitudes[within.any(axis=1)].max()
    return (
        f"{who} can be up to {far / 1e3:,.0f} km out and up to {high / 1e3:,.0f} km high, between "
        f"{table.ready_s:,.0f} and {table.limit_s:,.0f} s after launch, never below {table.floor_m / 1e3:,.0f} km."
    )
