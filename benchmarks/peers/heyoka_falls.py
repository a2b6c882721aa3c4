"""heyoka's Taylor integrator: alone with an impact event, and eight in a batch that is told when they come down."""

from __future__ import annotations

from typing import Any

import heyoka as hy
import numpy as np

from flights.starts import BETA, RHO0, SCALE_M, fixed, gap_m
from midcourse.kernels.earth import WGS84
from timing import Row

# tolerance, longest step in s
ALONE = ((1e-6, 20.0), (1e-6, 30.0), (1e-7, 30.0), (1e-7, 50.0), (1e-8, 50.0), (1e-9, 50.0), (1e-9, 100.0))
BATCH = ((1e-6, 30.0), (1e-7, 30.0), (1e-7, 50.0), (1e-8, 50.0), (1e-8, 80.0), (1e-9, 50.0), (1e-9, 80.0))
EIGHT = 8


def equations() -> tuple[list[Any], Any]:
    """Return the same equations of motion as heyoka's expressions, and the altitude."""
    x, y, z, vx, vy, vz = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    a, f = WGS84.a_m, WGS84.f
    r2 = x * x + y * y + z * z
    r = hy.sqrt(r2)
    u, q = z * z / r2, a / r
    flat = u * (1.0 + 8.0 * q * (2.0 * q - 1.0)) + 4.0 * q * (1.0 - 2.0 * q)
    bend = 0.5 * (4.0 * q - 1.0) - 0.5 * f * flat
    alt = r - a * (1.0 - f * u * (1.0 + f * (1.0 - u) * bend))
    pull = -WGS84.gm_m3_s2 * r2**-1.5
    bulge = 1.5 * WGS84.j2 * a * a / r2
    slope = 5.0 * z * z / r2
    across = pull * (1.0 + bulge * (1.0 - slope))
    ux, uy = vx + WGS84.omega_rad_s * y, vy - WGS84.omega_rad_s * x
    drag = -0.5 / BETA * RHO0 * hy.exp(-alt / SCALE_M) * hy.sqrt(ux * ux + uy * uy + vz * vz)
    polar = pull * (1.0 + bulge * (3.0 - slope))
    sides = (vx, vy, vz, across * x + drag * ux, across * y + drag * uy, polar * z + drag * vz)
    return list(zip((x, y, z, vx, vy, vz), sides, strict=True)), alt


def rows(starts: np.ndarray, truth: np.ndarray, times: np.ndarray) -> list[Row]:
    """Return a row for each setting of both."""
    system, alt = equations()
    found = []
    for tol, cap in ALONE:
        event = hy.t_event(alt, direction=hy.event_direction.negative)
        single = hy.taylor_adaptive(system, starts[0], tol=tol, t_events=[event])

        def alone(single: Any = single, cap: float = cap) -> tuple[np.ndarray, np.ndarray]:
            ends, states = np.empty(len(starts)), np.empty((len(starts), 6))
            for i in range(len(starts)):
                single.time = 0.0
                single.state[:] = starts[i]
                single.propagate_until(4e3, max_delta_t=cap)
                ends[i], states[i] = single.time, single.state
            return ends, states

        error_m = gap_m(fixed(*alone()), truth)
        name = f"heyoka with event, tol {tol:.0e}, cap {cap:g} s"
        found.append(Row(name, len(starts), alone, "heyoka with event", error_m))
    for tol, cap in BATCH:
        eight = hy.taylor_adaptive_batch(system, np.ascontiguousarray(starts[:EIGHT].T), tol=tol)
        caps = [cap] * EIGHT

        def together(eight: Any = eight, caps: list[float] = caps) -> np.ndarray:
            states = np.empty((len(starts), 6))
            for i in range(0, len(starts), EIGHT):
                eight.set_time(0.0)
                eight.state[:] = starts[i : i + EIGHT].T
                eight.propagate_until(times[i : i + EIGHT], max_delta_t=caps)
                states[i : i + EIGHT] = eight.state.T
            return states

        error_m = gap_m(fixed(times, together()), truth)
        name = f"heyoka batch of 8, end told, tol {tol:.0e}, cap {cap:g} s"
        found.append(Row(name, len(starts), together, "heyoka batch of 8", error_m))
    return found
