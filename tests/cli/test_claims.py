"""`midcourse claims` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from midcourse.cli.front import enter

QUICK = ["ninety-seven-per-cent", "half-of-the-tests", "hundred-per-cent"]
OWN = """\
says: Four shots stop it.
who: somebody
when: 2017-10-11
source: four-shots-2017
where: here
grade: press
quantities:
  four: {kind: shots, chance: 0.56, shots: 4}
condition: four >= 0.96
shows: four
means: They come to {four}.
recorded:
  four: {value: VALUE, tolerance: 0.001}
"""


SHOTS = "kind: shots, chance: 0.56, shots: 4"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_check_gives_a_document_a_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["claims", "check", *QUICK, "--json", "--quiet"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found] == QUICK
    due = {"id", "says", "who", "computed", "verdict", "margin", "depends_on", "rerun"}
    assert all(due <= set(one) for one in found)
    first = found[0]
    assert first["verdict"] == "depends on common_failures, rounding"
    assert first["margin"] == pytest.approx(0.0025, abs=1e-4)
    assert first["computed"]["four"]["value"] == pytest.approx(1 - 0.44**4)


def test_the_command_that_is_named_repeats_it(capsys: pytest.CaptureFixture[str]) -> None:
    enter(["claims", "check", QUICK[0], "--json", "--quiet"])
    first = json.loads(capsys.readouterr().out)
    words = first[0]["rerun"].split()
    assert words[0] == "midcourse"
    enter([*words[1:], "--json", "--quiet"])
    assert json.loads(capsys.readouterr().out) == first


def test_the_page_has_a_card_a_claim_and_asks_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["claims", "check", *QUICK, "--quiet", "--out", "cards.html"]) == 0
    assert "page  cards.html" in capsys.readouterr().out
    page = Path("cards.html").read_text(encoding="utf-8")
    assert page.count("<article ") == len(QUICK)
    for name in QUICK:
        assert f'id="{name}"' in page and f"midcourse claims check {name}" in page
    assert "src=" not in page and "href=\"http" not in page and "default-src 'none'" in page


def test_a_value_that_no_longer_is_as_recorded_fails(capsys: pytest.CaptureFixture[str]) -> None:
    for value, code in (("0.9625", 0), ("0.97", 1)):
        Path("mine.yaml").write_text(OWN.replace("VALUE", value))
        assert enter(["claims", "check", "mine.yaml", "--quiet"]) == code
        told = capsys.readouterr().out
        assert ("was recorded as 0.97" in told) == (code == 1)
    assert "No longer what was recorded: four" in Path("midcourse-claims.html").read_text()


def test_flips_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["claims", "check", QUICK[0], "--flips", "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "common failures: turned at 0.00" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "gabala-would-d"], "did you mean gabala-would-do"),
        (["check", "none.yaml"], "cannot be read"),
        (["show", "ninety-seven"], "did you mean ninety-seven-per-cent"),
        (["check", QUICK[0], "--seed", "-1"], "--seed"),
        (["check", QUICK[0], "--out", "no/where.html"], "cannot write there"),
        (["check", QUICK[0], "--jobs", "many"], "not a whole number"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(["claims", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1
    assert said in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("source: four-shots-2017\n", "", "mine.yaml:1: source: a key is missing"),
        ("four >= 0.96", "fuor >= 0.96", "mine.yaml:9: condition: an unknown quantity (did you mean four?)"),
        ("chance: 0.56", "chance: 1.56", "quantities.four: chances lie between 0 and 1"),
        ("chance: 0.56", "chance: chanse", "neither a number nor the name of one"),
        (SHOTS, "kind: findings, of: abm-1927, scenario: europe-2007", "no such treaty"),
        (SHOTS, "kind: metric, of: p_no_leakers, scenario: europe-2007", "no such metric"),
        (SHOTS, "kind: metric, of: p_no_leaker", "no scenario"),
        (SHOTS, "kind: input, of: doctrine.salvos, scenario: europe-2007", "no such input"),
        (SHOTS, "kind: record, of: gdm, gives: share", "no such record"),
    ],
)  # fmt: skip
def test_a_claim_that_is_not_sound_is_one_line(
    old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in OWN
    Path("mine.yaml").write_text(OWN.replace("VALUE", "1").replace(old, new))
    assert enter(["claims", "check", "mine.yaml", "--quiet"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1
    assert said in err
    assert not Path("midcourse-claims.html").exists()


def test_list_and_show_compute_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["claims", "list"]) == 0
    assert "gabala-would-do: The radar at Gabala" in capsys.readouterr().out
    assert enter(["claims", "show", "half-of-the-tests"]) == 0
    told = capsys.readouterr().out
    assert "holds where  abs(share - 0.5) <= called_about" in told
    assert "midcourse claims check half-of-the-tests" in told


def test_after_ctrl_c_what_is_finished_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from midcourse.claims import quantities

    work = quantities._WORK["record"]

    def stopped(*given: object) -> object:
        del given
        raise KeyboardInterrupt

    monkeypatch.setitem(quantities._WORK, "record", stopped)
    assert enter(["claims", "check", *QUICK, "--quiet"]) == 130
    out, err = capsys.readouterr()
    assert "interrupted, 1 claims are finished" in err
    assert QUICK[0] in out and QUICK[1] not in out.replace("check " + " ".join(QUICK), "")
    assert work is not stopped


def test_sources_that_only_claims_cite_are_cited(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["catalog", "check"]) == 0
    assert "nothing cites" not in capsys.readouterr().err
