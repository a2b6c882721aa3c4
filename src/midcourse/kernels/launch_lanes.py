"""Launches of many stacks of stages, eight at a time: the fast method of `flight.fly` as vector code.

The physics and the choice of steps stand in `motion` and `flight`; here are only loads, choices and stores. What keeps
such a loop vector code is told in `kernels/lanes.py`.
"""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels import lanes
from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import air_at_place, place_in_air, without_wind
from midcourse.kernels.earth import gravity
from midcourse.kernels.flight import (
    CLIMBED_M,
    FALLEN_M,
    FAST,
    FAST_TOUCH_M,
    FELL_BACK,
    FLYING,
    HOLD_TOUCH_M,
    IMPACT,
    MAX_TURNS,
    NODE_COLUMNS,
    TIME_UP,
    fast_step,
    fly,
)
from midcourse.kernels.lanes import LANES, put_six, six, three
from midcourse.kernels.motion import air_data, drag_coefficient, pushed, rk4_sum, through_air, vacuum_step
from midcourse.kernels.steering import COLUMNS, FALL, GRAVITY_TURN, PITCH, Phase, Plane

FEW = 2  # fewer than three are quicker one by one
ALONE, BURNT = -2.0, -3.0  # to be flown by `fly`; all thrust has ended, and the rest is a fall
X, T, STEP, THIN, CODE, HOLD, HOLDING, CLIMBED, START = (n * LANES for n in (0, 6, 7, 8, 9, 10, 11, 12, 13))
ALT, UP, SPEED, NEXT, END, AFTER, PHASE, PLANE = (n * LANES for n in (14, 15, 16, 17, 18, 19, 25, 38))
MOVING, CELL, WITHIN, RHO, PRESSURE, CD = (n * LANES for n in (47, 52, 53, 54, 55, 56))  # of one evaluation
SECOND, THIRD, FOURTH = (n * LANES for n in (57, 63, 69))  # where it is evaluated; first where it is
PULL_1, PULL_2, PULL_3, PULL_4 = (n * LANES for n in (75, 78, 81, 84))  # accelerations
ROWS = 87


@kernel(shared=True, bare=True)
def _phase(lane, k):
    p = PHASE + k
    end, ignition, mass, flow, flow_slope, thrust = six(lane, p)
    thrust_slope, exit_area, area, inv_beta, law, pitch_sin = six(lane, p + 6 * LANES)
    law = GRAVITY_TURN if law == GRAVITY_TURN else PITCH
    return Phase(
        end, ignition, mass, flow, flow_slope, thrust, thrust_slope, exit_area, area, inv_beta, law, pitch_sin,
        lane[p + 12 * LANES],
    )  # fmt: skip


@kernel(shared=True, bare=True)
def _plane(lane, k):
    p = PLANE + k
    up_x, up_y, up_z, ahead_x, ahead_y, ahead_z = six(lane, p)
    hold_alt, hold_sin, hold_cos = three(lane, p + 6 * LANES)
    return Plane(up_x, up_y, up_z, ahead_x, ahead_y, ahead_z, hold_alt, hold_sin, hold_cos)


@kernel
def choose(earth, air, stretch, stop_alt_m, lane):
    """Choose every lane's next step.

    Args:
        earth, air: Earth and Air, whose wind is left out.
        stretch: by how much steps are longer than those of FAST.
        stop_alt_m: as for `flight.fly`.
        lane: the lanes, shape (ROWS * LANES,).

    Returns:
        number of lanes in which gravity alone acts in that step.
    """
    calm = without_wind(air)
    thins = 0
    for k in range(LANES):
        t, alt, up = lane[T + k], lane[ALT + k], lane[UP + k]
        phase = _phase(lane, k)
        h, thin = fast_step(earth, calm, phase, t, alt, up, lane[SPEED + k])
        h *= stretch
        sinking = lane[CLIMBED + k] > 0.0 and up < 0.0
        ground_s = (stop_alt_m - alt) / up if sinking else math.inf
        event_s = min(min(ground_s, lane[HOLD + k]), min(phase.end_s, lane[END + k]) - t)
        h = max(min(h, event_s), -h)
        aloft = lane[CODE + k] == FLYING
        lane[STEP + k] = h if aloft else 0.0
        lane[THIN + k] = 1.0 if aloft and thin else 0.0
        thins += 1 if aloft and thin else 0
    return thins


@kernel
def push(earth, air, curve, lane):
    """Take the steps, with thrust and air, as `motion.rk4_step` does one.

    Args:
        earth, air, curve: as for `flight.fly`.
        lane: the lanes.
    """
    calm, count = without_wind(air), lane.shape[0] // ROWS
    _evaluate(count, earth, calm, curve, lane, X, 0.0, PULL_1)
    _advance(count, lane, X, PULL_1, 0.5, SECOND)
    _evaluate(count, earth, calm, curve, lane, SECOND, 0.5, PULL_2)
    _advance(count, lane, SECOND, PULL_2, 0.5, THIRD)
    _evaluate(count, earth, calm, curve, lane, THIRD, 0.5, PULL_3)
    _advance(count, lane, THIRD, PULL_3, 1.0, FOURTH)
    _evaluate(count, earth, calm, curve, lane, FOURTH, 1.0, PULL_4)
    for k in range(count):
        x, y, z, vx, vy, vz = six(lane, X + k)
        after = rk4_sum(
            lane[STEP + k], (x, y, z), (vx, vy, vz), three(lane, SECOND + 3 * LANES + k),
            three(lane, THIRD + 3 * LANES + k), three(lane, FOURTH + 3 * LANES + k), three(lane, PULL_1 + k),
            three(lane, PULL_2 + k), three(lane, PULL_3 + k), three(lane, PULL_4 + k),
        )  # fmt: skip
        put_six(lane, AFTER + k, after)


@kernel(shared=True, bare=True)
def _evaluate(count, earth, calm, curve, lane, at, share, pull):
    # `count` is eight, but the compiler shall not know: it would unroll short loops before it could make them vector
    # code. The tables are read one by one: eight places of a table at once cost more than the rest of a step
    for k in range(count):
        x, y, z, vx, vy, vz = six(lane, at + k)
        alt, ux, uy, uz, speed = through_air(earth, calm, x, y, z, vx, vy, vz)
        m = MOVING + k
        lane[m], lane[m + LANES], lane[m + 2 * LANES] = alt, ux, uy
        lane[m + 3 * LANES], lane[m + 4 * LANES] = uz, speed
        lane[CELL + k], lane[WITHIN + k] = place_in_air(calm, alt)
    for k in range(count):
        rho, pressure, sound = air_at_place(calm, lane[CELL + k], lane[WITHIN + k])
        lane[RHO + k], lane[PRESSURE + k] = rho, pressure
        lane[CD + k] = drag_coefficient(curve, lane[MOVING + 4 * LANES + k] / sound)
    for k in range(count):
        t, m = lane[T + k] + share * lane[STEP + k], MOVING + k
        moving = lane[m], lane[m + LANES], lane[m + 2 * LANES], lane[m + 3 * LANES], lane[m + 4 * LANES]
        holding = 1 if lane[HOLDING + k] > 0.0 else 0
        g = gravity(earth, lane[at + k], lane[at + LANES + k], lane[at + 2 * LANES + k])
        air_there = lane[RHO + k], lane[PRESSURE + k], lane[CD + k]
        a = pushed(_phase(lane, k), _plane(lane, k), holding, t, g, moving, *air_there)
        lane[pull + k], lane[pull + LANES + k], lane[pull + 2 * LANES + k] = a[0], a[1], a[2]


@kernel(shared=True, bare=True)
def _advance(count, lane, at, pull, share, to):
    # where the next evaluation is made: with the velocity and the acceleration of this one
    for k in range(count):
        d = share * lane[STEP + k]
        x, y, z, vx, vy, vz = six(lane, X + k)
        _, _, _, ux, uy, uz = six(lane, at + k)
        ax, ay, az = three(lane, pull + k)
        put_six(lane, to + k, (x + d * ux, y + d * uy, z + d * uz, vx + d * ax, vy + d * ay, vz + d * az))


@kernel
def drift(earth, lane):
    """Take the steps of those lanes in which gravity alone acts, in place of what `push` made of them.

    Args:
        earth: Earth.
        lane: the lanes.
    """
    for k in range(LANES):
        x, y, z, vx, vy, vz = six(lane, X + k)
        x, y, z, vx, vy, vz = vacuum_step(earth, lane[STEP + k], x, y, z, vx, vy, vz)
        thin = lane[THIN + k] > 0.0
        a, b, c, d, e, f = six(lane, AFTER + k)
        after = (
            x if thin else a, y if thin else b, z if thin else c,
            vx if thin else d, vy if thin else e, vz if thin else f,
        )  # fmt: skip
        put_six(lane, AFTER + k, after)


@kernel
def settle(earth, air, stop_alt_m, lane):
    """Take over the steps, or ask for a shorter one; tell which lanes have arrived or need their next phase.

    Args:
        earth, air: Earth and Air.
        stop_alt_m: as for `flight.fly`.
        lane: the lanes.

    Returns:
        number of lanes that need their next phase.
    """
    calm = without_wind(air)
    turns = 0
    for k in range(LANES):
        x, y, z, vx, vy, vz = six(lane, AFTER + k)
        alt, up, speed = air_data(earth, calm, x, y, z, vx, vy, vz)
        h, t = lane[STEP + k], lane[T + k]
        edge = min(lane[PHASE + k], lane[END + k])
        last = h == edge - t
        over = alt - lane[PLANE + 6 * LANES + k]
        seeking = lane[HOLDING + k] == 0.0 and up > 0.0 and (over > 0.0 or h == lane[HOLD + k])
        again = seeking and abs(over) > HOLD_TOUCH_M
        aloft = lane[CODE + k] == FLYING
        lost = not abs(alt) < math.inf
        taken = aloft and not again and not lost
        hold = max(h - over / up, 0.0) if again else math.inf
        lane[HOLD + k] = hold if aloft else math.inf
        t = (edge if last else t + h) if taken else t
        climbed = lane[CLIMBED + k] > 0.0 or (taken and alt > lane[START + k] + CLIMBED_M)
        fallen = taken and not climbed and not alt > lane[START + k] - FALLEN_M
        landed = taken and climbed and up < 0.0 and abs(alt - stop_alt_m) < FAST_TOUCH_M
        touch = (stop_alt_m - alt) / up if landed else 0.0
        ended = FELL_BACK if fallen else (IMPACT if landed else (TIME_UP if t >= lane[END + k] else FLYING))
        code = ALONE if lost else (ended if taken else FLYING)
        lane[CODE + k] = code if aloft else lane[CODE + k]
        a, b, c, d, e, f = six(lane, X + k)
        now = (
            x + touch * vx if taken else a, y + touch * vy if taken else b, z + touch * vz if taken else c,
            vx if taken else d, vy if taken else e, vz if taken else f,
        )  # fmt: skip
        put_six(lane, X + k, now)
        lane[T + k] = t + touch
        lane[ALT + k] = alt if taken else lane[ALT + k]
        lane[UP + k] = up if taken else lane[UP + k]
        lane[SPEED + k] = speed if taken else lane[SPEED + k]
        lane[CLIMBED + k] = 1.0 if climbed else 0.0
        lane[HOLDING + k] = 1.0 if taken and seeking else lane[HOLDING + k]
        turn = taken and last and not seeking and code == FLYING
        lane[NEXT + k] = 1.0 if turn else 0.0
        turns += 1 if turn else 0
    return turns


@kernel
def fly_launches(
    earth, air, curve, programs, counts, planes, states, ends_s, stop_alt_m, tolerance_m, times, statuses
):
    """Fly many stacks of stages from their pads by the fast method.

    Launches that lie next to each other should be alike: eight take as long as the longest. With wind each
    flies alone.

    Args:
        earth, air, curve: as for `flight.fly`.
        programs, counts: phases of each, shape (n, m, 13), and how many of them, shape (n,).
        planes: fields of Plane, shape (n, 9).
        states: x, y, z in m, vx, vy, vz in m/s, `eci`, at lift-off, shape (n, 6); overwritten with the last states.
        ends_s: latest ends, shape (n,).
        stop_alt_m: as for `flight.fly`.
        tolerance_m: FAST or TWICE_AS_FAST.
        times, statuses: when each ends and as what, as `flight.fly` returns them, shape (n,), written.

    Source: the steps of `flight.fly`, to the same bits.
    """
    n = states.shape[0]
    lane = np.empty(ROWS * LANES)
    falling = np.empty(lanes.ROWS * LANES)
    at = np.zeros(LANES, dtype=np.int64)
    for first in range(0, n, LANES):
        many = min(LANES, n - first)
        for k in range(LANES):
            j = first + min(k, many - 1)  # lanes to spare fly the last launch again
            at[k] = 0
            _board(earth, air, programs[j], counts[j], planes[j], states[j], ends_s[j], lane, k)
            # what has phases that end before they begin, wind, or falls from the start is for `fly`; so are few
            if many <= FEW or air.windy or counts[j] == 1 or programs[j, 0, 0] <= 0.0:
                lane[CODE + k] = ALONE
        for _ in range(MAX_TURNS):
            aloft = 0
            for k in range(LANES):
                aloft += 1 if lane[CODE + k] == FLYING else 0
            if aloft == 0:
                break
            thins = choose(earth, air, tolerance_m / FAST, stop_alt_m, lane)
            push(earth, air, curve, lane)
            if thins > 0:
                drift(earth, lane)
            if settle(earth, air, stop_alt_m, lane) == 0:
                continue
            for k in range(LANES):
                if lane[NEXT + k] > 0.0:
                    j = first + min(k, many - 1)
                    at[k] += 1
                    _begin(programs[j], counts[j], at[k], lane, k)
        _fall(earth, air, stop_alt_m, lane, falling)
        for k in range(many):
            j = first + k
            if lane[CODE + k] == ALONE or lane[CODE + k] == FLYING:
                p = planes[j]
                statuses[j], times[j], _, _ = fly(
                    earth, air, curve, programs[j], counts[j],
                    Plane(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]),
                    states[j], 0.0, ends_s[j], stop_alt_m, tolerance_m, np.empty((0, NODE_COLUMNS)),
                )  # fmt: skip
                continue
            for c in range(6):
                states[j, c] = lane[X + c * LANES + k]
            times[j], statuses[j] = lane[T + k], int(lane[CODE + k])


@kernel
def _board(earth, air, program, count, plane, state, end_s, lane, k):
    # one launch into one lane, at rest on its pad
    for c in range(6):
        lane[X + c * LANES + k] = state[c]
    for c in range(9):
        lane[PLANE + c * LANES + k] = plane[c]
    alt, up, speed = air_data(earth, without_wind(air), state[0], state[1], state[2], state[3], state[4], state[5])
    lane[ALT + k], lane[UP + k], lane[SPEED + k] = alt, up, speed
    lane[T + k], lane[END + k], lane[START + k] = 0.0, end_s, alt
    lane[HOLD + k], lane[NEXT + k], lane[CLIMBED + k] = math.inf, 0.0, 0.0
    lane[HOLDING + k] = 1.0 if alt >= plane[6] else 0.0
    lane[CODE + k] = FLYING
    _begin(program, count, 0, lane, k)


@kernel
def _begin(program, count, i, lane, k):
    # the next phase of one lane
    for c in range(COLUMNS):
        lane[PHASE + c * LANES + k] = program[i, c]
    if program[i, 10] == FALL:
        lane[CODE + k] = BURNT if i + 1 == count and lane[CLIMBED + k] > 0.0 else ALONE


@kernel
def _fall(earth, air, stop_alt_m, lane, falling):
    # from the last burnout on, all lanes that got so far
    for k in range(LANES):
        for c in range(6):
            falling[c * LANES + k] = lane[X + c * LANES + k]
        falling[lanes.T + k], falling[lanes.DRAG + k] = lane[T + k], lane[PHASE + 9 * LANES + k]
        falling[lanes.END + k] = lane[END + k]
        falling[lanes.CODE + k] = FLYING if lane[CODE + k] == BURNT else TIME_UP
    lanes.descend(earth, air, stop_alt_m, falling)
    for k in range(LANES):
        if lane[CODE + k] == BURNT:
            for c in range(6):
                lane[X + c * LANES + k] = falling[c * LANES + k]
            lane[T + k], lane[CODE + k] = falling[lanes.T + k], falling[lanes.CODE + k]
