"""Tracks are as good as they say: errors against covariance, prediction against the flown path."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.engagement.run import Result
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.kernels.filter import correct, pack, predict, unpack
from midcourse.kernels.motion import vacuum_step

STATE = np.array([4.2e6, 3.1e6, 4.4e6, -3.0e3, 2.0e3, 1.5e3])


def warhead_track(fought: Result, r: int) -> int:
    """Return the number of the track behind which the warhead is."""
    return int(np.flatnonzero(fought.watched.objects[r] == 0)[0])


def _errors(fought: Result) -> tuple[np.ndarray, np.ndarray]:
    path = fought.sky.paths[0]
    nees, off = [], []
    for r in range(100):
        n = warhead_track(fought, r)
        for row in fought.watched.rows[r, n, : fought.watched.counts[r, n]]:
            cov = np.empty((6, 6))
            unpack(row["cov_eci"], cov)
            miss = row["state_eci_m_m_s"] - path.state_eci(row["time_s"])
            nees.append(miss @ np.linalg.solve(cov, miss))
            off.append(np.linalg.norm(miss[:3]) / math.sqrt(np.trace(cov[:3, :3])))
    return np.array(nees), np.array(off)


def verif_errors_fit_their_covariance(fought: Result) -> None:
    # six degrees of freedom: median 5.35, mean 6; constant errors of the radar are in the covariance for good, so that
    # late rows, in which they are all that is left, are a little better than they say
    nees, off = _errors(fought)
    assert 3.0 < np.median(nees) < 6.0 and 4.0 < np.mean(nees) < 6.5
    assert np.mean(off < 2.0) > 0.93


def verif_predicted_impact_lies_in_its_ellipse(fought: Result) -> None:
    path = fought.sky.paths[0]
    lat, lon, _ = np.radians(path.geodetic(np.array([path.end_s]))[0])
    inside = []
    for r in range(100):
        n = warhead_track(fought, r)
        row = fought.watched.rows[r, n, fought.watched.counts[r, n] // 2]
        off, _ = arc_m(WGS84, row["impact_lat_rad"], row["impact_lon_rad"], lat, lon)
        inside.append(off < row["impact_major_m"] + 20e3)  # the tracker's fall is without air
    assert np.mean(inside) > 0.93


@pytest.mark.parametrize("dt", [0.5, 1.0, 5.0])
def verif_transition_is_the_derivative_of_the_motion(dt: float) -> None:
    slope = np.empty((6, 6))
    for k in range(6):
        step = 10.0 if k < 3 else 0.01
        ahead, behind = STATE.copy(), STATE.copy()
        ahead[k] += step
        behind[k] -= step
        moved = np.array(vacuum_step(WGS84, dt, *ahead)) - np.array(vacuum_step(WGS84, dt, *behind))
        slope[:, k] = moved / (2 * step)
    cov = np.diag([1e4, 2e4, 3e4, 4.0, 5.0, 6.0])
    state, carried = STATE.copy(), cov.copy()
    predict(WGS84, dt, 0.0, state, carried)
    expected = slope @ cov @ slope.T
    assert np.abs(carried - expected).max() < 1e-4 * np.abs(expected).max()
    assert state == pytest.approx(np.array(vacuum_step(WGS84, dt, *STATE)))


def verif_scalar_update_is_kalmans() -> None:
    rng = np.random.default_rng(5)
    half = rng.normal(size=(6, 6))
    cov = half @ half.T + np.eye(6)
    along = np.array([0.6, -0.64, 0.48])
    h = np.concatenate([along, np.zeros(3)])
    gain = cov @ h / (h @ cov @ h + 4.0)
    expected, state, corrected = cov - np.outer(gain, h @ cov), STATE.copy(), cov.copy()
    correct(*along, 3.0, 2.0, state, corrected)
    assert corrected == pytest.approx(expected, rel=1e-12)
    assert state == pytest.approx(STATE + gain * 3.0, rel=1e-14)


def prop_packing_a_covariance_loses_nothing() -> None:
    half = np.random.default_rng(1).normal(size=(6, 6))
    cov, packed, back = half @ half.T, np.empty(21), np.empty((6, 6))
    pack(cov, packed)
    unpack(packed, back)
    assert back == pytest.approx(cov, rel=1e-15)


def verif_a_considered_error_is_carried_and_corrected_like_an_augmented_state() -> None:
    # Kalman's update of state and constant errors together, the gain of the errors set to zero
    from midcourse.kernels.filter import LANES, carry, correct_biased

    draw = np.random.default_rng(3)
    root = draw.normal(size=(12, 12))
    whole = root @ root.T
    # the constant errors are independent of each other and of unit size
    cross = whole[:6, 6:] * 0.05
    cov = whole[:6, :6] + 5.0 * np.eye(6)
    state, shared = STATE.copy(), np.zeros((1, 6 * LANES))
    columns = shared.reshape(6, LANES)[:, :6]
    columns[:, :] = cross
    along, sigma, bias, at, residual = np.array([0.6, -0.3, 0.74]), 2.0, 3.0, 4, 7.0
    joint = np.block([[cov, cross], [cross.T, np.eye(6)]])
    h = np.zeros(12)
    h[:3], h[6 + at] = along, bias
    spread = h @ joint @ h + sigma**2
    gain = joint @ h / spread
    gain[6:] = 0.0
    keep = np.eye(12) - np.outer(gain, h)
    after = keep @ joint @ keep.T + sigma**2 * np.outer(gain, gain)
    moved = state + gain[:6] * residual
    packed = np.empty(21)
    pack(cov, packed)
    correct_biased(*along, residual, sigma, bias, at, -1, state, packed, shared)
    unpack(packed, cov)
    assert state == pytest.approx(moved, rel=1e-12)
    assert cov == pytest.approx(after[:6, :6], rel=1e-9, abs=1e-9)
    assert columns == pytest.approx(after[:6, 6:], rel=1e-9, abs=1e-9)
    columns[:, :] = np.eye(6)
    carry(WGS84, 4.0, -1, STATE, shared)
    spread_out, start = np.eye(6), STATE.copy()
    predict(WGS84, 4.0, 0.0, start, spread_out)
    assert columns @ columns.T == pytest.approx(spread_out, rel=1e-9, abs=1e-9)
