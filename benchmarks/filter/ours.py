"""Our filter on what is watched: one track at a time and eight side by side."""

from __future__ import annotations

from typing import Any

import numpy as np

from filter.watched import ANGLE_SIGMA_RAD, PRIOR, RANGE_SIGMA_M, STEP_S, Watch
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84, Frame
from midcourse.kernels.filter import LANES, pack, unpack
from midcourse.tracking import lanes
from midcourse.tracking.track import WANDER_FREE_M_S2, Sight, advance, update

RANGE_BIAS, ANGLE_BIAS = 3.0, 2e-4  # of the radar's constant errors
Tracks = tuple[np.ndarray, np.ndarray]


@kernel
def follow(earth, frames, sights, bias, sensors, states, covs):
    """Filter all tracks as a run does; `bias` scales the constant errors, `sensors` are their bits."""
    room, packed = np.empty((19, 6)), np.empty(21)
    for k in range(sights.shape[0]):
        shared = np.zeros((1, 6 * LANES))
        pack(covs[k], packed)
        for i in range(sights.shape[1]):
            f, seen = frames[i], sights[k, i]
            sight = Sight(seen[0], seen[1], seen[2], seen[3], seen[4])
            advance(earth, STEP_S, False, False, sensors, states[k], packed, shared, room)
            update(
                Frame(f[0], f[1], f[2], f[3], f[4], f[5], f[6]), sight, RANGE_SIGMA_M, ANGLE_SIGMA_RAD, 0,
                bias * RANGE_BIAS, bias * ANGLE_BIAS, False, sensors, states[k], packed, shared,
            )  # fmt: skip
        unpack(packed, covs[k])


@kernel
def follow_eight(earth, frames, sights, bias, radars, states, covs):
    """Filter all tracks as `follow` does, eight at a time; their number must be a multiple of eight."""
    lane, packed = np.zeros(lanes.room_for(radars)), np.empty(21)
    lane[lanes.RANGE_SIGMA : lanes.RANGE_SIGMA + LANES] = RANGE_SIGMA_M
    lane[lanes.ANGLE_SIGMA : lanes.ANGLE_SIGMA + LANES] = ANGLE_SIGMA_RAD
    for first in range(0, sights.shape[0], LANES):
        lane[lanes.ERROR_ROWS * LANES :] = 0.0
        for k in range(LANES):
            pack(covs[first + k], packed)
            for c in range(6):
                lane[lanes.STATE + c * LANES + k] = states[first + k, c]
            for c in range(21):
                lane[lanes.COV + c * LANES + k] = packed[c]
        for i in range(sights.shape[1]):
            f = frames[i]
            for k in range(LANES):
                for c in range(5):
                    lane[lanes.SIGHT + c * LANES + k] = sights[first + k, i, c]
            frame = Frame(f[0], f[1], f[2], f[3], f[4], f[5], f[6])
            lanes.predict_lanes(earth, STEP_S, WANDER_FREE_M_S2, radars, lane)
            if lanes.update_lanes(frame, 0, bias * RANGE_BIAS, bias * ANGLE_BIAS, radars, lane) != lanes.DONE:
                return 1
        for k in range(LANES):
            for c in range(6):
                states[first + k, c] = lane[lanes.STATE + c * LANES + k]
            for c in range(21):
                packed[c] = lane[lanes.COV + c * LANES + k]
            unpack(packed, covs[first + k])
    return 0


def sights_of(watch: Watch) -> np.ndarray:
    """Return sine and cosine of azimuth, then of elevation, and the range: as a look gives them."""
    angles, ranges = watch.measured[..., :2], watch.measured[..., 2:]
    turned = np.stack([np.sin(angles), np.cos(angles)], -1).reshape(*ranges.shape[:2], 4)
    return np.concatenate([turned, ranges], -1)


class Ours:
    """One way of filtering all tracks: call it, then read `states` and `covs`."""

    def __init__(self, watch: Watch, considered: bool, eight: bool = False) -> None:
        self.watch, self.considered = watch, considered
        self.driver: Any = follow_eight if eight else follow
        self.sights, self.prior = sights_of(watch), np.diag(np.square(PRIOR))
        self.states, self.covs = watch.start.copy(), np.tile(self.prior, (len(watch.start), 1, 1))

    def __call__(self) -> None:
        self.states[:], self.covs[:] = self.watch.start, self.prior
        given = (self.sights, float(self.considered), int(self.considered), self.states, self.covs)
        if self.driver(WGS84, self.watch.frames, *given):
            raise SystemExit("a look is too far off its track for lanes")

    @property
    def ends(self) -> Tracks:
        return self.states, self.covs
