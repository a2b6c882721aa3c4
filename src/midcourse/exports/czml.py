"""CZML for Cesium: moving things, radar volumes, intercepts; few entities, few samples."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from midcourse.exports.coverage import Volume
from midcourse.exports.flown import DEFENCE, Thing
from midcourse.exports.happenings import Happening
from midcourse.exports.looks import COLOURS, EVENT, happening_words, quoted, thing_words
from midcourse.exports.moments import curve_times, states_ecef, utc
from midcourse.exports.stations import Station

if TYPE_CHECKING:
    from midcourse.exports.scene import ExportScene

MOST_ENTITIES = 300
SHOWN_S = 60.0  # an event stays so long
INNER = 0.01  # of the range: a volume with flat sides needs a hole
SPEED_UP = 20.0
RANKS = ("warhead", *DEFENCE, "stage", "decoy", "debris")
LABELLED = ("warhead", *DEFENCE)
Kept = tuple[list[Station], list[Happening], list[Thing]]


def czml(scene: ExportScene) -> Iterator[str]:
    """Write a run as CZML, one packet a line.

    Args:
        scene: what is written.

    Source: the CZML guide of the czml-writer project, as CesiumJS 1.140 reads it. Between samples the client draws the
    cubic curve through place and velocity, within 1 m of the flight.
    """
    (stations, events, things), left_out = kept(scene)
    yield "[\n" + _line(_document(scene, left_out))
    by_name = {volume.name: volume for volume in scene.volumes}
    for number, station in enumerate(stations):
        volume = by_name.get(station.name) if station.kind == "radar" else None
        yield ",\n" + _line(_station(number, station, volume))
    for thing in things:
        yield ",\n" + _line(_thing(scene, thing))
    for number, event in enumerate(events):
        yield ",\n" + _line(_event(scene, number, event))
    yield "\n]\n"


def kept(scene: ExportScene, most: int = MOST_ENTITIES) -> tuple[Kept, str]:
    """Return what a globe has room for, and in words what is left out.

    Of what moves warheads come first, then interceptors, stages, decoys, debris. What stands and what happens may take
    a third of the room each, radars and batteries first, and intercepts before launches.

    Args:
        scene: what is written.
        most: entities.
    """
    order = ("radar", "battery", "launch", "aim", "satellite", "defended")
    stations = sorted(scene.stations, key=lambda one: order.index(one.kind))[: most // 3]
    told = [one for one in scene.happenings if one.spot and (one.is_intercept or one.is_launch)]
    events = sorted(told, key=lambda one: one.is_launch)[: most // 3]
    things = sorted(scene.things, key=lambda one: RANKS.index(one.kind))[: most - len(stations) - len(events)]
    lost = {
        "places": len(scene.stations) - len(stations),
        "events": len(told) - len(events),
        "things that fly": len(scene.things) - len(things),
    }
    words = ", ".join(f"{count} {what}" for what, count in lost.items() if count)
    said = f"A globe has room for {most}; left out here: {words}. The tables have them." if words else ""
    return (stations, events, things), said


def _line(packet: dict[str, Any]) -> str:
    return json.dumps(packet, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _document(scene: ExportScene, left_out: str) -> dict[str, Any]:
    first, last = utc(scene.start, 0.0), utc(scene.start, scene.end_s + SHOWN_S)
    return {
        "id": "document",
        "name": f"{scene.name}, run {scene.run}",
        "version": "1.0",
        "description": " ".join(quoted(one) for one in [*scene.about(), left_out] if one),
        "clock": {
            "interval": f"{first}/{last}",
            "currentTime": first,
            "multiplier": SPEED_UP,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }


def _thing(scene: ExportScene, thing: Thing) -> dict[str, Any]:
    times_s = curve_times(thing.path, thing.start_s, thing.end_s)
    states = states_ecef(thing.path, times_s)
    samples: list[float] = []
    for time_s, state in zip(times_s, states, strict=True):
        samples += [round(float(time_s), 3), *(round(float(x), 3) + 0.0 for x in state)]
    colour = COLOURS[thing.kind]
    packet: dict[str, Any] = {
        "id": thing.id,
        "name": thing.name,
        "description": quoted(thing_words(thing)),
        "availability": f"{utc(scene.start, times_s[0])}/{utc(scene.start, times_s[-1])}",
        "position": {
            "epoch": utc(scene.start, 0.0),
            "referenceFrame": "FIXED",
            "interpolationAlgorithm": "HERMITE",
            "interpolationDegree": 3,
            "cartesianVelocity": samples,
        },
        "point": {"pixelSize": 8 if thing.kind in LABELLED else 4, "color": _rgba(colour)},
        "path": {
            "leadTime": 0,
            "trailTime": round(float(times_s[-1] - times_s[0]), 3),
            "width": 2,
            "resolution": 10,
            "material": _ink(colour, dashed=not thing.flown),
        },
    }
    if thing.kind in LABELLED:
        packet["label"] = _label(thing.name, colour)
    return packet


def _station(number: int, station: Station, volume: Volume | None) -> dict[str, Any]:
    colour = COLOURS[station.kind]
    words = f"{station.kind}{f' ({station.what})' if station.what else ''}"
    packet: dict[str, Any] = {
        "id": f"{station.kind}-{number + 1}",
        "name": station.name,
        "description": quoted(words if volume is None else f"{words}. {volume.words}"),
        "position": {"cartographicDegrees": _degrees(station.lat_deg, station.lon_deg, station.alt_m)},
        "point": {
            "pixelSize": 7,
            "color": _rgba(colour),
            "outlineColor": _rgba((0, 0, 0)),
            "outlineWidth": 1,
        },
        "label": _label(station.name, colour),
    }
    if volume is not None:
        packet |= _ball(volume)
    return packet


def _ball(volume: Volume) -> dict[str, Any]:
    # the clock goes from east to north, the cone from the vertical down
    first = 0.0 if volume.half_deg >= 180.0 else (90.0 - volume.azimuth_deg - volume.half_deg) % 360.0
    r = volume.range_m
    return {
        "orientation": {"unitQuaternion": enu_quaternion(volume.lat_deg, volume.lon_deg)},
        "ellipsoid": {
            "radii": {"cartesian": [round(r, 1)] * 3},
            "innerRadii": {"cartesian": [round(INNER * r, 1)] * 3},
            "minimumClock": round(math.radians(first), 9),
            "maximumClock": round(math.radians(first + 2.0 * volume.half_deg), 9),
            "minimumCone": 0.0,
            "maximumCone": round(math.radians(90.0 - volume.lowest_deg), 9),
            "material": _ink(COLOURS["radar"], alpha=40),
            "outline": True,
            "outlineColor": _rgba(COLOURS["radar"], 110),
            "stackPartitions": 16,
            "slicePartitions": 24,
        },
    }


def _event(scene: ExportScene, number: int, event: Happening) -> dict[str, Any]:
    assert event.spot is not None
    return {
        "id": f"event-{number + 1}",
        "name": f"{event.name}: {event.what}",
        "description": quoted(happening_words(event)),
        "availability": f"{utc(scene.start, event.time_s)}/{utc(scene.start, event.time_s + SHOWN_S)}",
        "position": {"cartographicDegrees": _degrees(*event.spot)},
        "point": {
            "pixelSize": 14,
            "color": _rgba(EVENT),
            "outlineColor": _rgba((0, 0, 0)),
            "outlineWidth": 1,
        },
        "label": _label(event.what, EVENT),
    }


def enu_quaternion(lat_deg: float, lon_deg: float) -> list[float]:
    """Return the rotation from east, north, up at a place to `ecef`, as x, y, z, w."""
    # about the pole by 90 degrees and the longitude, then about east by what is left of 90 degrees of latitude
    spin, tilt = math.radians(0.5 * (90.0 + lon_deg)), math.radians(0.5 * (90.0 - lat_deg))
    found = (
        math.cos(spin) * math.sin(tilt),
        math.sin(spin) * math.sin(tilt),
        math.sin(spin) * math.cos(tilt),
        math.cos(spin) * math.cos(tilt),
    )
    return [round(part, 12) + 0.0 for part in found]


def _degrees(lat_deg: float, lon_deg: float, alt_m: float) -> list[float]:
    return [round(lon_deg, 9) + 0.0, round(lat_deg, 9) + 0.0, round(alt_m, 3) + 0.0]


def _rgba(colour: Sequence[int], alpha: int = 255) -> dict[str, list[int]]:
    return {"rgba": [*colour, alpha]}


def _ink(colour: Sequence[int], alpha: int = 200, dashed: bool = False) -> dict[str, Any]:
    return {"polylineDash" if dashed else "solidColor": {"color": _rgba(colour, alpha)}}


def _label(text: str, colour: Sequence[int]) -> dict[str, Any]:
    return {
        "text": text,
        "font": "12px sans-serif",
        "style": "FILL_AND_OUTLINE",
        "fillColor": _rgba(colour),
        "outlineColor": _rgba((0, 0, 0)),
        "outlineWidth": 2,
        "horizontalOrigin": "LEFT",
        "pixelOffset": {"cartesian2": [10, -8]},
    }
