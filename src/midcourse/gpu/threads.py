"""What one thread of a device does: one fall, one launch, one track, one look.

The physics is called, not written again; here are only loads and stores. Shared functions that take arrays are given
arrays of the thread's own or arrays out of a tuple: in Numba's simulator no other can be handed on.

To import this module is to import `numba.cuda`; `drivers` imports it when it is asked to work.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numba import cuda

from midcourse.gpu.device import simulated
from midcourse.kernels.dop853 import STAGES
from midcourse.kernels.earth import Frame
from midcourse.kernels.filter import ERRORS, LANES
from midcourse.kernels.flight import FAST, NODE_COLUMNS, TWICE_AS_FAST, fall, fly_within
from midcourse.kernels.steering import Plane
from midcourse.sensors.radar import detects
from midcourse.tracking.track import Sight, advance, update

ERRORS_ROW = 6 * LANES  # numbers in a block of constant errors
ROOM = (19, 6)
COVARIANCE = 21


def fall_one(earth, air, inv_beta_m2_kg, states, times, t_end, stop_alt_m, statuses):
    """Let body i fall as `flight.fall` does; arguments as for `drivers.falls`."""
    i = cuda.grid(1)
    if i < times.shape[0]:
        state = cuda.local.array(6, np.float64)
        for c in range(6):
            state[c] = states[i, c]
        status, t, _ = fall(earth, air, inv_beta_m2_kg[i], state, times[i], t_end, stop_alt_m)
        for c in range(6):
            states[i, c] = state[c]
        times[i] = t
        statuses[i] = status


def launch_one(earth, air, stack, counts, planes, states, ends_s, stop_alt_m, twice, times, statuses):
    """Fly launch i as `flight.fly` does; arguments as for `drivers.launches`, `twice` is 1 for TWICE_AS_FAST."""
    i = cuda.grid(1)
    if i < times.shape[0]:
        state, after = cuda.local.array(6, np.float64), cuda.local.array(6, np.float64)
        scratch = cuda.local.array((STAGES, 6), np.float64)
        none = cuda.local.array((1, NODE_COLUMNS), np.float64)[:0]
        for c in range(6):
            state[c] = states[i, c]
        plane = Plane(
            planes[i, 0], planes[i, 1], planes[i, 2], planes[i, 3], planes[i, 4], planes[i, 5], planes[i, 6],
            planes[i, 7], planes[i, 8],
        )  # fmt: skip
        # one of two constants: so the compiler sees that no step of eighth order can be asked for
        tolerance_m = TWICE_AS_FAST if twice else FAST
        status, t, _, _ = fly_within(
            earth, air, stack.curve, stack.programs[i], counts[i], plane, state, 0.0, ends_s[i], stop_alt_m,
            tolerance_m, none, scratch, after,
        )  # fmt: skip
        for c in range(6):
            states[i, c] = state[c]
        times[i] = t
        statuses[i] = status


def _compiled(function: Any) -> Any:
    # optimised at the link it would be rounded as the linker likes, not as `device.as_on_the_cpu` asks
    return cuda.jit(function) if simulated() else cuda.jit(function, lto=False)


@functools.cache
def program(name: str, contracted: bool) -> Any:
    """Return the program of one thread; those of either rounding are kept apart.

    Args:
        name: `fall_one`, `launch_one` or `detect_one`.
        contracted: as for `device.as_on_the_cpu`.
    """
    return _compiled(globals()[name])


@functools.cache
def follower(blocks: int, contracted: bool) -> Any:
    """Return the program that follows one track.

    Args:
        blocks: how many blocks of constant errors a track has, as `filter.blocks` counts them; 0 leaves them out.
        contracted: as for `device.as_on_the_cpu`; programs of either rounding are kept apart.
    """
    shape = max(blocks, 1), ERRORS_ROW

    def follow_one(earth, looks, column, range_bias_m, angle_bias_rad, sensors, states, covs, shared):
        i = cuda.grid(1)
        if i < states.shape[0]:
            state, p = cuda.local.array(6, np.float64), cuda.local.array(COVARIANCE, np.float64)
            own = cuda.local.array(shape, np.float64)[:blocks]
            room = cuda.local.array(ROOM, np.float64)
            for c in range(6):
                state[c] = states[i, c]
            for c in range(COVARIANCE):
                p[c] = covs[i, c]
            for b in range(blocks):
                for c in range(ERRORS_ROW):
                    own[b, c] = shared[i, b, c]
            for n in range(looks.steps_s.shape[0]):
                advance(earth, looks.steps_s[n], False, False, sensors, state, p, own, room)
                if looks.seen[i, n]:
                    f, s = looks.frames[n], looks.sights[i, n]
                    update(
                        Frame(f[0], f[1], f[2], f[3], f[4], f[5], f[6]), Sight(s[0], s[1], s[2], s[3], s[4]),
                        looks.sigmas[i, n, 0], looks.sigmas[i, n, 1], column if blocks else -ERRORS, range_bias_m,
                        angle_bias_rad, False, sensors, state, p, own,
                    )  # fmt: skip
            for c in range(6):
                states[i, c] = state[c]
            for c in range(COVARIANCE):
                covs[i, c] = p[c]
            for b in range(blocks):
                for c in range(ERRORS_ROW):
                    shared[i, b, c] = own[b, c]

    return _compiled(follow_one)


def detect_one(radar, ratios, luck, seen):
    """Say whether look i detects, as `sensors.radar.detects` does; arguments as for `drivers.detections`."""
    i = cuda.grid(1)
    if i < seen.shape[0]:
        seen[i] = 1 if detects(radar, ratios[i], luck[i]) else 0
