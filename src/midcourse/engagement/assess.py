"""Assessment: what is reported of a shot, after a delay and with two kinds of error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.streams import ASSESSMENT, uniform

if TYPE_CHECKING:
    from midcourse.engagement.intercept import Aims, Draws
    from midcourse.scenario.model import Doctrine


def assess(luck: Draws, doctrine: Doctrine, aims: Aims, struck: np.ndarray, shots: np.ndarray) -> None:
    """Write to each shot when it is reported on, and whether it is taken for a hit.

    Args:
        luck: seed and world.
        doctrine: delay and error rates.
        aims: what is at the end of each order, and the key and slot of its luck.
        struck: whether the object has been destroyed by then, by this shot or an earlier one.
        shots: SHOT rows, written.
    """
    shots["assessed_s"] = shots["intercept_s"] + doctrine.assessment_delay_s
    called = np.where(struck, 1.0 - doctrine.hit_called_miss, doctrine.miss_called_hit)
    _call(luck.seed, luck.world, aims.key, aims.slot, called, shots)


@kernel
def _call(seed, world, keys, slots, called, shots):
    for i in range(shots.shape[0]):
        shot = shots[i]
        drawn = uniform(seed, ASSESSMENT, world, shot.run, keys[i], shot.battery, slots[i])
        shot.assessed_hit = 1 if drawn < called[i] else 0
