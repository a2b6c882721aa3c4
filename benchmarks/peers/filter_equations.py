"""Our equations of motion and of a look in plain Python, with derivatives in closed form, for filters of others."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from midcourse.kernels.earth import WGS84
from midcourse.tracking.track import WANDER_FREE_M_S2


def pull(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return gravity with J2 in m/s2."""
    r2 = x * x + y * y + z * z
    k = -WGS84.gm_m3_s2 / (r2 * math.sqrt(r2))
    bulge, slope = 1.5 * WGS84.j2 * WGS84.a_m**2 / r2, 5.0 * z * z / r2
    across = k * (1.0 + bulge * (1.0 - slope))
    return across * x, across * y, k * (1.0 + bulge * (3.0 - slope)) * z


def carried(h: float, s: Sequence[float]) -> list[float]:
    """Return a state after a fall of `h` seconds: one step of Runge and Kutta's fourth order."""
    rates, at = [], s
    for part in (0.5, 0.5, 1.0, 0.0):
        rates.append((*at[3:], *pull(*at[:3])))
        at = [a + part * h * b for a, b in zip(s, rates[-1], strict=True)]
    a, b, c, d = rates
    return [s[i] + h / 6.0 * (a[i] + 2.0 * (b[i] + c[i]) + d[i]) for i in range(6)]


def transition(h: float, r: np.ndarray) -> np.ndarray:
    """Return the series of that step's derivative at a place."""
    r2 = float(r @ r)
    gradient = WGS84.gm_m3_s2 / (r2 * math.sqrt(r2)) * (3.0 / r2 * np.outer(r, r) - np.eye(3))
    out = np.empty((6, 6))
    out[:3, :3] = out[3:, 3:] = np.eye(3) + 0.5 * h * h * gradient
    out[:3, 3:] = h * np.eye(3) + h**3 / 6.0 * gradient
    out[3:, :3] = h * gradient
    return out


def wander(h: float) -> np.ndarray:
    """Return the covariance that an unknown push adds in `h` seconds."""
    push = WANDER_FREE_M_S2 * np.vstack([0.5 * h * h * np.eye(3), h * np.eye(3)])
    return push @ push.T


def axes_of(frame: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rows east, north and up of a Frame, and where it stands."""
    sl, cl, so, co, *place = frame.tolist()
    return np.array([[-so, co, 0.0], [-sl * co, -sl * so, cl], [cl * co, cl * so, sl]]), np.array(place)


def seen(local: Sequence[float]) -> tuple[float, float, float]:
    """Return azimuth, elevation and range of a place east, north and up."""
    east, north, up = local
    flat = math.hypot(east, north)
    return math.atan2(east, north), math.atan2(up, flat), math.hypot(flat, up)


def look_gradient(local: Sequence[float]) -> tuple[np.ndarray, float]:
    """Return the derivative of a look by east, north and up, and by how much an azimuth is the less sure."""
    east, north, up = local
    flat = math.hypot(east, north)
    r = math.hypot(flat, up)
    k = up / (r * r * flat)
    rows = [[north / flat**2, -east / flat**2, 0.0], [-east * k, -north * k, flat / r**2]]
    return np.array([*rows, [east / r, north / r, up / r]]), r / flat
