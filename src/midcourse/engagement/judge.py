"""The verdict: one fate for every object, and for each that was not killed the first link that broke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.kernels.radar import even_ratio
from midcourse.records import (
    FAILED_IN_FLIGHT,
    FATE,
    FELL_SHORT,
    KILLED,
    MISSED,
    NO_FIRM_TRACK,
    NOT_IN_THE_BASKET,
    NOT_SEEN,
    OUT_OF_DIVERT,
    THREAT_RADIUS_M,
)
from midcourse.tracking.book import FIRM_LOOKS

if TYPE_CHECKING:
    from midcourse.battle.decide import Decision
    from midcourse.engagement.watch import Watched
    from midcourse.scenario.model import BatteryItem, SensorItem
    from midcourse.truth import Sky


def judge(
    sky: Sky,
    watched: Watched,
    first: Decision,
    shots: np.ndarray,
    places: np.ndarray,
    batteries: Sequence[BatteryItem],
    sensors: Sequence[SensorItem],
    runs: np.ndarray,
) -> np.ndarray:
    """Give every object of every run its fate.

    Args:
        sky: what really flew.
        watched: what was seen.
        first: the first round's decision.
        shots: SHOT rows.
        places: defended places and aim points, shape (p, 2), latitude and longitude in rad.
        batteries, sensors: for the margins.
        runs: numbers of the runs.

    Returns:
        FATE rows, shape (runs * objects,), run by run.
    """
    shape = watched.counts.shape
    fates = np.zeros(shape, dtype=FATE)
    fates["run"] = runs[:, None]
    fates["object"] = np.arange(shape[1])[None, :]
    fates["first_seen_s"] = watched.first_s
    fates["firm_s"] = watched.firm_s
    fates["decision_s"] = first.decided_s
    fates["link"], fates["margin"] = first.link, first.margin
    _unseen(fates, watched, sensors)
    _shot_at(fates, shots, batteries, np.searchsorted(runs, shots["run"]))
    threatens = np.array([_near(path_end(sky, k), places) for k in range(shape[1])])
    fates["leaked"] = (fates["killed"] == 0) & threatens[None, :]
    harmless = (fates["killed"] == 0) & ~threatens[None, :]
    fates["link"][harmless] = FELL_SHORT
    fates["margin"][harmless] = np.nan
    return fates.ravel()


def path_end(sky: Sky, k: int) -> tuple[float, float]:
    """Return latitude and longitude in rad where an object comes down."""
    lat, lon, _ = np.radians(sky.paths[k].geodetic(np.array([sky.paths[k].end_s]))[0])
    return float(lat), float(lon)


def _near(end: tuple[float, float], places: np.ndarray) -> bool:
    return any(arc_m(WGS84, end[0], end[1], place[0], place[1])[0] <= THREAT_RADIUS_M for place in places)


def _unseen(fates: np.ndarray, watched: Watched, sensors: Sequence[SensorItem]) -> None:
    # never seen: decibels short of an even chance of detection; seen but not firm: looks short
    lost = fates["link"] == NO_FIRM_TRACK
    blind = lost & np.isnan(watched.first_s)
    fates["link"][blind] = NOT_SEEN
    if sensors:
        even = min(even_ratio(item.radar.false_alarm) for item in sensors)
        fates["margin"][blind] = 10.0 * np.log10(even) - watched.best_db[blind]
    seen = lost & ~blind
    fates["margin"][seen] = np.maximum(FIRM_LOOKS - watched.looks[seen], 0)


def _shot_at(fates: np.ndarray, shots: np.ndarray, batteries: Sequence[BatteryItem], at: np.ndarray) -> None:
    # of several shots that failed, the one that came furthest speaks
    for shot, r in zip(shots, at, strict=True):
        fate = fates[r, shot["object"]]
        fate["shots"] += 1
        if shot["hit"]:
            fate["killed"], fate["link"], fate["margin"] = 1, KILLED, shot["miss_m"]
        elif not fate["killed"] and (fate["shots"] == 1 or shot["link"] > fate["link"]):
            fate["link"], fate["margin"] = shot["link"], _margin(shot, batteries[shot["battery"]])


def _margin(shot: np.ndarray, item: BatteryItem) -> float:
    kv = item.interceptor.kill_vehicle
    link = int(shot["link"])
    if link == NOT_IN_THE_BASKET:
        return float(1e3 * (shot["handover_angle_rad"] - kv.half_field_of_view_rad))
    if link == OUT_OF_DIVERT:
        return float(shot["divert_m_s"] - kv.divert_m_s)
    if link == MISSED:
        return float(shot["miss_m"] - kv.hit_miss_m)
    return float("nan") if link == FAILED_IN_FLIGHT else 0.0
