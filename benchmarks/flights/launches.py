"""Our flights of a notional three-stage solid from its pad: one by one and eight lanes."""

from __future__ import annotations

import math
from collections.abc import Callable

import numba
import numpy as np

from flights.starts import BETA, LATEST_S, fixed, gap_m
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.boost import boost_flight, pad_state
from midcourse.kernels.earth import WGS84
from midcourse.kernels.flight import DEFAULT_M, FAST, IMPACT
from midcourse.kernels.launch_lanes import fly_launches
from midcourse.kernels.motion import drag_curve
from midcourse.kernels.steering import COLUMNS, PLANE_COLUMNS, boost_program, launch_plane
from timing import Row

GRAVITY_M_S2 = 9.80665
# propellant kg, inert kg, vacuum and sea-level specific impulse s, burn s, diameter m
ICBM = (
    (30_100, 4_100, 262, 236, 62, 2.0),
    (9_800, 1_470, 277, 243, 60, 1.8),
    (3_830, 620, 280, 245, 58, 1.5),
)
MACH = (0, 0.5, 0.7, 0.8, 0.9, 1, 1.05, 1.1, 1.15, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5.5, 6)
CD = (0.1007, 0.1099, 0.1286, 0.1486, 0.1825, 0.2402, 0.2814, 0.3229, 0.3535, 0.3618, 0.3358, 0.3117, 0.2891,
      0.2682, 0.2226, 0.1859, 0.1571, 0.1354, 0.1198, 0.1035, 0.101)  # fmt: skip
PAYLOAD_KG = 1_000.0
HOLD_M = 50e3
PAD = (math.radians(45.0), 0.9, 0.0, 5.0)
LAUNCHES = 256


@numba.njit(error_model="numpy")
def launch_all(
    earth, air, curve, stages, payload_kg, inv_beta, pad, steers, tolerance_m, states, times, statuses
):  # type: ignore[no-untyped-def]
    nodes = np.zeros((0, 10))
    for i in range(steers.shape[0]):
        steer = (steers[i, 0], steers[i, 1], steers[i, 2], HOLD_M)
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
        plane = launch_plane(pad[0], pad[1], steers[i, 0], HOLD_M, steers[i, 2])
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


def launch_rows(launch: Launch, truth: np.ndarray, flop: dict[str, float]) -> list[Row]:
    """Return the rows of our own methods; `flop` is what a flight takes, `fast` and `default`."""
    fast, default = flop.get("fast", np.nan), flop.get("default", np.nan)
    calls: dict[str, tuple[Callable[[], None], float]] = {
        "midcourse, fast, eight lanes": (lambda: launch.fly(FAST, launch_lanes), fast),
        "midcourse, fast": (lambda: launch.fly(FAST), fast),
        "midcourse, default (1e-4 m)": (lambda: launch.fly(DEFAULT_M), default),
    }
    rows = []
    for name, (call, work) in calls.items():
        call()
        rows.append(Row(name, len(truth), call, error=gap_m(launch.ends(), truth), flop=work))
    return rows
