"""Whether warning radars of others have interceptors and missiles in view, and how little they would have to echo."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.outlook import even_range_m
from midcourse.catalog.reader import entries, load_missile, load_sensor
from midcourse.engagement.geometry import SLOT_S, geometry
from midcourse.engagement.see import see
from midcourse.engagement.watch import placed
from midcourse.geography.world import country_at
from midcourse.records import WARHEAD
from midcourse.scenario.model import SensorItem
from midcourse.scenario.place import parse_place
from midcourse.sensors.radar import ALL_ROUND, BANDS, RadarRow
from midcourse.truth import Body, sky_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from midcourse.analysis.coming_down import Flown
    from midcourse.catalog.model import Missile, Radar
    from midcourse.engagement.geometry import Geometry
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky, Trajectory

MOST_SEEN = 100  # shots of a battery that are looked at
ONE_M2 = ((1.0, 1.0), (1.0, 1.0))


class Abroad(NamedTuple):
    """A warning radar of the catalogue that defends nobody here; `until`: its last year of service, None for none."""

    sensor: str
    site: str
    boresight_deg: float
    boresight_note: str
    until: int | None


# more of both stands in the heads of the entries; the end of Gabala under its `available`
ABROAD = (
    Abroad(
        "armavir-voronezh", "armavir", 220.0,
        "assumed: the western 120 degrees of a sector that the press gave as Pyrenees to Pakistan",
        None,
    ),
    Abroad("gabala-daryal", "gabala", 190.0, "as in europe-gabala: a sector from Turkey to Pakistan, off a map", 2012),
)  # fmt: skip


class Looked(NamedTuple):
    """What a radar has of one missile, or of the shots of one battery; None where it has nothing.

    `above_share` of them rise above its horizon, on whatever side; `view_share` do so within its field, from `first_s`
    to `last_s`. `highest_elevation_deg` is the highest of any, below 0 too. `least_rcs_m2` gives one look an even
    chance at the best moment in view, `least_burning_rcs_m2` at the best one while it burns. `even_first_s` and
    `even_last_s`: looks with an even chance at the cross section of the catalogue, which an interceptor has not.
    """

    what: str
    battery: int | None
    above_share: float
    view_share: float
    first_s: float | None
    last_s: float | None
    highest_elevation_deg: float
    least_rcs_m2: float | None
    least_burning_rcs_m2: float | None
    even_first_s: float | None
    even_last_s: float | None


class Onlooker(NamedTuple):
    """One radar abroad: where, since and until when, whether it is there at the scenario's date (None: no date).

    `burning_rcs_m2` and `warhead_rcs_m2` are the least and the greatest of the catalogue's missiles in its band.
    """

    sensor: str
    name: str
    site: str
    country: str | None
    available: int
    until: int | None
    there: bool | None
    boresight_deg: float
    boresight_note: str
    half_field_deg: float
    burning_rcs_m2: tuple[float, float]
    warhead_rcs_m2: tuple[float, float]
    looked: tuple[Looked, ...]


def onlookers(
    scenario: Scenario, sky: Sky, flights: Sequence[Flown], radars: Sequence[Abroad] = ABROAD
) -> tuple[Onlooker, ...]:
    """Say what each warning radar abroad would have of a raid and of the interceptors against it.

    Args:
        scenario: its own radars, and those of the countries that its batteries stand in, are left out.
        sky: its raid, flown.
        flights: interceptors; of each battery at most 100 are looked at, to the planned intercept.
        radars: those that are asked about.

    Returns:
        an Onlooker for each radar.
    """
    own = {item.sensor.id.partition("@")[0] for item in scenario.sensors}
    home = {country_at(item.place.lat_deg, item.place.lon_deg) for item in scenario.batteries}
    missiles = [load_missile(entry)[0] for entry in entries("missiles")]
    found = []
    for abroad in radars:
        place, radar = parse_place(abroad.site), load_sensor(abroad.sensor)[0]
        country = country_at(place.lat_deg, place.lon_deg)
        if abroad.sensor in own or (country is not None and country in home):
            continue
        item = SensorItem(sensor=radar, site=place, boresight=math.radians(abroad.boresight_deg))
        since = math.floor(item.radar.available or 0.0)
        looked = (*_interceptors(scenario, item, flights), *_missiles(scenario, item, sky))
        found.append(
            Onlooker(
                abroad.sensor, radar.name, abroad.site, country, since, abroad.until,
                is_there(since, abroad.until, scenario.as_of), abroad.boresight_deg, abroad.boresight_note,
                math.degrees(item.radar.half_field_rad), _range(item.radar, missiles, 1),
                _range(item.radar, missiles, 0), looked,
            )
        )  # fmt: skip
    return tuple(found)


def is_there(since: int, until: int | None, day: date | None) -> bool | None:
    """Whether a radar is in service in the year of a day; None where no day is given."""
    return None if day is None else since <= day.year <= (until or day.year)


def least_rcs_m2(radar: RadarRow, off_rad: float, range_m: float) -> float:
    """Return the cross section with which one look has an even chance, whatever the horizon.

    Args:
        radar: RadarRow.
        off_rad: angle from the boresight, within the field.
        range_m: distance.

    Source: `outlook.even_range_m`; the signal goes with the cross section and against the fourth power of the range.
    """
    return (range_m / even_range_m(radar, 1.0, off_rad)) ** 4


def _interceptors(scenario: Scenario, item: SensorItem, flights: Sequence[Flown]) -> list[Looked]:
    found = []
    for b, battery in enumerate(scenario.batteries):
        mine = [one.flight for one in flights if one.battery == b]
        some = (
            [mine[i] for i in np.unique(np.linspace(0, len(mine) - 1, MOST_SEEN).astype(int))] if mine else []
        )
        if some:
            what = f"interceptors of {battery.place.name}"
            found.append(_looked(item, what, b, some)._replace(even_first_s=None, even_last_s=None))
    return found


def _missiles(scenario: Scenario, item: SensorItem, sky: Sky) -> list[Looked]:
    alone = scenario.model_copy(update={"sensors": (item,)})
    rows = {row["object"]: row["sensors"][0] for row in see(alone)}
    first = {int(sky.raid[k]): k for k in np.flatnonzero(sky.kind == WARHEAD)[::-1]}
    found = []
    for k in sorted(first.values()):
        seen = rows[sky.names[k]]
        one = _looked(item, sky.names[k].partition(":")[0], None, [sky.paths[k]])
        found.append(one._replace(even_first_s=seen["first_s"], even_last_s=seen["last_s"]))
    return found


def _looked(item: SensorItem, what: str, battery: int | None, paths: Sequence[Trajectory]) -> Looked:
    # the geometry of a fight, for bodies of 1 m2: once in the radar's field, once as if it looked all round
    sky = sky_of([Body(path, ONE_M2, WARHEAD, k, k, "", math.inf) for k, path in enumerate(paths)])
    (row,) = placed((item,))
    view = geometry(sky, np.array([row, row._replace(half_field_rad=ALL_ROUND)]))
    times_s = np.arange(view.up.shape[0])[:, None] * SLOT_S
    flies = (times_s >= sky.starts_s) & (times_s <= sky.ends_s)
    up = view.up[:, :, 0] == 1
    in_view = np.flatnonzero(up.any(axis=1)) * SLOT_S
    highest = float(view.elevation_rad[:, :, 0][flies].max())
    return Looked(
        what, battery,
        float((view.up[:, :, 1] == 1).any(axis=0).mean()), float(up.any(axis=0).mean()),
        float(in_view[0]) if len(in_view) else None, float(in_view[-1]) if len(in_view) else None,
        math.degrees(highest), _least(row, view, up), _least(row, view, up & (times_s < sky.burnout_s)),
        None, None,
    )  # fmt: skip


def _least(row: RadarRow, view: Geometry, when: np.ndarray) -> float | None:
    ratios = np.where(when, view.ratio_per_s[:, :, 0], 0.0)
    best = np.unravel_index(int(ratios.argmax()), ratios.shape)
    if not ratios[best] > 0.0:
        return None
    off = math.remainder(float(view.azimuth_rad[*best, 0]) - row.boresight_rad, 2.0 * math.pi)
    return least_rcs_m2(row, off, float(view.range_m[*best, 0]))


def _range(radar: Radar, missiles: Sequence[Missile], burning: int) -> tuple[float, float]:
    values = [_rcs_m2(one, BANDS[radar.band], burning) for one in missiles]
    return min(values), max(values)


def _rcs_m2(missile: Missile, band: int, burning: int) -> float:
    x_m2 = (missile.rcs_warhead_m2, missile.rcs_burning_m2)[burning]
    other_m2 = (missile.rcs_warhead_uhf_m2, missile.rcs_burning_uhf_m2)[burning]
    return x_m2 if band == 0 or other_m2 is None else other_m2
