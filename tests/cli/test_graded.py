"""`--grade`: what follows from numbers of a grade alone, from the command to the report and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import midcourse as mc
from midcourse.cli.front import enter

SMALL = ["run", "europe-2007", "--runs", "80", "--worlds", "4", "--quiet"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graded") / "official"
    assert enter([*SMALL, "--grade", "official", "--out", str(path)]) == 0
    return path


def told_of(folder: Path) -> dict:
    return json.loads((folder / "summary.json").read_text())


def test_the_answer_says_what_is_held_and_what_it_rests_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert enter([*SMALL, "--grade", "official", "--out", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Only inputs graded official are in doubt: 2 of 117." in out and "96 assumed" in out
    assert "rests most on: " in out and "Whether a missile arrives at all rests on: range" in out
    told = told_of(folder)
    assert told["grade"] == "official" and told["swings"] == []
    sizes = [one["size"] for one in told["rests_on"]]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 0.05
    assert {one["grade"] for one in told["rests_on"]} == {"estimated", "assumed"}
    page = (folder / "report.html").read_text()
    assert "--grade official" in page and "Inputs of worse grades that the answer rests on most" in page
    assert "with official inputs in doubt" in page


def verif_the_band_of_fewer_inputs_in_doubt_is_no_wider() -> None:
    scenario = mc.load("nodong-japan")
    widths = []
    for grade in ("official", "press", None):
        found = mc.run(scenario, runs=1600, worlds=16, jobs=2, grade=grade).p_no_leaker.doubt
        assert found is not None
        widths.append(found["high"] - found["low"])
    assert widths[0] <= widths[1] <= widths[2] and widths[0] < 0.05 < widths[2]


def prop_the_worst_grade_is_the_run_without_one(tmp_path: Path, bytes_of: Callable) -> None:
    paths = [tmp_path / name for name in ("without", "assumed")]
    words = ["run", "nodong-japan", "--runs", "20", "--worlds", "4", "--quiet", "--out"]
    assert enter([*words, str(paths[0])]) == 0
    assert enter([*words, str(paths[1]), "--grade", "assumed"]) == 0
    assert bytes_of(paths[0]) == bytes_of(paths[1])
    assert "grade" not in json.loads((paths[1] / "manifest.json").read_text())


def test_folder_and_manifest_know_the_grade(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert json.loads((folder / "manifest.json").read_text())["grade"] == "official"
    monkeypatch.chdir(tmp_path)
    for grade in ([], ["--grade", "press"]):
        assert enter(["run", "nodong-japan", "--runs", "3", "--quiet", *grade]) == 0
    names = sorted(path.name for path in Path("midcourse-runs").iterdir())
    assert len(names) == 2 and sum(name.endswith("-s1-n3-g-press") for name in names) == 1
    assert len({name.split("-")[2] for name in names}) == 2  # another hash
    capsys.readouterr()
    assert enter([*SMALL, "--grade", "press", "--out", str(folder)]) == 2
    assert "grade official there, press here" in capsys.readouterr().err
    assert enter([*SMALL, "--out", str(folder)]) == 2


def test_resume_explain_and_report_know_the_grade(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "report.html").read_bytes()
    assert enter(["report", str(folder)]) == 0 and (folder / "report.html").read_bytes() == before
    assert enter(["explain", str(folder)]) == 0
    assert enter(["run", "--resume", str(folder), "--grade", "official", "--quiet"]) == 0
    assert enter(["run", "europe-2007", "--resume", str(folder), "--quiet"]) == 0
    capsys.readouterr()
    assert enter(["run", "--resume", str(folder), "--grade", "press"]) == 2
    assert "--grade" in capsys.readouterr().err


def prop_interrupted_and_resumed_is_the_same(
    folder: Path, tmp_path: Path, bytes_of: Callable, interrupted_after: Callable, monkeypatch
) -> None:
    path = tmp_path / "cut"
    interrupted_after(3)
    assert enter([*SMALL, "--grade", "official", "--out", str(path), "--jobs", "1"]) == 130
    monkeypatch.undo()
    assert enter(["run", "--resume", str(path), "--quiet"]) == 0
    assert bytes_of(path) == bytes_of(folder)


@pytest.mark.parametrize("command", [SMALL, ["leakage", "europe-2007", "--runs", "4"]])
def test_a_wrong_grade_is_one_line(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert enter([*command, "--grade", "offical"]) == 2
    err = capsys.readouterr().err
    assert "--grade: no such grade (did you mean official?)" in err and err.count("\n") == 1


def test_commands_of_the_nominal_world_take_no_grade(capsys: pytest.CaptureFixture[str]) -> None:
    plain = [f"{name} europe-2007" for name in ("see", "chase", "footprint")]
    for command in [*plain, "reach thaad --site tabriz"]:
        assert enter([*command.split(), "--grade", "official"]) == 2
    assert "no such option" in capsys.readouterr().err


def test_leakage_says_it_and_keeps_to_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["leakage", "nodong-japan", "--against", "shots", "--values", "1,2", "--quiet"]
    words += ["--runs", "80", "--worlds", "4"]
    assert enter([*words, "--out", str(tmp_path / "all"), "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    words += ["--grade", "official", "--out", str(tmp_path / "official")]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["grade"] == "official" and told["inputs_drawn"] == 0 and "--grade official" in told["rerun"]
    assert "grade" not in whole
    for one, other in zip(told["points"], whole["points"], strict=True):
        widths = [each["leak"]["doubt"]["high"] - each["leak"]["doubt"]["low"] for each in (one, other)]
        assert widths[0] <= widths[1]
        assert one["leak"]["nominal"] == other["leak"]["nominal"]
    assert enter(words) == 0
    assert "Only inputs graded official are in doubt: 0 of 89." in capsys.readouterr().out
