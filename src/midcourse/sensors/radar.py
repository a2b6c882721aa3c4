"""One radar at its place: whether it can see a point, how well, and what it measures there."""

from __future__ import annotations

import math
from typing import NamedTuple

from midcourse.catalog.model import Radar
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84, ecef_to_enu, enu_to_aer, geodetic_to_ecef
from midcourse.kernels.radar import LIGHT_M_S, angle_sigma, range_sigma, snr

ALL_ROUND = 10.0  # wider than any antenna's field


class RadarRow(NamedTuple):
    """A radar as the compiled loop reads it; angles in rad, place geodetic and `ecef`."""

    lat: float
    lon: float
    x_ecef_m: float
    y_ecef_m: float
    z_ecef_m: float
    boresight: float
    half_field: float
    least_elevation: float
    mean_power_w: float
    dwell_s: float
    aperture_m2: float
    efficiency: float
    wavelength_m: float
    bandwidth_hz: float
    losses: float
    temperature_k: float
    false_alarm: float
    range_bias_m: float
    angle_bias: float
    look_s: float
    revisit_s: float


def radar_row(
    radar: Radar, lat_deg: float, lon_deg: float, alt_m: float, boresight_rad: float | None
) -> RadarRow:
    """Place a catalogue radar on the Earth."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    x, y, z = geodetic_to_ecef(WGS84, lat, lon, alt_m)
    half = ALL_ROUND if boresight_rad is None else radar.half_field_rad
    return RadarRow(
        lat,
        lon,
        x,
        y,
        z,
        boresight_rad or 0.0,
        half,
        radar.least_elevation_rad,
        radar.mean_power_w,
        radar.dwell_s,
        radar.aperture_m2,
        radar.efficiency,
        LIGHT_M_S / radar.frequency_hz,
        radar.bandwidth_hz,
        radar.losses,
        radar.system_temperature_k,
        radar.false_alarm,
        radar.range_bias_m,
        radar.angle_bias_rad,
        radar.look_interval_s,
        radar.search_revisit_s,
    )


@kernel(shared=True)
def sight(radar, x, y, z):
    """Return azimuth, elevation and range of a point, and whether it is in the field and above the horizon.

    Args:
        radar: RadarRow.
        x, y, z: the point, `ecef`, m.

    Returns:
        azimuth rad, elevation rad, range m, 1 or 0.
    """
    east, north, up = ecef_to_enu(
        radar.lat, radar.lon, x - radar.x_ecef_m, y - radar.y_ecef_m, z - radar.z_ecef_m
    )
    azimuth, elevation, range_m = enu_to_aer(east, north, up)
    off = azimuth - radar.boresight
    off -= 2.0 * math.pi * math.floor(off / (2.0 * math.pi) + 0.5)
    seen = elevation >= max(radar.least_elevation, 0.0) and abs(off) <= radar.half_field
    return azimuth, elevation, range_m, 1 if seen else 0


@kernel(shared=True)
def strength(radar, rcs_m2, range_m):
    """Return the signal-to-noise ratio of one dwell of this radar on an object."""
    return snr(
        radar.mean_power_w,
        radar.dwell_s,
        radar.aperture_m2,
        radar.efficiency,
        radar.wavelength_m,
        radar.losses,
        radar.temperature_k,
        rcs_m2,
        range_m,
    )


@kernel(shared=True)
def errors(radar, ratio):
    """Return the standard errors of range (m) and of an angle (rad) at a signal-to-noise ratio, without bias."""
    return range_sigma(ratio, radar.bandwidth_hz), angle_sigma(ratio, radar.wavelength_m, radar.aperture_m2)
