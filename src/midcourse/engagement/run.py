"""One batch of engagements: the pipeline on one screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.battle.decide import Battery, Decision, decide
from midcourse.engagement.judge import judge
from midcourse.engagement.shots import Shots, shoot
from midcourse.engagement.watch import Watched, watch
from midcourse.interceptors.reach_table import reach_table
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from midcourse.scenario.model import BatteryItem, Scenario
    from midcourse.scenario.place import Place
    from midcourse.truth import Sky

MAX_ROUNDS = 16


class Batch(NamedTuple):
    """Which runs of which world to fight, with which luck."""

    seed: int
    world: int
    runs: np.ndarray


class Result(NamedTuple):
    """A batch from the sky to the verdict."""

    batch: Batch
    sky: Sky
    watched: Watched
    first: Decision
    orders: np.ndarray
    shots: np.ndarray
    fates: np.ndarray


def fight(scenario: Scenario, batch: Batch) -> Result:
    """Fight a batch of runs of a scenario.

    Args:
        scenario: checked scenario.
        batch: seed, world and numbers of the runs; run k gives the same bytes alone and inside any batch.

    Returns:
        Result.

    Raises:
        NoSolution: a missile cannot reach its aim point.
    """
    sky = fly_raid(scenario.raid)  # nature: once per world
    tracks = watch(scenario.sensors, sky, batch)  # belief: task, look, detect, track, in time order
    batteries = [_battery(item) for item in scenario.batteries]
    shots = Shots()
    rounds: list[Decision] = []
    for _ in range(MAX_ROUNDS):  # decisions and outcomes
        decision = decide(
            tracks.rows,
            tracks.counts,
            shots.reports(batch.runs),
            batteries,
            scenario.doctrine,
            rad(scenario.defended),
            batch.runs,
        )
        rounds.append(decision)
        if len(decision.orders) == 0:
            break
        shots = shots.add(
            shoot(decision.orders, tracks, sky, scenario.batteries, scenario.doctrine.common_cause, batch)
        )
    places = rad([*scenario.defended, *(item.to_place for item in scenario.raid)])
    fates = judge(
        sky, tracks, rounds[0], shots.rows, places, scenario.batteries, scenario.sensors, batch.runs
    )
    orders = np.concatenate([decision.orders for decision in rounds])
    return Result(batch, sky, tracks, rounds[0], orders, shots.rows, fates)


def rad(places: Iterable[Place]) -> np.ndarray:
    """Return latitudes and longitudes of places in rad, shape (n, 2)."""
    return np.array([(math.radians(p.lat_deg), math.radians(p.lon_deg)) for p in places]).reshape(-1, 2)


def _battery(item: BatteryItem) -> Battery:
    place = item.place
    site = (math.radians(place.lat_deg), math.radians(place.lon_deg), place.alt_m)
    return Battery(site, reach_table(item.interceptor), item.count)
