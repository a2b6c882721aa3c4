"""Outcomes: the only room that sees orders and sky. Each ordered interceptor is flown, handed over and homed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.engagement.assess import assess
from midcourse.engagement.intercept import Aims, Draws, KillVehicleRow, fight_orders, fly_out
from midcourse.interceptors.flyout import Launcher, fly_to, launcher_at
from midcourse.kernels._jit import kernel
from midcourse.records import (
    FAILED_IN_FLIGHT,
    KILLED,
    NO_LAUNCH_WINDOW,
    REPORT,
    SHOT,
    WARHEAD,
    WRONG_OBJECT,
)
from midcourse.truth import Trajectory, shifted

if TYPE_CHECKING:
    from midcourse.engagement.run import Batch
    from midcourse.engagement.watch import Watched
    from midcourse.scenario.model import BatteryItem, Doctrine
    from midcourse.truth import Sky

MAKE_BITS = 0x7FFFFFFF
MAX_NODES = 600


NOTHING = -1  # kind of what flies where there is nothing
NO_KEY = 1 << 40  # keys of tracks of nothing lie above those of objects
MOST_SHOTS = 1000  # at one track; slots of luck of the next track of the same object begin after these


class Shots:
    """All shots so far, and what the battle manager is told of them."""

    def __init__(self, rows: np.ndarray | None = None) -> None:
        self.rows = np.zeros(0, dtype=SHOT) if rows is None else rows

    def add(self, rows: np.ndarray) -> Shots:
        """Return these shots and more."""
        return Shots(np.concatenate([self.rows, rows]))

    def reports(self, runs: np.ndarray) -> np.ndarray:
        """Return what the battle manager is told of every shot: REPORT rows; nothing of what was really there."""
        told = np.zeros(len(self.rows), dtype=REPORT)
        told["run_at"] = np.searchsorted(runs, self.rows["run"])
        for name in ("track", "battery", "shot", "launch_s", "intercept_s"):
            told[name] = self.rows[name]
        told["report_s"], told["hit"] = self.rows["assessed_s"], self.rows["assessed_hit"]
        return told


def shoot(
    orders: np.ndarray,
    watched: Watched,
    sky: Sky,
    batteries: Sequence[BatteryItem],
    doctrine: Doctrine,
    batch: Batch,
    earlier: np.ndarray,
) -> np.ndarray:
    """Fly every order against what is really in the sky.

    Args:
        orders: ORDER rows.
        watched: tracks, for the updates in flight.
        sky: what really flies.
        batteries: what shoots.
        doctrine: the share of failures with a common cause, and how shots are assessed.
        batch: seed, world and runs.
        earlier: SHOT rows of earlier rounds: what they killed is gone.

    Returns:
        SHOT rows, in the order of the orders.
    """
    shots = np.zeros(len(orders), dtype=SHOT)
    luck = Draws(np.uint64(batch.seed), batch.world)
    at = np.searchsorted(batch.runs, orders["run"])
    aims = _aims(watched.objects, sky, at, orders["track"], orders["shot"])
    for b, item in enumerate(batteries):
        mine = np.flatnonzero(orders["battery"] == b)
        if len(mine) == 0:
            continue
        out = np.zeros(len(mine), dtype=SHOT)
        theirs = Aims(*(values[mine] for values in aims))
        make = (
            zlib.crc32(item.interceptor.id.partition("@")[0].encode()) & MAKE_BITS
        )  # a claim is of the same make
        fight_orders(
            _launcher(item), _vehicle(item.interceptor), _chances(item.interceptor), doctrine.common_cause, make,
            orders[mine], theirs, watched.rows, watched.counts, batch.runs, sky.nodes, sky.counts, luck, out,
        )  # fmt: skip
        shots[mine] = out
    shots["kind"] = np.where(aims.thing >= 0, sky.kind[aims.thing], NOTHING)
    struck = _struck(shots, at, earlier, np.searchsorted(batch.runs, earlier["run"]), sky)
    assess(luck, doctrine, aims, struck, shots)
    return shots


def _aims(objects: np.ndarray, sky: Sky, at: np.ndarray, track: np.ndarray, shot: np.ndarray) -> Aims:
    # luck belongs to the object: a second track of it goes on in slots of its own
    thing = objects[at, track]
    before = np.arange(objects.shape[1])[None, :] < track[:, None]
    again = (before & (objects[at] == thing[:, None])).sum(axis=1)
    key = np.where(thing >= 0, sky.key[thing], NO_KEY + track.astype(np.int64))
    return Aims(thing.astype(np.int64), key.astype(np.int64), (again * MOST_SHOTS + shot).astype(np.int64))


def _struck(
    shots: np.ndarray, at: np.ndarray, earlier: np.ndarray, earlier_at: np.ndarray, sky: Sky
) -> np.ndarray:
    # what the first hit in time destroyed is gone for all later shots; only a warhead hit counts as a hit
    killed_s = np.full((max([0, *at, *earlier_at]) + 1, len(sky.counts)), np.inf)
    for rows, r in ((earlier, earlier_at), (shots, at)):
        hit = rows["hit"] == 1
        np.minimum.at(killed_s, (r[hit], rows["object"][hit]), rows["intercept_s"][hit])
    first_s = np.where(shots["object"] >= 0, killed_s[at, shots["object"]], np.inf)
    struck = (shots["hit"] == 1) | (shots["intercept_s"] > first_s)
    came = ~np.isin(shots["link"], (NO_LAUNCH_WINDOW, FAILED_IN_FLIGHT))
    late = came & (shots["intercept_s"] > first_s)
    shots["hit"][late], shots["link"][late], shots["miss_m"][late] = 0, KILLED, np.nan
    wrong = shots["kind"] != WARHEAD
    shots["hit"][wrong], shots["link"][wrong] = 0, WRONG_OBJECT
    return struck


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
    x, state = np.empty(3), np.empty(6)
    factor = fly_out(launcher, orders[0], shots[0], np.empty((3, 4)), False, x, state)
    return fly_to(launcher, x[0], x[1], factor, x[2], nodes, state)[1] if factor > 0.0 else 0


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
