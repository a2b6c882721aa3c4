"""The same filter by FilterPy: its extended Kalman filter."""

from __future__ import annotations

from typing import Any

import numpy as np
from filterpy.kalman import ExtendedKalmanFilter

from filter.watched import ANGLE_SIGMA_RAD, PRIOR, RANGE_SIGMA_M, STEP_S, Watch
from peers.filter_equations import axes_of, carried, look_gradient, seen, transition, wander

PEER = "FilterPy EKF"


class Falling(ExtendedKalmanFilter):
    """Their filter with our fall as its step."""

    def predict_x(self, u: Any = 0) -> None:
        del u
        self.F = transition(STEP_S, self.x[:3, 0])  # asked for before the covariance is carried
        self.x = np.array(carried(STEP_S, self.x[:, 0].tolist()))[:, None]


class FilterPy:
    """One way of filtering some tracks: call it, then read `ends`."""

    def __init__(self, watch: Watch, order: tuple[tuple[int, ...], ...]) -> None:
        self.watch, self.order = watch, [list(some) for some in order]
        self.axes = [axes_of(frame) for frame in watch.frames]
        self.looks = [[[z[some][:, None] for some in self.order] for z in track] for track in watch.measured]
        self.last: list[Falling] = []

    def __call__(self) -> None:
        self.last = []
        for start, track in zip(self.watch.start, self.looks, strict=True):
            one = Falling(6, 3)
            one.x, one.P, one.Q = start[:, None].copy(), np.diag(np.square(PRIOR)), wander(STEP_S)
            for (axes, place), parts in zip(self.axes, track, strict=True):
                one.predict()
                for some, z in zip(self.order, parts, strict=True):
                    _update(one, axes, place, some, z)
            self.last.append(one)

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        return np.array([one.x[:, 0] for one in self.last]), np.array([one.P for one in self.last])


def _update(one: Falling, axes: np.ndarray, place: np.ndarray, some: list[int], z: np.ndarray) -> None:
    local = (axes @ (one.x[:3, 0] - place)).tolist()
    gradient, wide = look_gradient(local)
    slope = np.zeros((len(some), 6))
    slope[:, :3] = (gradient @ axes)[some]
    sigma = np.array([ANGLE_SIGMA_RAD * wide, ANGLE_SIGMA_RAD, RANGE_SIGMA_M])[some]
    expected = np.array(seen(local))[some][:, None]
    one.update(z, lambda _: slope, lambda _: expected, R=np.diag(sigma * sigma))
