"""`midcourse tests`: one line for bad input, JSON alone, all ways of counting, the picture last."""

from __future__ import annotations

import json
from typing import Any

import pytest

import midcourse as mc
from midcourse.cli.front import enter

BAD = {
    "record": (("gmt",), "did you mean gmd?"),
    "configuration": (("gmd", "--configuration", "surogate"), "did you mean surrogate?"),
    "way": (("gmd", "--count", "interceptor"), "did you mean interceptors?"),
    "order": (("gmd", "--since", "2010", "--until", "2009"), "since is after until"),
    "date": (("gmd", "--since", "2010-13"), "--since: not a date"),
    "no date": (("gmd", "--until", "soon"), "--until: not a date"),
    "nothing left": (("gmd", "--since", "2024"), "no attempt is left"),
    "a target that failed": (("gmd", "--since", "2007-05", "--until", "2007-06"), "no attempt is left"),
    "nothing launched": (("gmd", "--until", "2005", "--since", "2004", "--count", "launched"), "no attempt is left"),
    "a total": (("thaad-tests", "--since", "2006"), "one total"),
    "a total, way": (("thaad-tests", "--count", "tests"), "allowed: total"),
}


def call(capsys: Any, *words: str) -> tuple[int, str, str]:
    code = enter(["tests", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("name", BAD)
def prop_bad_input_is_one_line_and_exit_two(name: str, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    words, why = BAD[name]
    code, out, err = call(capsys, *words, "--plot", "pictures")
    assert code == 2 and out == ""
    assert err.startswith("midcourse: ") and err.count("\n") == 1 and why in err
    assert list(tmp_path.iterdir()) == []


def test_json_carries_what_the_interface_says(capsys) -> None:
    code, out, err = call(capsys, "gmd", "--json")
    told = json.loads(out)
    assert code == 0 and err == ""
    assert (told["hits"], told["attempts"]) == (12, 20)
    assert set(told["posterior"]) == {"mean", "low", "high"}
    assert told["posterior"]["mean"] == pytest.approx(12.5 / 21)
    assert [(way["count"], way["hits"], way["attempts"]) for way in told["ways"]] == [
        ("tests", 12, 20), ("interceptors", 12, 21), ("launched", 12, 18),
    ]  # fmt: skip
    assert all(way["rule"] and way["source"] and way["grade"] for way in told["ways"])
    assert told["failures"] == {"launch": 2, "boost": 0, "separation": 3, "seeker": 3}
    assert len(told["tests"]) == 21
    for test in told["tests"]:
        assert test["purpose"] and bool(test["cause"]) == (test["outcome"] != "hit")
        assert test["source"] in told["sources"]


def test_filters_and_the_way_change_what_heads_the_answer(capsys) -> None:
    words = ("gmd", "--configuration", "three-stage", "--configuration", "two-stage", "--count", "launched", "--json")
    told = json.loads(call(capsys, *words)[1])
    assert (told["hits"], told["attempts"], told["count"]) == (7, 10, "launched")
    assert [way["attempts"] for way in told["ways"]] == [12, 13, 10]
    assert told["configurations"] == ["three-stage", "two-stage"]
    until = json.loads(call(capsys, "gmd", "--until", "2017", "--json")[1])
    assert (until["hits"], until["attempts"]) == (10, 18)


def test_text_has_the_count_first_then_every_test_all_ways_and_the_split(capsys) -> None:
    code, out, _ = call(capsys, "gmd")
    assert code == 0
    first = "12 hits of 20 attempts: chance of a hit 0.595, 0.418 to 0.762 (90 %, Jeffreys prior)."
    assert out.splitlines()[0] == first == json.loads(call(capsys, "gmd", "--json")[1])["answer"]
    record = mc.flight_record("gmd")
    for test in record.tests:
        assert f" {test.date}   {test.name} " in out
    assert "12 hits of 20 attempts: chance of a hit 0.595, 0.418 to 0.762 (90 %, Jeffreys prior)." in out
    for words in ("tests*", "12 of 20", "12 of 21", "12 of 18", "launch 2, boost 0, separation 3, seeker 3"):
        assert words in out
    assert "Tests are not combat" in out


def test_a_total_is_told_without_tests(capsys) -> None:
    code, out, _ = call(capsys, "thaad-tests")
    assert code == 0 and "16 hits of 16 attempts" in out and "failures" not in out


def test_the_picture_is_drawn_with_its_rerun_line(capsys, tmp_path) -> None:
    words = ("gmd", "--since", "2006", "--count", "launched", "--plot", str(tmp_path))
    code, out, _ = call(capsys, *words)
    assert code == 0 and out.strip().endswith("posterior.svg")
    assert (tmp_path / "posterior.png").read_bytes()[:4] == b"\x89PNG"
    found = mc.flight_record("gmd", since="2006", count="launched")
    assert found.rerun == "midcourse tests gmd --since 2006 --count launched"
    axes = found.plot.posterior()
    assert len(axes.lines) == 3
    written = " ".join(text.get_text() for text in axes.figure.texts)
    assert found.rerun in written and "since 2006" in written and "public sources" in written


def test_a_way_without_attempts_is_a_dash_and_no_curve(capsys) -> None:
    found = mc.flight_record("gmd", since="2004", until="2005")
    assert found.ways[2].posterior is None and len(found.plot.posterior().lines) == 2
    assert found.frame("ways")["mean"].isna().tolist() == [False, False, True]
    assert "–" in call(capsys, "gmd", "--since", "2004", "--until", "2005")[1]
