"""How many checks agree, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from midcourse.verification.row import Row


def headline(rows: Sequence[Row]) -> str:
    """Return how many of the judged checks agree, how many lie outside, how many fail, and how many are only shown."""
    agree, fail = (sum(row.passed is passed for row in rows) for passed in (True, False))
    outside = sum(row.is_outside for row in rows)
    judged = agree + fail + outside
    shown = len(rows) - judged
    more = f"; {shown} more {'is' if shown == 1 else 'are'} only shown" if shown else ""
    apart = f"{outside or 'none'} {'lies' if outside == 1 else 'lie'} outside with a reason"
    failed = f"{fail or 'none'} fail{'s' if fail == 1 else ''}"
    return f"{agree:,} of {judged:,} checks agree with their reference, {apart}, {failed}{more}."
