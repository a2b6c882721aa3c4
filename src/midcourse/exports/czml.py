"""CZML for Cesium: moving things, radar volumes, intercepts; few entities, few samples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from midcourse.exports.ball import ball
from midcourse.exports.coverage import Volume
from midcourse.exports.flown import DEFENCE, Thing
from midcourse.exports.happenings import Happening
from midcourse.exports.ink import ink, label, rgba
from midcourse.exports.looks import COLOURS, EVENT, happening_words, quoted, thing_words
from midcourse.exports.moments import curve_times, line_times, states_ecef, utc
from midcourse.exports.stations import Station
from midcourse.exports.tracks import chosen, track_packets

if TYPE_CHECKING:
    from midcourse.exports.scene import ExportScene

MOST_ENTITIES = 300
SHOWN_S = 60.0  # an event stays so long
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
    tracks = chosen(scene)
    (stations, events, things), left_out = kept(scene, MOST_ENTITIES - len(tracks))
    yield "[\n" + _line(_document(scene, left_out))
    by_name = {volume.name: volume for volume in scene.volumes}
    for number, station in enumerate(stations):
        volume = by_name.get(station.name) if station.kind == "radar" else None
        yield ",\n" + _line(_station(number, station, volume))
    for thing in things:
        yield ",\n" + _line(_thing(scene, thing))
    for packet in track_packets(scene, tracks):
        yield ",\n" + _line(packet)
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
    colour, lasts = COLOURS[thing.kind], thing.kind in LABELLED
    first, end, last = (utc(scene.start, t) for t in (times_s[0], times_s[-1], scene.end_s + SHOWN_S))
    packet: dict[str, Any] = {
        "id": thing.id,
        "name": thing.name,
        "description": quoted(thing_words(thing)),
        "availability": f"{first}/{last if lasts else end}",
        "position": {
            "epoch": utc(scene.start, 0.0),
            "referenceFrame": "FIXED",
            "interpolationAlgorithm": "HERMITE",
            "interpolationDegree": 3,
            "cartesianVelocity": samples,
        },
        "point": {"pixelSize": 8 if lasts else 4, "color": rgba(colour)},
        "path": {
            "leadTime": 0,
            "trailTime": round(float(times_s[-1] - times_s[0]), 3),
            "width": 2,
            "resolution": 10,
            "material": ink(colour, dashed=not thing.flown),
        },
    }
    if lasts:  # its trail stays, as a line, when it is gone itself
        packet["label"] = label(thing.name)
        for part in ("point", "label", "path"):
            packet[part]["show"] = _shown((first, end, True), (end, last, False))
        packet["polyline"] = {
            **_line_of(thing),
            "width": 2,
            "material": packet["path"]["material"],
            "show": _shown((first, end, False), (end, last, True)),
        }
    return packet


def _shown(*spans: tuple[str, str, bool]) -> list[dict[str, Any]]:
    return [{"interval": f"{begin}/{end}", "boolean": shown} for begin, end, shown in spans]


def _line_of(thing: Thing) -> dict[str, Any]:
    places = states_ecef(thing.path, line_times(thing.path, thing.start_s, thing.end_s))[:, :3]
    return {"positions": {"cartesian": [round(float(x), 1) for x in places.ravel()]}, "arcType": "NONE"}


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
            "color": rgba(colour),
            "outlineColor": rgba((0, 0, 0)),
            "outlineWidth": 1,
        },
        "label": label(station.name),
    }
    if volume is not None:
        packet |= ball(volume)
    return packet


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
            "color": rgba(EVENT),
            "outlineColor": rgba((0, 0, 0)),
            "outlineWidth": 1,
        },
        "label": label(event.what),
    }


def _degrees(lat_deg: float, lon_deg: float, alt_m: float) -> list[float]:
    return [round(lon_deg, 9) + 0.0, round(lat_deg, 9) + 0.0, round(alt_m, 3) + 0.0]
