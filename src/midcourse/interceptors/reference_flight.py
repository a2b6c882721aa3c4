"""The reference flight of an interceptor: what its burnout speed means, and the dead mass that a speed asks for."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.catalog.stack import Stack
from midcourse.errors import NoSolution
from midcourse.interceptors.craft import KICKS_RAD, interceptor_stack
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL, Earth, geodetic_to_ecef, turn
from midcourse.kernels.flight import NO_NODES
from midcourse.kernels.least_loss import least_loss_kicks, rise
from midcourse.kernels.motion import climb

ANGLE_RAD = math.radians(45.0)  # a speed without its angle is meant at this one
RISE_S = 3.0
LOWEST_BURNOUT_M = 100_000.0
EASTWARD_RAD = 0.5 * math.pi
MOST_DEAD_KG = 5_000.0
CLOSE_KG = 0.01


class Burnout(NamedTuple):
    """The moment of last burnout of a reference flight.

    `speed_m_s` is relative to the Earth, `speed_inertial_m_s` is not; `down_range_m` is the distance over the ground
    from the pad; the flight-path angle is that over the Earth, above the horizon. On an Earth that does not turn the
    two speeds are one.
    """

    speed_m_s: float
    speed_inertial_m_s: float
    altitude_m: float
    down_range_m: float
    flight_path_rad: float
    time_s: float
    kick_rad: float


def burnout(
    interceptor: Interceptor,
    angle_rad: float = ANGLE_RAD,
    earth: Earth = STILL,
    lat_rad: float = 0.0,
    azimuth_rad: float = EASTWARD_RAD,
    factor: float = 1.0,
) -> Burnout:
    """Fly the reference flight of an interceptor and say how fast it is when it has burnt out.

    It rises vertically for 3 s, kicks, turns with gravity to 50 km and holds one attitude in space; the kill
    vehicle and the dead mass are carried to the last burnout. Of the flights above 100 km at last burnout the
    steepest is taken that a slightly greater kick would not make faster: heavy stacks are faster still in flights
    that stay in the air for long, which are not meant.

    Args:
        interceptor: catalogue entry.
        angle_rad: the held attitude over the horizon of the pad.
        earth: Earth; a published speed is meant on one that does not turn.
        lat_rad, azimuth_rad: latitude of the pad and direction; they matter on a turning Earth.
        factor: useful share of the thrust of the upper stages; 1 where no energy is shed.

    Returns:
        Burnout.

    Raises:
        NoSolution: the stack is above 100 km at last burnout with no kick.

    Source: own definition; docs/models/reach.md.
    """
    craft = reference_stack(interceptor, factor)
    angles = np.array([angle_rad])
    (kick,) = least_loss_kicks(
        earth, US76, craft, lat_rad, azimuth_rad, angles, KICKS_RAD, LOWEST_BURNOUT_M, 1
    )
    if math.isnan(kick):
        raise NoSolution(
            f"interceptor {interceptor.id} is below 100 km at its last burnout, whatever its kick"
        )
    return burnout_of(craft, angle_rad, float(kick), earth, lat_rad, azimuth_rad)


def reference_stack(interceptor: Interceptor, factor: float = 1.0) -> Stack:
    """Return the stages of an interceptor with the vertical rise of the reference flight."""
    return interceptor_stack(interceptor, factor)._replace(rise_s=RISE_S)


def burnout_of(
    craft: Stack,
    angle_rad: float,
    kick_rad: float,
    earth: Earth = STILL,
    lat_rad: float = 0.0,
    azimuth_rad: float = EASTWARD_RAD,
) -> Burnout:
    """Say where and how fast a stack is at its last burnout, for one attitude and kick."""
    state = np.empty(6)
    rise(earth, US76, craft, lat_rad, azimuth_rad, angle_rad, kick_rad, craft.burn_s, NO_NODES, state)
    altitude_m, up_m_s = climb(earth, *state)
    x, y, z, vx, vy, vz = state.tolist()
    turning = earth.omega_rad_s
    speed_m_s = math.hypot(vx + turning * y, vy - turning * x, vz)
    slope = math.asin(up_m_s / speed_m_s)
    px, py, pz = geodetic_to_ecef(earth, lat_rad, 0.0, 0.0)
    px, py = turn(turning * craft.burn_s, px, py)
    along = (px * x + py * y + pz * z) / (math.hypot(px, py, pz) * math.hypot(x, y, z))
    down_m = earth.a_m * math.acos(min(along, 1.0))
    return Burnout(
        speed_m_s, math.hypot(vx, vy, vz), altitude_m, down_m, slope, craft.burn_s, float(kick_rad)
    )


def with_dead_mass(interceptor: Interceptor, dead_kg: float) -> Interceptor:
    """Return an interceptor that carries another dead mass."""
    return interceptor.model_copy(update={"dead_kg": dead_kg})


def dead_mass_for(interceptor: Interceptor, speed_m_s: float, angle_rad: float = ANGLE_RAD) -> float:
    """Find the dead mass with which an interceptor has a given burnout speed.

    Args:
        interceptor: catalogue entry; its own dead mass does not matter.
        speed_m_s: burnout speed of the reference flight.
        angle_rad: the held attitude.

    Returns:
        dead mass in kg.

    Raises:
        NoSolution: the interceptor is slower than that without any dead mass, or faster with 5 t.

    Source: Brent 1973 (SciPy) over reference flights.
    """
    from scipy.optimize import brentq

    def surplus(dead_kg: float) -> float:
        try:
            return burnout(with_dead_mass(interceptor, dead_kg), angle_rad).speed_m_s - speed_m_s
        except NoSolution:
            return -speed_m_s

    fastest = surplus(0.0)
    if fastest < 0.0:
        raise NoSolution(
            f"interceptor {interceptor.id} does not reach {speed_m_s / 1e3:.2f} km/s",
            got=f"{speed_m_s / 1e3:.2f} km/s",
            nearest=f"{(fastest + speed_m_s) / 1e3:.2f} km/s, without any dead mass",
        )
    if surplus(MOST_DEAD_KG) > 0.0:
        raise NoSolution(f"interceptor {interceptor.id} is faster than that with {MOST_DEAD_KG:.0f} kg too")
    return float(brentq(surplus, 0.0, MOST_DEAD_KG, xtol=CLOSE_KG))
