"""`midcourse treaty`: the verdict and the day first, a table by article, one line for bad input, JSON alone."""

from __future__ import annotations

import json

import pytest

import midcourse as mc
from midcourse.cli.front import enter
from midcourse.errors import ScenarioError

BAD = {
    "treaty": (("abm-1973", "testbed-2001"), "did you mean abm-1972?"),
    "scenario": (("abm-1972", "testbed-2002"), "did you mean testbed-2001?"),
    "forces": (("start-1", "usa-1991"), "did you mean usa-1990?"),
    "forces under a defensive treaty": (("abm-1972", "usa-1990"), "allowed: a built-in scenario or a file"),
    "a scenario under an offensive one": (("start-1", "testbed-2001"), "allowed: russia-2001"),
    "forces by another measure": (("start-1", "usa-2018"), "counted otherwise"),
    "forces with a variant": (
        ("start-1", "usa-1990", "--variant", "x"),
        "--variant: forces have no variants",
    ),
    "forces with a value": (("start-1", "usa-1990", "--set", "a=1"), "--set: forces have no variants"),
    "variant": (("abm-1972", "testbed-2001", "--variant", "emergency"), "emergency"),
    "date": (("abm-1972", "testbed-2001", "--date", "2001-13"), "--date: not a date"),
    "nothing": ((), "missing"),
}
KEYS = {"article", "limit", "value", "verdict", "in_force", "because", "source"}


def call(capsys, *words: str) -> tuple[int, str, str]:
    code = enter(["treaty", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize(("words", "said"), BAD.values(), ids=BAD.keys())
def prop_bad_input_is_one_line_and_exit_two(
    words: tuple[str, ...], said: str, capsys, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, *words)
    assert code == 2 and out == ""
    assert err.startswith("midcourse: ") and err.count("\n") == 1 and said in err
    assert list(tmp_path.iterdir()) == []
    code, out, _ = call(capsys, *words, "--json")
    assert code == 2 and json.loads(out)["error"]["kind"] == "scenario"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("abm-1972", "testbed-2001"), "in force on 14 July 2001."),
        (("abm-1972", "europe-2007"), "as if in force on 12 October 2007: it ended on 13 June 2002."),
        (("abm-1972", "testbed-2001", "--date", "1972-10"), "it was in force only from 3 October 1972."),
        (("demarcation-1997", "europe-2007"), "as if in force on 12 October 2007: it never was in force."),
        (("start-1", "usa-1990"), "as if in force on 1 September 1990: it was in force only from 5 December 1994."),
    ],
)  # fmt: skip
def test_the_day_comes_before_the_table_and_the_counts_last(words: tuple[str, ...], first: str, capsys) -> None:
    code, out, err = call(capsys, *words)
    lines = out.strip().splitlines()
    assert code == 0 and err == ""
    assert lines[1].endswith(first)
    assert "breach" in lines[-1] and lines[-1].endswith("not in this scenario.")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (("abm-1972", "testbed-2001"), "testbed-2001 keeps abm-1972: 0 breaches, 0 contested, 9 allowed, of 9"),
        (("abm-1972", "europe-2007"), "europe-2007 would breach abm-1972, were it in force: 4 breaches, 3 contested,"),
        (("abm-1972", "europe-2007", "--date", "2001"), "europe-2007 breaches abm-1972: 4 breaches, 3 contested,"),
    ],
)
def test_the_first_line_is_the_verdict(words: tuple[str, ...], verdict: str, capsys) -> None:
    first = call(capsys, *words)[1].splitlines()[0]
    assert first.startswith(verdict) and len(first.split()) <= 30
    day = words[3] if len(words) > 3 else None
    assert mc.treaty(*words[:2], date=day).as_dict()["answer"] == first


def test_json_is_a_list_of_findings(capsys) -> None:
    code, out, err = call(capsys, "abm-1972", "europe-2007", "--json")
    told = json.loads(out)
    assert code == 0 and err == "" and all(set(one) >= KEYS for one in told)
    assert {one["verdict"] for one in told} <= {"allowed", "breach", "contested", "not in this scenario"}
    (brdy,) = (one for one in told if one["article"] == "Agreed Statement F" and "Brdy" in one["value"])
    assert (brdy["value_number"], brdy["limit_value"], brdy["unit"]) == (pytest.approx(1.05e7), 3e6, "W m²")
    contested = [one for one in told if one["verdict"] == "contested"]
    readings = [reading for one in contested for reading in one["readings"]]
    assert readings and all({"who", "says", "source"} <= set(one) for one in readings)
    assert {one["in_force"] for one in told} == {False}
    earlier = json.loads(call(capsys, "abm-1972", "europe-2007", "--date", "2001", "--json")[1])
    assert all(one["in_force"] for one in earlier)


def test_a_replaced_value_turns_a_finding(capsys) -> None:
    def of_brdy(*more: str) -> str:
        told = json.loads(call(capsys, "abm-1972", "europe-2007", "--json", *more)[1])
        chosen = (one for one in told if one["article"] == "Agreed Statement F")
        return next(one["verdict"] for one in chosen if "Brdy" in one["value"])

    assert (of_brdy(), of_brdy("--set", "sensors.2.mean_power=28 kW")) == ("breach", "allowed")


def test_in_python_it_is_the_same(capsys) -> None:
    found = mc.treaty("abm-1972", "testbed-2001")
    assert found.as_dict()["findings"] == json.loads(call(capsys, "abm-1972", "testbed-2001", "--json")[1])
    assert found.as_dict()["in_force"] and found.rerun == "midcourse treaty abm-1972 testbed-2001"
    moved = mc.treaty("abm-1972", mc.load("testbed-2001").set("batteries.0.count", 16), "2001-08")
    assert (
        moved.counts["breach"] == found.counts["breach"] + 2
    )  # too many at ranges, and then far from an area
    assert moved.rerun.endswith("--set batteries.0.count=16 --date 2001-08-01")
    assert "as if in force" in mc.treaty("start-1", "ussr-1990").when()
    with pytest.raises(ScenarioError, match="about deployed forces"):
        mc.treaty("start-1", mc.load("testbed-2001"))
    assert len(mc.treaty("abm-1972", "europe-2007").frame("readings")) == 6
