"""Small jobs that make every kernel compile once, group by group, and the marks that say that they have."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

# not by its full name, which is the mark of files that hold compiled functions
from midcourse.kernels import _jit

Step = tuple[str, Callable[[], object]]
GROUPS = ("falling", "boosting", "verifying", "fighting", "covering")
SCENARIO = "nodong-japan"
SEEN = "europe-2007"  # has satellites and more than one radar
LOOK_S, TRIES = 0.2, 20


def marks_of(groups: Collection[str]) -> dict[str, Path]:
    """Return for each group the file that is there once its kernels are compiled for this very tree.

    Compiled code is kept by the place and the time of its source: another checkout of the same text has none of it.
    """
    sources = sorted((_jit.PACKAGE / "kernels").glob("*.py"))
    stamps = [(str(path), path.stat().st_mtime_ns) for path in (_jit.PACKAGE, *sources)]
    place = hashlib.sha256(repr(stamps).encode()).hexdigest()[:16]
    return {group: _jit.cache_folder() / f"warm-{group}-{place}" for group in groups}


def cold_of(groups: Collection[str]) -> list[str]:
    """Return the groups that are not compiled yet for this tree."""
    return [group for group, mark in marks_of(groups).items() if not os.path.exists(mark)]  # also if forbidden to look


def compiled(groups: Collection[str]) -> None:
    """Note that some groups are compiled for this tree."""
    for mark in marks_of(groups).values():
        mark.touch()


@contextmanager
def alone_here(waiting: Callable[[], object]) -> Iterator[None]:
    """Be the only job that compiles; `waiting` is called while another is at it."""
    from midcourse.campaign.lock import Lock, is_held
    from midcourse.errors import ScenarioError

    folder = _jit.cache_folder()
    lock = Lock(folder)
    for _ in range(TRIES):
        try:
            lock.take()
            break
        except ScenarioError:  # held, given back just now, or a disk that takes no file
            while is_held(folder):
                waiting()
                time.sleep(LOOK_S)
    try:
        yield
    finally:
        lock.release()


def steps_of(groups: Collection[str], join: Callable[[], object] | None = None) -> list[Step]:
    """Return the jobs of some groups, each with words for what it compiles.

    Args:
        groups: names out of GROUPS.
        join: waits for the process that works `alone`; None where there is none.

    Returns:
        pairs of words and job, in the order in which they build on each other.
    """
    steps: list[Step] = []
    if "falling" in groups:
        steps += _falling()
    if "boosting" in groups:
        steps += _boosting()
    if "fighting" in groups:
        steps += _watching()
    if "verifying" in groups:
        steps += _verifying()
    if "fighting" in groups:
        steps += [("reach table, intercept and homing", join)] if join else beside()
        steps += _deciding()
    if "covering" in groups:
        steps += _covering()
    return steps


def beside() -> list[Step]:
    """Return the jobs of `fighting` that need nothing of the others."""
    from midcourse.api import load
    from midcourse.interceptors.reach_table import reach_table

    item = load(SCENARIO).batteries[0]
    return [
        ("reach table", lambda: reach_table(item.interceptor)),
        ("intercept and homing", lambda: shot_at_nothing(SCENARIO)),
    ]


def alone() -> None:
    """Do the jobs of `beside`, as a process of its own does."""
    for _, job in beside():
        job()


def _falling() -> list[Step]:
    from midcourse.api import fly_state

    return [("falling bodies", lambda: fly_state(0.0, 0.0, 1e5, 3e3, 45.0, 90.0, 5e3).as_dict())]


def _boosting() -> list[Step]:
    from midcourse.api import fly

    return [("boost and aim", lambda: fly("nodong", "musudan-ri", "tokyo"))]


def _watching() -> list[Step]:
    from midcourse.api import load
    from midcourse.engagement.run import Batch
    from midcourse.engagement.watch import watch
    from midcourse.threats.fly import fly_raid

    scenario = load(SCENARIO)
    batch = Batch(1, 0, np.arange(1))
    return [("radar and track", lambda: watch(scenario, fly_raid(scenario.raid), batch))]


def _deciding() -> list[Step]:
    from midcourse.api import load, run, see

    return [
        ("decisions", lambda: run(load(SCENARIO), runs=2, jobs=1)),
        ("handing over between sensors", lambda: run(load(SEEN), runs=2, jobs=1)),
        ("what is told of a run", lambda: see(load(SEEN))),
    ]


def _covering() -> list[Step]:
    from midcourse.analysis.around import farthest
    from midcourse.api import footprint, load
    from midcourse.api.coverage import Region
    from midcourse.engagement.run import battery_of
    from midcourse.kernels.departure import least_departure
    from midcourse.kernels.earth import WGS84
    from midcourse.threats.fly import fly_raid

    scenario = load(SEEN)
    battery, sky = battery_of(scenario.batteries[0]), fly_raid(scenario.raid)
    nodes = sky.nodes[0, : int(sky.counts[0])]
    start = (WGS84, battery.site, (200.0, 2e5, 4e5), 0.1, nodes, len(nodes))
    return [
        ("what is covered", lambda: footprint(scenario, 10.0, Region(50.0, -5.0, 55.0, 5.0))),
        ("departures", lambda: least_departure(*start, 0.0, 500.0, 600.0, np.inf, 50.0)),
        ("isochrones", lambda: farthest(battery.table, battery.site, 2e5, np.zeros(1), np.array([300.0]))),
    ]


def shot_at_nothing(name: str) -> np.ndarray:
    """Fly one order to the middle of the Earth at a track of nothing: it hits nothing, but all of a shot is compiled.

    Args:
        name: a built-in scenario.

    Returns:
        SHOT rows, one.
    """
    from midcourse.api import load
    from midcourse.engagement.run import Batch
    from midcourse.engagement.shots import flown_path, shoot
    from midcourse.engagement.watch import Watched
    from midcourse.records import ORDER, SHOT, TRACK, WARHEAD
    from midcourse.truth import Body, Trajectory, sky_of

    scenario = load(name)
    path = Trajectory(np.zeros((2, 10)), 0.0, 0.0, True)
    sky = sky_of([Body(path, ((1.0, 1.0), (1.0, 1.0)), WARHEAD, 0, 0, "nothing", 1.0)])
    nobody, never = np.full((1, 1), -1, dtype=np.int64), np.full((1, 1), np.nan)
    watched = Watched(
        np.zeros((1, 1, 1), dtype=TRACK), np.zeros((1, 1), dtype=np.int64), nobody, never, never, never,
        np.zeros((1, 1), dtype=np.int64), never[0], never[0], never[:, :, None], never,
    )  # fmt: skip
    batch, none, orders = Batch(1, 0, np.arange(1)), np.zeros(0, dtype=SHOT), np.zeros(1, dtype=ORDER)
    flown_path(orders[0], scenario.batteries[0])  # as a picture or a story tells it
    return shoot(orders, watched, sky, scenario.batteries, scenario.doctrine, batch, none)


def _verifying() -> list[Step]:
    from midcourse.api import verify

    return [("check cases", verify)]
