"""SciPy's DOP853 over our own compiled right-hand side, phase by phase: all that differs is who takes the steps."""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
from scipy.integrate import solve_ivp

from flights.launches import HOLD_M, PAD, PAYLOAD_KG, Launch
from flights.starts import BETA, LATEST_S, fixed, gap_m
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.boost import pad_state
from midcourse.kernels.earth import WGS84
from midcourse.kernels.motion import NO_DRAG, acceleration, air_data
from midcourse.kernels.steering import (
    COLUMNS,
    FALL,
    FOREVER_S,
    NO_PLANE,
    Plane,
    boost_program,
    launch_plane,
    phase_of,
)
from timing import Row

FALLS = ((1e-5, 0.1, 1.0), (1e-5, 1.0, 1.0), (1e-6, 1.0, 1.0), (1e-7, 1.0, 1.0), (1e-7, 0.1, 1.0),
         (1e-6, 1.0, 1e3), (1e-7, 1.0, 1e3), (1e-8, 0.1, 1e3))  # fmt: skip
LAUNCHES = ((1e-8, 0.1, 1e3), (1e-9, 1e-3, 1e3), (1e-10, 1e-3, 1e3), (1e-10, 3e-4, 1e3), (1e-11, 1e-4, 1e3),
            (1e-10, 1e-5, 1.0), (1e-11, 3e-6, 1.0), (1e-12, 1e-6, 1.0))  # fmt: skip
FEW = 4
PEER = "SciPy DOP853 over our right-hand side"
Ends = tuple[np.ndarray, np.ndarray]


@numba.njit(error_model="numpy")
def slope(t, s, curve, phase, plane, holding):  # type: ignore[no-untyped-def]
    x, y, z, vx, vy, vz = s[0], s[1], s[2], s[3], s[4], s[5]
    p = Plane(plane[0], plane[1], plane[2], plane[3], plane[4], plane[5], plane[6], plane[7], plane[8])
    ax, ay, az = acceleration(WGS84, US76, curve, phase_of(phase, 0), p, holding, t, x, y, z, vx, vy, vz)
    return np.array([vx, vy, vz, ax, ay, az])


@numba.njit(error_model="numpy")
def altitude_m(s):  # type: ignore[no-untyped-def]
    return air_data(WGS84, US76, s[0], s[1], s[2], s[3], s[4], s[5])[0]


def crossing(level_m: float, way: int) -> Any:
    def event(t: float, s: np.ndarray, *_: Any) -> float:
        return float(altitude_m(s)) - level_m

    event.terminal, event.direction = True, way  # type: ignore[attr-defined]
    return event


GROUND, HOLD = crossing(0.0, -1), crossing(HOLD_M, 1)


def one(
    curve: np.ndarray, program: np.ndarray, plane: Plane, state: np.ndarray, how: dict[str, Any]
) -> tuple[float, np.ndarray]:
    """Fly one program of phases to the ground: time and state, no numbers where it was not reached."""
    t, holding, flat = 0.0, 0, np.array(plane)
    for i in range(len(program)):
        until, last = min(float(program[i, 0]), LATEST_S), i + 1 == len(program)
        while t < until:
            event = GROUND if last else (HOLD if holding == 0 else None)
            given = (curve, program[i : i + 1], flat, holding)
            done = solve_ivp(slope, (t, until), state, events=event, args=given, **how)
            t, state = float(done.t[-1]), done.y[:, -1].copy()
            if done.status == 1 and last:
                return t, state
            if done.status == 1:
                holding = 1
            elif t < until:
                return math.nan, np.full(6, math.nan)
    return math.nan, np.full(6, math.nan)


def falls(starts: np.ndarray, inv_betas: np.ndarray, how: dict[str, Any]) -> Ends:
    """Fly bodies that only fall."""
    program = np.zeros((1, COLUMNS))
    program[0, 0], program[0, 2], program[0, 10] = FOREVER_S, 1.0, FALL
    found = []
    for begin, inv_beta in zip(starts, inv_betas, strict=True):
        program[0, 9] = inv_beta
        found.append(one(NO_DRAG, program, NO_PLANE, begin, how))
    return np.array([t for t, _ in found]), np.array([state for _, state in found])


def launched(launch: Launch, count: int, how: dict[str, Any]) -> Ends:
    """Fly the first launches of a batch."""
    found = []
    for azimuth, kick, pitch in launch.steers[:count]:
        program, state = np.zeros((2 * len(launch.stages) + 4, COLUMNS)), np.empty(6)
        pad_state(WGS84, PAD[0], PAD[1], PAD[2], state)
        plane = launch_plane(PAD[0], PAD[1], azimuth, HOLD_M, pitch)
        last = (launch.stages, PAYLOAD_KG, PAD[3], kick, math.inf, 1.0 / BETA, program)
        found.append(one(launch.curve, program[: boost_program(*last)[0]], plane, state, how))
    return np.array([t for t, _ in found]), np.array([state for _, state in found])


def how(rtol: float, atol: float, weight_s: float) -> dict[str, Any]:
    """Return SciPy's words for a setting."""
    return {"method": "DOP853", "rtol": rtol, "atol": np.array([atol] * 3 + [atol / weight_s] * 3)}


def rows(fly: Any, truth: np.ndarray, settings: tuple[tuple[float, float, float], ...]) -> list[Row]:
    """Return a row for each setting; `fly` takes how many and how, errors are over all of the truth."""
    found = []
    for rtol, atol, weight_s in settings:
        words = how(rtol, atol, weight_s)
        error_m = gap_m(fixed(*fly(len(truth), words)), truth)
        name = f"{PEER}, rtol {rtol:.0e}, atol {atol:g} m, {atol / weight_s:g} m/s"
        found.append(Row(name, FEW, lambda words=words: fly(FEW, words), PEER, error_m))
    return found
