"""The packed prediction is F P F' + Q written out, and what is carried beside it is F times it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.earth import WGS84
from midcourse.kernels.filter import (
    LANES,
    LAST_BIT,
    blocks,
    carry,
    has_seen,
    pack,
    predict_biased,
    predict_packed,
    transition,
    unpack,
)
from midcourse.kernels.motion import SHORT_S, short_step, vacuum_step

STATE = np.array([4.2e6, 3.1e6, 4.4e6, -3.0e3, 2.0e3, 1.5e3])
STEPS_S = [0.5, 1.0, 2.0, 5.0, 10.0]
ALL = -1


def whole(dt: float, place: np.ndarray) -> np.ndarray:
    """Return the transition as a matrix, from its blocks a I + b r r'."""
    parts = transition(WGS84, dt, *place)
    own, over_velocity, over_position = (
        a * np.eye(3) + b * np.outer(place, place) for a, b in zip(parts[::2], parts[1::2], strict=True)
    )
    return np.block([[own, over_velocity], [over_position, own]])


def noise(dt: float, wander_m_s2: float) -> np.ndarray:
    """Return the covariance of a constant acceleration that is not known."""
    push = np.vstack([0.5 * dt * dt * np.eye(3), dt * np.eye(3)])
    return wander_m_s2**2 * push @ push.T


def places(seed: int, count: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    found = rng.normal(size=(count, 3))
    return found * (rng.uniform(6.45e6, 8e6, count) / np.linalg.norm(found, axis=1))[:, None]


def covariance(rng: np.random.Generator) -> np.ndarray:
    """Draw a covariance of a track, with correlations of all kinds."""
    root = rng.normal(size=(6, 6)) * np.array([1e3, 1e3, 1e3, 10.0, 10.0, 10.0])[:, None]
    return root @ root.T


@pytest.mark.parametrize("wander_m_s2", [0.0, 5e-5, 100.0])
@pytest.mark.parametrize("dt", STEPS_S)
def verif_packed_covariance_against_the_product_of_matrices(dt: float, wander_m_s2: float) -> None:
    rng = np.random.default_rng(1)
    for place in places(2, 30):
        before, packed, after = covariance(rng), np.empty(21), np.empty((6, 6))
        pack(before, packed)
        predict_packed(WGS84, dt, wander_m_s2, np.concatenate([place, STATE[3:]]), packed)
        unpack(packed, after)
        matrix = whole(dt, place)
        expected = matrix @ before @ matrix.T + noise(dt, wander_m_s2)
        # each number beside the two standard errors that it belongs to
        sizes = np.sqrt(np.diag(expected))
        assert np.abs((after - expected) / np.outer(sizes, sizes)).max() < 1e-12


def verif_wander_alone_grows_as_a_constant_acceleration_does() -> None:
    packed, after = np.zeros(21), np.empty((6, 6))
    predict_packed(WGS84, 2.0, 3.0, STATE.copy(), packed)
    unpack(packed, after)
    # 3 m/s2 for 2 s: 6 m and 6 m/s, which belong together
    block = np.array([[36.0, 36.0], [36.0, 36.0]])
    assert after == pytest.approx(np.kron(block, np.eye(3)), abs=1e-14)


@pytest.mark.parametrize("dt", [0.5, SHORT_S, 2.001, 10.0])
def prop_the_state_takes_the_short_step_up_to_two_seconds_and_the_long_one_beyond(dt: float) -> None:
    state = STATE.copy()
    predict_packed(WGS84, dt, 0.0, state, np.zeros(21))
    step = short_step if dt <= SHORT_S else vacuum_step
    assert tuple(state) == pytest.approx(step(WGS84, dt, *STATE), rel=1e-15)


@pytest.mark.parametrize("dt", STEPS_S)
def verif_carried_vectors_are_the_transition_times_them(dt: float) -> None:
    rng = np.random.default_rng(3)
    for place in places(4, 30):
        columns = rng.normal(size=(3, 6, LANES)) * np.array([300.0, 300.0, 300.0, 1.0, 1.0, 1.0])[:, None]
        state = np.concatenate([place, STATE[3:]])
        carried = columns.reshape(3, 6 * LANES).copy()
        carry(WGS84, dt, ALL, state, carried)
        expected = whole(dt, place) @ columns
        size = np.abs(expected).max(axis=(0, 2), keepdims=True)
        assert np.abs((carried.reshape(expected.shape) - expected) / size).max() < 1e-13
        assert state[:3] == pytest.approx(place, abs=0.0)


def prop_a_pair_of_sensors_that_has_seen_nothing_is_left_alone() -> None:
    shared = np.ones((blocks(7), 6 * LANES))
    carry(WGS84, 2.0, 0b0100001, STATE, shared)
    assert (shared != 1.0).any(axis=1).tolist() == [True, False, True, False]


def verif_state_covariance_and_carried_errors_move_as_one() -> None:
    rng = np.random.default_rng(6)
    shared, packed = rng.normal(size=(1, 6 * LANES)), rng.normal(size=21)
    state, alone, lone_packed, lone_shared = STATE.copy(), STATE.copy(), packed.copy(), shared.copy()
    predict_biased(WGS84, 1.0, 3.0, ALL, state, packed, shared)
    carry(WGS84, 1.0, ALL, alone, lone_shared)
    predict_packed(WGS84, 1.0, 3.0, alone, lone_packed)
    assert (state == alone).all() and packed == pytest.approx(lone_packed, rel=1e-14)
    assert shared == pytest.approx(lone_shared, rel=1e-14)


def prop_sensors_from_the_thirty_first_on_share_a_bit() -> None:
    assert has_seen(1 << LAST_BIT, LAST_BIT) and has_seen(1 << LAST_BIT, LAST_BIT + 7)
    assert not has_seen(1 << LAST_BIT, LAST_BIT - 1)
    assert has_seen(1 << 3, 3) and not has_seen(1 << 3, 2) and not has_seen(0, 40)


@pytest.mark.parametrize("dt", [1.0, 2.0, 5.0])
def verif_the_transition_is_the_derivative_of_the_step_for_missiles(dt: float) -> None:
    # velocities count as what they move in a step, so that all parts of the matrix are pure numbers of about 1
    rng = np.random.default_rng(5)
    scale = np.array([1.0, 1.0, 1.0, dt, dt, dt])
    for place in places(6, 60):
        up = place / np.linalg.norm(place)
        level = np.cross(up, rng.normal(size=3))
        level /= np.linalg.norm(level)
        angle = math.radians(rng.uniform(-45.0, 45.0))
        speed = rng.uniform(2e3, 7e3)
        state = np.concatenate([place, speed * (math.cos(angle) * level + math.sin(angle) * up)])
        slope = np.empty((6, 6))
        for j in range(6):
            nudge = 1e3 / scale[j] * np.eye(6)[j]
            ahead, behind = vacuum_step(WGS84, dt, *state + nudge), vacuum_step(WGS84, dt, *state - nudge)
            slope[:, j] = (np.array(ahead) - np.array(behind)) / (2e3 / scale[j])
        assert np.abs((whole(dt, place) - slope) * scale[:, None] / scale).max() < 1e-6
