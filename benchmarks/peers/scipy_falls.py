"""SciPy's DOP853 with the equations of a falling body as plain Python, and the reference that all are measured by."""

from __future__ import annotations

import math

import numpy as np
from scipy.integrate import solve_ivp

from flights.starts import BETA, RHO0, SCALE_M, fixed, gap_m
from midcourse.kernels.earth import WGS84
from timing import Row

# relative and absolute tolerance
SETTINGS = ((1e-7, 1.0), (1e-7, 10.0), (1e-6, 1.0), (1e-6, 3.0), (1e-6, 10.0), (3e-6, 1.0), (1e-5, 0.1), (1e-5, 1.0),
            (1e-5, 10.0), (1e-4, 1.0))  # fmt: skip
FEW = 4
PEER = "SciPy DOP853"


def height(x: float, y: float, z: float) -> float:
    """Return the altitude by the series that `midcourse` uses, so that all fly in the same air."""
    r2 = x * x + y * y + z * z
    r = math.sqrt(r2)
    u, q, f = z * z / r2, WGS84.a_m / r, WGS84.f
    flat = u * (1.0 + 8.0 * q * (2.0 * q - 1.0)) + 4.0 * q * (1.0 - 2.0 * q)
    bend = 0.5 * (4.0 * q - 1.0) - 0.5 * f * flat
    return r - WGS84.a_m * (1.0 - f * u * (1.0 + f * (1.0 - u) * bend))


def right_hand_side(_: float, state: np.ndarray) -> tuple[float, ...]:
    x, y, z, vx, vy, vz = state.tolist()  # plain floats: twice as fast as NumPy's scalars
    r2 = x * x + y * y + z * z
    inv2 = 1.0 / r2
    pull = -WGS84.gm_m3_s2 * inv2 * math.sqrt(inv2)
    bulge = 1.5 * WGS84.j2 * WGS84.a_m * WGS84.a_m * inv2
    slope = 5.0 * z * z * inv2
    across = pull * (1.0 + bulge * (1.0 - slope))
    ux, uy = vx + WGS84.omega_rad_s * y, vy - WGS84.omega_rad_s * x
    drag = -0.5 / BETA * RHO0 * math.exp(-height(x, y, z) / SCALE_M) * math.sqrt(ux * ux + uy * uy + vz * vz)
    polar = pull * (1.0 + bulge * (3.0 - slope))
    return vx, vy, vz, across * x + drag * ux, across * y + drag * uy, polar * z + drag * vz


def ground(_: float, state: np.ndarray) -> float:
    return height(*state.tolist()[:3])


ground.terminal = True  # type: ignore[attr-defined]
ground.direction = -1  # type: ignore[attr-defined]


def by_scipy(
    starts: np.ndarray, rtol: float, atol: float, max_step: float = math.inf
) -> tuple[np.ndarray, np.ndarray]:
    """Fly arcs with SciPy's DOP853: times and last states."""
    how = {"method": "DOP853", "events": ground, "rtol": rtol, "atol": atol, "max_step": max_step}
    times, states = [], []
    for begin in starts:
        done = solve_ivp(right_hand_side, (0.0, 4e3), begin, **how)
        found = len(done.t_events[0]) > 0
        times.append(done.t_events[0][0] if found else math.nan)
        states.append(done.y_events[0][0] if found else np.full(6, math.nan))
    return np.array(times), np.array(states)


def rows(starts: np.ndarray, truth: np.ndarray) -> list[Row]:
    """Return a row for each setting; timed on few arcs, with its error over all."""
    found = []
    for rtol, atol in SETTINGS:
        error_m = gap_m(fixed(*by_scipy(starts, rtol, atol)), truth)
        call = lambda r=rtol, a=atol: by_scipy(starts[:FEW], r, a)  # noqa: E731
        found.append(Row(f"SciPy DOP853, rtol {rtol:.0e}, atol {atol:g} m", FEW, call, PEER, error_m))
    return found
