"""`midcourse expand`: its answer, its files, and one line for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from midcourse.api.expansion import Expansion, expand
from midcourse.cli.front import enter


def _asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = enter(["expand", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_answer_is_a_sentence_of_at_most_thirty_words(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        [],
        ["--none", "0.9"],
        ["--shots", "2"],
        ["--leakage", "0.2", "--decoys", "3", "--rejected", "0.5"],
    ):
        code, out, err = _asked(capsys, *words)
        assert (code, err) == (0, "")
        assert len(out.splitlines()[0].split()) <= 30
        assert "midcourse expand" in out.splitlines()[-1]


def test_json_holds_both_methods(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _asked(capsys, "--warheads", "10,100", "--json")
    told = json.loads(out)
    assert code == 0 and [one["warheads"] for one in told["needs"]] == [10, 100]
    for one in told["needs"]:
        assert one["disagreement"] == pytest.approx(one["drawn"]["arriving"] - one["arriving"])
    assert told["raids"] == [] and told["complete"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["--warheads", "-3"], "--warheads"),
        (["--warheads", "1,,2"], "--warheads"),
        (["--warheads", "0"], "--warheads"),
        (["--leakage", "1.2"], "--leakage"),
        (["--none", "-0.1"], "--none"),
        (["--none", "0.9", "--leakage", "0.1"], "--none"),
        (["--kill", "1.2@crs-2007"], "--kill"),
        (["--kill", "0.5"], "--kill"),
        (["--common-cause", "2"], "--common-cause"),
        (["--rejected", "nan"], "--rejected"),
        (["--decoys", "-1"], "--decoys"),
        (["--shots", "0"], "--shots"),
        (["--variant", "thousand"], "--variant"),
        (["--runs", "3"], "--runs: nothing is fought"),
        (["--scenario", "europe-2007"], "--scenario: says of which a run folder is"),
        (["--vary", "kill=0.5..2"], "--vary kill: out of bounds"),
        (["--vary", "shots=1..5"], "no such input here"),
        (["--simulate", "--warheads", "30000"], "--warheads"),
        (["--simulate", "--scenario", "atlantis"], ""),
    ],
)
def test_bad_input_is_one_line(words: list[str], key: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _asked(capsys, *words, "--quiet")
    assert (code, out) == (2, "") and len(err.splitlines()) == 1 and key in err


def test_table_and_picture_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "needs.csv"
    code, out, _ = _asked(capsys, "--warheads", "1,10", "--csv", str(table), "--plot", str(tmp_path / "p"))
    assert code == 0 and "picture" in out
    assert len(table.read_text(encoding="utf-8").splitlines()) == 3
    assert {path.name for path in (tmp_path / "p").iterdir()} == {"expansion.png", "expansion.svg"}


def test_fought_raids_stand_beside_the_closed_form(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--simulate", "--warheads", "1,20", "--runs", "2", "--worlds", "2", "--quiet", "--json")
    code, out, _ = _asked(capsys, *words)
    raids = json.loads(out)["raids"]
    assert code == 0 and [one["warheads"] for one in raids] == [1, 20]
    for one in raids:
        assert one["runs"] == 2 and 0.0 <= one["arriving"]["value"] <= 1.0
        # two runs of twenty warheads: luck alone leaves some fifteen points
        assert one["with_windows"] == pytest.approx(one["arriving"]["value"], abs=0.25)
    assert json.loads(_asked(capsys, *words)[1]) == json.loads(out)


def test_what_was_finished_stays_after_an_interrupt() -> None:
    def stop(_: Expansion) -> None:
        raise KeyboardInterrupt

    found = expand((1, 10), simulate="expansion-2007", runs=1, worlds=0, told=stop)
    assert len(found.raids) == 1 and found.asked == 2 and not found.complete
    assert "--simulate" in found.rerun and len(found.needs) == 2
