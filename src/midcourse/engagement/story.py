"""The events of one run in order of time, as `events.jsonl` holds them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.records import KILLED, LINKS

if TYPE_CHECKING:
    from midcourse.engagement.run import Result


def events(result: Result, run: int) -> list[dict[str, Any]]:
    """Tell one run of a batch.

    Args:
        result: the batch that holds the run.
        run: number of the run.

    Returns:
        one dictionary an event: run, time_s, what, object, and what belongs to it.
    """
    at = int(np.searchsorted(result.batch.runs, run))
    told: list[dict[str, Any]] = []
    fates = result.fates[result.fates["run"] == run]
    for k, path in enumerate(result.sky.paths):
        for event in path.events:
            told.append(_event(run, event.time_s, event.what, k))
        for mark, what in ((result.watched.first_s, "first seen"), (result.watched.firm_s, "firm track")):
            if not math.isnan(mark[at, k]):
                told.append(_event(run, float(mark[at, k]), what, k))
        if not math.isnan(fates["decision_s"][k]):
            told.append(_event(run, float(fates["decision_s"][k]), "decision", k))
    killed = set()
    for shot in result.shots[result.shots["run"] == run]:
        k = int(shot["object"])
        place = {"battery": int(shot["battery"]), "shot": int(shot["shot"])}
        told.append(_event(run, float(shot["launch_s"]), "interceptor launched", k, **place))
        gone = "nothing left to hit" if shot["link"] == KILLED else LINKS[shot["link"]]
        outcome = "hit" if shot["hit"] else gone
        told.append(_event(run, float(shot["intercept_s"]), f"intercept: {outcome}", k, **place))
        verdict = "hit" if shot["assessed_hit"] else "miss"
        told.append(_event(run, float(shot["assessed_s"]), f"assessed: {verdict}", k, **place))
        if shot["hit"]:
            killed.add(k)
    for k, path in enumerate(result.sky.paths):
        if k not in killed:
            told.append(_event(run, path.end_s, "impact", k))
    return sorted(told, key=lambda event: (event["time_s"], event["object"], event["what"]))


def _event(run: int, time_s: float, what: str, k: int, **more: Any) -> dict[str, Any]:
    return {"run": run, "time_s": round(time_s, 3), "what": what, "object": k, **more}
