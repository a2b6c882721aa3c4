"""When a battery could shoot at what really flies: the launch window of the true path, without radars and luck."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.battle.window import (
    LaunchWindow,
    latest_launches,
    launch_window,
    meeting,
    opportunities,
    points,
)
from midcourse.engagement.shots import flown_path
from midcourse.kernels.earth import WGS84
from midcourse.records import ORDER, WARHEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.battle.decide import Battery
    from midcourse.scenario.model import BatteryItem, Scenario
    from midcourse.truth import Sky

ALWAYS_S = -1e9


class Chance(NamedTuple):
    """What one battery could do about one warhead if it were allowed to launch from a time on.

    `window`: LaunchWindow; `first_closing_m_s`, `last_closing_m_s`: closing speeds of the earliest and the latest
    intercept, flown; `meetings_s`: intercept times of one shot after the report of the other; `latest_decision_s`:
    the last moment at which a decision still leads to an intercept.
    """

    raid: int
    battery: int
    window: LaunchWindow
    first_closing_m_s: float
    last_closing_m_s: float
    meetings_s: tuple[float, ...]
    latest_decision_s: float


def true_window(sky: Sky, k: int, battery: Battery, not_before_s: float = ALWAYS_S) -> LaunchWindow:
    """Return the launch window of a battery against the free flight of an object.

    Args:
        sky: what flies.
        k: position of the object.
        battery: place and reach table.
        not_before_s: earliest launch.

    Returns:
        LaunchWindow.
    """
    start_s = float(max(sky.burnout_s[k], sky.starts_s[k]))
    state = sky.paths[k].state_eci(start_s)
    return launch_window(
        WGS84, state, start_s, battery.site, battery.table, not_before_s, float(sky.ends_s[k])
    )


def last_launches(sky: Sky, batteries: Sequence[Battery]) -> np.ndarray:
    """Return the last launch in s that could meet each object, of all batteries; NaN where none could."""
    last = np.full(len(sky.paths), np.nan)
    for k in np.flatnonzero(sky.kind == WARHEAD):
        for battery in batteries:
            last[k] = np.fmax(last[k], true_window(sky, int(k), battery).last_launch_s)
    return last


def chances(scenario: Scenario, sky: Sky, batteries: Sequence[Battery], not_before_s: float) -> list[Chance]:
    """Say for every warhead and battery what could be done about it.

    Args:
        scenario: checked scenario.
        sky: what flies.
        batteries: the batteries of the scenario.
        not_before_s: earliest launch.

    Returns:
        Chance, warhead by warhead.
    """
    found = []
    wait_s = scenario.doctrine.assessment_delay_s + scenario.doctrine.latency_s
    for k in np.flatnonzero(sky.kind == WARHEAD):
        start_s = float(sky.burnout_s[k])
        state = sky.paths[k].state_eci(start_s)
        launch = np.empty(points(start_s, float(sky.ends_s[k])))
        for b, battery in enumerate(batteries):
            window = true_window(sky, int(k), battery, not_before_s)
            latest_launches(WGS84, state, start_s, battery.site, battery.table, float(sky.ends_s[k]), launch)
            met = np.empty(100)
            count = opportunities(launch, start_s, not_before_s, wait_s, met)
            speeds = [
                closing_m_s(sky, int(k), scenario.batteries[b], battery, at_s)
                for at_s in (window.first_s, window.last_s)
            ]
            latest_s = true_window(sky, int(k), battery).last_launch_s - scenario.doctrine.latency_s
            found.append(
                Chance(
                    int(sky.raid[k]),
                    b,
                    window,
                    speeds[0],
                    speeds[1],
                    tuple(met[: min(count, 100)].tolist()),
                    latest_s,
                )
            )
    return found


def closing_m_s(sky: Sky, k: int, item: BatteryItem, battery: Battery, at_s: float) -> float:
    """Return the closing speed of a flown intercept of an object at a time; NaN where it cannot be flown."""
    return flown_meeting(sky, k, item, battery, at_s)[0]


def flown_meeting(sky: Sky, k: int, item: BatteryItem, battery: Battery, at_s: float) -> tuple[float, float]:
    """Fly an interceptor to where an object is at a time.

    Args:
        sky, k: what flies, and which object.
        item, battery: what shoots.
        at_s: time of the intercept.

    Returns:
        closing speed in m/s and the angle between the two velocities in rad, `eci`; NaN where it cannot be flown.
    """
    if np.isnan(at_s):
        return float("nan"), float("nan")
    order = np.zeros(1, dtype=ORDER)
    state = sky.paths[k].state_eci(at_s)
    meeting(WGS84, state, at_s, battery.site, battery.table, at_s, order[0]["aim_ecef_m"])
    order["intercept_s"], order["launch_s"] = at_s, ALWAYS_S
    path = flown_path(order[0], item)
    if len(path.nodes) == 0:
        return float("nan"), float("nan")
    theirs, ours = state[3:], path.state_eci(at_s)[3:]
    cosine = float(np.dot(theirs, ours) / (np.linalg.norm(theirs) * np.linalg.norm(ours)))
    return float(np.linalg.norm(theirs - ours)), math.acos(max(-1.0, min(1.0, cosine)))
