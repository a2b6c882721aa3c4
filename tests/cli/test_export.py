"""`midcourse export`: files, document, refusals in one line, answers of nothing, a full disk, the same bytes again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from midcourse.api import export, load, run
from midcourse.api.again import drawn_worlds, taken_up
from midcourse.api.runs import Runs
from midcourse.cli.front import enter
from midcourse.errors import NoSolution, ScenarioError

ALL = ["--kml", "--czml", "--geojson", "--csv", "--stk"]
TABLES = {"objects.csv", "positions.csv", "events.csv", "shots.csv", "places.csv", "tracks.csv", "about.txt"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "japan"
    assert enter(["run", "nodong-japan", "--runs", "8", "--worlds", "4", "--out", str(path), "--quiet"]) == 0
    return path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def refused(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must be refused in one line, on standard error alone; return the line."""
    capsys.readouterr()
    assert enter(["export", *words]) == code
    caught = capsys.readouterr()
    assert caught.out == "" and caught.err.count("\n") == 1, caught
    return caught.err


def test_the_files_of_all_forms_are_in_the_folder_and_named(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(copy)
    assert enter(["export", str(copy), *ALL]) == 0
    told = capsys.readouterr().out.splitlines()
    home = copy / "export/run-0"
    found = {name for name in files(home) if not name.startswith("stk/")}
    assert found == TABLES | {"scene.kml", "scene.czml", "scene.geojson"}
    assert told[0].startswith("run 0: ") and "2" in told[0]
    assert {Path(line) for line in told[1:]} == {home / name for name in files(home)}
    # the run stays what it was, and whole
    assert {name: files(copy)[name] for name in before} == before
    assert enter(["report", str(copy)]) == 0 and enter(["explain", str(copy)]) == 0


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("kml", {"scene.kml"}),
        ("czml", {"scene.czml"}),
        ("geojson", {"scene.geojson"}),
        ("csv", TABLES),
        ("stk", None),
    ],
)
def test_one_form_alone(form: str, names: set[str] | None, folder: Path, tmp_path: Path) -> None:
    assert enter(["export", str(folder), f"--{form}", "--out", str(tmp_path / "new/place"), "--quiet"]) == 0
    found = files(tmp_path / "new/place")
    assert set(found) == names or (names is None and all(name.startswith("stk/") for name in found) and found)


def prop_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        assert (
            enter(["export", str(folder), *ALL, "--run", "5", "--out", str(tmp_path / name), "--quiet"]) == 0
        )
    assert files(tmp_path / "first") == files(tmp_path / "second") != {}
    # another run is another file
    assert (
        enter(["export", str(folder), *ALL, "--run", "6", "--out", str(tmp_path / "third"), "--quiet"]) == 0
    )
    assert files(tmp_path / "third")["positions.csv"] != files(tmp_path / "first")["positions.csv"]


def prop_runs_and_their_folder_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    many: Runs = run(load("nodong-japan"), runs=8, seed=1, worlds=4)
    told = many.export(tmp_path / "runs", run=5)
    assert export(folder, run=5, out=tmp_path / "folder").scene.run == told.scene.run == 5
    assert files(tmp_path / "runs") == files(tmp_path / "folder")
    with pytest.raises(ScenarioError, match="no folder"):
        export(many)
    with pytest.raises(ScenarioError, match="no such run"):
        many.export(tmp_path / "runs", run=8)
    with pytest.raises(ScenarioError, match="no such form"):
        many.export(tmp_path / "runs", "gpx")


def test_document_alone_on_standard_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert enter(["export", str(folder), "--czml", "--run", "3", "--out", out, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["scenario"], told["run"], told["world"]) == ("nodong-japan", 3, 3)
    assert told["files"] == [f"{out}/scene.czml"] and told["folder"] == out and told["objects"] >= 1


def test_other_files_stay_and_old_ones_are_replaced(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "scene.kml").write_text("old")
    assert enter(["export", str(folder), "--kml", "--out", str(tmp_path), "--quiet"]) == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "scene.kml").read_text().startswith("<?xml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "scene.kml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["FOLDER"], "no form to export to"),
        (["PLACE", "--kml"], "no run folder"),
        (["PLACE/nowhere", "--kml"], "no run folder"),
        (["PLACE/file", "--kml"], "no run folder"),
        (["FOLDER", "--kml", "--run", "8"], "allowed: 0 to 7"),
        (["FOLDER", "--kml", "--run", "-1"], "out of bounds"),
        (["FOLDER", "--kml", "--run", "two"], "not a whole number"),
        (["FOLDER", "--kml", "--out", ""], "no folder"),
        (["FOLDER", "--kml", "--out", "PLACE/file"], "a file stands there"),
        (["FOLDER", "--kml", "--out", "PLACE/file/under"], "a file stands there"),
        (["FOLDER", "--kml", "--out", "/dev/full"], "a file stands there"),
        (["FOLDER", "--gpx"], "--gpx"),
    ],
)
def test_refusals_are_one_line_and_write_nothing(
    words: list[str], said: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    before = files(folder)
    asked = [word.replace("FOLDER", str(folder)).replace("PLACE", str(tmp_path)) for word in words]
    assert said in refused(asked, 2, capsys)
    assert files(folder) == before and files(tmp_path) == {"file": b"x"}
    assert enter(["export", *asked, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] in ("scenario", "usage")


def test_a_file_where_the_folder_should_be_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "export").write_text("in the way")
    assert "cannot be made" in refused([str(copy), "--kml", "--quiet"], 2, capsys)
    assert (copy / "export").read_text() == "in the way"


def test_a_folder_without_recorded_runs_asks_for_one(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "events.jsonl").unlink()
    assert "no run is recorded here" in refused([str(copy), "--kml"], 2, capsys)
    assert enter(["export", str(copy), "--kml", "--run", "2", "--quiet"]) == 0
    assert (copy / "export/run-2/scene.kml").stat().st_size > 1000


def test_nothing_flew_in_any_world(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "run"
    asked = ["nodong-japan", "--set", "raid.0.to=fort-greely", "--runs", "4", "--worlds", "2"]
    assert enter(["run", *asked, "--out", str(path), "--quiet"]) == 0
    for more in ([], ["--run", "1"]):
        line = refused([str(path), *ALL, *more], 3, capsys)
        assert "nothing to export" in line and "out of reach" in line
    assert not (path / "export").exists()


def test_nothing_flew_in_the_world_of_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "run"
    asked = ["run", "europe-2007", "--runs", "4", "--worlds", "4", "--out", str(path), "--quiet"]
    assert enter(asked) == 0
    away = [world.number for world in drawn_worlds(*taken_up(path)) if world.cannot_reach]
    assert away, "choose a seed with a world out of reach"
    line = refused([str(path), "--kml", "--run", str(away[0])], 3, capsys)
    assert f"run {away[0]} belongs to world {away[0]}" in line and "nearest: --run" in line
    with pytest.raises(NoSolution, match="nothing to export"):
        run(load("europe-2007"), runs=4, seed=1, worlds=4).export(tmp_path / "out", run=away[0])
    assert not (path / "export").exists() and not (tmp_path / "out").exists()


def test_a_full_disk_is_one_line_and_leaves_nothing_half_written(folder: Path, tmp_path: Path, warm) -> None:
    (tmp_path / "scene.kml").write_text("old")
    running = warm.start("export", str(folder), "--kml", "--out", str(tmp_path), "--quiet", limit=5000)
    assert running.wait() == 2
    assert running.out == "" and running.err.count("\n") == 1
    assert "cannot write" in running.err and "scene.kml" in running.err
    assert files(tmp_path) == {"scene.kml": b"old"}
