"""`midcourse see`: table, document, pictures, refusals before the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from midcourse.api import load, see
from midcourse.cli.front import enter


def test_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["see", "nodong-japan", "--grid", "5", "--plot", str(tmp_path / "a/p"), "--quiet"]
    assert enter(asked) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0].startswith("missile 1: warhead is seen by an-tpy-2 from ") and " to " in told
    names = {"coverage-1-an-tpy-2", "horizon-1-an-tpy-2", "cross_section", "first_look"}
    assert {path.stem for path in (tmp_path / "a/p").iterdir()} == names
    assert all(f"{name}.png" in told for name in names)
    assert all(path.stat().st_size > 20_000 for path in (tmp_path / "a/p").iterdir())


def test_the_document_is_what_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["see", "nodong-japan", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["answer", "objects"] and set(told["objects"][0]) == {"object", "sensors"}
    assert set(told["objects"][0]["sensors"][0]) == {"sensor", "first_s", "last_s", "max_snr_db"}
    assert told["answer"] == see(load("nodong-japan")).answer()
    assert told["objects"] == list(see(load("nodong-japan")))


def test_satellites_alone_cover_nothing_that_could_be_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for sensors, said in (("[{sensor: dsp}]", "dsp"), ("[]", "no sensor")):
        sets = ["--set", "doctrine.clock=satellite", "--set", f"sensors={sensors}"]
        asked = ["see", "europe-2007", *sets, "--plot", str(tmp_path / "p"), "--quiet"]
        assert enter(asked) == 0
        told = capsys.readouterr().out
        assert said in told and "There is no radar: no picture." in told
        assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["europe-2007", "--grid", "0", "--plot", "PLACE/p"], 2, "no such grid"),
        (["europe-2007", "--grid", "0"], 2, "no such grid"),
        (["europe-2007", "--grid", "a lot"], 2, "--grid"),
        (["europe-2007", "--plot", ""], 2, "no folder"),
        (["europe-2007", "--plot", "PLACE/file/p"], 2, "cannot write there"),
        (["europe-2007", "--plot", "PLACE/file"], 2, "cannot write there"),
        (["no-such-scenario", "--plot", "PLACE/p"], 2, "no-such-scenario"),
        (["europe-2007", "--set", "raid.0.to=-40,175", "--plot", "PLACE/p"], 3, "out of reach"),
    ],
)
def test_refusals_are_one_line_and_come_before_the_work(
    words: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "file").write_text("x")
    if code == 2:
        monkeypatch.setattr("midcourse.engagement.see.see", None)
    assert enter(["see", *(word.replace("PLACE", str(tmp_path)) for word in words), "--quiet"]) == code
    caught = capsys.readouterr()
    assert caught.out == "" and said in caught.err and caught.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_ctrl_c_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("midcourse.analysis.first_looks.first_looks_at", stopped)
    assert enter(["see", "nodong-japan", "--plot", str(tmp_path / "p"), "--quiet"]) == 130
    assert "interrupted" in capsys.readouterr().err
