"""What is wrong is said in the words of the command line, and what is shown are its numbers."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from midcourse.api import load
from midcourse.api.export import export
from midcourse.cli.front import enter
from midcourse.web.knobs import knobs, numbers
from midcourse.web.permalink import permalink

FAULTS: list[tuple[str, str | None, list[str]]] = [
    ("nodong-japan", None, ["doctrine.salvo=-1"]),
    ("nodong-japan", None, ["doctrine.slavo=3"]),
    ("nodong-japan", None, ["doctrine.decision_delay=60 kg"]),
    ("nodong-japan", None, ["doctrine.decision_delay=60"]),
    ("nodong-japan", None, ["doctrine.decision_delay=.nan s"]),
    ("nodong-japan", None, ["raid.7.count=2"]),
    ("nodong-japan", None, ["raid.0.missile=nodnog"]),
    ("nodong-japan", None, ["raid.0.to=springfield"]),
    ("nodong-japan", None, ["doctrine.salvo"]),
    ("nodong-japan", "four-eech", []),
    ("nodong-japna", None, []),
]


@pytest.mark.parametrize(("name", "variant", "sets"), FAULTS)
def test_a_bad_value_is_told_as_on_the_command_line(room, capsys, tmp_path, name, variant, sets) -> None:
    words = [word for one in sets for word in ("--set", one)] + ([] if variant is None else ["--variant", variant])
    assert enter(["run", name, *words, "--out", str(tmp_path / "no")]) == 2
    said = capsys.readouterr().err.strip().removeprefix("midcourse: ")
    for path in ("/api/check", "/api/jobs"):
        told = room.writes.post(path, json={"scenario": name, "variant": variant, "sets": sets})
        assert told.status_code == 400 and told.json()["error"] == said


def test_a_text_is_told_as_a_file_of_its_name(room, capsys, tmp_path, monkeypatch) -> None:
    text = load("nodong-japan").text.replace("salvo: 2", "salvo: 99")
    (tmp_path / "own-scenario.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert enter(["run", "own-scenario.yaml"]) == 2
    said = capsys.readouterr().err.strip().removeprefix("midcourse: ")
    assert room.writes.post("/api/check", json={"text": text}).json()["error"] == said


def test_a_check_says_what_is_changed_and_the_command(room) -> None:
    told = room.writes.post("/api/check", json={"scenario": "europe-2007", "sets": ["doctrine.decision_delay=2 min"]})
    assert told.status_code == 200
    document = told.json()
    assert [one["path"] for one in document["changed"]] == ["doctrine.decision_delay"]
    assert document["changed"][0]["value"] == 120.0 and document["changed"][0]["unit"] == "s"
    assert document["rerun"] == (
        "midcourse run europe-2007 --set 'doctrine.decision_delay=2 min' --runs 1000 --seed 1 --worlds 32"
    )


@pytest.mark.parametrize("name", ["nodong-japan", "europe-2007", "russia-2007", "testbed-2001", "national-2004"])
def prop_every_slider_can_be_turned_to_both_ends(name: str) -> None:
    scenario = load(name)
    found = knobs(scenario)
    assert 8 <= len(found) <= 12 and len({one["path"] for one in found}) == len(found)
    for one in found:
        assert one["label"] and one["group"] and one["grade"]
        for value in one["choices"] or (one["min"], one["value"], one["max"]):
            text = str(value).lower() if isinstance(value, bool) else f"{value} {one['unit']}".strip()
            load(name, None, [f"{one['path']}={text}"])
        if one["low"] is not None and one["high"] is not None:
            assert one["min"] <= one["low"] <= one["high"] <= one["max"] and one["source_title"]


def prop_numbers_are_those_of_the_report() -> None:
    scenario = load("europe-2007")
    told = {one["path"]: one for one in numbers(scenario)}
    assert set(told) >= set(scenario.provenance)
    delay, held = told["doctrine.decision_delay"], scenario.provenance["doctrine.decision_delay"]
    assert (delay["value"], delay["low"], delay["high"]) == (held.value, held.low, held.high)
    assert (delay["source"], delay["grade"]) == (held.source, held.grade)
    assert any(one["source_url"] for one in told.values())


def test_lists_are_those_of_the_command_line(room, capsys) -> None:
    assert enter(["scenario", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    told = room.reads.get("/api/scenarios").json()
    assert [(one["id"], one["name"], one["variants"]) for one in told] == [
        (one["id"], one["name"], one["variants"]) for one in listed
    ]
    chased = [one["id"] for one in told if one["chase"]]
    assert "russia-2007" in chased and "nodong-japan" not in chased
    assert enter(["claims", "list", "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)
    cards = room.reads.get("/api/claims").json()
    assert [(one["id"], one["words"], one["who"]) for one in cards] == [(c["id"], c["says"], c["who"]) for c in claims]
    assert room.reads.get(f"/api/claims/{cards[0]['id']}").json()["condition"] == cards[0]["condition"]
    assert room.reads.get("/api/store").json() == []


@pytest.mark.parametrize("form", ["kml", "czml", "geojson"])
def test_a_file_is_that_of_the_command_line(room, tmp_path, form: str) -> None:
    told = room.reads.get(f"/api/runs/done/export/{form}?run=2")
    done = export(room.runs / "done", form, 2, tmp_path)
    assert told.status_code == 200 and told.content == done.files[0].read_bytes()
    assert told.headers["content-disposition"] == f'attachment; filename="done-run-2.{form}"'


def test_packed_tables_are_those_of_the_command_line_twice_the_same(room, tmp_path) -> None:
    told = room.reads.get("/api/runs/done/export/csv?run=2")
    done = export(room.runs / "done", "csv", 2, tmp_path)
    with zipfile.ZipFile(io.BytesIO(told.content)) as packed:
        assert {one: packed.read(one) for one in packed.namelist()} == {p.name: p.read_bytes() for p in done.files}
    assert room.reads.get("/api/runs/done/export/csv?run=2").content == told.content


def test_S8_words_stay_words_and_a_cell_is_no_formula(room) -> None:
    bad = "=cmd|' /C calc'!A0"
    text = load("nodong-japan").text
    text = text.replace("name: One Nodong against Tokyo", f'name: "<script>alert(1)</script>{bad}"')
    text = text.replace("site: sea-of-japan", "site: {lat: 41 deg, lon: 137 deg, name: \"" + bad + "\"}")
    job = room.writes.post("/api/jobs", json={"text": text, "runs": 2, "worlds": 0}).json()
    assert room.ended(job["job"])["status"] == "complete"
    where = f"/api/runs/{job['run_id']}"
    report = room.reads.get(f"{where}/report").text
    assert "<script>alert" not in report and "&lt;script&gt;alert" in report
    scene = room.reads.get(f"{where}/scene").json()
    assert scene["czml"][0]["description"].startswith("&lt;script&gt;")
    with zipfile.ZipFile(io.BytesIO(room.reads.get(f"{where}/export/csv").content)) as packed:
        for name in packed.namelist():
            if name.endswith(".csv"):
                for row in csv.reader(io.StringIO(packed.read(name).decode())):
                    assert not [cell for cell in row if cell.startswith(("=", "@")) or cell == bad], name


def test_a_link_names_what_was_fought(room) -> None:
    shown: dict[str, Any] = room.reads.get("/api/runs/done").json()
    assert shown["permalink"] == f"/#s=nodong-japan&seed=1&runs=6&worlds=0&digest={shown['digest']}"
    how = {"variant": "a b", "sets": ["x=1 s", "y=é&"]}
    held = {"scenario": "europe-2007", "how": how, "seed": 2, "runs": 3, "worlds": 4}
    assert permalink(held, 7) == "/#s=europe-2007&v=a%20b&set=x%3D1%20s&set=y%3D%C3%A9%26&seed=2&runs=3&worlds=4&run=7"
    assert permalink({**held, "scenario": "own-scenario"}) is None
