"""Our equations of motion and of a look as models of Stone Soup, with derivatives in closed form."""

from __future__ import annotations

import math
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

from filter import ANGLE_S, RANGE_S
from midcourse.kernels.earth import WGS84
from midcourse.tracking.track import WANDER_FREE_M_S2


def pull(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return gravity with J2 in m/s2."""
    r2 = x * x + y * y + z * z
    k = -WGS84.gm_m3_s2 / (r2 * math.sqrt(r2))
    bulge, slope = 1.5 * WGS84.j2 * WGS84.a_m**2 / r2, 5.0 * z * z / r2
    across = k * (1.0 + bulge * (1.0 - slope))
    return across * x, across * y, k * (1.0 + bulge * (3.0 - slope)) * z


class Ballistic(GaussianTransitionModel, TimeVariantModel):
    """A fall without air: one step of Runge and Kutta's fourth order, and the series of its derivative."""

    @property
    def ndim_state(self) -> int:
        return 6

    def function(self, state: Any, noise: Any = False, time_interval: Any = None, **_: Any) -> StateVector:
        h, s = time_interval.total_seconds(), state.state_vector[:, 0].tolist()
        rates, at = [], s
        for part in (0.5, 0.5, 1.0, 0.0):
            rates.append((*at[3:], *pull(*at[:3])))
            at = [a + part * h * b for a, b in zip(s, rates[-1], strict=True)]
        a, b, c, d = rates
        return StateVector([s[i] + h / 6.0 * (a[i] + 2.0 * (b[i] + c[i]) + d[i]) for i in range(6)])

    def jacobian(self, state: Any, time_interval: Any = None, **_: Any) -> np.ndarray:
        h, r = time_interval.total_seconds(), state.state_vector[:3, 0].astype(float)
        r2 = float(r @ r)
        gradient = WGS84.gm_m3_s2 / (r2 * math.sqrt(r2)) * (3.0 / r2 * np.outer(r, r) - np.eye(3))
        out = np.empty((6, 6))
        out[:3, :3] = out[3:, 3:] = np.eye(3) + 0.5 * h * h * gradient
        out[:3, 3:] = h * np.eye(3) + h**3 / 6.0 * gradient
        out[3:, :3] = h * gradient
        return out

    def covar(self, time_interval: Any = None, **_: Any) -> CovarianceMatrix:
        h = time_interval.total_seconds()
        push = WANDER_FREE_M_S2 * np.vstack([0.5 * h * h * np.eye(3), h * np.eye(3)])
        return CovarianceMatrix(push @ push.T)


class Radar(NonLinearGaussianMeasurement):
    """Some of azimuth, elevation and range, seen from a place with axes east, north and up."""

    place: Any = Property(doc="where it stands, m")
    axes: Any = Property(doc="rows east, north and up")
    some: Any = Property(doc="which of the three it measures")

    @property
    def ndim_meas(self) -> int:
        return len(self.some)

    def function(self, state: Any, noise: Any = False, **_: Any) -> StateVector:
        east, north, up = self._local(state)
        flat = math.hypot(east, north)
        seen = (math.atan2(east, north), math.atan2(up, flat), math.hypot(flat, up))
        return StateVector([seen[k] for k in self.some])

    def jacobian(self, state: Any, **_: Any) -> np.ndarray:
        east, north, up = self._local(state)
        flat = math.hypot(east, north)
        r = math.hypot(flat, up)
        k = up / (r * r * flat)
        local = np.array([[north / flat**2, -east / flat**2, 0.0], [-east * k, -north * k, flat / r**2],
                          [east / r, north / r, up / r]])  # fmt: skip
        self._wide = r / flat  # an azimuth is the less sure the higher one looks
        out = np.zeros((len(self.some), 6))
        out[:, :3] = (local @ self.axes)[list(self.some)]
        return out

    def covar(self, **_: Any) -> CovarianceMatrix:  # asked for after the derivative
        sigma = np.array([ANGLE_S * self._wide, ANGLE_S, RANGE_S])[list(self.some)]
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
