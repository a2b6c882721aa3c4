"""From the answer of `midcourse threat` to what its pictures draw."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.sentences.threat import VERDICTS, counted, listed, region_line, spoken
from midcourse.views.rings import Ring
from midcourse.views.verdicts import Board, Column, Goal

if TYPE_CHECKING:
    from midcourse.api.regions import Spot
    from midcourse.api.threat import Reach, Threat
    from midcourse.catalog.arsenal import Armed

DIRECTIONS = 36


def board(told: Threat) -> Board:
    """Gather what the pictures of a threat draw; the rings are flown here."""
    nearest: dict[str, Reach] = {}
    for reach in told.reaches:
        known = nearest.get(reach.pair.target.id)
        if known is None or reach.pair.distance_m < known.pair.distance_m:
            nearest[reach.pair.target.id] = reach
    order = {region.id: i for i, region in enumerate(told.regions)}
    rows = sorted(nearest.values(), key=lambda one: (order[one.region.id], one.pair.distance_m))
    goals = tuple(_goal(one) for one in rows)
    columns = tuple(_column(told, armed) for armed in told.armed)
    return Board(_title(told), told.answer(), goals, columns, told.rerun)


def _goal(reach: Reach) -> Goal:
    spot, role = reach.pair.target, reach.pair.role
    name = f"{spot.name} ({role})" if role and reach.region.id == "US" else spot.name
    return Goal(spot.id, name, spot.lat_deg, spot.lon_deg, reach.pair.distance_m / 1e3, reach.region.id)


def _column(told: Threat, armed: Armed) -> Column:
    mine = [reach for region in told.regions for reach in told.of(armed, region)]
    best = min(mine, key=lambda reach: reach.pair.distance_m).pair.launch
    note = f"{len(counted(mine))}/{len(mine)}"
    lines = tuple((region.name, region_line(told.of(armed, region))) for region in told.regions)
    return Column(
        armed.missile.id,
        armed.owner,
        armed.years,
        note,
        armed.contested,
        _ring(armed, best),
        best.name,
        {reach.pair.target.id: VERDICTS.index(reach.verdict) for reach in mine},
        lines,
    )


def _ring(armed: Armed, start: Spot) -> Ring:
    from midcourse.threats.farthest import ring
    from midcourse.threats.fly import stack_of
    from midcourse.threats.launch import Pad

    pad = Pad(math.radians(start.lat_deg), math.radians(start.lon_deg), 0.0)
    ways = [2.0 * math.pi * i / DIRECTIONS for i in range(DIRECTIONS)]
    found = np.array(ring(stack_of(armed.missile), pad, ways))
    far_m = np.where(np.isfinite(found[:, 0]), found[:, 0], np.nan)
    return Ring(start.lat_deg, start.lon_deg, np.degrees(found[:, 1]), far_m)


def _title(told: Threat) -> str:
    what = listed([region.kind[1] if region.id == "europe" else region.name for region in told.regions])
    who = listed([spoken(owner) for owner in told.owners])
    if told.day is None:
        return f"Which missiles of {who} reach {'which ' if told.regions[0].id == 'europe' else ''}{what}"
    return f"Which missiles of {who} reached {what} in {told.day.words}"
