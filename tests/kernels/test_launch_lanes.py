"""Eight launches side by side fly what each flies alone, to the last bit, and are vector code."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from llvmlite.binding import get_host_cpu_features

from midcourse.catalog import load_missile
from midcourse.catalog.stack import Stack
from midcourse.kernels import launch_lanes
from midcourse.kernels.atmosphere import US76, VACUUM, Air, exponential_air, with_wind
from midcourse.kernels.boost import pad_state
from midcourse.kernels.earth import WGS84
from midcourse.kernels.flight import FAST, FELL_BACK, IMPACT, NO_NODES, STEP_LOST, TIME_UP, TWICE_AS_FAST, fly
from midcourse.kernels.lanes import LANES
from midcourse.kernels.launch_lanes import fly_launches
from midcourse.kernels.steering import COLUMNS, PLANE_COLUMNS, Plane, boost_program, launch_plane
from midcourse.threats.fly import stack_of

WINDY = with_wind(US76, np.array([0.0, 2e4]), np.array([10.0, 40.0]), np.array([0.0, 5.0]))
LAT, LON = math.radians(38.0), math.radians(46.0)


class Launches(NamedTuple):
    programs: np.ndarray
    counts: np.ndarray
    planes: np.ndarray
    states: np.ndarray
    ends_s: np.ndarray


def launches(craft: Stack, n: int, cut_offs_s: np.ndarray, ends_s: np.ndarray) -> Launches:
    """Draw kick, attitude and direction of launches from one pad."""
    rng = np.random.default_rng(3)
    made = Launches(
        np.empty((n, 2 * len(craft.stages) + 4, COLUMNS)),
        np.empty(n, dtype=np.int64),
        np.empty((n, PLANE_COLUMNS)),
        np.empty((n, 6)),
        ends_s,
    )
    for i in range(n):
        made.counts[i], _ = boost_program(
            craft.stages, craft.payload_kg, craft.rise_s, rng.uniform(0.01, 0.05), cut_offs_s[i],
            craft.inv_beta_m2_kg, made.programs[i],
        )  # fmt: skip
        made.planes[i] = launch_plane(LAT, LON, rng.uniform(0.0, 6.28), 5e4, rng.uniform(0.5, 1.4))
        pad_state(WGS84, LAT, LON, 0.0, made.states[i])
    return made


def together(air: Air, curve: np.ndarray, many: Launches, tol: float) -> tuple[np.ndarray, ...]:
    n = len(many.counts)
    states, times, statuses = many.states.copy(), np.empty(n), np.empty(n, dtype=np.int64)
    fly_launches(
        WGS84,
        air,
        curve,
        many.programs,
        many.counts,
        many.planes,
        states,
        many.ends_s,
        0.0,
        tol,
        times,
        statuses,
    )
    return states, times, statuses


def alone(air: Air, curve: np.ndarray, many: Launches, tol: float) -> tuple[np.ndarray, ...]:
    states, flown = many.states.copy(), []
    for i, state in enumerate(states):
        status, t, _, _ = fly(
            WGS84, air, curve, many.programs[i], many.counts[i], Plane(*many.planes[i]), state, 0.0,
            many.ends_s[i], 0.0, tol, NO_NODES,
        )  # fmt: skip
        flown.append((t, status))
    times, statuses = zip(*flown, strict=True)
    return states, np.array(times), np.array(statuses)


@pytest.fixture(scope="module")
def craft() -> Stack:
    return stack_of(load_missile("notional-irbm")[0])


@pytest.fixture(scope="module")
def many(craft: Stack) -> Launches:
    # some are cut off, some end under thrust, most come down
    cut_offs = np.full(61, np.inf)
    cut_offs[5:20] = np.linspace(2.0, craft.burn_s, 15)
    ends = np.full(61, 1e4)
    ends[18:30] = np.linspace(5.0, 1.5 * craft.burn_s, 12)
    return launches(craft, 61, cut_offs, ends)


@pytest.mark.parametrize("tol", [FAST, TWICE_AS_FAST], ids=["fast", "twice"])
@pytest.mark.parametrize(
    "air",
    [US76, exponential_air(1.225, 7_200.0), VACUUM, WINDY],
    ids=["us76", "exponential", "none", "windy"],
)
def verif_lanes_fly_what_each_flies_alone(air: Air, tol: float, craft: Stack, many: Launches) -> None:
    ours, theirs = together(air, craft.curve, many, tol), alone(air, craft.curve, many, tol)
    assert ours[2].tolist() == theirs[2].tolist()
    assert {IMPACT, TIME_UP} <= set(ours[2].tolist()) <= {IMPACT, TIME_UP, FELL_BACK}
    powered = theirs[1] <= craft.burn_s
    assert powered.sum() >= 8 and (~powered).sum() >= 30
    assert ours[0].tobytes() == theirs[0].tobytes()
    assert ours[1].tobytes() == theirs[1].tobytes()


@pytest.mark.parametrize("count", [1, 2, 3, 8, 9, 11])
def prop_a_launch_flies_the_same_in_any_company(count: int, craft: Stack, many: Launches) -> None:
    whole = together(US76, craft.curve, many, FAST)
    some = together(US76, craft.curve, Launches(*(part[:count] for part in many)), FAST)
    for ours, theirs in zip(some, whole, strict=True):
        assert np.abs(ours - theirs[:count]).max() < 1e-3  # of few the falls are flown one by one


def prop_a_lost_launch_harms_no_neighbour(craft: Stack, many: Launches) -> None:
    whole = together(US76, craft.curve, many, FAST)
    spoilt = many.states.copy()
    spoilt[3, 1] = math.nan
    states, times, statuses = together(US76, craft.curve, many._replace(states=spoilt), FAST)
    assert statuses[3] == STEP_LOST
    assert np.delete(times, 3).tolist() == np.delete(whole[1], 3).tolist()
    assert np.delete(states, 3, axis=0).tolist() == np.delete(whole[0], 3, axis=0).tolist()


def prop_nothing_flies_in_an_empty_batch(craft: Stack, many: Launches) -> None:
    assert len(together(US76, craft.curve, Launches(*(part[:0] for part in many)), FAST)[1]) == 0


LANE = np.ones(launch_lanes.ROWS * LANES)
LOOPS = [
    (launch_lanes.choose, (WGS84, US76, 1.0, 0.0, LANE), 3),
    (launch_lanes.push, (WGS84, US76, np.ones(300), LANE), 12),
    (launch_lanes.drift, (WGS84, LANE), 4),
    (launch_lanes.settle, (WGS84, US76, 0.0, LANE), 2),
]


# on processors with narrower vectors the compiler leaves some of the loops scalar: nothing is claimed there
if get_host_cpu_features().get("avx512f", False):

    @pytest.mark.parametrize(("loop", "given", "roots"), LOOPS, ids=["choose", "push", "drift", "settle"])
    def regress_loops_over_lanes_are_vector_code(loop: Any, given: tuple[Any, ...], roots: int) -> None:
        # nothing else tells: one branch too many and the loop is silently four times slower
        fresh = numba.njit(error_model="numpy", nogil=True)(loop.py_func)
        fresh.compile(tuple(numba.typeof(value) for value in given))
        code = max(fresh.inspect_asm().values(), key=len)
        assert code.count("sqrtpd") >= roots
        # what is left over where the number of lanes is not known to be eight
        assert code.count("sqrtsd") <= code.count("sqrtpd")
