"""Many readers and several jobs at once, for some seconds: no error, and reading stays quick."""

from __future__ import annotations

import sys
from pathlib import Path

from midcourse.web.job import OPEN

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import web as bench

SECONDS, CLIENTS, JOBS = 4.0, 50, 5


def test_fifty_readers_and_five_jobs(room) -> None:
    names = bench.begin_jobs(room.url, room.token, JOBS)
    found = bench.read(room.url, SECONDS, CLIENTS)
    told = [room.jobs.get(name).document() for name in names]
    for job in told:
        if job["status"] in OPEN:
            room.jobs.cancel(job["job"])
    for name in names:
        room.ended(name, 20.0)
    assert found.errors == [] and found.count >= CLIENTS  # how many in a second is for `benchmarks/web.py`
    assert {job["status"] for job in told} <= {"queued", "running", "complete"}
    assert sum(job["status"] == "running" for job in told) == 2
