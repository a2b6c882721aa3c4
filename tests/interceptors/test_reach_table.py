"""The reach table says what flights say, and a solved flight passes through its point."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.interceptors.flyout import SOLVED, bearing, fly_to, launcher_at, solve
from midcourse.interceptors.reach_table import reach_table
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import STILL, WGS84, geodetic_to_ecef
from midcourse.reach import least_time
from midcourse.scenario import Scenario

POINTS = [(200e3, 600e3), (400e3, 300e3), (600e3, 200e3), (900e3, 250e3), (1500e3, 400e3), (2200e3, 300e3)]


@pytest.mark.parametrize(("range_m", "alt_m"), POINTS)
@pytest.mark.parametrize("earth", [STILL, WGS84], ids=["still", "turning"])
def verif_table_against_solved_flights(scenario: Scenario, range_m: float, alt_m: float, earth) -> None:
    interceptor = scenario.batteries[0].interceptor
    lat, lon = math.radians(40.0), math.radians(10.0)
    launcher = launcher_at(interceptor, 40.0, 10.0, 0.0, earth)
    point_lat = lat + range_m / 6.36e6
    far, _ = arc_m(earth, lat, lon, point_lat, lon)
    aim = np.array(geodetic_to_ecef(earth, point_lat, lon, alt_m))
    least, pitch = least_time(launcher.table, far, alt_m)
    assert math.isfinite(least)
    x = np.empty(3)
    status, off = solve(launcher, aim, bearing(earth, lat, lon, 0.0, aim), pitch, least, x)
    assert status == SOLVED and off < 1.0
    assert x[2] == pytest.approx(least, rel=0.01)
    nodes, state = np.empty((600, 10)), np.empty(6)
    fly_to(launcher, *x, nodes, state)
    angle = -earth.omega_rad_s * x[2]
    px = math.cos(angle) * state[0] - math.sin(angle) * state[1]
    py = math.sin(angle) * state[0] + math.cos(angle) * state[1]
    assert math.dist((px, py, state[2]), aim) < 1.0


def prop_nothing_below_the_floor_or_past_the_limit(scenario: Scenario) -> None:
    table = reach_table(scenario.batteries[0].interceptor)
    assert math.isinf(least_time(table, 600e3, table.floor_m - 1.0)[0])
    assert math.isinf(least_time(table, 9e6, 300e3)[0])
    finite = table.least_s[np.isfinite(table.least_s)]
    assert finite.min() >= table.burnout_s


def prop_a_weak_booster_reaches_nothing(scenario: Scenario) -> None:
    interceptor = scenario.batteries[0].interceptor
    lead = interceptor.model_copy(update={"dead_kg": 5000.0})
    table = reach_table(lead)
    assert not np.isfinite(table.least_s[:, 20:]).any()
