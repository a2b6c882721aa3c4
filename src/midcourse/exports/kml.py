"""KML for Google Earth and others: tracks with time, events, places, outlines of coverage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

import numpy as np

from midcourse.exports.flown import DEFENCE
from midcourse.exports.looks import COLOURS, EVENT, happening_words, plain, quoted, thing_words
from midcourse.exports.moments import line_times, utc

if TYPE_CHECKING:
    from midcourse.exports.coverage import Volume
    from midcourse.exports.flown import Thing
    from midcourse.exports.happenings import Happening
    from midcourse.exports.scene import ExportScene
    from midcourse.exports.stations import Station

KML, GX = "http://www.opengis.net/kml/2.2", "http://www.google.com/kml/ext/2.2"
HEIGHTS = "KML counts heights from the sea; these are written as they are, above the ellipsoid."
PLANNED = "planned"


def kml(scene: ExportScene) -> Iterator[str]:
    """Write a run as KML 2.2 with `gx:Track`; the order is longitude, latitude, height.

    Args:
        scene: what is written.

    Source: OGC 07-147r2 and Google's extension namespace. A straight line between samples is within 100 m of the
    flight.
    """
    root = Tree.Element("kml", {"xmlns": KML, "xmlns:gx": GX})
    document = Tree.SubElement(root, "Document")
    _say(document, "name", f"{scene.name}, run {scene.run}")
    _say(document, "description", quoted(" ".join([*scene.about(), HEIGHTS])))
    for name, colour in {**COLOURS, "event": EVENT, PLANNED: COLOURS[DEFENCE[0]]}.items():
        _style(document, name, colour)
    raid = _folder(document, "raid")
    defence = _folder(document, "interceptors")
    for thing in scene.things:
        _track(defence if thing.kind in DEFENCE else raid, scene, thing)
    events = _folder(document, "events")
    for event in scene.happenings:
        _event(events, scene, event)
    places = _folder(document, "places")
    for station in scene.stations:
        _station(places, station)
    coverage = _folder(document, "coverage of radars")
    for volume in scene.volumes:
        _outline(coverage, volume)
    Tree.indent(root, "")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield Tree.tostring(root, encoding="unicode") + "\n"


def _say(parent: Tree.Element, tag: str, text: str) -> Tree.Element:
    child = Tree.SubElement(parent, tag)
    child.text = plain(text)
    return child


def _folder(parent: Tree.Element, name: str) -> Tree.Element:
    folder = Tree.SubElement(parent, "Folder")
    _say(folder, "name", name)
    return folder


def _style(document: Tree.Element, name: str, colour: Sequence[int]) -> None:
    # KML writes alpha, blue, green, red
    red, green, blue = colour
    alpha = "66" if name == PLANNED else "ff"
    style = Tree.SubElement(document, "Style", {"id": _style_id(name)})
    parts = (("IconStyle", "scale", "0.6"), ("LabelStyle", "scale", "0.7"), ("LineStyle", "width", "2"))
    for part, tag, size in parts:
        ink = Tree.SubElement(style, part)
        _say(ink, "color", f"{alpha}{blue:02x}{green:02x}{red:02x}")
        _say(ink, tag, size)


def _style_id(name: str) -> str:
    return f"style-{name.replace(' ', '-')}"


def _placemark(folder: Tree.Element, name: str, words: str, style: str, when: str = "") -> Tree.Element:
    mark = Tree.SubElement(folder, "Placemark")
    _say(mark, "name", name)
    _say(mark, "description", quoted(words))
    if when:
        _say(Tree.SubElement(mark, "TimeStamp"), "when", when)
    _say(mark, "styleUrl", f"#{_style_id(style)}")
    return mark


def _track(folder: Tree.Element, scene: ExportScene, thing: Thing) -> None:
    mark = _placemark(folder, thing.name, thing_words(thing), thing.kind if thing.flown else PLANNED)
    track = Tree.SubElement(mark, "gx:Track")
    _say(track, "altitudeMode", "absolute")
    times_s = line_times(thing.path, thing.start_s, thing.end_s)
    for time_s in times_s:
        _say(track, "when", utc(scene.start, float(time_s)))
    for lat_deg, lon_deg, alt_m in thing.path.geodetic(times_s):
        _say(track, "gx:coord", _coord(lat_deg, lon_deg, alt_m, " "))


def _event(folder: Tree.Element, scene: ExportScene, event: Happening) -> None:
    if event.spot is None:
        return
    when = utc(scene.start, event.time_s)
    mark = _placemark(folder, event.what, happening_words(event), "event", when)
    _point(mark, *event.spot)


def _station(folder: Tree.Element, station: Station) -> None:
    words = f"{station.kind}{f' ({station.what})' if station.what else ''}"
    mark = _placemark(folder, station.name, words, station.kind)
    _point(mark, station.lat_deg, station.lon_deg, station.alt_m)


def _outline(folder: Tree.Element, volume: Volume) -> None:
    if not len(volume.outline_deg):
        return
    words = f"What it covers {volume.outline_alt_m / 1e3:,.0f} km up. {volume.words}"
    mark = _placemark(folder, volume.name, words, "radar")
    line = Tree.SubElement(mark, "LineString")
    _say(line, "altitudeMode", "absolute")
    rim = np.column_stack([volume.outline_deg, np.full(len(volume.outline_deg), volume.outline_alt_m)])
    _say(line, "coordinates", " ".join(_coord(lat_deg, lon_deg, alt_m) for lon_deg, lat_deg, alt_m in rim))


def _point(mark: Tree.Element, lat_deg: float, lon_deg: float, alt_m: float) -> None:
    point = Tree.SubElement(mark, "Point")
    _say(point, "altitudeMode", "absolute")
    _say(point, "coordinates", _coord(lat_deg, lon_deg, alt_m))


def _coord(lat_deg: float, lon_deg: float, alt_m: float, between: str = ",") -> str:
    lon, lat, alt = (f"{round(float(x), n) + 0.0:.{n}f}" for x, n in ((lon_deg, 7), (lat_deg, 7), (alt_m, 2)))
    return f"{lon}{between}{lat}{between}{alt}"
