"""How fast whole engagements are fought, in one run: `python benchmarks/engagement.py`.

The scenario is `europe-2007`: one warhead with its spent stage and debris. `fight` is timed in the CPU time of one
thread, in turns with the calibration loop, and the best round counts; whole runs are timed on the wall. What is
measured and how to read it is told in `README.md` next to this file.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any, NamedTuple


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time whole engagements, their stages, worlds and raids.")
    parser.add_argument("--runs", type=int, default=10_000, help="runs of the whole, with one and two jobs")
    parser.add_argument("--quick", action="store_true", help="few of everything, to see that it works")
    return parser.parse_args()


ASKED = options() if __name__ == "__main__" else None  # before the imports: help comes at once

import numba  # noqa: E402
import numpy as np  # noqa: E402

import midcourse  # noqa: E402
from midcourse.engagement import run as pipeline  # noqa: E402
from midcourse.engagement.run import Batch, Result, fight  # noqa: E402
from midcourse.interceptors.reach_table import flown_table  # noqa: E402
from midcourse.scenario.doubt import worlds  # noqa: E402
from midcourse.scenario.met import meeting  # noqa: E402
from midcourse.threats.aim import aim  # noqa: E402
from midcourse.threats.fly import fly_raid, pad_of, stack_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

STAGES = ("watch", "decide", "shoot", "judge")
RAID = ("raid.0.count=50", "raid.0.decoys=10")
WIDE, TURNS = 64, 100_000
SEED = 1


class Sizes(NamedTuple):
    """How much is measured: rounds of `fight` and runs in each, worlds, runs of the raid, runs of the whole."""

    rounds: int
    fought: int
    worlds: int
    raids: int
    runs: int


FULL, QUICK = Sizes(15, 256, 4, 3, 10_000), Sizes(2, 16, 1, 1, 40)


@numba.njit(error_model="numpy", fastmath={"contract"})
def calibration(turns: int) -> float:
    """Multiply and add along 64 chains side by side: what this core's arithmetic does at its best."""
    x = np.ones(WIDE)
    for _ in range(turns):
        for k in range(WIDE):
            x[k] = x[k] * 0.999 + 0.001
    return x.sum()


def seconds(work: Callable[[], Any]) -> float:
    """Return the CPU time of this thread that a call takes."""
    begin = time.thread_time()
    work()
    return time.thread_time() - begin


def split(scenario: Scenario, batch: Batch, sky: Sky) -> tuple[dict[str, float], Result]:
    """Fight a batch; return the CPU seconds of each stage and of `all`, and what came of it."""
    spent = dict.fromkeys(STAGES, 0.0)
    kept = {name: getattr(pipeline, name) for name in STAGES}

    def timed(name: str) -> Callable[..., Any]:
        def work(*given: Any) -> Any:
            begin = time.thread_time()
            made = kept[name](*given)
            spent[name] += time.thread_time() - begin
            return made

        return work

    try:
        for name in STAGES:
            setattr(pipeline, name, timed(name))
        begin = time.thread_time()
        result = fight(scenario, batch, sky)
        spent["all"] = time.thread_time() - begin
    finally:
        for name, stage in kept.items():
            setattr(pipeline, name, stage)
    return spent, result


def one_core(scenario: Scenario, size: Sizes) -> list[str]:
    """Time `fight` and the calibration loop in turns."""
    sky, batch = fly_raid(scenario.raid), Batch(SEED, 0, np.arange(size.fought))
    fight(scenario, batch, sky)
    calibration(1)
    chains, rounds = [], []
    for _ in range(size.rounds):
        chains.append(seconds(lambda: calibration(TURNS)))
        rounds.append(split(scenario, batch, sky))
    spent, result = min(rounds, key=lambda one: one[0]["all"])
    whole, looks = spent["all"], int(result.watched.looks.sum())
    middle = float(np.median([one["all"] for one, _ in rounds]))
    shares = ", ".join(f"{name} {spent[name] / whole:.0%}" for name in STAGES)
    return [
        f"calibration             {2e-9 * WIDE * TURNS / min(chains):10.1f} GFLOP/s",
        f"engagements_per_s       {size.fought / whole:10.0f} a core in fight (median round {size.fought / middle:.0f})",
        f"objects                 {len(sky.counts):10d}",
        f"looks per engagement    {looks / size.fought:10.0f}",
        f"looks                   {looks / whole / 1e6:10.2f} million a second a core",
        f"time of a look          {whole / looks * 1e6:10.3f} us, everything included",
        f"stages                  {shares}",
    ]


def of_worlds(scenario: Scenario, size: Sizes) -> list[str]:
    """Time what a world asks for before its first run, nothing kept from before: CPU seconds a world."""
    drawn = worlds(scenario, size.worlds, SEED)
    spent = dict.fromkeys(("missile", "aim", "reach table"), 0.0)
    for world in drawn:
        for item, nominal in zip(world.scenario.raid, scenario.raid, strict=True):
            missile, ends = item.missile, (pad_of(item.from_place), pad_of(item.to_place))
            spent["missile"] += seconds(lambda: meeting(missile, nominal.missile))  # noqa: B023
            if not world.cannot_reach:
                aimed = (stack_of(missile), *ends, item.arc, item.apogee_m)
                spent["aim"] += seconds(lambda: aim(*aimed))  # noqa: B023
        for interceptor in {
            battery.interceptor.id: battery.interceptor for battery in world.scenario.batteries
        }.values():
            spent["reach table"] += seconds(lambda: flown_table(interceptor))  # noqa: B023
    parts = ", ".join(f"{name} {value / size.worlds:.2f}" for name, value in spent.items())
    return [f"a world                 {sum(spent.values()) / size.worlds:10.2f} s: {parts}"]


def whole(scenario: Scenario, size: Sizes) -> list[str]:
    """Time whole runs with one and two jobs, their worlds drawn once before: wall seconds."""
    midcourse.run(scenario, 40, SEED)
    lines, took = [], {}
    for jobs in (2, 1):
        done = midcourse.run(scenario, size.runs, SEED, jobs)
        took[jobs] = done.wall_s
        fought = sum(part.runs for part in done.fought.store.all())
        rate = fought / done.wall_s
        lines.append(
            f"{size.runs:6d} runs, {jobs} job(s)  {done.wall_s:10.1f} s: {fought} engagements, {rate:.0f} a second"
        )
    return [*reversed(lines), f"one job to two          {took[1] / took[2]:10.2f} times as quick"]


def raid(size: Sizes) -> list[str]:
    """Time one run of fifty warheads with ten decoys each."""
    scenario = midcourse.load("europe-2007", sets=RAID)
    sky = fly_raid(scenario.raid)
    took, looks = [], 0
    for number in range(size.raids):
        begin = time.thread_time()
        result = fight(scenario, Batch(SEED, 0, np.array([number])), sky)
        took.append(time.thread_time() - begin)
        looks = int(result.watched.looks.sum())
    return [f"50 warheads, 10 decoys  {min(took):10.2f} s a run: {len(sky.counts)} objects, {looks} looks"]


def main(asked: argparse.Namespace) -> None:
    size = QUICK if asked.quick else FULL._replace(runs=asked.runs)
    scenario = midcourse.load("europe-2007")
    for measure in (one_core, of_worlds, whole):
        print("\n".join(measure(scenario, size)), flush=True)
    print("\n".join(raid(size)))


if ASKED is not None:
    main(ASKED)
