"""Until when the radars of a run could go on seeing what flies: their last looks with at least an even chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.see import see

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario


def last_looks_s(world: Scenario) -> np.ndarray:
    """Return when each radar has its last look with at least an even chance at each object.

    Args:
        world: the scenario with the values of the run's world.

    Returns:
        times in s, shape (objects, radars), in the order of the sky and of the scenario; NaN where there is none. A
        radar that turns is taken to look where the object is.
    """
    # sensors in space come first in a row
    space = sum(not item.is_radar for item in world.sensors)
    rows = [[one["last_s"] for one in row["sensors"][space:]] for row in see(world)]
    return np.array(rows, dtype=float).reshape(len(rows), -1)
