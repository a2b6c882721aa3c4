"""`--until-width`: from the command to the folder, stopped, taken up again, and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import midcourse as mc
from midcourse.cli.front import enter
from midcourse.errors import ScenarioError

SMALL = ["run", "nodong-japan", "--worlds", "8", "--until-width", "0.03", "--quiet"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("until") / "narrow"
    assert enter([*SMALL, "--out", str(path)]) == 0
    return path


def read(folder: Path, name: str) -> dict:
    return json.loads((folder / f"{name}.json").read_text())


def verif_the_folder_holds_what_so_many_runs_hold(folder: Path, tmp_path: Path) -> None:
    asked = read(folder, "manifest")["runs_asked"]
    plain = tmp_path / "plain"
    words = ["run", "nodong-japan", "--worlds", "8", "--runs", str(asked), "--quiet", "--out", str(plain)]
    assert enter(words) == 0
    for name in ("results.parquet", "shots.parquet", "events.jsonl", "resolved.yaml", "figures/map.png"):
        assert (plain / name).read_bytes() == (folder / name).read_bytes(), name
    told, same = read(folder, "summary"), read(plain, "summary")
    assert not same.keys() & {"until_width", "runs_most", "width", "width_reached"}
    assert all(told[name] == value for name, value in same.items() if name != "remarks")
    assert not read(plain, "manifest").keys() & {"until_width", "runs_asked", "width", "width_reached"}


def test_manifest_summary_and_report_say_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told, held = read(folder, "summary"), read(folder, "manifest")
    chance = told["p_no_leaker"]
    assert told["width"] == held["width"] == chance["high"] - chance["low"] <= 0.03
    assert told["width_reached"] is held["width_reached"] is True
    assert told["until_width"] == held["until_width"] == 0.03
    assert told["runs_most"] == held["runs"] == 1_000_000 and held["runs_asked"] % 8 == 0
    page = (folder / "report.html").read_text()
    line = "midcourse run nodong-japan --runs 1000000 --until-width 0.03 --seed 1 --worlds 8"
    assert line in page and "width of the interval by luck" in page
    capsys.readouterr()
    assert enter([*SMALL, "--out", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Fought until it was at most 0.03 wide: " in out and "not the band of doubt" in out
    assert enter(["explain", str(folder)]) == 0
    assert f"of: {line}\n" in capsys.readouterr().out
    assert enter(["explain", str(folder), "--run", str(held["runs_asked"])]) == 2
    before = (folder / "report.html").read_bytes()
    assert enter(["report", str(folder)]) == 0 and (folder / "report.html").read_bytes() == before


@pytest.mark.parametrize("stop", [6, 14])  # in the first stage, and in a later one
def prop_interrupted_and_resumed_ends_where_it_would_have_ended(
    stop: int,
    folder: Path,
    tmp_path: Path,
    bytes_of: Callable,
    interrupted_after: Callable,
    monkeypatch,
    capsys,
) -> None:
    path = tmp_path / "cut"
    interrupted_after(stop)
    assert enter([*SMALL, "--out", str(path), "--jobs", "1"]) == 130
    monkeypatch.undo()
    assert "of at most 1,000,000 runs" in capsys.readouterr().err
    held = read(path, "manifest")
    assert held["status"] == "interrupted" and not held["width_reached"]
    assert held["runs_asked"] == 1000 if stop == 6 else 1000 < held["runs_asked"] < 3000
    assert enter(["report", str(path)]) == 0
    assert enter(["run", "--resume", str(path), "--until-width", "0.025"]) == 2
    assert enter(["run", "--resume", str(path), "--runs", "2000"]) == 2
    capsys.readouterr()
    assert enter(["run", "--resume", str(path), "--quiet"]) == 0
    assert bytes_of(path) == bytes_of(folder)
    assert enter(["run", "--resume", str(path), "--until-width", "0.03", "--quiet"]) == 0  # shown


def test_the_most_runs_end_it_and_say_so(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert enter(["run", "nodong-japan", "--runs", "100", "--until-width", "0.001", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "wide after 97 runs, the most that were allowed; 0.001 was asked for." in out
    (path,) = Path("midcourse-runs").iterdir()
    assert path.name.endswith("-s1-n100-u0.001")
    told = read(path, "summary")
    assert (
        told["width_reached"] is False and told["width"] > 0.1 and read(path, "manifest")["runs_asked"] == 100
    )
    # another folder than that of a hundred runs, and neither is taken for the other
    assert enter(["run", "nodong-japan", "--runs", "100", "--quiet", "--out", str(path)]) == 2
    assert "until_width 0.001 there, None here" in capsys.readouterr().err


@pytest.mark.parametrize("width", ["x", "", "0", "-0.1", "1", "1.5", "nan", "inf", "1e400", "0,02"])
def test_what_is_no_width_is_one_line(width: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["run", "nodong-japan", "--until-width", width]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "--until-width" in err and "between 0 and 1" in err


def test_where_nothing_can_be_fought_it_ends(tmp_path: Path, capsys) -> None:
    words = ["run", "--set", "raid.0.to=fort-greely", "--worlds", "2", "--until-width", "0.1", "--json"]
    assert enter([*words, "--out", str(tmp_path / "far")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["p_no_leaker"] is None and told["width"] is None and told["width_reached"] is False


def test_from_python_it_is_the_same() -> None:
    found = mc.run(mc.load("nodong-japan"), worlds=8, until_width=0.03, runs=1100, jobs=2)
    assert found.goal is not None and found.goal.runs_most == 1100 == found.fought.asked
    assert found.width is not None and found.width > 0.03 and not found.width_reached
    assert found.summary()["runs_most"] == 1100
    one = mc.run(mc.load("nodong-japan"))
    assert one.fought.asked == 1 and one.goal is None
    with pytest.raises(ScenarioError, match="until_width"):
        mc.run(mc.load("nodong-japan"), until_width=1.0)
