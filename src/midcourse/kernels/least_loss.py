"""The kick with which a stack of stages is fastest when it has burnt out, for one held attitude."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import boost_flight
from midcourse.kernels.flight import FAST, FELL_BACK
from midcourse.kernels.motion import climb
from midcourse.kernels.steering import HOLD_ALTITUDE_M

GOLDEN = 0.6180339887498949
GROUND_M = -1e5  # the flight is followed for its times only; nothing stops it
NOT_FLOWN = -1.0


@kernel
def rise(earth, air, craft, lat_rad, azimuth_rad, pitch, kick, t_end, nodes, state):
    """Fly a stack from longitude 0: vertical rise, kick, gravity turn, held attitude.

    Args:
        earth, air: Earth and Air.
        craft: `catalog.stack.Stack`; after burnout it feels no air.
        lat_rad, azimuth_rad: latitude of the pad, and direction.
        pitch, kick: held attitude and kick, rad.
        t_end: end of the flight in s.
        nodes: room for the path, shape (m, 10).
        state: the last state, `eci` of the launch, shape (6,), written.

    Returns:
        status and count of nodes.
    """
    status, _, count, _ = boost_flight(
        earth, air, craft.curve, craft.stages, craft.payload_kg, 0.0, (lat_rad, 0.0, 0.0, craft.rise_s),
        (azimuth_rad, kick, pitch, HOLD_ALTITUDE_M), np.inf, t_end, GROUND_M, FAST, nodes, state,
    )  # fmt: skip
    return status, count


@kernel
def burnout_speed(earth, air, craft, lat_rad, azimuth_rad, pitch, kick, lowest_m):
    """Return the speed over the Earth at last burnout in m/s; `NOT_FLOWN` where that is low, or sinking."""
    state = np.empty(6)
    status, _ = rise(
        earth, air, craft, lat_rad, azimuth_rad, pitch, kick, craft.burn_s, np.empty((0, 10)), state
    )
    alt, up = climb(earth, state[0], state[1], state[2], state[3], state[4], state[5])
    if status == FELL_BACK or alt < lowest_m or up < 0.0:
        return NOT_FLOWN
    vx = state[3] + earth.omega_rad_s * state[1]
    vy = state[4] - earth.omega_rad_s * state[0]
    return math.sqrt(vx**2 + vy**2 + state[5] ** 2)


@kernel
def least_loss_kick(earth, air, craft, lat_rad, azimuth_rad, pitch, kicks, lowest_m, first):
    """Find the kick that gives the greatest speed at last burnout: a grid, then golden section around its best.

    Args:
        earth, air, craft, lat_rad, azimuth_rad, pitch: as for `rise`.
        kicks: grid of kicks, rising, rad.
        lowest_m: least altitude at last burnout.
        first: 1 for the first kick from which a greater one is slower, 0 for the greatest speed of all. Heavy
            stacks have two such places: one steep, one that stays in the air for long.

    Returns:
        the kick in rad; NaN where no kick works.
    """
    best = NOT_FLOWN
    at = 0
    for i in range(kicks.shape[0]):
        speed = burnout_speed(earth, air, craft, lat_rad, azimuth_rad, pitch, kicks[i], lowest_m)
        if speed > best:
            best = speed
            at = i
        elif first == 1 and best > 0.0:
            break
    if best < 0.0:
        return np.nan
    lo = kicks[max(at - 1, 0)]
    hi = kicks[min(at + 1, kicks.shape[0] - 1)]
    for _ in range(24):
        a = hi - GOLDEN * (hi - lo)
        b = lo + GOLDEN * (hi - lo)
        speed_a = burnout_speed(earth, air, craft, lat_rad, azimuth_rad, pitch, a, lowest_m)
        speed_b = burnout_speed(earth, air, craft, lat_rad, azimuth_rad, pitch, b, lowest_m)
        if speed_a > speed_b or speed_b == NOT_FLOWN:  # what stays low stays low with every greater kick
            hi = b
        else:
            lo = a
    return 0.5 * (lo + hi)


@kernel
def kick_to_angle(earth, air, craft, lat_rad, azimuth_rad, angle, kicks):
    """Find the kick with which the path climbs at a given angle at last burnout.

    For stacks that burn out before any attitude is held: there the kick alone decides where they go.

    Args:
        earth, air, craft, lat_rad, azimuth_rad: as for `rise`.
        angle: flight-path angle over the horizon at last burnout, rad.
        kicks: the first and the last are the least and the greatest kick, rad.

    Returns:
        the kick in rad, to 1e-6; NaN where the stack does not climb or no kick gives the angle.
    """
    lo = kicks[0]
    hi = kicks[-1]
    steepest = _climb_angle(earth, air, craft, lat_rad, azimuth_rad, lo)
    if not steepest > 0.0 or _climb_angle(earth, air, craft, lat_rad, azimuth_rad, hi) > angle:
        return np.nan
    while hi - lo > 1e-6:
        kick = 0.5 * (lo + hi)
        if _climb_angle(earth, air, craft, lat_rad, azimuth_rad, kick) > angle:
            lo = kick
        else:
            hi = kick
    return 0.5 * (lo + hi)


@kernel
def _climb_angle(earth, air, craft, lat_rad, azimuth_rad, kick):
    # flight-path angle at last burnout over an Earth that does not turn, rad; below 0 where the stack fell back
    state = np.empty(6)
    status, _ = rise(
        earth, air, craft, lat_rad, azimuth_rad, 0.0, kick, craft.burn_s, np.empty((0, 10)), state
    )
    alt, up = climb(earth, state[0], state[1], state[2], state[3], state[4], state[5])
    speed = math.sqrt(state[3] ** 2 + state[4] ** 2 + state[5] ** 2)
    if status == FELL_BACK or alt < 0.0 or not speed > 0.0:
        return -1.0
    return math.asin(up / speed)
