"""What each radar looks at: a sector of a ball about it, and the outline of what it covers at one height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from midcourse.analysis.echo import faintest_warhead
from midcourse.analysis.outlook import azimuths, edge, even_range_m, face_on_rad, goes_round, lowest_rad, spot
from midcourse.engagement.watch import placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.catalog.model import Radar
    from midcourse.scenario.model import Scenario
    from midcourse.sensors.radar import RadarRow
    from midcourse.truth import Sky

HEIGHTS_M = (500e3, 200e3, 100e3)  # the first at which it sees in all directions of its field
SIDE_POINTS = 12


@dataclass(frozen=True)
class Volume:
    """What one radar looks at.

    Args:
        name: of the radar.
        lat_deg, lon_deg, alt_m: where it stands, geodetic.
        range_m: where one look at the raid's faintest warhead has an even chance, straight out of a face.
        azimuth_deg: the middle of its field, from north over east; half_deg: to each side, 180 for all round.
        lowest_deg: true elevation below which it sees nothing.
        words: how it looks, in sentences.
        outline_alt_m: height of the outline, above the ellipsoid.
        outline_deg: longitude and latitude of what it covers there, closed, shape (n, 2); empty where it covers
            nothing.
    """

    name: str
    lat_deg: float
    lon_deg: float
    alt_m: float
    range_m: float
    azimuth_deg: float
    half_deg: float
    lowest_deg: float
    words: str
    outline_alt_m: float
    outline_deg: np.ndarray


def volumes(scenario: Scenario, sky: Sky, names: Sequence[str]) -> tuple[tuple[Volume, ...], list[str]]:
    """Return what the radars of a scenario look at, and the names of those that see no warhead at all.

    Args:
        scenario: checked scenario.
        sky: its raid, flown.
        names: of its radars, for people.

    Source: `analysis.outlook`, for one look at the warhead that shows the radar the least.
    """
    items = [item for item in scenario.sensors if item.is_radar]
    found, without = [], []
    for item, row, name in zip(items, placed(scenario.sensors), names, strict=True):
        rcs_m2 = faintest_warhead(scenario, sky, row).rcs_m2
        best_rad, worst_rad = face_on_rad(row)
        range_m = even_range_m(row, rcs_m2, best_rad)
        if range_m <= 0.0:
            without.append(name)
            continue
        all_round = goes_round(row)
        alt_m, outline_deg = _outline(row, rcs_m2)
        found.append(
            Volume(
                name,
                math.degrees(row.lat_rad),
                (math.degrees(row.lon_rad) + 180.0) % 360.0 - 180.0,
                row.alt_m,
                range_m,
                math.degrees(row.boresight_rad) % 360.0,
                180.0 if all_round else math.degrees(row.half_field_rad),
                math.degrees(lowest_rad(row)),
                _words(item.radar, row, rcs_m2, range_m, even_range_m(row, rcs_m2, worst_rad)),
                alt_m,
                outline_deg,
            )
        )
    return tuple(found), without


def _words(radar: Radar, row: RadarRow, rcs_m2: float, range_m: float, least_m: float) -> str:
    told = [
        f"Range {range_m / 1e3:,.0f} km: there one look at a warhead of {rcs_m2:.2g} m² has an even chance; nominal "
        "numbers of the run's world, straight lines."
    ]
    if least_m < 0.999 * range_m:
        told.append(f"Where its faces look aside, {least_m / 1e3:,.0f} km.")
    field = 2.0 * math.degrees(radar.half_field_rad)
    if row.turn_rad_s > 0.0:
        rate = math.degrees(row.turn_rad_s)
        told.append(f"It turns at {rate:.2g}° a second: all round, but {field:.0f}° at a time.")
    elif not goes_round(row):
        told.append(f"It does not turn: a field of {field:.0f}°.")
    search = {
        "cue": "It looks only where a cue sends it.",
        "fence": f"It searches a fence {math.degrees(row.fence_rad):.2g}° high above its least elevation.",
        "volume": "It searches its whole field.",
    }
    return " ".join([*told, search[radar.search]])


def _outline(row: RadarRow, rcs_m2: float) -> tuple[float, np.ndarray]:
    # longitude and latitude; a field that is not all round begins and ends at the radar
    around_rad = azimuths(row)
    for alt_m in HEIGHTS_M:
        if alt_m <= row.alt_m:
            continue
        rim = edge(row, rcs_m2, alt_m, around_rad)
        if np.isnan(rim.even_m).any():
            continue
        rim_deg = rim.even_deg[:, ::-1]
        if not goes_round(row):
            out = _side(row, float(around_rad[0]), float(rim.even_m[0]))
            back = _side(row, float(around_rad[-1]), float(rim.even_m[-1]))[::-1]
            rim_deg = np.vstack([out, rim_deg, back])
        return alt_m, np.vstack([rim_deg[:-1], rim_deg[:1]])
    return HEIGHTS_M[0], np.empty((0, 2))


def _side(row: RadarRow, azimuth_rad: float, ground_m: float) -> np.ndarray:
    # points over the ground from the radar outwards, the last left out: the rim has it
    low, far_m = lowest_rad(row), 4.0 * ground_m
    steps = [spot(row, azimuth_rad, low, share * far_m) for share in np.linspace(0.0, 1.0, 40 * SIDE_POINTS)]
    near = np.array([(s.ground_m, s.lon_deg, s.lat_deg) for s in steps])
    at_m = np.linspace(0.0, ground_m, SIDE_POINTS + 1)[:-1]
    return near[np.searchsorted(near[:, 0], at_m), 1:]
