"""How fast flights are flown, beside SciPy and heyoka, in one run: `make bench`, or `python benchmarks/flight.py`.

All rows run on one core of one process, in turns, and are timed in its CPU time; medians are printed, with
half of the spread between the quartiles. What is flown, how settings are chosen and what a ratio means is
told in `README.md` next to this file.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-bench/bin/python"
if __name__ == "__main__" and not find_spec("heyoka") and PEERS.exists() and "BENCH_PEERS" not in os.environ:
    settings = os.environ | {"BENCH_PEERS": "1", "PYTHONPATH": str(ROOT / "src")}
    os.execve(PEERS, [str(PEERS), *sys.argv], settings)

import numba  # noqa: E402
import numpy as np  # noqa: E402
from scipy.integrate import solve_ivp  # noqa: E402

from midcourse.kernels.atmosphere import US76, Air, exponential_air  # noqa: E402
from midcourse.kernels.boost import boost_flight, pad_state  # noqa: E402
from midcourse.kernels.earth import WGS84, enu_to_ecef, geodetic_to_ecef  # noqa: E402
from midcourse.kernels.flight import DEFAULT_M, FAST, IMPACT, fly  # noqa: E402
from midcourse.kernels.lanes import fly_free  # noqa: E402
from midcourse.kernels.launch_lanes import fly_launches  # noqa: E402
from midcourse.kernels.motion import NO_DRAG, drag_curve  # noqa: E402
from midcourse.kernels.steering import (  # noqa: E402
    COLUMNS,
    FALL,
    FOREVER_S,
    NO_PLANE,
    PLANE_COLUMNS,
    boost_program,
    launch_plane,
)

LIMIT_M = 10.0
BETA = 8_000.0
RHO0, SCALE_M = 1.225, 7_200.0
ARCS = 64
LANES = 8
LATEST_S = 1.5e4
GRAVITY_M_S2 = 9.80665
EXPONENTIAL = exponential_air(RHO0, SCALE_M)

# A notional three-stage solid: propellant kg, inert kg, vacuum and sea-level specific impulse s, burn s, diameter m
ICBM = (
    (30_100, 4_100, 262, 236, 62, 2.0),
    (9_800, 1_470, 277, 243, 60, 1.8),
    (3_830, 620, 280, 245, 58, 1.5),
)
MACH = (0, 0.5, 0.7, 0.8, 0.9, 1, 1.05, 1.1, 1.15, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5.5, 6)
CD = (0.1007, 0.1099, 0.1286, 0.1486, 0.1825, 0.2402, 0.2814, 0.3229, 0.3535, 0.3618, 0.3358, 0.3117, 0.2891,
      0.2682, 0.2226, 0.1859, 0.1571, 0.1354, 0.1198, 0.1035, 0.101)  # fmt: skip
PAYLOAD_KG = 1_000.0
PAD = (math.radians(45.0), 0.9, 0.0, 5.0)  # latitude, longitude, altitude; vertical rise in s

# relative and absolute tolerance; tolerance and longest step in s
SCIPY = ((1e-7, 1.0), (1e-7, 10.0), (1e-6, 1.0), (1e-6, 3.0), (1e-6, 10.0), (3e-6, 1.0), (1e-5, 0.1), (1e-5, 1.0),
         (1e-5, 10.0), (1e-4, 1.0))  # fmt: skip
HEYOKA = ((1e-6, 20.0), (1e-6, 30.0), (1e-7, 30.0), (1e-7, 50.0), (1e-8, 50.0), (1e-9, 50.0), (1e-9, 100.0))
HEYOKA_BATCH = (
    (1e-6, 30.0),
    (1e-7, 30.0),
    (1e-7, 50.0),
    (1e-8, 50.0),
    (1e-8, 80.0),
    (1e-9, 50.0),
    (1e-9, 80.0),
)


class Row(NamedTuple):
    """One thing timed: group, name, flights a call, the call, and its error in m if measured."""

    group: str
    name: str
    flights: int
    call: Callable[[], Any]
    error_m: float = math.nan


# ---------------------------------------------------------------- what is flown


def fixed(times: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Turn inertial positions into Earth-fixed ones, shape (n, 3)."""
    c, s = np.cos(WGS84.omega_rad_s * times), np.sin(WGS84.omega_rad_s * times)
    x, y, z = states[:, 0], states[:, 1], states[:, 2]
    return np.column_stack([c * x + s * y, c * y - s * x, z])


def gap_m(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.max(np.linalg.norm(one - other, axis=1)))


def start(lat: float, lon: float, alt_m: float, speed: float, fpa: float, azimuth: float) -> list[float]:
    """Return an inertial state; speed, angle and azimuth are relative to the turning Earth; angles in rad."""
    x, y, z = geodetic_to_ecef(WGS84, lat, lon, alt_m)
    flat = speed * math.cos(fpa)
    v = enu_to_ecef(lat, lon, flat * math.sin(azimuth), flat * math.cos(azimuth), speed * math.sin(fpa))
    return [x, y, z, v[0] - WGS84.omega_rad_s * y, v[1] + WGS84.omega_rad_s * x, v[2]]


def long_arcs() -> np.ndarray:
    """Return starts at a burnout at 120 km of arcs of about 10,000 km, shape (64, 6)."""
    luck = np.random.default_rng(64)
    rows = []
    for _ in range(ARCS):
        lat, azimuth = luck.uniform(math.radians(35.0), math.radians(60.0)), luck.uniform(-0.6, 0.6)
        lon, speed, fpa = luck.uniform(-3.0, 3.0), luck.uniform(6_950.0, 7_050.0), luck.uniform(0.38, 0.42)
        rows.append(start(lat, lon, 120e3, speed, fpa, azimuth))
    return np.array(rows)


def shipped_arcs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return starts, reciprocal ballistic coefficients and impact points of the 2,000 random arcs."""
    path = ROOT / "src/midcourse/verification/cases/arcs.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [{k: float(v) for k, v in row.items() if k != "label"} for row in csv.DictReader(lines)]
    begins = [
        start(
            *(math.radians(row[key]) for key in ("lat_deg", "lon_deg")),
            row["alt_m"],
            row["speed_m_s"],
            *(math.radians(row[key]) for key in ("fpa_deg", "azimuth_deg")),
        )
        for row in rows
    ]
    ends = [[row[f"impact_{axis}_ecef_m"] for axis in "xyz"] for row in rows]
    return np.array(begins), np.array([1.0 / row["beta_kg_m2"] for row in rows]), np.array(ends)


# ---------------------------------------------------------------- midcourse


@numba.njit(error_model="numpy")
def one_by_one(earth, air, inv_betas, starts, tolerance_m, states, times, statuses):  # type: ignore[no-untyped-def]
    program = np.zeros((1, COLUMNS))
    program[0, 0], program[0, 2], program[0, 10] = FOREVER_S, 1.0, FALL
    nodes = np.zeros((0, 10))
    for i in range(starts.shape[0]):
        program[0, 9] = inv_betas[i]
        states[i] = starts[i]
        statuses[i], times[i], _, _ = fly(
            earth, air, NO_DRAG, program, 1, NO_PLANE, states[i], 0.0, LATEST_S, 0.0, tolerance_m, nodes
        )


class Fall:
    """A batch of falling bodies, with the arrays that every call writes into."""

    def __init__(self, air: Air, starts: np.ndarray, inv_betas: np.ndarray) -> None:
        self.air, self.starts, self.inv_betas = air, starts, inv_betas
        self.states = np.empty_like(starts)
        self.times, self.statuses = np.zeros(len(starts)), np.zeros(len(starts), dtype=np.int64)

    def scalar(self, tolerance_m: float) -> None:
        room = (self.states, self.times, self.statuses)
        one_by_one(WGS84, self.air, self.inv_betas, self.starts, tolerance_m, *room)

    def lanes(self) -> None:
        self.states[:] = self.starts
        self.times[:] = 0.0
        fly_free(WGS84, self.air, self.inv_betas, self.states, self.times, LATEST_S, 0.0, self.statuses)

    def ends(self) -> np.ndarray:
        assert np.all(self.statuses == IMPACT)
        return fixed(self.times, self.states)


def fall_rows(group: str, fall: Fall, truth: np.ndarray) -> list[Row]:
    """Return the rows of our own methods on one batch."""
    calls: dict[str, Callable[[], None]] = {
        "midcourse, fast, eight lanes": fall.lanes,
        "midcourse, fast": lambda: fall.scalar(FAST),
        "midcourse, default (1e-4 m)": lambda: fall.scalar(DEFAULT_M),
    }
    rows = []
    for name, call in calls.items():
        call()
        rows.append(Row(group, name, len(truth), call, gap_m(fall.ends(), truth)))
    return rows


@numba.njit(error_model="numpy")
def launch_all(
    earth, air, curve, stages, payload_kg, inv_beta, pad, steers, tolerance_m, states, times, statuses
):  # type: ignore[no-untyped-def]
    nodes = np.zeros((0, 10))
    for i in range(steers.shape[0]):
        steer = (steers[i, 0], steers[i, 1], steers[i, 2], 50e3)
        statuses[i], times[i], _, _ = boost_flight(
            earth, air, curve, stages, payload_kg, inv_beta, pad, steer, math.inf, LATEST_S, 0.0, tolerance_m, nodes,
            states[i],
        )  # fmt: skip


@numba.njit(error_model="numpy")
def launch_lanes(
    earth, air, curve, stages, payload_kg, inv_beta, pad, steers, tolerance_m, states, times, statuses
):  # type: ignore[no-untyped-def]
    n = steers.shape[0]
    programs, planes = np.empty((n, 2 * stages.shape[0] + 4, COLUMNS)), np.empty((n, PLANE_COLUMNS))
    counts, ends_s = np.empty(n, dtype=np.int64), np.full(n, LATEST_S)
    for i in range(n):
        pad_state(earth, pad[0], pad[1], pad[2], states[i])
        plane = launch_plane(pad[0], pad[1], steers[i, 0], 50e3, steers[i, 2])
        for c in range(PLANE_COLUMNS):
            planes[i, c] = plane[c]
        counts[i], _ = boost_program(
            stages, payload_kg, pad[3], steers[i, 1], math.inf, inv_beta, programs[i]
        )
    fly_launches(
        earth, air, curve, programs, counts, planes, states, ends_s, 0.0, tolerance_m, times, statuses
    )


class Launch:
    """A batch of three-stage flights from the pad, with steering drawn at random."""

    def __init__(self, count: int) -> None:
        luck = np.random.default_rng(3)
        stages = []
        for propellant, inert, vacuum_s, sea_level_s, burn_s, diameter_m in ICBM:
            flow = propellant / burn_s
            exit_m2 = (vacuum_s - sea_level_s) * GRAVITY_M_S2 * flow / 101_325.0
            thrust = vacuum_s * GRAVITY_M_S2 * flow
            stages.append([propellant, inert, thrust, burn_s, exit_m2, 0.25 * math.pi * diameter_m**2, 0.0])
        self.stages = np.array(stages)
        self.curve = drag_curve(np.array(MACH, dtype=float), np.array(CD))
        low, high = (-0.6, 0.25, math.radians(16.0)), (0.6, 0.4, math.radians(24.0))
        self.steers = luck.uniform(low, high, (count, 3))
        self.states, self.times = np.empty((count, 6)), np.zeros(count)
        self.statuses = np.zeros(count, dtype=np.int64)

    def fly(self, tolerance_m: float, driver: Callable[..., None] = launch_all) -> None:
        flown = (self.stages, PAYLOAD_KG, 1.0 / BETA, PAD, self.steers, tolerance_m)
        driver(WGS84, US76, self.curve, *flown, self.states, self.times, self.statuses)

    def ends(self) -> np.ndarray:
        assert np.all(self.statuses == IMPACT)
        return fixed(self.times, self.states)


def launch_rows() -> list[Row]:
    group = "three stages, pad to impact, US76, drag by Mach number"
    launch = Launch(256)
    launch.fly(1e-6)
    truth = launch.ends()
    rows = []
    calls: dict[str, Callable[[], None]] = {
        "midcourse, fast, eight lanes": lambda: launch.fly(FAST, launch_lanes),
        "midcourse, fast": lambda: launch.fly(FAST),
        "midcourse, default (1e-4 m)": lambda: launch.fly(DEFAULT_M),
    }
    for name, call in calls.items():
        call()
        rows.append(Row(group, name, 256, call, gap_m(launch.ends(), truth)))
    return rows


# ---------------------------------------------------------------- SciPy


def height(x: float, y: float, z: float) -> float:
    """Return the altitude by the series that `midcourse` uses, so that all fly in the same air."""
    r2 = x * x + y * y + z * z
    r = math.sqrt(r2)
    u, q, f = z * z / r2, WGS84.a_m / r, WGS84.f
    bend = 0.5 * (4.0 * q - 1.0) - 0.5 * f * (
        u * (1.0 + 8.0 * q * (2.0 * q - 1.0)) + 4.0 * q * (1.0 - 2.0 * q)
    )
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
    times, states = [], []
    for begin in starts:
        done = solve_ivp(
            right_hand_side,
            (0.0, 4e3),
            begin,
            "DOP853",
            events=ground,
            rtol=rtol,
            atol=atol,
            max_step=max_step,
        )
        times.append(done.t_events[0][0] if len(done.t_events[0]) else math.nan)
        states.append(done.y_events[0][0] if len(done.t_events[0]) else np.full(6, math.nan))
    return np.array(times), np.array(states)


def scipy_rows(group: str, starts: np.ndarray, truth: np.ndarray) -> list[Row]:
    rows = []
    for rtol, atol in SCIPY:
        error_m = gap_m(fixed(*by_scipy(starts, rtol, atol)), truth)
        call = lambda r=rtol, a=atol: by_scipy(starts[:4], r, a)  # noqa: E731
        rows.append(Row(group, f"SciPy DOP853, rtol {rtol:.0e}, atol {atol:g}", 4, call, error_m))
    return rows


# ---------------------------------------------------------------- heyoka


def equations() -> tuple[list[Any], Any]:
    """Return the same equations of motion as heyoka's expressions, and the altitude."""
    import heyoka as hy

    x, y, z, vx, vy, vz = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    a, f = WGS84.a_m, WGS84.f
    r2 = x * x + y * y + z * z
    r = hy.sqrt(r2)
    u, q = z * z / r2, a / r
    bend = 0.5 * (4.0 * q - 1.0) - 0.5 * f * (
        u * (1.0 + 8.0 * q * (2.0 * q - 1.0)) + 4.0 * q * (1.0 - 2.0 * q)
    )
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


def heyoka_rows(group: str, starts: np.ndarray, truth: np.ndarray, times: np.ndarray) -> list[Row]:
    """Return rows of heyoka's integrator with an impact event, and of its batch of eight told the impact time."""
    import heyoka as hy

    system, alt = equations()
    rows = []
    for tol, cap in HEYOKA:
        event = hy.t_event(alt, direction=hy.event_direction.negative)
        single = hy.taylor_adaptive(system, starts[0], tol=tol, t_events=[event])

        def alone(count: int, single: Any = single, cap: float = cap) -> tuple[np.ndarray, np.ndarray]:
            ends, states = np.empty(count), np.empty((count, 6))
            for i in range(count):
                single.time = 0.0
                single.state[:] = starts[i]
                single.propagate_until(4e3, max_delta_t=cap)
                ends[i], states[i] = single.time, single.state
            return ends, states

        error_m = gap_m(fixed(*alone(ARCS)), truth)
        call = lambda alone=alone: alone(ARCS)  # noqa: E731
        rows.append(Row(group, f"heyoka with event, tol {tol:.0e}, cap {cap:g} s", ARCS, call, error_m))
    for tol, cap in HEYOKA_BATCH:
        eight = hy.taylor_adaptive_batch(system, np.ascontiguousarray(starts[:LANES].T), tol=tol)
        caps = [cap] * LANES

        def together(eight: Any = eight, caps: list[float] = caps) -> np.ndarray:
            states = np.empty((ARCS, 6))
            for i in range(0, ARCS, LANES):
                eight.set_time(0.0)
                eight.state[:] = starts[i : i + LANES].T
                eight.propagate_until(times[i : i + LANES], max_delta_t=caps)
                states[i : i + LANES] = eight.state.T
            return states

        error_m = gap_m(fixed(times, together()), truth)
        rows.append(
            Row(group, f"heyoka batch of 8, end told, tol {tol:.0e}, cap {cap:g} s", ARCS, together, error_m)
        )
    return rows


# ---------------------------------------------------------------- timing


@numba.njit(error_model="numpy")
def calibration(turns: int) -> float:
    """Work that depends on this core alone: one chain of root, quotient, product and sum."""
    x = 2.0
    for _ in range(turns):
        x = math.sqrt(x * x + 1.0) - 0.3 / x
        x = x if x < 50.0 else 2.0
    return x


CALIBRATION_TURNS = 100_000


def timed(rows: list[Row], rounds: int) -> np.ndarray:
    """Call every row once a round, in turns; CPU seconds a flight, shape (rows, rounds)."""
    out = np.empty((len(rows), rounds))
    for j in range(rounds):
        for i, row in enumerate(rows):
            begin = time.process_time()
            calls = 0
            while calls == 0 or time.process_time() - begin < 4e-3:  # the clock ticks in microseconds
                row.call()
                calls += 1
            out[i, j] = (time.process_time() - begin) / (calls * row.flights)
    return out


def results(rounds: int) -> list[dict[str, Any]]:
    """Measure all rows and join rates, errors and ratios."""
    starts = long_arcs()
    truth_times, truth_states = by_scipy(starts, 1e-13, 1e-9, 5.0)
    truth = fixed(truth_times, truth_states)
    group = "10,000 km, burnout at 120 km to impact, J2, exponential air"
    rows = [
        Row(
            "calibration",
            "chain of root and quotient",
            CALIBRATION_TURNS,
            lambda: calibration(CALIBRATION_TURNS),
        )
    ]
    rows += fall_rows(group, Fall(EXPONENTIAL, starts, np.full(ARCS, 1.0 / BETA)), truth)
    rows += scipy_rows(group, starts, truth)
    if find_spec("heyoka"):
        rows += heyoka_rows(group, starts, truth, truth_times)
    tables = Fall(US76, starts, np.full(ARCS, 1.0 / BETA))
    tables.scalar(1e-6)
    rows += fall_rows("the same in US76", tables, tables.ends())
    begins, inv_betas, ends = shipped_arcs()
    rows += fall_rows("2,000 random arcs, 300 to 12,000 km, US76", Fall(US76, begins, inv_betas), ends)
    rows += launch_rows()
    times = timed(rows, rounds)
    out = []
    for row, seconds in zip(rows, times, strict=True):
        low, middle, high = np.quantile(seconds, [0.25, 0.5, 0.75])
        out.append(
            {
                "group": row.group,
                "name": row.name,
                "us": middle * 1e6,
                "spread": 0.5 * (high - low) / middle,
                "rate_s": 1.0 / middle,
                "error_m": row.error_m,
            }
        )
    return out


def best(found: list[dict[str, Any]], start_of_name: str) -> dict[str, Any] | None:
    """Return the quickest row of a kind that meets the limit of error."""
    fit = [row for row in found if row["name"].startswith(start_of_name) and row["error_m"] <= LIMIT_M]
    return min(fit, key=lambda row: row["us"], default=None)


def ratios(found: list[dict[str, Any]]) -> dict[str, float]:
    """Return how many times quicker than each peer's best setting our rows on the 10,000 km arc are."""
    group = [row for row in found if row["group"].startswith("10,000 km")]
    out = {}
    for ours in group[:3]:
        for peer in ("SciPy", "heyoka with event", "heyoka batch"):
            other = best(group, peer)
            if other:
                out[f"{ours['name']} / {other['name']}"] = other["us"] / ours["us"]
    return out


# ---------------------------------------------------------------- memory


def resident_mib() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(flights: int) -> dict[str, list[float]]:
    """Fly many arcs and launches into the same arrays; resident memory in MiB after each tenth."""
    starts = np.tile(long_arcs(), (128, 1))
    falls = Fall(US76, starts, np.full(len(starts), 1.0 / BETA))
    launch = Launch(1_000)
    falls.lanes()
    falls.scalar(FAST)
    launch.fly(FAST)
    jobs: dict[str, tuple[int, Callable[[], None]]] = {
        "eight lanes": (len(starts), falls.lanes),
        "one by one": (len(starts), lambda: falls.scalar(FAST)),
        "three stages": (1_000, lambda: launch.fly(FAST)),
    }
    out = {}
    for name, (each, call) in jobs.items():
        marks = [resident_mib()]
        done = 0
        while done < flights:
            call()
            done += each
            if done * 10 // flights >= len(marks):
                marks.append(resident_mib())
        out[name] = marks
    return out


# ---------------------------------------------------------------- output


def machine() -> dict[str, Any]:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else math.nan
    versions = {"python": platform.python_version(), "numba": numba.__version__, "numpy": np.__version__}
    return {**versions, "cpu": platform.machine(), "cores": os.cpu_count(), "load": load}


def show(found: list[dict[str, Any]], ratio: dict[str, float], marks: dict[str, list[float]]) -> None:
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    group = ""
    for row in found:
        if row["group"] != group:
            group = row["group"]
            print(f"\n{group}\n{'':52}{'us each':>12}{'+-':>6}{'a second':>14}{'worst error':>14}")
        error = "" if math.isnan(row["error_m"]) else f"{row['error_m']:.3g} m"
        print(f"  {row['name']:50}{row['us']:12.4g}{row['spread']:6.0%}{row['rate_s']:14,.0f}{error:>14}")
    print(f"\nTimes as quick, against the peer's quickest setting within {LIMIT_M:g} m")
    for name, value in ratio.items():
        print(f"  {name:90}{value:10.1f}")
    if not find_spec("heyoka"):
        print("  heyoka is not installed: see benchmarks/README.md")
    for name, each in marks.items():
        print(
            f"\nResident memory in MiB, {name}: {each[0]:.1f} before, {each[-1]:.1f} after, highest {max(each):.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Time flights beside SciPy and heyoka.")
    parser.add_argument("--rounds", type=int, default=15, help="turns that every row is given")
    parser.add_argument(
        "--flights", type=int, default=1_000_000, help="flights of each kind to watch memory over"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    asked = parser.parse_args()
    found = results(asked.rounds)
    ratio = ratios(found)
    marks = memory(asked.flights) if asked.flights else {}
    if asked.json:
        print(json.dumps({"machine": machine(), "rows": found, "ratios": ratio, "resident_mib": marks}))
    else:
        show(found, ratio, marks)


if __name__ == "__main__":
    main()
