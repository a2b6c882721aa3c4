"""Outcomes: the only room that sees orders and sky. Each ordered interceptor is flown, handed over and homed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.engagement.intercept import MAX_NODES, KillVehicleRow, Luck, fight_orders, fly_out
from midcourse.interceptors.flyout import Launcher, launcher_at
from midcourse.kernels._jit import kernel
from midcourse.records import SHOT
from midcourse.truth import Trajectory, shifted

if TYPE_CHECKING:
    from midcourse.engagement.run import Batch
    from midcourse.engagement.watch import Watched
    from midcourse.scenario.model import BatteryItem
    from midcourse.truth import Sky


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
    luck = Luck(np.uint64(batch.seed), batch.world)
    for b, item in enumerate(batteries):
        mine = np.flatnonzero(orders["battery"] == b)
        if len(mine) == 0:
            continue
        out = np.zeros(len(mine), dtype=SHOT)
        fight_orders(
            _launcher(item), _vehicle(item.interceptor), _chances(item.interceptor), common_cause, orders[mine],
            watched.rows, watched.counts, batch.runs, sky.nodes, sky.counts, luck, out,
        )  # fmt: skip
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
    launcher = _launcher(item)
    shot = np.zeros(1, dtype=SHOT)
    nodes = np.empty((MAX_NODES, 10))
    count = _fly_again(launcher, order.reshape(1), shot, nodes)
    launch_s = float(shot["launch_s"][0])
    path = shifted(nodes[:count], launch_s)
    return Trajectory(path, launch_s, launch_s + launcher.table.burnout_s, False)


@kernel
def _fly_again(launcher, orders, shots, nodes):
    count, _ = fly_out(launcher, orders[0], shots[0], np.empty(3), nodes)
    return count


def _launcher(item: BatteryItem) -> Launcher:
    place = item.place
    return launcher_at(item.interceptor, place.lat_deg, place.lon_deg, place.alt_m)


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
