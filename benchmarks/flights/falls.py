"""Our flights of bodies that only fall: one by one and eight lanes."""

from __future__ import annotations

from collections.abc import Callable

import numba
import numpy as np

from flights.starts import LATEST_S, fixed, gap_m
from midcourse.kernels.atmosphere import Air
from midcourse.kernels.earth import WGS84
from midcourse.kernels.flight import DEFAULT_M, FAST, IMPACT, fly
from midcourse.kernels.lanes import fly_free
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.steering import COLUMNS, FALL, FOREVER_S, NO_PLANE
from timing import Row


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


def fall_rows(fall: Fall, truth: np.ndarray, flop: dict[str, float]) -> list[Row]:
    """Return the rows of our own methods on one batch; `flop` is what a flight takes, `fast` and `default`."""
    fast, default = flop.get("fast", np.nan), flop.get("default", np.nan)
    calls: dict[str, tuple[Callable[[], None], float]] = {
        "midcourse, fast, eight lanes": (fall.lanes, fast),
        "midcourse, fast": (lambda: fall.scalar(FAST), fast),
        "midcourse, default (1e-4 m)": (lambda: fall.scalar(DEFAULT_M), default),
    }
    rows = []
    for name, (call, work) in calls.items():
        call()
        rows.append(Row(name, len(truth), call, error=gap_m(fall.ends(), truth), flop=work))
    return rows
