"""A solved flight passes through its point when the table says so, from anywhere in any direction."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest

from midcourse.catalog import Interceptor, load_interceptor
from midcourse.engagement.intercept import fly_out
from midcourse.interceptors.flyout import GROUND_M, SOLVED, Launcher, fly_to, launcher_at, solve
from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import arc_m, boost_flight, with_factor
from midcourse.kernels.earth import STILL, WGS84, Earth, ecef_to_geodetic, geodetic_to_ecef
from midcourse.kernels.flight import DEFAULT_M, TIME_UP, TWICE_AS_FAST
from midcourse.kernels.steering import HOLD_ALTITUDE_M
from midcourse.reach import aimed_flight, least_flight
from midcourse.records import ORDER, SHOT
from midcourse.scenario import Scenario

ENTRIES = [
    "gbi-three-stage", "gbi-three-stage@booster-flight-2003", "gbi-two-stage", "gbi-two-stage@mda-2007",
    "sm-3-iia", "surrogate-2001", "thaad",
]  # fmt: skip
POINTS = [(200e3, 600e3), (400e3, 300e3), (600e3, 200e3), (900e3, 250e3), (1500e3, 400e3), (2200e3, 300e3)]
DRAWN = 400


class Flown(NamedTuple):
    """One point: what the table says at it, what the table says over a turning Earth, and the flight."""

    solved: bool
    table_s: float
    aimed_s: float
    flown_s: float


def ahead(lat: float, azimuth: float, range_m: float, alt_m: float, earth: Earth) -> np.ndarray:
    """Return a point at about a range and azimuth from a site at longitude 0, `ecef`."""
    angle = range_m / 6.371e6
    north = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(azimuth))
    east = math.atan2(
        math.sin(azimuth) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(north)
    )
    return np.array(geodetic_to_ecef(earth, north, east, alt_m))


def flown(launcher: Launcher, aim: np.ndarray, alt_m: float) -> Flown | None:
    """Solve the flight to a point; None where it lies out of reach from this site."""
    earth, site = launcher.earth, launcher.pad[:3]
    lat, lon, _ = ecef_to_geodetic(earth, *aim)
    far, _ = arc_m(earth, site[0], site[1], lat, lon)
    table_s, _, _ = least_flight(launcher.table, far, alt_m)
    aimed_s, pitch, factor, azimuth = aimed_flight(earth, site, launcher.table, aim)
    if not math.isfinite(table_s):
        return None
    x = np.empty(3)
    status, off = solve(
        launcher, aim, azimuth, pitch, factor, aimed_s, np.empty((3, 4)), False, x, np.empty(6)
    )
    assert status != SOLVED or off < 1.0
    return Flown(status == SOLVED, table_s, aimed_s, float(x[2]))


def drawn(interceptor: Interceptor, points, earth: Earth) -> list[Flown]:
    """Solve flights to random points in reach from random sites in random directions."""
    rng = np.random.default_rng(11)
    start = launcher_at(interceptor, 0.0, 0.0, 0.0, earth)
    found = []
    for range_m, alt_m in points(start.table, DRAWN, 12):
        lat, azimuth = math.asin(rng.uniform(-1.0, 1.0)), rng.uniform(0.0, 2.0 * math.pi)
        launcher = start._replace(pad=(lat, 0.0, 0.0, start.pad[3]))
        found.append(flown(launcher, ahead(lat, azimuth, range_m, alt_m, earth), alt_m))
    return [each for each in found if each is not None]


@pytest.mark.parametrize("name", ENTRIES)
def verif_table_against_flights_without_rotation(name: str, points) -> None:
    found = drawn(load_interceptor(name)[0], points, STILL)
    assert len(found) > 0.95 * DRAWN
    assert np.mean([each.solved for each in found]) >= 0.995
    off = np.array([abs(each.flown_s / each.table_s - 1.0) for each in found if each.solved])
    # the table was flown from the equator: near the poles gravity differs by half a per cent, which shows only
    # where a path is near its highest or farthest point
    assert np.quantile(off, 0.99) < 0.008 and off.max() < 0.015


@pytest.mark.parametrize("name", ENTRIES)
def verif_table_against_flights_on_the_turning_earth(name: str, points) -> None:
    found = drawn(load_interceptor(name)[0], points, WGS84)
    # the rest lies outside what can be flown: to the west the turning Earth takes from height and range
    assert np.mean([each.solved for each in found]) >= 0.985
    off = np.array([abs(each.flown_s / each.aimed_s - 1.0) for each in found if each.solved])
    assert np.mean(off > 0.01) <= 0.015


@pytest.mark.parametrize("name", ENTRIES)
def verif_at_the_equator_eastward_without_rotation_the_table_is_the_flight(name: str, points) -> None:
    launcher = launcher_at(load_interceptor(name)[0], 0.0, 0.0, 0.0, STILL)
    off = []
    for range_m, alt_m in points(launcher.table, 300, 13):
        aim = np.array(geodetic_to_ecef(STILL, 0.0, range_m / STILL.a_m, alt_m))
        found = flown(launcher, aim, alt_m)
        assert found is not None and found.solved
        off.append(found.flown_s / found.table_s - 1.0)
    # where two kinds of flight meet within a cell of the table, the slower one is promised
    assert max(off) <= 0.01 and np.mean(np.array(off) < -0.01) <= 0.01 and min(off) > -0.05


@pytest.mark.parametrize("name", ENTRIES)
def verif_long_steps_end_within_fifty_metres_of_the_default_method(name: str) -> None:
    launcher = launcher_at(load_interceptor(name)[0], 54.0, 17.0, 50.0)
    table, rng, aloft = launcher.table, np.random.default_rng(0), 0
    for _ in range(60):
        pitch, azimuth = float(rng.choice(table.pitches_rad)), float(rng.uniform(0.0, 2.0 * math.pi))
        factor, flight_s = (
            rng.uniform(table.least_factor, 1.0),
            rng.uniform(table.ready_s, min(table.limit_s, 900.0)),
        )
        steer = (azimuth, np.interp(pitch, table.pitches_rad, table.kicks_rad), pitch, HOLD_ALTITUDE_M)
        stages, ends = with_factor(launcher.stages, factor), []
        for tolerance in (DEFAULT_M, TWICE_AS_FAST):
            state = np.empty(6)
            status, *_ = boost_flight(
                launcher.earth, launcher.air, launcher.curve, stages, launcher.payload_kg, 0.0, launcher.pad, steer,
                math.inf, float(flight_s), GROUND_M, tolerance, np.empty((0, 10)), state,
            )  # fmt: skip
            ends.append((status, state[:3].copy()))
        if np.linalg.norm(ends[0][1]) > WGS84.a_m:  # what has come down by then is no shot
            assert ends[0][0] == ends[1][0] == TIME_UP
            assert math.dist(ends[0][1], ends[1][1]) < 50.0
            aloft += 1
    assert aloft > 20


@pytest.mark.parametrize(("range_m", "alt_m"), POINTS)
@pytest.mark.parametrize("earth", [STILL, WGS84], ids=["still", "turning"])
def verif_a_solved_flight_passes_through_its_point(
    scenario: Scenario, range_m: float, alt_m: float, earth
) -> None:
    launcher = launcher_at(scenario.batteries[0].interceptor, 40.0, 10.0, 0.0, earth)
    aim = np.array(geodetic_to_ecef(earth, math.radians(40.0) + range_m / 6.36e6, math.radians(10.0), alt_m))
    least, pitch, factor, azimuth = aimed_flight(earth, launcher.pad[:3], launcher.table, aim)
    x = np.empty(3)
    status, off = solve(launcher, aim, azimuth, pitch, factor, least, np.empty((3, 4)), False, x, np.empty(6))
    assert status == SOLVED and off < 1.0
    assert x[2] == pytest.approx(least, rel=0.01)
    nodes, state = np.empty((600, 10)), np.empty(6)
    fly_to(launcher, x[0], x[1], factor, x[2], nodes, state)
    angle = -earth.omega_rad_s * x[2]
    px = math.cos(angle) * state[0] - math.sin(angle) * state[1]
    py = math.sin(angle) * state[0] + math.cos(angle) * state[1]
    assert math.dist((px, py, state[2]), aim) < 1.0


@pytest.mark.parametrize("earth", [STILL, WGS84], ids=["still", "turning"])
@pytest.mark.parametrize("azimuth_deg", [0.0, 90.0, 180.0, 270.0])
def verif_points_above_the_launcher_are_solved(earth, azimuth_deg: float) -> None:
    launcher = launcher_at(load_interceptor("gbi-two-stage")[0], 30.0, 0.0, 0.0, earth)
    for range_m in (2e3, 20e3, 60e3):
        for alt_m in (1000e3, 2500e3):
            aim = ahead(math.radians(30.0), math.radians(azimuth_deg), range_m, alt_m, earth)
            found = flown(launcher, aim, alt_m)
            assert found is not None and found.solved
            assert found.flown_s == pytest.approx(found.aimed_s, rel=0.01)


@kernel
def _ordered(launcher, orders, shots):
    return fly_out(launcher, orders[0], shots[0], np.empty((3, 4)), False, np.empty(3), np.empty(6))


def prop_what_is_out_of_reach_is_never_flown() -> None:
    launcher = launcher_at(load_interceptor("sm-3-iia")[0], 40.0, 0.0, 0.0)
    lat, floor = math.radians(40.0), launcher.table.floor_m
    orders, shots = np.zeros(1, dtype=ORDER), np.zeros(1, dtype=SHOT)
    for range_m, alt_m in ((600e3, floor - 10.0), (900e3, 1e3), (9e6, 300e3), (50e3, 200e3), (500e3, 4e6)):
        orders[0]["aim_ecef_m"] = ahead(lat, 0.0, range_m, alt_m, WGS84)
        assert _ordered(launcher, orders, shots) == 0.0
    orders[0]["aim_ecef_m"] = ahead(lat, 0.0, 600e3, floor + 10e3, WGS84)
    assert _ordered(launcher, orders, shots) > 0.0


def prop_a_shed_shot_has_the_speed_of_its_factor() -> None:
    launcher = launcher_at(load_interceptor("gbi-two-stage")[0], 0.0, 0.0, 0.0, STILL)
    speeds = []
    for factor in (launcher.table.least_factor, 0.7, 1.0):
        state = np.empty(6)
        fly_to(
            launcher,
            0.5 * math.pi,
            0.25 * math.pi,
            factor,
            launcher.table.burnout_s,
            np.empty((0, 10)),
            state,
        )
        speeds.append(float(np.linalg.norm(state[3:])))
    assert speeds == sorted(speeds)
    assert speeds[0] / speeds[-1] == pytest.approx(0.6, abs=0.01)
