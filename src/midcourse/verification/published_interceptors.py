"""Published figures about the ground-based interceptor, and the dispute of 2007, each beside ours."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from midcourse.catalog import load_interceptor
from midcourse.catalog.model import Interceptor
from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import true_window
from midcourse.interceptors.reference_flight import burnout, dead_mass_for, reference_stack, with_dead_mass
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL, Earth
from midcourse.kernels.orbit import free_flight
from midcourse.records import WARHEAD
from midcourse.scenario import load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.verification import shipped
from midcourse.verification.published_flights import GM_M3_S2, SPHERE_M
from midcourse.verification.ranges import furthest
from midcourse.verification.row import Change, Row
from midcourse.verification.target import judged


def rows(change: Change) -> Iterator[Row]:
    """Compare speeds, ranges and counts with what is published."""
    table = shipped.table("published_interceptors")
    earth, _ = change(STILL, US76)
    for entry in table["rows"]:
        yield judged(table, entry, worked(entry, earth))


def worked(entry: Any, earth: Earth) -> float:
    """Work our side of one target, in its unit.

    Args:
        entry: a row of `published_interceptors.yaml`; `how` says what is worked.
        earth: Earth without rotation.
    """
    how = entry["how"]
    if how == "leakage":
        return 1.0 - float(entry["interceptors"]) / float(entry["warheads"])
    if how == "arc-speed":
        return arc_speed_m_s(1e3 * entry["range_km"], 1e3 * entry["apogee_km"]) / 1e3
    interceptor, _ = load_interceptor(entry["interceptor"])
    if how == "dead-mass":
        return dead_mass_for(interceptor, 1e3 * entry["speed_km_s"], math.radians(entry["angle_deg"]))
    laden = with_dead_mass(interceptor, float(entry["dead_kg"]))
    if how == "in-reach":
        return float(bases_in_reach(laden, float(entry["launch_s"])))
    if how == "range":
        return furthest(reference_stack(laden), earth).range_m / 1e3
    return burnout(laden, math.radians(entry["angle_deg"]), earth).speed_m_s / 1e3


def bases_in_reach(interceptor: Interceptor, launch_s: float) -> int:
    """Count the bases of russia-2007 whose missile an interceptor in Poland still meets.

    Args:
        interceptor: what stands there.
        launch_s: its first launch, after the lift-off of the missile [s].
    """
    scenario = load_scenario("russia-2007")
    battery = battery_of(scenario.batteries[0].model_copy(update={"interceptor": interceptor}))
    met = 0
    for item in scenario.raid:
        sky = fly_raid((item,))
        warhead = int(np.flatnonzero(sky.kind == WARHEAD)[0])
        met += true_window(sky, warhead, battery).last_launch_s >= launch_s
    return met


def arc_speed_m_s(range_m: float, apogee_m: float) -> float:
    """Find the speed of the arc over a sphere that has a given range and height, surface to surface."""
    from scipy.optimize import brentq

    top_m = SPHERE_M + apogee_m

    def speed_at(angle_rad: float) -> float:
        # energy and angular momentum are the same below and at the apogee
        narrow = 1.0 - (SPHERE_M * math.cos(angle_rad) / top_m) ** 2
        return math.sqrt(2.0 * GM_M3_S2 * (1.0 / SPHERE_M - 1.0 / top_m) / narrow)

    def surplus(angle_rad: float) -> float:
        turned = free_flight(GM_M3_S2, SPHERE_M, speed_at(angle_rad), angle_rad)[0]
        return SPHERE_M * float(turned) - range_m

    return speed_at(float(brentq(surplus, 0.3, 0.5 * math.pi - 1e-6)))
