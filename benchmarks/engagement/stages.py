"""Where the time of `fight` goes: its four stages timed one by one."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from midcourse.engagement import run as pipeline
from midcourse.engagement.run import Batch, Result, fight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

STAGES = ("watch", "decide", "shoot", "judge")


@contextmanager
def clocks() -> Iterator[dict[str, float]]:
    """Give a dict of stages and fill it with the CPU seconds that they take while this is open."""
    spent = dict.fromkeys(STAGES, 0.0)
    kept = {name: getattr(pipeline, name) for name in STAGES}

    def timed(name: str) -> Callable[..., Any]:
        def work(*given: Any) -> Any:
            begin = time.thread_time()
            made = kept[name](*given)
            spent[name] += time.thread_time() - begin
            return made

        return work

    try:
        for name in STAGES:
            setattr(pipeline, name, timed(name))
        yield spent
    finally:
        for name, stage in kept.items():
            setattr(pipeline, name, stage)


def split(scenario: Scenario, batch: Batch, sky: Sky) -> tuple[dict[str, float], Result]:
    """Fight a batch; return the CPU seconds of each stage and of `all`, and what came of it."""
    with clocks() as spent:
        begin = time.thread_time()
        result = fight(scenario, batch, sky)
        spent["all"] = time.thread_time() - begin
    return spent, result
