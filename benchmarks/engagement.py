"""How fast whole engagements are fought, in one run: `python benchmarks/engagement.py`.

The scenario is `europe-2007`: one warhead with its spent stage and debris. `fight` is timed in the CPU time of one
thread, in turns with the calibration loop, and the best round counts; whole runs are timed on the wall. What is
measured and how to read it is told in `README.md` next to this file.
"""

from __future__ import annotations

import argparse
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time whole engagements, their stages, worlds and raids.")
    parser.add_argument("--runs", type=int, default=10_000, help="runs of the whole, with one and two jobs")
    parser.add_argument("--quick", action="store_true", help="few of everything, to see that it works")
    return parser.parse_args()


ASKED = options() if __name__ == "__main__" else None  # before the imports: help comes at once

import numpy as np  # noqa: E402

import midcourse  # noqa: E402
from midcourse.api.runs import WORLDS  # noqa: E402
from midcourse.engagement.run import Batch, fight  # noqa: E402
from midcourse.interceptors.reach_table import flown_table  # noqa: E402
from midcourse.scenario.doubt import World, worlds  # noqa: E402
from midcourse.threats.fly import fly_raid  # noqa: E402
from stages import STAGES, TURNS, WIDE, calibration, seconds, split  # noqa: E402

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

RAID = ("raid.0.count=50", "raid.0.decoys=10")
SEED = 1


class Sizes(NamedTuple):
    """Rounds of `fight` and runs in each, worlds, runs of the raid, runs of the whole and turns of it."""

    rounds: int
    fought: int
    worlds: int
    raids: int
    runs: int
    turns: int


FULL, QUICK = Sizes(15, 256, 4, 3, 10_000, 2), Sizes(2, 16, 1, 1, 40, 1)


def one_core(scenario: Scenario, size: Sizes) -> list[str]:
    """Time `fight` and the calibration loop in turns."""
    sky, batch = fly_raid(scenario.raid), Batch(SEED, 0, np.arange(size.fought))
    fight(scenario, batch, sky)
    calibration(1)
    chains, rounds, looks = [], [], 0
    for _ in range(size.rounds):
        chains.append(seconds(lambda: calibration(TURNS)))
        spent, result = split(scenario, batch, sky)
        looks = int(result.watched.looks.sum())
        rounds.append(spent)
        del result  # its room is used again, as it is when many runs are fought
    spent = min(rounds, key=lambda one: one["all"])
    took = spent["all"]
    middle = float(np.median([one["all"] for one in rounds]))
    work, rate, usual = 2e-9 * WIDE * TURNS, size.fought / took, size.fought / middle
    shares = ", ".join(f"{name} {spent[name] / took:.0%}" for name in STAGES)
    return [
        f"calibration             {work / min(chains):10.1f} GFLOP/s (median round {work / np.median(chains):.1f})",
        f"engagements_per_s       {rate:10.0f} a core in fight (median round {usual:.0f})",
        f"objects                 {len(sky.counts):10d}",
        f"looks per engagement    {looks / size.fought:10.0f}",
        f"looks                   {looks / took / 1e6:10.2f} million a second a core",
        f"time of a look          {took / looks * 1e6:10.3f} us, everything included",
        f"stages                  {shares}",
    ]


def of_worlds(scenario: Scenario, size: Sizes) -> list[str]:
    """Time what a world asks for before its first run, nothing kept from before: CPU seconds a world."""
    spent = dict.fromkeys(("missile and aim", "flight and debris", "reach table"), 0.0)
    drawn: list[World] = []
    spent["missile and aim"] = seconds(lambda: drawn.extend(worlds(scenario, size.worlds, time.time_ns())))
    for world in drawn:
        one = world.scenario
        if not world.cannot_reach:
            spent["flight and debris"] += seconds(lambda: fly_raid(one.raid))  # noqa: B023
        for item in one.batteries:
            spent["reach table"] += seconds(lambda: flown_table(item.interceptor))  # noqa: B023
    parts = ", ".join(f"{name} {1e3 * value / size.worlds:.1f} ms" for name, value in spent.items())
    return [f"a world                 {sum(spent.values()) / size.worlds:10.2f} s: {parts}"]


def whole(scenario: Scenario, size: Sizes) -> list[str]:
    """Time whole runs with one and two jobs, their worlds and tables made before: wall seconds, the best turn."""
    count = min(WORLDS, size.runs // 20)
    midcourse.run(scenario, count, SEED, worlds=count)
    best: dict[int, tuple[float, float, int]] = {}
    for jobs in (2, 1) * size.turns:
        begin = time.process_time()
        done = midcourse.run(scenario, size.runs, SEED, jobs, worlds=count)
        cores = (time.process_time() - begin) / done.wall_s
        fought = sum(part.runs for part in done.fought.store.all())
        best[jobs] = min(best.get(jobs, (np.inf, 0.0, 0)), (done.wall_s, cores, fought))
    lines = [
        f"{size.runs:6d} runs, {jobs} job(s)  {wall_s:10.1f} s: {fought} engagements, {fought / wall_s:.0f} a second,"
        f" {cores:.2f} cores"
        for jobs, (wall_s, cores, fought) in sorted(best.items())
    ]
    lines.append(f"one job to two          {best[1][0] / best[2][0]:10.2f} times as quick")
    if find_spec("resource"):  # not on every system
        from resource import RUSAGE_SELF, getrusage

        lines.append(f"peak memory             {getrusage(RUSAGE_SELF).ru_maxrss / 1024:10.0f} MiB")
    return lines


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
