"""Flies one body for a check case: the model's own stepper with the case's Earth and air."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from midcourse.kernels import earth as frames
from midcourse.kernels.atmosphere import Air
from midcourse.kernels.earth import Earth
from midcourse.kernels.flight import DEFAULT_M, NO_NODES, NODE_COLUMNS, fly
from midcourse.kernels.motion import NO_DRAG, climb
from midcourse.kernels.path import state_at
from midcourse.kernels.steering import NO_PLANE, Plane, free_program

TIGHT_M = 1e-6
NO_GROUND_M = -1e9
LONG_S = 1e8
Vector = tuple[float, float, float]


class Flight(NamedTuple):
    """How a flight ended: status, time in s, state (6,) in m and m/s `eci`, and its nodes (n, 10)."""

    status: int
    time_s: float
    state: np.ndarray
    nodes: np.ndarray


class Craft(NamedTuple):
    """What flies: its phases (n, 13), its drag curve on Mach steps of 0.01, and its launch plane."""

    program: np.ndarray
    curve: np.ndarray = NO_DRAG
    plane: Plane = NO_PLANE


def falling(beta_kg_m2: float = math.inf) -> Craft:
    """Make a body that only falls."""
    return Craft(free_program(beta_kg_m2))


def flight(
    model: tuple[Earth, Air],
    craft: Craft,
    state: np.ndarray,
    *,
    t0: float = 0.0,
    t_end: float = LONG_S,
    ground_m: float = NO_GROUND_M,
    tolerance_m: float = DEFAULT_M,
    room: int = 0,
) -> Flight:
    """Fly one body and leave the given state as it was.

    Args:
        model: Earth and Air.
        craft: what flies.
        state: start, x, y, z in m and vx, vy, vz in m/s, `eci`, shape (6,).
        t0, t_end: start and latest end in s.
        ground_m: altitude at which the flight ends, descending.
        tolerance_m: as for `flight.fly`.
        room: most nodes to keep; 0 for none.

    Returns:
        The end of the flight.
    """
    end = np.array(state, dtype=float)
    nodes = np.empty((room, NODE_COLUMNS)) if room else NO_NODES
    status, time_s, count, _ = fly(
        *model, craft.curve, craft.program, len(craft.program), craft.plane, end, float(t0), float(t_end),
        float(ground_m), float(tolerance_m), nodes,
    )  # fmt: skip
    return Flight(status, time_s, end, nodes[:count])


def stops(
    model: tuple[Earth, Air],
    craft: Craft,
    state: np.ndarray,
    times_s: Sequence[float],
    tolerance_m: float,
) -> Iterator[np.ndarray]:
    """Yield the states (6,) at given times, the flight stopping whole steps at each of them."""
    t = 0.0
    for time_s in times_s:
        if time_s > t:
            state = flight(model, craft, state, t0=t, t_end=time_s, tolerance_m=tolerance_m).state
        t = time_s
        yield state


def moving(earth: Earth, place: Vector, enu_m_s: Vector) -> np.ndarray:
    """Return the `eci` state at t = 0 of a body at a geodetic place that moves relative to the Earth.

    Args:
        earth: Earth.
        place: latitude in rad, longitude in rad, altitude in m.
        enu_m_s: velocity relative to the turning Earth: east, north, up.

    Returns:
        x, y, z in m, vx, vy, vz in m/s, shape (6,).
    """
    lat, lon, alt = (float(part) for part in place)
    x, y, z = frames.geodetic_to_ecef(earth, lat, lon, alt)
    vx, vy, vz = frames.enu_to_ecef(lat, lon, *(float(part) for part in enu_m_s))
    w = earth.omega_rad_s
    return np.array([x, y, z, vx - w * y, vy + w * x, vz])


def fixed(earth: Earth, time_s: float, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return position in m, `ecef`, and velocity in m/s relative to the Earth as east, north, up."""
    angle = -earth.omega_rad_s * time_s
    x, y = frames.turn(angle, state[0], state[1])
    vx, vy = frames.turn(angle, state[3], state[4])
    lat, lon, _ = frames.ecef_to_geodetic(earth, x, y, state[2])
    w = earth.omega_rad_s
    enu = frames.ecef_to_enu(lat, lon, vx + w * y, vy - w * x, state[5])
    return np.array([x, y, state[2]]), np.array(enu)


def highest_m(earth: Earth, nodes: np.ndarray) -> float:
    """Return the greatest altitude on a path in m, read between its nodes."""

    def at(time_s: float) -> tuple[float, float]:
        alt, rate = climb(earth, *state_at(nodes, len(nodes), time_s))
        return float(alt), float(rate)

    peak = max(range(len(nodes)), key=lambda i: float(climb(earth, *nodes[i, 1:7])[0]))
    low, high = float(nodes[max(peak - 1, 0), 0]), float(nodes[min(peak + 1, len(nodes) - 1), 0])
    for _ in range(50):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if at(middle)[1] > 0.0 else (low, middle)
    return at(low)[0]
