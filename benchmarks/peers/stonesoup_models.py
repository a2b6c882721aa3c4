"""The equations of `filter_equations` as models of Stone Soup."""

from __future__ import annotations

from typing import Any

import numpy as np
from stonesoup.base import Property
from stonesoup.models.base import TimeVariantModel
from stonesoup.models.measurement.nonlinear import (
    CartesianToElevationBearingRange,
    NonLinearGaussianMeasurement,
)
from stonesoup.models.transition.nonlinear import GaussianTransitionModel
from stonesoup.types.array import CovarianceMatrix, StateVector

from filter.watched import ANGLE_SIGMA_RAD, RANGE_SIGMA_M
from peers.filter_equations import carried, look_gradient, seen, transition, wander


class Ballistic(GaussianTransitionModel, TimeVariantModel):
    """A fall without air."""

    @property
    def ndim_state(self) -> int:
        return 6

    def function(self, state: Any, noise: Any = False, time_interval: Any = None, **_: Any) -> StateVector:
        return StateVector(carried(time_interval.total_seconds(), state.state_vector[:, 0].tolist()))

    def jacobian(self, state: Any, time_interval: Any = None, **_: Any) -> np.ndarray:
        return transition(time_interval.total_seconds(), state.state_vector[:3, 0].astype(float))

    def covar(self, time_interval: Any = None, **_: Any) -> CovarianceMatrix:
        return CovarianceMatrix(wander(time_interval.total_seconds()))


class Radar(NonLinearGaussianMeasurement):
    """Some of azimuth, elevation and range, seen from a place with axes east, north and up."""

    place: Any = Property(doc="where it stands, m")
    axes: Any = Property(doc="rows east, north and up")
    some: Any = Property(doc="which of the three it measures")

    @property
    def ndim_meas(self) -> int:
        return len(self.some)

    def function(self, state: Any, noise: Any = False, **_: Any) -> StateVector:
        look = seen(self._local(state))
        return StateVector([look[k] for k in self.some])

    def jacobian(self, state: Any, **_: Any) -> np.ndarray:
        local, self._wide = look_gradient(self._local(state))
        out = np.zeros((len(self.some), 6))
        out[:, :3] = (local @ self.axes)[list(self.some)]
        return out

    def covar(self, **_: Any) -> CovarianceMatrix:  # asked for after the derivative
        sigma = np.array([ANGLE_SIGMA_RAD * self._wide, ANGLE_SIGMA_RAD, RANGE_SIGMA_M])[list(self.some)]
        return CovarianceMatrix(np.diag(sigma * sigma))

    def _local(self, state: Any) -> list[float]:
        local: list[float] = (self.axes @ (state.state_vector[:3, 0].astype(float) - self.place)).tolist()
        return local


class OwnRadar(CartesianToElevationBearingRange):
    """Their elevation, bearing (from east towards north) and range, with their derivative by differences."""

    axes: Any = Property(doc="rows east, north and up")

    @property
    def rotation_matrix(self) -> np.ndarray:
        return self.axes
