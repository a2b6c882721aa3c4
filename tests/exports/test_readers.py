"""The exported files as czml3, fastkml, pykml's schema, geojson-pydantic and ANISE read them (`make readers`)."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest


@pytest.fixture(scope="module", params=["europe", "south"])
def told(request, read_by_others):
    exported = request.getfixturevalue(request.param)
    return exported, read_by_others(exported)


def since(when: str, start: datetime) -> float:
    return (datetime.fromisoformat(when) - start.replace(tzinfo=UTC)).total_seconds()


def verif_czml3_reads_the_flights(told, flown_ecef) -> None:
    exported, found = told
    packets = {one["id"]: one for one in found["czml"]}
    assert len(packets) == len(found["czml"]) and found["czml"][0]["id"] == "document"
    for thing in exported.scene.things:
        packet = packets[thing.id]
        assert packet["method"] == ["HERMITE", 3]
        table = np.array(packet["states"]).reshape(-1, 7)
        assert np.abs(table[:, 1:4] - flown_ecef(thing.path, table[:, 0])).max() < 2e-3  # m
        assert since(packet["availability"].split("/")[0], exported.scene.start) == table[0, 0]
    launch = next(one for one in found["czml"] if one["id"].startswith("launch-"))
    lift_off = exported.scene.happenings[0]
    assert launch["degrees"] == pytest.approx(
        [lift_off.spot[1], lift_off.spot[0], lift_off.spot[2]], abs=1e-6
    )
    balls = [one for one in found["czml"] if one["ellipsoid"] and one["id"].startswith("radar-")]
    assert [one["ellipsoid"]["radii"]["cartesian"][0] for one in balls] == pytest.approx(
        [volume.range_m for volume in exported.scene.volumes], abs=0.1
    )


def verif_the_schema_finds_no_fault_in_kml(told) -> None:
    assert told[1]["kml"]["faults"] == []


def verif_fastkml_reads_the_flights(told, to_ecef, flown_ecef) -> None:
    exported, found = told
    tracks = {one["name"]: one for one in found["kml"]["tracks"]}
    assert list(tracks) == [thing.name for thing in exported.scene.things]
    for thing in exported.scene.things:
        track = tracks[thing.name]
        at_s = [since(when, exported.scene.start) for when in track["whens"]]
        places = to_ecef(*np.array(track["coords"]).T)
        assert np.linalg.norm(places - flown_ecef(thing.path, at_s), axis=1).max() < 0.05  # m
    events = [one for one in found["kml"]["points"] if one["folder"] == "events"]
    placed = [one for one in exported.scene.happenings if one.spot]
    assert [one["name"] for one in events] == [one.what for one in placed]
    for one, event in zip(events, placed, strict=True):
        assert since(one["when"], exported.scene.start) == pytest.approx(event.time_s, abs=1e-3)
        lat_deg, lon_deg, alt_m = event.spot
        assert one["coords"] == pytest.approx([lon_deg, lat_deg, alt_m], abs=0.01)


def verif_geojson_pydantic_reads_every_feature(told) -> None:
    exported, found = told
    scene = exported.scene
    kinds = [one["properties"]["feature"] for one in found["geojson"]]
    assert kinds.count("object") + kinds.count("interceptor") == len(scene.things)
    assert kinds.count("event") == len(scene.happenings) and kinds.count("place") == len(scene.stations)
    assert kinds.count("coverage") == sum(len(one.outline_deg) > 0 for one in scene.volumes)


def verif_anise_reads_the_ephemerides(told, flown_ecef) -> None:
    exported, found = told
    assert set(found["stk"]) == {thing.id for thing in exported.scene.things}
    for thing in exported.scene.things:
        rows = found["stk"][thing.id]["states_km"]
        at_s = [since(row[0][:26] + "+00:00", exported.scene.start) for row in rows]
        places = 1e3 * np.array([row[1:4] for row in rows])
        assert (
            np.abs(places - flown_ecef(thing.path, at_s)).max() < 0.02
        )  # m: times are read to the microsecond
        h = 1e-3
        inner = np.array(at_s[1:-1])
        slope = (flown_ecef(thing.path, inner + h) - flown_ecef(thing.path, inner - h)) / (2.0 * h)
        assert np.abs(1e3 * np.array([row[4:] for row in rows[1:-1]]) - slope).max(initial=0.0) < 0.1  # m/s
