"""Eight lanes fly what one flight flies, and are vector code."""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
import pytest
from llvmlite.binding import get_host_cpu_features

from midcourse.kernels import lanes
from midcourse.kernels.atmosphere import US76, VACUUM, Air, exponential_air, with_wind
from midcourse.kernels.earth import WGS84
from midcourse.kernels.flight import FAST, IMPACT, NO_NODES, STEP_LOST, TIME_UP, fly
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.steering import NO_PLANE, free_program
from midcourse.verification import shipped
from midcourse.verification.arcs import start_of

ARCS = shipped.arcs()[:203]  # not a multiple of eight
STARTS = np.array([start_of(WGS84, arc) for arc in ARCS])
INV_BETAS = np.array([1.0 / arc["beta_kg_m2"] for arc in ARCS])
WINDY = with_wind(US76, np.array([0.0, 2e4]), np.array([10.0, 40.0]), np.array([0.0, 5.0]))


def many(
    air: Air, starts: np.ndarray, t_end: float = 1.5e4, begin_s: float = 0.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fly bodies in lanes: last states, times, statuses."""
    states = starts.copy()
    times = np.full(len(states), begin_s)
    statuses = np.full(len(states), -9)
    lanes.fly_free(WGS84, air, INV_BETAS[: len(states)], states, times, t_end, 0.0, statuses)
    return states, times, statuses


@pytest.mark.parametrize(
    "air",
    [US76, exponential_air(1.225, 7_200.0), VACUUM, WINDY],
    ids=["us76", "exponential", "none", "windy"],
)
@pytest.mark.parametrize("t_end", [1.5e4, 700.0])
def verif_lanes_fly_what_one_flight_flies(air: Air, t_end: float) -> None:
    states, times, statuses = many(air, STARTS, t_end, 3.0)
    for i, inv_beta in enumerate(INV_BETAS):
        state = STARTS[i].copy()
        program = free_program(1.0 / inv_beta)
        status, t, _, _ = fly(
            WGS84, air, NO_DRAG, program, 1, NO_PLANE, state, 3.0, t_end, 0.0, FAST, NO_NODES
        )
        assert (statuses[i], times[i]) == (status, t)
        assert states[i].tobytes() == state.tobytes()
    assert set(statuses) <= {IMPACT, TIME_UP}


@pytest.mark.parametrize("count", [1, 7, 8, 9])
def prop_a_body_flies_the_same_in_any_company(count: int) -> None:
    few = many(US76, STARTS[:count])
    all_of_them = many(US76, STARTS)
    for some, every in zip(few, all_of_them, strict=True):
        assert some.tolist() == every[:count].tolist()


def prop_nobody_flies_in_an_empty_batch() -> None:
    assert len(many(US76, STARTS[:0])[1]) == 0


@pytest.mark.parametrize("air", [US76, exponential_air(1.2, 7e3)], ids=["us76", "exponential"])
def prop_a_lost_body_harms_no_neighbour(air: Air) -> None:
    starts = STARTS[:8].copy()
    starts[3, 1] = math.nan
    _, times, statuses = many(air, starts)
    whole = many(air, STARTS[:8])[1]
    assert statuses[3] == STEP_LOST
    assert np.delete(times, 3).tolist() == np.delete(whole, 3).tolist()


LANE = np.ones(lanes.ROWS * lanes.LANES)
LOOPS = [
    (lanes.plan, (WGS84, US76, 0.0, LANE)),
    (lanes.coast, (WGS84, LANE)),
    (lanes.sink, (WGS84, US76, LANE)),
]


# on processors with narrower vectors the compiler leaves some of the loops scalar: nothing is claimed there
if get_host_cpu_features().get("avx512f", False):

    @pytest.mark.parametrize(("loop", "given"), LOOPS, ids=["plan", "coast", "sink"])
    def regress_loops_over_lanes_are_vector_code(loop: Any, given: tuple[Any, ...]) -> None:
        # nothing else tells: one branch too many and the loop is silently four times slower
        fresh = numba.njit(error_model="numpy", nogil=True)(
            loop.py_func
        )  # the kept one has no assembly to show
        fresh.compile(tuple(numba.typeof(value) for value in given))
        code = max(fresh.inspect_asm().values(), key=len)
        assert code.count("sqrtpd") >= 4
        assert code.count("sqrtsd") == 0
