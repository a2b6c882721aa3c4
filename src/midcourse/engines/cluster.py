"""The engine of many processes or machines: Dask distributed, started here or running elsewhere."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable
from typing import Any

from midcourse.engines.engine import CRASH, ERROR, LOST, Outcome, guarded
from midcourse.errors import ScenarioError

ANSWER_S = 10.0  # until a scheduler has to answer
WORKERS_S = 30.0  # until the first worker is there
GONE_S = 60.0  # until a scheduler that went away has to be back
MEMORY_SHARE = 0.8  # of the machine's memory, for all workers that are started here together
INSTALL = 'pip install "midcourse[cluster]"'


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
        try:
            import dask
            import distributed
        except ImportError:
            raise ScenarioError("Dask is not installed", key="--engine", got=text, allowed=INSTALL) from None
        dask.config.set({"distributed.comm.timeouts.connect": f"{ANSWER_S:g}s"})
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._distributed = distributed
        self._work, self._limit_s, self._stamp = work, limit_s, stamp
        self._futures: dict[str, Any] = {}
        self._tasks: dict[str, Any] = {}
        self._made: Any = None
        self._gone_s: float | None = None
        self.name = text if scheduler_file is None else scheduler_file
        local = text.startswith("local:") and scheduler_file is None
        self._client = self._local(int(text[6:])) if local else self._reached(text, scheduler_file)
        try:
            self._await_workers()
            self._same_program()
        except BaseException:
            self._end()
            raise

    def _local(self, workers: int) -> Any:
        import dask

        # the death of a worker is told at once: who is tried again, and how often, is for the campaign to say
        dask.config.set({"distributed.scheduler.allowed-failures": 0})
        memory = int(MEMORY_SHARE * _memory_bytes() / workers)
        self._made = self._distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, memory_limit=memory, dashboard_address=None,
            protocol="tcp", host="127.0.0.1", silence_logs=logging.CRITICAL,
        )  # fmt: skip
        client = self._distributed.Client(self._made, timeout=ANSWER_S)
        client.run(limit_memory, memory)
        self._memory = memory
        return client

    def _reached(self, address: str, scheduler_file: str | None) -> Any:
        self._memory = 0
        try:
            if scheduler_file is not None:
                _check_file(scheduler_file)
                return self._distributed.Client(scheduler_file=scheduler_file, timeout=ANSWER_S)
            _knock(address)
            return self._distributed.Client(address, timeout=ANSWER_S)
        except (OSError, TimeoutError, ValueError) as problem:
            words = " ".join(str(problem).split())[:80]
            where = scheduler_file or address
            key = "--scheduler-file" if scheduler_file else "--engine"
            raise ScenarioError(
                f"no scheduler answers there: {words}", key=key, got=where, allowed="the address of a Dask scheduler"
            ) from None

    def _await_workers(self) -> None:
        until_s = time.monotonic() + WORKERS_S
        while not self._client.scheduler_info(n_workers=-1)["workers"]:
            if time.monotonic() > until_s:
                why = f"the cluster has no worker after {WORKERS_S:g} s"
                raise ScenarioError(why, key="--engine", got=self.name, allowed="a cluster with workers")
            time.sleep(0.2)

    def _same_program(self) -> None:
        from midcourse.engines.program import apart

        mine = self._stamp()
        try:
            told = self._client.run(self._stamp, on_error="return")
        except Exception as problem:  # whatever a foreign worker raises
            told = {"a worker": problem}
        for worker, theirs in sorted(told.items()):
            words = f"it cannot say: {theirs}" if isinstance(theirs, BaseException) else apart(mine, theirs)
            if words:
                why = f"the worker {worker} is another program: {' '.join(words.split())[:200]}"
                raise ScenarioError(why, key="--engine", got=self.name, allowed="the same program on every machine")

    @property
    def slots(self) -> int:
        """How many tasks are worked at the same time: threads of all workers that are there."""
        try:
            workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        except Exception:
            return 1
        return max(sum(one["nthreads"] for one in workers), 1)

    def submit(self, key: str, task: Any) -> None:
        """Begin a task, or let it wait for a free worker."""
        self._tasks[key] = task
        try:
            self._futures[key] = self._client.submit(
                guarded, self._work, task, self._limit_s, key=f"{key}-{time.monotonic_ns()}", pure=False, retries=0
            )
        except Exception:  # the scheduler is gone: it is told below
            self._futures[key] = None

    def finished(self, wait_s: float) -> list[Outcome]:
        """Return what has come to an end, after at most so long.

        Raises:
            ScenarioError: the scheduler went away and is not back.
        """
        if self._client.status != "running":
            return self._gone(wait_s)
        self._gone_s = None
        until_s = time.monotonic() + wait_s
        while True:
            ended = [key for key, one in self._futures.items() if one is None or one.status != "pending"]
            if ended or time.monotonic() >= until_s:
                return [self._outcome(key) for key in ended]
            time.sleep(0.01)

    def _gone(self, wait_s: float) -> list[Outcome]:
        # it may come back under its address; what was out is worked again
        now_s = time.monotonic()
        self._gone_s = self._gone_s or now_s
        if now_s - self._gone_s > GONE_S or self._client.status == "closed":
            why = f"the scheduler went away and was not back after {now_s - self._gone_s:.0f} s"
            raise ScenarioError(why, key="--engine", got=self.name, allowed="--resume once it is there again")
        time.sleep(wait_s)
        return []

    def _outcome(self, key: str) -> Outcome:
        future = self._futures.pop(key)
        self._tasks.pop(key, None)
        if future is None or future.status in ("cancelled", "lost"):
            return Outcome(key, fault=LOST, words="the scheduler lost it")
        try:
            if future.status == "finished":
                made, fault, words, wall_s = future.result(timeout=ANSWER_S)
                return Outcome(key, made, fault, words, wall_s)
            problem = future.exception(timeout=ANSWER_S)
        except Exception as trouble:  # the worker died with what it had made
            return Outcome(key, fault=LOST, words=" ".join(str(trouble).split())[:200])
        finally:
            future.release()
        if isinstance(problem, self._distributed.scheduler.KilledWorker):
            return Outcome(key, fault=CRASH, words="the worker died while it worked it")
        return Outcome(key, fault=ERROR, words=f"{type(problem).__name__}: {' '.join(str(problem).split())[:300]}")

    def close(self, grace_s: float) -> list[Outcome]:
        """Begin no further task; return what is finished within a time, and leave the rest."""
        found: list[Outcome] = []
        until_s = time.monotonic() + grace_s
        while self._futures and grace_s > 0.0 and time.monotonic() < until_s and self._client.status == "running":
            found += self.finished(max(min(0.1, until_s - time.monotonic()), 0.0))
        if self._client.status != "closed":
            self._end()
        return found

    def _end(self) -> None:
        for future in self._futures.values():
            try:
                future.cancel(force=True)
            except Exception:
                break
        self._futures.clear()
        for one in (self._client, self._made):
            try:
                if one is not None:
                    one.close(timeout=3.0)
            except Exception:
                continue


def limit_memory(most_bytes: int) -> None:
    """Let a worker raise an error of its own before the system has to end it for its memory; where it can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    except (ImportError, ValueError, OSError):
        return


def _memory_bytes() -> float:
    from distributed.system import MEMORY_LIMIT

    return float(MEMORY_LIMIT)


def _knock(address: str) -> None:
    # a port on which nobody listens is told at once, and not after Dask has tried for long
    host, _, port = address.partition("://")[2].rpartition(":")
    socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER_S).close()


def _check_file(path: str) -> None:
    import json

    if not os.path.isfile(path):
        raise OSError("no such file")
    with open(path, encoding="utf-8") as stream:
        _knock(str(json.load(stream)["address"]))
