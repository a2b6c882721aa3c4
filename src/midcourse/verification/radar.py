"""Detection against exact values, the radar equation against printed examples and power laws, the bending of rays."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from midcourse.kernels.detection import STEADY, detection
from midcourse.kernels.radar import LIGHT_M_S, snr
from midcourse.kernels.refraction import bending_rad, lowest_elevation_rad
from midcourse.verification import shipped
from midcourse.verification.row import Change, Row
from midcourse.verification.target import filled, judged


def rows(change: Change) -> Iterator[Row]:
    """Compare detection, required ratios, the equation of range and the bending of rays."""
    table = shipped.table("radar")
    for kind, false_alarm, pulses, decibels, chance in table["detection"]["rows"]:
        yield detection_row(table, kind, float(false_alarm), pulses, decibels, chance)
    for part in ("albersheim", "albersheim_seldom"):
        for chance, false_alarm, decibels in table[part]["rows"]:
            name = f"albersheim {chance:g} {float(false_alarm):g}"
            ours = ratio_db_for(STEADY, chance, float(false_alarm))
            yield judged(table, filled(table, part, {"id": name, "value": decibels}), ours)
    for part in ("equation", "four_thirds", "bending"):
        for entry in table[part]["rows"]:
            yield judged(table, filled(table, part, entry), worked(entry))


def detection_row(
    table: Any, kind: int, false_alarm: float, pulses: int, decibels: float, chance: float
) -> Row:
    """Compare one probability; the kernel where there is one pulse, the sum over pulses where there are more."""
    ratio = 10.0 ** (decibels / 10.0)
    if pulses == 1 and kind in (0, 1, 3):
        ours = detection(kind, ratio, false_alarm)
    else:
        ours = detection_of_pulses(kind, ratio, false_alarm, pulses)
    many = f" {pulses} pulses" if pulses > 1 else ""
    name = f"swerling{kind} {false_alarm:g} {decibels:g}dB{many}"
    return judged(table, filled(table, "detection", {"id": name, "value": chance}), float(ours))


def detection_of_pulses(kind: int, ratio: float, false_alarm: float, pulses: int) -> float:
    """Return the probability of detection of the sum of several pulses, added without phase.

    Args:
        kind: Swerling case, 0 to 4.
        ratio: mean signal-to-noise ratio of a pulse.
        false_alarm: probability of false alarm.
        pulses: number of pulses.

    Returns:
        probability.

    Source: Swerling 1954: quanta of signal are Poisson, and negative binomial where the target fluctuates.
    """
    import numpy as np
    from scipy.special import gammaincc, gammainccinv
    from scipy.stats import nbinom, poisson

    threshold = gammainccinv(pulses, false_alarm)
    mean = pulses * ratio
    shape = {0: 0, 1: 1, 2: pulses, 3: 2, 4: 2 * pulses}[kind]
    law = poisson(mean) if shape == 0 else nbinom(shape, shape / (shape + mean))
    most = int(law.ppf(1.0 - 1e-13)) + 10
    quanta = np.arange(most)
    return float(np.sum(law.pmf(quanta) * gammaincc(pulses + quanta, threshold)) + law.sf(most - 1))


def ratio_db_for(kind: int, chance: float, false_alarm: float) -> float:
    """Return the ratio in decibels at which a look detects with a given probability, by the kernel."""
    from scipy.optimize import brentq

    return float(
        brentq(lambda db: detection(kind, 10.0 ** (db / 10.0), false_alarm) - chance, -20.0, 40.0, xtol=1e-9)
    )


def ratio_at(entry: Any, range_m: float) -> float:
    """Return the signal-to-noise ratio of an example that has a gain instead of an aperture."""
    wavelength = LIGHT_M_S / entry["frequency_hz"]
    aperture = 10.0 ** (entry["gain_db"] / 10.0) * wavelength * wavelength / (4.0 * math.pi)
    numbers = (entry["pulse_s"], aperture, 1.0, wavelength, 10.0 ** (entry["loss_db"] / 10.0))
    return float(snr(entry["power_w"], *numbers, entry["temperature_k"], entry["rcs_m2"], range_m))


def worked(entry: Any) -> float:
    """Work our side of one row, in its unit; `how` says what."""
    how = entry["how"]
    if how == "range":
        return float((ratio_at(entry, 1.0) / 10.0 ** (entry["ratio_db"] / 10.0)) ** 0.25)
    if how == "power":
        one_watt = ratio_at(entry | {"power_w": 1.0}, entry["range_m"])
        return float(10.0 ** (entry["ratio_db"] / 10.0) / one_watt)
    if how == "law":
        base = (1e5, 0.1, 10.0, 0.8, 0.03, 4.0, 500.0, 1.0, 1e6)
        scaled = [a * b for a, b in zip(base, entry["times"], strict=True)]
        return 10.0 * math.log10(snr(*scaled) / snr(*base))
    if how == "four-thirds-radius":
        return 1.0 / (1.0 / entry["radius_m"] + entry["gradient_1_m"])
    if how == "four-thirds-range":
        return slant_range_m(entry["radius_m"], entry["antenna_m"], entry["height_m"], entry["elevation_deg"])
    if how == "lowest":
        return math.degrees(lowest_elevation_rad(entry["site_m"]))
    if how == "formula":
        return math.degrees(bending_rad(math.radians(entry["elevation_deg"]), entry["site_m"]))
    apparent = math.radians(entry["apparent_deg"])
    bent = traced_bending_rad(apparent, entry["site_m"])
    return float(bending_rad(apparent - bent, entry["site_m"]) / bent)


def slant_range_m(radius_m: float, antenna_m: float, height_m: float, elevation_deg: float) -> float:
    """Return the length of a straight line over a sphere, from an antenna up to a height."""
    near, far = radius_m + antenna_m, radius_m + height_m
    rise = near * math.sin(math.radians(elevation_deg))
    return math.sqrt(rise * rise + far * far - near * near) - rise


def traced_bending_rad(apparent_rad: float, site_m: float) -> float:
    """Follow a ray out of the mean air of ITU-R P.834 and return how much it bends.

    Args:
        apparent_rad: elevation at which the ray arrives.
        site_m: height of the site.

    Returns:
        angle in rad.

    Source: ITU-R P.834-9, equations 1 to 8: Snell's law in shells. Heights are taken as squares of the variable of
    integration, so that a level ray does no harm.
    """
    from scipy.integrate import quad

    radius, excess, rate = 6370e3, 0.000315, 0.1361e-3

    def index(h: float) -> float:
        return 1.0 + excess * math.exp(-rate * h)

    kept = (radius + site_m) * index(site_m) * math.cos(apparent_rad)

    def rate_of_bend(root: float) -> float:
        h = site_m + root * root
        across = kept / ((radius + h) * index(h))
        steep = math.sqrt(max(1.0 - across * across, 1e-30))
        return excess * rate * math.exp(-rate * h) / index(h) * across / steep * 2.0 * root

    return float(quad(rate_of_bend, 1e-6, math.sqrt(150e3), epsabs=1e-12, epsrel=1e-9, limit=200)[0])
