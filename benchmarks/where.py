"""Where the time of runs goes, by the source functions that compiled code was made of: `python benchmarks/where.py`.

Two cases: runs of `europe-2007` over all its worlds, and a raid of 50 missiles with 10 decoys each. Stages are timed
by clocks; their parts are shares of samples, see `engagement/samples.py`. Everything is compiled once more with line
numbers, in a folder of its own: some minutes the first time. Linux, with `perf`, `addr2line` and `objdump`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Say where the time of runs goes.")
    parser.add_argument("--runs", type=int, default=10_000, help="runs of europe-2007")
    parser.add_argument("--raids", type=int, default=12, help="runs of the raid")
    parser.add_argument(
        "--functions", type=int, default=0, metavar="N", help="and the N functions that take most"
    )
    return parser.parse_args()


ASKED = options() if __name__ == "__main__" else None
if ASKED:  # before numba is imported: what was compiled without line numbers cannot be read
    os.environ["NUMBA_DEBUGINFO"] = "1"
    os.environ["MIDCOURSE_CACHE_DIR"] = str(Path(__file__).parents[1] / "build/benchmarks/where")

import numpy as np  # noqa: E402

import midcourse  # noqa: E402
from engagement import samples  # noqa: E402
from engagement.rates import SEED  # noqa: E402
from engagement.stages import STAGES, clocks  # noqa: E402
from midcourse.engagement.run import Batch, fight  # noqa: E402
from midcourse.threats.fly import fly_raid  # noqa: E402
from timing import load  # noqa: E402

RAID = ("raid.0.count=50", "raid.0.decoys=10")
# a sample belongs to the first of these that its stack goes through; a name that ends in a dot is a room
PARTS = {
    "looking: the filter": ("tracking.book.absorb",),
    "looking: carrying reports of satellites": ("tracking.book.carry_book", "kernels.unscented."),
    "looking: finding, drawing and measuring": ("engagement.look._dwell",),
    "looking: what else a beam covers": ("engagement.look._uncovered",),
    "looking: choosing what to look at": ("engagement.look._plan", "engagement.look._sink"),
    "looking: pointing": ("engagement.look._off", "engagement.look._turn"),
    "looking: reports and leads": ("engagement.look.take_reports",),
    "looking: rows of tracks": ("engagement.rows.", "tracking.track."),
    "looking: the rest": (
        "engagement.watch.",
        "engagement.look.",
        "engagement.geometry.",
        "sensors.",
        "tracking.",
    ),
    "interceptors: seeker and homing": ("kernels.homing.",),
    "interceptors: flights": ("kernels.flight.", "kernels.boost.", "kernels.steering.", "interceptors."),
    "interceptors: the rest": ("engagement.intercept.", "engagement.shots."),
    "decisions": ("battle.", "reach.", "kernels.assignment."),
    "sines, roots and powers of the C library": ("libm",),
    "other kernels": ("kernels.", "engagement.", "streams."),
}
REST = "Python, its libraries, the system"


def part_of(stack: samples.Stack) -> str:
    """Return the part that a stack belongs to."""
    for part, names in PARTS.items():
        for name in names:
            if any(one.startswith(name) if name.endswith(".") else one == name for one in stack):
                return part
    return REST


def profile(title: str, work: Callable[[], str], functions: int) -> None:
    """Do some work once to compile, once under clocks and samples, and print where its time went."""
    work()
    before = load()
    with tempfile.TemporaryDirectory() as folder, clocks() as spent:
        told: list[str] = []
        found, took = samples.sampled(lambda: told.append(work()), Path(folder))
    counted = samples.stacks(found, samples.compiled())
    whole = sum(counted.values())
    print(f"{title}: {told[0]}, {took:.1f} s of CPU, {whole:,} samples, load {before:.1f}")
    print("  by clocks: " + ", ".join(f"{name} {spent[name] / took:.0%}" for name in STAGES))
    parts: Counter[str] = Counter()
    through: Counter[str] = Counter()
    for stack, count in counted.items():
        parts[part_of(stack)] += count
        through.update(dict.fromkeys(stack, count))
    for part in (*PARTS, REST):
        print(f"  {part:45}{parts[part] / whole:7.1%}")
    for name, count in through.most_common(functions):
        print(f"    through {name:45}{count / whole:7.1%}")


def main(asked: argparse.Namespace) -> None:
    if lacking := samples.missing():
        raise SystemExit(f"needs {', '.join(lacking)}: nothing was measured")
    samples.keep_objects()
    scenario = midcourse.load("europe-2007")

    def runs() -> str:
        done = midcourse.run(scenario, asked.runs, SEED, jobs=1)
        return f"{sum(part.runs for part in done.fought.store.all()):,} fought"

    profile(f"{asked.runs:,} runs of europe-2007", runs, asked.functions)
    raid = midcourse.load("europe-2007", sets=RAID)
    sky, batch = fly_raid(raid.raid), Batch(SEED, 0, np.arange(asked.raids))

    def raids() -> str:
        looks = int(fight(raid, batch, sky).watched.looks.sum())
        return f"{len(sky.counts)} objects, {looks / asked.raids:,.0f} looks a run"

    profile("a raid of 50 missiles with 10 decoys each", raids, asked.functions)


if ASKED:
    main(ASKED)
