"""Runs until the interval of luck is narrow enough: stages that follow from what was counted, and from nothing else.

Run k has the same luck whatever the number of runs, so that the end is the same as if that number had been asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from midcourse.campaign.estimate import LEVEL
from midcourse.campaign.plan import nominal_runs
from midcourse.campaign.runs import Fought, fight_all
from midcourse.campaign.store import Store
from midcourse.scenario.doubt import worlds

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

FIRST = 1000
"""Runs of the first stage."""
LEAST_STEP, MOST_STEP = 1.05, 2.0
"""By how much the next stage is at least and at most longer in all: few looks, and no leap on the word of few runs."""


def wilson_width(count: float, n: int) -> float:
    """Return how wide Wilson's interval of a share is.

    Args:
        count: successes.
        n: trials, at least 1.

    Source: Wilson 1927.
    """
    z = _z()
    return 2.0 * z / (n + z * z) * math.sqrt(count * (n - count) / n + 0.25 * z * z)


def runs_for(share: float, width: float) -> float:
    """Return how many trials make Wilson's interval so wide, if the share stays as it is: its formula solved for n.

    Args:
        share: share of successes.
        width: between 0 and 1.
    """
    z2, spread = _z() ** 2, share * (1.0 - share)
    half = z2 * (width * width - 2.0 * spread)
    return (-half + math.sqrt(half * half + (width * z2) ** 2 * (1.0 - width * width))) / (width * width)


def _z() -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 * (1.0 + LEVEL)))


def first_stage(most: int, step: int) -> int:
    """Return the runs of the first stage: a multiple of the number of worlds, as far as that many are allowed."""
    return min(-(-FIRST // step) * step, most)


def next_stage(count: int, n: int, asked: int, most: int, width: float, step: int) -> int | None:
    """Return up to which run the next stage goes; None where the interval is narrow enough or no more are allowed.

    Args:
        count: successes so far.
        n: runs so far, those left out in which a missile cannot reach its aim.
        asked: up to which run they went.
        most: runs at most.
        width: of the interval that is asked for.
        step: number of worlds.

    Source: the stopping rule of Chow and Robbins 1965, looked at after each stage and not after each run.
    """
    if n == 0 or asked >= most or wilson_width(count, n) <= width:
        return None
    wanted = runs_for(count / n, width) * asked / n
    wanted = min(max(wanted, LEAST_STEP * asked), MOST_STEP * asked)
    return min(math.ceil(wanted / step) * step, most)


def fight_until(
    scenario: Scenario,
    most: int,
    seed: int,
    width: float,
    jobs: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
    count: int = 0,
    store: Store | None = None,
    stage: Callable[[int, float | None], None] = lambda *_: None,
) -> Fought:
    """Fight a scenario in stages until the interval of the share without a leaker is narrow enough.

    Args:
        scenario, seed, jobs, tick, count, store: as for `fight_all`. What the store holds of a later stage is counted
            in that stage only, so that work that is taken up ends where it would have ended.
        most: number of runs at most.
        width: of the interval (Wilson, 95 %), between 0 and 1.
        stage: called before each stage with how many runs it makes in all, those of the nominal world included, and
            how wide the interval is so far, None before the first.

    Returns:
        Fought, the same as of `fight_all` with as many runs; after Ctrl-C with what was finished by then.

    Raises:
        NoSolution, ScenarioError: as `fight_all`.
    """
    store = store or Store()
    drawn = tuple(worlds(scenario, min(count, most), seed) if count else ())
    asked, reached = first_stage(most, max(len(drawn), 1)), None
    while True:
        stage(asked + (nominal_runs(asked) if drawn else 0), reached)
        fought = fight_all(scenario, asked, seed, jobs, None, tick, count, store, drawn)
        if not fought.complete:
            return fought
        kept, n = counted(fought)
        more = next_stage(kept, n, asked, most, width, max(len(drawn), 1))
        if more is None:
            return fought
        asked, reached = more, wilson_width(kept, n)


def narrow(fought: Fought, width: float) -> bool:
    """Return whether the interval of luck of finished runs is at most so wide."""
    kept, n = counted(fought)
    return n > 0 and wilson_width(kept, n) <= width


def counted(fought: Fought) -> tuple[int, int]:
    """Return runs without a leaker, and runs, of those that were asked for; in one pass, with few rows in memory."""
    kept = n = 0
    for block in fought.blocks():
        mine = block.runs < fought.asked
        row = np.searchsorted(block.runs, block.fates["run"])
        leaked = np.bincount(row, weights=block.fates["leaked"], minlength=len(block.runs))
        kept += int((leaked[mine] == 0).sum())
        n += int(mine.sum())
    return kept, n
