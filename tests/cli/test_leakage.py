"""`midcourse leakage`: pictures, table and manifest; what is refused; what an interruption leaves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from midcourse.analysis import leakage as work
from midcourse.cli.front import enter

SMALL = ["leakage", "europe-raid", "--set", "raid.0.count=2", "--worlds", "0", "--runs", "12", "--quiet"]


def test_one_axis_writes_a_picture_a_table_and_how_to_repeat_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    words = [*SMALL, "--against", "decoys", "--values", "2,0", "--out", str(folder)]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [point["value"] for point in told["points"]] == [0, 2]
    assert told["complete"] and told["folder"] == str(folder)
    names = {"leakage.csv", "manifest.json", "decoys.png", "decoys.svg"}
    assert {path.name for path in folder.iterdir()} == names
    with (folder / "leakage.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["value"]) for row in rows] == [0.0, 2.0]
    for row, point in zip(rows, told["points"], strict=True):
        assert float(row["leak"]) == point["leak"]["value"]
        assert float(row["leak_closed_form"]) == point["closed_form"]["leak"]
        assert (
            float(row["no_leaker_exact_low"]) <= float(row["no_leaker"]) <= float(row["no_leaker_exact_high"])
        )
        assert 0.5 < float(row["salvo_by_record"]) < 1.0
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete" and manifest["values"] == {"decoys": [0, 2]}
    assert set(manifest["checksums"]) == names - {"manifest.json"}
    assert (
        "--against decoys --values 2,0" in manifest["rerun"] and "--set raid.0.count=2" in manifest["rerun"]
    )
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "2,0" in (folder / "decoys.svg").read_text(encoding="utf-8")
    assert enter(words) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    text = capsys.readouterr().out
    assert "decoys of each missile" in text and "closed" in text
    assert text.splitlines()[0] == told["answer"]
    assert told["answer"].startswith("decoys from 0 to 2 takes the share of warheads that gets through from ")
    assert told["answer"].count(" by luck)") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--against", "decoy"], "--against"),
        (["--values", "1,2"], "--values"),
        (["--against", "shots", "--values", "0"], "--values"),
        (["--against", "attack-size", "--values", "9000"], "--values"),
        (["--against", "attack-size", "--values", "1000", "--set", "raid.0.decoys=50"], "too many objects"),
        (["--runs", "0"], "--runs"),
        (["--worlds", "-1"], "--worlds"),
        (["--set", "batteries=[]", "--against", "inventory"], "no battery"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert enter(["leakage", "europe-raid", *words, "--out", str(folder)]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and said in shown.err and len(shown.err.strip().splitlines()) == 1
    assert not folder.exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    assert enter([*SMALL, "--against", "shots", "--out", str(tmp_path)]) == 2
    assert "--out" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_interruption_leaves_what_is_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = work.fight_all
    calls = []

    def cut(*args, **more):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(*args, **more)

    monkeypatch.setattr(work, "fight_all", cut)
    assert enter([*SMALL, "--against", "shots", "--out", str(tmp_path / "out")]) == 130
    assert "2 of 4 points" in capsys.readouterr().err
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "interrupted" and manifest["values"] == {"shots": [1, 2]}
    assert (tmp_path / "out/shots.png").is_file()
