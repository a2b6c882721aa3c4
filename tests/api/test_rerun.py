"""The command that repeats an answer: of one made in Python with a grade, that grade stands in it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable

import pytest

from midcourse.api import compare, flip, leakage, load, run, sobol, sweep, tornado
from midcourse.cli.front import enter
from midcourse.scenario import Scenario, firm_below

FEW = {"runs": 40, "worlds": 4}
SALVO = ["doctrine.salvo=1,2"]
ASKED: dict[str, Callable[[Scenario], str]] = {
    "run": lambda one: run(one, **FEW).rerun,
    "flip": lambda one: flip(one, "p_no_leaker>0.99", SALVO, **FEW).rerun,
    "sweep": lambda one: sweep(one, "p_no_leaker", SALVO, **FEW).rerun,
    "compare": lambda one: compare(one, one.set("doctrine.salvo", 3), "p_no_leaker", **FEW).rerun,
    "tornado": lambda one: tornado(one, "burnout_speed_m_s", bands=2).rerun,
    "sobol": lambda one: sobol(one, "burnout_speed_m_s", n=16, top=2).rerun,
    "leakage": lambda one: leakage(one, "shots", "1,2", **FEW).rerun,
}


@pytest.mark.parametrize("command", ASKED)
def test_a_grade_stands_in_the_line(command: str) -> None:
    words = shlex.split(ASKED[command](firm_below(load("nodong-japan"), "press")))
    assert words[:2] == ["midcourse", command]
    assert words.count("--grade") == 1 and words[words.index("--grade") + 1] == "press"
    assert "--grade" not in ASKED[command](load("nodong-japan"))


@pytest.mark.parametrize("command", ["sweep", "tornado"])
def test_the_line_gives_the_same_answer(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = firm_below(load("nodong-japan"), "press")
    if command == "sweep":
        found = sweep(scenario, "p_no_leaker", SALVO, **FEW).as_dict()
    else:
        found = tornado(scenario, "burnout_speed_m_s", bands=2).as_dict()
    assert enter([*shlex.split(found["rerun"])[1:], "--quiet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    for one in (found, told):
        one.pop("wall_s", None)
        one.pop("rerun")
    assert told == json.loads(json.dumps(found))


def test_a_grade_without_worlds_is_left_out() -> None:
    graded = firm_below(load("nodong-japan"), "press")
    found = sweep(graded, "p_no_leaker", SALVO, runs=40)  # the command would refuse it: no input is drawn
    assert "--grade" not in found.rerun and "--worlds 0" in found.rerun
