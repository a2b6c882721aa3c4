"""Belief made by hand: tracks on paths that are known exactly, a battery abreast of them, a plain doctrine."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from midcourse.battle.doctrine import Battery
from midcourse.catalog import load_interceptor
from midcourse.interceptors.reach_table import reach_table
from midcourse.kernels.earth import WGS84, geodetic_to_ecef
from midcourse.kernels.filter import pack
from midcourse.kernels.motion import vacuum_step
from midcourse.records import REPORT, TRACK
from midcourse.tracking.track import fall

ROW_S = 10.0


@dataclass(frozen=True)
class Doctrine:
    """Rules of a battle, as a scenario would give them."""

    kind: str = "salvo"
    salvo: int = 1
    reserve: int = 0
    decision_delay_s: float = 60.0
    latency_s: float = 5.0
    spacing_s: float = 10.0
    assessment_delay_s: float = 30.0
    threat_probability: float = 0.3
    boost_commit: bool = False
    max_rounds: int = 16
    assignment: str = "nearest-time"
    programme_from: int = 1
    common_cause: float = 0.1


def launched(
    lat_deg: float, lon_deg: float, azimuth_deg: float, speed_m_s: float, climb_deg: float
) -> np.ndarray:
    """Return the state of a body at 100 km above a place that moves with a speed over the turning Earth, at time 0."""
    lat, lon, az, up = (math.radians(a) for a in (lat_deg, lon_deg, azimuth_deg, climb_deg))
    here = np.array(geodetic_to_ecef(WGS84, lat, lon, 100e3))
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    north = np.array([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
    above = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
    level = math.sin(az) * east + math.cos(az) * north
    speed = speed_m_s * (math.cos(up) * level + math.sin(up) * above)
    spin = WGS84.omega_rad_s * np.array([-here[1], here[0], 0.0])
    return np.concatenate([here, speed + spin])


def history(state: np.ndarray, first_s: float, track: int, warhead_p: float = 1.0) -> np.ndarray:
    """Return the rows of a perfect track of a path that is at a state at time 0, from a time to the impact."""
    lat, lon, end_s = fall(WGS84, 0.0, state)
    rows = np.zeros(int((end_s - first_s) / ROW_S), dtype=TRACK)
    moved, t = tuple(state), 0.0
    for i, row in enumerate(rows):
        while t < first_s + i * ROW_S - 1e-9:
            h = min(ROW_S, first_s + i * ROW_S - t)
            moved, t = vacuum_step(WGS84, h, *moved), t + h
        row["track"], row["time_s"], row["state_eci_m_m_s"] = track, t, moved
        pack(np.diag([1e4] * 3 + [1.0] * 3), row["cov_eci"])
        row["looks"], row["firm"], row["warhead_p"] = 5 + i, 1, warhead_p
        row["impact_lat_rad"], row["impact_lon_rad"], row["impact_time_s"] = lat, lon, end_s
        row["impact_major_m"] = 20e3
    return rows


def laid_out(*tracks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lay histories out as one run, shape (1, tracks, m), and their lengths."""
    rows = np.zeros((1, len(tracks), max(len(track) for track in tracks)), dtype=TRACK)
    for k, track in enumerate(tracks):
        rows[0, k, : len(track)] = track
    return rows, np.array([[len(track) for track in tracks]])


@pytest.fixture(scope="session")
def sm3() -> Battery:
    """Eight interceptors abreast of the paths of `missile`."""
    interceptor = load_interceptor("sm-3-iia")[0]
    site = (math.radians(39.0), math.radians(140.0), 0.0)
    return Battery(site, reach_table(interceptor), 8, "sm-3-iia", (0.98, 0.95, 0.97, 0.9))


@pytest.fixture(scope="session")
def missile() -> Callable[..., np.ndarray]:
    """Histories of missiles that leave side by side, `n` tenths of a degree apart, and fall about 1,600 km on."""

    def one(n: float = 0.0, first_s: float = 30.0, speed_m_s: float = 3600.0, **more: float) -> np.ndarray:
        return history(launched(40.9 + 0.1 * n, 129.7, 110.0, speed_m_s, 42.0), first_s, int(n), **more)

    return one


@pytest.fixture(scope="session")
def place(missile: Callable[..., np.ndarray]) -> np.ndarray:
    """What is defended: where the first missile falls."""
    row = missile()[0]
    return np.array([[row["impact_lat_rad"], row["impact_lon_rad"]]])


@pytest.fixture(scope="session")
def told() -> Callable[..., np.ndarray]:
    """Reports of orders: each is known a delay after its intercept, as a hit or a miss."""

    def reports(orders: np.ndarray, hit: int, delay_s: float = 30.0) -> np.ndarray:
        out = np.zeros(len(orders), dtype=REPORT)
        for name in ("track", "battery", "shot", "launch_s", "intercept_s"):
            out[name] = orders[name]
        out["report_s"], out["hit"] = orders["intercept_s"] + delay_s, hit
        return out

    return reports


@pytest.fixture(scope="session")
def doctrine() -> type[Doctrine]:
    """The rules, to be filled in."""
    return Doctrine


@pytest.fixture(scope="session")
def lay() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """`laid_out`."""
    return laid_out
