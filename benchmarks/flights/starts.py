"""What is flown: starts of arcs, and the end of a flight as a place on the Earth."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np

from midcourse.kernels.atmosphere import exponential_air
from midcourse.kernels.earth import WGS84, enu_to_ecef, geodetic_to_ecef

ROOT = Path(__file__).parents[2]
BETA = 8_000.0
RHO0, SCALE_M = 1.225, 7_200.0
ARCS = 64
LATEST_S = 1.5e4
EXPONENTIAL = exponential_air(RHO0, SCALE_M)


def fixed(times: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Turn inertial positions into Earth-fixed ones, shape (n, 3)."""
    c, s = np.cos(WGS84.omega_rad_s * times), np.sin(WGS84.omega_rad_s * times)
    x, y, z = states[:, 0], states[:, 1], states[:, 2]
    return np.column_stack([c * x + s * y, c * y - s * x, z])


def gap_m(one: np.ndarray, other: np.ndarray) -> float:
    """Return the largest distance of places, infinite where one is missing."""
    gap = float(np.max(np.linalg.norm(one - other, axis=1)))
    return math.inf if math.isnan(gap) else gap


def start(lat: float, lon: float, alt_m: float, speed: float, fpa: float, azimuth: float) -> list[float]:
    """Return an inertial state; speed, angle and azimuth are relative to the turning Earth; angles in rad."""
    x, y, z = geodetic_to_ecef(WGS84, lat, lon, alt_m)
    flat = speed * math.cos(fpa)
    v = enu_to_ecef(lat, lon, flat * math.sin(azimuth), flat * math.cos(azimuth), speed * math.sin(fpa))
    return [x, y, z, v[0] - WGS84.omega_rad_s * y, v[1] + WGS84.omega_rad_s * x, v[2]]


def long_arcs(count: int = ARCS) -> np.ndarray:
    """Return starts at a burnout at 120 km of arcs of about 10,000 km, shape (count, 6)."""
    luck = np.random.default_rng(64)
    rows = []
    for _ in range(count):
        lat, azimuth = luck.uniform(math.radians(35.0), math.radians(60.0)), luck.uniform(-0.6, 0.6)
        lon, speed, fpa = luck.uniform(-3.0, 3.0), luck.uniform(6_950.0, 7_050.0), luck.uniform(0.38, 0.42)
        rows.append(start(lat, lon, 120e3, speed, fpa, azimuth))
    return np.array(rows)


def shipped_arcs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return starts, reciprocal ballistic coefficients and impact points of the 2,000 random arcs."""
    path = ROOT / "src/midcourse/verification/cases/arcs.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [{k: float(v) for k, v in row.items() if k != "label"} for row in csv.DictReader(lines)]
    angles = ("lat_deg", "lon_deg"), ("fpa_deg", "azimuth_deg")
    begins = []
    for row in rows:
        place, way = ([math.radians(row[key]) for key in pair] for pair in angles)
        begins.append(start(*place, row["alt_m"], row["speed_m_s"], *way))
    ends = [[row[f"impact_{axis}_ecef_m"] for axis in "xyz"] for row in rows]
    return np.array(begins), np.array([1.0 / row["beta_kg_m2"] for row in rows]), np.array(ends)
