"""The verdict: one fate for every object, and for each warhead that got through the first link that broke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from midcourse.battle.doctrine import looks_again
from midcourse.engagement.windows import last_launches
from midcourse.kernels.boost import arc_m
from midcourse.kernels.detection import even_chance
from midcourse.kernels.earth import WGS84
from midcourse.records import (
    FATE,
    KILLED,
    LEAKED_AFTER_HIT_ASSESSED,
    MISSED,
    NO_FIRM_TRACK,
    NO_LAUNCH_WINDOW,
    NOT_IN_THE_BASKET,
    NOT_JUDGED_A_THREAT,
    NOT_SEEN,
    OUT_OF_DIVERT,
    SEEN_LATE,
    THREAT_RADIUS_M,
    THREATENED_NOBODY,
    WARHEAD,
)

if TYPE_CHECKING:
    from midcourse.battle.decide import Battery, Decision
    from midcourse.engagement.watch import Watched
    from midcourse.scenario.model import BatteryItem, Scenario
    from midcourse.scenario.place import Place
    from midcourse.truth import Sky

ORDERED = 99  # further along than any link that keeps an order from being given


def judge(
    sky: Sky,
    watched: Watched,
    decision: Decision,
    shots: np.ndarray,
    scenario: Scenario,
    batteries: Sequence[Battery],
    runs: np.ndarray,
) -> np.ndarray:
    """Give every object of every run its fate.

    Args:
        sky: what really flew.
        watched: what was seen.
        decision: how every track stood at the end.
        shots: SHOT rows.
        scenario: places, doctrine, and the margins of sensors and interceptors.
        batteries: the same batteries as the battle manager knows them, for the last possible launch.
        runs: numbers of the runs.

    Returns:
        FATE rows, shape (runs * objects,), run by run.
    """
    fates = np.zeros((len(runs), len(sky.paths)), dtype=FATE)
    fates["run"] = runs[:, None]
    fates["object"] = np.arange(len(sky.paths))[None, :]
    fates["kind"] = sky.kind[None, :]
    fates["first_seen_s"], fates["firm_s"] = watched.first_s, watched.firm_s
    _decided(fates, watched, decision)
    last_s = last_launches(sky, batteries)
    _unseen(fates, watched, scenario)
    _too_late(fates, last_s - scenario.doctrine.latency_s)
    _shot_at(fates, shots, scenario.batteries, np.searchsorted(runs, shots["run"]))
    _called_hit(fates, shots, scenario, last_s, np.searchsorted(runs, shots["run"]))
    missiles = scenario.missiles
    threatens = np.array(
        [_threatens(sky, k, scenario, missiles[raid].to_place) for k, raid in enumerate(sky.raid)]
    )
    fates["leaked"] = (fates["killed"] == 0) & threatens[None, :]
    harmless = (fates["killed"] == 0) & ~threatens[None, :]
    harmless &= (sky.kind == WARHEAD)[None, :] | (fates["shots"] == 0)
    fates["link"][harmless], fates["margin"][harmless] = THREATENED_NOBODY, np.nan
    return fates.ravel()


def path_end(sky: Sky, k: int) -> tuple[float, float]:
    """Return latitude and longitude in rad where an object comes down."""
    lat, lon, _ = np.radians(sky.paths[k].geodetic(np.array([sky.paths[k].end_s]))[0])
    return float(lat), float(lon)


def _threatens(sky: Sky, k: int, scenario: Scenario, aim: Place) -> bool:
    # a warhead that comes down near its aim point or near a defended place
    if int(sky.kind[k]) != WARHEAD:
        return False
    places: list[Place] = [*scenario.defended, aim]
    end = path_end(sky, k)
    return any(
        arc_m(WGS84, *end, *np.radians((place.lat_deg, place.lon_deg)))[0] <= THREAT_RADIUS_M
        for place in places
    )


def _decided(fates: np.ndarray, watched: Watched, decision: Decision) -> None:
    # of several tracks of an object the one that came furthest speaks
    fates["track"], fates["link"] = -1, NO_FIRM_TRACK
    fates["decision_s"], fates["margin"], fates["warhead_p"] = np.nan, np.nan, np.nan
    objects, use = watched.objects, decision.desk.use
    far = np.where(decision.link == KILLED, ORDERED, decision.link)
    best = np.full(fates.shape, -1, dtype=np.int64)
    for track in range(objects.shape[1]):
        r = np.flatnonzero(objects[:, track] >= 0)
        k = objects[r, track]
        better = far[r, track] > best[r, k]
        r, k = r[better], k[better]
        best[r, k] = far[r, track]
        fates["track"][r, k] = track
        fates["link"][r, k] = decision.link[r, track]
        fates["margin"][r, k] = decision.margin[r, track]
        fates["decision_s"][r, k] = decision.decided_s[r, track]
        at = use[r, track] if watched.rows.shape[2] else np.full(len(r), -1)
        known = np.where(at >= 0, watched.rows["warhead_p"][r, track, at], np.nan)
        fates["warhead_p"][r, k] = known


def _unseen(fates: np.ndarray, watched: Watched, scenario: Scenario) -> None:
    # never seen: decibels short of an even chance of detection; seen but not firm: looks short
    lost = fates["link"] == NO_FIRM_TRACK
    blind = lost & np.isnan(watched.first_s)
    fates["link"][blind] = NOT_SEEN
    radars = [item.radar for item in scenario.sensors if item.is_radar]
    if radars:
        even = min(even_chance(radar.swerling, radar.false_alarm) for radar in radars)
        fates["margin"][blind] = 10.0 * np.log10(even / watched.best_ratio[blind])
    seen = lost & ~blind
    fates["margin"][seen] = np.maximum(scenario.tracker.firm_looks - watched.looks[seen], 0)


def _too_late(fates: np.ndarray, last_s: np.ndarray) -> None:
    # first seen when no decision, however quick, could lead to an intercept any more
    late_s = fates["first_seen_s"] - last_s[None, :]
    late = np.isin(fates["link"], (NO_FIRM_TRACK, NOT_JUDGED_A_THREAT, NO_LAUNCH_WINDOW)) & (late_s > 0.0)
    fates["link"][late], fates["margin"][late] = SEEN_LATE, late_s[late]
    # decided after that: by how many seconds, where the track itself could not say
    after_s = fates["decision_s"] - last_s[None, :]
    after = (fates["link"] == NO_LAUNCH_WINDOW) & ~np.isfinite(fates["margin"]) & (after_s > 0.0)
    fates["margin"][after] = after_s[after]


def _shot_at(fates: np.ndarray, shots: np.ndarray, batteries: Sequence[BatteryItem], at: np.ndarray) -> None:
    # of several shots that failed, the one that came furthest speaks; what comes after a kill says nothing
    for shot, r in zip(shots, at, strict=True):
        if shot["object"] < 0:
            continue
        fate = fates[r, shot["object"]]
        fate["shots"] += 1
        if shot["hit"]:
            fate["killed"], fate["link"], fate["margin"] = 1, KILLED, shot["miss_m"]
        elif (
            not fate["killed"]
            and shot["link"] != KILLED
            and (fate["shots"] == 1 or shot["link"] > fate["link"])
        ):
            fate["link"], fate["margin"] = shot["link"], _margin(shot, batteries[shot["battery"]])


def _called_hit(
    fates: np.ndarray, shots: np.ndarray, scenario: Scenario, last_s: np.ndarray, at: np.ndarray
) -> None:
    # a miss was called a hit while there was time for another shot, and something to fire: by how many seconds
    if not looks_again(scenario.doctrine):
        return
    stock = sum(max(item.count - scenario.doctrine.reserve, 0) for item in scenario.batteries)
    false = (shots["hit"] == 0) & (shots["assessed_hit"] == 1) & (shots["kind"] == WARHEAD)
    for shot, r in zip(shots[false], at[false], strict=True):
        fate = fates[r, shot["object"]]
        left_s = last_s[shot["object"]] - shot["assessed_s"] - scenario.doctrine.latency_s
        fired = (at == r) & (shots["launch_s"] <= shot["assessed_s"])
        if not fate["killed"] and left_s > 0.0 and int(fired.sum()) < stock:
            fate["link"], fate["margin"] = LEAKED_AFTER_HIT_ASSESSED, left_s


def _margin(shot: np.ndarray, item: BatteryItem) -> float:
    kv = item.interceptor.kill_vehicle
    link = int(shot["link"])
    if link == NOT_IN_THE_BASKET:
        return float(1e3 * (shot["handover_angle_rad"] - kv.half_field_of_view_rad))
    if link == OUT_OF_DIVERT:
        return float(shot["divert_m_s"] - kv.divert_m_s)
    if link == MISSED:
        return float(shot["miss_m"] - kv.hit_miss_m)
    return float("nan")
