"""What whole engagements are set beside: no other program fights them, but one filters looks and one flies missiles.

Stone Soup is given as many looks as an engagement has, for its filter alone: nothing is drawn, found, decided, flown.
Where an engagement has no looks, SciPy flies a three-stage missile over our right-hand side.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

from timing import quartiles

LOOKS = 100


class Yardstick(NamedTuple):
    """Its name, what it does in a call, and the call; `count` units a call."""

    name: str
    unit: str
    count: int
    call: Callable[[], Any]


def by_looks() -> Yardstick | None:
    """Return Stone Soup's filter on the looks of one track, or nothing where it is not installed."""
    if not find_spec("stonesoup"):
        return None
    from filter.watched import watched
    from peers.stonesoup_filter import IN_TURN, StoneSoup

    theirs = StoneSoup(watched(1, LOOKS), IN_TURN)
    theirs()
    return Yardstick("Stone Soup, filter alone", "look", LOOKS, theirs)


def by_flights() -> Yardstick:
    """Return SciPy on launches of three stages."""
    from flights.launches import Launch
    from peers.scipy_compiled import FEW, how, launched

    launch = Launch(FEW)
    words = how(1e-10, 1e-3, 1e3)  # within 10 m
    launched(launch, FEW, words)
    return Yardstick("SciPy, a launch of three stages", "launch", FEW, lambda: launched(launch, FEW, words))


def in_turns(
    jobs: Sequence[Callable[[], Any]], yardstick: Yardstick | None, rounds: int
) -> tuple[list[float], float]:
    """Do jobs and the yardstick in turns.

    Returns:
        median CPU seconds of this thread for each job, and for a unit of the yardstick, no number without one.
    """
    spent: list[list[float]] = [[] for _ in jobs]
    unit: list[float] = []
    for _ in range(rounds):
        for job, seconds in zip(jobs, spent, strict=True):
            begin = time.thread_time()
            job()
            seconds.append(time.thread_time() - begin)
        if yardstick:
            begin = time.thread_time()
            yardstick.call()
            unit.append((time.thread_time() - begin) / yardstick.count)
    return [quartiles(seconds)[1] for seconds in spent], quartiles(unit)[1] if unit else float("nan")
