"""Homing: perfect eyes do not miss, and what cannot be steered out is missed."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.kernels.homing import command, home, home_at

ZERO = np.uint64(0)


def shot(
    miss_m: float, noise: float = 50e-6, divert: float = 800.0, push: float = 20.0, go_s: float = 60.0, seed=1
):
    return home(miss_m, 500.0, go_s, 6e3, noise, 0.05, push, divert, np.uint64(seed), ZERO, ZERO, ZERO, ZERO)


@pytest.mark.parametrize("miss_m", [0.0, 100.0, 2000.0])
def verif_without_noise_it_hits(miss_m: float) -> None:
    miss, spent = shot(miss_m, noise=0.0)
    assert miss < 0.05
    # ideal zero-effort-miss guidance with gain N spends N/(N-1) of the miss over the time to go
    assert spent == pytest.approx(1.5 * miss_m / 60.0, rel=0.15, abs=0.1)


def prop_too_little_divert_misses() -> None:
    miss, spent = shot(20e3, divert=100.0)
    assert miss > 1e3 and spent == pytest.approx(100.0, abs=1.0)


def prop_too_little_push_misses() -> None:
    miss, _ = shot(20e3, push=1.0, go_s=60.0)
    assert miss == pytest.approx(20e3 - 0.5 * 60.0**2, rel=0.05)


def prop_noise_makes_the_miss_grow() -> None:
    medians = []
    for noise in (20e-6, 150e-6, 1e-3):
        medians.append(np.median([shot(300.0, noise=noise, seed=seed)[0] for seed in range(100)]))
    assert medians[0] < medians[1] < medians[2]


def verif_a_pull_that_is_known_of_nowhere_is_missed_by() -> None:
    # no push at all: the miss is half the pull times the time squared, and the drift times the time
    still = home_at(3.0, 2.0, 50.0, 500.0, 10.0, 6e3, 0.0, 0.05, 0.0, 0.0, ZERO, ZERO, ZERO, ZERO, ZERO)
    assert still[0] == pytest.approx(50.0 + 0.5 * 2.0 * 10.0**2, rel=1e-3)
    assert still[1:] == (0.0, 0.0)


def verif_command_is_the_zero_effort_miss_over_the_time_squared() -> None:
    assert command(3.0, 10.0, -4.0, 5.0) == pytest.approx(-3.0 * (10.0 - 20.0) / 25.0)
