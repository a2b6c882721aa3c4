"""Shares of runs with their sampling interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A share of runs: value, the interval that sampling leaves (Wilson, 95 %), and the number of runs.

    `doubt` is the band over worlds where the doubt in the inputs was carried along, else None.
    """

    value: float
    low: float
    high: float
    n: int
    doubt: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as `--json` prints them."""
        return asdict(self)


def share(count: int, n: int) -> Estimate:
    """Estimate a probability from a count of successes.

    Args:
        count: successes.
        n: trials, at least 1.

    Returns:
        Estimate with Wilson's interval.

    Source: Wilson 1927, by way of SciPy.
    """
    from scipy.stats import binomtest

    bounds = binomtest(count, n).proportion_ci(LEVEL, method="wilson")
    return Estimate(count / n, float(bounds.low), float(bounds.high), n)
