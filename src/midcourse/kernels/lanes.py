"""Free fall of many bodies, eight at a time: the fast method of `flight.fly` as vector code.

The physics stands in `motion` and `flight`; here are only loads, choices and stores. What keeps a loop
over lanes vector code: one flat array with a constant stride, choices by value in place of branches, and
no call that is not inlined (see `benchmarks/README.md`).
"""

from __future__ import annotations

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import without_wind
from midcourse.kernels.flight import (
    FAST,
    FLYING,
    IMPACT,
    MAX_TURNS,
    NODE_COLUMNS,
    STEP_LOST,
    ending,
    fall_step,
    fly,
)
from midcourse.kernels.motion import NO_DRAG, air_data, rk4_step, vacuum_step
from midcourse.kernels.steering import COLUMNS, FALL, FOREVER_S, NO_PLANE, Phase

LANES = 8
X, Y, Z, VX, VY, VZ, T, DRAG, STEP, THIN, CODE, END = range(0, 12 * LANES, LANES)
ROWS = 12


@kernel(shared=True, bare=True)
def three(lane, at):
    """Return three numbers of one lane, from their first place in the array on."""
    return lane[at], lane[at + LANES], lane[at + 2 * LANES]


@kernel(shared=True, bare=True)
def six(lane, at):
    """Return six numbers of one lane, from their first place in the array on."""
    return (
        lane[at], lane[at + LANES], lane[at + 2 * LANES],
        lane[at + 3 * LANES], lane[at + 4 * LANES], lane[at + 5 * LANES],
    )  # fmt: skip


@kernel(shared=True, bare=True)
def put_six(lane, at, values):
    """Write six numbers of one lane."""
    lane[at], lane[at + LANES], lane[at + 2 * LANES] = values[0], values[1], values[2]
    lane[at + 3 * LANES], lane[at + 4 * LANES], lane[at + 5 * LANES] = values[3], values[4], values[5]


@kernel
def plan(earth, air, stop_alt_m, lane):
    """Choose every lane's next step, and finish the lanes that have arrived.

    Args:
        earth, air: Earth and Air.
        stop_alt_m: as for `flight.fly`.
        lane: the lanes, shape (96,).

    Returns:
        number of lanes still flying, number of these for which drag may be left out.
    """
    calm = without_wind(air)
    flying = 0
    thins = 0
    for k in range(LANES):
        x, y, z, vx, vy, vz = six(lane, X + k)
        t, t_end = lane[T + k], lane[END + k]
        alt, up, speed = air_data(earth, calm, x, y, z, vx, vy, vz)
        ended, ground_s = ending(t, t_end, alt, up, stop_alt_m)
        h, thin = fall_step(earth, calm, lane[DRAG + k], alt, up, speed, min(ground_s, t_end - t))
        before = lane[CODE + k]
        code = ended if before == FLYING else before
        touch = ground_s if before == FLYING and code == IMPACT else 0.0
        aloft = code == FLYING
        lane[X + k] = x + touch * vx
        lane[Y + k] = y + touch * vy
        lane[Z + k] = z + touch * vz
        lane[T + k] = t + touch
        lane[STEP + k] = h if aloft else 0.0
        lane[THIN + k] = 1.0 if aloft and thin else 0.0
        lane[CODE + k] = code
        flying += 1 if aloft else 0
        thins += 1 if aloft and thin else 0
    return flying, thins


@kernel
def coast(earth, lane):
    """Take one step under gravity alone in the lanes that need no more; the others wait.

    Args:
        earth: Earth.
        lane: the lanes, shape (96,).
    """
    for k in range(LANES):
        x, y, z, vx, vy, vz = six(lane, X + k)
        h = lane[STEP + k] * lane[THIN + k]
        x, y, z, vx, vy, vz = vacuum_step(earth, h, x, y, z, vx, vy, vz)
        put_six(lane, X + k, (x, y, z, vx, vy, vz))
        lane[T + k] += h


@kernel
def sink(earth, air, lane):
    """Take one step through the air in every lane that still flies.

    Args:
        earth, air: Earth and Air.
        lane: the lanes, shape (96,).
    """
    calm = without_wind(air)
    for k in range(LANES):
        x, y, z, vx, vy, vz = six(lane, X + k)
        h = lane[STEP + k]
        phase = Phase(FOREVER_S, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, lane[DRAG + k], FALL, 0.0, 0.0)
        x, y, z, vx, vy, vz = rk4_step(earth, calm, NO_DRAG, phase, NO_PLANE, 0, 0.0, h, x, y, z, vx, vy, vz)
        put_six(lane, X + k, (x, y, z, vx, vy, vz))
        lane[T + k] += h


@kernel
def descend(earth, air, stop_alt_m, lane):
    """Let the lanes that fly come down.

    Args:
        earth, air: Earth and Air, whose wind is left out.
        stop_alt_m: as for `flight.fly`.
        lane: the lanes.
    """
    for _ in range(MAX_TURNS):
        flying, thins = plan(earth, air, stop_alt_m, lane)
        if thins > 0:
            coast(earth, lane)
        elif flying > 0:
            sink(earth, air, lane)
        else:
            return
    for k in range(LANES):
        lane[CODE + k] = lane[CODE + k] if lane[CODE + k] != FLYING else STEP_LOST


@kernel
def fly_free(earth, air, inv_beta_m2_kg, states, times, t_end, stop_alt_m, statuses):
    """Fly many bodies without thrust to the ground or to the latest end, by the fast method.

    Bodies that lie next to each other should fly alike: eight of them take as long as the longest, and
    those in the air wait for those above it. With wind each flies alone.

    Args:
        earth, air: Earth and Air.
        inv_beta_m2_kg: reciprocal ballistic coefficients, shape (n,).
        states: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (n, 6), above the ground; overwritten with
            the last states.
        times: the times of the states in s, shape (n,); overwritten with the last times.
        t_end, stop_alt_m: as for `flight.fly`.
        statuses: as `flight.fly` returns them, shape (n,), written.

    Source: same steps as `flight.fly` with FAST; impact to the same bits.
    """
    n = states.shape[0]
    if air.windy:
        program = np.zeros((1, COLUMNS))
        no_nodes = np.empty((0, NODE_COLUMNS))
        for j in range(n):
            program[0, 0], program[0, 2], program[0, 10] = FOREVER_S, 1.0, FALL
            program[0, 9] = inv_beta_m2_kg[j]
            statuses[j], times[j], _, _ = fly(
                earth,
                air,
                NO_DRAG,
                program,
                1,
                NO_PLANE,
                states[j],
                times[j],
                t_end,
                stop_alt_m,
                FAST,
                no_nodes,
            )
        return
    lane = np.empty(ROWS * LANES)
    for first in range(0, n, LANES):
        for k in range(LANES):
            j = min(first + k, n - 1)  # lanes to spare fly the last body again
            for c in range(6):
                lane[c * LANES + k] = states[j, c]
            lane[T + k], lane[END + k] = times[j], t_end
            lane[DRAG + k], lane[CODE + k] = inv_beta_m2_kg[j], FLYING
        descend(earth, air, stop_alt_m, lane)
        for k in range(min(LANES, n - first)):
            for c in range(6):
                states[first + k, c] = lane[c * LANES + k]
            times[first + k] = lane[T + k]
            statuses[first + k] = int(lane[CODE + k])
