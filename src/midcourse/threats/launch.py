"""One launch with one choice of steering: where it comes down, how high it goes, by how much it misses.

The steering is never written to any output; only the path it gives is.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.catalog.stack import Stack
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.boost import boost_flight, boost_miss, ground_point
from midcourse.kernels.earth import WGS84, Earth
from midcourse.kernels.flight import FAST, NO_NODES, NODE_COLUMNS
from midcourse.kernels.motion import climb
from midcourse.kernels.steering import HOLD_ALTITUDE_M

LATEST_S = 20_000.0
ROOM = 4000  # nodes of one flight; the fast method needs some hundred


class Pad(NamedTuple):
    """A launch or aim point, geodetic."""

    lat_rad: float
    lon_rad: float
    alt_m: float


class Steering(NamedTuple):
    """One choice of steering: direction, kick, held attitude and cut-off."""

    azimuth_rad: float
    kick_rad: float
    pitch_rad: float
    cut_off_s: float


class Landing(NamedTuple):
    """Where and when a flight came down, and how flatly: vertical over whole speed, in space."""

    status: int
    lat_rad: float
    lon_rad: float
    time_s: float
    climb: float


class Miss(NamedTuple):
    """By how much a flight missed: metres too far and metres to the left; and how high it went, if asked."""

    status: int
    time_s: float
    far_m: float
    left_m: float
    apogee_m: float


def lift_off(
    craft: Stack,
    pad: Pad,
    steer: Steering,
    nodes: np.ndarray,
    earth: Earth,
    tol: float = FAST,
) -> tuple[int, float, int, float, np.ndarray]:
    """Fly a missile to the ground with one choice of steering.

    Args:
        craft, pad, steer: what flies, from where, and how.
        nodes: room for the path, shape (m, 10); m = 0 for none.
        earth: Earth.
        tol: tolerance, see `kernels.flight.fly`.

    Returns:
        status, time in s, nodes written, time of last burnout in s, last state, `eci` of the launch.
    """
    state = np.empty(6)
    status, time_s, count, burnout_s = boost_flight(
        earth,
        US76,
        craft.curve,
        craft.stages,
        craft.payload_kg,
        craft.inv_beta_m2_kg,
        (pad.lat_rad, pad.lon_rad, pad.alt_m, craft.rise_s),
        (steer.azimuth_rad, steer.kick_rad, steer.pitch_rad, HOLD_ALTITUDE_M),
        steer.cut_off_s,
        LATEST_S,
        0.0,
        tol,
        nodes,
        state,
    )
    return status, time_s, count, burnout_s, state


def land(craft: Stack, pad: Pad, steer: Steering, earth: Earth) -> Landing:
    """Return where a missile comes down with one choice of steering."""
    status, time_s, _, _, state = lift_off(craft, pad, steer, NO_NODES, earth)
    lat_rad, lon_rad, _ = ground_point(earth, time_s, state)
    _, up_m_s = climb(earth, *state)
    return Landing(status, lat_rad, lon_rad, time_s, up_m_s / math.hypot(*state[3:]))


class Shooting:
    """A missile on its pad and the point it is aimed at: flies one choice of steering after another.

    Args:
        craft, pad, target: what flies, from where, and to where.
        earth: Earth.
    """

    def __init__(self, craft: Stack, pad: Pad, target: Pad, earth: Earth = WGS84) -> None:
        self.craft, self.pad, self.target, self.earth = craft, pad, target, earth
        self._nodes = np.empty((ROOM, NODE_COLUMNS))
        self._state = np.empty(6)

    def miss(self, steer: Steering, tol: float = FAST, apogee: bool = False) -> Miss:
        """Return by how much a flight misses the aim point.

        Args:
            steer: the steering.
            tol: tolerance, see `kernels.flight.fly`.
            apogee: whether the highest altitude is asked for; it costs half as much again.

        Returns:
            Miss.
        """
        craft, pad = self.craft, self.pad
        return Miss(
            *boost_miss(
                self.earth,
                US76,
                craft.curve,
                craft.stages,
                craft.payload_kg,
                craft.inv_beta_m2_kg,
                (pad.lat_rad, pad.lon_rad, pad.alt_m, craft.rise_s),
                (steer.azimuth_rad, steer.kick_rad, steer.pitch_rad, HOLD_ALTITUDE_M),
                min(steer.cut_off_s, craft.burn_s),
                LATEST_S,
                tol,
                (self.target.lat_rad, self.target.lon_rad),
                self._nodes if apogee else NO_NODES,
                self._state,
            )
        )


def bearing_in_space(pad: Pad, target: Pad, turned_rad: float) -> float:
    """Return the azimuth from the pad to where the aim point will be once the Earth has turned.

    Args:
        pad, target: geodetic.
        turned_rad: angle by which the Earth turns during the flight.

    Returns:
        azimuth in rad on a sphere, 0 to 2 pi.
    """
    dlon = target.lon_rad + turned_rad - pad.lon_rad
    along = math.cos(target.lat_rad) * math.sin(dlon)
    across = math.cos(pad.lat_rad) * math.sin(target.lat_rad) - math.sin(pad.lat_rad) * math.cos(
        target.lat_rad
    ) * math.cos(dlon)
    return math.atan2(along, across) % (2.0 * math.pi)


def place_at(pad: Pad, azimuth_rad: float, range_m: float, earth: Earth = WGS84) -> Pad:
    """Return the point on the ellipsoid at a distance and direction.

    Args:
        pad: where from.
        azimuth_rad, range_m: direction, clockwise from north, and distance.
        earth: Earth.

    Returns:
        the point, at altitude 0.
    """
    from pyproj import Geod

    globe = Geod(a=earth.a_m, f=earth.f)
    lon, lat, _ = globe.fwd(
        math.degrees(pad.lon_rad), math.degrees(pad.lat_rad), math.degrees(azimuth_rad), range_m
    )
    return Pad(math.radians(lat), math.radians(lon), 0.0)
