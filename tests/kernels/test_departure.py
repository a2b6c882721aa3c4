"""Least speed to be where a path is: beside a launch that is known to meet it, and at its limits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.atmosphere import VACUUM
from midcourse.kernels.departure import ahead, least_departure
from midcourse.kernels.earth import STILL, WGS84, geodetic_to_ecef, turn
from midcourse.kernels.flight import DEFAULT_M, fly
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.orbit import kepler_step
from midcourse.kernels.steering import NO_PLANE, free_program

SITE = (math.radians(54.0), math.radians(17.0), 0.0)
BURNOUT = (100.0, 200e3, 150e3)
STEEP = math.radians(5.0)


def path_of(state: np.ndarray, seconds: float) -> tuple[np.ndarray, int]:
    nodes = np.empty((4_000, 10))
    now = state.copy()
    _, _, count, _ = fly(
        WGS84, VACUUM, NO_DRAG, free_program(math.inf), 1, NO_PLANE, now, 0.0, seconds, -1e6, DEFAULT_M, nodes
    )
    return nodes, count


@pytest.fixture(scope="module")
def missile() -> tuple[np.ndarray, int]:
    """Return the path of a body that rises over the Baltic and flies west."""
    x, y, z = geodetic_to_ecef(WGS84, math.radians(57.0), math.radians(30.0), 200e3)
    up = np.array([x, y, z]) / math.hypot(x, y, z)
    west = np.array([math.sin(math.radians(30.0)), -math.cos(math.radians(30.0)), 0.0])
    return path_of(np.array([x, y, z, *(5_500.0 * west + 3_500.0 * up)]), 1_200.0)


def least(
    missile: tuple[np.ndarray, int], launch_s: float, limit_s: float = math.inf, latest_s: float = 1_190.0
) -> tuple[float, float]:
    nodes, count = missile
    return least_departure(WGS84, SITE, BURNOUT, STEEP, nodes, count, launch_s, 120.0, latest_s, limit_s, 4.0)


def verif_the_conic_of_the_least_speed_meets_the_path(missile: tuple[np.ndarray, int]) -> None:
    # a second way: all departures of that speed over directions; the nearest comes within a step of the path
    speed, at_s = least(missile, 0.0)
    assert 3_000.0 < speed < 9_000.0 and 200.0 < at_s < 1_190.0
    nodes, count = missile
    times = nodes[:count, 0]
    target = np.array([np.interp(at_s, times, nodes[:count, c]) for c in (1, 2, 3)])
    gx, gy = turn(-WGS84.omega_rad_s * at_s, target[0], target[1])
    lat, lon = math.atan2(target[2], math.hypot(gx, gy)), math.atan2(gy, gx)
    azimuth = math.atan2(
        math.sin(lon - SITE[1]) * math.cos(lat),
        math.cos(SITE[0]) * math.sin(lat) - math.sin(SITE[0]) * math.cos(lat) * math.cos(lon - SITE[1]),
    )
    px, py, pz = ahead(WGS84, SITE[0], SITE[1], azimuth, BURNOUT[2] / WGS84.a_m, BURNOUT[1])
    px, py = turn(WGS84.omega_rad_s * BURNOUT[0], px, py)
    here = np.array([px, py, pz])
    ground = WGS84.omega_rad_s * np.array([-py, px, 0.0])
    toward = target - here
    best = math.inf
    up = here / np.linalg.norm(here)
    flat = toward - np.dot(toward, up) * up
    flat /= np.linalg.norm(flat)
    for angle in np.radians(np.arange(5.0, 90.0, 0.25)):
        velocity = speed * (math.cos(angle) * flat + math.sin(angle) * up) + ground
        there = np.array(kepler_step(WGS84.gm_m3_s2, *here, *velocity, at_s - BURNOUT[0])[:3])
        best = min(best, float(np.linalg.norm(there - target)))
    assert best < 40e3


def prop_a_later_launch_and_a_shorter_life_ask_for_more(missile: tuple[np.ndarray, int]) -> None:
    speeds = [least(missile, launch_s)[0] for launch_s in (0.0, 60.0, 120.0, 180.0)]
    assert all(before < after for before, after in zip(speeds, speeds[1:], strict=False))
    assert least(missile, 180.0, 400.0)[0] >= speeds[-1]
    assert least(missile, 180.0, 400.0)[1] <= 580.0


def prop_what_cannot_be_met_is_infinite(missile: tuple[np.ndarray, int]) -> None:
    assert least(missile, 1_150.0)[0] == math.inf
    assert least(missile, 0.0, 110.0) == pytest.approx((math.inf, math.nan), nan_ok=True)


def verif_ahead_is_at_its_distance_and_height() -> None:
    x, y, z = ahead(STILL, 0.2, 1.0, 0.7, 0.1, 5e4)
    px, py, pz = geodetic_to_ecef(STILL, 0.2, 1.0, 0.0)
    cosine = (x * px + y * py + z * pz) / (math.hypot(x, y, z) * math.hypot(px, py, pz))
    assert math.acos(cosine) == pytest.approx(0.1, rel=4e-3)  # geodetic latitudes on the flattened Earth
    assert math.hypot(x, y, z) - math.hypot(px, py, pz) == pytest.approx(5e4, abs=2_500.0)
