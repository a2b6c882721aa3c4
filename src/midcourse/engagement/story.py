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
        told += [_event(run, event.time_s, event.what, k) for event in path.events]
        told += _seen(result, run, at, k)
        if not math.isnan(fates["decision_s"][k]):
            taken = {"warhead_p": fates["warhead_p"][k], **_planned(result, run, fates["decision_s"][k])}
            told.append(_event(run, float(fates["decision_s"][k]), "decision", k, **taken))
    killed = set()
    for shot in result.shots[result.shots["run"] == run]:
        told += _shot(run, shot)
        if shot["hit"]:
            killed.add(int(shot["object"]))
    for k, path in enumerate(result.sky.paths):
        if k not in killed:
            told.append(_event(run, path.end_s, "impact", k))
    return sorted(told, key=lambda event: (event["time_s"], event["object"], event["what"]))


def _planned(result: Result, run: int, time_s: float) -> dict[str, float]:
    # what an integer programme planned at the moment, for all threats together
    plans = result.decision.plans
    for plan in plans[(plans["run"] == run) & (plans["time_s"] == time_s)][:1]:
        return {"plan_value": float(plan["value"]), "plan_bound": float(plan["bound"])}
    return {}


def _seen(result: Result, run: int, at: int, k: int) -> list[dict[str, Any]]:
    # satellites, then each radar, then the track
    seen, told = result.watched, []
    end_s = result.sky.paths[k].end_s
    if seen.cue_s[k] <= end_s:
        told.append(_event(run, float(seen.cue_s[k]), "satellites report the launch", k))
    if seen.state_s[k] <= end_s:
        told.append(_event(run, float(seen.state_s[k]), "satellites report the state at burnout", k))
    marks = [(seen.first_s[at, k], "first seen"), (seen.firm_s[at, k], "firm track")]
    marks += [(seen.sensor_first_s[at, k, s], f"seen by {name}") for s, name in enumerate(result.radars)]
    return told + [_event(run, float(mark), what, k) for mark, what in marks if not math.isnan(mark)]


def _shot(run: int, shot: np.void) -> list[dict[str, Any]]:
    k, place = int(shot["object"]), {"battery": int(shot["battery"]), "shot": int(shot["shot"])}
    told = [_event(run, float(shot["launch_s"]), "interceptor launched", k, **place)]
    if not math.isnan(shot["acquired_s"]):
        basket = {name: shot[name] for name in ("handover_error_m", "handover_sigma_m", "handover_angle_rad")}
        told.append(_event(run, float(shot["acquired_s"]), "hand-over to the seeker", k, **place, **basket))
    names = ("intercept_alt_m", "closing_m_s", "miss_m", "divert_m_s")
    end = {name: shot[name] for name in names}
    told.append(_event(run, float(shot["intercept_s"]), f"intercept: {outcome_of(shot)}", k, **place, **end))
    verdict = "hit" if shot["assessed_hit"] else "miss"
    told.append(_event(run, float(shot["assessed_s"]), f"assessed: {verdict}", k, **place))
    return told


def outcome_of(shot: np.void) -> str:
    """Return in words how a shot ended, a row of SHOT."""
    gone = "nothing left to hit" if shot["link"] == KILLED else LINKS[shot["link"]]
    return "hit" if shot["hit"] else gone


def _event(run: int, time_s: float, what: str, k: int, **more: Any) -> dict[str, Any]:
    # numbers that are not known are left out
    known = {
        name: value if isinstance(value, int) else round(float(value), 6)
        for name, value in more.items()
        if not math.isnan(value)
    }
    return {"run": run, "time_s": round(time_s, 3), "what": what, "object": k, **known}
