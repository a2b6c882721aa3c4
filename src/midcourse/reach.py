"""The row type of a reach table: the least time in which an interceptor can be at a range and an altitude."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel


class ReachTable(NamedTuple):
    """Least time of flight by ground range and altitude, flown without rotation of the Earth.

    `least_s[i, j]` and `pitch_rad[i, j]` belong to range `i * range_step_m` and altitude `j * alt_step_m`;
    infinite where the interceptor cannot be. `kick_rad` is the kick flown with each of `pitches_rad`.
    """

    range_step_m: float
    alt_step_m: float
    least_s: np.ndarray
    pitch_rad: np.ndarray
    pitches_rad: np.ndarray
    kicks_rad: np.ndarray
    burnout_s: float
    floor_m: float
    ceiling_m: float
    limit_s: float


@kernel(shared=True)
def least_time(table, range_m, alt_m):
    """Return the least time of flight to a point and the held pitch that gives it, bilinear.

    Args:
        table: ReachTable.
        range_m: ground range from the launcher.
        alt_m: altitude.

    Returns:
        time in s (infinite where out of reach, below the floor, above the ceiling or past the time limit),
        pitch in rad.
    """
    if not (table.floor_m <= alt_m <= table.ceiling_m):
        return np.inf, 0.0
    q = range_m / table.range_step_m
    r = alt_m / table.alt_step_m
    i = int(q)
    j = int(r)
    if i + 1 >= table.least_s.shape[0] or j + 1 >= table.least_s.shape[1]:
        return np.inf, 0.0
    u = q - i
    v = r - j
    time_s = _between(table.least_s, i, j, u, v)
    if not time_s <= table.limit_s:
        return np.inf, 0.0
    return time_s, _between(table.pitch_rad, i, j, u, v)


@kernel(shared=True)
def _between(values, i, j, u, v):
    low = values[i, j] + u * (values[i + 1, j] - values[i, j])
    high = values[i, j + 1] + u * (values[i + 1, j + 1] - values[i, j + 1])
    return low + v * (high - low)
