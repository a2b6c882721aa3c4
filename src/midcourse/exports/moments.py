"""Which moments of a flight are written, where it is at them, and how a moment is told in absolute time."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from midcourse.truth import Trajectory

LINE_M, CURVE_M = 100.0, 1.0  # no place between two samples is farther off
SHORTEST_MS = 100
EVERY_MS = 5000
QUARTERS = (0.25, 0.5, 0.75)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Curve = Callable[[np.ndarray, np.ndarray, np.ndarray, float], np.ndarray]


def states_ecef(path: Trajectory, times_s: np.ndarray) -> np.ndarray:
    """Return position and velocity over the turning Earth at moments of a path.

    Args:
        path: a flight.
        times_s: scenario times on it, shape (n,).

    Returns:
        `ecef`, m and m/s, shape (n, 6).
    """
    eci = np.array([path.state_eci(float(t)) for t in times_s]).reshape(-1, 6)
    return turned(eci, np.asarray(times_s, dtype=float), path.earth.omega_rad_s)


def turned(eci: np.ndarray, times_s: np.ndarray, omega_rad_s: float) -> np.ndarray:
    """Return states in `eci`, shape (n, 6), as they are in `ecef` at their times, shape (n,)."""
    c, s = np.cos(omega_rad_s * times_s), np.sin(omega_rad_s * times_s)
    out = eci.copy()
    for i in (0, 3):
        out[:, i], out[:, i + 1] = c * eci[:, i] + s * eci[:, i + 1], c * eci[:, i + 1] - s * eci[:, i]
    out[:, 3] += omega_rad_s * out[:, 1]
    out[:, 4] -= omega_rad_s * out[:, 0]
    return out


def straight(a: np.ndarray, b: np.ndarray, gaps_s: np.ndarray, share: float) -> np.ndarray:
    """Return the places on the straight lines between states, shape (n, 3), at a share of the way from a to b."""
    return a[:, :3] + share * (b[:, :3] - a[:, :3])


def bent(a: np.ndarray, b: np.ndarray, gaps_s: np.ndarray, share: float) -> np.ndarray:
    """Return the places on cubic curves that keep place and velocity of both ends (Hermite); as `straight`."""
    u, h = share, gaps_s[:, None]
    ends = (1.0 + 2.0 * u) * (1.0 - u) ** 2 * a[:, :3] + u * u * (3.0 - 2.0 * u) * b[:, :3]
    return ends + h * (u * (1.0 - u) ** 2 * a[:, 3:] - u * u * (1.0 - u) * b[:, 3:])


def line_times(path: Trajectory, start_s: float, end_s: float) -> np.ndarray:
    """Return moments of a flight between which a straight line is within `LINE_M`, whole ms, shape (n,)."""
    return _thinned(path, start_s, end_s, LINE_M, straight)


def curve_times(path: Trajectory, start_s: float, end_s: float) -> np.ndarray:
    """Return moments of a flight between which the curve of `bent` is within `CURVE_M`, whole ms, shape (n,)."""
    return _thinned(path, start_s, end_s, CURVE_M, bent)


def even_times(path: Trajectory, start_s: float, end_s: float) -> np.ndarray:
    """Return every fifth second of a flight, its ends and its jumps of acceleration, whole ms, shape (n,)."""
    edges = _edges(path, start_s, end_s)
    first = -(-edges[0] // EVERY_MS) * EVERY_MS
    return np.union1d(edges, np.arange(first, edges[-1], EVERY_MS)) * 1e-3


def _edges(path: Trajectory, start_s: float, end_s: float) -> np.ndarray:
    # whole ms within the flight: its ends, and where the nodes write a time twice
    first, last = math.ceil(start_s * 1e3), math.floor(end_s * 1e3)
    twice_s = path.nodes[1:, 0][np.diff(path.nodes[:, 0]) == 0.0]
    jumps = np.rint(twice_s * 1e3).astype(np.int64)
    inside = jumps[(jumps > first) & (jumps < last)]
    return np.unique(np.concatenate([[first], inside, [max(first, last)]])).astype(np.int64)


def _thinned(path: Trajectory, start_s: float, end_s: float, within_m: float, curve: Curve) -> np.ndarray:
    # intervals are halved until what is drawn between their ends is near enough
    times = _edges(path, start_s, end_s)
    low, high = times[:-1], times[1:]
    while len(low):
        gaps_s = (high - low) * 1e-3
        a, b = states_ecef(path, low * 1e-3), states_ecef(path, high * 1e-3)
        off_m = np.zeros(len(low))
        for share in QUARTERS:
            true = states_ecef(path, low * 1e-3 + share * gaps_s)[:, :3]
            off_m = np.maximum(off_m, np.linalg.norm(true - curve(a, b, gaps_s, share), axis=1))
        far = (off_m > within_m) & (high - low >= 2 * SHORTEST_MS)
        low, high = low[far], high[far]
        middle = (low + high) // 2
        times = np.concatenate([times, middle])
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
    return np.sort(times) * 1e-3


def utc(start: datetime, time_s: float) -> str:
    """Return a scenario time as UTC, to the millisecond."""
    moment = start + timedelta(milliseconds=round(time_s * 1e3))
    return moment.isoformat(timespec="milliseconds") + "Z"


def day_words(start: datetime) -> str:
    """Return a day and its time as `12 Oct 2007 00:00:00.000`, in English whatever the machine speaks."""
    clock = start.time().isoformat(timespec="milliseconds")
    return f"{start.day} {MONTHS[start.month - 1]} {start.year:04d} {clock}"
