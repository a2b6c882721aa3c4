"""Where everything is for every sensor and slot of time: the same in all runs, so it is worked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84, turn
from midcourse.kernels.path import state_at
from midcourse.sensors.radar import radar_of, sight

if TYPE_CHECKING:
    from midcourse.truth import Sky

SLOT_S = 0.5


class Geometry(NamedTuple):
    """What each radar has before it, by slot, object and radar: angles in rad, range in m.

    `up` is 1 while the object flies and stands above the radar's horizon. Shape (slots, objects, radars); `many`: how
    many are up, by slot and radar; `place_m`: where every object is, `eci`, shape (slots, objects, 3).
    """

    azimuth: np.ndarray
    elevation: np.ndarray
    range_m: np.ndarray
    up: np.ndarray
    many: np.ndarray
    place_m: np.ndarray


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
        np.zeros(shape, dtype=np.int8),
        np.zeros((slots, len(table)), dtype=np.int64),
        np.zeros((slots, len(sky.counts), 3)),
    )
    _fill(WGS84, table, sky.nodes, sky.counts, sky.starts_s, sky.ends_s, *found)
    return found


@kernel
def _fill(earth, table, nodes, counts, starts, ends, azimuth, elevation, range_m, up, many, place):
    for slot in range(azimuth.shape[0]):
        t = slot * SLOT_S
        for k in range(azimuth.shape[1]):
            if not (starts[k] <= t <= ends[k]):
                continue
            x, y, z, _, _, _ = state_at(nodes[k], counts[k], t)
            place[slot, k, 0], place[slot, k, 1], place[slot, k, 2] = x, y, z
            x, y = turn(-earth.omega_rad_s * t, x, y)
            for s in range(table.shape[0]):
                a, e, r, seen = sight(radar_of(table, s), x, y, z)
                azimuth[slot, k, s], elevation[slot, k, s], range_m[slot, k, s] = a, e, r
                up[slot, k, s] = seen
                many[slot, s] += seen
