"""A run folder taken up again: the report from what is there, and one object by its number or its name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from midcourse.api.again import report
from midcourse.api.explain import explain
from midcourse.api.kept import read_rows
from midcourse.api.runs import load, run
from midcourse.api.which import which_object
from midcourse.campaign import runs as campaign
from midcourse.cli.front import enter
from midcourse.engagement.record import write_rows
from midcourse.errors import ScenarioError
from midcourse.records import DECOY, FATE, SHOT, STAGE, WARHEAD

SALVO = ("--set", "doctrine.salvo=1")
RUNS = {
    "worlds": ("nodong-japan", "--runs", "24", "--worlds", "6"),
    "nominal": ("nodong-japan", "--runs", "3", "--doubt", "none", "--seed", "7"),
    "changed": ("europe-2007", "--runs", "4", "--doubt", "none", "--variant", "decoys", *SALVO),
    "one": ("nodong-japan", "--runs", "1", "--doubt", "none"),
    "unreachable": ("nodong-japan", "--set", "raid.0.to=fort-greely", "--runs", "4", "--worlds", "2"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "first"
    assert enter(["run", *RUNS["worlds"], "--out", str(path), "--quiet"]) == 0
    return path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


@pytest.mark.parametrize("words", RUNS.values(), ids=RUNS.keys())
def prop_the_report_drawn_again_is_the_same_bytes(words, tmp_path: Path, capsys, monkeypatch) -> None:
    path = tmp_path / "run"
    assert enter(["run", *words, "--out", str(path), "--quiet"]) == 0
    before = contents(path)
    # without fighting all again
    monkeypatch.setattr(campaign, "fight_all", None)
    assert report(path) == path / "report.html"
    assert contents(path) == before
    # and also where it was lost
    (path / "report.html").unlink()
    capsys.readouterr()
    assert enter(["report", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"report": str(path / "report.html")}
    assert contents(path) == before


def prop_the_report_of_an_interrupted_run_is_the_same_bytes(
    tmp_path: Path, interrupted_after, monkeypatch
) -> None:
    interrupted_after(5)
    path = tmp_path / "run"
    words = ["run", "nodong-japan", "--runs", "90", "--worlds", "6", "--jobs", "1", "--out", str(path)]
    assert enter(words) == 130
    monkeypatch.undo()
    assert json.loads((path / "manifest.json").read_text())["status"] == "interrupted"
    numbers = (path / "results.parquet").read_bytes()
    assert enter(["report", str(path)]) == 0
    before = contents(path)
    assert before["results.parquet"] == numbers and b"The work was interrupted" in before["report.html"]
    (path / "report.html").unlink()
    assert enter(["report", str(path)]) == 0
    after = contents(path)
    del before["manifest.json"], after["manifest.json"]
    assert after == before


def prop_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    fought = run(load("nodong-japan"), runs=8, seed=3, worlds=0).fought
    for name, rows, kind in (("results", fought.fates, FATE), ("shots", fought.shots, SHOT)):
        assert len(rows)
        write_rows(tmp_path / name, [rows], kind)
        back = read_rows(tmp_path / name, kind)
        assert back.dtype == kind
        for field in kind.names:
            assert np.array_equal(back[field], rows[field], equal_nan=rows[field].dtype.kind == "f"), field


@pytest.mark.parametrize("name", ["results.parquet", "shots.parquet", "summary.json", "figures/map.svg"])
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_damage_is_named_and_the_report_stays(name: str, damage: str, copy: Path, capsys) -> None:
    if damage == "gone":
        (copy / name).unlink()
    else:
        (copy / name).write_bytes((copy / name).read_bytes()[:-1])
    before = contents(copy)
    assert enter(["report", str(copy)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and name in err and contents(copy) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "running"}, "no results yet"),
        ({"version": "0.0.1"}, "another version"),
        ({"hash": "0" * 64}, "not the one that was fought"),
        ({"seed": 2}, "comes out otherwise"),
        ({"checksums": None}, "damaged"),
        ({"runs": None, "worlds": None}, None),
    ],
)
def test_a_folder_that_does_not_fit_is_one_line(change, said, copy: Path, capsys) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    kept = {name: value for name, value in {**manifest, **change}.items() if value is not None}
    (copy / "manifest.json").write_text(json.dumps(kept))
    assert enter(["report", str(copy)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and (said or "no run folder") in err


def test_a_report_that_has_changed_since_is_what_the_folder_holds(copy: Path, monkeypatch) -> None:
    monkeypatch.setattr("midcourse.report.page.page", lambda *_: "<!DOCTYPE html>new")
    report(copy)
    assert (copy / "report.html").read_text().endswith("new")
    # the folder is whole: it is shown, not called damaged
    assert enter(["run", *RUNS["worlds"], "--out", str(copy), "--quiet"]) == 0


def test_a_file_called_like_a_builtin_is_not_taken_for_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert enter(["scenario", "new", "nodong-japan.yaml", "--from", "nodong-japan"]) == 0
    assert enter(["run", "nodong-japan.yaml", "--runs", "2", "--doubt", "none", "--out", "q", "--quiet"]) == 0
    page = Path("q/report.html").read_text()
    assert "midcourse run scenario.yaml" in page and "midcourse run nodong-japan" not in page


def test_explain_takes_a_number_or_a_name(folder: Path, capsys) -> None:
    # asked of an object it may be another run than the median
    whole = explain(folder, explain(folder, None, "warhead 1")["run"])
    names = [fate["name"] for fate in whole["fates"]]
    assert "missile 1: warhead" in names
    for thing in (
        names.index("missile 1: warhead"),
        "missile 1: warhead",
        "Missile 1: WARHEAD",
        "warhead 1",
        "war",
    ):
        told = explain(folder, None, thing)
        assert [fate["name"] for fate in told["fates"]] == ["missile 1: warhead"]
        assert told["events"] == [one for one in whole["events"] if one["name"] == "missile 1: warhead"]
        capsys.readouterr()
        assert enter(["explain", str(folder), "--object", str(thing), "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == told
    for thing, said in (
        ("missile 1", "missile 1: stage 1"),
        ("warhed", "did you mean warhead"),
        ("9", "0 to "),
    ):
        assert enter(["explain", str(folder), "--object", thing]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and said in err and "missile 1: warhead" in err


def test_explain_without_a_recorded_run_asks_for_one(copy: Path, capsys) -> None:
    (copy / "events.jsonl").unlink()
    assert enter(["explain", str(copy)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "--run" in err
    assert enter(["explain", str(copy), "--run", "0"]) in (0, 2)


THINGS = [(1, WARHEAD, "warhead"), (1, STAGE, "stage 1"), (1, STAGE, "stage 10"), (2, WARHEAD, "warhead")]
THINGS += [(2, STAGE, "stage 1"), *((2, DECOY, f"decoy {i}") for i in range(1, 31))]


@pytest.fixture
def sky() -> SimpleNamespace:
    return SimpleNamespace(
        names=tuple(f"missile {raid}: {name}" for raid, _, name in THINGS),
        raid=np.array([raid - 1 for raid, _, _ in THINGS]),
        kind=np.array([kind for _, kind, _ in THINGS]),
    )


@pytest.mark.parametrize(
    ("thing", "number"),
    [
        (0, 0),
        (" 3 ", 3),
        (np.int64(2), 2),
        ("missile 1: stage 1", 1),
        ("MISSILE 1 stage 10", 2),
        ("stage 10", 2),
        ("warhead 2", 3),
        ("missile 2: w", 3),
        ("missile 2:  stage", 4),
        ("decoy 30", 34),
    ],
)
def test_an_object_answers_to_these_names(thing, number: int, sky) -> None:
    assert which_object(sky, thing) == number


@pytest.mark.parametrize(
    ("thing", "why", "allowed"),
    [
        ("warhead", "several", "missile 1: warhead, missile 2: warhead"),
        ("stage 1", "several", "missile 1: stage 1, missile 2: stage 1"),
        ("d", "several", "decoy 12, and 18 more"),
        ("debris 1", "no such object", "missile 1: stage 1"),
        ("", "no such object", "and 23 more"),
        ("…", "no such object", "missile 1: warhead"),
        (-1, "no such object", "0 to 34"),
        ("35", "no such object", "0 to 34"),
        (" -1", "no such object", "0 to 34"),
        ("1.5", "no such object", "missile 1: warhead"),
    ],
)
def test_what_is_not_clear_is_answered_with_the_names(thing, why: str, allowed: str, sky) -> None:
    with pytest.raises(ScenarioError, match=why) as caught:
        which_object(sky, thing)
    assert caught.value.key == "--object" and allowed in caught.value.allowed
    assert "\n" not in str(caught.value)


def test_objects_of_one_name_are_told_apart_by_number() -> None:
    twins = SimpleNamespace(names=("a", "a"), raid=np.zeros(2, int), kind=np.full(2, DECOY))
    with pytest.raises(ScenarioError) as caught:
        which_object(twins, "a")
    assert caught.value.allowed == "0 (a), 1 (a)"
