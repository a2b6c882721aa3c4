"""Published figures about missiles and their flights, each beside ours."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from midcourse.catalog import load_missile
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL, Earth
from midcourse.kernels.orbit import free_flight
from midcourse.verification import shipped
from midcourse.verification.ranges import furthest, missile_stack
from midcourse.verification.row import Change, Row
from midcourse.verification.target import judged

SPHERE_M = 6_371e3  # of the closed forms below, as their source has them
GM_M3_S2 = 3.9860044e14


def rows(change: Change) -> Iterator[Row]:
    """Compare ranges, burn times and closed forms with what is published."""
    table = shipped.table("published_missiles")
    earth, _ = change(STILL, US76)
    for entry in table["rows"]:
        yield judged(table, entry, worked(entry, earth))


def worked(entry: Any, earth: Earth) -> float:
    """Work our side of one target, in its unit.

    Args:
        entry: a row of `published_missiles.yaml`; `how` says what is worked.
        earth: Earth without rotation.
    """
    how = entry["how"]
    if how == "range":
        return furthest(missile_stack(entry["missile"], entry["payload_kg"]), earth).range_m / 1e3
    if how == "burn":
        return load_missile(entry["missile"])[0].stages[entry["stage"]].burn_s
    if how == "range-at-speed":
        return longest_arc_m(1e3 * entry["speed_km_s"]) / 1e3
    speed_m_s, apogee_m, time_s = least_energy(1e3 * entry["range_km"])
    return {"least-speed": speed_m_s / 1e3, "least-apogee": apogee_m / 1e3, "least-time": time_s / 60.0}[how]


def longest_arc_m(speed_m_s: float) -> float:
    """Find the longest arc over a sphere, surface to surface, that a speed allows, by search over its angle."""
    from scipy.optimize import minimize_scalar

    def shortfall(angle_rad: float) -> float:
        return -SPHERE_M * float(free_flight(GM_M3_S2, SPHERE_M, speed_m_s, angle_rad)[0])

    return -float(minimize_scalar(shortfall, bounds=(0.0, 0.25 * math.pi), method="bounded").fun)


def least_energy(range_m: float) -> tuple[float, float, float]:
    """Find the slowest arc of a given length over a sphere, by search.

    Returns:
        speed in m/s, apogee in m and time in s.
    """
    from scipy.optimize import brentq, minimize_scalar

    def speed_for(angle_rad: float) -> float:
        # faster is further until the arc is half a turn
        orbital = math.sqrt(GM_M3_S2 / SPHERE_M)

        def surplus(speed: float) -> float:
            return SPHERE_M * float(free_flight(GM_M3_S2, SPHERE_M, speed, angle_rad)[0]) - range_m

        return float(brentq(surplus, 1.0, orbital, xtol=1e-6))

    best = minimize_scalar(speed_for, bounds=(0.01, 1.0), method="bounded", options={"xatol": 1e-7})
    _, time_s, far_m = free_flight(GM_M3_S2, SPHERE_M, float(best.fun), float(best.x))
    return float(best.fun), far_m - SPHERE_M, time_s
