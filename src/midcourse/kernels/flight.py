"""From lift-off or a given state to the ground: step control, stage events, impact and nodes."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import NONE, density
from midcourse.kernels.dop853 import STAGES, dop853_step
from midcourse.kernels.earth import altitude
from midcourse.kernels.motion import acceleration, climb, rk4_step, vacuum_step
from midcourse.kernels.steering import HOLD_ALTITUDE_M, phase_of

IMPACT = 0
TIME_UP = 1
FELL_BACK = 2
NODES_FULL = 3
STEP_LOST = 4

STATUS_TEXT = {
    IMPACT: "reached the ground",
    TIME_UP: "still in flight when time was up",
    FELL_BACK: "did not climb off the pad",
    NODES_FULL: "too many nodes for the room given",
    STEP_LOST: "the step became too small or the state was lost",
}

NODE_COLUMNS = 10  # t, position, velocity, acceleration, `eci`
NO_NODES = np.zeros((0, NODE_COLUMNS))
FAST = -1.0  # in place of a tolerance: the scheduled fourth-order method
CLIMBED_M = 5.0
FALLEN_M = 200.0
AIR_TOP_M = 120_000.0
THIN_AIR_M = 300_000.0  # above it the fast method leaves drag out: under 1 m for 500 kg/m2 and more
SCALE_HEIGHT_M = 7_000.0
VACUUM_SHARE = 0.15
ORBITAL_M_S = 8_000.0
AIR_SHARE = 0.05
FAST_SHARE = 0.7
FAST_DRAG = 0.2
VELOCITY_WEIGHT_S = 1e3
MAX_TURNS = 200_000


@kernel(shared=True)
def descent_cap(alt_m, climb_m_s, top_m, share):
    """Return the longest step that cannot jump over the atmosphere.

    Above `top_m` a body falling freely may not pass that height within the step by more than `share`
    scale heights; below it the step crosses at most so many, downwards or upwards.

    Args:
        alt_m: altitude.
        climb_m_s: rate of climb.
        top_m: where the air begins.
        share: scale heights a step.

    Returns:
        the cap in s.
    """
    above = max(alt_m - top_m, 0.0)
    fall_s = (climb_m_s + math.sqrt(climb_m_s * climb_m_s + 19.6 * above)) / 9.8 if above > 0.0 else 0.0
    return fall_s + share * SCALE_HEIGHT_M / (abs(climb_m_s) + 10.0)


@kernel(shared=True)
def _write_node(nodes, n, t, state, ax, ay, az):
    if n < nodes.shape[0]:
        row = nodes[n]
        row[0] = t
        for c in range(6):
            row[1 + c] = state[c]
        row[7], row[8], row[9] = ax, ay, az
    return n + 1


@kernel
def _note(earth, air, curve, phase, plane, holding, t, state, nodes, n):
    ax, ay, az = acceleration(
        earth, air, curve, phase, plane, holding, t, state[0], state[1], state[2], state[3], state[4], state[5]
    )
    return _write_node(nodes, n, t, state, ax, ay, az)


@kernel(shared=True)
def scheduled_step(earth, air, phase, alt_m, climb_m_s, speed_m_s):
    """Return the step of the fast method, a function of the phase, altitude and speed alone.

    Args:
        earth, air: Earth and Air.
        phase: Phase.
        alt_m, climb_m_s, speed_m_s: altitude, rate of climb and speed.

    Returns:
        step in s.
    """
    if phase.thrust_n != 0.0 or phase.thrust_slope_n_s != 0.0:
        return 2.0 if alt_m < 15_000.0 else (4.0 if alt_m < HOLD_ALTITUDE_M else 8.0)
    turn_s = (earth.a_m + alt_m) / (speed_m_s + ORBITAL_M_S)
    if air.kind == NONE:
        return VACUUM_SHARE * turn_s
    if alt_m > THIN_AIR_M:
        return min(VACUUM_SHARE * turn_s, descent_cap(alt_m, climb_m_s, THIN_AIR_M, FAST_SHARE))
    cap = AIR_SHARE * turn_s
    # drag may take away a fixed share of the speed a step, or falling at constant speed goes unstable
    drag_s = FAST_DRAG / (density(air, alt_m) * speed_m_s * phase.inv_beta_m2_kg + 1e-9)
    return min(cap, min(descent_cap(alt_m, climb_m_s, AIR_TOP_M, FAST_SHARE), drag_s))


@kernel(shared=True)
def rough_climb(earth, x, y, z, vx, vy, vz):
    """Return altitude and, within a third of a per cent of the speed, the rate of climb."""
    inv = 1.0 / math.sqrt(x * x + y * y + z * z)
    return altitude(earth, x, y, z), (x * vx + y * vy + z * vz) * inv


@kernel(shared=True)
def _step(fast, thin, earth, air, curve, phase, plane, holding, t, h, state, scratch, after):
    # one step of either method into `after`; the error in m, 0 for the fast one
    if fast and thin:
        x, y, z, vx, vy, vz = vacuum_step(earth, h, state[0], state[1], state[2], state[3], state[4], state[5])
        after[0], after[1], after[2], after[3], after[4], after[5] = x, y, z, vx, vy, vz
        return 0.0
    if fast:
        x, y, z, vx, vy, vz = rk4_step(
            earth, air, curve, phase, plane, holding, t, h, state[0], state[1], state[2], state[3], state[4], state[5]
        )
        after[0], after[1], after[2], after[3], after[4], after[5] = x, y, z, vx, vy, vz
        return 0.0
    error_r, error_v = dop853_step(earth, air, curve, phase, plane, holding, t, h, state, scratch, after)
    return max(error_r, VELOCITY_WEIGHT_S * error_v)


@kernel
def _ground(fast, earth, air, curve, phase, plane, holding, t, state, scratch, after, stop_alt_m):
    # Newton on altitude with whole steps of the same method
    for _ in range(12):
        alt, up = climb(earth, state[0], state[1], state[2], state[3], state[4], state[5])
        miss = alt - stop_alt_m
        if abs(miss) < 1e-7:
            break
        h = -miss / up
        _step(fast, False, earth, air, curve, phase, plane, holding, t, h, state, scratch, after)
        for c in range(6):
            state[c] = after[c]
        t += h
    return t


@kernel
def _crossing(fast, earth, air, curve, phase, plane, t, h, state, scratch, after):
    # the part of a step at whose end the plane's altitude is reached, rising; `after` holds its end
    part = h
    for _ in range(30):
        alt, up = climb(earth, after[0], after[1], after[2], after[3], after[4], after[5])
        move = (alt - plane.hold_alt_m) / up
        if abs(move) < 1e-9:
            break
        part = min(max(part - move, 0.0), h)
        _step(fast, False, earth, air, curve, phase, plane, 0, t, part, state, scratch, after)
    return part


@kernel
def fly(earth, air, curve, program, count, plane, state, t0, t_end, stop_alt_m, tolerance_m, nodes):
    """Fly a program of phases to the ground or to the latest end.

    Args:
        earth, air: Earth and Air.
        curve: drag coefficients on Mach steps of 0.01.
        program, count: phases, shape (n, 13), and how many of them.
        plane: Plane.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,); overwritten with the last state.
        t0, t_end: start and latest end in s; the program's times count from 0.
        stop_alt_m: altitude of the ground.
        tolerance_m: error of position allowed a step (eighth order, step by error); FAST for the
            scheduled fourth-order method.
        nodes: room for the path, shape (m, 10): t, position, velocity, acceleration; m = 0 for none.
            A time written twice is a jump of the acceleration.

    Returns:
        status, time in s, nodes written, steps taken.

    Source: step control as in Hairer, Norsett and Wanner 1993, section II.4.
    Impact within 1 m (10 m when fast) of a reference at 1e-13 for flights up to 12,000 km.
    """
    fast = tolerance_m <= 0.0
    thin = False
    scratch = np.empty((STAGES, 6))
    after = np.empty(6)
    start_alt, up = rough_climb(earth, state[0], state[1], state[2], state[3], state[4], state[5])
    alt = start_alt
    climbed = start_alt > stop_alt_m + CLIMBED_M
    t = t0
    h_next = 0.5
    holding = 1 if alt >= plane.hold_alt_m else 0
    i = 0
    while i + 1 < count and program[i, 0] <= t:
        i += 1
    phase = phase_of(program, i)
    recording = nodes.shape[0] > 0
    n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, 0) if recording else 0
    for steps in range(MAX_TURNS):
        powered = phase.thrust_n != 0.0 or phase.thrust_slope_n_s != 0.0
        dragging = air.kind != NONE and (phase.inv_beta_m2_kg > 0.0 or phase.area_m2 > 0.0)
        edge = min(phase.end_s, t_end)
        if fast:
            h = h_next
            thin = not powered and (alt > THIN_AIR_M or not dragging)
            # the step after this one, from where free fall would lead: nothing then waits for this step's end
            speed = math.sqrt(state[3] * state[3] + state[4] * state[4] + state[5] * state[5])
            h_next = scheduled_step(earth, air, phase, alt + h * (up - 4.9 * h), up - 9.8 * h, speed)
        else:
            h = min(h_next, descent_cap(alt, up, AIR_TOP_M, 1.0)) if dragging else h_next
        last = h >= edge - t
        h = min(h, edge - t)
        error = _step(fast, thin, earth, air, curve, phase, plane, holding, t, h, state, scratch, after) / tolerance_m
        if not fast:
            grow = min(6.0, max(0.2, 0.9 * (error + 1e-20) ** -0.125)) if error < 1e30 else 0.1
            if not (last and grow > 1.0):
                h_next = h * grow
            if not error <= 1.0:
                if h_next < 1e-7:
                    return STEP_LOST, t, n, steps
                continue
        alt, up = rough_climb(earth, after[0], after[1], after[2], after[3], after[4], after[5])
        crossed = holding == 0 and alt > plane.hold_alt_m
        if crossed:
            h = _crossing(fast, earth, air, curve, phase, plane, t, h, state, scratch, after)
            last = False
            alt = plane.hold_alt_m
        for c in range(6):
            state[c] = after[c]
        t = edge if last else t + h
        climbed = climbed or alt > stop_alt_m + CLIMBED_M
        if not climbed and not alt > start_alt - FALLEN_M:
            return FELL_BACK, t, n, steps
        if climbed and alt <= stop_alt_m and up < 0.0:
            t = _ground(fast, earth, air, curve, phase, plane, holding, t, state, scratch, after, stop_alt_m)
            if recording:
                n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, n)
            return IMPACT, t, n, steps
        if recording:
            n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, n)
        if t >= t_end:
            return TIME_UP, t, n, steps
        if crossed or last:
            h_next = min(h_next, 2.0)
            if crossed:
                holding = 1
            elif i + 1 < count:
                i += 1
                phase = phase_of(program, i)
            if recording:
                n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, n)
        if recording and n >= nodes.shape[0] - 3:
            return NODES_FULL, t, n, steps
    return STEP_LOST, t, n, MAX_TURNS
