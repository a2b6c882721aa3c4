"""Launches read off a straight line between worked flights are those of a flight worked for every point."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.battle.doctrine import Battery
from midcourse.battle.window import (
    COARSE,
    SLACK,
    SLACK_S,
    STEP_S,
    STRAIGHT,
    latest_launches,
    point_s,
    points,
)
from midcourse.engagement.run import battery_of
from midcourse.kernels.earth import WGS84, turn
from midcourse.kernels.motion import vacuum_step
from midcourse.reach import CLOSE_S, aimed_flight
from midcourse.records import WARHEAD
from midcourse.scenario import load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import Sky

LATER_S = (0.0, 33.3, 120.0)  # after burnout: other points of the path are worked
# a slope that bends one way between two worked flights leaves the straight line by less than this
READ_S = STRAIGHT * COARSE * STEP_S


def scene(name: str) -> tuple[Sky, list[Battery]]:
    scenario = load_scenario(name)
    return fly_raid(scenario.raid), [battery_of(item) for item in scenario.batteries]


def start_of(sky: Sky, k: int, later_s: float = 0.0) -> tuple[np.ndarray, float, float]:
    """Return the state of an object some seconds after burnout, the time, and when it ends."""
    start_s = float(max(sky.burnout_s[k], sky.starts_s[k])) + later_s
    return sky.paths[k].state_eci(start_s), start_s, float(sky.ends_s[k])


def coarse(state: np.ndarray, start_s: float, end_s: float, battery: Battery) -> tuple[np.ndarray, float]:
    launch = np.empty(points(start_s, end_s))
    return launch, latest_launches(WGS84, state, start_s, battery.site, battery.table, end_s, launch)


def point_by_point(state: np.ndarray, start_s: float, end_s: float, battery: Battery) -> np.ndarray:
    """Work the flight for every point of a path on its own."""
    launch = np.full(points(start_s, end_s), -np.inf)
    now, t = tuple(state), start_s
    for i in range(len(launch)):
        now, t = vacuum_step(WGS84, point_s(start_s, i) - t, *now), point_s(start_s, i)
        aim = np.array([*turn(-WGS84.omega_rad_s * t, now[0], now[1]), now[2]])
        flight_s = aimed_flight(WGS84, battery.site, battery.table, aim)[0] * SLACK + SLACK_S
        if flight_s <= battery.table.limit_s:
            launch[i] = t - flight_s
    return launch


def rows_of(launch: np.ndarray) -> list[list[int]]:
    """Return the first point in reach of each stretch of them, and the first beyond it."""
    edges = np.diff(np.concatenate([[0], np.isfinite(launch).astype(int), [0]]))
    return np.stack([np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)], axis=1).tolist()


@pytest.mark.parametrize(
    "name", ["europe-2007", "national-2004", "nodong-japan", "russia-2007", "testbed-2001"]
)
@pytest.mark.parametrize("later_s", LATER_S)
def verif_the_coarse_fill_is_the_point_by_point_answer(name: str, later_s: float) -> None:
    sky, batteries = scene(name)
    compared = 0
    for k in range(len(sky.paths)):
        state, start_s, end_s = start_of(sky, k, later_s)
        for battery in batteries:
            read, _ = coarse(state, start_s, end_s, battery)
            fine = point_by_point(state, start_s, end_s, battery)
            # windows open and close to the point
            assert rows_of(read) == rows_of(fine)
            both = np.isfinite(fine)
            off = np.abs(np.subtract(read, fine, out=np.zeros(len(fine)), where=both))
            # worked from the flight before instead of from nothing
            assert (off[::COARSE] < CLOSE_S).all()
            if sky.kind[k] == WARHEAD:
                assert (off < READ_S).all()
                compared += int(both.sum()) if both.any() and not both.all() else 0
    assert compared > 100


@pytest.mark.parametrize(
    ("name", "lat_deg", "lon_deg"),
    [("national-2004", 15.06584876, 96.56901001), ("national-2004", -3.80456303, -143.62738528),
     ("testbed-2001", 30.05028763, 176.27273894), ("russia-2007", -3.69788139, -80.65477422),
     ("russia-2007", 2.44851947, -98.73671353)],
)  # fmt: skip
def verif_a_brief_touch_beside_a_window_is_seen(name: str, lat_deg: float, lon_deg: float) -> None:
    # sites at whose rim of reach the path is in, out, and in again, between two worked flights
    sky, batteries = scene(name)
    path = start_of(sky, int(np.flatnonzero(sky.kind == WARHEAD)[0]))
    battery = batteries[0]._replace(site=(math.radians(lat_deg), math.radians(lon_deg), 0.0))
    rows = rows_of(point_by_point(*path, battery))
    assert min(end - first for first, end in rows) < COARSE and len(rows) > 1
    assert rows_of(coarse(*path, battery)[0]) == rows


def verif_ends_of_a_window_are_right_to_the_point_from_sites_drawn_over_the_earth() -> None:
    sky, batteries = scene("europe-2007")
    path, rng, seen = start_of(sky, 0), np.random.default_rng(1), 0
    for _ in range(1_000):
        lat, lon = math.asin(rng.uniform(-0.9, 1.0)), rng.uniform(-math.pi, math.pi)
        battery = batteries[0]._replace(site=(lat, lon, 0.0))
        rows = rows_of(coarse(*path, battery)[0])
        if rows and rows[-1][1] - rows[0][0] > 100:
            continue  # long windows are those of the scenarios; the others show the rim of what is in reach
        if not rows and rng.uniform() < 0.8:
            continue
        fine = rows_of(point_by_point(*path, battery))
        seen += len(fine) > 0
        if rows or (fine and fine[-1][1] - fine[0][0] >= COARSE):  # what is all over within 8 s may be missed
            assert rows and (rows[0][0], rows[-1][1]) == (fine[0][0], fine[-1][1])
    assert seen > 10


def prop_what_is_out_of_reach_or_over_has_no_launch() -> None:
    sky, batteries = scene("nodong-japan")
    state, start_s, end_s = start_of(sky, 0)
    far = batteries[0]._replace(site=(math.radians(-40.0), math.radians(-60.0), 0.0))
    launch, short_s = coarse(state, start_s, end_s, far)
    assert len(launch) > 100 and (launch == -np.inf).all() and short_s == np.inf
    launch = np.zeros(3)
    assert latest_launches(WGS84, state, start_s, far.site, far.table, start_s - 10.0, launch) == np.inf
    assert (launch == -np.inf).all()


def prop_points_beyond_the_impact_are_left_without_a_launch() -> None:
    sky, batteries = scene("nodong-japan")
    state, start_s, end_s = start_of(sky, 0)
    launch, short_s = coarse(state, start_s, end_s, batteries[0])
    roomy = np.zeros(len(launch) + 9)
    latest_launches(WGS84, state, start_s, batteries[0].site, batteries[0].table, end_s, roomy)
    assert np.isfinite(launch).any() and short_s == np.inf
    assert (roomy[: len(launch)] == launch).all() and (roomy[len(launch) :] == -np.inf).all()


@pytest.mark.parametrize("fewer", range(COARSE))
def verif_a_path_that_ends_within_its_window_is_filled_to_its_last_point(fewer: int) -> None:
    sky, batteries = scene("europe-2007")
    state, start_s, _ = start_of(sky, 0)
    path = state, start_s, point_s(start_s, 100 - fewer)
    read, fine = coarse(*path, batteries[0])[0], point_by_point(*path, batteries[0])
    assert len(fine) == 101 - fewer and np.isfinite(fine).all()
    assert read[-1] == pytest.approx(fine[-1], abs=CLOSE_S)
    assert np.abs(read - fine).max() < READ_S
