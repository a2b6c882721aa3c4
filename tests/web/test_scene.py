"""One run as a page shows it: the story of `explain`, the flights of `export`, a lane for each that takes part."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from midcourse.api.explain import explain

KINDS = {"flight", "boost", "in_view", "track", "planned", "flyout", "decision"}
MARKS = {"launch", "burnout", "first_seen", "firm", "order", "intercept", "miss", "arrival"}


@pytest.fixture(scope="module")
def scene(room) -> dict[str, Any]:
    told = room.reads.get("/api/runs/done/scene?run=1")
    assert told.status_code == 200 and told.headers["content-type"] == "application/json"
    found: dict[str, Any] = told.json()
    return found


def test_the_story_and_the_ledger_are_those_of_explain(room, scene) -> None:
    told = explain(room.runs / "done", 1)
    assert [(one["at_s"], one["text"]) for one in scene["events"]] == [
        (one["time_s"], f"{one['name']}: {one['what']}") for one in told["events"]
    ]
    assert [(one["label"], one["link"], one["sentence"], one["margin"]) for one in scene["why_not"]] == [
        (one["name"], one["link"], one["why"], one["margin"]) for one in told["fates"]
    ]
    assert scene["run"] == 1 and scene["world"] is None


def prop_lanes_lie_in_the_run_and_name_what_is_on_the_globe(scene) -> None:
    ids = {one["id"] for one in scene["czml"]}
    kinds = [lane["kind"] for lane in scene["lanes"]]
    assert {"radar", "warhead", "stage", "battery", "interceptor"} <= set(kinds)
    assert len({lane["id"] for lane in scene["lanes"]}) == len(kinds)
    for lane in scene["lanes"]:
        for bar in lane["bars"]:
            assert 0.0 <= bar["from_s"] <= bar["to_s"] <= scene["end_s"] + 1e-3 and bar["kind"] in KINDS
        at_s = [mark["at_s"] for mark in lane["marks"]]
        assert at_s == sorted(at_s) and {mark["kind"] for mark in lane["marks"]} <= MARKS
        assert {mark["entity"] for mark in lane["marks"]} - {None} <= ids


def prop_marks_of_a_lane_are_those_of_the_story(scene) -> None:
    (warhead,) = [lane for lane in scene["lanes"] if lane["kind"] == "warhead"]
    mine = ((one["text"].partition(": warhead: ")[2], one["at_s"]) for one in scene["events"])
    told = {what: at_s for what, at_s in mine if what}
    marks = {mark["kind"]: mark["at_s"] for mark in warhead["marks"]}
    assert marks["first_seen"] == told["first seen"] and marks["firm"] == told["firm track"]
    assert marks["order"] == told["decision"]
    launches = [one["at_s"] for one in scene["events"] if one["text"].endswith("interceptor launched")]
    (battery,) = [lane for lane in scene["lanes"] if lane["kind"] == "battery"]
    assert [mark["at_s"] for mark in battery["marks"]] == launches


def prop_few_entities_and_tracks_with_their_doubt(scene) -> None:
    assert len(scene["czml"]) <= 301
    tracks = [one for one in scene["czml"] if one["id"].startswith("track-")]
    assert tracks and all(len(one["ellipsoid"]["radii"]["cartesian"]) >= 8 for one in tracks)


def test_a_raid_of_many_objects_is_thinned(room) -> None:
    asked = {"scenario": "nodong-japan", "sets": ["raid.0.count=12", "raid.0.decoys=30"], "runs": 1, "worlds": 0}
    job = room.writes.post("/api/jobs", json=asked).json()
    assert room.ended(job["job"], 120.0)["status"] == "complete"
    told = room.reads.get(f"/api/runs/{job['run_id']}/scene", timeout=120.0)
    found = told.json()
    assert len(found["czml"]) <= 301 and found["left_out"] and len(found["lanes"]) <= 120
    assert len(told.content) < 8_000_000
    warheads = [one for one in found["czml"] if one["id"].endswith("-warhead")]
    assert len(warheads) == 12


def test_a_run_that_is_not_there_is_refused(room) -> None:
    for number in ("6", "-1", "99999999999999999999"):
        told = room.reads.get(f"/api/runs/done/scene?run={number}")
        assert told.status_code == 400 and "no such run" in told.json()["error"]
    assert room.reads.get("/api/runs/done/scene?run=x").status_code == 400


def test_the_replay_holds_its_scene_and_runs_its_own_scripts_alone(room, scene) -> None:
    told = room.reads.get("/api/runs/done/globe?run=1")
    assert told.status_code == 200 and told.headers["content-type"].startswith("text/html")
    _, _, rest = told.text.partition('id="scene">')
    held, end, after = rest.partition("</script>")
    assert json.loads(held) == scene and "<" not in held and end and after == "<script>go(1)</script>"
    policy = told.headers["content-security-policy"]
    script = base64.b64encode(hashlib.sha256(b"go(1)").digest()).decode()
    assert f"'sha256-{script}'" in policy and "sandbox allow-scripts;" in f"{policy};"
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
