"""GeoJSON (RFC 7946): tracks, events and places with their times, outlines of coverage, cut at the date line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.exports.flown import DEFENCE
from midcourse.exports.moments import line_times, utc
from midcourse.geography.outlines import flat_shape

if TYPE_CHECKING:
    from midcourse.exports.coverage import Volume
    from midcourse.exports.flown import Thing
    from midcourse.exports.happenings import Happening
    from midcourse.exports.scene import ExportScene
    from midcourse.exports.stations import Station


def geojson(scene: ExportScene) -> Iterator[str]:
    """Write a run as one FeatureCollection, one feature a line; positions are longitude, latitude, height.

    Args:
        scene: what is written.

    Source: RFC 7946. A straight line between samples, taken through space, is within 100 m of the flight.
    """
    head = {
        "type": "FeatureCollection",
        "name": f"{scene.name}, run {scene.run}",
        "about": scene.about(),
        "start_utc": utc(scene.start, 0.0),
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "features": [\n'
    lead = ""
    for feature in _features(scene):
        yield lead + json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        lead = ",\n"
    yield "\n]}\n"


def _features(scene: ExportScene) -> Iterator[dict[str, Any]]:
    for thing in scene.things:
        yield _track(scene, thing)
    for event in scene.happenings:
        yield _event(scene, event)
    for station in scene.stations:
        yield _station(station)
    for volume in scene.volumes:
        if len(volume.outline_deg):
            yield _outline(volume)


def _feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _track(scene: ExportScene, thing: Thing) -> dict[str, Any]:
    times_s = line_times(thing.path, thing.start_s, thing.end_s)
    rows = np.column_stack([times_s, thing.path.geodetic(times_s)[:, [1, 0, 2]]])
    pieces = cut_track(rows)
    lines = [[_position(*row[1:]) for row in piece] for piece in pieces]
    times = [[round(float(time_s), 3) for time_s in piece[:, 0]] for piece in pieces]
    one = len(pieces) == 1
    return _feature(
        {"type": "LineString" if one else "MultiLineString", "coordinates": lines[0] if one else lines},
        feature="interceptor" if thing.kind in DEFENCE else "object",
        id=thing.id,
        name=thing.name,
        kind=thing.kind,
        make=thing.make,
        ending=thing.ending,
        flown=thing.flown,
        start_utc=utc(scene.start, times_s[0]),
        end_utc=utc(scene.start, times_s[-1]),
        times_s=times[0] if one else times,
    )


def cut_track(rows: np.ndarray) -> list[np.ndarray]:
    """Cut a track where it crosses the date line: each side ends there, at the same time, latitude and height.

    Args:
        rows: time (s), longitude (deg, -180 to 180), latitude (deg), height (m), shape (n, 4).

    Returns:
        pieces of the same form, each of two rows at least.
    """
    lon = rows[:, 1]
    pieces, begin = [], 0
    first: list[np.ndarray] = []
    for at in np.flatnonzero(np.abs(np.diff(lon)) > 180.0):
        side = 180.0 if lon[at] > 0.0 else -180.0
        width = lon[at + 1] + 2.0 * side - lon[at]
        share = (side - lon[at]) / width if width else 0.0
        middle = rows[at] + share * (rows[at + 1] - rows[at])
        there, here = middle.copy(), middle.copy()
        there[1], here[1] = side, -side
        pieces.append(np.vstack([*first, rows[begin : at + 1], there]))
        first, begin = [here], int(at) + 1
    pieces.append(np.vstack([*first, rows[begin:]]))
    return [piece for piece in pieces if np.ptp(piece[:, 0]) > 0.0]


def _event(scene: ExportScene, event: Happening) -> dict[str, Any]:
    place = event.spot
    point = None
    if place is not None:
        point = {"type": "Point", "coordinates": _position(place[1], place[0], place[2])}
    told = {
        "time_s": event.time_s,
        "utc": utc(scene.start, event.time_s),
        "what": event.what,
        "name": event.name,
    }
    return _feature(point, feature="event", **told, **event.more)


def _station(station: Station) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": _position(station.lon_deg, station.lat_deg, station.alt_m)}
    return _feature(point, feature="place", kind=station.kind, name=station.name, make=station.what)


def _outline(volume: Volume) -> dict[str, Any]:
    import shapely

    shape = shapely.orient_polygons(flat_shape([volume.outline_deg]), exterior_cw=False)
    parts = [
        [_ring(ring.coords, volume.outline_alt_m) for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]
    one = len(parts) == 1
    geometry = {"type": "Polygon" if one else "MultiPolygon", "coordinates": parts[0] if one else parts}
    return _feature(
        geometry,
        feature="coverage",
        name=volume.name,
        words=volume.words,
        range_m=round(volume.range_m, 1),
        alt_m=volume.outline_alt_m,
    )


def _ring(ring: Sequence[Sequence[float]], alt_m: float) -> list[list[float]]:
    return [_position(at[0], at[1], alt_m) for at in ring]


def _position(lon_deg: float, lat_deg: float, alt_m: float) -> list[float]:
    return [round(float(lon_deg), 7) + 0.0, round(float(lat_deg), 7) + 0.0, round(float(alt_m), 2) + 0.0]
