"""Detection by second methods: the noncentral chi-square, integration over a fluctuating target, inversion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import ncx2

from midcourse.kernels.detection import SLOW_MANY, SLOW_ONE, STEADY, detection, even_chance

ALARMS = [0.1, 1e-3, 1e-6, 1e-9, 1e-12, 1e-40]


@pytest.mark.parametrize("false_alarm", ALARMS)
def verif_steady_is_the_noncentral_chi_square(false_alarm: float) -> None:
    for ratio in [0.0, *np.geomspace(1e-3, 1e6, 40)]:
        other = ncx2.sf(-2.0 * math.log(false_alarm), 2, 2.0 * ratio) if ratio else false_alarm
        assert detection(STEADY, ratio, false_alarm) == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize(("kind", "shape"), [(SLOW_MANY, 1), (SLOW_ONE, 2)])
@pytest.mark.parametrize(("mean", "false_alarm"), [(1.0, 1e-4), (12.0, 1e-6), (60.0, 1e-8)])
def verif_a_fluctuating_target_is_a_mean_of_steady_ones(
    kind: int, shape: int, mean: float, false_alarm: float
) -> None:
    # cross sections follow a gamma law of one or two degrees
    def chance(ratio: float) -> float:
        law = (shape / mean) ** shape * ratio ** (shape - 1) * math.exp(-shape * ratio / mean)
        return law * detection(STEADY, ratio, false_alarm)

    total = sum(quad(chance, a * mean, b * mean, epsabs=1e-11)[0] for a, b in ((0, 1), (1, 5), (5, 40)))
    assert detection(kind, mean, false_alarm) == pytest.approx(total, abs=1e-8)


@pytest.mark.parametrize("kind", [STEADY, SLOW_MANY, SLOW_ONE])
@pytest.mark.parametrize("false_alarm", [1e-2, 1e-6, 1e-12])
def verif_even_chance_is_even(kind: int, false_alarm: float) -> None:
    ratio = even_chance(kind, false_alarm)
    assert detection(kind, ratio, false_alarm) == pytest.approx(0.5, abs=1e-10)
    if kind == SLOW_MANY:
        assert ratio == pytest.approx(-math.log(false_alarm) / math.log(2.0) - 1.0, rel=1e-12)


@pytest.mark.parametrize("kind", [STEADY, SLOW_MANY, SLOW_ONE])
def prop_detection_rises_with_the_ratio_and_with_false_alarms(kind: int) -> None:
    ratios = np.concatenate([[0.0], np.geomspace(1e-3, 1e9, 200)])
    last = np.zeros(len(ratios))
    for false_alarm in (1e-100, 1e-12, 1e-6, 1e-2, 0.5):
        chances = np.array([detection(kind, ratio, false_alarm) for ratio in ratios])
        assert chances[0] == pytest.approx(false_alarm)
        assert chances[-1] == pytest.approx(1.0, abs=1e-6)
        assert np.all(np.diff(chances) >= -1e-15) and np.all(chances >= last - 1e-15)
        assert np.all((chances >= 0.0) & (chances <= 1.0))
        last = chances
