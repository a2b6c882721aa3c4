"""Numbers with their band over worlds, and a headline number beside its second method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

LOW, HIGH = 5.0, 95.0


@dataclass(frozen=True)
class Ranged:
    """A number as stated, and its 5 to 95 % band over worlds; None where none are drawn."""

    value: float
    low: float | None
    high: float | None

    def as_dict(self) -> dict[str, float | None]:
        """Return it for `--json`."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class TwoWays:
    """A number by two methods."""

    quantity: str
    value: float
    second: float
    method: str

    @property
    def disagreement(self) -> float:
        """The difference as a share of the greater."""
        size = max(abs(self.value), abs(self.second))
        return abs(self.value - self.second) / size if size else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        found = {"quantity": self.quantity, "value": self.value, "second": self.second}
        return {**found, "disagreement": self.disagreement, "method": self.method}


def banded(value: Any, drawn: np.ndarray) -> Ranged:
    """Return a number with the band of its values in the worlds, shape (worlds,)."""
    one = float(np.asarray(value).ravel()[0])
    if drawn.size == 0:
        return Ranged(one, None, None)
    low, high = np.percentile(drawn, [LOW, HIGH])
    return Ranged(one, float(low), float(high))


def share(found: np.ndarray) -> float | None:
    """Return in which share of the worlds something is so; None without worlds."""
    return float(np.mean(found)) if found.size else None


def by_year(
    quantity: str, unit: str, values: Sequence[float] | np.ndarray, drawn: np.ndarray
) -> list[dict[str, Any]]:
    """Return rows of one quantity, one a year; `drawn` has the shape (years + 1, worlds)."""
    return [
        {"year": year, "quantity": quantity, "unit": unit, **banded(value, drawn[year]).as_dict()}
        for year, value in enumerate(values)
    ]
