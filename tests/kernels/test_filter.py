"""The two filters: the transition is the derivative of the flown path, and both say the same of a falling body."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.atmosphere import VACUUM
from midcourse.kernels.earth import (
    WGS84,
    ecef_to_enu,
    enu_to_aer,
    enu_to_ecef,
    frame_at,
    geodetic_to_ecef,
    into_frame,
    turn,
    turned_frame,
)
from midcourse.kernels.filter import correct, predict
from midcourse.kernels.motion import vacuum_step
from midcourse.kernels.unscented import (
    POINTS,
    correct_points,
    gather_points,
    predict_points,
    spread_points,
    weights,
)
from midcourse.tracking.track import bend
from midcourse.verification.flown import falling, stops

STATE = np.array([4.2e6, 3.1e6, 4.4e6, -3.0e3, 2.0e3, 1.5e3])
SPREAD = (0.5, 2.0, 0.0)


def flown(state: np.ndarray, dt: float) -> np.ndarray:
    return next(stops((WGS84, VACUUM), falling(), state, [dt], 1e-7))


@pytest.mark.parametrize(("dt", "limit"), [(1.0, 1e-6), (2.0, 1e-6), (5.0, 1e-6), (10.0, 2e-6)])
def verif_transition_is_the_derivative_of_the_flown_path(dt: float, limit: float) -> None:
    # velocities count as what they move in a step, so that all parts of the matrix are pure numbers of about 1
    scale = np.array([1.0, 1.0, 1.0, dt, dt, dt])
    for j in range(6):
        unit = np.eye(6)[j]
        cov, state = np.outer(unit, unit), STATE.copy()
        predict(WGS84, dt, 0.0, state, cov)
        column = cov[:, j] / math.sqrt(cov[j, j])
        nudge = 1e3 / scale[j] * unit
        slope = (flown(STATE + nudge, dt) - flown(STATE - nudge, dt)) / (2e3 / scale[j])
        assert np.abs((column - slope) * scale / scale[j]).max() < limit
        assert state == pytest.approx(flown(STATE, dt), abs=1e-4)


def verif_points_hold_mean_and_covariance() -> None:
    half = np.random.default_rng(2).normal(size=(6, 6)) * np.array([1e3, 1e3, 1e3, 1.0, 1.0, 1.0])
    cov = half.T @ half
    state, points = STATE.copy(), np.empty((POINTS, 6))
    spread, centre_cov, other = weights(*SPREAD)
    assert spread_points(spread, state, cov, points) == 0
    back, back_cov = np.empty(6), np.empty((6, 6))
    gather_points(centre_cov, other, points, back, back_cov)
    assert back == pytest.approx(state, rel=1e-12)
    assert np.abs(back_cov - cov).max() < 1e-9 * np.abs(cov).max()
    assert spread_points(spread, state, -cov, points) == 1


def looks_apart(angle_sigma_rad: float) -> tuple[float, float, np.ndarray]:
    """Track a falling body by both filters; return how far they part, in sigma and share, and the last error."""
    lat, lon = 0.6, 0.7
    site = np.array(geodetic_to_ecef(WGS84, lat, lon, 100.0))
    truth = np.array([*site + enu_to_ecef(lat, lon, 4e5, 5e5, 6e5), 1500.0, -2500.0, -1000.0])
    rng = np.random.default_rng(0)
    cov = np.diag([200.0**2] * 3 + [20.0**2] * 3)
    begin = truth + rng.normal(size=6) * np.sqrt(np.diag(cov))
    a, a_cov, b, b_cov = begin.copy(), cov.copy(), begin.copy(), cov.copy()
    points, residual, work = np.empty((POINTS, 6)), np.empty((POINTS, 3)), np.empty((10, 3))
    apart, wider = 0.0, 0.0
    for k in range(1, 101):
        truth = np.array(vacuum_step(WGS84, 1.0, *truth))
        angle = WGS84.omega_rad_s * k
        x, y = turn(-angle, truth[0], truth[1])
        look = np.array(enu_to_aer(*ecef_to_enu(lat, lon, x - site[0], y - site[1], truth[2] - site[2])))
        sigma = np.array([angle_sigma_rad / math.cos(look[1]), angle_sigma_rad, 30.0])
        azimuth, elevation, range_m = look + sigma * rng.normal(size=3)
        predict(WGS84, 1.0, 1e-3, a, a_cov)
        for axis in range(3):
            extended(lat, lon, site, angle, (azimuth, elevation, range_m)[axis], axis, sigma[axis], a, a_cov)
        assert predict_points(WGS84, 1.0, 1e-3, *SPREAD, b, b_cov, points) == 0
        spread_points(weights(*SPREAD)[0], b, b_cov, points)
        frame = turned_frame(frame_at(lat, lon, *site), math.cos(angle), math.sin(angle))
        for point, off in zip(points, residual, strict=True):
            azimuth_k, elevation_k, range_k = enu_to_aer(*into_frame(frame, *point[:3]))
            apart_rad = math.remainder(azimuth - azimuth_k, 2.0 * math.pi)
            off[:] = range_m - range_k, apart_rad, elevation - elevation_k
        correct_points(sigma[[2, 0, 1]], *SPREAD, points, residual, work, b, b_cov)
        sizes = np.sqrt(np.diag(b_cov))
        apart = max(apart, np.abs((a - b) / sizes).max())
        wider = max(wider, np.abs(np.sqrt(np.diag(a_cov)) / sizes - 1.0).max())
    return apart, wider, (truth - b) / sizes


def extended(
    lat: float,
    lon: float,
    site: np.ndarray,
    angle: float,
    measured: float,
    axis: int,
    sigma: float,
    state,
    cov,
) -> None:
    """Correct by one of azimuth, elevation and range, with the gradient by differences."""

    def predicted(p: np.ndarray) -> float:
        x, y = turn(-angle, p[0], p[1])
        return enu_to_aer(*ecef_to_enu(lat, lon, x - site[0], y - site[1], p[2] - site[2]))[axis]

    place = state[:3].copy()
    along = [(predicted(place + step) - predicted(place - step)) / 20.0 for step in 10.0 * np.eye(3)]
    correct(
        *along,
        math.remainder(measured - predicted(place), 2 * math.pi) if axis < 2 else measured - predicted(place),
        sigma,
        state,
        cov,
    )


@pytest.mark.parametrize("angle_sigma_rad", [1e-4, 1e-3])
def verif_both_filters_say_the_same_of_a_falling_body(angle_sigma_rad: float) -> None:
    apart, wider, off = looks_apart(angle_sigma_rad)
    assert apart < 0.01 and wider < 1e-3
    assert np.abs(off).max() < 4.0


def verif_a_range_is_longer_and_less_sure_for_errors_across_the_line_of_sight() -> None:
    # against the mean and the variance of ranges to points drawn around where the track is
    rng = np.random.default_rng(0)
    side = rng.normal(size=(3, 3))
    cov = 1e6 * side @ side.T
    line = np.array([2.0, -3.0, 6.0]) / 7.0
    points = 4e5 * line + rng.multivariate_normal(np.zeros(3), cov, 400_000)
    off = np.linalg.norm(points, axis=1) - points @ line
    mean, variance = bend(*line, 4e5, (cov[0, 0], cov[0, 1], cov[0, 2], cov[1, 1], cov[1, 2], cov[2, 2]))
    assert off.mean() == pytest.approx(mean, rel=0.01)
    assert off.var() == pytest.approx(variance, rel=0.03)
