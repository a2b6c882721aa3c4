"""What an answer hangs on: rank correlations over worlds, by SciPy and by made-up answers that are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

import midcourse as mc
from midcourse.sentences.hangs import hang_words
from midcourse.strategy.question.hangs import hangs_on

RNG = np.random.default_rng(7)
DRAWN = {name: ("assumed", RNG.random(200)) for name in ("a", "b", "c")} | {"fixed": ("press", np.full(200, 2.0))}


def verif_a_made_up_answer_hangs_on_what_it_was_made_of() -> None:
    answer = 3.0 * DRAWN["b"][1] - DRAWN["a"][1] ** 3
    (found,) = hangs_on({"it": answer}, DRAWN)
    assert [one.input for one in found.found] == ["b", "a", "c"]
    assert {one.input for one in found.beyond} == {"a", "b"}
    for one in found.found:
        assert one.correlation == pytest.approx(spearmanr(DRAWN[one.input][1], answer).statistic, rel=1e-12)
    (told,) = hang_words([found])
    assert told.startswith("It hangs on, by rank correlation over 200 worlds: b +0.9") and "(assumed)" in told


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert hangs_on({"it": np.ones(200)}, DRAWN) == ()
    few = {name: (grade, values[:5]) for name, (grade, values) in DRAWN.items()}
    assert hangs_on({"it": RNG.random(5)}, few) == ()
    assert hangs_on({"it": RNG.random(200)}, {"fixed": DRAWN["fixed"]}) == ()
    (told,) = hang_words(hangs_on({"it": np.random.default_rng(8).random(200)}, DRAWN))
    assert "nothing that is told from chance" in told


def test_the_reply_hangs_on_what_outlives_an_attack_in_silos() -> None:
    found = mc.drawdown(sizes="500,1000")
    (hangs,) = found.hangs
    first = hangs.found[0]
    assert first.input == "russia-posture.silo.survives" and first.correlation > 0.8
    assert any("russia-posture.silo.survives" in line for line in found.told())
    # what is set has no doubt, and hangs no more
    fixed = mc.drawdown(sizes="500,1000", sets=["russia-posture.silo.survives=0.1"]).hangs[0]
    assert fixed.found and all(one.input != first.input for one in fixed.found)


def test_races_and_costs_say_what_they_hang_on() -> None:
    race = mc.race(worlds=60, years=8)
    assert len(race.hangs) == 3 and all(len(one.found) > 10 for one in race.hangs)
    (shield,) = mc.expand((100,)).hangs
    assert [one.input for one in shield.found] == ["common-cause", "kill"] and shield.by_chance == 0.0
    assert "points of the doubt: common-cause +0." in hang_words([shield])[0]
    assert mc.cost(worlds=60).hangs[0].found[0].input in ("system-price", "warhead-price")
    outlays = mc.race("richardson", 8, worlds=60)
    assert {one.input for one in outlays.hangs[0].beyond} & {"reaction-shield", "outlay-shield", "fatigue-shield"}
    assert mc.race(worlds=0, years=3).hangs == ()
