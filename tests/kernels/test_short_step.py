"""The step of third order: how near it stays to the path within two seconds, and that it is of third order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from midcourse.kernels.earth import WGS84, gravity
from midcourse.kernels.motion import SHORT_S, short_step

STATE = np.array([4.2e6, 3.1e6, 4.4e6, -3.0e3, 2.0e3, 1.5e3])


def flown(state: np.ndarray, dt: float) -> np.ndarray:
    """Follow the path tightly; as what it parts from the straight line, so that no digits are lost."""

    def rates(t: float, off: np.ndarray) -> np.ndarray:
        return np.array([*off[3:], *gravity(WGS84, *(state[:3] + t * state[3:] + off[:3]))])

    return solve_ivp(rates, (0.0, dt), np.zeros(6), method="DOP853", rtol=1e-12, atol=1e-13).y[:, -1]


def straight(state: np.ndarray, dt: float) -> np.ndarray:
    return np.concatenate([state[:3] + dt * state[3:], state[3:]])


def off(state: np.ndarray, dt: float, steps: int = 1) -> tuple[float, float]:
    """Return how far some short steps end from the path, in m and m/s."""
    moved = tuple(state)
    for _ in range(steps):
        moved = short_step(WGS84, dt / steps, *moved)
    miss = np.array(moved) - straight(state, dt) - flown(state, dt)
    return float(np.linalg.norm(miss[:3])), float(np.linalg.norm(miss[3:]))


def drawn(seed: int, count: int, steepest_deg: float) -> list[np.ndarray]:
    """Draw states of missiles outside the air that climb or fall at an angle up to the steepest."""
    rng, states = np.random.default_rng(seed), []
    for _ in range(count):
        up, level = rng.normal(size=(2, 3))
        up /= np.linalg.norm(up)
        level -= (level @ up) * up
        level /= np.linalg.norm(level)
        angle = math.radians(rng.uniform(-steepest_deg, steepest_deg))
        speed = rng.uniform(2e3, 7e3)
        place = (6.378e6 + rng.uniform(80e3, 1_000e3)) * up
        states.append(np.concatenate([place, speed * (math.cos(angle) * level + math.sin(angle) * up)]))
    return states


@pytest.mark.parametrize("dt", [SHORT_S, -SHORT_S, 1.0, -0.3])
def verif_missiles_on_flat_paths_stay_within_a_hundredth_of_a_millimetre(dt: float) -> None:
    # paths of least energy and a little over: what the built-in missiles fly
    for state in drawn(1, 100, 30.0):
        assert off(state, dt)[0] < 1e-5


@pytest.mark.parametrize("dt", [SHORT_S, -SHORT_S])
def verif_velocities_stay_far_within_1e_5_m_s_in_any_direction(dt: float) -> None:
    for state in drawn(2, 100, 90.0):
        assert off(state, dt)[1] < 2e-7


@pytest.mark.parametrize("dt", [2.0 * SHORT_S, SHORT_S, -SHORT_S])
def verif_half_a_step_leaves_a_sixteenth_of_the_error(dt: float) -> None:
    # third order: the error of one step goes with the fourth power of it
    for state in [STATE, *drawn(3, 30, 90.0)]:
        for whole, half in zip(off(state, dt), off(state, 0.5 * dt), strict=True):
            assert 15.0 < whole / half < 17.0


def verif_half_the_steps_over_the_same_time_leave_an_eighth_of_the_error() -> None:
    for far, near in zip(off(STATE, 128.0, 32), off(STATE, 128.0, 64), strict=True):
        assert 7.5 < far / near < 8.5


def prop_a_step_of_no_time_changes_nothing() -> None:
    assert short_step(WGS84, 0.0, *STATE) == tuple(STATE)
