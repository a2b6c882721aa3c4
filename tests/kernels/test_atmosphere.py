"""The air between and beyond the rows of its tables."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from midcourse.kernels import atmosphere as a
from midcourse.kernels.atmosphere import US76, VACUUM

EDGES_M = [a.R0_M * base / (a.R0_M - base) for base in a.BASE_M] + [86e3, *a.KINKS_M]
WINDY = a.with_wind(US76, np.array([0.0, 1e3, 1e4]), np.array([-5.0, 10.0, 30.0]), np.array([1.0, -2.0, 4.0]))


@settings(max_examples=2000, deadline=None)
@given(alt=st.floats(-5_000.0, 1e9))
@example(alt=-5_000.0)
@example(alt=86_000.0)
@example(alt=math.nextafter(86_000.0, 1e9))
@example(alt=1_000_000.0)
@example(alt=math.nextafter(1_000_000.0, 2e6))
@example(alt=1e9)
def prop_air_is_finite_and_never_negative(alt: float) -> None:
    rho, p, sound = a.density_pressure_sound(US76, alt)
    assert 0.0 <= rho < 2.0
    assert 0.0 <= p < 1.8e5
    assert 270.0 < sound < 365.0
    assert rho == a.density(US76, alt)
    assert (rho > 0.0) == (alt <= a.TOP_M)


@pytest.mark.parametrize("alt", [-1e9, -5_000.1, math.inf, math.nan])
def prop_air_outside_its_table_is_no_surprise(alt: float) -> None:
    values = a.density_pressure_sound(US76, alt)
    assert all(math.isfinite(value) for value in values)


def prop_density_and_pressure_fall_everywhere() -> None:
    heights = np.linspace(-4_900.0, 999_000.0, 20_001)
    table = np.array([a.density_pressure_sound(US76, alt)[:2] for alt in heights.tolist()])
    assert np.all(np.diff(table, axis=0) < 0.0)


@pytest.mark.parametrize("edge_m", EDGES_M)
def prop_air_is_continuous_at_the_edges_of_its_layers(edge_m: float) -> None:
    below, above = (a.density_pressure_sound(US76, edge_m + d) for d in (-1e-3, 1e-3))
    # at 86 km the standard itself goes from one method to another: 1.8e-5 in density, 2.1e-5 in pressure
    limit = 3e-5 if edge_m == 86e3 else 1e-6
    assert above == pytest.approx(below, rel=limit)


def verif_table_follows_the_defining_equations() -> None:
    heights = np.random.default_rng(2).uniform(-4_999.0, 86e3, 2_000)
    exact = np.array(a.us76_lower(a.R0_M * heights / (a.R0_M + heights))).T
    table = np.array([a.density_pressure_sound(US76, alt) for alt in heights.tolist()])
    assert np.max(np.abs(table / exact - 1.0)) < 1e-7


def verif_pressure_holds_the_air_above_it() -> None:
    # hydrostatic balance dp = -rho g dh, with the standard's own gravity, to 85 km
    heights = np.arange(0.0, 85e3, 10.0)
    rho, p = np.array([a.density_pressure_sound(US76, alt)[:2] for alt in heights.tolist()]).T
    g = a.G0_M_S2 * (a.R0_M / (a.R0_M + heights)) ** 2
    slope = (p[2:] - p[:-2]) / 20.0
    smooth = np.min(np.abs(heights[1:-1, None] - EDGES_M), axis=1) > 20.0
    assert slope[smooth] == pytest.approx(-(rho * g)[1:-1][smooth], rel=1e-5)


def verif_geopotential_height() -> None:
    assert a.geopotential(86e3) == pytest.approx(84_852.0, abs=0.1)
    assert a.geopotential(0.0) == 0.0


@settings(max_examples=200, deadline=None)
@given(alt=st.floats(-1e3, 1e6))
def verif_exponential_air_and_no_air(alt: float) -> None:
    thin = a.exponential_air(1.2, 7_000.0)
    assert a.density(thin, alt) == pytest.approx(1.2 * math.exp(-alt / 7_000.0), rel=1e-12)
    assert a.density_pressure_sound(thin, alt)[1] == 0.0
    assert a.density(VACUUM, alt) == 0.0
    assert a.density_pressure_sound(VACUUM, alt)[:2] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("alt", "east", "north"),
    [(-100.0, -5.0, 1.0), (0.0, -5.0, 1.0), (500.0, 2.5, -0.5), (1e3, 10.0, -2.0), (5.5e3, 20.0, 1.0),
     (1e4, 30.0, 4.0), (1e6, 30.0, 4.0)],
)  # fmt: skip
def verif_wind_is_linear_and_held_beyond_its_table(alt: float, east: float, north: float) -> None:
    assert a.wind(WINDY, alt) == pytest.approx((east, north))


def prop_wind_leaves_the_rest_of_the_air() -> None:
    assert WINDY.windy == 1
    assert a.density_pressure_sound(WINDY, 3e3) == a.density_pressure_sound(US76, 3e3)
