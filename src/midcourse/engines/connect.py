"""How a Dask cluster is reached, or started here, without a word on the screen."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import queue
import signal
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from midcourse.errors import ScenarioError

ANSWER_S = 8.0  # until a scheduler has to answer
MEMORY_SHARE = 0.8  # of the machine's memory, for all workers that are started here together
LONGEST = 2**24  # bytes of the first word of a scheduler
INSTALL = 'pip install "midcourse[cluster]"'
TALKERS = ("distributed", "tornado", "asyncio", "bokeh")
WANTED = "the address of a Dask scheduler"


def library(asked: str) -> Any:
    """Return the module `distributed`, which says nothing from now on: what matters is told in one line.

    Args:
        asked: what was typed, for the error.

    Raises:
        ScenarioError: it is not installed.
    """
    try:
        import dask
        import distributed
    except ImportError:
        raise ScenarioError("Dask is not installed", key="--engine", got=asked, allowed=INSTALL) from None
    dask.config.set({"distributed.comm.timeouts.connect": f"{ANSWER_S:g}s"})
    for name in [*TALKERS, *logging.Logger.manager.loggerDict]:
        if name.partition(".")[0] in TALKERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module="distributed")
    return distributed


def local_cluster(distributed: Any, workers: int) -> tuple[Any, int]:
    """Start workers here, one thread each.

    Returns:
        the cluster, and the bytes that each worker may take.
    """
    import dask
    from distributed.system import MEMORY_LIMIT

    resource_tracker.ensure_running()  # it lets the keys through in the thread that begins it
    silent = {"DASK_LOGGING__DISTRIBUTED": "CRITICAL", "DASK_LOGGING__ASYNCIO": "CRITICAL"}
    spawned = {"distributed.nanny.pre-spawn-environ": {**_before_spawn(), **silent}}
    with dask.config.set(spawned), _deaf_to_keys():
        made = distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, memory_limit=0, dashboard_address=None,
            protocol="tcp", host="127.0.0.1", silence_logs=False,
        )  # fmt: skip
    return made, int(MEMORY_SHARE * MEMORY_LIMIT / workers)


@contextmanager
def _deaf_to_keys() -> Iterator[None]:
    # threads and processes that are begun meanwhile stay deaf: what Ctrl-C means is for the campaign to say
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_workers(made: Any) -> None:
    """End workers that were started here, whatever they are at, and let nobody begin them anew."""
    for nanny in made.workers.values():
        nanny.auto_restart = False
    for one in multiprocessing.active_children():
        if one.name.startswith("Dask Worker process"):
            one.kill()


def _before_spawn() -> dict[str, Any]:
    import dask

    return dict(dask.config.get("distributed.nanny.pre-spawn-environ", {}) or {})


def client_of(distributed: Any, made: Any, address: str, scheduler_file: str | None) -> Any:
    """Return a client of a cluster that was made here, or is there under an address or in a file.

    Raises:
        ScenarioError: no scheduler answers.
    """
    try:
        if made is not None:
            return distributed.Client(made, timeout=ANSWER_S)
        if scheduler_file is not None:
            address = _address_in(scheduler_file)
        _knock(address)
        return _within(ANSWER_S, lambda: distributed.Client(address, timeout=ANSWER_S))
    except Exception as problem:  # whatever listens there may say anything
        words = " ".join(f"{problem or type(problem).__name__}".split())[:80]
        key = "--scheduler-file" if scheduler_file else "--engine"
        why = f"no scheduler answers there: {words}"
        raise ScenarioError(why, key=key, got=scheduler_file or address, allowed=WANTED) from None


def _within(most_s: float, make: Callable[[], Any]) -> Any:
    # who takes a call and then says nothing is waited for without end by Dask
    made: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            made.put((make(), None))
        except Exception as problem:
            made.put((None, problem))

    threading.Thread(target=run, daemon=True).start()
    try:
        found, problem = made.get(timeout=most_s)
    except queue.Empty:
        raise TimeoutError(f"not a word in {most_s:g} s") from None
    if problem is not None:
        raise problem
    return found


def _knock(address: str) -> None:
    # a port on which nobody listens is told at once; a scheduler speaks first, and tells how long its word is
    how, _, where = address.partition("://")
    host, _, port = where.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER_S) as line:
        if how != "tcp":
            return
        line.settimeout(ANSWER_S)
        try:
            said = line.recv(8, socket.MSG_WAITALL)
        except TimeoutError:
            raise TimeoutError(f"not a word in {ANSWER_S:g} s") from None
    if len(said) < 8 or int.from_bytes(said, "little") > LONGEST:
        raise ValueError("what listens is no scheduler")


def _address_in(path: str) -> str:
    if not os.path.isfile(path):
        raise OSError("no such file")
    with open(path, encoding="utf-8") as stream:
        found = json.load(stream)
    if not isinstance(found, dict) or not isinstance(found.get("address"), str):
        raise ValueError("it names no address")
    return str(found["address"])
