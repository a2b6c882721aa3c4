"""How far each doubtful input moves the answer: one at a time from low to high, by the closed form."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from midcourse.campaign.pool import mapped
from midcourse.engagement.closed_form import no_leaker
from midcourse.engagement.run import battery_of
from midcourse.scenario.doubt import drawn_world, input_names
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky


class Swing(NamedTuple):
    """An input, its ends, and the chance of no leaker at each, NaN where a missile does not reach its aim there."""

    path: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        """How far the answer moves; 0 where there is no answer at one of the ends."""
        moved = abs(self.at_high - self.at_low)
        return 0.0 if math.isnan(moved) else moved


def swings(
    scenario: Scenario,
    sky: Sky,
    sigma_m: float,
    closing_m_s: float,
    jobs: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
    only: Collection[str] | None = None,
) -> list[Swing]:
    """Move each assumed input from its low to its high, all others at their stated values.

    Args:
        scenario: the scenario with its stated values.
        sky: what flies in it.
        sigma_m, closing_m_s: uncertainty of a track at intercept and closing speed, as for `no_leaker`.
        jobs: threads; the number of cores where None.
        tick: called with the number of inputs that have just been moved.
        only: paths of the inputs to move, in place of those that are assumed.

    Returns:
        Swing, the greatest first; what several items share is moved in all of them and named once.

    Source: one at a time, as a tornado diagram; the answer by `closed_form`, which knows no luck.
    """
    groups: dict[str, list[str]] = {}
    for path, name in input_names(scenario).items():
        if scenario.provenance[path].grade == "assumed" if only is None else path in only:
            groups.setdefault(name, []).append(path)

    def at(paths: list[str], value: float) -> float:
        world = drawn_world(scenario, dict.fromkeys(paths, value))
        if world.cannot_reach:
            return math.nan
        flown = fly_raid(world.scenario.raid) if paths[0].startswith("raid.") else sky
        batteries = [battery_of(item) for item in world.scenario.batteries]
        return no_leaker(world.scenario, flown, batteries, sigma_m, closing_m_s)

    def moved(paths: list[str]) -> Swing:
        number = scenario.provenance[paths[0]]
        low, high = (number.value if end is None else end for end in (number.low, number.high))
        return Swing(paths[0], low, high, at(paths, low), at(paths, high))

    found = mapped(moved, list(groups.values()), jobs, tick)
    return sorted(found, key=lambda swing: (-swing.size, swing.path))
