"""Claims computed again and held beside what was recorded when they were last computed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from midcourse.claims.model import Claim
    from midcourse.claims.verdict import Verdict
    from midcourse.claims.work import Computed

LUCK_TOLERANCE = 0.01  # of a probability
REAL_TOLERANCE = 1e-3  # as a share of what is no count


class Difference(NamedTuple):
    """A quantity that is not what was recorded; None where one of the two has no value."""

    name: str
    recorded: float | None
    computed: float | None
    tolerance: float


def differences(verdict: Verdict) -> tuple[Difference, ...]:
    """Return the quantities of a claim that no longer reproduce, those without a record among them."""
    found = []
    for name in verdict.claim.quantities:
        held = verdict.claim.recorded.get(name)
        value = _value(verdict.computed[name])
        if held is None:
            found.append(Difference(name, None, value, 0.0))
        elif (held.value is None) != (value is None):
            found.append(Difference(name, held.value, value, held.tolerance))
        elif held.value is not None and value is not None and abs(value - held.value) > held.tolerance:
            found.append(Difference(name, float(held.value), value, held.tolerance))
    return tuple(found)


def record_of(claim: Claim, verdict: Verdict) -> str:
    """Return the lines that record what the quantities of a claim are now, for the end of its file.

    A tolerance that stands there is kept. A new one is 0 for whole counts, 0.01 for a probability that hangs on luck,
    and a thousandth of anything else.
    """
    lines = ["recorded:"]
    for name in claim.quantities:
        one = verdict.computed[name]
        value = _value(one)
        held = claim.recorded.get(name)
        tolerance = _tolerance(one) if held is None else held.tolerance
        told = f"value: {'null' if value is None else _short(value)}, tolerance: {_short(tolerance)}"
        ends = zip(("low", "high"), one.doubt or (), strict=False)
        told += "".join(f", {key}: {_short(end)}" for key, end in ends if math.isfinite(end))
        lines.append(f"  {name}: {{{told}}}")
    return "\n".join(lines) + "\n"


def _tolerance(one: Computed) -> float:
    if one.spread == "luck" and one.unit == "share":
        return LUCK_TOLERANCE
    if math.isnan(one.value) or (one.unit == "count" and float(one.value).is_integer()):
        return 0.0
    return REAL_TOLERANCE * max(abs(one.value), 1e-6)


def _value(one: Computed) -> float | None:
    return one.value if math.isfinite(one.value) else None


def _short(value: float) -> str:
    return f"{value:.6g}"
