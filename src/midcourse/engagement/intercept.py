"""One shot from launch to collision, compiled: functional failure, flight, updates, hand-over, homing.

Only `shots` calls this room; it sees orders, tracks and the sky.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.interceptors.flyout import SOLVED, solve
from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import ground_point
from midcourse.kernels.earth import turn
from midcourse.kernels.filter import predict_packed
from midcourse.kernels.homing import home
from midcourse.kernels.motion import vacuum_step
from midcourse.kernels.path import state_at
from midcourse.reach import aimed_flight
from midcourse.records import (
    FAILED_IN_FLIGHT,
    KILLED,
    MISSED,
    NO_LAUNCH_WINDOW,
    NOT_IN_THE_BASKET,
    OUT_OF_DIVERT,
    WRONG_OBJECT,
)
from midcourse.streams import COMMON_CAUSE, RELIABILITY, SEEKER, WORLD_SHIFT, uniform

ACTOR_SHIFT = np.uint64(1 << 32)  # a shot's own stream: battery above, number of the shot below
SPELL_S = 30.0
UNTRIED, SOLVED_NEAR, NONE_NEAR = 0, 1, 2
STEPS = 4  # of the chain of functional failures: launch, boost, separation, seeker


class KillVehicleRow(NamedTuple):
    """What the compiled loop reads of an interceptor's kill vehicle."""

    divert_m_s: float
    acquisition_m: float
    half_field_rad: float
    noise_rad: float
    lag_s: float
    push_m_s2: float
    hit_m: float
    ready_s: float
    update_s: float


class Draws(NamedTuple):
    """The seed and the world whose draws a batch uses."""

    seed: np.uint64
    world: int


class Aims(NamedTuple):
    """What is really at the end of each order: its position in the sky (-1: nothing), its key, its slot of luck."""

    thing: np.ndarray
    key: np.ndarray
    slot: np.ndarray


@kernel
def fight_orders(
    launcher, vehicle, chances, common, make, orders, aims, rows, counts, runs, nodes, lengths, luck, out
):
    """Fly the orders of one battery against what is really in the sky.

    Args:
        launcher: Launcher.
        vehicle: KillVehicleRow.
        chances: chances to pass launch, boost, separation and seeker.
        common: share of each failure that strikes all interceptors of one make alike, at one object.
        make: number of the make of interceptor, for that.
        orders: ORDER rows.
        aims: Aims of the orders.
        rows, counts, runs: tracks by run and track, and the numbers of the runs.
        nodes, lengths: the true paths by object.
        luck: Draws.
        out: SHOT rows, written.
    """
    x, state, like = np.empty(3), np.empty(6), np.empty((3, 4))
    near = np.empty((nodes.shape[0], _spells(nodes, lengths), 3, 4))
    tried = np.zeros(near.shape[:2], dtype=np.int8)
    for i in range(orders.shape[0]):
        order = orders[i]
        shot = out[i]
        shot.run = order.run
        shot.object = aims.thing[i]
        shot.track = order.track
        shot.round = order.round
        shot.battery = order.battery
        shot.shot = order.shot
        shot.launch_s = order.launch_s
        shot.intercept_s = order.intercept_s
        shot.miss_m, shot.divert_m_s, shot.acquired_s = np.nan, np.nan, np.nan
        shot.handover_error_m, shot.handover_angle_rad, shot.handover_sigma_m = np.nan, np.nan, np.nan
        r = np.searchsorted(runs, order.run)
        k, n = order.track, aims.thing[i]
        broken = _functional(chances, common, make, luck, order, aims.key[i], aims.slot[i])
        known = n >= 0 and _flown_near(
            launcher, order, nodes[n], lengths[n], near[n], tried[n], like, x, state
        )
        if not fly_out(launcher, order, shot, like, known, x, state) > 0.0:
            shot.link = NO_LAUNCH_WINDOW
            continue
        if n < 0:
            shot.intercept_s = shot.launch_s + shot.flight_s
            shot.link = WRONG_OBJECT
            continue
        _meet(
            launcher.earth, launcher.table.burnout_s, vehicle, order, shot,
            rows[r, k], counts[r, k], nodes[n], lengths[n], state, luck, aims.key[i], aims.slot[i], broken,
        )  # fmt: skip


@kernel
def _spells(nodes, lengths):
    last_s = 0.0
    for n in range(nodes.shape[0]):
        last_s = max(last_s, nodes[n, lengths[n] - 1, 0])
    return int(last_s / SPELL_S) + 1


@kernel
def _flown_near(launcher, order, nodes, length, near, tried, like, x, state):
    # the flight to where the object really is in the middle of the same half minute: a start for solving this order
    spell = min(max(int(order.intercept_s / SPELL_S), 0), tried.shape[0] - 1)
    if tried[spell] == UNTRIED:
        t = min(max((spell + 0.5) * SPELL_S, nodes[0, 0]), nodes[length - 1, 0])
        px, py, pz, _, _, _ = state_at(nodes, length, t)
        px, py = turn(-launcher.earth.omega_rad_s * t, px, py)
        factor, _ = _solved(launcher, (px, py, pz), near[spell], False, x, state)
        tried[spell] = SOLVED_NEAR if factor > 0.0 else NONE_NEAR
    if tried[spell] == NONE_NEAR:
        return False
    like[:, :] = near[spell]
    return True


@kernel
def fly_out(launcher, order, shot, like, known, x, state):
    """Solve and fly one order; the launch is moved to arrive on time, but never before the order allows.

    Args:
        launcher: Launcher.
        order, shot: one ORDER and one SHOT row; flight and launch times are written to the shot.
        like, known: as for `solve`.
        x: the solution, shape (3,), written: azimuth, held attitude, time of flight.
        state: arrival, `eci` of the launch, shape (6,), written.

    Returns:
        the factor flown with; 0 where there is no solution.
    """
    aim = (order.aim_ecef_m[0], order.aim_ecef_m[1], order.aim_ecef_m[2])
    factor, least = _solved(launcher, aim, like, known, x, state)
    if factor > 0.0:
        shot.flight_s = x[2]
        shot.table_error_s = x[2] - least
        shot.launch_s = max(order.launch_s, order.intercept_s - x[2])
    return factor


@kernel
def _solved(launcher, aim, like, known, x, state):
    # the factor flown with, 0 where there is no solution, and the time of flight in the table
    site = (launcher.pad[0], launcher.pad[1], launcher.pad[2])
    least, pitch, factor, azimuth = aimed_flight(launcher.earth, site, launcher.table, aim)
    if not least < np.inf:
        return 0.0, least
    status, _ = solve(launcher, aim, azimuth, pitch, factor, least, like, known, x, state)
    if status != SOLVED and known:
        status, _ = solve(launcher, aim, azimuth, pitch, factor, least, like, False, x, state)
    return (factor if status == SOLVED else 0.0), least


@kernel
def _functional(chances, common, make, luck, order, key, slot):
    # 1 where a step of the chain fails; a share of each failure is common to all of the make that go to the object
    for step in range(STEPS):
        q = 1.0 - chances[step]
        shared = uniform(luck.seed, COMMON_CAUSE, luck.world, order.run, key, make, step)
        own = uniform(
            luck.seed,
            RELIABILITY,
            luck.world,
            order.run,
            key,
            order.battery,
            slot * STEPS + step,
        )
        if shared < common * q or own < (q - common * q) / (1.0 - common * q):
            return 1
    return 0


@kernel
def _predicted(earth, row, time_s, point):
    # where a track row says the object will be, `eci`
    x, y, z, vx, vy, vz = (
        row.state_eci_m_m_s[0],
        row.state_eci_m_m_s[1],
        row.state_eci_m_m_s[2],
        row.state_eci_m_m_s[3],
        row.state_eci_m_m_s[4],
        row.state_eci_m_m_s[5],
    )
    left = time_s - row.time_s
    while left > 0.0:
        h = min(left, 10.0)
        x, y, z, vx, vy, vz = vacuum_step(earth, h, x, y, z, vx, vy, vz)
        left -= h
    point[0], point[1], point[2] = x, y, z


@kernel
def _row_before(rows, count, time_s):
    at = -1
    for i in range(count):
        if rows[i].time_s <= time_s:
            at = i
    return at


@kernel
def _meet(
    earth, burnout_s, vehicle, order, shot, rows, count, nodes, length, arrival, luck, key, slot, broken
):
    # updates, hand-over, homing; everything at the time of arrival
    t = shot.launch_s + shot.flight_s
    px, py, pz, vx, vy, vz = state_at(nodes, length, t)
    ax, ay = turn(earth.omega_rad_s * shot.launch_s, arrival[0], arrival[1])
    bx, by = turn(earth.omega_rad_s * shot.launch_s, arrival[3], arrival[4])
    wx, wy, wz = vx - bx, vy - by, vz - arrival[5]
    closing = math.sqrt(wx * wx + wy * wy + wz * wz)
    shot.closing_m_s = closing
    speeds = math.sqrt(vx * vx + vy * vy + vz * vz) * math.sqrt(bx * bx + by * by + arrival[5] ** 2)
    shot.crossing_deg = math.degrees(
        math.acos(max(-1.0, min(1.0, (vx * bx + vy * by + vz * arrival[5]) / speeds)))
    )
    shot.intercept_s = t
    place = np.array([px, py, pz])
    lat, lon, alt = ground_point(earth, t, place)
    shot.intercept_lat_deg, shot.intercept_lon_deg, shot.intercept_alt_m = (
        math.degrees(lat),
        math.degrees(lon),
        alt,
    )
    if broken:
        shot.link = FAILED_IN_FLIGHT
        return
    ready = shot.launch_s + burnout_s + vehicle.ready_s
    acquired = max(t - vehicle.acquisition_m / closing, ready)
    shot.acquired_s = acquired
    go = max(t - acquired, 1e-3)
    aim = np.array([ax, ay, arrival[2]])
    spent = _update(
        earth, vehicle, rows, count, ready, acquired, t, aim, wx / closing, wy / closing, wz / closing
    )
    at = _row_before(rows, count, acquired)
    error = _across(px - aim[0], py - aim[1], pz - aim[2], wx / closing, wy / closing, wz / closing)
    sigma = _sigma(earth, rows[at], t)
    shot.handover_error_m = error
    shot.handover_sigma_m = sigma
    shot.divert_m_s = spent
    shot.handover_angle_rad = error / (closing * go)
    if shot.handover_angle_rad > vehicle.half_field_rad:
        shot.link = NOT_IN_THE_BASKET
        shot.miss_m = error
        return
    miss, used = home(
        error,
        sigma,
        go,
        closing,
        vehicle.noise_rad,
        vehicle.lag_s,
        vehicle.push_m_s2,
        vehicle.divert_m_s - spent,
        luck.seed,
        np.uint64(SEEKER),
        np.uint64(luck.world) * WORLD_SHIFT + np.uint64(order.run),
        np.uint64(key),
        np.uint64(order.battery) * ACTOR_SHIFT + np.uint64(slot),
    )
    shot.divert_m_s = spent + used
    shot.miss_m = miss
    shot.hit = 1 if miss <= vehicle.hit_m else 0
    if shot.hit:
        shot.link = KILLED
    else:
        shot.link = OUT_OF_DIVERT if spent + used >= vehicle.divert_m_s else MISSED


@kernel
def _update(earth, vehicle, rows, count, ready, acquired, t, aim, ux, uy, uz):
    # in-flight updates move the aim across the line of sight; each costs the shift over the time left
    spent = 0.0
    point = np.empty(3)
    at_s = ready
    while True:
        at_s = min(at_s, acquired)
        row = _row_before(rows, count, at_s)
        if row >= 0:
            _predicted(earth, rows[row], t, point)
            shift = _across(point[0] - aim[0], point[1] - aim[1], point[2] - aim[2], ux, uy, uz)
            spent += shift / max(t - at_s, 1.0)
            aim[:] = point
        if at_s >= acquired:
            return spent
        at_s += vehicle.update_s


@kernel(shared=True)
def _across(dx, dy, dz, ux, uy, uz):
    along = dx * ux + dy * uy + dz * uz
    return math.sqrt(max(dx * dx + dy * dy + dz * dz - along * along, 0.0))


@kernel
def _sigma(earth, row, t):
    # the track's own uncertainty of position at the time of intercept, one axis
    state = row.state_eci_m_m_s.copy()
    cov = row.cov_eci.copy()
    left = t - row.time_s
    while left > 0.0:
        h = min(left, 10.0)
        predict_packed(earth, h, 0.0, state, cov)
        left -= h
    return math.sqrt((cov[0] + cov[6] + cov[11]) / 3.0)
