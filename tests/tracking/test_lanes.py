"""Eight tracks side by side end where each ends alone, to the last bit, and are vector code."""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
import pytest
from llvmlite.binding import get_host_cpu_features

from midcourse.kernels.earth import WGS84, frame_at, geodetic_to_ecef, into_frame
from midcourse.kernels.filter import ERRORS, LANES, blocks
from midcourse.tracking import lanes
from midcourse.tracking.track import WANDER_FREE_M_S2, Sight, advance, update

ALL = -1
RANGE_BIAS_M, ANGLE_BIAS = 3.0, 1e-4
PLACE = geodetic_to_ecef(WGS84, 0.9, 0.3, 100.0)
FRAME = frame_at(0.9, 0.3, *PLACE)


class Tracks:
    """Eight tracks with a look at each: one by one, and in lanes.

    Args:
        radars: how many radars' constant errors they know.
        far_rad: by how much the look at the sixth is off in azimuth.
    """

    def __init__(self, radars: int, far_rad: float = 0.0) -> None:
        draw = np.random.default_rng(radars)
        self.radars = radars
        self.lane = np.zeros(lanes.room_for(radars))
        self.states = np.array(PLACE + (0.0,) * 3) + np.zeros((LANES, 6))
        self.states[:, :3] = 1.1 * self.states[:, :3] + np.array([0.0, 1e6, 0.0])  # high and well aside
        self.states += draw.normal(size=(LANES, 6)) * np.array([1e5] * 3 + [400.0] * 3)
        roots = draw.normal(size=(LANES, 6, 6)) * np.array([300.0] * 3 + [3.0] * 3)[:, None]
        upper = np.triu_indices(6)
        self.covs = (roots @ roots.transpose(0, 2, 1))[:, upper[0], upper[1]].copy()
        columns = draw.normal(size=(ERRORS * radars, 6, LANES)) * np.array([30.0] * 3 + [0.3] * 3)[:, None]
        self.shared = np.zeros((LANES, blocks(max(radars, 1)), 6, LANES))
        for n, column in enumerate(columns):
            self.shared[:, n // (2 * ERRORS), :, n % (2 * ERRORS)] = column.T
        self.sigmas = draw.uniform((5.0, 1e-4), (20.0, 5e-4), (LANES, 2))
        self.sights = np.array([self._sight(k, draw, far_rad) for k in range(LANES)])
        rows = self.lane.reshape(-1, LANES)
        rows[:34] = np.concatenate([self.states, self.covs, self.sights, self.sigmas], axis=1).T
        rows[lanes.ERROR_ROWS :] = columns.reshape(-1, LANES)

    def _sight(self, k: int, draw: np.random.Generator, far_rad: float) -> tuple[float, ...]:
        east, north, up = into_frame(FRAME, *self.states[k, :3].tolist())
        azimuth = math.atan2(east, north) + draw.normal(0.0, 1e-3) + (far_rad if k == 5 else 0.0)
        elevation = math.atan2(up, math.hypot(east, north)) + draw.normal(0.0, 1e-3)
        range_m = math.hypot(east, north, up) + draw.normal(0.0, 500.0)
        return math.sin(azimuth), math.cos(azimuth), math.sin(elevation), math.cos(elevation), range_m

    def one_by_one(self, dt: float, radar: int) -> np.ndarray:
        """Carry and correct each; states, covariances, and covariances with constant errors, by row and lane."""
        room = np.empty((19, 6))
        for k in range(LANES):
            shared = self.shared[k].reshape(-1, 6 * LANES)
            advance(WGS84, dt, False, False, ALL, self.states[k], self.covs[k], shared, room)
            update(
                FRAME, Sight(*self.sights[k].tolist()), *self.sigmas[k].tolist(), ERRORS * radar, RANGE_BIAS_M,
                ANGLE_BIAS, False, ALL, self.states[k], self.covs[k], shared,
            )  # fmt: skip
        known = [self.shared[:, n // (2 * ERRORS), :, n % (2 * ERRORS)] for n in range(ERRORS * self.radars)]
        return np.concatenate([self.states, self.covs, *known], axis=1).T

    def side_by_side(self, dt: float, radar: int) -> np.ndarray:
        """Do the same in lanes."""
        lanes.predict_lanes(WGS84, dt, WANDER_FREE_M_S2, self.radars, self.lane)
        assert (
            lanes.update_lanes(FRAME, radar, RANGE_BIAS_M, ANGLE_BIAS, self.radars, self.lane) == lanes.DONE
        )
        rows = self.lane.reshape(-1, LANES)
        return np.concatenate([rows[:27], rows[lanes.ERROR_ROWS :]])


@pytest.mark.parametrize("dt", [1.0, 5.0])
@pytest.mark.parametrize(("radars", "radar"), [(1, 0), (2, 0), (2, 1), (3, 2), (5, 3)])
def verif_lanes_end_where_each_track_ends_alone_to_the_last_bit(radars: int, radar: int, dt: float) -> None:
    alone, beside = Tracks(radars).one_by_one(dt, radar), Tracks(radars).side_by_side(dt, radar)
    assert beside.tobytes() == alone.tobytes()
    assert np.isfinite(alone).all() and not np.array_equal(alone[:6].T, Tracks(radars).states)


def verif_without_constant_errors_it_is_the_plain_filter() -> None:
    bare = Tracks(0)
    lanes.predict_lanes(WGS84, 1.0, WANDER_FREE_M_S2, 0, bare.lane)
    assert lanes.update_lanes(FRAME, 0, 0.0, 0.0, 0, bare.lane) == lanes.DONE
    room = np.empty((19, 6))
    for k in range(LANES):
        shared = np.zeros((1, 6 * LANES))
        advance(WGS84, 1.0, False, False, 0, bare.states[k], bare.covs[k], shared, room)
        update(
            FRAME, Sight(*bare.sights[k].tolist()), *bare.sigmas[k].tolist(), 0, 0.0, 0.0, False, 0,
            bare.states[k], bare.covs[k], shared,
        )  # fmt: skip
        assert bare.lane.reshape(-1, LANES)[:6, k].tolist() == bare.states[k].tolist()
        assert bare.lane.reshape(-1, LANES)[6:27, k].tolist() == bare.covs[k].tolist()


@pytest.mark.parametrize("far_rad", [0.2, 2.0, math.pi])
def prop_one_look_far_off_its_track_leaves_all_for_the_other_driver(far_rad: float) -> None:
    tracks = Tracks(2, far_rad)
    before = tracks.lane.reshape(-1, LANES)[:27].copy()
    assert lanes.update_lanes(FRAME, 1, RANGE_BIAS_M, ANGLE_BIAS, 2, tracks.lane) == lanes.TOO_FAR
    assert tracks.lane.reshape(-1, LANES)[:27].tobytes() == before.tobytes()


LANE = np.ones(lanes.room_for(2))
LOOPS = [
    (lanes.predict_lanes, (WGS84, 1.0, 0.0, 2, LANE), 7),
    (lanes.update_lanes, (FRAME, 0, 1.0, 1.0, 2, LANE), 4),
]


# on processors with narrower vectors the compiler leaves some of the loops scalar: nothing is claimed there
if get_host_cpu_features().get("avx512f", False):

    @pytest.mark.parametrize(("loop", "given", "roots"), LOOPS, ids=["predict", "update"])
    def regress_loops_over_lanes_are_vector_code(loop: Any, given: tuple[Any, ...], roots: int) -> None:
        fresh = numba.njit(error_model="numpy", nogil=True)(
            loop.py_func
        )  # the kept one has no assembly to show
        fresh.compile(tuple(numba.typeof(value) for value in given))
        code = max(fresh.inspect_asm().values(), key=len)
        # what is left over of a length that is no multiple of eight has a scalar copy of every loop
        assert code.count("sqrtpd") == code.count("sqrtsd") == roots
        assert code.count("mulpd") > 0.9 * code.count("mulsd")
