"""Radars with more to look at than they have time for: what the closed form makes of a crowded sky."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.geometry import geometry
from midcourse.engagement.watch import placed
from midcourse.sensors.radar import CUE_ONLY, FIELDS

if TYPE_CHECKING:
    from midcourse.engagement.geometry import Geometry
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky


def sharing_time(scenario: Scenario, sky: Sky, view: Geometry | None = None) -> Scenario:
    """Return a scenario whose radars look at each object as often as their time lets them.

    Args:
        scenario: checked scenario.
        sky: what flies.
        view: where everything stands for its radars, where it is known already.

    Returns:
        the scenario with longer look intervals: as long as one dwell takes on each of the objects that are in view at
        a time, in the mean over what is in view.
    """
    rows = placed(scenario.sensors)
    if not rows:
        return scenario
    up = (view or geometry(sky, np.array(rows).reshape(-1, FIELDS))).up
    sensors, radars = [], iter(enumerate(rows))
    for item in scenario.sensors:
        if not item.is_radar:
            sensors.append(item)
            continue
        s, row = next(radars)
        crowd = up[:, :, s].sum(axis=1).astype(float)
        many = float((crowd**2).sum() / max(crowd.sum(), 1.0))
        free = 1.0 if row.mode == CUE_ONLY else 1.0 - row.search_share
        look_s = max(item.radar.look_interval_s, many * row.dwell_s / max(free, 1e-6))
        radar = item.radar.model_copy(update={"look_interval_s": look_s})
        sensors.append(item.model_copy(update={"sensor": radar}))
    return scenario.model_copy(update={"sensors": tuple(sensors)})
