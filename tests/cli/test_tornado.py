"""`midcourse tornado` and `midcourse sobol`: rows, files, what is refused, what an interruption leaves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import midcourse as mc
from midcourse.api import sobol as one_name  # the function, not its module
from midcourse.cli.front import enter
from midcourse.study import tornado as work

SPEED = ["nodong-japan", "--metric", "burnout_speed_m_s"]
PRESS = ["nodong-japan", "--metric", "p_no_leaker", "--grade", "press", "--runs", "40", "--quiet"]


def test_rows_table_and_pictures_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["tornado", *SPEED, "--bands", "4", "--plot", str(tmp_path / "p"), "--csv", str(tmp_path / "t.csv")]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["complete"] and told["inputs"] == len(told["rows"]) == 89 and told["runs"] == 0
    first = told["rows"][0]
    assert first["size"] == abs(first["at_high"]["value"] - first["at_low"]["value"]) > 0.0
    sizes = [row["size"] for row in told["rows"]]
    assert sizes == sorted(sizes, reverse=True)
    assert {row["path"].partition(".")[0] for row in told["rows"] if row["size"]} == {"batteries"}
    assert told["bands"][0]["grade"] == "official" and told["bands"][-1]["inputs"] == 89
    with (tmp_path / "t.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == [row["path"] for row in told["rows"]]
    assert float(rows[0]["at_low"]) == first["at_low"]["value"]
    assert {path.name for path in (tmp_path / "p").iterdir()} == {"tornado.png", "tornado.svg"}
    assert "--metric burnout_speed_m_s" in told["rerun"]
    before = {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()}
    assert enter(words) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()} == before
    text = capsys.readouterr().out
    assert text.splitlines()[0] == told["answer"]
    assert told["answer"].startswith("Burnout speed, as stated 4664 m/s, hangs most on dead mass, SM-3 Block IIA")
    assert "No official number in use is in doubt: all 89 doubtful inputs" in text and "official alone" in text


def test_a_grade_holds_worse_inputs_and_an_end_out_of_reach_has_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert enter(["tornado", *PRESS, "--bands", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["grade"] for row in told["rows"]} == {"press"} and len(told["rows"]) == 4
    assert sum(one["inputs"] for one in told["inputs_held"]) == 85
    assert [band["grade"] for band in told["bands"]] == ["official", "peer-reviewed", "press"]
    (reach,) = (row for row in told["rows"] if row["path"] == "raid.0.range")
    assert reach["at_low"] is None and "out of reach" in reach["why_low"]
    assert enter(["tornado", *PRESS, "--bands", "0"]) == 0
    text = capsys.readouterr().out
    assert "out of reach" in text and "11 estimated, 74 assumed" in text


def test_indices_of_the_strongest_inputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sobol", *SPEED, "--n", "64", "--top", "3"]
    words += ["--plot", str(tmp_path / "p"), "--csv", str(tmp_path / "s.csv")]
    assert enter([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["evaluations"], len(told["rows"])) == (64, 320, 3)
    assert told["first_sum_holds"] and 0.0 < told["left_share"] < 1.0 and told["luck_share"] == 0.0
    first = told["rows"][0]["first_order"]
    assert first["low"] <= first["value"] <= first["high"]
    assert len((tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()) == 4
    assert {path.name for path in (tmp_path / "p").iterdir()} == {"sobol.png", "sobol.svg"}
    assert enter(words) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[0] == told["answer"]
    assert told["answer"].startswith("Of the variance of burnout speed, ") and " makes most: share " in told["answer"]
    assert "First-order indices sum to" in text and "inputs not drawn have" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tornado", "nodong-japan", "--metric", "p_no_leak"], "did you mean p_no_leaker"),
        (["tornado", "nodong-japan", "--metric", "shots"], "a place is missing"),
        (["tornado", *SPEED, "--top", "0"], "--top"),
        (["tornado", *SPEED, "--grade", "offical"], "did you mean official"),
        (["tornado", *SPEED, "--bands", "-1"], "--bands"),
        (["tornado", *SPEED, "--worlds", "4"], "no runs that could be shared"),
        (["tornado", *SPEED, "--doubt", "none"], "no such option"),
        (["tornado", *SPEED, "--csv", "nowhere/at/all.csv"], "--csv"),
        (["sobol", *SPEED, "--n", "100"], "not a power of two"),
        (["sobol", *SPEED, "--n", "8"], "--n"),
        (["sobol", *SPEED, "--top", "0"], "--top"),
        (["sobol", *SPEED, "--grade", "best"], "no such grade"),
        (["sobol", *SPEED, "--worlds", "2"], "no such option"),
    ],
)
def test_bad_input_is_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(words) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and said in shown.err and len(shown.err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["tornado", "sobol"])
def test_without_doubt_there_is_no_answer(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter([name, *SPEED, "--grade", "official"]) == 3
    shown = capsys.readouterr()
    assert shown.out == "" and "all 89 are worse" in shown.err and len(shown.err.strip().splitlines()) == 1


def test_what_no_input_moves_has_nothing_to_share(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sobol", "europe-2007", "--metric", "burnout_speed_m_s", "--grade", "official", "--quiet"]
    assert enter(words) == 3
    assert "nothing to share out" in capsys.readouterr().err


def test_what_has_no_value_as_stated_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["tornado", "nodong-japan", "--metric", "margin_s:tabriz"]) == 3
    shown = capsys.readouterr()
    assert shown.out == "" and "as stated: the aim point" in shown.err


def test_an_interruption_shows_the_bars_that_are_finished(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, bars = work.bar_of, []

    def cut(*args):
        bars.append(args)
        if len(bars) == 4:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(work, "bar_of", cut)
    assert enter(["tornado", *SPEED, "--jobs", "1", "--json"]) == 130
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert len(told["rows"]) == 3 and not told["complete"] and told["bands"] == []
    assert "3 of 89 inputs" in shown.err
    bars.clear()
    assert enter(["sobol", *SPEED, "--jobs", "1"]) == 130
    assert "0 of 128 rows" in capsys.readouterr().err


def test_python_has_both() -> None:
    scenario = mc.load("nodong-japan")
    found = mc.tornado(scenario, "burnout_speed_m_s", bands=0)
    assert found.bars[0].size > 0.0 and found.bands == [] and "burnout_speed_m_s" in found.rerun
    assert found.shown(2) == found.bars[:2]
    assert "burnout_speed_m_s over 89 of 89 inputs" in repr(found)
    assert "<table" in found._repr_html_()
    shares = one_name(scenario, "burnout_speed_m_s", n=16, top=2)
    assert shares.evaluations == 64 and len(shares.rows()) == 2
    assert "over 2 inputs" in repr(shares) and "<table" in shares._repr_html_()
