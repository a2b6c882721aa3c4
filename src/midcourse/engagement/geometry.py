"""Where everything is for every sensor and slot of time: the same in all runs, so it is worked once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84, turn
from midcourse.kernels.path import state_at
from midcourse.sensors.radar import aside_gain, off_boresight, radar_of, sight, strength

if TYPE_CHECKING:
    from midcourse.truth import Sky

SLOT_S = 0.5


class Geometry(NamedTuple):
    """What each radar has before it, by slot, object and radar: angles in rad, range in m.

    `up` is 1 while the object flies and stands above the radar's horizon and, where the antenna does not turn, in its
    field; `ratio_per_s` is the signal-to-noise ratio of a look of one second (if it turns, on boresight).
    Shape (slots, objects, radars); `many`: how many are up, by slot and radar; `place_m`: where every object is,
    `eci`, shape (slots, objects, 3); `spin`: cosine and sine of the Earth's turn, shape (slots, 2).
    """

    azimuth_rad: np.ndarray
    elevation_rad: np.ndarray
    range_m: np.ndarray
    ratio_per_s: np.ndarray
    up: np.ndarray
    many: np.ndarray
    place_m: np.ndarray
    spin: np.ndarray


def geometry(sky: Sky, table: np.ndarray) -> Geometry:
    """Work out where every object stands for every radar.

    Args:
        sky: what flies.
        table: radars, shape (n, FIELDS).

    Returns:
        Geometry.
    """
    slots = int(float(sky.ends_s.max()) / SLOT_S) + 1
    shape = (slots, len(sky.counts), len(table))
    found = Geometry(
        np.zeros(shape),
        np.zeros(shape),
        np.zeros(shape),
        np.zeros(shape),
        np.zeros(shape, dtype=np.int8),
        np.zeros((slots, len(table)), dtype=np.int64),
        np.zeros((slots, len(sky.counts), 3)),
        np.zeros((slots, 2)),
    )
    _fill(
        WGS84, table, sky.nodes, sky.counts, sky.starts_s, sky.ends_s, sky.burnout_s, sky.rcs_m2, *found
    )  # fmt: skip
    return found


@kernel
def _fill(
    earth,
    table,
    nodes,
    counts,
    starts,
    ends,
    burnouts,
    rcs,
    azimuth,
    elevation,
    range_m,
    ratio,
    up,
    many,
    place,
    spin,
):
    for slot in range(azimuth.shape[0]):
        t = slot * SLOT_S
        spin[slot, 0], spin[slot, 1] = math.cos(earth.omega_rad_s * t), math.sin(earth.omega_rad_s * t)
        for k in range(azimuth.shape[1]):
            if not (starts[k] <= t <= ends[k]):
                continue
            x, y, z, _, _, _ = state_at(nodes[k], counts[k], t)
            place[slot, k, 0], place[slot, k, 1], place[slot, k, 2] = x, y, z
            burning = 1 if t < burnouts[k] else 0
            x, y = turn(-earth.omega_rad_s * t, x, y)
            for s in range(table.shape[0]):
                radar = radar_of(table, s)
                a, e, r, seen = sight(radar, x, y, z)
                azimuth[slot, k, s], elevation[slot, k, s], range_m[slot, k, s] = a, e, r
                one_s = strength(radar, 1.0, rcs[k, int(radar.band), burning], r)
                if radar.turn_rad_s == 0.0:
                    off = off_boresight(radar.boresight_rad, a)
                    seen = seen if abs(off) <= radar.half_field_rad else 0
                    one_s *= aside_gain(radar, off)
                ratio[slot, k, s], up[slot, k, s] = one_s, seen
                many[slot, s] += seen
