"""The kick that loses least speed: the best of all, and the first peak where there are two."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.catalog import load_interceptor
from midcourse.catalog.stack import Stack
from midcourse.interceptors.reach_table import KICKS_RAD
from midcourse.interceptors.reference_flight import reference_stack, with_dead_mass
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL, WGS84, Earth
from midcourse.kernels.flight import NO_NODES
from midcourse.kernels.least_loss import NOT_FLOWN, burnout_speeds, least_loss_kicks, rise
from midcourse.kernels.motion import climb

EAST, PITCH = 0.5 * math.pi, math.radians(45.0)
LINE_M = 100e3


@pytest.fixture(scope="module")
def heavy() -> Stack:
    """Return a stack whose speed peaks at a steep kick, falls, and grows again towards flights in the air."""
    return reference_stack(with_dead_mass(load_interceptor("gbi-three-stage")[0], 960.0))


def _speed(craft: Stack, kick: float) -> float:
    return float(_speeds(craft, np.array([kick]))[0])


def _speeds(craft: Stack, kicks: np.ndarray, lat: float = 0.0, earth: Earth = STILL) -> np.ndarray:
    pitches = np.full(len(kicks), PITCH)
    return burnout_speeds(earth, US76, craft, lat, EAST, pitches, kicks, LINE_M)


def _kicks(craft: Stack, pitches: list[float], first: int, kicks: np.ndarray = KICKS_RAD) -> np.ndarray:
    return least_loss_kicks(STILL, US76, craft, 0.0, EAST, np.array(pitches), kicks, LINE_M, first)


def verif_first_peak_and_best_of_all_by_a_scan(heavy: Stack) -> None:
    kicks = np.radians(np.arange(10.0, 36.0, 0.05))
    speeds = _speeds(heavy, kicks)
    peak = next(i for i in range(20, len(kicks) - 20) if speeds[i] == speeds[i - 20 : i + 21].max())
    first, best = (float(_kicks(heavy, [PITCH], n)[0]) for n in (1, 0))
    assert first < math.radians(28.0) < best
    assert _speed(heavy, first) == pytest.approx(speeds[peak], abs=0.2)
    # at the line the speed grows by 20 m/s for 0.05 degrees, and the search stays above it
    assert speeds.max() - 1.0 < _speed(heavy, best) < speeds.max() + 30.0


def prop_what_ends_low_is_not_flown(heavy: Stack) -> None:
    state = np.empty(6)
    rise(STILL, US76, heavy, 0.0, EAST, PITCH, math.radians(33.0), heavy.burn_s, NO_NODES, state)
    assert climb(STILL, *state)[0] < LINE_M
    assert _speed(heavy, math.radians(33.0)) == NOT_FLOWN
    assert math.isnan(_kicks(heavy, [PITCH], 0, np.radians([40.0, 50.0]))[0])


def prop_each_search_is_the_same_in_any_company(heavy: Stack) -> None:
    pitches = np.radians([0.5, 20.0, 30.0, 45.0, 60.0, 80.0, 85.0, 45.0, 25.0, 33.0]).tolist()
    together = _kicks(heavy, pitches, 1)
    alone = [_kicks(heavy, [pitch], 1)[0] for pitch in pitches]
    assert np.array_equal(together, alone, equal_nan=True)
    assert np.isfinite(together).sum() >= 8


def verif_speed_is_over_the_turning_earth(heavy: Stack) -> None:
    lat, kick = math.radians(30.0), math.radians(20.0)
    state = np.empty(6)
    rise(WGS84, US76, heavy, lat, EAST, PITCH, kick, heavy.burn_s, NO_NODES, state)
    over = state[3:] - np.cross([0.0, 0.0, WGS84.omega_rad_s], state[:3])
    (found,) = _speeds(heavy, np.array([kick]), lat, WGS84)
    assert found == pytest.approx(float(np.linalg.norm(over)), rel=1e-12)
