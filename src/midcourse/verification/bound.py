"""How well any filter could do: the posterior bound of a body that enters the air, seen by one radar."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from midcourse.kernels.filter import correct

POSITION, VELOCITY = [0, 1], [3, 4]  # our six components; the third axis is not used
PLANE = [*POSITION, *VELOCITY]
USED = [0, 3, 1, 4]  # x, vx, y, vy
NO_DEPTH_M2 = 1.0  # of the third axis: nothing looks along it


def air_terms(case: Any, height_m: float) -> tuple[float, float]:
    """Return density and its fall by height of the exponential air of two layers."""
    ground, rate = case["low_air"] if height_m < case["layer_m"] else case["high_air"]
    return ground * math.exp(-rate * height_m), rate


def moved(case: Any, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Step a state (six numbers) by `step_s` with constant acceleration; return it and the transition matrix."""
    t, g = case["step_s"], case["gravity_m_s2"]
    height, velocity = state[1], state[VELOCITY]
    density, rate = air_terms(case, height)
    speed = math.hypot(*velocity)
    k = -0.5 * g * density / case["beta_kg_m_s2"]
    push = k * speed * velocity - np.array([0.0, g])
    slope = np.zeros((2, 6))
    slope[:, 1] = -rate * k * speed * velocity
    slope[:, VELOCITY] = k * (speed * np.eye(2) + np.outer(velocity, velocity) / speed)
    transition = np.eye(6)
    after = state.copy()
    for axis in range(2):
        transition[axis, 3 + axis] = t
        transition[axis] += 0.5 * t * t * slope[axis]
        transition[3 + axis] += t * slope[axis]
        after[axis] += t * velocity[axis] + 0.5 * t * t * push[axis]
        after[3 + axis] += t * push[axis]
    return after, transition


def wander(case: Any, intensity: float) -> np.ndarray:
    """Return the covariance of the process noise of one step, white acceleration of an intensity in m2/s3."""
    t = case["step_s"]
    out = np.zeros((6, 6))
    for axis in range(2):
        out[axis, axis] = intensity * t**3 / 3.0
        out[axis, 3 + axis] = out[3 + axis, axis] = intensity * t**2 / 2.0
        out[3 + axis, 3 + axis] = intensity * t
    return out


def look(case: Any, measured: tuple[float, float] | None, state: np.ndarray, cov: np.ndarray) -> None:
    """Correct by elevation, then by range; without a measurement only the covariance, at the state itself.

    The range comes last: seen from an elevation that is off by kilometres the gradient of range is wrong by more than
    the error of range, and a filter that takes range first has half as much error of velocity again.
    """
    for i, sigma in ((1, case["elevation_sigma_rad"]), (0, case["range_sigma_m"])):
        x, y = state[POSITION]
        r = math.hypot(x, y)
        along = (x / r, y / r) if i == 0 else (-y / (r * r), x / (r * r))
        off = 0.0 if measured is None else measured[i] - (r if i == 0 else math.atan2(y, x))
        correct(*along, 0.0, off, sigma, state, cov)


def first(case: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the state at t = 0 and the covariance of two-point differencing with the errors of a look there."""
    angle = math.radians(case["heading_deg"])
    speed = case["speed_m_s"]
    state = np.array([*case["start_m"], 0.0, speed * math.cos(angle), speed * math.sin(angle), 0.0])
    x, y = state[POSITION]
    r = math.hypot(x, y)
    turn = np.array([[x / r, -y], [y / r, x]])
    look_cov = turn @ np.diag([case["range_sigma_m"] ** 2, case["elevation_sigma_rad"] ** 2]) @ turn.T
    cov = np.zeros((6, 6))
    t = case["step_s"]
    cov[np.ix_(POSITION, POSITION)] = look_cov
    cov[np.ix_(POSITION, VELOCITY)] = cov[np.ix_(VELOCITY, POSITION)] = look_cov / t
    cov[np.ix_(VELOCITY, VELOCITY)] = 2.0 * look_cov / t**2
    cov[2, 2] = NO_DEPTH_M2
    return state, cov


def bounds(case: Any, intensity: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the path and the bound of its error at each look: standard errors of x, vx, y, vy.

    Args:
        case: the scenario, as in `tracking.yaml`.
        intensity: of the process noise, m2/s3.

    Returns:
        path, shape (looks, 6); bounds, shape (looks, 4).

    Source: Tichavsky, Muravchik and Nehorai 1998, along the nominal path; Farina, Ristic and Benvenuti 2002.
    """
    state, cov = first(case)
    noise = wander(case, intensity)
    path, errors = [], []
    for _ in range(case["looks"]):
        state, transition = moved(case, state)
        cov = transition @ cov @ transition.T + noise
        look(case, None, state, cov)
        path.append(state.copy())
        errors.append(np.sqrt(np.diag(cov))[USED])
    return np.array(path), np.array(errors)


def filter_errors(case: Any, runs: int, seed: int) -> np.ndarray:
    """Return the errors of the extended filter over many runs without process noise, shape (runs, looks, 4)."""
    rng = np.random.default_rng(seed)
    path, _ = bounds(case, 0.0)
    sigma = np.array([case["range_sigma_m"], case["elevation_sigma_rad"]])
    seen = np.column_stack([np.hypot(path[:, 0], path[:, 1]), np.arctan2(path[:, 1], path[:, 0])])
    begin, begin_cov = first(case)
    root = np.linalg.cholesky(begin_cov[np.ix_(PLANE, PLANE)])
    out = np.empty((runs, case["looks"], 4))
    for run in range(runs):
        state, cov = begin.copy(), begin_cov.copy()
        state[PLANE] += root @ rng.normal(size=4)
        measured = seen + sigma * rng.normal(size=seen.shape)
        for k in range(case["looks"]):
            state, transition = moved(case, state)
            cov = transition @ cov @ transition.T
            look(case, (measured[k, 0], measured[k, 1]), state, cov)
            out[run, k] = (state - path[k])[USED]
    return out
