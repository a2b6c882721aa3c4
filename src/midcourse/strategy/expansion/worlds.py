"""Raids in worlds of doubt: which share arrives in each, and the band over them, apart from luck.

A world is drawn once, with the scenario as it stands, and every size of raid is fought in it: sizes differ by size
alone. Each world has luck of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from midcourse.campaign.estimate import Estimate
from midcourse.campaign.shares import band_of_means
from midcourse.engagement.run import Batch, fight
from midcourse.records import WARHEAD
from midcourse.strategy.expansion.raids import raid_of

if TYPE_CHECKING:
    from midcourse.scenario.doubt import World
    from midcourse.scenario.model import Scenario

WORLDS = 20
SMALL = 100
"""Warheads up to which raids are fought in `WORLDS` worlds where nothing is asked: under a minute in one thread."""
LEAST_RUNS = 2  # of a world, so that they show their luck


def count_for(warheads: int, asked: int | None) -> int:
    """Return in how many worlds a size is fought: as asked, or `WORLDS` of a small raid and none of a large one."""
    return asked if asked is not None else WORLDS if warheads <= SMALL else 0


def runs_for(warheads: int, asked: int | None, runs: int) -> int:
    """Return the runs of a size beside those with inputs as stated."""
    return count_for(warheads, asked) * max(runs, LEAST_RUNS)


def shares_of(fates: np.ndarray, runs: int) -> np.ndarray:
    """Return the share of the warheads that arrives, run by run."""
    shares: np.ndarray = fates[fates["kind"] == WARHEAD]["leaked"].reshape(runs, -1).mean(axis=1)
    return shares


def with_doubt(
    arriving: Estimate,
    drawn: Sequence[World],
    warheads: int,
    runs: int,
    seed: int,
    tick: Callable[[int], None] = lambda _: None,
) -> Estimate:
    """Return an estimate with the band that doubt leaves it, freed of luck. World after world, in one thread.

    Args:
        arriving: with inputs as stated, and its interval of luck, which stays as it is.
        drawn: the worlds.
        warheads: size of the raid.
        runs: of each world, at least `LEAST_RUNS`; seed: of their luck; tick: as for `raids.fought`.

    Returns:
        Estimate whose `doubt` has `low`, `high`, `worlds` and those of them `out_of_reach`, in which a missile cannot
        reach its aim; no ends where fewer than two worlds are left. The luck that is taken out is the mean over worlds
        of what the few runs of each show.
    """
    many = max(runs, LEAST_RUNS)
    shares = []
    for world in drawn:
        if not world.cannot_reach:
            result = fight(raid_of(world.scenario, warheads), Batch(seed, world.number, np.arange(many)))
            shares.append(shares_of(result.fates, many))
        tick(many)
    low, high = band_of_means(shares, fewest=LEAST_RUNS) or (None, None)
    lost = len(drawn) - len(shares)
    return replace(arriving, doubt={"low": low, "high": high, "worlds": len(drawn), "out_of_reach": lost})


def draw(scenario: Scenario, sizes: Sequence[int], asked: int | None, seed: int) -> list[World]:
    """Draw as many worlds as the size with most of them takes."""
    from midcourse.scenario.doubt import worlds

    most = max(count_for(warheads, asked) for warheads in sizes)
    return worlds(scenario, most, seed) if most else []
