"""The flight of one interceptor to a point, solved on the rotating Earth: direction, attitude and time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.interceptors.craft import interceptor_stack
from midcourse.interceptors.reach_table import reach_table
from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import US76, Air
from midcourse.kernels.boost import boost_flight, with_factor
from midcourse.kernels.earth import WGS84, Earth, turn
from midcourse.kernels.flight import TIME_UP, TWICE_AS_FAST
from midcourse.kernels.steering import HOLD_ALTITUDE_M
from midcourse.reach import ReachTable

GROUND_M = -1e5  # nothing stops the flight but its time
SOLVED = 0
NOT_SOLVED = 1
CLOSE_M = 1.0
SURE_M = 0.1  # what the last step is to leave, by the gain of the step before, for it not to be flown again
EARLY = 0.99  # of the earliest time of use: rotation moves times by so much
MOST_TURNS = 25
HALVINGS = 6
LEAN_RAD = 1e-5  # differences, and the longest steps
SLOW = 0.3  # a step that brings it less than this nearer asks for a new slope
MOST_LEAN_RAD = 0.1
MOST_WAIT_S = 60.0
FLATTEST_RAD = -0.2


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
    interceptor: Interceptor, lat_deg: float, lon_deg: float, alt_m: float, earth: Earth = WGS84
) -> Launcher:
    """Put an interceptor of the catalogue in its place."""
    craft = interceptor_stack(interceptor)
    pad = (math.radians(lat_deg), math.radians(lon_deg), alt_m, craft.rise_s)
    return Launcher(earth, US76, craft.curve, craft.stages, craft.payload_kg, pad, reach_table(interceptor))


@kernel
def fly_to(launcher, azimuth_rad, pitch_rad, factor, flight_s, nodes, state):
    """Fly an interceptor for a given time with one direction, held attitude and factor.

    Args:
        launcher: Launcher; its table knows the kick that belongs to an attitude.
        azimuth_rad, pitch_rad: direction and held attitude.
        factor: useful share of the upper stages' thrust.
        flight_s: time of flight.
        nodes: room for the path, shape (m, 10).
        state: the last state, `eci` of the launch, shape (6,), written.

    Returns:
        status and count of nodes.
    """
    f = launcher
    kick = np.interp(pitch_rad, f.table.pitches_rad, f.table.kicks_rad)
    steer = (azimuth_rad, kick, pitch_rad, HOLD_ALTITUDE_M)
    stages = with_factor(f.stages, factor)
    status, _, count, _ = boost_flight(
        f.earth, f.air, f.curve, stages, f.payload_kg, 0.0, f.pad, steer,
        np.inf, flight_s, GROUND_M, TWICE_AS_FAST, nodes, state,
    )  # fmt: skip
    return status, count


@kernel
def solve(launcher, aim, azimuth_rad, pitch_rad, factor, flight_s, like, known, x, state):
    """Find direction, attitude and time with which an interceptor passes through a point, at one factor.

    Args:
        launcher: Launcher.
        aim: the point, `ecef`, m, shape (3,).
        azimuth_rad, pitch_rad, flight_s: first guess, from the reach table.
        factor: useful share of the upper stages' thrust, from the reach table.
        like: of the solution of a point near by: slope of the miss, and by how much lean and time were off the first
            guess, shape (3, 4); overwritten with that of this one.
        known: whether `like` holds such a solution.
        x: azimuth, attitude, time of flight, shape (3,), written.
        state: where it is then, `eci` of the launch, shape (6,), written; its velocity within 0.1 m/s.

    Returns:
        status (0 solved within 1 m) and the remaining distance in m.

    Source: Newton's method with the slope of Broyden 1965, made by differences at first and whenever a step brings
    the flight no nearer; the slope over time is the velocity. The unknowns are the lean from the vertical to the east
    and to the north, in which nothing special happens at the vertical. A last step of metres is taken by the slope
    and not flown.
    """
    slope = like[:, :3]
    lean = 0.5 * math.pi - pitch_rad
    first = (lean * math.sin(azimuth_rad), lean * math.cos(azimuth_rad), flight_s)
    east, north, t = first
    if known:
        east, north, t = east + like[0, 3], north + like[1, 3], t + like[2, 3]
    earliest_s = EARLY * launcher.table.ready_s
    room = np.empty(6)
    ok, mx, my, mz = _miss(launcher, aim, factor, east, north, t, state)
    off = math.sqrt(mx * mx + my * my + mz * mz)
    fresh, gain = False, 1.0
    for turns in range(MOST_TURNS):
        x[0], x[1], x[2] = math.atan2(east, north), 0.5 * math.pi - math.hypot(east, north), t
        if not ok or off < CLOSE_M:
            like[0, 3], like[1, 3], like[2, 3] = east - first[0], north - first[1], t - first[2]
            return SOLVED if ok else NOT_SOLVED, off
        if turns == 0 and not known:
            _differences(launcher, aim, factor, east, north, t, mx, my, mz, room, slope)
            fresh = True
        _drift(launcher.earth, t, state, slope)
        a, b, c = _solve3(slope, -mx, -my, -mz)
        if gain * off < SURE_M:
            east, north, t = east + a, north + b, t + c
            x[0], x[1], x[2] = math.atan2(east, north), 0.5 * math.pi - math.hypot(east, north), t
            like[0, 3], like[1, 3], like[2, 3] = east - first[0], north - first[1], t - first[2]
            state[0], state[1] = turn(launcher.earth.omega_rad_s * t, aim[0], aim[1])
            state[2] = aim[2]
            return SOLVED, gain * off
        part = min(1.0, min(MOST_LEAN_RAD / (math.hypot(a, b) + 1e-12), MOST_WAIT_S / (abs(c) + 1e-12)))
        near = off
        for _ in range(HALVINGS):
            new_t = max(t + part * c, earliest_s)
            ok, nx, ny, nz = _miss(launcher, aim, factor, east + part * a, north + part * b, new_t, state)
            off = math.sqrt(nx * nx + ny * ny + nz * nz)
            if off < near or not fresh:
                break
            part *= 0.5
        gain = off / near
        de, dn, dt = part * a, part * b, new_t - t
        east, north, t = east + de, north + dn, new_t
        if off < SLOW * near:
            _learn(launcher.earth, t, state, de, dn, dt, nx - mx, ny - my, nz - mz, slope)
            fresh = False
        else:
            _differences(launcher, aim, factor, east, north, t, nx, ny, nz, room, slope)
            fresh = True
        mx, my, mz = nx, ny, nz
    return NOT_SOLVED, off


@kernel
def _differences(launcher, aim, factor, east, north, t, mx, my, mz, state, slope):
    # how the miss changes with the lean, by one flight for each axis
    _, ax, ay, az = _miss(launcher, aim, factor, east + LEAN_RAD, north, t, state)
    slope[0, 0], slope[1, 0], slope[2, 0] = (ax - mx) / LEAN_RAD, (ay - my) / LEAN_RAD, (az - mz) / LEAN_RAD
    _, ax, ay, az = _miss(launcher, aim, factor, east, north + LEAN_RAD, t, state)
    slope[0, 1], slope[1, 1], slope[2, 1] = (ax - mx) / LEAN_RAD, (ay - my) / LEAN_RAD, (az - mz) / LEAN_RAD


@kernel(shared=True, bare=True)
def _drift(earth, t, state, slope):
    # how the miss changes with the time of flight: the velocity over the turning Earth
    px, py = turn(-earth.omega_rad_s * t, state[0], state[1])
    vx, vy = turn(-earth.omega_rad_s * t, state[3], state[4])
    slope[0, 2], slope[1, 2], slope[2, 2] = vx + earth.omega_rad_s * py, vy - earth.omega_rad_s * px, state[5]


@kernel(shared=True, bare=True)
def _learn(earth, t, state, east, north, dt, dx, dy, dz, slope):
    # the smallest change of the slope over the lean that explains the last step; that over time is known at both ends
    was_x, was_y, was_z = slope[0, 2], slope[1, 2], slope[2, 2]
    _drift(earth, t, state, slope)
    size = east * east + north * north
    if size == 0.0:
        return
    half = 0.5 * dt
    rest = (
        dx - half * (was_x + slope[0, 2]) - slope[0, 0] * east - slope[0, 1] * north,
        dy - half * (was_y + slope[1, 2]) - slope[1, 0] * east - slope[1, 1] * north,
        dz - half * (was_z + slope[2, 2]) - slope[2, 0] * east - slope[2, 1] * north,
    )
    for i in range(3):
        slope[i, 0] += rest[i] * east / size
        slope[i, 1] += rest[i] * north / size


@kernel
def _miss(launcher, aim, factor, east, north, t, state):
    # whether it flies so, and where it is after t seconds, less the aim, `ecef`
    pitch = 0.5 * math.pi - math.hypot(east, north)
    status, _ = fly_to(launcher, math.atan2(east, north), pitch, factor, t, np.empty((0, 10)), state)
    px, py = turn(-launcher.earth.omega_rad_s * t, state[0], state[1])
    flies = status == TIME_UP and pitch > FLATTEST_RAD
    return flies, px - aim[0], py - aim[1], state[2] - aim[2]


@kernel(shared=True, bare=True)
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
