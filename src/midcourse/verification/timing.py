"""How fast this machine flies: rows without a verdict."""

from __future__ import annotations

import time
from collections.abc import Iterator

from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84
from midcourse.verification import arcs, shipped
from midcourse.verification.row import Case, Change, Row

BATCH = 400


def rows(change: Change) -> Iterator[Row]:
    """Time some of the random arcs on one core."""
    model = change(WGS84, US76)
    table = shipped.arcs()[:BATCH]
    for mode, tolerance_m, _ in arcs.MODES:
        arcs.misses_m(model, table[:1], tolerance_m)  # compiled before the clock runs
        begin = time.perf_counter()
        arcs.misses_m(model, table, tolerance_m)
        rate = BATCH / (time.perf_counter() - begin)
        yield Case("timing", "").not_judged(
            f"arcs a second, {mode}", rate, rate, "1/s", "this machine, one core"
        )
