"""`midcourse third-parties`: tables, document, map, refusals, answers of nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from midcourse.cli.front import enter


def test_tables_and_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["third-parties", "europe-2007", "--runs", "20", "--plot", str(tmp_path / "a/p"), "--quiet"]
    assert enter(asked) == 0
    told = capsys.readouterr().out
    first = told.splitlines()[0]
    assert first.startswith("Intercepts happen over Ukraine (") and len(first.split()) <= 30
    assert first.endswith("; what comes down falls mostly in Iran, the United Kingdom, Poland and at sea.")
    for words in (
        "europe-2007: 20 runs, seed 1",
        "Ukraine",
        "Armavir",
        "not yet there",
        "Daryal (Gabala)",
        "stage 2",
    ):
        assert words in told
    assert "third-parties.png" in told and (tmp_path / "a/p/third-parties.png").stat().st_size > 50_000


def test_document_alone_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["third-parties", "nodong-japan", "--runs", "10", "--seed", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["scenario"], told["runs"], told["seed"]) == ("nodong-japan", 10, 3)
    assert set(told["intercepts"][0]) == {
        "country", "name", "share", "kills_share", "first_s", "last_s", "lowest_m", "highest_m",
    }  # fmt: skip
    assert {row["sensor"] for row in told["radars"]} == {"armavir-voronezh", "gabala-daryal"}
    # nothing finer than a country
    assert not {"lat_deg", "lon_deg"} & set(str(told).replace("'", " ").split())


def test_without_shots_there_is_still_a_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for sets in (["batteries=[]"], ["doctrine.decision_delay=3000 s"]):
        words = [word for one in sets for word in ("--set", one)]
        asked = [
            "third-parties",
            "europe-2007",
            "--runs",
            "3",
            *words,
            "--plot",
            str(tmp_path / "p"),
            "--quiet",
        ]
        assert enter(asked) == 0
        told = capsys.readouterr().out
        assert "No shot is fired." in told and "Iran" in told
        assert (tmp_path / "p/third-parties.png").stat().st_size > 50_000


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["europe-2007", "--runs", "0"], 2, "out of bounds"),
        (["europe-2007", "--runs", "many"], 2, "not a whole number"),
        (["europe-2007", "--seed", "-1"], 2, "out of bounds"),
        (["europe-2007", "--plot", ""], 2, "no folder"),
        (["europe-2007", "--plot", "PLACE/file/p"], 2, "cannot write there"),
        (["europe-2007", "--set", "raid=[]"], 2, "raid"),
        (["no-such-scenario"], 2, "no-such-scenario"),
        (["europe-2007", "--set", "raid.0.to=-40,175"], 3, "out of reach"),
    ],
)
def test_refusals_are_one_line(
    words: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert (
        enter(["third-parties", *(word.replace("PLACE", str(tmp_path)) for word in words), "--quiet"]) == code
    )
    caught = capsys.readouterr()
    assert caught.out == "" and said in caught.err and caught.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_ctrl_c_ends_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("midcourse.analysis.third_parties.fight", stopped)
    assert enter(["third-parties", "nodong-japan", "--quiet"]) == 130
    assert "interrupted" in capsys.readouterr().err
