"""The engine of many processes or machines: Dask distributed, started here or running elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from midcourse.engines.connect import ANSWER_S, client_of, end_workers, library, local_cluster
from midcourse.engines.engine import CRASH, ERROR, LOST, Outcome
from midcourse.engines.program import apart
from midcourse.engines.remote import PREFIX, told_at_once, worked
from midcourse.errors import ScenarioError

WORKERS_S = 30.0  # until the first worker is there
GONE_S = 60.0  # until a scheduler that went away has to be back
LOOK_S = 2.0  # between looks who works
CLOSE_S = 1.0
SAME = "the same program on every machine"


class Cluster:
    """Works tasks on Dask workers.

    Args:
        text: `local:N` or the address of a scheduler.
        work: makes something of a task; pickled by reference, so that workers need this program.
        limit_s: for a task.
        stamp: says which program a machine has.
        scheduler_file: of a running cluster, in place of its address.

    Raises:
        ScenarioError: Dask is not installed, no scheduler answers, no worker is there, or one is another program.
    """

    def __init__(
        self,
        text: str,
        work: Callable[[Any], Any],
        limit_s: float,
        stamp: Callable[[], dict[str, str]],
        scheduler_file: str | None = None,
    ) -> None:
        self.name = text if scheduler_file is None else scheduler_file
        self._where = (text, scheduler_file)
        self._work, self._limit_s, self._stamp = work, limit_s, stamp
        self._futures: dict[str, Any] = {}
        self._client: Any = None
        self._made: Any = None
        self._memory = 0
        self._distributed = library(self.name)
        try:
            if text.startswith("local:") and scheduler_file is None:
                self._made, self._memory = local_cluster(self._distributed, int(text[6:]))
            self._enter()
            self._await_workers()
        except BaseException:
            self._end()
            raise

    def _enter(self) -> None:
        # a scheduler that was begun anew knows nothing of us
        self._client = client_of(self._distributed, self._made, *self._where)
        self._client.register_plugin(told_at_once(self._distributed.SchedulerPlugin))
        self._threads: dict[str, int] = {}
        self._known: set[str] = set()
        self._looked_s = 0.0
        self._gone_s: float | None = None

    def _await_workers(self) -> None:
        until_s = time.monotonic() + WORKERS_S
        while True:
            self._look()
            if self._known:
                return
            if time.monotonic() > until_s:
                why = f"the cluster has no worker after {WORKERS_S:g} s"
                raise ScenarioError(why, key="--engine", got=self.name, allowed="a cluster with workers")
            time.sleep(0.2)

    def _look(self) -> None:
        # workers come and go; each is asked once which program it is
        self._threads = dict(self._client.nthreads())
        self._looked_s = time.monotonic()
        new = [one for one in self._threads if one not in self._known]
        if new:
            self._same_program(new)

    def _same_program(self, workers: list[str]) -> None:
        mine = self._stamp()
        for worker, theirs in sorted(self._client.run(self._stamp, workers=workers, on_error="return").items()):
            if isinstance(theirs, OSError):
                continue  # it went away; if it comes back it is asked again
            words = f"it cannot say: {theirs}" if isinstance(theirs, BaseException) else apart(mine, theirs)
            if words:
                why = f"the worker {worker} is another program: {' '.join(words.split())[:200]}"
                raise ScenarioError(why, key="--engine", got=self.name, allowed=SAME)
            self._known.add(worker)

    @property
    def slots(self) -> int:
        """How many tasks are worked at the same time: threads of all workers that are there."""
        return max(sum(self._threads.values()), 1)

    def submit(self, key: str, task: Any) -> None:
        """Begin a task, or let it wait for a free worker."""
        try:
            self._futures[key] = self._client.submit(
                worked, self._work, task, self._limit_s, self._memory,
                key=f"{PREFIX}{key}-{time.monotonic_ns()}", pure=False, retries=0,
            )  # fmt: skip
        except Exception:  # the scheduler is gone: it is told below
            self._futures[key] = None

    def finished(self, wait_s: float) -> list[Outcome]:
        """Return what has come to an end, after at most so long.

        Raises:
            ScenarioError: the scheduler went away and is not back, or a worker that joined is another program.
        """
        if self._client.status != "running":
            return self._gone(wait_s)
        self._gone_s = None
        until_s = time.monotonic() + wait_s
        if until_s - self._looked_s > LOOK_S:
            with suppress(OSError, TimeoutError, ValueError, RuntimeError):  # the scheduler is going: it is told below
                self._look()
        while True:
            ended = [key for key, one in self._futures.items() if one is None or one.status != "pending"]
            if ended or time.monotonic() >= until_s:
                break
            time.sleep(0.01)
        found = self._outcomes(ended)
        if any(one.fault == ERROR for one in found):
            self._look()  # a worker that has just joined may be to blame
        return found

    def _gone(self, wait_s: float) -> list[Outcome]:
        # it may come back under its address; what was out is worked again
        now_s = time.monotonic()
        self._gone_s = self._gone_s or now_s
        if self._client.status == "closed" and self._made is None:
            with suppress(ScenarioError):
                self._enter()
                return self._outcomes(list(self._futures))
        if now_s - self._gone_s > GONE_S or self._made is not None:
            why = f"the scheduler went away and was not back after {now_s - self._gone_s:.0f} s"
            raise ScenarioError(why, key="--engine", got=self.name, allowed="--resume once it is there again")
        time.sleep(wait_s)
        return []

    def _outcomes(self, ended: list[str]) -> list[Outcome]:
        # what was made is fetched together; if that fails, one by one, to see whose it was
        futures = {key: self._futures.pop(key) for key in ended}
        good = [key for key, one in futures.items() if one is not None and one.status == "finished"]
        made: dict[str, Any] = {}
        with suppress(Exception):
            made = dict(zip(good, self._client.gather([futures[key] for key in good]), strict=True))
        found = [self._outcome(key, futures[key], made.get(key)) for key in ended]
        for one in futures.values():
            with suppress(Exception):
                one.release()
        return found

    def _outcome(self, key: str, future: Any, made: Any) -> Outcome:
        if future is None or future.status in ("cancelled", "lost"):
            return Outcome(key, fault=LOST, words="the scheduler lost it")
        try:
            if future.status == "finished":
                return Outcome(key, *(made or future.result(timeout=ANSWER_S)))
            problem = future.exception(timeout=ANSWER_S)
        except Exception as trouble:  # the worker died with what it had made
            return Outcome(key, fault=LOST, words=" ".join(str(trouble).split())[:200])
        if isinstance(problem, self._distributed.scheduler.KilledWorker):
            return Outcome(key, fault=CRASH, words="the worker died while it worked it")
        return Outcome(key, fault=ERROR, words=f"{type(problem).__name__}: {' '.join(str(problem).split())[:300]}")

    def close(self, grace_s: float) -> list[Outcome]:
        """Begin no further task; return what is finished within a time, and leave the rest."""
        found: list[Outcome] = []
        until_s = time.monotonic() + grace_s
        while self._futures and grace_s > 0.0 and time.monotonic() < until_s and self._client.status == "running":
            found += self.finished(max(min(0.1, until_s - time.monotonic()), 0.0))
        self._end()
        return found

    def _end(self) -> None:
        # what workers of our own are at is of no use any more: they are ended, not asked
        made, self._made = self._made, None
        if self._client is not None and self._client.status != "closed":
            with suppress(Exception):
                self._client.cancel([one for one in self._futures.values() if one is not None], force=True)
            with suppress(Exception):
                self._client.close(timeout=CLOSE_S)
        self._futures.clear()
        if made is not None:
            end_workers(made)
            with suppress(Exception):
                made.close(timeout=CLOSE_S)
            end_workers(made)  # one was just being begun
