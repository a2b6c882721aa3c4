"""From what sensors see to the map of a radar's coverage, and to its chart of range, height and angle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.analysis.echo import faintest_warhead
from midcourse.analysis.outlook import even_range_m, face_on_rad, goes_round, lowest_rad, range_to_m, spot
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.records import WARHEAD
from midcourse.report.clock import radar_names
from midcourse.views.coverage import Ring, Sheet
from midcourse.views.horizon import Chart, Line, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.analysis.outlook import Edge
    from midcourse.api.seen import Seen
    from midcourse.scenario.place import Place
    from midcourse.sensors.radar import RadarRow

SHOWN_DEG = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90)
FAR = 1.7  # places up to so many times the farthest horizon are on the map
POINTS = 121
PATHS = 8
LEAST_TOP_M, MOST_TOP_M, ROOM = 300e3, 1500e3, 1.12


def coverage_sheet(found: Seen, radar: int, altitudes_m: Sequence[float]) -> Sheet:
    """Return the map of what one radar covers at some altitudes."""
    row, item, name = found.radar(radar), found.items[radar], radar_names(found.scenario)[radar]
    edges = found.edges(radar, sorted(altitudes_m))
    warhead = faintest_warhead(found.scenario, found.sky, row)
    far_m = FAR * max(float(one.horizon_m.max()) for one in edges)
    marks, beyond = [], []
    for kind, place in _places(found, radar):
        away_m, bearing = _away(row, place)
        if away_m <= far_m:
            marks.append((kind, place.name, place.lat_deg, place.lon_deg))
        else:
            beyond.append(f"{place.name} {away_m / 1e3:,.0f} km at {math.degrees(bearing) % 360.0:.0f}°")
    title = f"What {name} sees of a warhead of {warhead.rcs_m2:g} m² ({warhead.what})"
    more = " It turns: all round, one field at a time." if row.turn_rad_s > 0.0 else ""
    more += " It looks only where a cue sends it." if item.radar.search == "cue" else ""
    more += f" Not on the map: {'; '.join(beyond)}." if beyond else ""
    note = (
        f"{found.rerun} --plot DIR. Even chance of one look, lowest elevation "
        f"{math.degrees(max(row.least_elevation_rad, 0.0)):.1f}°. Nominal world, no luck.{more}"
    )
    return Sheet(
        title,
        (name, item.place.lat_deg, item.place.lon_deg),
        goes_round(row),
        tuple(Ring(one.alt_m, one.even_deg, one.horizon_deg, _words(one)) for one in edges),
        _moment_deg(row, edges[-1]),
        tuple(marks),
        _tracks_deg(found, row, far_m),
        note,
    )


def horizon_chart(found: Seen, radar: int) -> Chart:
    """Return the chart of range, height and angle of one radar, in the direction in which it sees farthest."""
    row, name = found.radar(radar), radar_names(found.scenario)[radar]
    warhead = faintest_warhead(found.scenario, found.sky, row)
    low, (best, worst) = lowest_rad(row), face_on_rad(row)
    arcs = {"straight out of a face": even_range_m(row, warhead.rcs_m2, best)}
    if worst != best:
        aside = f"{math.degrees(abs(worst - best)):.0f}° aside, where it is least"
        arcs[aside] = even_range_m(row, warhead.rcs_m2, worst)
    row = row._replace(boresight_rad=row.boresight_rad + best)
    far_m = max(arcs.values())
    top_m = min(max(ROOM * far_m, LEAST_TOP_M), MOST_TOP_M)
    up_m = range_to_m(row, row.boresight_rad, low, top_m)
    right_m = ROOM * min(_ground_m(row, low, far_m), _ground_m(row, low, up_m))
    within_m = 1.3 * math.hypot(right_m, top_m)
    even = [
        Line(f"even chance {words}", _arc_m(row, low, min(range_m, 4.0 * within_m)))
        for words, range_m in arcs.items()
    ]
    least = math.degrees(max(row.least_elevation_rad, 0.0))
    return Chart(
        f"{name}: range, height and angle, for a warhead of {warhead.rcs_m2:g} m²",
        tuple(
            Line(f"{deg}°", _ray_m(row, math.radians(deg), within_m))
            for deg in SHOWN_DEG
            if deg > least + 0.3
        ),
        Line(f"lowest elevation, {least:g}° as the radar shows it", _ray_m(row, None, within_m)),
        tuple(even),
        _paths(found, radar),
        right_m,
        top_m,
        f"{found.rerun} --plot DIR. Angles as the radar has them: the air lifts what is low "
        f"by {math.degrees(math.radians(least) - low):.2f}° at {least:g}°; rays are straight. Warhead: "
        f"{warhead.what}; while the missile burns it shows more, and it may come into the field from the side.",
    )


def _places(found: Seen, radar: int) -> list[tuple[str, Place]]:
    scenario, names = found.scenario, radar_names(found.scenario)
    own = found.items[radar].place
    every = [("launch", item.from_place) for item in scenario.raid]
    every += [("defended", place) for place in scenario.defended]
    every += [
        ("other", item.place.model_copy(update={"name": name}))
        for item, name in zip(found.items, names, strict=True)
        if item.place != own
    ]
    return list(dict.fromkeys(every))


def _away(row: RadarRow, place: Place) -> tuple[float, float]:
    there = math.radians(place.lat_deg), math.radians(place.lon_deg)
    return arc_m(WGS84, row.lat_rad, row.lon_rad, *there)


def _words(one: Edge) -> str:
    far_m = one.horizon_m
    horizon = f"horizon {_span(far_m)}"
    seen = one.even_m[np.isfinite(one.even_m)]
    if not len(seen):
        return f"{one.alt_m / 1e3:,.0f} km: out of range; {horizon}"
    part = "" if len(seen) == len(one.even_m) else ", not in all directions"
    bound = "all to the horizon, " if np.all(one.even_m >= far_m - 1.0) else ""
    return f"{one.alt_m / 1e3:,.0f} km: {bound}{_span(seen)}{part}{'' if bound else f'; {horizon}'}"


def _span(far_m: np.ndarray) -> str:
    low, high = (round(float(edge), -4) / 1e3 for edge in (far_m.min(), far_m.max()))
    return f"{low:,.0f} km" if low == high else f"{low:,.0f} to {high:,.0f} km"


def _moment_deg(row: RadarRow, far: Edge) -> np.ndarray | None:
    # the sides of the field of an antenna that turns, at its first boresight, as far as its farthest horizon
    if row.turn_rad_s <= 0.0 or row.half_field_rad >= math.pi:
        return None
    low, range_m = lowest_rad(row), float(far.horizon_m.max())
    sides = (spot(row, row.boresight_rad + side * row.half_field_rad, low, range_m) for side in (-1.0, 1.0))
    return np.array([(one.lat_deg, one.lon_deg) for one in sides])


def _tracks_deg(found: Seen, row: RadarRow, far_m: float) -> tuple[np.ndarray, ...]:
    sky, tracks = found.sky, []
    for k in np.flatnonzero(sky.kind == WARHEAD)[:PATHS]:
        path = sky.paths[k]
        track = path.geodetic(path.times(POINTS))[:, :2]
        away = [arc_m(WGS84, row.lat_rad, row.lon_rad, *np.radians(place))[0] for place in track]
        tracks.append(np.where(np.array(away)[:, None] < 2.0 * far_m, track, np.nan))
    return tuple(tracks)


def _ground_m(row: RadarRow, elevation: float, range_m: float) -> float:
    return spot(row, row.boresight_rad, elevation, range_m).ground_m


def _ray_m(row: RadarRow, shown_rad: float | None, within_m: float) -> np.ndarray:
    # what stands at an elevation as the radar shows it, or at its lowest
    true = lowest_rad(row if shown_rad is None else row._replace(least_elevation_rad=shown_rad))
    return _line_m(row, [(true, range_m) for range_m in np.linspace(0.0, within_m, POINTS)])


def _arc_m(row: RadarRow, low: float, range_m: float) -> np.ndarray:
    return _line_m(row, [(elevation, range_m) for elevation in np.linspace(low, 0.5 * math.pi, POINTS)])


def _line_m(row: RadarRow, places: list[tuple[float, float]]) -> np.ndarray:
    spots = [spot(row, row.boresight_rad, elevation, range_m) for elevation, range_m in places]
    return np.array([(one.ground_m, one.alt_m) for one in spots])


def _paths(found: Seen, radar: int) -> tuple[Path, ...]:
    sky, row = found.sky, found.radar(radar)
    at = len(found.scenario.sensors) - len(found.items) + radar
    paths = []
    for k in np.flatnonzero(sky.kind == WARHEAD)[:PATHS]:
        one = found.objects[k]["sensors"][at]
        times = [one[key] for key in ("first_s", "last_s") if one[key] is not None]
        looks = [(f"{word} look {t:g} s", *_over(row, sky.paths[k].geodetic(np.array([t]))[0]))
                 for word, t in zip(("first", "last"), times, strict=False)]  # fmt: skip
        line = [_over(row, place) for place in sky.paths[k].geodetic(sky.paths[k].times(2 * POINTS))]
        paths.append(Path("path of the missile", np.array(line), tuple(looks)))
    return tuple(paths)


def _over(row: RadarRow, place: np.ndarray) -> tuple[float, float]:
    lat, lon = np.radians(place[:2])
    return float(arc_m(WGS84, row.lat_rad, row.lon_rad, lat, lon)[0]), float(place[2])
