"""Where the thrust points: the steering laws, and the program of phases that a stack of stages flies."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel

COAST = 0
PITCH = 1
GRAVITY_TURN = 2
FALL = 3  # no thrust, drag by a ballistic coefficient

G0_M_S2 = 9.80665
SEA_LEVEL_PA = 101_325.0
HOLD_ALTITUDE_M = 50_000.0
KICK_S = 8.0
FOREVER_S = 1e9


class Plane(NamedTuple):
    """The plane of a launch, fixed in `eci` at lift-off, and the attitude held above `hold_alt_m`.

    `up` is the vertical of the pad, `ahead` the horizontal direction of flight; `hold_sin` and `hold_cos` are those
    of the pitch above `ahead`; with `hold_alt_m` infinite each phase keeps its own law.
    """

    up_x: float
    up_y: float
    up_z: float
    ahead_x: float
    ahead_y: float
    ahead_z: float
    hold_alt_m: float
    hold_sin: float
    hold_cos: float


class Phase(NamedTuple):
    """A stretch of flight without a jump in any law; times in s from lift-off, masses in kg.

    Mass and vacuum thrust are `mass - flow dt - flow_slope dt^2 / 2` and `thrust + thrust_slope dt`
    with dt since `ignition_s`. Drag is by `area_m2` and the craft's Cd(Mach), or by `inv_beta_m2_kg`. The pitch that a
    law holds is known by its sine and cosine.
    """

    end_s: float
    ignition_s: float
    mass_kg: float
    flow_kg_s: float
    flow_slope_kg_s2: float
    thrust_n: float
    thrust_slope_n_s: float
    exit_area_m2: float
    area_m2: float
    inv_beta_m2_kg: float
    law: int
    pitch_sin: float
    pitch_cos: float


COLUMNS, PLANE_COLUMNS = len(Phase._fields), len(Plane._fields)


@kernel(shared=True)
def phase_of(program, i):
    """Read phase `i` of a program.

    Args:
        program: phases, shape (n, 13), columns as the fields of Phase.
        i: row.

    Returns:
        Phase.
    """
    p = program[i]
    return Phase(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], int(p[10]), p[11], p[12])


@kernel(shared=True)
def thrust_direction(phase, plane, holding, ux, uy, uz, speed_m_s):
    """Return the unit vector of thrust.

    Args:
        phase: Phase.
        plane: Plane.
        holding: 1 once the attitude of the plane is held.
        ux, uy, uz: velocity relative to the air, m/s, `eci`.
        speed_m_s: its length.

    Returns:
        x, y, z, `eci`.
    """
    along = phase.law == GRAVITY_TURN and holding == 0
    k = 1.0 / (speed_m_s + 1e-300)
    s = phase.pitch_sin if holding == 0 else plane.hold_sin
    c = phase.pitch_cos if holding == 0 else plane.hold_cos
    return (
        ux * k if along else s * plane.up_x + c * plane.ahead_x,
        uy * k if along else s * plane.up_y + c * plane.ahead_y,
        uz * k if along else s * plane.up_z + c * plane.ahead_z,
    )


@kernel
def launch_plane(lat_rad, lon_rad, azimuth_rad, hold_alt_m, hold_pitch_rad):
    """Make the plane of a launch at t = 0.

    Args:
        lat_rad, lon_rad: the pad, geodetic.
        azimuth_rad: direction of flight, clockwise from north.
        hold_alt_m: altitude above which one attitude is held.
        hold_pitch_rad: that attitude, above the pad's horizon.

    Returns:
        Plane.
    """
    sl, cl = math.sin(lat_rad), math.cos(lat_rad)
    so, co = math.sin(lon_rad), math.cos(lon_rad)
    sa, ca = math.sin(azimuth_rad), math.cos(azimuth_rad)
    sh, ch = math.sin(hold_pitch_rad), math.cos(hold_pitch_rad)
    ahead_x = -so * sa - sl * co * ca
    ahead_y = co * sa - sl * so * ca
    return Plane(cl * co, cl * so, sl, ahead_x, ahead_y, cl * ca, hold_alt_m, sh, ch)


@kernel
def boost_program(stages, payload_kg, rise_s, kick_rad, cut_off_s, inv_beta_m2_kg, program):
    """Write the phases of a boost: vertical rise, kick, gravity turn, then free flight of the payload.

    Above the plane's `hold_alt_m` the gravity turn gives way to its held attitude.

    Args:
        stages: shape (n, 7): propellant kg, inert kg, vacuum thrust N, burn s, exit area m2,
            reference area m2, ignition delay s.
        payload_kg: mass left at last burnout.
        rise_s: end of the vertical rise.
        kick_rad: tilt from the vertical held for KICK_S after it.
        cut_off_s: time at which thrust ends for good.
        inv_beta_m2_kg: reciprocal ballistic coefficient after release.
        program: rows to fill, shape (2 n + 4, 13).

    Returns:
        number of phases written, time of last burnout in s.

    Source: Wright and Kadyshev 1994 for this form of steering.
    """
    n = stages.shape[0]
    total_kg = payload_kg
    for i in range(n):
        total_kg += stages[i, 0] + stages[i, 1]
    t = 0.0
    k = 0
    for i in range(n):
        flow, push = stages[i, 0] / stages[i, 3], stages[i, 2]
        nozzle, area = stages[i, 4], stages[i, 5]
        if stages[i, 6] > 0.0 and t < cut_off_s:
            t += stages[i, 6]
            k = _row(program, k, t, t, total_kg, 0.0, 0.0, 0.0, area, 0.0, COAST, 0.0)
        end = min(t + stages[i, 3], cut_off_s)
        if i == 0:
            for until, pitch in ((rise_s, 0.5 * math.pi), (rise_s + KICK_S, 0.5 * math.pi - kick_rad)):
                k = _row(
                    program, k, min(until, end), 0.0, total_kg, flow, push, nozzle, area, 0.0, PITCH, pitch
                )
        if end > t:
            k = _row(program, k, end, t, total_kg, flow, push, nozzle, area, 0.0, GRAVITY_TURN, 0.0)
            t = end
        total_kg -= stages[i, 0] + stages[i, 1]
        if end >= cut_off_s:
            break
    k = _row(program, k, FOREVER_S, t, payload_kg, 0.0, 0.0, 0.0, 0.0, inv_beta_m2_kg, FALL, 0.0)
    return k, t


@kernel(shared=True)
def _row(program, k, end, ignition, mass, flow, thrust, exit_area, area, inv_beta, law, pitch):
    row = program[k]
    row[0], row[1], row[2], row[3], row[4] = end, ignition, mass, flow, 0.0
    row[5], row[6], row[7], row[8], row[9] = thrust, 0.0, exit_area, area, inv_beta
    row[10], row[11], row[12] = law, math.sin(pitch), math.cos(pitch)
    return k + 1


def free_program(beta_kg_m2: float) -> np.ndarray:
    """Make the program of a body that only falls; `beta_kg_m2` infinite means without air."""
    program = np.zeros((1, COLUMNS))
    program[0, 0] = FOREVER_S
    program[0, 2] = 1.0
    program[0, 9] = 1.0 / beta_kg_m2
    program[0, 10] = FALL
    return program


NO_PLANE = Plane(0.0, 0.0, 1.0, 1.0, 0.0, 0.0, math.inf, 0.0, 1.0)
