"""Many runs of a scenario with one and two jobs, on the wall: worlds and tables made before."""

from __future__ import annotations

import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

import midcourse
from engagement.rates import SEED
from engagement.yardstick import by_looks, in_turns
from midcourse.api.runs import WORLDS
from midcourse.engagement.run import Batch, fight
from midcourse.threats.fly import fly_raid
from page import plain, times

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario


def whole(scenario: Scenario, runs: int, rounds: int) -> dict[str, Any]:
    """Time whole runs, the better of some rounds, and read how many cores they got."""
    count = min(WORLDS, max(runs // 20, 1))
    midcourse.run(scenario, count, SEED, worlds=count)
    looks = fight(scenario, Batch(SEED, 0, np.arange(32)), fly_raid(scenario.raid)).watched.looks.sum() / 32
    yardstick, units = by_looks(), []
    best: dict[int, tuple[float, float, int]] = {}
    for jobs in (2, 1) * rounds:
        begin = time.process_time()
        done = midcourse.run(scenario, runs, SEED, jobs, worlds=count)
        cores = (time.process_time() - begin) / done.wall_s
        fought = sum(part.runs for part in done.fought.store.all())
        best[jobs] = min(best.get(jobs, (np.inf, 0.0, 0)), (done.wall_s, cores, fought))
        units.append(in_turns([], yardstick, 1)[1])
    unit = float(np.median(units))
    rows = [
        [f"{runs:,} runs in {count} worlds, {jobs} job{'s' if jobs > 1 else ''}", f"{wall_s:.1f} s",
         f"{fought:,}", f"{cores:.2f}", times(fought * looks * unit / wall_s)]
        for jobs, (wall_s, cores, fought) in sorted(best.items())
    ]  # fmt: skip
    rows.append(["one job to two", f"{best[1][0] / best[2][0]:.2f} times as quick", "", "", ""])
    if find_spec("resource"):  # not on every system
        from resource import RUSAGE_SELF, getrusage

        most = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        rows.append(["peak memory of this process, peers included", f"{most:,.0f} MiB", "", "", ""])
    said = (
        "On the wall, worlds and tables made before, in turns, the better of the rounds. A quarter as many runs of"
        " the nominal world come on top, and runs of worlds out of reach fall away. Where the cores that the process"
        " got are well below its jobs, others were at work and the ratio of jobs says nothing. The peer filters as"
        " many looks as the nominal engagements have, on one core."
    )
    heads = ["", "wall", "engagements", "cores", f"quicker than {yardstick.name}" if yardstick else ""]
    return plain("Many runs", said, heads, rows)
