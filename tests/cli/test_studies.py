"""`midcourse flip`, `sweep` and `compare`: sentences, documents, tables, pictures, refusals, Ctrl-C."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from midcourse.cli.front import enter
from midcourse.scenario import scenario_text

DELAY = ["--vary", "doctrine.decision_delay=0..600 s"]
LATER = ["--vary", "doctrine.latency=0..400 s"]
SALVOS = ["sweep", "nodong-japan", "--metric", "p_no_leaker", "--vary", "doctrine.salvo=2,3"]
WARSAW = ["flip", "europe-2007", "--question", "covered:warsaw"]
SHOTS = ["sweep", "europe-2007", "--metric", "shots:warsaw"]
LONG = ["--vary", "doctrine.decision_delay=0..600 s:150", "--vary", "doctrine.latency=0..60 s:150"]
FAR = ["--set-b", "raid.0.to=tokyo", "--runs", "10", "--worlds", "0"]
REACHABLE = ["flip", "russia-2007", "--question", "reachable:vypolzovo"]


def test_flip_says_what_turns_the_answer_and_draws_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, home = tmp_path / "t.csv", tmp_path / "p"
    assert enter([*REACHABLE, *DELAY, *LATER, "--plot", str(home), "--csv", str(table), "--quiet"]) == 0
    told = capsys.readouterr().out
    first = "A missile from Vypolzovo (7th division) can be met; it stays so until decision delay is "
    assert told.startswith(first) and told.splitlines()[0].endswith(" in place of 60 s.")
    assert "reachable:vypolzovo: yes" in told
    assert "decision delay: 60 s -> " in told
    assert "both together" in told
    assert "evaluations" in told
    assert all((home / name).stat().st_size > 20_000 for name in ("flip-inputs.png", "flip-boundary.png"))
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert {row["answer"] for row in rows} == {"yes", "no"}
    assert {row["path"] for row in rows} == {"doctrine.decision_delay", "doctrine.latency"}


def test_the_document_of_flip(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter([*REACHABLE, *DELAY, *LATER, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    delay, latency = told["flips"]
    assert delay["path"] == "doctrine.decision_delay"
    assert delay["from"] == 60.0 < delay["interval"][0] < delay["to"] <= delay["interval"][1]
    # a second more of either is a second less to launch, and half as much of both does it too
    assert latency["to"] - latency["from"] == pytest.approx(delay["to"] - delay["from"], abs=2.0)
    both = [to - stated for to, stated in zip(told["pair"]["to"], told["pair"]["from"], strict=True)]
    assert sum(both) == pytest.approx(delay["to"] - delay["from"], rel=0.06)
    assert sum(one**2 for one in told["pair"]["change"]) ** 0.5 < delay["change"]
    (line,) = told["boundary"]
    assert all(x + y == pytest.approx(delay["to"] + 5.0, abs=4.0) for x, y in line)
    assert told["rerun"].startswith("midcourse flip russia-2007 --question reachable:vypolzovo --vary ")
    assert "--runs" not in told["rerun"]  # there is no luck in it
    assert told["evaluations"] > 20
    assert told["tolerance"] < 0.01


def test_a_chance_turns_within_what_luck_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "flip",
        "nodong-japan",
        "--question",
        "p_no_leaker>0.5",
        "--vary",
        "batteries.0.count=0..8",
        "--runs",
        "300",
    ]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (flip,) = told["flips"]
    assert told["runs"] == 300
    assert flip["to"] == int(flip["to"])
    low, high = flip["interval"]
    assert (low is None or low <= flip["to"]) and (high is None or high >= flip["to"] - 1)
    # the same luck again: the same document
    assert enter([*words, "--json", "--jobs", "1"]) == 0
    assert json.loads(capsys.readouterr().out) == told


def test_sweep_of_one_and_of_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "sweep",
        "europe-2007",
        "--metric",
        "shots:warsaw",
        "--vary",
        "doctrine.decision_delay=0..600 s:4",
    ]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["at"] for row in told["rows"]] == [[0.0], [200.0], [400.0], [600.0]]
    shots = [row["value"] for row in told["rows"]]
    assert shots == sorted(shots, reverse=True) and shots[0] > shots[-1]
    home = tmp_path / "p"
    assert enter([*words, "--vary", "doctrine.salvo=1,2", "--plot", str(home), "--quiet"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") >= 8 + 3
    first = out.splitlines()[0]
    assert first.startswith("shots:warsaw: from ") and " at decision delay 600 s and " in first
    assert (home / "sweep.png").stat().st_size > 15_000


def test_sweep_carries_doubt_beside_luck(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sweep", "nodong-japan", "--metric", "p_no_leaker", "--vary", "doctrine.salvo=1,2", "--quiet"]
    table = tmp_path / "t.csv"
    assert enter([*words, "--runs", "640", "--worlds", "32", "--csv", str(table), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    for row in told["rows"]:
        assert row["low"] < row["value"] < row["high"]
        assert row["doubt_low"] < row["value"] < row["doubt_high"]
    assert [float(row["value"]) for row in csv.DictReader(io.StringIO(table.read_text()))] == [
        row["value"] for row in told["rows"]
    ]


def test_compare_says_the_difference_and_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "nodong-japan", "nodong-japan", "--set-b", "doctrine.salvo=3", "--runs", "320"]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    gap = told["difference"]
    assert gap["low"] <= gap["value"] <= gap["high"]
    assert gap["value"] == pytest.approx(told["second"]["value"] - told["first"]["value"])
    assert told["differs"] == [{"path": "doctrine.salvo", "first": told["differs"][0]["first"], "second": 3}]
    assert "--set-b doctrine.salvo=3" in told["rerun"]
    assert enter([*words, "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "second less first" in out and out.splitlines()[0] == told["answer"]
    start = "The second in place of the first changes the chance that no warhead gets through by "
    assert told["answer"].startswith(start) and ": luck leaves " in told["answer"]


def test_a_grade_holds_the_doubt_of_worse_inputs(capsys: pytest.CaptureFixture[str]) -> None:
    bands = []
    for grade in ("official", "assumed"):
        words = [*SALVOS, "--runs", "640", "--worlds", "32", "--grade", grade, "--quiet", "--json"]
        assert enter(words) == 0
        told = json.loads(capsys.readouterr().out)
        assert f"--grade {grade}" in told["rerun"]
        bands.append([row["doubt_high"] - row["doubt_low"] for row in told["rows"]])
    assert all(narrow <= wide for narrow, wide in zip(*bands, strict=True))
    assert bands[0] != bands[1]


def test_the_rerun_line_of_a_file_with_a_space_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "my own;file.yaml"
    mine.write_text(scenario_text("nodong-japan"))
    assert (
        enter(
            [
                "sweep",
                str(mine),
                "--metric",
                "shots:tokyo",
                "--vary",
                "doctrine.decision_delay=0..300s:3",
                "--json",
            ]
        )
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert enter([*shlex.split(told["rerun"])[1:], "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told


def test_a_table_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "gone"
    home.mkdir()
    table = home / "t.csv"
    table.symlink_to(tmp_path / "no/such/folder/t.csv")
    for words in ([*SHOTS, "--vary", "doctrine.salvo=1,2"], [*WARSAW, *DELAY]):
        assert enter([*words, "--csv", str(table), "--json"]) == 2
        caught = capsys.readouterr()
        assert json.loads(caught.out)["error"]["key"] == "--csv"
        assert caught.err.count("\n") == 1


def test_sentences_say_what_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    # over worlds inputs are drawn; where a missile falls short there is no answer
    words = ["flip", "nodong-japan", "--question", "p_no_leaker>0.05", "--vary", "batteries.0.count=0..8"]
    assert enter([*words, "--runs", "100", "--worlds", "4", "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "over 4 worlds of doubt" in told
    assert "as stated" not in told.splitlines()[0]
    words = ["flip", "europe-2007", "--question", "covered:london", "--vary", "raid.0.range=3600..5000km", "--vary",
             "doctrine.decision_delay=0..900s"]  # fmt: skip
    assert enter([*words, "--quiet"]) == 0
    told = capsys.readouterr().out
    (line,) = (one for one in told.splitlines() if one.startswith("range of the missile"))
    assert "no answer at 3,600 km" in line or "no answer at 3600 km" in line
    assert "stays yes over 3600 km" not in line
    assert "both together: range of the missile and decision delay" in told


def test_a_change_of_both_that_gains_nothing_is_not_sold_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter([*WARSAW, *DELAY, "--vary", "doctrine.salvo=1..4", "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "no smaller change than that of one alone" in told
    assert told.startswith("Warsaw is covered; it stays so until decision delay is 473.44 s in place of 60 s.\n")


def test_ctrl_c_keeps_the_points_that_are_finished(
    interrupted_after: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    interrupted_after(3)
    words = [
        "sweep",
        "nodong-japan",
        "--metric",
        "p_no_leaker",
        "--vary",
        "doctrine.salvo=1..4",
        "--runs",
        "100",
    ]
    assert enter([*words, "--jobs", "1", "--json"]) == 130
    caught = capsys.readouterr()
    told = json.loads(caught.out)
    assert 0 < len(told["rows"]) < 4
    assert told["complete"] is False
    assert "points are finished" in caught.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["flip", "europe-2007", "--question", "p_no_leaker>=0", *DELAY], 3, "always yes"),
        ([*WARSAW, "--vary", "doctrine.salvo=1..3"], 3, "stays yes"),
        (["flip", "europe-2007", "--question", "covered:tokyo", *DELAY], 3, "no missile of the raid"),
        ([*WARSAW, "--vary", "doctrine.decision_delai=0..1 s"], 2, "did you mean"),
        ([*WARSAW, *DELAY, *DELAY], 2, "varied twice"),
        ([*WARSAW, "--vary", "raid.0.arc=lofted,depressed"], 2, "better attack"),
        ([*WARSAW, *DELAY, "--runs", "0"], 2, "--runs"),
        (WARSAW, 2, "--vary"),
        (["sweep", "europe-2007", "--metric", "p_no_leakr", *DELAY], 2, "did you mean p_no_leaker"),
        ([*SHOTS, *DELAY, *LATER, "--vary", "doctrine.salvo=1..3"], 2, "one or two"),
        (["sweep", "europe-2007", "--metric", "shots:tokyo", *DELAY], 3, "no point has an answer"),
        ([*SHOTS, *LONG], 2, "too many points"),
        ([*SALVOS, "--grade", "official"], 2, "no input is drawn"),
        ([*SALVOS, "--worlds", "20", "--grade", "oficial"], 2, "did you mean"),
        (["compare", "europe-2007", "no-such"], 2, "no such scenario"),
        (["compare", "europe-2007", "europe-gabala", "--metric", "margin_s"], 2, "a place is missing"),
        (["compare", "europe-2007", "europe-2007", *FAR], 3, "reach"),
    ],
)  # fmt: skip
def test_refusals_are_one_line(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter([*words, "--quiet"]) == code
    caught = capsys.readouterr()
    assert caught.out == "" and said in caught.err and caught.err.count("\n") == 1
