"""`midcourse chase`: table, document, picture, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from midcourse.cli.front import enter


def test_table_and_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chase", "russia-2007", "--from", "kozelsk,56.0,38.0", "--plot", str(tmp_path / "p"), "--quiet"]
    assert enter(asked) == 0
    told = capsys.readouterr().out
    first = "gbi-two-stage, at 7.99 km/s and by the scenario's clock, catches 2 of 2 missiles to Washington; "
    assert told.startswith(first) and told.splitlines()[0].endswith(" km/s would be enough for all.")
    assert "gbi-two-stage: 7.99 km/s, to Washington" in told and "Kozelsk" in told and "56" in told
    assert " N, " in told and " W" in told and " deg" in told  # where they meet, and at what angle
    assert (tmp_path / "p/least_speed.png").stat().st_size > 20_000


def test_document_alone_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["chase", "russia-2007", "--from", "kozelsk,kozelsk", "--to", "washington", "--json"]) == 0
    (point,) = json.loads(capsys.readouterr().out)["launch_points"]
    assert point["from"] == "kozelsk" and point["missile"] == "ss-19" and len(point["by_launch_time"]) == 7


@pytest.mark.parametrize("clock", ["first-track", "satellite"])
def test_without_sensors_no_clock_starts(clock: str, capsys: pytest.CaptureFixture[str]) -> None:
    sets = ["--set", "sensors=[]", "--set", f"doctrine.clock={clock}"]
    assert enter(["chase", "russia-2007", "--from", "kozelsk", *sets, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (point,) = told["launch_points"]
    assert told["answer"].endswith("catches none of 1 missile to Washington; no speed looked at is enough.")
    assert not point["feasible"] and point["launch_s"] is None and point["by_launch_time"][0]["launch_s"] == 60.0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["russia-2007", "--from", "kozelsk,,teykovo"], 2, "an empty place"),
        (["russia-2007", "--from", "kozelks"], 2, "did you mean"),
        (["russia-2007", "--from", "99,10"], 2, "-90..90"),
        (["no-such-scenario"], 2, "no-such-scenario"),
        (["europe-2007", "--to", "-40,175"], 3, "out of reach"),
        (["russia-2007", "--set", "batteries=[]"], 2, "batter"),
    ],
)
def test_refusals_are_one_line(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(["chase", *words, "--quiet"]) == code
    caught = capsys.readouterr()
    assert caught.out == "" and said in caught.err and caught.err.count("\n") == 1
