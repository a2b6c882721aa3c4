"""The event from which the decision delay counts, run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from midcourse.engagement.watch import Watched
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

RADAR = "radar:"


def clock_s(scenario: Scenario, sky: Sky, seen: Watched) -> np.ndarray:
    """Return when the doctrine's clock starts in every run.

    Args:
        scenario: its doctrine and sensors.
        sky: what flies.
        seen: what was seen.

    Returns:
        scenario time in s, shape (runs,); infinite where the event never comes.
    """
    clock = scenario.doctrine.clock
    runs = len(seen.counts)
    if clock == "lift-off":
        return np.full(runs, float(sky.starts_s.min()))
    if clock == "satellite":
        return np.full(runs, float(seen.cue_s.min(initial=np.inf)))
    if clock.startswith(RADAR):
        radars = [item.radar.id for item in scenario.sensors if item.is_radar]
        at = [s for s, name in enumerate(radars) if name == clock.removeprefix(RADAR)]
        return _earliest(seen.sensor_firm_s[:, at])
    return _earliest(seen.firm_s)


def _earliest(times_s: np.ndarray) -> np.ndarray:
    filled = np.where(np.isnan(times_s), np.inf, times_s)
    return filled.min(axis=1, initial=np.inf)
