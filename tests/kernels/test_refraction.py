"""Bending of rays against a traced ray and another program, and where it must be small or the same."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.refraction import bending_rad, lowest_elevation_rad
from midcourse.verification.radar import traced_bending_rad


@pytest.mark.parametrize("site_m", [0.0, 500.0, 1500.0, 3000.0])
@pytest.mark.parametrize("apparent_deg", [0.0, 0.3, 1.0, 3.0, 6.0, 10.0])
def verif_formula_is_within_a_tenth_of_a_traced_ray_or_a_hundredth_of_a_degree(
    site_m: float, apparent_deg: float
) -> None:
    apparent = math.radians(apparent_deg)
    bent = traced_bending_rad(apparent, site_m)
    # at 10 degrees from high sites it is a sixth too small, of a bending that is small itself
    slack = max(0.10 * bent, math.radians(0.012))
    assert bending_rad(apparent - bent, site_m) == pytest.approx(bent, abs=slack)


def val_lowest_elevation_of_another_program() -> None:
    # Orekit's test of the same recommendation
    assert math.degrees(lowest_elevation_rad(385.8)) == pytest.approx(-1.4959064751203384, abs=1e-9)


def val_table_of_refraction() -> None:
    # Thomas and Joseph 1996, light: minutes of arc over true elevation, within 2.1 as Orekit asks of this formula
    for elevation, minutes in ((0.0, 34.5), (1.0, 24.3), (3.0, 14.4), (10.0, 5.3), (45.0, 1.0), (90.0, 0.0)):
        ours = 60.0 * math.degrees(bending_rad(math.radians(elevation), 0.0))
        assert ours == pytest.approx(minutes, abs=2.1)


def prop_apparent_elevation_rises_with_the_true_one() -> None:
    for site_m in (-400.0, 0.0, 1000.0, 3000.0, 8000.0):
        true = np.radians(np.linspace(-10.0, 90.0, 2000))
        bent = np.array([bending_rad(angle, site_m) for angle in true])
        assert np.all(np.diff(true + bent) > 0.0)
        assert np.all(np.diff(bent) <= 0.0) and np.all(bent > 0.0)
        assert bent[0] == bent[1]
