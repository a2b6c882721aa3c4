"""What runs on the other side of a cluster: on a worker a task, in a scheduler the count of deaths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from midcourse.engines.engine import guarded

PREFIX = "midcourse-"  # of every key, so that Dask sees tasks of one kind, and ours among those of others


def worked(work: Callable[[Any], Any], task: Any, limit_s: float, most_bytes: int) -> tuple[Any, str, str, float]:
    """Work a task on a worker, see `guarded`; of a worker that was started here the memory has a limit."""
    if most_bytes:
        limit_memory(most_bytes)
    return guarded(work, task, limit_s)


def limit_memory(most_bytes: int) -> None:
    """Let a worker raise an error of its own before the system has to end it for its memory; where it can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    except (ImportError, ValueError, OSError):
        return


def told_at_once(scheduler_plugin: Any) -> Any:
    """Return what lets a scheduler tell the first death of a worker of each of our tasks, and try none again itself.

    A scheduler tries a task three times more by itself, beside others that then share its blame. Who is tried again,
    and beside whom, is for the campaign to say. Tasks of others stay as they are.

    Args:
        scheduler_plugin: the class `distributed.SchedulerPlugin`.
    """
    prefix = PREFIX

    class ToldAtOnce(scheduler_plugin):  # type: ignore[misc]
        """Made in a function, so that it travels as it is: a scheduler need not have this program."""

        name, idempotent = "midcourse", True

        def update_graph(self, scheduler: Any, *, tasks: Any, **more: Any) -> None:
            """Count deaths from the last one that is borne."""
            for key in tasks:
                if str(key).startswith(prefix) and key in scheduler.tasks:
                    scheduler.tasks[key].suspicious = scheduler.allowed_failures

    return ToldAtOnce()
