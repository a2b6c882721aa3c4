"""Flights of greatest range for check cases: range, apogee, time and the moment of last burnout."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.catalog import load_missile
from midcourse.catalog.stack import Stack
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import STILL, Earth
from midcourse.kernels.flight import NODE_COLUMNS
from midcourse.kernels.motion import climb
from midcourse.threats.farthest import HALF_ROUND_M, greatest_range
from midcourse.threats.fly import stack_of
from midcourse.threats.launch import Pad, Steering, land, lift_off
from midcourse.verification.flown import highest_m

PAD = Pad(math.radians(45.0), 0.0, 0.0)
NORTH, EAST, WEST = 0.0, 0.5 * math.pi, -0.5 * math.pi
ROOM = 20_000
STEP = 0.01  # first size of the simplex: share of the kick; attitude in rad


class Furthest(NamedTuple):
    """The flight of greatest range; `range_m` is half way round the Earth where it goes further."""

    range_m: float
    unbounded: bool
    steer: Steering


class Arc(NamedTuple):
    """What a flight to the ground was like; speed over the Earth and altitude are those at last burnout."""

    apogee_m: float
    time_s: float
    speed_m_s: float
    altitude_m: float


def missile_stack(missile: str, payload_kg: float | None = None) -> Stack:
    """Return the stages of a missile of the catalogue, ready to fly, perhaps with another payload."""
    entry, _ = load_missile(missile)
    return stack_of(
        entry if payload_kg is None else entry.model_copy(update={"payload_kg": float(payload_kg)})
    )


def furthest(craft: Stack, earth: Earth = STILL, azimuth_rad: float = NORTH) -> Furthest:
    """Find the flight of greatest range from 45 degrees north.

    Args:
        craft: what flies.
        earth: Earth; as it stands the range has no rotation in it.
        azimuth_rad: direction.

    Returns:
        Furthest; the range is that of `threats.farthest.greatest_range`, the steering is settled more closely.
    """
    steer, range_m = greatest_range(craft, PAD, azimuth_rad, math.inf, earth)
    if math.isinf(range_m):
        return Furthest(HALF_ROUND_M, True, steer)
    return Furthest(range_m, False, settled(craft, steer, earth))


def settled(craft: Stack, steer: Steering, earth: Earth) -> Steering:
    """Settle a flight of greatest range to a decimetre: 100 m short of the greatest range apogees differ by 10 km."""
    from scipy.optimize import minimize

    def shortfall(x: np.ndarray) -> float:
        down = land(craft, PAD, steer._replace(kick_rad=float(x[0]), pitch_rad=float(x[1])), earth)
        return -float(arc_m(earth, PAD.lat_rad, PAD.lon_rad, down.lat_rad, down.lon_rad)[0])

    corner = np.array([steer.kick_rad, steer.pitch_rad])
    corners = corner + np.array([[0.0, 0.0], [STEP * steer.kick_rad, 0.0], [0.0, STEP]])
    options = {"initial_simplex": corners, "xatol": 1e-6, "fatol": 0.1}
    best = minimize(shortfall, corner, method="Nelder-Mead", options=options)
    return steer._replace(kick_rad=float(best.x[0]), pitch_rad=float(best.x[1]))


def arc_of(craft: Stack, steer: Steering, earth: Earth = STILL, pad: Pad = PAD) -> Arc:
    """Fly with a steering, from 45 degrees north if not said otherwise, and say what the flight was like."""
    nodes = np.empty((ROOM, NODE_COLUMNS))
    _, time_s, count, burnout_s, _ = lift_off(craft, pad, steer, nodes, earth)
    path = nodes[:count]
    state = path[np.searchsorted(path[:, 0], burnout_s - 1e-9), 1:7].tolist()
    x, y, _, vx, vy, vz = state
    speed_m_s = math.hypot(vx + earth.omega_rad_s * y, vy - earth.omega_rad_s * x, vz)
    return Arc(highest_m(earth, path), time_s, speed_m_s, climb(earth, *state)[0])
