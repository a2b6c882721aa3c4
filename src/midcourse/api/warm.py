"""Small jobs that make every kernel compile once, group by group."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Step = tuple[str, Callable[[], object]]


def steps_of(group: str) -> list[Step]:
    """Return the jobs of one group, each with words for what it compiles.

    Args:
        group: `falling`, `boosting`, `fighting` or `verifying`.

    Returns:
        pairs of words and job, in the order in which they build on each other.
    """
    return {"falling": _falling, "boosting": _boosting, "fighting": _fighting, "verifying": _verifying}[
        group
    ]()


def _falling() -> list[Step]:
    from midcourse.api import fly_state

    return [("falling bodies", lambda: fly_state(0.0, 0.0, 1e5, 3e3, 45.0, 90.0, 5e3).as_dict())]


def _boosting() -> list[Step]:
    from midcourse.api import fly

    return [("boost and aim", lambda: fly("nodong", "musudan-ri", "tokyo"))]


def _fighting() -> list[Step]:
    from midcourse.api import load, run
    from midcourse.engagement.run import Batch
    from midcourse.engagement.watch import watch
    from midcourse.interceptors.reach_table import reach_table
    from midcourse.threats.fly import fly_raid

    scenario = load("nodong-japan")
    batch = Batch(1, 0, np.arange(1))
    return [
        ("radar and track", lambda: watch(scenario, fly_raid(scenario.raid), batch)),
        ("reach table", lambda: reach_table(scenario.batteries[0].interceptor)),
        ("decision, intercept and homing", lambda: run(scenario, runs=2, jobs=1)),
    ]


def _verifying() -> list[Step]:
    from midcourse.api import verify

    return [("check cases", verify)]
