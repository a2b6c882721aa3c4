"""When a missile from another launch point would be seen first: by a radar with its cues, and by radars alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.engagement.see import see
from midcourse.errors import NoSolution
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.scenario.place import Place

if TYPE_CHECKING:
    from midcourse.scenario.model import RaidItem, Scenario


class First(NamedTuple):
    """The first look of a radar: which one of the scenario's radars, and how long after lift-off."""

    radar: int
    time_s: float


class FirstLooks(NamedTuple):
    """One launch point; None for never, and all of it where no missile gets from there to the aim point.

    `satellite_s` is the first report of a satellite, `cued` the first look of a radar with the cues of the scenario,
    `alone` that without satellites.
    """

    lat_deg: float
    lon_deg: float
    missile: str
    reached: bool
    satellite_s: float | None
    cued: First | None
    alone: First | None


def first_looks_at(scenario: Scenario, lat_deg: float, lon_deg: float) -> FirstLooks:
    """Say when the sensors of a scenario see a missile from one place to the raid's first aim point.

    It is the missile of the nearest launch point of the raid, with the arc that it flies there; what counts is its
    warhead, which is the missile while it burns. The nominal world, without luck.

    Args:
        scenario: checked scenario.
        lat_deg, lon_deg: the launch point.

    Returns:
        FirstLooks.
    """
    item = _item(scenario, lat_deg, lon_deg)
    name = item.missile.id
    alone = scenario.model_copy(
        update={"raid": (item,), "sensors": tuple(s for s in scenario.sensors if s.is_radar)}
    )
    space = len(scenario.sensors) - len(alone.sensors)
    try:
        rows = see(scenario.model_copy(update={"raid": (item,)}))[0]["sensors"]
    except NoSolution:
        return FirstLooks(lat_deg, lon_deg, name, False, None, None, None)
    reports = [row["first_s"] for row in rows[:space] if row["first_s"] is not None]
    cued = _first(rows[space:])
    without = cued
    if space:
        # what only follows cues sees nothing unless another searches
        searches = any(one.radar.search != "cue" for one in alone.sensors)
        without = _first(see(alone)[0]["sensors"]) if searches else None
    return FirstLooks(lat_deg, lon_deg, name, True, min(reports, default=None), cued, without)


def first_looks(
    scenario: Scenario,
    lats_deg: Sequence[float] | np.ndarray,
    lons_deg: Sequence[float] | np.ndarray,
    tick: Callable[[int, str], None] = lambda count, what: None,
) -> list[FirstLooks]:
    """Say for a grid of launch points when each missile is seen first.

    Args:
        scenario: checked scenario.
        lats_deg, lons_deg: the grid.
        tick: called with how many points have been done, and what comes.

    Returns:
        FirstLooks, row by row.
    """
    found = []
    for lat in lats_deg:
        for lon in lons_deg:
            wrapped = (float(lon) + 180.0) % 360.0 - 180.0
            found.append(first_looks_at(scenario, float(lat), wrapped))
            tick(1, f"from {lat:.0f}, {wrapped:.0f}")
    return found


def _item(scenario: Scenario, lat_deg: float, lon_deg: float) -> RaidItem:
    here = np.radians((lat_deg, lon_deg))

    def far_m(item: RaidItem) -> float:
        there = np.radians((item.from_place.lat_deg, item.from_place.lon_deg))
        return float(arc_m(WGS84, *here, *there)[0])

    nearest = min(scenario.raid, key=far_m)
    place = nearest.from_place if far_m(nearest) == 0.0 else Place(lat=lat_deg, lon=lon_deg)
    one = {"launch_s": 0.0, "count": 1, "decoys": 0, "debris": 0, "warheads": 1}
    to = scenario.raid[0].to_place
    return nearest.model_copy(update={**one, "from_place": place, "to_place": to})


def _first(rows: Sequence[dict[str, object]]) -> First | None:
    looks = [First(s, row["first_s"]) for s, row in enumerate(rows) if isinstance(row["first_s"], float)]
    return min(looks, key=lambda one: (one.time_s, one.radar), default=None)
