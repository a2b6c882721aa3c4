"""The kick with which a stack of stages is fastest when it has burnt out, for one held attitude."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import boost_flight, pad_state
from midcourse.kernels.flight import FAST, FELL_BACK
from midcourse.kernels.launch_lanes import fly_launches
from midcourse.kernels.motion import climb
from midcourse.kernels.steering import COLUMNS, HOLD_ALTITUDE_M, PLANE_COLUMNS, boost_program, launch_plane

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
def burnout_speeds(earth, air, craft, lat_rad, azimuth_rad, pitches, kicks, lowest_m):
    """Return the speeds over the Earth at last burnout of many flights of one stack.

    Args:
        earth, air, craft, lat_rad, azimuth_rad: as for `rise`.
        pitches, kicks: held attitude and kick of each flight, rad, shape (n,).
        lowest_m: least altitude at last burnout.

    Returns:
        speeds in m/s, shape (n,); `NOT_FLOWN` where burnout is low, or the path sinks then.
    """
    n = pitches.shape[0]
    programs = np.empty((n, 2 * craft.stages.shape[0] + 4, COLUMNS))
    counts, statuses = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    planes, states = np.empty((n, PLANE_COLUMNS)), np.empty((n, 6))
    ends_s, times = np.full(n, craft.burn_s), np.empty(n)
    for i in range(n):
        counts[i], _ = boost_program(
            craft.stages, craft.payload_kg, craft.rise_s, kicks[i], np.inf, 0.0, programs[i]
        )
        plane = launch_plane(lat_rad, 0.0, azimuth_rad, HOLD_ALTITUDE_M, pitches[i])
        for c in range(PLANE_COLUMNS):
            planes[i, c] = plane[c]
        pad_state(earth, lat_rad, 0.0, 0.0, states[i])
    fly_launches(
        earth, air, craft.curve, programs, counts, planes, states, ends_s, GROUND_M, FAST, times, statuses
    )
    speeds = np.empty(n)
    for i in range(n):
        x, y, z, vx, vy, vz = states[i]
        alt, up = climb(earth, x, y, z, vx, vy, vz)
        ux, uy = vx + earth.omega_rad_s * y, vy - earth.omega_rad_s * x
        low = statuses[i] == FELL_BACK or alt < lowest_m or up < 0.0
        speeds[i] = NOT_FLOWN if low else math.sqrt(ux**2 + uy**2 + vz**2)
    return speeds


@kernel
def least_loss_kicks(earth, air, craft, lat_rad, azimuth_rad, pitches, kicks, lowest_m, first):
    """Find the kicks that give the greatest speed at last burnout: a grid, then golden section around its best.

    Args:
        earth, air, craft, lat_rad, azimuth_rad: as for `rise`.
        pitches: held attitudes, rad, shape (n,); the searches for all of them go on side by side.
        kicks: grid of kicks, rising, rad.
        lowest_m: least altitude at last burnout.
        first: 1 for the first kick from which a greater one is slower, 0 for the greatest speed of all. Heavy
            stacks have two such places: one steep, one that stays in the air for long.

    Returns:
        the kicks in rad, shape (n,); NaN where none works.
    """
    n = pitches.shape[0]
    best, at = np.full(n, NOT_FLOWN), np.zeros(n, dtype=np.int64)
    open_ones = np.ones(n, dtype=np.bool_)
    for i in range(kicks.shape[0]):
        still = np.flatnonzero(open_ones)
        speeds = burnout_speeds(
            earth, air, craft, lat_rad, azimuth_rad, pitches[still], np.full(still.size, kicks[i]), lowest_m
        )
        for speed, j in zip(speeds, still):  # noqa: B905
            if speed > best[j]:
                best[j], at[j] = speed, i
            elif first == 1 and best[j] > 0.0:
                open_ones[j] = False
    lo, hi = kicks[np.maximum(at - 1, 0)], kicks[np.minimum(at + 1, kicks.shape[0] - 1)]
    found = np.flatnonzero(best >= 0.0)
    m = found.size
    twice = np.concatenate((pitches[found], pitches[found]))
    for _ in range(24):
        span = hi[found] - lo[found]
        a, b = hi[found] - GOLDEN * span, lo[found] + GOLDEN * span
        speeds = burnout_speeds(
            earth, air, craft, lat_rad, azimuth_rad, twice, np.concatenate((a, b)), lowest_m
        )
        for i, j in enumerate(found):
            # what stays low stays low with every greater kick
            if speeds[i] > speeds[m + i] or speeds[m + i] == NOT_FLOWN:
                hi[j] = b[i]
            else:
                lo[j] = a[i]
    return np.where(best >= 0.0, 0.5 * (lo + hi), np.nan)


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
