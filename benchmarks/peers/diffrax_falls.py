"""diffrax under JAX's `vmap`: Tsit5 and Dopri8, told when the bodies come down, as heyoka's batch is."""

from __future__ import annotations

from typing import Any

import diffrax
import jax
import jax.numpy as jnp
import numpy as np

from flights.starts import BETA, RHO0, SCALE_M, fixed, gap_m
from midcourse.kernels.earth import WGS84
from timing import Row

jax.config.update("jax_enable_x64", True)

LENGTH_M = WGS84.a_m
TIME_S = float(np.sqrt(LENGTH_M**3 / WGS84.gm_m3_s2))
SCALES = np.array([LENGTH_M] * 3 + [LENGTH_M / TIME_S] * 3)
BATCH = 512  # arcs a call: more is no quicker
# tolerance, relative and absolute in units of the Earth's radius; longest step in s
SETTINGS = {
    "Tsit5": ((1e-4, 60.0), (1e-5, 30.0), (1e-5, 60.0), (1e-5, 120.0), (1e-6, 60.0), (1e-6, 120.0), (1e-7, 120.0)),
    "Dopri8": ((1e-4, 30.0), (1e-4, 60.0), (1e-5, 60.0), (1e-6, 60.0), (1e-6, 120.0)),
}  # fmt: skip
SOLVERS = {"Tsit5": diffrax.Tsit5, "Dopri8": diffrax.Dopri8}


def slope(_: Any, s: Any, __: Any) -> Any:
    """The same equations, lengths in radii of the Earth and gravity there at its surface as unit."""
    x, y, z, vx, vy, vz = s
    f = WGS84.f
    r2 = x * x + y * y + z * z
    r = jnp.sqrt(r2)
    u, q = z * z / r2, 1.0 / r
    flat = u * (1.0 + 8.0 * q * (2.0 * q - 1.0)) + 4.0 * q * (1.0 - 2.0 * q)
    bend = 0.5 * (4.0 * q - 1.0) - 0.5 * f * flat
    alt = r - (1.0 - f * u * (1.0 + f * (1.0 - u) * bend))
    pull = -1.0 / (r2 * r)
    bulge, stretch = 1.5 * WGS84.j2 / r2, 5.0 * z * z / r2
    across = pull * (1.0 + bulge * (1.0 - stretch))
    turn = WGS84.omega_rad_s * TIME_S
    ux, uy = vx + turn * y, vy - turn * x
    speed = jnp.sqrt(ux * ux + uy * uy + vz * vz)
    drag = -0.5 / BETA * RHO0 * LENGTH_M * jnp.exp(alt * (-LENGTH_M / SCALE_M)) * speed
    polar = pull * (1.0 + bulge * (3.0 - stretch))
    return jnp.stack([vx, vy, vz, across * x + drag * ux, across * y + drag * uy, polar * z + drag * vz])


def flown(solver: str, tol: float, cap_s: float) -> Any:
    """Return a compiled function of starts and ends that flies them all."""
    control = diffrax.PIDController(rtol=tol, atol=tol, dtmax=cap_s / TIME_S)
    term = diffrax.ODETerm(slope)

    def one(begin: Any, end: Any) -> Any:
        done = diffrax.diffeqsolve(
            term, SOLVERS[solver](), 0.0, end, cap_s / TIME_S, begin, stepsize_controller=control,
            saveat=diffrax.SaveAt(t1=True), max_steps=2_000, throw=False, adjoint=diffrax.ForwardMode(),
        )  # fmt: skip
        return done.ys[0]

    return jax.jit(jax.vmap(one))


def rows(starts: np.ndarray, truth: np.ndarray, times: np.ndarray) -> list[Row]:
    """Return a row for each setting of both solvers."""
    copies = max(1, BATCH // len(starts))
    begins, ends = (
        jnp.array(np.tile(starts / SCALES, (copies, 1))),
        jnp.array(np.tile(times / TIME_S, copies)),
    )
    found = []
    for solver, settings in SETTINGS.items():
        for tol, cap_s in settings:
            fly = flown(solver, tol, cap_s)

            def together(fly: Any = fly) -> np.ndarray:
                return np.asarray(fly(begins, ends).block_until_ready())

            error_m = gap_m(fixed(times, together()[: len(starts)] * SCALES), truth)
            name = f"diffrax vmap {solver}, end told, tol {tol:.0e}, cap {cap_s:g} s"
            found.append(Row(name, len(begins), together, f"diffrax {solver}", error_m))
    return found
