"""SciPy's DOP853 over our own compiled right-hand side, phase by phase: all that differs is who takes the steps."""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
from scipy.integrate import solve_ivp

from flights.launches import HOLD_M, PAD, PAYLOAD_KG, Launch
from flights.starts import BETA, LATEST_S, fixed, gap_m
from midcourse.kernels.atmosphere import US76, Air
from midcourse.kernels.boost import pad_state
from midcourse.kernels.earth import WGS84
from midcourse.kernels.motion import NO_DRAG, acceleration, air_data
from midcourse.kernels.steering import COLUMNS, FALL, FOREVER_S, NO_PLANE, boost_program, launch_plane, phase_of
from timing import Row

# relative and absolute tolerance, longest step in s
SETTINGS = ((1e-5, 1.0, math.inf), (1e-6, 1.0, math.inf), (1e-7, 1.0, math.inf), (1e-7, 0.1, math.inf),
            (1e-8, 0.1, math.inf), (1e-5, 1.0, 60.0), (1e-6, 1.0, 60.0), (1e-6, 1.0, 20.0), (1e-7, 0.1, 20.0))  # fmt: skip
FEW = 4
PEER = "SciPy DOP853 over our right-hand side"
Ends = tuple[np.ndarray, np.ndarray]


@numba.njit(error_model="numpy")
def slope(t, s, air, curve, program, i, plane, holding):  # type: ignore[no-untyped-def]
    x, y, z, vx, vy, vz = s[0], s[1], s[2], s[3], s[4], s[5]
    ax, ay, az = acceleration(
        WGS84, air, curve, phase_of(program, i), plane, holding, t, x, y, z, vx, vy, vz
    )
    return np.array([vx, vy, vz, ax, ay, az])


@numba.njit(error_model="numpy")
def above(t, s, air, level_m):  # type: ignore[no-untyped-def]
    return air_data(WGS84, air, s[0], s[1], s[2], s[3], s[4], s[5])[0] - level_m


def crossing(level_m: float, way: int, air: Air) -> Any:
    def event(t: float, s: np.ndarray, *_: Any) -> float:
        return above(t, s, air, level_m)

    event.terminal, event.direction = True, way  # type: ignore[attr-defined]
    return event


def one(
    air: Air, curve: np.ndarray, program: np.ndarray, count: int, plane: Any, state: np.ndarray, how: dict[str, Any]
) -> tuple[float, np.ndarray]:
    """Fly one program of phases to the ground: time and state, no numbers where it was not reached."""
    t, holding = 0.0, 0
    ground, hold = crossing(0.0, -1, air), crossing(HOLD_M, 1, air)
    for i in range(count):
        until = min(float(program[i, 0]), LATEST_S)
        while t < until:
            last = i + 1 == count
            event = ground if last else (hold if holding == 0 else None)
            given = (air, curve, program, i, plane, holding)
            done = solve_ivp(slope, (t, until), state, events=event, args=given, **how)
            t, state = float(done.t[-1]), done.y[:, -1]
            if done.status == 1:
                if last:
                    return t, state
                holding = 1
            elif t < until:
                return math.nan, np.full(6, math.nan)
    return math.nan, np.full(6, math.nan)


def falls(air: Air, starts: np.ndarray, inv_betas: np.ndarray, how: dict[str, Any]) -> Ends:
    """Fly bodies that only fall."""
    program = np.zeros((1, COLUMNS))
    program[0, 0], program[0, 2], program[0, 10] = FOREVER_S, 1.0, FALL
    found = []
    for begin, inv_beta in zip(starts, inv_betas, strict=True):
        program[0, 9] = inv_beta
        found.append(one(air, NO_DRAG, program, 1, NO_PLANE, begin, how))
    return np.array([t for t, _ in found]), np.array([state for _, state in found])


def launched(launch: Launch, count: int, how: dict[str, Any]) -> Ends:
    """Fly the first launches of a batch."""
    found = []
    for azimuth, kick, pitch in launch.steers[:count]:
        program, state = np.zeros((2 * len(launch.stages) + 4, COLUMNS)), np.empty(6)
        pad_state(WGS84, PAD[0], PAD[1], PAD[2], state)
        plane = launch_plane(PAD[0], PAD[1], azimuth, HOLD_M, pitch)
        phases, _ = boost_program(
            launch.stages, PAYLOAD_KG, PAD[3], kick, math.inf, 1.0 / BETA, program
        )
        found.append(one(US76, launch.curve, program, phases, plane, state, how))
    return np.array([t for t, _ in found]), np.array([state for _, state in found])


def rows(fly: Any, truth: np.ndarray) -> list[Row]:
    """Return a row for each setting; `fly` takes how many and how, errors are over all of the truth."""
    found = []
    for rtol, atol, cap in SETTINGS:
        how = {"method": "DOP853", "rtol": rtol, "atol": atol, "max_step": cap}
        error_m = gap_m(fixed(*fly(len(truth), how)), truth)
        words = "" if math.isinf(cap) else f", cap {cap:g} s"
        call = lambda how=how: fly(FEW, how)  # noqa: E731
        found.append(Row(f"{PEER}, rtol {rtol:.0e}, atol {atol:g} m{words}", FEW, call, PEER, error_m))
    return found
