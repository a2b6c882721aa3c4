"""One batch of engagements: the pipeline on one screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.battle.decide import Battery, Decision, decide
from midcourse.engagement.clock import clock_s
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


class Batch(NamedTuple):
    """Which runs of which world to fight, with which luck."""

    seed: int
    world: int
    runs: np.ndarray


class Result(NamedTuple):
    """A batch from sky to verdict; `decision` is how every track stood at the end, `radars` the ids of those."""

    batch: Batch
    sky: Sky
    watched: Watched
    decision: Decision
    orders: np.ndarray
    shots: np.ndarray
    fates: np.ndarray
    radars: tuple[str, ...]


def fight(scenario: Scenario, batch: Batch, sky: Sky | None = None) -> Result:
    """Fight a batch of runs of a scenario.

    Args:
        scenario: checked scenario.
        batch: seed, world and numbers of the runs; run k gives the same bytes alone and inside any batch.
        sky: what flies, where it is known already.

    Returns:
        Result.

    Raises:
        NoSolution: a missile cannot reach its aim point.
    """
    if sky is None:
        sky = fly_raid(scenario.raid)  # nature: once per world
    doctrine, places = scenario.doctrine, rad(scenario.defended)
    tracks = watch(scenario, sky, batch)  # belief: task, look, detect, track, in time order
    batteries = [battery_of(item) for item in scenario.batteries]
    clock = clock_s(scenario, sky, tracks)
    shots = Shots()
    orders = []
    decision: Decision | None = None
    for number in range(doctrine.max_rounds + 1):  # decisions and outcomes; the last round holds what is open
        told = shots.reports(batch.runs)
        decision = decide(
            tracks.rows, tracks.counts, told, batteries, doctrine, places, clock, batch.runs, number, decision
        )
        orders.append(decision.orders)
        if len(decision.orders) == 0:
            break
        shots = shots.add(
            shoot(decision.orders, tracks, sky, scenario.batteries, doctrine, batch, shots.rows)
        )
    assert decision is not None
    fates = judge(sky, tracks, decision, shots.rows, scenario, batteries, batch.runs)
    radars = tuple(item.radar.id for item in scenario.sensors if item.is_radar)
    return Result(batch, sky, tracks, decision, np.concatenate(orders), shots.rows, fates, radars)


def rad(places: Iterable[Place]) -> np.ndarray:
    """Return latitudes and longitudes of places in rad, shape (n, 2)."""
    return np.array([(math.radians(p.lat_deg), math.radians(p.lon_deg)) for p in places]).reshape(-1, 2)


def battery_of(item: BatteryItem) -> Battery:
    """Return a battery of a scenario as the battle manager knows it."""
    place = item.place
    site = (math.radians(place.lat_deg), math.radians(place.lon_deg), place.alt_m)
    chain = item.interceptor.reliability
    chances = (chain.launch, chain.boost, chain.separation, chain.seeker)
    make = item.interceptor.id.partition("@")[0]  # a claim is of the same make
    return Battery(site, reach_table(item.interceptor), item.count, make, chances)
