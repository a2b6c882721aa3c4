"""What campaigns cost beside their runs: `python benchmarks/campaigns.py [GROUP …]`, printed as rows of tables.

`scaling`: one worker to two, tasks of a second. `overhead`: tasks that do nothing. `growth`: made-up runs, each size
in a process of its own. `real`: engagements. How each is measured stands in `README.md` next to this file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from made_up_tasks import at_once, busy, spin, still
from timing import load

GROUPS = ("scaling", "overhead", "growth", "real")
TEXT = "scenario: nodong-japan\nover: [{over}]\nruns: {runs}\nmetrics: [p_no_leaker]\n"
CELLS = '"batteries.0.count=1,2,4,8"'


def spent(engine: Any, tasks: list[Any]) -> tuple[float, float]:
    """Return the seconds in which an engine works all tasks, and those in which each was worked, added up."""
    engine.submit("first", tasks[0])
    left = 1
    while left:
        left -= len(engine.finished(0.2))
    begun_s, worked_s = time.perf_counter(), []
    for at, task in enumerate(tasks):
        engine.submit(str(at), task)
    while len(worked_s) < len(tasks):
        worked_s += [one.wall_s for one in engine.finished(0.2)]
    wall_s = time.perf_counter() - begun_s
    engine.close(0.0)
    return wall_s, sum(worked_s)


def side_by_side(rounds: int, threads: int, each: int) -> float:
    """Return the seconds in which so many threads do so many rounds of plain work each."""
    begun_s = time.perf_counter()
    every = [threading.Thread(target=lambda: [spin(rounds) for _ in range(each)]) for _ in range(threads)]
    for one in every:
        one.start()
    for one in every:
        one.join()
    return time.perf_counter() - begun_s


def scaling(quick: bool) -> None:
    """Time tasks of a second on one worker and on two: tasks that only take time, then tasks that work."""
    one_s = min(side_by_side(200_000, 1, 1) for _ in range(9))  # the least: others are at work
    task_s, many = (0.05, 4) if quick else (1.0, 16)
    rounds = int(200_000 * task_s / one_s)
    for name in ("threads", "local"):
        _two_for_one(f"{many} tasks that wait {task_s:g} s, {name}", name, still, [task_s] * many)
    wall_s = [side_by_side(rounds, workers, many // workers) for workers in (1, 2)]
    _scaled(f"{many} tasks that work {task_s:g} s, no engine", wall_s, [1.0, 1.0])
    for name in ("threads", "local"):
        _two_for_one(f"{many} tasks that work {task_s:g} s, {name}", name, busy, [rounds] * many)


def _two_for_one(what: str, name: str, work: Any, tasks: list[Any]) -> None:
    from midcourse.engines.choose import engine_of
    from midcourse.engines.program import stamp

    wall_s, share = [], []
    for workers in (1, 2):
        text = name if name == "threads" else f"local:{workers}"
        all_s, worked_s = spent(engine_of(text, work, 600.0, stamp, workers), tasks)
        wall_s.append(all_s)
        share.append(worked_s / all_s / workers)
    _scaled(what, wall_s, share)


def _scaled(what: str, wall_s: list[float], share: list[float]) -> None:
    print(f"| {what} | {wall_s[0]:.2f} s | {wall_s[1]:.2f} s | {wall_s[0] / wall_s[1] / 2.0:.2f} | "
          f"{share[0]:.3f} | {share[1]:.3f} | load {load():.1f} |", flush=True)  # fmt: skip


def overhead(quick: bool) -> None:
    """Time tasks that do nothing: through an engine alone, and as a campaign into a store."""
    from midcourse.engines.choose import engine_of
    from midcourse.engines.program import stamp

    many = 20 if quick else 400
    for text in ("threads", "local:2"):
        wall_s, _ = spent(engine_of(text, busy, 600.0, stamp, 2), [1] * many)
        print(f"| a task, {text}, engine alone | {1e3 * wall_s / many:.2f} ms | load {load():.1f} |", flush=True)
        few_s, many_s = (made_up(tasks, tasks * 10, text).fresh_s for tasks in (4, many + 4))  # without the start
        each_s = (many_s - few_s) / many
        print(f"| a task, {text}, into a store | {1e3 * each_s:.2f} ms | load {load():.1f} |", flush=True)


def made_up(tasks: int, runs: int, engine: str = "threads", tick: Any = lambda count, text: None) -> Any:
    """Fight a campaign of four cells with so many tasks and runs in all, none of which take any time."""
    import midcourse as mc
    from midcourse.cells.cut import TASK_S, Pace

    api = import_module("midcourse.api.campaigns")
    api.calibrate = lambda *_: Pace(0.0, TASK_S * tasks / runs, 10.0)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "made-up.yaml"
        file.write_text(TEXT.format(over=CELLS, runs=runs // 4))
        done = mc.campaign(file, Path(name) / "store", engine, worker=at_once, jobs=2, tick=tick)
        used = sum(one.stat().st_size for one in Path(name).rglob("*") if one.is_file())
    assert done.complete and done.runs_done == runs
    print(f"{runs:,} runs, {used / 1e6:.1f} MB", file=sys.stderr)
    return done


def growth(quick: bool) -> None:
    """Time campaigns of made-up runs, up to ten million."""
    for runs in (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000, 10_000_000):
        command = [sys.executable, str(Path(__file__)), "--child", str(runs)]
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        print(f"| {runs:,} runs in {told['tasks']} tasks | {told['wall_s']:.2f} s | "
              f"{1e6 * told['wall_s'] / runs:.2f} µs a run | {told['peak_mb']:.0f} MB | "
              f"last tenth beside first {told['tenths']:.2f} | load {load():.1f} |",
              flush=True)  # fmt: skip


def child(runs: int) -> None:
    """Fight one size and tell what it took, the most memory, and the rate of the last tenth beside the first."""
    import resource

    tasks, ends_s = max(runs // 25_000, 4), list[float]()
    done = made_up(tasks, runs, tick=lambda count, text: ends_s.append(time.perf_counter()))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tenth = max(len(ends_s) // 10, 1)
    tenths = (ends_s[tenth] - ends_s[0]) / (ends_s[-1] - ends_s[-1 - tenth])
    print(json.dumps({"tasks": tasks, "wall_s": done.fresh_s, "peak_mb": peak_mb, "tenths": tenths}))


def real(quick: bool) -> None:
    """Time engagements on threads and on workers."""
    import midcourse as mc

    runs = 200 if quick else 10_000
    for text in ("threads", "local:2"):
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "real.yaml"
            file.write_text(TEXT.format(over=CELLS, runs=runs))
            done = mc.campaign(file, Path(name) / "store", text, jobs=2)
        rate = done.fresh / done.fresh_s
        print(f"| {done.fresh:,} engagements, {text} | {done.fresh_s:.1f} s | {rate:,.0f} a second | "
              f"load {load():.1f} |", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what campaigns cost beside their runs.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"some of {', '.join(GROUPS)}; all where none")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see that it works")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child)
        return
    for name in asked.groups:
        if name not in GROUPS:
            parser.error(f"no group {name}: {', '.join(GROUPS)}")
    print(f"{os.cpu_count()} cores, load {load():.1f}")
    for name in asked.groups or GROUPS:
        globals()[name](asked.quick)


if __name__ == "__main__":
    main()
