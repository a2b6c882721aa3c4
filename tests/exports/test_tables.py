"""Tables and ephemeris files parsed again with the standard library and set beside the flights."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from midcourse.exports.flown import DEFENCE
from midcourse.exports.moments import bent


def seconds(when: str, start: datetime) -> float:
    return (datetime.fromisoformat(when) - start.replace(tzinfo=UTC)).total_seconds()


def rows(exported: Any, name: str) -> list[dict[str, str]]:
    with (exported.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("which", ["europe", "south"])
def prop_positions_agree_in_all_their_columns(which, request, to_ecef, flown_ecef) -> None:
    exported = request.getfixturevalue(which)
    scene, found = exported.scene, rows(exported, "positions")
    things = {thing.id: thing for thing in scene.things}
    for name, thing in things.items():
        mine = [row for row in found if row["object"] == name]
        at_s = np.array([float(row["time_s"]) for row in mine])
        assert (
            np.diff(at_s).max() <= 5.0 + 1e-9
            and at_s[0] - thing.start_s < 1e-3
            and thing.end_s - at_s[-1] < 1e-3
        )
        columns = {
            key: np.array([float(row[key]) for row in mine])
            for key in mine[0]
            if key not in ("object", "utc")
        }
        true = flown_ecef(thing.path, at_s)
        ecef = np.column_stack([columns[f"{axis}_ecef_m"] for axis in "xyz"])
        assert np.abs(ecef - true).max() < 2e-3
        assert np.abs(to_ecef(columns["lon_deg"], columns["lat_deg"], columns["alt_m"]) - true).max() < 2e-3
        speeds = [thing.path.relative_state(time_s)[0] for time_s in at_s]
        assert columns["speed_m_s"] == pytest.approx(speeds, abs=1e-4)
        assert all(abs(seconds(row["utc"], scene.start) - float(row["time_s"])) < 1e-6 for row in mine)


def prop_tables_count_what_there_is(europe) -> None:
    scene = europe.scene
    counts = {name: len(rows(europe, name)) for name in ("objects", "events", "shots", "places", "tracks")}
    assert counts == {
        "objects": len(scene.things),
        "events": len(scene.happenings),
        "shots": len(scene.shots),
        "places": len(scene.stations),
        "tracks": len(scene.tracks),
    }
    raid = [row for row in rows(europe, "objects") if row["side"] == "raid"]
    assert len(raid) == sum(thing.kind not in DEFENCE for thing in scene.things)
    warhead = scene.things[0]
    heights_m = warhead.path.geodetic(np.arange(warhead.start_s, warhead.end_s, 0.5))[:, 2]
    assert float(raid[0]["highest_alt_m"]) == pytest.approx(heights_m.max(), abs=50.0)
    ids = {row["object"] for row in rows(europe, "objects")}
    for name, key in (
        ("events", "object"),
        ("events", "interceptor"),
        ("shots", "object"),
        ("tracks", "object"),
    ):
        assert {row[key] for row in rows(europe, name)} <= ids | {""}
    assert {row["kind"] for row in rows(europe, "shots")} <= {"warhead", "stage", "debris", "decoy", ""}


def test_tables_without_rows_have_their_heads(south, europe) -> None:
    for name in ("shots", "tracks"):
        head = (south.folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        full = (europe.folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        assert len(head) == 1 and head[0] == full[0] and len(full) > 1


EPHEMERIS = re.compile(
    r"stk\.v\.12\.0\n\n(?:# .*\n)+\nBEGIN Ephemeris\n\n"
    r"NumberOfEphemerisPoints (\d+)\nScenarioEpoch (\d+ \w{3} \d{4} 00:00:00\.000)\n"
    r"InterpolationMethod Hermite\nInterpolationSamplesM1 1\nDistanceUnit Meters\nCentralBody Earth\n"
    r"CoordinateSystem Fixed\n\nEphemerisTimePosVel\n\n((?:-?[\d.]+(?: -?[\d.]+){6}\n)+)\nEND Ephemeris\n"
)


@pytest.mark.parametrize("which", ["europe", "south"])
def prop_ephemerides_are_the_flights(which, request, flown_ecef) -> None:
    exported = request.getfixturevalue(which)
    assert sorted(p.stem for p in (exported.folder / "stk").iterdir()) == sorted(
        t.id for t in exported.scene.things
    )
    for thing in exported.scene.things:
        found = EPHEMERIS.fullmatch((exported.folder / f"stk/{thing.id}.e").read_text(encoding="utf-8"))
        assert found, thing.id
        table = np.array([line.split() for line in found[3].splitlines()], dtype=float)
        assert len(table) == int(found[1])
        assert found[2].startswith({"europe": "12 Oct 2007"}.get(which, found[2]))
        assert np.abs(table[:, 1:4] - flown_ecef(thing.path, table[:, 0])).max() < 1e-3
        middle = table[:-1, 0] + 0.5 * np.diff(table[:, 0])
        drawn = bent(table[:-1, 1:], table[1:, 1:], np.diff(table[:, 0]), 0.5)
        assert np.linalg.norm(drawn - flown_ecef(thing.path, middle), axis=1).max() < 1.1


def prop_a_row_has_its_place_in_the_right_columns(south) -> None:
    found = rows(south, "positions")[30]
    assert abs(float(found["lon_deg"])) > 170.0
    assert -18.0 < float(found["lat_deg"]) < -13.0 and float(found["alt_m"]) > 1e4
