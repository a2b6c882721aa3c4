"""The same filter by Stone Soup: its extended predictor and updater."""

from __future__ import annotations

import datetime
import math
from typing import Any

import numpy as np
from stonesoup.predictor.kalman import ExtendedKalmanPredictor
from stonesoup.types.angle import Bearing, Elevation
from stonesoup.types.array import CovarianceMatrix, StateVector
from stonesoup.types.detection import Detection
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.state import GaussianState
from stonesoup.updater.kalman import ExtendedKalmanUpdater

from filter.watched import ANGLE_SIGMA_RAD, PRIOR, RANGE_SIGMA_M, STEP_S, Watch
from peers.filter_equations import axes_of
from peers.stonesoup_models import Ballistic, OwnRadar, Radar

BEGIN = datetime.datetime(2007, 1, 1)
PEER = "Stone Soup EKF"
Order = tuple[tuple[int, ...], ...]
IN_TURN: Order = ((0, 1), (2,))  # angles, then range at the place they leave, as ours
AT_ONCE: Order = ((0, 1, 2),)


class StoneSoup:
    """One way of filtering some tracks: call it, then read `ends`; models and detections are made beforehand."""

    def __init__(self, watch: Watch, order: Order | None) -> None:
        """`order`: which of a look's numbers go into which update; None for their own model of such a radar."""
        self.watch = watch
        self.predictor, self.updater = ExtendedKalmanPredictor(Ballistic()), ExtendedKalmanUpdater(None)
        count = watch.measured.shape[1]
        self.times = [BEGIN + datetime.timedelta(seconds=STEP_S * (i + 1)) for i in range(count)]
        self.looks = [
            [_detections(*given, order) for given in zip(watch.frames, measured, self.times, strict=True)]
            for measured in watch.measured
        ]
        self.last: list[Any] = []

    def __call__(self) -> None:
        self.last = []
        for start, looks in zip(self.watch.start, self.looks, strict=True):
            cov = CovarianceMatrix(np.diag(np.square(PRIOR)))
            at: Any = GaussianState(StateVector(start), cov, timestamp=BEGIN)
            for moment, parts in zip(self.times, looks, strict=True):
                at = self.predictor.predict(at, timestamp=moment)
                for one in parts:
                    at = self.updater.update(SingleHypothesis(at, one))
            self.last.append(at)

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        states = [np.array(at.state_vector[:, 0], dtype=float) for at in self.last]
        return np.array(states), np.array([np.array(at.covar, dtype=float) for at in self.last])


def _detections(frame: np.ndarray, measured: np.ndarray, moment: Any, order: Order | None) -> list[Detection]:
    axes, place = axes_of(frame)
    if order is None:
        azimuth, elevation, range_m = measured
        sigmas = [ANGLE_SIGMA_RAD, ANGLE_SIGMA_RAD / math.cos(elevation), RANGE_SIGMA_M]
        noise = CovarianceMatrix(np.diag(np.square(sigmas)))
        own = OwnRadar(6, (0, 1, 2), noise, translation_offset=StateVector(place), axes=axes)
        vector = StateVector([Elevation(elevation), Bearing(0.5 * math.pi - azimuth), range_m])
        return [Detection(vector, timestamp=moment, measurement_model=own)]
    found = []
    for some in order:
        noise = CovarianceMatrix(np.eye(len(some)))  # `covar` says what it is
        model = Radar(6, (0, 1, 2), noise, place=place, axes=axes, some=some)
        found.append(Detection(StateVector(measured[list(some)]), timestamp=moment, measurement_model=model))
    return found
