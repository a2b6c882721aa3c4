"""The air: density, pressure, speed of sound and wind by altitude, looked up in tables of cubics.

The tables are made once, at import, from the defining equations of the US Standard Atmosphere 1976
below 86 km and from its tabulated upper part above. Below 86 km the cells are even in geopotential
height, so that every kink of the standard falls on a cell's edge.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel

NONE = 0
US76_KIND = 1
EXPONENTIAL = 2

R0_M = 6_356_766.0
G0_M_S2 = 9.80665
R_STAR = 8_314.32
M0_KG_KMOL = 28.964425  # the sum over the composition of the standard, which prints it as 28.9644
GAMMA = 1.4
BASE_M = (0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3)
LAPSE_K_M = (-6.5e-3, 0.0, 1e-3, 2.8e-3, 0.0, -2.8e-3, -2e-3)

FLOOR_M = -5_000.0
CELL_M = 250.0
LOWER_CELLS = 360
UPPER_FROM_M = 86_000.0
UPPER_CELL_M = 1_000.0
TOP_M = 1_000_000.0
ABOVE = LOWER_CELLS + 1 + round((TOP_M - UPPER_FROM_M) / UPPER_CELL_M)  # the cell of all that is higher


class Air(NamedTuple):
    """An atmosphere to fly in.

    `kind` is NONE, US76_KIND or EXPONENTIAL; `turning` is the share of the Earth's rotation that the air
    follows (1 for real air); `height_radius_m` is the radius in the formula of geopotential height;
    winds, where `windy` is 1, are linear between the given heights.
    """

    kind: int
    turning: float
    height_radius_m: float
    rho0_kg_m3: float
    scale_height_m: float
    windy: int
    wind_alt_m: np.ndarray
    wind_east_m_s: np.ndarray
    wind_north_m_s: np.ndarray


def us76_lower(geopotential_m: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evaluate the defining equations of the US Standard Atmosphere 1976 below 86 km.

    Args:
        geopotential_m: geopotential height, shape (n,), -5,000 to 84,852 m.

    Returns:
        density in kg/m3, pressure in Pa, speed of sound in m/s, each of shape (n,).

    Source: US Standard Atmosphere 1976 (NOAA, NASA, USAF), equations 23, 33a, 33b, 42 and 50.
    """
    k = G0_M_S2 * M0_KG_KMOL / R_STAR
    t_k = np.empty_like(geopotential_m)
    p_pa = np.empty_like(geopotential_m)
    t_base, p_base = 288.15, 101_325.0
    for i, base in enumerate(BASE_M):
        top = BASE_M[i + 1] if i + 1 < len(BASE_M) else math.inf
        here = (geopotential_m >= base if i else geopotential_m < math.inf) & (geopotential_m < top)
        rise = geopotential_m[here] - base
        t, p = _layer(rise, t_base, p_base, LAPSE_K_M[i], k)
        t_k[here], p_pa[here] = t, p
        if top < math.inf:
            t_next, p_next = _layer(np.array([top - base]), t_base, p_base, LAPSE_K_M[i], k)
            t_base, p_base = float(t_next[0]), float(p_next[0])
    specific = R_STAR / M0_KG_KMOL
    return p_pa / (specific * t_k), p_pa, np.sqrt(GAMMA * specific * t_k)


def _layer(
    rise_m: np.ndarray, t_base: float, p_base: float, lapse: float, k: float
) -> tuple[np.ndarray, np.ndarray]:
    t = t_base + lapse * rise_m
    if lapse == 0.0:
        return t, p_base * np.exp(-k * rise_m / t_base)
    return t, p_base * (t_base / t) ** (k / lapse)


def _cubics(left: np.ndarray, right: np.ndarray, d_left: np.ndarray, d_right: np.ndarray) -> np.ndarray:
    # Hermite cells: values and slopes (a cell) at both ends, to coefficients of u, u^2, u^3
    rise = right - left
    return np.column_stack([left, d_left, 3 * rise - 2 * d_left - d_right, d_left + d_right - 2 * rise])


def _lower_cells() -> list[np.ndarray]:
    edges = FLOOR_M + CELL_M * np.arange(LOWER_CELLS + 1)
    step = 1e-3 * CELL_M
    inside = [us76_lower(edges[:-1] + d) for d in (0.0, step, 2 * step)]
    upper = [us76_lower(edges[1:] - d) for d in (1e-6, step, 2 * step)]
    cells = []
    for q in range(3):
        at = inside[0][q]
        nxt = np.append(at[1:], upper[0][q][-1])
        slope_l = (-3 * inside[0][q] + 4 * inside[1][q] - inside[2][q]) / (2 * step)
        slope_r = (3 * upper[0][q] - 4 * upper[1][q] + upper[2][q]) / (2 * step)
        cells.append(_cubics(at, nxt, slope_l * CELL_M, slope_r * CELL_M))
    return cells


KINKS_M = (91e3, 100e3, 110e3, 120e3)


def _upper_profile(alt_m: np.ndarray, log_value: np.ndarray, at_m: np.ndarray) -> np.ndarray:
    # cubic Hermite in ln(value), three-point slopes, one-sided at the ends and at the kinks of the standard
    edges = [0, *(int(np.searchsorted(alt_m, kink)) for kink in KINKS_M), len(alt_m) - 1]
    out = np.empty_like(at_m)
    for lo, hi in zip(edges[:-1], edges[1:], strict=True):
        x, y = alt_m[lo : hi + 1], log_value[lo : hi + 1]
        slope = np.gradient(y, x, edge_order=2)
        here = (at_m >= x[0]) & (at_m <= x[-1])
        i = np.clip(np.searchsorted(x, at_m[here], side="right") - 1, 0, len(x) - 2)
        h = x[i + 1] - x[i]
        u = (at_m[here] - x[i]) / h
        c = _cubics(y[i], y[i + 1], slope[i] * h, slope[i + 1] * h)
        out[here] = c[:, 0] + u * (c[:, 1] + u * (c[:, 2] + u * c[:, 3]))
    return out


def _upper_cells() -> list[np.ndarray]:
    path = Path(__file__).with_name("us76_upper.csv")
    rows = np.genfromtxt(path, delimiter=",", comments="#")
    rows = rows[~np.isnan(rows[:, 0])]  # the line of column names
    alt_m, rho, p = rows[:, 0], np.log(rows[:, 1]), np.log(rows[:, 2])
    edges = UPPER_FROM_M + UPPER_CELL_M * np.arange(round((TOP_M - UPPER_FROM_M) / UPPER_CELL_M) + 1)
    step = 1.0
    cells = []
    for column in (rho, p):
        at = np.exp(_upper_profile(alt_m, column, edges))
        after = np.exp(_upper_profile(alt_m, column, edges[:-1] + step))
        before = np.exp(_upper_profile(alt_m, column, edges[1:] - step))
        left, right = at[:-1], at[1:]
        cells.append(_cubics(left, right, (after - left) * UPPER_CELL_M, (right - before) * UPPER_CELL_M))
    flat = np.zeros_like(cells[0])
    flat[:, 0] = us76_lower(np.array([geopotential(UPPER_FROM_M)]))[2][0]
    # the highest point, and room for what lies above it
    tops = (column[-1].sum() for column in (*cells, flat))
    last = [np.array([[top, 0.0, 0.0, 0.0]] * 2) for top in tops]
    return [np.vstack(pair) for pair in zip([*cells, flat], last, strict=True)]


def geopotential(alt_m: float) -> float:
    """Return geopotential height for geometric altitude (US Standard Atmosphere 1976, equation 18)."""
    return R0_M * alt_m / (R0_M + alt_m)


def _tables() -> list[np.ndarray]:
    tables = [np.vstack(pair) for pair in zip(_lower_cells(), _upper_cells(), strict=True)]
    for column, left in zip(tables, (0.0, 0.0, 1.0), strict=True):
        column[ABOVE] = left * column[ABOVE - 1]
    return [np.ascontiguousarray(column).ravel() for column in tables]


# four coefficients a cell; module level, so that compiled code holds them as constants
DENSITY, PRESSURE, SOUND = _tables()
STILL = np.zeros(1)
US76 = Air(US76_KIND, 1.0, R0_M, 1.225, 7_200.0, 0, STILL, STILL, STILL)
VACUUM = US76._replace(kind=NONE)


def exponential_air(rho0_kg_m3: float, scale_height_m: float) -> Air:
    """Make an atmosphere whose density falls exponentially with altitude and whose pressure is zero."""
    return US76._replace(kind=EXPONENTIAL, rho0_kg_m3=rho0_kg_m3, scale_height_m=scale_height_m)


def with_wind(air: Air, alt_m: np.ndarray, east_m_s: np.ndarray, north_m_s: np.ndarray) -> Air:
    """Add a wind that is linear between the given altitudes and held beyond them."""
    table = [np.ascontiguousarray(column, dtype=float) for column in (alt_m, east_m_s, north_m_s)]
    return air._replace(windy=1, wind_alt_m=table[0], wind_east_m_s=table[1], wind_north_m_s=table[2])


@kernel(shared=True, bare=True)
def without_wind(air):
    """Return the same air without wind, so that the compiler sees it and drops the search for wind.

    Args:
        air: Air.

    Returns:
        Air.
    """
    return Air(
        air.kind, air.turning, air.height_radius_m, air.rho0_kg_m3, air.scale_height_m, 0, STILL, STILL, STILL
    )


@kernel(shared=True)
def _cell(air, alt_m):
    # cell and place within it; the caller keeps alt_m below TOP_M
    if alt_m <= UPPER_FROM_M:
        q = (air.height_radius_m * alt_m / (air.height_radius_m + alt_m) - FLOOR_M) * (1.0 / CELL_M)
        # not `max`: what is no number must not become an index, nor what lies below the middle of the Earth
        q = q if 0.0 < q < LOWER_CELLS + 1.0 else 0.0
    else:
        q = LOWER_CELLS + (alt_m - UPPER_FROM_M) * (1.0 / UPPER_CELL_M)
    i = int(q)
    return i, q - i


ONE, TWO, THREE = np.uint64(1), np.uint64(2), np.uint64(3)


@kernel(shared=True)
def _cubic(table, i, u):
    # unsigned: an index that may be negative is compared and shifted first, which costs more than the rest
    j = np.uint64(4 * i)
    return table[j] + u * (table[j + ONE] + u * (table[j + TWO] + u * table[j + THREE]))


EXP_CELLS = 32  # a unit of the exponent
EXP_FROM, EXP_TO = -16.0, 700.0
EXP = np.exp(-(EXP_FROM + np.arange(round((EXP_TO - EXP_FROM) * EXP_CELLS) + 1) / EXP_CELLS))


@kernel(shared=True)
def falling_exp(x):
    """Return exp(-x) without a call, so that a loop over lanes stays vector code.

    Args:
        x: exponent, held within -16 to 700.

    Returns:
        exp(-x), within 1e-12 of itself: a table times six terms of the series.
    """
    x = x if x > EXP_FROM else EXP_FROM  # not `max`: what is no number must not become an index
    x = x if x < EXP_TO else EXP_TO
    q = (x - EXP_FROM) * EXP_CELLS
    i = int(q)
    u = (q - i) * (1.0 / EXP_CELLS)
    return EXP[i] * (
        1.0 - u * (1.0 - u * (1 / 2 - u * (1 / 6 - u * (1 / 24 - u * (1 / 120 - u * (1 / 720))))))
    )


@kernel(shared=True)
def density(air, alt_m):
    """Return the density of the air.

    Args:
        air: Air.
        alt_m: geometric altitude.

    Returns:
        density in kg/m3; zero above 1,000 km.

    Source: US Standard Atmosphere 1976; the cubics follow it to 1e-7 below 86 km and 1e-4 above.
    """
    if air.kind == US76_KIND:
        if not alt_m <= TOP_M:
            return 0.0
        i, u = _cell(air, alt_m)
        return _cubic(DENSITY, i, u)
    if air.kind == EXPONENTIAL:
        return air.rho0_kg_m3 * falling_exp(alt_m / air.scale_height_m)
    return 0.0


@kernel(shared=True)
def place_in_air(air, alt_m):
    """Return where an altitude lies in the tables of the air.

    Args:
        air: Air.
        alt_m: geometric altitude.

    Returns:
        number of the cell, and the place within it, 0 to 1; for air without tables 0 and the altitude.
    """
    inside = alt_m <= TOP_M
    i, u = _cell(air, alt_m if inside else TOP_M)
    if air.kind == US76_KIND:
        return float(i) if inside else float(ABOVE), u
    return 0.0, alt_m


@kernel(shared=True)
def air_at_place(air, cell, u):
    """Return density, pressure and speed of sound.

    Args:
        air: Air.
        cell, u: what `place_in_air` returns.

    Returns:
        density in kg/m3, pressure in Pa, speed of sound in m/s (held at its 86 km value above that).
    """
    if air.kind == US76_KIND:
        i = int(cell)
        return _cubic(DENSITY, i, u), _cubic(PRESSURE, i, u), _cubic(SOUND, i, u)
    rho = air.rho0_kg_m3 * falling_exp(u / air.scale_height_m) if air.kind == EXPONENTIAL else 0.0
    return rho, 0.0, 340.0


@kernel(shared=True)
def density_pressure_sound(air, alt_m):
    """Return density, pressure and speed of sound.

    Args:
        air: Air.
        alt_m: geometric altitude.

    Returns:
        density in kg/m3, pressure in Pa, speed of sound in m/s (held at its 86 km value above that).
    """
    cell, u = place_in_air(air, alt_m)
    return air_at_place(air, cell, u)


@kernel(shared=True)
def wind(air, alt_m):
    """Return the wind towards the east and towards the north.

    Args:
        air: Air, with `windy` set.
        alt_m: geometric altitude.

    Returns:
        east and north components in m/s.
    """
    n = air.wind_alt_m.shape[0]
    if alt_m <= air.wind_alt_m[0]:
        return air.wind_east_m_s[0], air.wind_north_m_s[0]
    for i in range(1, n):
        if alt_m < air.wind_alt_m[i]:
            u = (alt_m - air.wind_alt_m[i - 1]) / (air.wind_alt_m[i] - air.wind_alt_m[i - 1])
            east = air.wind_east_m_s[i - 1] + u * (air.wind_east_m_s[i] - air.wind_east_m_s[i - 1])
            north = air.wind_north_m_s[i - 1] + u * (air.wind_north_m_s[i] - air.wind_north_m_s[i - 1])
            return east, north
    return air.wind_east_m_s[n - 1], air.wind_north_m_s[n - 1]
