"""From lift-off or a given state to the ground: step control, stage events, impact and nodes."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import NONE, density, without_wind
from midcourse.kernels.dop853 import STAGES, dop853_step
from midcourse.kernels.motion import NO_DRAG, acceleration, air_data, climb, rk4_step, vacuum_step
from midcourse.kernels.steering import FALL, FOREVER_S, NO_PLANE, Phase, phase_of

FLYING = -1  # no status: goes on
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
DEFAULT_M = 1e-4  # impact within 1 m for falls and for three-stage flights from the pad
FAST = -1.0  # in place of a tolerance: the scheduled fourth-order method
TWICE_AS_FAST = -2.0  # the same with steps twice as long under thrust: an interceptor ends within 50 m
CLIMBED_M = 5.0  # above the pad: then the ground counts
FALLEN_M = 200.0
FIRST_STEP_S = 0.5
EVENT_STEP_S = 2.0  # longest first step after a jump of the acceleration
TINY_STEP_S = 1e-7
MOST_GROWTH = 6.0
VELOCITY_WEIGHT_S = 1e3  # an error of velocity counts with the rest of the flight behind it
BOOST_WEIGHT_S = 1e4  # the same under thrust, where the gravity turn makes it grow
MAX_TURNS = 200_000
TOUCH_M = 1e-3  # so close to the ground a straight line does the rest, within 1e-8 m
FAST_TOUCH_M = 1.0  # the same within 1e-3 m
HOLD_TOUCH_M = 1e-6

AIR_TOP_M = 120_000.0
SCALE_HEIGHT_M = 7_000.0
SCALE_HEIGHTS = (
    0.5  # crossed by a step of the default method; its error estimate is blind to kinks of the air
)

# The schedule of the fast method: found by search on the 2,000 arcs, so that both they and fresh draws
# of their family end within 10 m
ALWAYS_AIR_M = 95_000.0  # below it drag is never left out
UNFELT_M = 0.108  # drag that moves the impact by less than about this is left out
VACUUM_SHARE = 0.176  # of the time in which a body turns one radian about the Earth
AIR_SHARE = 0.031  # the same where drag acts: the order is lower
ORBITAL_M_S = 8_000.0  # keeps the turn short for slow bodies, which fall fast
SPREAD_M = 693.0  # displacement by drag, times the fourth power of its change, allowed a step
RISE_WEIGHT_S2_M = 133.0  # an error made on the way up counts for the whole arc and more
LEFT_S2_M = 0.43  # time left for each m/s of climb
FAST_TOP_M = 115_000.0
FAST_SCALE_HEIGHTS = 1.4
# Under thrust: found on three-stage solids of intercontinental range
USUAL_CD = 0.3  # enough to choose a step
MASS_SHARE = 0.05  # of the time in which the present flow would burn all that is left
SLOW_M_S, QUICK_M_S = 250.0, 480.0  # between them the drag coefficient has its peak
TRANSONIC_GAIN_M_S = 7.0  # speed gained a step there
LOW_M = 25_000.0
LOW_GAIN_M_S = 25.0  # and elsewhere below LOW_M
TURN_SHARE = 0.05  # of the time in which gravity turns a slow path


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
def air_cap(air, phase, alt_m, climb_m_s):
    """Return the longest step of the default method, infinite for what feels no air.

    Args:
        air: Air.
        phase: Phase.
        alt_m, climb_m_s: altitude and rate of climb.

    Returns:
        the cap in s.
    """
    if air.kind == NONE or (phase.inv_beta_m2_kg == 0.0 and phase.area_m2 == 0.0):
        return math.inf
    return descent_cap(alt_m, climb_m_s, AIR_TOP_M, SCALE_HEIGHTS)


@kernel(shared=True)
def free_step(earth, air, drag_m2_kg, alt_m, climb_m_s, speed_m_s):
    """Return the step of the fast method for a body that only falls.

    Where drag bends the path, the displacement that it still causes until impact, times the fourth power
    of its change within the step, is held: long steps in thin air and close to the ground.

    Args:
        earth, air: Earth and Air.
        drag_m2_kg: drag area times coefficient over mass, the reciprocal ballistic coefficient.
        alt_m, climb_m_s, speed_m_s: altitude, rate of climb and speed through the air.

    Returns:
        step in s, and whether drag may be left out of it.
    """
    turn_s = (earth.a_m + alt_m) / (speed_m_s + ORBITAL_M_S)
    high = max(alt_m, 0.0)
    fall = abs(climb_m_s) + 10.0
    rise = max(climb_m_s, 0.0)
    drag = 0.5 * density(air, high) * speed_m_s * speed_m_s * drag_m2_kg
    scale_m = SCALE_HEIGHT_M + 0.25 * max(high - 100_000.0, 0.0)
    left_s = high / fall + 3.0
    felt_m = drag * scale_m / fall * (left_s + LEFT_S2_M * rise)
    change = fall / scale_m + 1.2 * drag / (speed_m_s + 1.0)
    bend = SPREAD_M * change / ((drag + 1e-20) * (left_s + RISE_WEIGHT_S2_M * rise))
    air_s = min(AIR_SHARE * turn_s, math.sqrt(math.sqrt(bend)) / change)
    cap_s = descent_cap(alt_m, climb_m_s, FAST_TOP_M, FAST_SCALE_HEIGHTS)
    airless = air.kind == NONE or drag_m2_kg == 0.0
    thin = airless or (felt_m < UNFELT_M and alt_m > ALWAYS_AIR_M)
    step_s = VACUUM_SHARE * turn_s if thin else air_s
    return step_s if airless else min(step_s, cap_s), thin


@kernel(shared=True)
def boost_step(phase, t, alt_m, speed_m_s):
    """Return the longest step of the fast method under thrust.

    Args:
        phase: Phase, with thrust.
        t: time since lift-off in s.
        alt_m, speed_m_s: altitude and speed through the air.

    Returns:
        step in s.
    """
    dt = t - phase.ignition_s
    flow_kg_s = phase.flow_kg_s + phase.flow_slope_kg_s2 * dt
    mass_kg = phase.mass_kg - dt * (phase.flow_kg_s + 0.5 * dt * phase.flow_slope_kg_s2)
    push_m_s2 = (phase.thrust_n + phase.thrust_slope_n_s * dt) / mass_kg
    burn_s = MASS_SHARE * mass_kg / flow_kg_s
    low_s = min(LOW_GAIN_M_S / push_m_s2, TURN_SHARE * (speed_m_s + 40.0) / 9.8)
    low_s = low_s if alt_m < LOW_M else math.inf
    transonic = SLOW_M_S < speed_m_s < QUICK_M_S
    return min(burn_s, TRANSONIC_GAIN_M_S / push_m_s2 if transonic else low_s)


@kernel(shared=True)
def fast_step(earth, air, phase, t, alt_m, climb_m_s, speed_m_s):
    """Return the step of the fast method, a function of the phase, altitude and speeds alone.

    Args:
        earth, air: Earth and Air.
        phase: Phase.
        t: time since lift-off in s.
        alt_m, climb_m_s, speed_m_s: altitude, rate of climb and speed through the air.

    Returns:
        step in s, and whether only gravity need act in it.
    """
    drag_m2_kg = phase.inv_beta_m2_kg + USUAL_CD * phase.area_m2 / phase.mass_kg
    step_s, thin = free_step(earth, air, drag_m2_kg, alt_m, climb_m_s, speed_m_s)
    powered = phase.thrust_n != 0.0 or phase.thrust_slope_n_s != 0.0
    pushed_s = min(step_s, boost_step(phase, t, alt_m, speed_m_s))
    return pushed_s if powered else step_s, thin and not powered


@kernel(shared=True, bare=True)
def ending(t, t_end, alt_m, climb_m_s, stop_alt_m):
    """Return whether and how a fall ends where it is, without a branch, so that a loop over lanes stays vector code.

    Args:
        t, t_end: time and latest end in s.
        alt_m, climb_m_s: altitude and rate of climb.
        stop_alt_m: altitude of the ground.

    Returns:
        status, FLYING where it goes on; time in s that a straight line takes to the ground, infinite on the way up.
    """
    ground_s = (stop_alt_m - alt_m) / climb_m_s if climb_m_s < 0.0 else math.inf
    landed = climb_m_s < 0.0 and abs(alt_m - stop_alt_m) < FAST_TOUCH_M
    aloft = t < t_end and abs(alt_m) < math.inf
    ended = TIME_UP if t >= t_end else STEP_LOST
    return IMPACT if landed else (FLYING if aloft else ended), ground_s


@kernel(shared=True, bare=True)
def fall_step(earth, air, drag_m2_kg, alt_m, climb_m_s, speed_m_s, event_s):
    """Return the step of `free_step`, cut short on the ground or the end, and whether drag may be left out of it.

    Args:
        earth, air, drag_m2_kg, alt_m, climb_m_s, speed_m_s: as for `free_step`.
        event_s: time in s to whichever comes first, below 0 where it lies behind.
    """
    h, thin = free_step(earth, air, drag_m2_kg, alt_m, climb_m_s, speed_m_s)
    return max(min(h, event_s), -h), thin


@kernel
def fall(earth, air, drag_m2_kg, state, t0, t_end, stop_alt_m):
    """Let a body above the ground fall by the fast method; the loop in which most flights spend their time.

    Args:
        earth, air: Earth and Air, whose wind is left out.
        drag_m2_kg: reciprocal ballistic coefficient.
        state: as for `fly`.
        t0, t_end, stop_alt_m: as for `fly`.

    Returns:
        status, time in s, steps taken.
    """
    phase = Phase(FOREVER_S, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, drag_m2_kg, FALL, 0.0, 0.0)
    calm = without_wind(air)
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    t = t0
    status = STEP_LOST
    steps = 0
    while steps < MAX_TURNS:
        alt, up, speed = air_data(earth, calm, x, y, z, vx, vy, vz)
        ended, ground_s = ending(t, t_end, alt, up, stop_alt_m)
        if ended != FLYING:
            if ended == IMPACT:
                x, y, z, t = x + ground_s * vx, y + ground_s * vy, z + ground_s * vz, t + ground_s
            status = ended
            break
        h, thin = fall_step(earth, calm, drag_m2_kg, alt, up, speed, min(ground_s, t_end - t))
        if thin:
            x, y, z, vx, vy, vz = vacuum_step(earth, h, x, y, z, vx, vy, vz)
        else:
            x, y, z, vx, vy, vz = rk4_step(
                earth, calm, NO_DRAG, phase, NO_PLANE, 0, t, h, x, y, z, vx, vy, vz
            )
        t += h
        steps += 1
    state[0], state[1], state[2], state[3], state[4], state[5] = x, y, z, vx, vy, vz
    return status, t, steps


@kernel(shared=True)
def _data(earth, air, s):
    return air_data(earth, air, s[0], s[1], s[2], s[3], s[4], s[5])


@kernel(shared=True)
def is_falling(air, phase):
    """Return whether a phase is without thrust and wind and has its drag by a ballistic coefficient."""
    return phase.law == FALL and not air.windy


@kernel(shared=True)
def _step(fast, thin, earth, air, curve, phase, plane, holding, t, h, state, scratch, after):
    # one step of either method into `after`; the error in m, 0 for the fast one
    if not fast:
        error_r, error_v = dop853_step(earth, air, curve, phase, plane, holding, t, h, state, scratch, after)
        powered = phase.thrust_n != 0.0 or phase.thrust_slope_n_s != 0.0
        return max(error_r, (BOOST_WEIGHT_S if powered else VELOCITY_WEIGHT_S) * error_v)
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    if thin:
        x, y, z, vx, vy, vz = vacuum_step(earth, h, x, y, z, vx, vy, vz)
    else:
        x, y, z, vx, vy, vz = rk4_step(earth, air, curve, phase, plane, holding, t, h, x, y, z, vx, vy, vz)
    after[0], after[1], after[2], after[3], after[4], after[5] = x, y, z, vx, vy, vz
    return 0.0


@kernel
def _note(earth, air, curve, phase, plane, holding, t, state, nodes, n):
    # write a node; the number of nodes then
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    ax, ay, az = acceleration(earth, air, curve, phase, plane, holding, t, x, y, z, vx, vy, vz)
    row = nodes[n]
    row[0], row[1], row[2], row[3], row[4] = t, x, y, z, vx
    row[5], row[6], row[7], row[8], row[9] = vy, vz, ax, ay, az
    return n + 1


@kernel
def _touch(fast, earth, state, t, alt, up, stop_alt_m):
    # the last straight line to the ground; the time there
    if not fast:
        alt, up = climb(earth, state[0], state[1], state[2], state[3], state[4], state[5])
    h = (stop_alt_m - alt) / up
    for c in range(3):
        state[c] += h * state[3 + c]
    return t + h


@kernel
def fly(earth, air, curve, program, count, plane, state, t0, t_end, stop_alt_m, tolerance_m, nodes):
    """Fly a program of phases to the ground or to the latest end.

    Steps end on events: cut short on a time, once more and shorter on the held altitude, straight down to the ground.

    Args:
        earth, air: Earth and Air.
        curve: drag coefficients on Mach steps of 0.01.
        program, count: phases, shape (n, 13), and how many of them.
        plane: Plane.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,); overwritten with the last state.
        t0, t_end: start and latest end in s; the program's times count from 0.
        stop_alt_m: altitude of the ground.
        tolerance_m: error of position allowed a step of eighth order; FAST or TWICE_AS_FAST for scheduled steps.
        nodes: room for the path, shape (m, 10): t, position, velocity, acceleration; m = 0 for none.
            A time written twice is a jump of the acceleration.

    Returns:
        status, time in s, nodes written, steps taken.

    Source: step control as in Hairer, Norsett and Wanner 1993, section II.4. Impact of what falls
    up to 12,000 km within 1 m at DEFAULT_M and 10 m when fast, of a reference at 1e-13.
    """
    return fly_within(
        earth, air, curve, program, count, plane, state, t0, t_end, stop_alt_m, tolerance_m, nodes,
        np.empty((STAGES, 6)), np.empty(6),
    )  # fmt: skip


@kernel(shared=True)
def fly_within(
    earth, air, curve, program, count, plane, state, t0, t_end, stop_alt_m, tolerance_m, nodes, scratch, after
):
    """Fly as `fly` does, for drivers that cannot make arrays.

    Args:
        earth, air, curve, program, count, plane, state, t0, t_end, stop_alt_m, tolerance_m, nodes: as for `fly`.
        scratch, after: room for a step, shape (12, 6) and (6,).

    Returns:
        as `fly`.
    """
    fast = tolerance_m <= 0.0
    touch_m = FAST_TOUCH_M if fast else TOUCH_M
    thin = False
    alt, up, speed = _data(earth, air, state)
    start_alt = alt
    climbed = count == 1 or t0 > 0.0  # what only falls, or flies already, has no pad to leave
    holding = 1 if alt >= plane.hold_alt_m else 0
    t, h_next, h_hold, most = t0, FIRST_STEP_S, math.inf, MOST_GROWTH
    i = 0
    while i + 1 < count and program[i, 0] <= t:
        i += 1
    phase = phase_of(program, i)
    recording = nodes.shape[0] > 0
    n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, 0) if recording else 0
    for steps in range(MAX_TURNS):
        if fast and climbed and i + 1 == count and is_falling(air, phase) and not recording:
            status, t, more = fall(earth, air, phase.inv_beta_m2_kg, state, t, t_end, stop_alt_m)
            return status, t, n, steps + more
        if fast:
            h, thin = fast_step(earth, air, phase, t, alt, up, speed)
            h *= 1.0 if phase.law == FALL else tolerance_m / FAST  # a fall through wind, too
        else:
            h = min(h_next, air_cap(air, phase, alt, up))
        edge = min(phase.end_s, t_end)
        ground_s = (stop_alt_m - alt) / up if climbed and up < 0.0 else math.inf
        event_s = min(min(ground_s, h_hold), edge - t)
        uncut = h < event_s
        h = max(min(h, event_s), -h)
        last = h == edge - t
        error_m = _step(fast, thin, earth, air, curve, phase, plane, holding, t, h, state, scratch, after)
        if not fast:
            error = error_m / tolerance_m
            grow = min(most, max(0.2, 0.9 * (error + 1e-20) ** -0.125)) if error < 1e30 else 0.1
            most = MOST_GROWTH if error <= 1.0 else 1.0
            if uncut or grow < 1.0:
                h_next = abs(h) * grow
            if not error <= 1.0:
                if h_next < TINY_STEP_S:
                    return STEP_LOST, t, n, steps
                continue
        new_alt, new_up, new_speed = _data(earth, air, after)
        if not abs(new_alt) < math.inf:
            return STEP_LOST, t, n, steps
        over = new_alt - plane.hold_alt_m
        seeking = holding == 0 and new_up > 0.0 and (over > 0.0 or h == h_hold)
        if seeking and abs(over) > HOLD_TOUCH_M:
            h_hold = max(h - over / new_up, 0.0)
            continue
        h_hold = math.inf
        for c in range(6):
            state[c] = after[c]
        t = edge if last else t + h
        alt, up, speed = new_alt, new_up, new_speed
        climbed = climbed or alt > start_alt + CLIMBED_M
        if not climbed and not alt > start_alt - FALLEN_M:
            return FELL_BACK, t, n, steps
        landed = climbed and up < 0.0 and abs(alt - stop_alt_m) < touch_m
        if landed:
            t = _touch(fast, earth, state, t, alt, up, stop_alt_m)
        if recording and (landed or last or h != ground_s):
            n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, n)
        if landed or t >= t_end:
            return IMPACT if landed else TIME_UP, t, n, steps + 1
        if seeking or last:
            h_next = min(h_next, EVENT_STEP_S)
            if seeking:
                holding = 1
            elif i + 1 < count:
                i += 1
                phase = phase_of(program, i)
            if recording:
                n = _note(earth, air, curve, phase, plane, holding, t, state, nodes, n)
        if recording and n >= nodes.shape[0] - 3:
            return NODES_FULL, t, n, steps + 1
    return STEP_LOST, t, n, MAX_TURNS
