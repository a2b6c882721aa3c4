"""How far a radar sees, by direction, altitude and cross section: the looks of the model, asked place by place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, ecef_to_geodetic, out_of_frame
from midcourse.sensors.radar import ALL_ROUND, RadarRow, aside_gain, chance, frame_of, sight, strength

EVEN = 0.5
STEP_RAD = math.radians(2.0)
FINE_RAD = math.radians(0.5)
FARTHEST_M = 1e9  # what is seen from here is seen from anywhere
HALVINGS = 60
FAR_M = 1e6  # of a point that tells whether its elevation is above the horizon


class Spot(NamedTuple):
    """A point above the ground, and how far over the ground it is from a radar."""

    lat_deg: float
    lon_deg: float
    alt_m: float
    ground_m: float


class Edge(NamedTuple):
    """Where the view of a radar ends at one altitude, by azimuth; shapes (n,), places (n, 2) latitude and longitude.

    `horizon_m` is the ground distance of what stands on the lowest elevation of the radar, `even_m` that of an even
    chance, at most the horizon and not a number where nothing is seen at that altitude.
    """

    alt_m: float
    azimuths_rad: np.ndarray
    horizon_m: np.ndarray
    horizon_deg: np.ndarray
    even_m: np.ndarray
    even_deg: np.ndarray


def lowest_rad(radar: RadarRow) -> float:
    """Return the true elevation below which a radar sees nothing: `sensors.radar.sight`, asked by halving.

    Args:
        radar: RadarRow.
    """

    def hidden(elevation_rad: float) -> bool:
        return sight(radar, *_ecef_m(radar, 0.0, elevation_rad, FAR_M))[3] == 0

    return _turning_point(hidden, -0.5 * math.pi, 0.5 * math.pi)


def even_range_m(radar: RadarRow, rcs_m2: float, off_rad: float = 0.0, dwell_s: float | None = None) -> float:
    """Return the slant range at which one look detects with an even chance, whatever the horizon.

    Args:
        radar: RadarRow.
        rcs_m2: cross section in the radar's band.
        off_rad: angle from the boresight; a radar that turns has it always ahead.
        dwell_s: of the look; that of a look at a held object if None.

    Returns:
        range in m, 0 where the face looks away, 1e9 at most.

    Source: `strength`, `aside_gain` and `chance` of `sensors.radar`, asked by halving.
    """
    gain = 1.0 if radar.turn_rad_s > 0.0 else aside_gain(radar, off_rad)
    look_s = radar.dwell_s if dwell_s is None else dwell_s
    if gain <= 0.0 or look_s <= 0.0:
        return 0.0

    def seen(log_m: float) -> bool:
        return chance(radar, gain * strength(radar, look_s, rcs_m2, math.exp(log_m))) >= EVEN

    return math.exp(_turning_point(seen, 0.0, math.log(FARTHEST_M)))


def spot(radar: RadarRow, azimuth_rad: float, elevation_rad: float, range_m: float) -> Spot:
    """Return the place that a radar has at an azimuth, a true elevation and a slant range."""
    lat, lon, alt_m = ecef_to_geodetic(WGS84, *_ecef_m(radar, azimuth_rad, elevation_rad, range_m))
    ground_m, _ = arc_m(WGS84, radar.lat_rad, radar.lon_rad, lat, lon)
    return Spot(math.degrees(lat), math.degrees(lon), alt_m, ground_m)


def range_to_m(radar: RadarRow, azimuth_rad: float, elevation_rad: float, alt_m: float) -> float:
    """Return the slant range at which a line at a true elevation comes up to an altitude."""

    def below(range_m: float) -> bool:
        return _alt_m(radar, azimuth_rad, elevation_rad, range_m) < alt_m

    return _turning_point(below, 0.0, FARTHEST_M)


def azimuths(radar: RadarRow, step_rad: float = STEP_RAD) -> np.ndarray:
    """Return the azimuths of a radar's field in rad, both of its edges among them; all round, if it is or turns."""
    if goes_round(radar):
        return np.linspace(0.0, 2.0 * math.pi, max(4, math.ceil(2.0 * math.pi / step_rad)) + 1)
    half = radar.half_field_rad
    return radar.boresight_rad + np.linspace(-half, half, max(2, math.ceil(2.0 * half / step_rad)) + 1)


def goes_round(radar: RadarRow) -> bool:
    """Whether a radar sees all azimuths, by its faces or because it turns there."""
    return radar.half_field_rad >= min(math.pi, ALL_ROUND) or radar.turn_rad_s > 0.0


def face_on_rad(radar: RadarRow) -> tuple[float, float]:
    """Return where the gain of a radar is greatest in its field and, as near to that as it is so, least.

    A field of several faces has its boresight between two of them, where the gain is least.

    Args:
        radar: RadarRow.

    Returns:
        angles from the boresight in rad, to half a degree; 0 and 0 where the gain is the same everywhere.
    """
    if goes_round(radar):
        return 0.0, 0.0
    half = radar.half_field_rad
    offs = np.linspace(-half, half, 2 * math.ceil(half / FINE_RAD) + 1)
    gains = np.array([aside_gain(radar, float(off)) for off in offs])
    best = float(min(offs[gains >= gains.max() - 1e-12], key=abs))
    return best, float(min(offs[gains <= gains.min() + 1e-12], key=lambda off: abs(off - best)))


def edge(radar: RadarRow, rcs_m2: float, alt_m: float, around_rad: Sequence[float] | np.ndarray) -> Edge:
    """Say where the view of a radar ends at an altitude.

    Args:
        radar: RadarRow.
        rcs_m2: cross section in its band.
        alt_m: altitude above the ellipsoid, above the radar.
        around_rad: azimuths within its field.

    Returns:
        Edge.
    """
    low = lowest_rad(radar)
    horizon, even = [], []
    for azimuth in around_rad:
        far_m = range_to_m(radar, azimuth, low, alt_m)
        seen_m = even_range_m(radar, rcs_m2, azimuth - radar.boresight_rad)
        horizon.append(spot(radar, azimuth, low, far_m))
        even.append(horizon[-1] if seen_m >= far_m else _up_to(radar, azimuth, low, seen_m, alt_m))
    sides = [np.array([(s.lat_deg, s.lon_deg, s.ground_m) for s in found]) for found in (horizon, even)]
    (far, seen) = (side.reshape(-1, 3) for side in sides)
    return Edge(alt_m, np.asarray(around_rad, float), far[:, 2], far[:, :2], seen[:, 2], seen[:, :2])


def _up_to(radar: RadarRow, azimuth: float, low: float, range_m: float, alt_m: float) -> Spot:
    # at a slant range below the horizon's, the higher the elevation the higher the place
    def below(elevation: float) -> bool:
        return _alt_m(radar, azimuth, elevation, range_m) < alt_m

    if below(0.5 * math.pi):
        return Spot(math.nan, math.nan, math.nan, math.nan)
    return spot(radar, azimuth, _turning_point(below, low, 0.5 * math.pi), range_m)


def _ecef_m(radar: RadarRow, azimuth: float, elevation: float, range_m: float) -> tuple[float, float, float]:
    flat = range_m * math.cos(elevation)
    east, north, up = flat * math.sin(azimuth), flat * math.cos(azimuth), range_m * math.sin(elevation)
    x, y, z = out_of_frame(frame_of(radar), east, north, up)
    return radar.x_ecef_m + x, radar.y_ecef_m + y, radar.z_ecef_m + z


def _alt_m(radar: RadarRow, azimuth: float, elevation: float, range_m: float) -> float:
    return ecef_to_geodetic(WGS84, *_ecef_m(radar, azimuth, elevation, range_m))[2]


def _turning_point(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return the last value for which something holds that holds at first and then no more."""
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if holds(middle):
            low = middle
        else:
            high = middle
    return low
