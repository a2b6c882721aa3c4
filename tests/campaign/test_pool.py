"""Threads that work a list: in order, stopped by the first problem, left without waiting."""

from __future__ import annotations

import threading
import time

import pytest

from midcourse.campaign.pool import Pool, mapped


@pytest.mark.parametrize("jobs", [1, 3, 50])
def prop_everything_is_made_once_and_in_order(jobs: int) -> None:
    made = []

    def work(n: int) -> int:
        made.append(n)
        time.sleep(0.0005 * (n % 3))
        return n * n

    assert mapped(work, list(range(40)), jobs) == [n * n for n in range(40)]
    assert sorted(made) == list(range(40))
    assert mapped(work, [], jobs) == []


def test_the_first_task_is_worked_alone() -> None:
    at_work, most = [], []

    def work(n: int) -> int:
        at_work.append(n)
        most.append((n, len(at_work)))
        time.sleep(0.01)
        at_work.remove(n)
        return n

    mapped(work, list(range(6)), 3)
    assert most[0] == (0, 1) and most[1][0] != 0


@pytest.mark.parametrize("problem", [ValueError, KeyboardInterrupt])
def test_a_problem_ends_the_work(problem: type[BaseException]) -> None:
    made = []

    def work(n: int) -> int:
        if n == 3:
            raise problem
        made.append(n)
        return n

    with pytest.raises(problem):
        mapped(work, list(range(1000)), 2)
    assert len(made) < 1000


def test_nobody_waits_for_what_does_not_end() -> None:
    gate = threading.Event()
    pool = Pool(lambda n: gate.wait(60.0) if n == 2 else n, list(range(5)), 2)
    found = []
    begun_s = time.monotonic()
    for at, _ in pool:
        found.append(at)
        if len(found) == 2:
            break
    found += [at for at, _ in pool.leave(0.2)]
    assert time.monotonic() - begun_s < 5.0 and 2 not in found and {0, 1} <= set(found)
    gate.set()
