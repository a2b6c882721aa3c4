"""Cosine and sine without a library."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.circle import circle


@pytest.mark.parametrize(("reach", "within"), [(1.0, 3e-14), (1000.0, 1e-12)])
def verif_against_the_library(reach: float, within: float) -> None:
    drawn = np.random.default_rng(5).uniform(-reach if reach > 1.0 else 0.0, reach, 20_000)
    for turns in [*drawn, *(np.arange(9) / 8.0), math.nextafter(1.0, 0.0)]:
        x, y = circle(float(turns))
        angle = 2.0 * math.pi * math.fmod(turns, 1.0)
        assert abs(x - math.cos(angle)) < within and abs(y - math.sin(angle)) < within


def prop_quarters_are_exact() -> None:
    assert [circle(n / 4.0) for n in range(5)] == [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
