"""CZML, KML, GeoJSON, tables and ephemeris parsed again with the standard library and set beside the flights."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import numpy as np
import pytest
import shapely

from midcourse.exports.ball import enu_quaternion
from midcourse.exports.czml import LABELLED
from midcourse.exports.geojson import cut_track, geojson
from midcourse.exports.moments import bent

K, G = "{http://www.opengis.net/kml/2.2}", "{http://www.google.com/kml/ext/2.2}"


def seconds(when: str, start: datetime) -> float:
    return (datetime.fromisoformat(when) - start.replace(tzinfo=UTC)).total_seconds()


def packets(exported: Any) -> dict[str, dict[str, Any]]:
    text = (exported.folder / "scene.czml").read_text(encoding="utf-8")
    return {one["id"]: one for one in json.loads(text)}


def features(exported: Any, what: str) -> list[dict[str, Any]]:
    told = json.loads((exported.folder / "scene.geojson").read_text(encoding="utf-8"))
    assert told["type"] == "FeatureCollection" and "crs" not in told
    return [one for one in told["features"] if one["properties"]["feature"] == what]


def marks(exported: Any, folder: str) -> list[Tree.Element]:
    root = Tree.parse(exported.folder / "scene.kml").getroot()
    return [
        mark
        for one in root.iter(f"{K}Folder")
        if one.findtext(f"{K}name") == folder
        for mark in one.iter(f"{K}Placemark")
    ]


@pytest.mark.parametrize("which", ["europe", "south"])
def prop_kml_tracks_are_the_flights(which, request, to_ecef, flown_ecef) -> None:
    exported = request.getfixturevalue(which)
    scene = exported.scene
    tracks = marks(exported, "raid") + marks(exported, "interceptors")
    assert [mark.findtext(f"{K}name") for mark in tracks] == [thing.name for thing in scene.things]
    for mark, thing in zip(tracks, scene.things, strict=True):
        (track,) = mark.iter(f"{G}Track")
        assert track.findtext(f"{K}altitudeMode") == "absolute"
        at_s = [seconds(one.text or "", scene.start) for one in track.iter(f"{K}when")]
        lon, lat, alt = np.array([(one.text or "").split() for one in track.iter(f"{G}coord")], dtype=float).T
        assert np.linalg.norm(to_ecef(lon, lat, alt) - flown_ecef(thing.path, at_s), axis=1).max() < 0.05  # m


@pytest.mark.parametrize("which", ["europe", "south"])
def prop_czml_curves_are_the_flights(which, request, flown_ecef) -> None:
    exported = request.getfixturevalue(which)
    scene, told = exported.scene, packets(exported)
    for thing in scene.things:
        packet = told[thing.id]
        place = packet["position"]
        assert (place["referenceFrame"], place["interpolationAlgorithm"]) == ("FIXED", "HERMITE")
        table = np.array(place["cartesianVelocity"]).reshape(-1, 7)
        at_s, states = table[:, 0], table[:, 1:]
        assert seconds(place["epoch"], scene.start) == 0.0
        first, last = (seconds(one, scene.start) for one in packet["availability"].split("/"))
        assert first == at_s[0] and packet["path"]["trailTime"] >= at_s[-1] - first - 1e-3
        if thing.kind in LABELLED:  # its trail stays as a line, the thing itself does not
            assert last == pytest.approx(scene.end_s + 60.0, abs=2e-3)
            for part, then in (("point", False), ("label", False), ("path", False), ("polyline", True)):
                before, after = packet[part]["show"]
                assert (before["boolean"], after["boolean"]) == (not then, then)
                ends = [seconds(one, scene.start) for one in before["interval"].split("/")]
                assert ends == [first, at_s[-1]]
            line = np.array(packet["polyline"]["positions"]["cartesian"]).reshape(-1, 3)
            assert np.abs(line[[0, -1]] - states[[0, -1], :3]).max() < 0.1  # m
        else:
            assert last == at_s[-1] and "label" not in packet
        # as the client draws it: two samples, their places and velocities
        assert place["interpolationDegree"] == 3
        for share in (0.0, 0.2, 0.45, 0.9):
            gaps_s = np.diff(at_s)
            drawn = bent(states[:-1], states[1:], gaps_s, share)
            off_m = np.linalg.norm(drawn - flown_ecef(thing.path, at_s[:-1] + share * gaps_s), axis=1)
            assert off_m.max() < 1.2, thing.id


def prop_czml_has_a_clock_and_short_events(europe) -> None:
    scene, told = europe.scene, packets(europe)
    document = next(iter(told.values()))
    assert document["id"] == "document" and document["version"] == "1.0"
    first, last = (seconds(one, scene.start) for one in document["clock"]["interval"].split("/"))
    assert first == 0.0 and last > scene.end_s
    events = [one for one in told.values() if one["id"].startswith("event-")]
    shown = [one for one in scene.happenings if one.is_intercept or one.is_launch]
    assert len(events) == len(shown) > 0 and any(one["label"]["text"] == "intercept: hit" for one in events)
    for one in events:
        begin, end = (seconds(when, scene.start) for when in one["availability"].split("/"))
        assert end - begin == pytest.approx(60.0) and begin in [event.time_s for event in shown]


def prop_colours_are_told_apart(europe) -> None:
    inks = {tuple(one["point"]["color"]["rgba"]) for one in packets(europe).values() if "point" in one}
    lights = sorted(0.299 * r + 0.587 * g + 0.114 * b for r, g, b, _ in inks)
    assert len(inks) >= 6 and len(lights) == len(inks)


def turned(by: list[float], vector: np.ndarray) -> np.ndarray:
    axis, w = np.array(by[:3]), by[3]
    return vector + 2.0 * np.cross(axis, np.cross(axis, vector) + w * vector)


@pytest.mark.parametrize(
    ("lat_deg", "lon_deg"), [(38.35, 37.79), (-17.0, 179.5), (60.0, -150.0), (90.0, 0.0)]
)
def verif_a_volume_stands_upright_and_faces_north(lat_deg, lon_deg, to_ecef) -> None:
    by = enu_quaternion(lat_deg, lon_deg)
    assert np.linalg.norm(by) == pytest.approx(1.0)
    here, above = to_ecef([lon_deg] * 2, [lat_deg] * 2, [0.0, 1.0])
    assert turned(by, np.array([0.0, 0.0, 1.0])) == pytest.approx(above - here, abs=1e-6)
    east = np.array([-math.sin(math.radians(lon_deg)), math.cos(math.radians(lon_deg)), 0.0])
    assert turned(by, np.array([1.0, 0.0, 0.0])) == pytest.approx(east, abs=1e-9)
    north = np.cross(above - here, east)
    assert turned(by, np.array([0.0, 1.0, 0.0])) == pytest.approx(north, abs=1e-6)


def verif_the_outline_lies_in_the_volume(europe, to_ecef) -> None:
    told = [one for one in packets(europe).values() if one["id"].startswith("radar-") and "ellipsoid" in one]
    assert len(told) == len(europe.scene.volumes) == 2
    for packet, volume in zip(told, europe.scene.volumes, strict=True):
        ball, (lon, lat, alt) = packet["ellipsoid"], packet["position"]["cartographicDegrees"]
        assert packet["name"] == volume.name
        rim = to_ecef(*volume.outline_deg.T, np.full(len(volume.outline_deg), volume.outline_alt_m))
        x, y, w, z = (*enu_quaternion(lat, lon)[:2], enu_quaternion(lat, lon)[3], enu_quaternion(lat, lon)[2])
        assert packet["orientation"]["unitQuaternion"] == pytest.approx([x, y, z, w])
        back = np.array([turned([-x, -y, -z, w], at - to_ecef(lon, lat, alt)[0]) for at in rim])
        far_m = np.linalg.norm(back, axis=1)
        clock, cone = np.arctan2(back[:, 1], back[:, 0]), np.arccos(back[:, 2] / far_m)
        # what it covers at its height: within range, field and horizon of the ball, some of it on its surface
        inside = far_m > 1.01 * volume.outline_alt_m  # not the point straight above the radar
        assert ("minimumClock" in ball) == (volume.half_deg < 180.0)
        first, last = ball.get("minimumClock", 0.0), ball.get("maximumClock", 2.0 * math.pi)
        beyond = (clock[inside] - first) % (2.0 * math.pi)
        assert (np.minimum(beyond, 2.0 * math.pi - 1e-4 - beyond) >= -1e-4).all()
        assert (beyond <= last - first + 2e-3).sum() >= 0.97 * len(beyond)
        assert far_m.max() <= 1.000001 * ball["radii"]["cartesian"][0]
        assert cone.max() <= ball["maximumCone"] + 1e-6
        assert far_m.max() > 0.98 * ball["radii"]["cartesian"][0] or cone.max() > ball["maximumCone"] - 1e-3


@pytest.mark.parametrize("which", ["europe", "south"])
def prop_geojson_tracks_are_the_flights(which, request, to_ecef, flown_ecef) -> None:
    exported = request.getfixturevalue(which)
    found = features(exported, "object") + features(exported, "interceptor")
    things = {thing.id: thing for thing in exported.scene.things}
    assert [one["properties"]["id"] for one in found] == list(things)
    for one in found:
        many = one["geometry"]["type"] == "MultiLineString"
        lines, times = one["geometry"]["coordinates"], one["properties"]["times_s"]
        for line, at_s in zip(lines if many else [lines], times if many else [times], strict=True):
            lon, lat, alt = np.array(line).T
            assert len(lon) == len(at_s) >= 2 and (np.abs(lon) <= 180.0).all()
            assert (np.abs(np.diff(lon)) < 180.0).all()
            off_m = np.linalg.norm(
                to_ecef(lon, lat, alt) - flown_ecef(things[one["properties"]["id"]].path, at_s), axis=1
            )
            inner = np.abs(lon) < 180.0
            assert off_m[inner].max() < 0.05 and off_m.max() < 200.0  # m; at the cut between two samples


def prop_the_date_line_cuts_and_joins(south) -> None:
    warhead = features(south, "object")[0]
    first, second = warhead["geometry"]["coordinates"]
    assert (first[-1][0], second[0][0]) == (180.0, -180.0) and first[-1][1:] == second[0][1:]
    times = warhead["properties"]["times_s"]
    assert times[0][-1] == times[1][0]
    west, east = first[0], second[-1]
    assert west == pytest.approx([179.5, -17.0, 0.0], abs=1e-3)
    assert east[:2] == pytest.approx([-176.0, -14.0], abs=0.05)


def verif_cut_in_both_directions_and_again() -> None:
    lon = np.array([178.0, -178.0, -179.0, 179.0, 170.0])
    table = np.column_stack([np.arange(5.0), lon, np.linspace(-1.0, 1.0, 5), np.zeros(5)])
    pieces = cut_track(table)
    assert [list(piece[:, 1]) for piece in pieces] == [
        [178.0, 180.0],
        [-180.0, -178.0, -179.0, -180.0],
        [180.0, 179.0, 170.0],
    ]
    assert [piece[0, 0] for piece in pieces[1:]] == [0.5, 2.5]
    assert len(cut_track(table[[0, 4]] * [1.0, 0.5, 1.0, 1.0])) == 1


def prop_longitude_comes_first_everywhere(south) -> None:
    place, height_m = (179.5, -17.0), 0.0
    lift_off = next(one for one in features(south, "event") if one["properties"]["what"] == "lift-off")
    assert lift_off["geometry"]["coordinates"] == [*place, height_m]
    launch = next(one for one in packets(south).values() if one["id"].startswith("launch-"))
    assert launch["position"]["cartographicDegrees"] == [*place, height_m]
    points = [mark.find(f"{K}Point/{K}coordinates") for mark in marks(south, "places")]
    assert points[0] is not None and points[0].text == "179.5000000,-17.0000000,0.00"
    (track, *_) = marks(south, "raid")
    assert (track.findtext(f"{G}Track/{G}coord") or "").split() == ["179.5000000", "-17.0000000", "0.00"]


@pytest.mark.parametrize(
    ("middle", "radius_deg", "inside", "outside"),
    [
        ((179.0, -17.0), 5.0, [(179.9, -17.0), (-178.0, -17.0)], [(0.0, -17.0), (170.0, -17.0)]),
        ((0.0, 90.0), 10.0, [(0.0, 85.0), (180.0, 85.0), (-90.0, 89.9)], [(0.0, 75.0)]),
    ],
)
def prop_outlines_are_cut_at_the_date_line_and_close_round_a_pole(
    middle, radius_deg, inside, outside, europe
) -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 73)
    if middle[1] == 90.0:
        ring = np.column_stack([np.degrees(turn) % 360.0 - 180.0, np.full(73, 90.0 - radius_deg)])
    else:
        ring = np.column_stack([middle[0] + radius_deg * np.cos(turn), middle[1] + radius_deg * np.sin(turn)])
        ring[:, 0] = (ring[:, 0] + 180.0) % 360.0 - 180.0
    volume = replace(europe.scene.volumes[0], outline_deg=np.vstack([ring[:-1], ring[:1]]))
    text = "".join(geojson(replace(europe.scene, volumes=(volume,))))
    (found,) = [one for one in json.loads(text)["features"] if one["properties"]["feature"] == "coverage"]
    shape = shapely.from_geojson(json.dumps(found["geometry"]))
    assert shape.is_valid and shape.bounds[0] >= -180.0 and shape.bounds[2] <= 180.0
    assert all(shapely.get_parts(shape)[i].exterior.is_ccw for i in range(len(shapely.get_parts(shape))))
    assert all(shape.covers(shapely.Point(at)) for at in inside)
    assert not any(shape.covers(shapely.Point(at)) for at in outside)


def test_every_file_says_what_time_and_height_mean(europe) -> None:
    names = ["scene.kml", "scene.czml", "scene.geojson", "about.txt", "stk/missile-1-warhead.e"]
    for name in names:
        text = Path(europe.folder / name).read_text(encoding="utf-8")
        assert "2007-10-12T00:00:00Z" in text and "The hour and the day mean nothing" in text, name
        assert "above the WGS84 ellipsoid" in text and "not above sea level" in text, name


def test_names_that_are_markup_stay_names(europe, tmp_path) -> None:
    from midcourse.exports.write import write_forms

    bad = '<script>&"\x07 ]]> ü'
    things = (replace(europe.scene.things[0], name=bad), *europe.scene.things[1:])
    write_forms(replace(europe.scene, name=bad, things=things), ("kml", "czml", "geojson", "stk"), tmp_path)
    root = Tree.parse(tmp_path / "scene.kml").getroot()
    assert bad.replace("\x07", " ") in [one.text for one in root.iter(f"{K}name")]
    document, *_ = json.loads((tmp_path / "scene.czml").read_text(encoding="utf-8"))
    assert "<script>" not in document["description"] and document["name"].startswith(bad)
    assert json.loads((tmp_path / "scene.geojson").read_text(encoding="utf-8"))["name"].startswith(bad)


def prop_straight_lines_on_a_map_are_near_too(europe, to_ecef, flown_ecef) -> None:
    things = {thing.id: thing for thing in europe.scene.things}
    for one in features(europe, "object") + features(europe, "interceptor"):
        rows_deg, at_s = np.array(one["geometry"]["coordinates"]), np.array(one["properties"]["times_s"])
        middle = 0.5 * (rows_deg[:-1] + rows_deg[1:])
        true = flown_ecef(things[one["properties"]["id"]].path, 0.5 * (at_s[:-1] + at_s[1:]))
        assert np.linalg.norm(to_ecef(*middle.T) - true, axis=1).max() < 200.0  # m
