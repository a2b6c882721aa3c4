"""The closed form of each world beside what was simulated in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.campaign.pool import mapped
from midcourse.engagement.closed_form import no_leaker
from midcourse.engagement.run import battery_of
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought


def closed_by_world(fought: Fought, jobs: int | None = None) -> list[dict[str, Any]]:
    """Work the chance of no leaker of each world by the second method.

    A world's own shots say what the track leaves open at intercept and how fast the two close. Where a world fired
    none, the nominal world says it.

    Args:
        fought: finished runs.
        jobs: threads; the number of cores where None.

    Returns:
        for each world with finished runs its number `world`, the closed form `p_no_leaker`, the share `simulated`, and
        the number `n` of its runs.
    """
    if not fought.worlds:
        return []
    counted, home = fought.tally, fought.home
    numbers, kept = counted.by_world(len(fought.worlds))
    sigma_m = _first_known(counted.sigma_m, home.sigma_m[0], 0.0)
    closing_m_s = _first_known(counted.closing_m_s, home.closing_m_s[0], 1.0)

    def worked(k: int) -> dict[str, Any]:
        scenario = fought.worlds[k].scenario
        batteries = [battery_of(item) for item in scenario.batteries]
        sky = fly_raid(scenario.raid)
        value = no_leaker(scenario, sky, batteries, float(sigma_m[k]), float(closing_m_s[k]))
        n = int(numbers[k])
        return {"world": k, "p_no_leaker": value, "simulated": int(kept[k]) / n, "n": n}

    return mapped(worked, [int(k) for k in np.flatnonzero(numbers)], jobs)


def _first_known(values: np.ndarray, nominal: float, least: float) -> np.ndarray:
    filled = np.where(np.isnan(values), nominal, values)
    return np.where(np.isnan(filled), least, filled)
