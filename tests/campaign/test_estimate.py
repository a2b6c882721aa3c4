"""Shares and their intervals."""

from __future__ import annotations

import pytest

from midcourse.campaign.estimate import share


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.27753279986288),
        (5, 10, 0.236593090512564, 0.763406909487436),
        (81, 263, 0.2552865, 0.3662169),
    ],
)
def val_wilson(count: int, n: int, low: float, high: float) -> None:
    # closed form of Wilson 1927 at z = 1.959964
    found = share(count, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=2e-4)
    assert found.value == count / n and found.n == n
