"""The same filter by Stone Soup: its predictor and its updater, with the models next to this file."""

from __future__ import annotations

import datetime
import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from stonesoup.predictor.kalman import ExtendedKalmanPredictor
from stonesoup.types.angle import Bearing, Elevation
from stonesoup.types.array import CovarianceMatrix, StateVector
from stonesoup.types.detection import Detection
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.state import GaussianState
from stonesoup.updater.kalman import ExtendedKalmanUpdater

from filter import ANGLE_S, PRIOR, RANGE_S, STEP_S
from stonesoup_models import Ballistic, OwnRadar, Radar

if TYPE_CHECKING:
    from filter import Watch

BEGIN = datetime.datetime(2007, 1, 1)


Order = tuple[tuple[int, ...], ...]


def theirs(watch: Watch, order: Order | None) -> tuple[float, np.ndarray, np.ndarray]:
    """Filter all tracks, each look in one update or in several, or by their own model where no order is given.

    Returns:
        seconds a look, states and covariances.
    """
    predictor, updater = ExtendedKalmanPredictor(Ballistic()), ExtendedKalmanUpdater(None)
    times = [BEGIN + datetime.timedelta(seconds=STEP_S * (i + 1)) for i in range(watch.measured.shape[1])]
    states, covs, spent_s = [], [], 0.0
    for start, measured in zip(watch.start, watch.measured, strict=True):
        looks = [seen(*given, order) for given in zip(watch.frames, measured, times, strict=True)]
        at = GaussianState(StateVector(start), CovarianceMatrix(np.diag(np.square(PRIOR))), timestamp=BEGIN)
        begin = time.thread_time()
        for moment, parts in zip(times, looks, strict=True):
            at = predictor.predict(at, timestamp=moment)
            for one in parts:
                at = updater.update(SingleHypothesis(at, one))
        spent_s += time.thread_time() - begin
        states.append(np.array(at.state_vector[:, 0], dtype=float))
        covs.append(np.array(at.covar, dtype=float))
    return spent_s / watch.measured[..., 0].size, np.array(states), np.array(covs)


def seen(frame: np.ndarray, measured: np.ndarray, moment: Any, order: Order | None) -> list[Detection]:
    """Return the detections that one look at a Frame is to Stone Soup."""
    sl, cl, so, co, *place = frame.tolist()
    axes = np.array([[-so, co, 0.0], [-sl * co, -sl * so, cl], [cl * co, cl * so, sl]])
    if order is None:
        azimuth, elevation, range_m = measured
        noise = CovarianceMatrix(np.diag(np.square([ANGLE_S, ANGLE_S / math.cos(elevation), RANGE_S])))
        own = OwnRadar(6, (0, 1, 2), noise, translation_offset=StateVector(place), axes=axes)
        vector = StateVector([Elevation(elevation), Bearing(0.5 * math.pi - azimuth), range_m])
        return [Detection(vector, timestamp=moment, measurement_model=own)]
    found = []
    for some in order:
        noise = CovarianceMatrix(np.eye(len(some)))  # `covar` says what it is
        model = Radar(6, (0, 1, 2), noise, place=np.array(place), axes=axes, some=some)
        found.append(Detection(StateVector(measured[list(some)]), timestamp=moment, measurement_model=model))
    return found
