"""The kernels of both tracking filters, dressed as filters of other programs: straight motion, bearing from x to y."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from midcourse.kernels.earth import Earth
from midcourse.kernels.filter import correct, predict
from midcourse.kernels.unscented import POINTS, correct_points, predict_points, spread_points, weights

THEIR_ORDER = [0, 2, 4, 1, 3, 5]  # x, y, z, vx, vy, vz among their x, vx, y, vy, z, vz
NO_PULL = Earth(1.0, 0.0, 0.0, 0.0, 0.0)  # without gravity the motion is straight
WORK = (10, 3)


def angle_off(measured: float, predicted: float) -> float:
    """Return the difference of two angles within half a turn."""
    return math.remainder(measured - predicted, 2.0 * math.pi)


def seen(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return elevation, bearing (from x towards y) and range from the origin."""
    flat = math.hypot(x, y)
    return math.atan2(z, flat), math.atan2(y, x), math.hypot(flat, z)


def seen_gradients(x: float, y: float, z: float) -> list[tuple[float, float, float]]:
    """Return the gradients of elevation, bearing and range over position."""
    flat = math.hypot(x, y)
    r = math.hypot(flat, z)
    tilt = z / (r * r * flat)
    return [
        (-x * tilt, -y * tilt, flat / (r * r)),
        (-y / (flat * flat), x / (flat * flat), 0.0),
        (x / r, y / r, z / r),
    ]


class Straight:
    """A track that moves straight, with white noise of acceleration of their strength.

    Args:
        entry: `prior_mean`, `prior_cov_diag`, `q`, `dt`, `sigma`, `kind` (linear, ekf, ukf) and for the last `ukf`,
            the three numbers of the points.
    """

    def __init__(self, entry: Any) -> None:
        self.state = np.array(entry["prior_mean"])[THEIR_ORDER]
        self.cov = np.diag(np.array(entry["prior_cov_diag"])[THEIR_ORDER])
        self.kind, self.q, self.dt = entry["kind"], float(entry["q"]), float(entry["dt"])
        self.sigma = np.array(entry["sigma"], dtype=float)
        alpha, beta, kappa = entry.get("ukf") or (1.0, 2.0, 0.0)
        self.spread = (float(alpha), float(beta), float(kappa))
        self.points = np.empty((POINTS, 6))

    def step(self, measured: list[float]) -> float:
        """Predict and correct; return the normalised innovation squared."""
        if self.kind == "ukf":
            predict_points(NO_PULL, self.dt, 0.0, *self.spread, self.state, self.cov, self.points)
        else:
            predict(NO_PULL, self.dt, 0.0, self.state, self.cov)
        for i in range(3):
            self.cov[i, i] += self.q * self.dt**3 / 3.0
            self.cov[i, 3 + i] += self.q * self.dt**2 / 2.0
            self.cov[3 + i, i] += self.q * self.dt**2 / 2.0
            self.cov[3 + i, 3 + i] += self.q * self.dt
        return self._correct_by_points(measured) if self.kind == "ukf" else self._correct(measured)

    def _wrong(self, measured: list[float], x: float, y: float, z: float) -> tuple[float, float, float]:
        elevation, bearing, range_m = seen(x, y, z)
        return angle_off(measured[0], elevation), angle_off(measured[1], bearing), measured[2] - range_m

    def _correct(self, measured: list[float]) -> float:
        # linearised once, at the prior: each residual takes back what the corrections before it moved
        prior = self.state[:3].copy()
        if self.kind == "linear":
            along = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
            off = [float(measured[i] - prior[i]) for i in range(3)]
        else:
            along = seen_gradients(*prior.tolist())
            off = list(self._wrong(measured, *prior.tolist()))
        total = 0.0
        for gradient, residual, sigma in zip(along, off, self.sigma, strict=True):
            moved = float(np.dot(gradient, self.state[:3] - prior))
            total += correct(*gradient, residual - moved, sigma, self.state, self.cov)
        return total

    def _correct_by_points(self, measured: list[float]) -> float:
        residual = np.empty((POINTS, 3))
        spread_points(weights(*self.spread)[0], self.state, self.cov, self.points)
        for k in range(POINTS):
            residual[k] = self._wrong(measured, *self.points[k, :3].tolist())
        work = np.empty(WORK)
        return correct_points(self.sigma, *self.spread, self.points, residual, work, self.state, self.cov)
