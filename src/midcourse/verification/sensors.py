"""Published figures about radars, each beside what the catalogue's entries give."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from midcourse.catalog import load_sensor
from midcourse.catalog.model import Radar
from midcourse.kernels.radar import LIGHT_M_S, beam_width, snr
from midcourse.verification import shipped
from midcourse.verification.row import Change, Row
from midcourse.verification.target import judged


def rows(change: Change) -> Iterator[Row]:
    """Compare ranges, beams and power-aperture products with what is published."""
    table = shipped.table("sensors")
    for entry in table["rows"]:
        yield judged(table, entry, worked(entry))


def radar_of(name: str) -> Radar:
    """Read a radar of the catalogue."""
    sensor, _ = load_sensor(name)
    assert isinstance(sensor, Radar)
    return sensor


def range_m(radar: Radar, rcs_m2: float, ratio: float, times: float = 1.0) -> float:
    """Return how far a radar sees; `times` multiplies power and aperture."""
    wavelength = LIGHT_M_S / radar.frequency_hz
    power, area = times * radar.mean_power_w, times * radar.aperture_m2
    numbers = (radar.efficiency, wavelength, radar.losses, radar.system_temperature_k, rcs_m2)
    return float((snr(power, radar.dwell_s, area, *numbers, 1.0) / ratio) ** 0.25)


def worked(entry: Any) -> float:
    """Work our side of one target, in its unit; `how` says what."""
    radar, how = radar_of(entry["radar"]), entry["how"]
    if how == "range":
        return range_m(radar, entry["rcs_m2"], entry["ratio"]) / 1e3
    if how == "rcs-law":
        return range_m(radar, 10.0, 20.0) / range_m(radar, 1.0, 20.0)
    if how == "stack-law":
        return range_m(radar, 1.0, 20.0, times=2.0) / range_m(radar, 1.0, 20.0)
    if how == "beam":
        return math.degrees(beam_width(LIGHT_M_S / radar.frequency_hz, radar.aperture_m2))
    return radar.mean_power_w * radar.aperture_m2 / 1e6
