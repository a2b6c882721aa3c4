"""Outcomes: the only room that sees orders and sky. Each ordered interceptor is flown, handed over and homed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.interceptors.flyout import SOLVED, bearing, fly_to, solve
from midcourse.interceptors.reach_table import interceptor_stack, reach_table
from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.boost import arc_m, ground_point
from midcourse.kernels.earth import WGS84, turn
from midcourse.kernels.filter import predict
from midcourse.kernels.homing import home
from midcourse.kernels.motion import vacuum_step
from midcourse.kernels.path import state_at
from midcourse.reach import least_time
from midcourse.records import (
    FAILED_IN_FLIGHT,
    KILLED,
    MISSED,
    NO_LAUNCH_WINDOW,
    NOT_IN_THE_BASKET,
    OUT_OF_DIVERT,
    SHOT,
)
from midcourse.streams import COMMON_CAUSE, RELIABILITY, SEEKER, WORLD_SHIFT, uniform
from midcourse.tracking.track import unpack
from midcourse.truth import Trajectory, shifted

if TYPE_CHECKING:
    from midcourse.engagement.run import Batch
    from midcourse.engagement.watch import Watched
    from midcourse.scenario.model import BatteryItem
    from midcourse.truth import Sky

MAX_NODES = 600
ACTOR_SHIFT = np.uint64(1 << 32)  # a shot's own stream: battery above, number of the shot below
STEPS = 4  # of the chain of functional failures: launch, boost, separation, seeker


class KillVehicleRow(NamedTuple):
    """What the compiled loop reads of an interceptor's kill vehicle."""

    divert_m_s: float
    acquisition_m: float
    half_field: float
    noise: float
    lag_s: float
    push_m_s2: float
    hit_m: float
    ready_s: float
    update_s: float


class Shots:
    """All shots so far, and what the battle manager is told of them."""

    def __init__(self, rows: np.ndarray | None = None) -> None:
        self.rows = np.zeros(0, dtype=SHOT) if rows is None else rows

    def add(self, rows: np.ndarray) -> Shots:
        """Return these shots and more."""
        return Shots(np.concatenate([self.rows, rows]))

    def reports(self, runs: np.ndarray) -> np.ndarray:
        """Return what is known of every shot: position of the run, track, battery; shape (k, 3)."""
        columns = [np.searchsorted(runs, self.rows["run"]), self.rows["object"], self.rows["battery"]]
        return np.column_stack(columns).astype(np.int64)


def shoot(
    orders: np.ndarray,
    watched: Watched,
    sky: Sky,
    batteries: Sequence[BatteryItem],
    common_cause: float,
    batch: Batch,
) -> np.ndarray:
    """Fly every order against what is really in the sky.

    Args:
        orders: ORDER rows.
        watched: tracks, for the updates in flight.
        sky: what really flies.
        batteries: what shoots.
        common_cause: share of functional failures that strike all shots of a battery at an object alike.
        batch: seed, world and runs.

    Returns:
        SHOT rows, in the order of the orders.
    """
    shots = np.zeros(len(orders), dtype=SHOT)
    for b, item in enumerate(batteries):
        mine = np.flatnonzero(orders["battery"] == b)
        if len(mine) == 0:
            continue
        craft = interceptor_stack(item.interceptor)
        out = np.zeros(len(mine), dtype=SHOT)
        place = item.place
        site = (math.radians(place.lat_deg), math.radians(place.lon_deg), place.alt_m, craft.rise_s)
        _shoot(
            WGS84,
            US76,
            craft,
            site,
            reach_table(item.interceptor),
            _vehicle(item.interceptor),
            _chances(item.interceptor),
            common_cause,
            orders[mine],
            watched.rows,
            watched.counts,
            batch.runs,
            sky.nodes,
            sky.counts,
            np.uint64(batch.seed),
            batch.world,
            out,
        )
        shots[mine] = out
    return shots


def flown_path(order: np.ndarray, item: BatteryItem) -> Trajectory:
    """Fly one order again for a picture or a story.

    Args:
        order: one ORDER row.
        item: the battery that flew it.

    Returns:
        the interceptor's path from launch to the aim point.
    """
    craft = interceptor_stack(item.interceptor)
    place = item.place
    site = (math.radians(place.lat_deg), math.radians(place.lon_deg), place.alt_m, craft.rise_s)
    shot = np.zeros(1, dtype=SHOT)
    nodes = np.empty((MAX_NODES, 10))
    count = _fly_again(WGS84, US76, craft, site, reach_table(item.interceptor), order.reshape(1), shot, nodes)
    launch_s = float(shot["launch_s"][0])
    path = shifted(nodes[:count], launch_s)
    return Trajectory(path, launch_s, launch_s + craft.burn_s, False)


@kernel
def _fly_again(earth, air, craft, site, table, orders, shots, nodes):
    count, _ = _fly_out(earth, air, craft, site, table, orders[0], shots[0], np.empty(3), nodes)
    return count


def _vehicle(interceptor: Interceptor) -> KillVehicleRow:
    kv = interceptor.kill_vehicle
    return KillVehicleRow(
        kv.divert_m_s,
        kv.acquisition_range_m,
        kv.half_field_of_view_rad,
        kv.seeker_noise_rad,
        kv.homing_lag_s,
        kv.max_acceleration_m_s2,
        kv.hit_miss_m,
        kv.ready_s,
        interceptor.update_interval_s,
    )


def _chances(interceptor: Interceptor) -> tuple[float, float, float, float]:
    chain = interceptor.reliability
    return chain.launch, chain.boost, chain.separation, chain.seeker


@kernel
def _shoot(
    earth,
    air,
    craft,
    site,
    table,
    vehicle,
    chances,
    common,
    orders,
    rows,
    counts,
    runs,
    nodes,
    lengths,
    seed,
    world,
    out,
):
    room = np.empty((MAX_NODES, 10))
    x = np.empty(3)
    for i in range(orders.shape[0]):
        order = orders[i]
        shot = out[i]
        shot.run = order.run
        shot.object = order.track
        shot.battery = order.battery
        shot.shot = order.shot
        shot.launch_s = order.launch_s
        shot.intercept_s = order.intercept_s
        shot.miss_m, shot.divert_m_s = np.nan, np.nan
        shot.handover_error_m, shot.handover_sigma_m = np.nan, np.nan
        r = np.searchsorted(runs, order.run)
        k = order.track
        broken = _functional(chances, common, seed, world, order)
        count, state = _fly_out(earth, air, craft, site, table, order, shot, x, room)
        if count == 0:
            shot.link = NO_LAUNCH_WINDOW
            continue
        _meet(
            earth,
            vehicle,
            table,
            order,
            shot,
            rows[r, k],
            counts[r, k],
            nodes[k],
            lengths[k],
            state,
            seed,
            world,
            broken,
        )


@kernel
def _functional(chances, common, seed, world, order):
    # 1 where a step of the chain fails; a share of each failure is common to all shots of the battery at the object
    for step in range(STEPS):
        q = 1.0 - chances[step]
        shared = uniform(seed, COMMON_CAUSE, world, order.run, order.track, order.battery, step)
        own = uniform(
            seed, RELIABILITY, world, order.run, order.track, order.battery, order.shot * STEPS + step
        )
        if shared < common * q or own < (q - common * q) / (1.0 - common * q):
            return 1
    return 0


@kernel
def _fly_out(earth, air, craft, site, table, order, shot, x, room):
    # the solved flight; the launch is moved so that it arrives on time, but never before the order allows
    aim = order.aim_ecef_m
    state = np.empty(6)
    azimuth = bearing(earth, site[0], site[1], site[2], aim)
    place = ground_point(earth, 0.0, aim)
    far, _ = arc_m(earth, site[0], site[1], place[0], place[1])
    least, pitch = least_time(table, far, place[2])
    if not least < np.inf:
        return 0, state
    status, _ = solve(
        earth, air, craft.curve, craft.stages, craft.payload_kg, site, table, aim, azimuth, pitch, least, x
    )
    if status != SOLVED:
        return 0, state
    status, count = fly_to(
        earth, air, craft.curve, craft.stages, craft.payload_kg, site, table, x[0], x[1], x[2], room, state
    )
    shot.flight_s = x[2]
    shot.table_error_s = x[2] - least
    shot.launch_s = max(order.launch_s, order.intercept_s - x[2])
    return count, state


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
def _meet(earth, vehicle, table, order, shot, rows, count, nodes, length, arrival, seed, world, broken):
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
    ready = shot.launch_s + table.burnout_s + vehicle.ready_s
    acquired = max(t - vehicle.acquisition_m / closing, ready)
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
    if error / (closing * go) > vehicle.half_field:
        shot.link = NOT_IN_THE_BASKET
        shot.miss_m = error
        return
    miss, used = home(
        error,
        sigma,
        go,
        closing,
        vehicle.noise,
        vehicle.lag_s,
        vehicle.push_m_s2,
        vehicle.divert_m_s - spent,
        seed,
        np.uint64(SEEKER),
        np.uint64(world) * WORLD_SHIFT + np.uint64(order.run),
        np.uint64(order.track),
        np.uint64(order.battery) * ACTOR_SHIFT + np.uint64(order.shot),
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
    cov = np.empty((6, 6))
    unpack(row.cov_eci, cov)
    left = t - row.time_s
    while left > 0.0:
        h = min(left, 10.0)
        predict(earth, h, 0.0, state, cov)
        left -= h
    return math.sqrt((cov[0, 0] + cov[1, 1] + cov[2, 2]) / 3.0)
