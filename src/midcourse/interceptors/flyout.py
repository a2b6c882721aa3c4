"""The flight of one interceptor to a point, solved on the rotating Earth: direction, attitude and time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.interceptors.reach_table import interceptor_stack, reach_table
from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import US76, Air
from midcourse.kernels.boost import boost_flight
from midcourse.kernels.earth import WGS84, Earth, ecef_to_enu, geodetic_to_ecef, turn
from midcourse.kernels.flight import FAST, TIME_UP
from midcourse.kernels.steering import HOLD_ALTITUDE_M
from midcourse.reach import ReachTable

GROUND_M = -1e5  # nothing stops the flight but its time
SOLVED = 0
NOT_SOLVED = 1
CLOSE_M = 1.0


class Launcher(NamedTuple):
    """An interceptor at its place: the world it flies in, what flies, from where, and its reach table.

    `pad` is latitude rad, longitude rad, altitude m and the end of the vertical rise in s.
    """

    earth: Earth
    air: Air
    curve: np.ndarray
    stages: np.ndarray
    payload_kg: float
    pad: tuple[float, float, float, float]
    table: ReachTable


def launcher_at(
    interceptor: Interceptor,
    lat_deg: float,
    lon_deg: float,
    alt_m: float,
    earth: Earth = WGS84,
    air: Air = US76,
) -> Launcher:
    """Put an interceptor of the catalogue in its place."""
    craft = interceptor_stack(interceptor)
    pad = (math.radians(lat_deg), math.radians(lon_deg), alt_m, craft.rise_s)
    return Launcher(earth, air, craft.curve, craft.stages, craft.payload_kg, pad, reach_table(interceptor))


@kernel
def fly_to(launcher, azimuth_rad, pitch_rad, flight_s, nodes, state):
    """Fly an interceptor for a given time with one direction and held attitude.

    Args:
        launcher: Launcher; its table knows the kick that belongs to an attitude.
        azimuth_rad, pitch_rad: direction and held attitude.
        flight_s: time of flight.
        nodes: room for the path, shape (m, 10).
        state: the last state, `eci` of the launch, shape (6,), written.

    Returns:
        status and count of nodes.
    """
    f = launcher
    kick = np.interp(pitch_rad, f.table.pitches_rad, f.table.kicks_rad)
    steer = (azimuth_rad, kick, pitch_rad, HOLD_ALTITUDE_M)
    status, _, count, _ = boost_flight(
        f.earth, f.air, f.curve, f.stages, f.payload_kg, 0.0, f.pad, steer,
        np.inf, flight_s, GROUND_M, FAST, nodes, state,
    )  # fmt: skip
    return status, count


@kernel
def _miss(launcher, aim, x, no_nodes, state):
    # where the flight is after x[2] seconds, less the aim, `ecef`
    status, _ = fly_to(launcher, x[0], x[1], x[2], no_nodes, state)
    px, py = turn(-launcher.earth.omega_rad_s * x[2], state[0], state[1])
    return status, px - aim[0], py - aim[1], state[2] - aim[2]


@kernel
def solve(launcher, aim, azimuth_rad, pitch_rad, flight_s, x):
    """Find direction, attitude and time with which an interceptor passes through a point.

    Args:
        launcher: Launcher.
        aim: the point, `ecef`, m, shape (3,).
        azimuth_rad, pitch_rad, flight_s: first guess, from the reach table.
        x: azimuth, attitude, time of flight, shape (3,), written.

    Returns:
        status (0 solved within 1 m) and the remaining distance in m.

    Source: Newton's method with differences; the reach table is the start.
    """
    state = np.empty(6)
    no_nodes = np.empty((0, 10))
    slope = np.empty((3, 3))
    steps = (1e-5, 1e-5, 1e-2)
    x[0], x[1], x[2] = azimuth_rad, pitch_rad, flight_s
    off = np.inf
    table = launcher.table
    for _ in range(15):
        status, mx, my, mz = _miss(launcher, aim, x, no_nodes, state)
        off = math.sqrt(mx * mx + my * my + mz * mz)
        if status != TIME_UP:
            return NOT_SOLVED, off
        if off < CLOSE_M:
            return SOLVED, off
        for k in range(3):
            x[k] += steps[k]
            _, ax, ay, az = _miss(launcher, aim, x, no_nodes, state)
            x[k] -= steps[k]
            slope[0, k], slope[1, k], slope[2, k] = (
                (ax - mx) / steps[k],
                (ay - my) / steps[k],
                (az - mz) / steps[k],
            )
        a, b, c = _solve3(slope, -mx, -my, -mz)
        x[0] += min(max(a, -0.2), 0.2)
        x[1] = min(max(x[1] + min(max(b, -0.1), 0.1), table.pitches_rad[0]), table.pitches_rad[-1])
        x[2] = max(x[2] + min(max(c, -60.0), 60.0), table.burnout_s + 1.0)
    return NOT_SOLVED, off


@kernel(shared=True)
def _solve3(m, a, b, c):
    # Cramer's rule
    d = (
        m[0, 0] * (m[1, 1] * m[2, 2] - m[1, 2] * m[2, 1])
        - m[0, 1] * (m[1, 0] * m[2, 2] - m[1, 2] * m[2, 0])
        + m[0, 2] * (m[1, 0] * m[2, 1] - m[1, 1] * m[2, 0])
    )
    x = (
        a * (m[1, 1] * m[2, 2] - m[1, 2] * m[2, 1])
        - m[0, 1] * (b * m[2, 2] - m[1, 2] * c)
        + m[0, 2] * (b * m[2, 1] - m[1, 1] * c)
    )
    y = (
        m[0, 0] * (b * m[2, 2] - m[1, 2] * c)
        - a * (m[1, 0] * m[2, 2] - m[1, 2] * m[2, 0])
        + m[0, 2] * (m[1, 0] * c - b * m[2, 0])
    )
    z = (
        m[0, 0] * (m[1, 1] * c - b * m[2, 1])
        - m[0, 1] * (m[1, 0] * c - b * m[2, 0])
        + a * (m[1, 0] * m[2, 1] - m[1, 1] * m[2, 0])
    )
    return x / d, y / d, z / d


@kernel
def bearing(earth, lat_rad, lon_rad, alt_m, aim):
    """Return the azimuth in rad in which a point lies from a site; `aim` is `ecef`, m, shape (3,)."""
    sx, sy, sz = geodetic_to_ecef(earth, lat_rad, lon_rad, alt_m)
    east, north, _ = ecef_to_enu(lat_rad, lon_rad, aim[0] - sx, aim[1] - sy, aim[2] - sz)
    return math.atan2(east, north)
