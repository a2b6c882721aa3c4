"""How a share is written: what is not all or nothing must not read as if it were."""

from __future__ import annotations

import math

TINY = 1e-9  # a half that the computer holds a little short of a half is a half


def percent(share: float | None) -> str:
    """Return a share in percent: whole numbers, a half rounded up, tenths near the ends, a dash for none."""
    if share is None or math.isnan(share):
        return "–"
    if 0.0 < share < 0.02 or 0.98 < share < 1.0:
        return tenths(share)
    return f"{math.floor(100.0 * share + 0.5 + TINY)} %"


def tenths(share: float) -> str:
    """Return a share in percent with one decimal, a half rounded up; what is not all or nothing never reads as if."""
    count = math.floor(1000.0 * share + 0.5 + TINY)
    if share in (0.0, 1.0):
        return f"{count // 10} %"
    if not 1 <= count <= 999:
        return "under 0.1 %" if count < 1 else "over 99.9 %"
    return f"{count // 10}.{count % 10} %"
