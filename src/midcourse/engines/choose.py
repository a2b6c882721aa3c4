"""Which engine is meant by what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from midcourse.engines.engine import Engine
from midcourse.errors import ScenarioError

THREADS = "threads"
FORMS = "threads, local:N, or tcp://HOST:PORT of a Dask scheduler"
MOST_LOCAL = 256


def engine_kind(text: str, key: str = "--engine") -> str:
    """Return `threads`, `local` or `cluster` for what was typed.

    Raises:
        ScenarioError: none of these.
    """
    if text == THREADS:
        return THREADS
    local = re.fullmatch(r"local:(\d{1,4})", text)
    if local is not None and 1 <= int(local[1]) <= MOST_LOCAL:
        return "local"
    if re.fullmatch(r"(tcp|tls|ucx|ws|wss)://\S+:\d+", text):
        return "cluster"
    raise ScenarioError("no such engine", key=key, got=text, allowed=FORMS)


def engine_of(
    text: str,
    work: Callable[[Any], Any],
    limit_s: float,
    stamp: Callable[[], dict[str, str]],
    jobs: int | None = None,
    scheduler_file: str | None = None,
) -> Engine:
    """Return an engine that is ready to work.

    Args:
        text: `threads`, `local:N` or an address.
        work: makes something of a task; on a cluster found by its name.
        limit_s: for a task.
        stamp: says which program a machine has; workers of another are refused.
        jobs: threads of the engine `threads`.
        scheduler_file: of a running cluster, in place of its address.

    Raises:
        ScenarioError: no such engine, none that answers, or workers that are another program.
    """
    kind = "cluster" if scheduler_file is not None else engine_kind(text)
    if kind == THREADS:
        from midcourse.engines.threads import Threads

        return Threads(work, limit_s, jobs)
    from midcourse.engines.cluster import Cluster

    return Cluster(text, work, limit_s, stamp, scheduler_file)
