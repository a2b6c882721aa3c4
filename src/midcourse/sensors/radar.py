"""One radar at its place: whether it can see a point, how well, and what it measures there."""

from __future__ import annotations

import math
import zlib
from typing import NamedTuple

from midcourse.catalog.model import Radar
from midcourse.kernels._jit import kernel
from midcourse.kernels.detection import SLOW_MANY, detection_over
from midcourse.kernels.earth import WGS84, Frame, enu_to_aer, geodetic_to_ecef, into_frame
from midcourse.kernels.radar import (
    BELL,
    LIGHT_M_S,
    TO_TURNS,
    angle_sigma,
    beam_width,
    range_sigma,
    scan_gain,
    snr,
)
from midcourse.kernels.refraction import bending_rad

FIRST = 1e-3
ALL_ROUND = 10.0  # wider than any antenna's field
FACE_RAD = math.radians(60.0)  # half of what one flat face covers
FENCE, VOLUME, CUE_ONLY = 0, 1, 2
MODES = {"fence": FENCE, "volume": VOLUME, "cue": CUE_ONLY}
BANDS = {"X": 0, "C": 0, "S": 0, "L": 1, "UHF": 1, "VHF": 1}
ACTOR_BITS = 0x7FFFFFFF


class RadarRow(NamedTuple):
    """A radar as the compiled loop reads it; angles in rad, place geodetic and `ecef`, beams as areas in sr.

    `threshold` is what a detection must pass, in units of the mean noise.

    `actor` names the radar to the random numbers: it follows from what and where it is, not from its place in a list.
    The last fields follow from the others: `beam_rad` the width of one beam, `ratio_at_one_per_s` the signal-to-noise
    ratio of 1 m2 at 1 m in 1 s, `range_at_one_m` and `angle_at_one_rad` the errors of one look at a ratio of 1;
    `search_dwell_s` the dwell of a search on each beam, from the share of energy and the revisit time that it has,
    `heading_dwell_s` the same without an upper bound where it searches the sector of one reported launch.
    """

    lat_rad: float
    lon_rad: float
    alt_m: float
    x_ecef_m: float
    y_ecef_m: float
    z_ecef_m: float
    actor: float
    boresight_rad: float
    half_field_rad: float
    turn_rad_s: float
    least_elevation_rad: float
    fence_rad: float
    refracts: float
    mode: float
    search_share: float
    band: float
    mean_power_w: float
    dwell_s: float
    aperture_m2: float
    efficiency: float
    wavelength_m: float
    bandwidth_hz: float
    losses: float
    temperature_k: float
    threshold: float
    swerling: float
    range_bias_m: float
    angle_bias_rad: float
    look_s: float
    revisit_s: float
    cue_spread: float
    cue_sector_rad: float
    beside_rad: float
    to_learn: float
    separation: float
    sin_lat: float
    cos_lat: float
    sin_lon: float
    cos_lon: float
    beam_rad: float
    ratio_at_one_per_s: float
    range_at_one_m: float
    angle_at_one_rad: float
    beams_per_sr: float
    search_dwell_s: float
    heading_dwell_s: float


FIELDS = len(RadarRow._fields)
SEPARATION = RadarRow._fields.index("separation")
BORESIGHT = RadarRow._fields.index("boresight_rad")


def radar_row(
    radar: Radar, lat_deg: float, lon_deg: float, alt_m: float, boresight_rad: float | None, twin: int = 0
) -> RadarRow:
    """Place a catalogue radar on the Earth; without a boresight it looks all round; `twin` counts its likes there."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    x, y, z = geodetic_to_ecef(WGS84, lat, lon, alt_m)
    half = ALL_ROUND if boresight_rad is None else radar.half_field_rad
    wavelength_m = LIGHT_M_S / radar.frequency_hz
    width = 2.0 * min(half, math.pi)
    height = radar.fence_rad if radar.search == "fence" else 0.5 * math.pi - radar.least_elevation_rad
    per_sr = beam_width(wavelength_m, radar.aperture_m2) ** -2
    energy_s = radar.search_share * radar.search_revisit_s
    return RadarRow(
        lat,
        lon,
        alt_m,
        x,
        y,
        z,
        float(zlib.crc32(f"{radar.id} {lat_deg!r} {lon_deg!r}{' ' * twin}".encode()) & ACTOR_BITS),
        boresight_rad or 0.0,
        half,
        radar.turn_rad_s,
        radar.least_elevation_rad,
        radar.fence_rad,
        1.0 if radar.refraction else 0.0,
        float(MODES[radar.search]),
        radar.search_share,
        float(BANDS[radar.band]),
        radar.mean_power_w,
        radar.dwell_s,
        radar.aperture_m2,
        radar.efficiency,
        wavelength_m,
        radar.bandwidth_hz,
        radar.losses,
        radar.system_temperature_k,
        -math.log(radar.false_alarm),
        float(radar.swerling),
        radar.range_bias_m,
        radar.angle_bias_rad,
        radar.look_interval_s,
        radar.search_revisit_s,
        radar.cue_spread,
        radar.cue_sector_rad,
        radar.beside_rad,
        radar.looks_to_learn,
        radar.class_separation,
        math.sin(lat),
        math.cos(lat),
        math.sin(lon),
        math.cos(lon),
        beam_width(wavelength_m, radar.aperture_m2),
        snr(
            radar.mean_power_w, 1.0, radar.aperture_m2, radar.efficiency, wavelength_m, radar.losses,
            radar.system_temperature_k, 1.0, 1.0,
        ),
        range_sigma(1.0, radar.bandwidth_hz),
        angle_sigma(1.0, wavelength_m, radar.aperture_m2),
        per_sr,
        min(radar.dwell_s, energy_s / max(1.0, width * height * per_sr)),
        energy_s / max(1.0, radar.cue_sector_rad * radar.fence_rad * per_sr),
    )  # fmt: skip


@kernel(shared=True, bare=True)
def radar_of(table, i):
    """Return row `i` of a table of radars, shape (n, FIELDS), as a RadarRow."""
    r = table[i]
    return RadarRow(
        r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12], r[13], r[14], r[15],
        r[16], r[17], r[18], r[19], r[20], r[21], r[22], r[23], r[24], r[25], r[26], r[27], r[28], r[29], r[30],
        r[31], r[32], r[33], r[34], r[35], r[36], r[37], r[38], r[39], r[40], r[41], r[42], r[43], r[44], r[45],
    )  # fmt: skip


@kernel(shared=True, bare=True)
def frame_of(radar):
    """Return the Frame in which a radar measures, `ecef`."""
    return Frame(
        radar.sin_lat,
        radar.cos_lat,
        radar.sin_lon,
        radar.cos_lon,
        radar.x_ecef_m,
        radar.y_ecef_m,
        radar.z_ecef_m,
    )


@kernel(shared=True, bare=True)
def sight(radar, x, y, z):
    """Return azimuth, elevation and range of a point, and whether it is above the radar's horizon.

    Args:
        radar: RadarRow.
        x, y, z: the point, `ecef`, m.

    Returns:
        azimuth rad, true elevation rad, range m, 1 or 0; where the radar's entry says so, the air lifts the point.
    """
    east, north, up = into_frame(frame_of(radar), x, y, z)
    azimuth, elevation, range_m = enu_to_aer(east, north, up)
    shown = elevation
    # far below the horizon there is no ray to bend
    if radar.refracts > 0.0 and elevation > -0.05:
        shown = elevation + bending_rad(elevation, radar.alt_m)
    return azimuth, elevation, range_m, 1 if shown >= max(radar.least_elevation_rad, 0.0) else 0


@kernel(shared=True, bare=True)
def off_boresight(boresight, azimuth):
    """Return the angle from the boresight to an azimuth, -pi to pi."""
    off = azimuth - boresight
    return off - 2.0 * math.pi * math.floor(off * TO_TURNS + 0.5)


@kernel(shared=True, bare=True)
def strength(radar, dwell_s, rcs_m2, range_m):
    """Return the signal-to-noise ratio of one dwell of this radar on an object in its boresight.

    Args:
        radar: RadarRow.
        dwell_s: time spent on it.
        rcs_m2, range_m: cross section in the radar's band, and distance.

    Returns:
        ratio.
    """
    r2 = range_m * range_m
    return radar.ratio_at_one_per_s * dwell_s * rcs_m2 / (r2 * r2)


@kernel(shared=True, bare=True)
def aside_gain(radar, off):
    """Return what share of the ratio is left away from the boresight; wide fields are made of faces of 120 degrees."""
    if radar.half_field_rad > math.pi:
        return 1.0
    faces = max(1, int(radar.half_field_rad / FACE_RAD + 0.5))
    shift = 0.0 if faces % 2 == 0 else FACE_RAD
    folded = (off + shift) - 2.0 * FACE_RAD * math.floor((off + shift) * (0.5 / FACE_RAD)) - FACE_RAD
    return scan_gain(folded)


@kernel(shared=True, bare=True)
def pointed(radar, off2):
    """Return what share of the ratio is left of a look whose beam stands off the object by an angle, given squared.

    Source: `radar.pointing_loss`; up to the first thousandth by three terms of its series.
    """
    x = BELL * radar.beams_per_sr * off2
    return 1.0 - x * (1.0 - 0.5 * x) if x < FIRST else math.exp(-x)


@kernel(shared=True, bare=True)
def beam(radar):
    """Return the width of one beam in rad."""
    return radar.beam_rad


@kernel(shared=True, bare=True)
def beams(radar, width, height):
    """Return how many beams cover a patch of sky, at least 1; width and height in rad."""
    return max(1.0, width * height * radar.beams_per_sr)


@kernel(shared=True, bare=True)
def chance(radar, ratio):
    """Return the probability that a look detects an object, by the Swerling case of the radar's entry."""
    return detection_over(int(radar.swerling), ratio, radar.threshold)


@kernel(shared=True, bare=True)
def detects(radar, ratio, luck):
    """Return whether a look detects: a number in (0, 1) is at most `chance`, mostly told without working that out."""
    # exp(-x) is at least 1 - x
    if int(radar.swerling) == SLOW_MANY and luck * (1.0 + ratio) <= 1.0 + ratio - radar.threshold:
        return True
    return luck <= chance(radar, ratio)


@kernel(shared=True, bare=True)
def errors(radar, ratio):
    """Return the standard errors of range (m) and of an angle (rad) at a signal-to-noise ratio, without bias."""
    inv = 1.0 / math.sqrt(ratio)
    return radar.range_at_one_m * inv, radar.angle_at_one_rad * inv
