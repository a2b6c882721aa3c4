"""The radar equation against published examples, exact detection, and errors that fall with the ratio."""

from __future__ import annotations

import math

import pytest

from midcourse.kernels.detection import detection_swerling1
from midcourse.kernels.radar import (
    LIGHT_M_S,
    angle_sigma,
    beam_width,
    range_sigma,
    scan_loss,
    snr,
)

WAVE_M = LIGHT_M_S / 9.5e9


def tpy2(rcs_m2: float, range_m: float) -> float:
    return snr(81e3, 0.1, 9.2, 0.8, WAVE_M, 10**0.6, 500.0, rcs_m2, range_m)


def val_tpy2_range_at_a_ratio_of_twenty() -> None:
    # Lewis and Postol 2012: about 870 km at 0.01 m2; with 500 K and 6 dB 890 km
    range_m = 1e6 * (tpy2(0.01, 1e6) / 20.0) ** 0.25
    assert range_m == pytest.approx(870e3, rel=0.10)
    assert range_m == pytest.approx(890e3, rel=0.02)


def verif_twice_the_range_is_twelve_decibels() -> None:
    assert 10 * math.log10(tpy2(1.0, 2e6) / tpy2(1.0, 1e6)) == pytest.approx(-12.0412, abs=1e-4)


@pytest.mark.parametrize(("decibels", "false_alarm"), [(0.0, 1e-6), (10.0, 1e-4), (13.0, 1e-6), (20.0, 1e-8)])
def verif_swerling1_by_integration(decibels: float, false_alarm: float) -> None:
    # a Rayleigh target: the envelope squared is exponential with mean 1 + ratio
    ratio = 10 ** (decibels / 10)
    threshold = -math.log(false_alarm)
    steps = 200_000
    top = threshold + 60.0 * (1 + ratio)
    width = (top - threshold) / steps
    density = (math.exp(-(threshold + (i + 0.5) * width) / (1 + ratio)) / (1 + ratio) for i in range(steps))
    assert detection_swerling1(ratio, threshold) == pytest.approx(sum(density) * width, rel=1e-6)


def prop_errors_fall_with_the_ratio() -> None:
    assert range_sigma(100.0, 1e7) == pytest.approx(0.1 * range_sigma(1.0, 1e7))
    assert angle_sigma(100.0, WAVE_M, 9.2) == pytest.approx(0.1 * angle_sigma(1.0, WAVE_M, 9.2))


def verif_scan_loss_is_nine_decibels_at_sixty_degrees() -> None:
    assert scan_loss(0.0) == 1.0
    assert 10 * math.log10(scan_loss(math.radians(60.0))) == pytest.approx(30 * math.log10(2.0))
    assert scan_loss(-0.3) == scan_loss(0.3)
    assert scan_loss(math.radians(91.0)) == math.inf


def val_beam_of_a_large_array() -> None:
    # annex 1 of the Czech study: 0.18 degrees for 105 m2 at 9 to 10 GHz, 1.0 to 1.2 wavelengths over the diameter
    width = math.degrees(beam_width(LIGHT_M_S / 9e9, 105.0))
    assert width <= 0.18 <= 1.2 * width
