"""The smallest change of one input: on functions whose turns are known, and in a scenario."""

from __future__ import annotations

import math

import pytest

from midcourse.errors import NoSolution, ScenarioError
from midcourse.scenario import load_scenario
from midcourse.study.evaluate import Evaluator
from midcourse.study.flip import CLOSE, CLOSE_LUCK, flip_of
from midcourse.study.metric import Luck
from midcourse.study.question import question_of
from midcourse.study.vary import varied

DELAY = "doctrine.decision_delay=0..600 s"  # stated: 60 s


def test_a_turn_is_found_as_closely_as_promised(known) -> None:
    question, work = known(lambda delay: 137.3 - delay, [DELAY])
    found = flip_of(question, work, 0)
    assert 137.3 <= found.to <= 137.3 + CLOSE * 600.0
    low, high = found.interval
    assert low <= 137.3 <= high
    assert found.change == pytest.approx((found.to - 60.0) / 600.0)
    assert found.monotone is True
    assert found.others == ()


def test_the_nearest_of_several_turns_is_taken_and_the_others_told(known) -> None:
    # yes between 40 s and 300 s, and again from 450 s on; stated 60 s
    question, work = known(lambda delay: -(delay - 40.0) * (delay - 300.0) * (450.0 - delay), [DELAY])
    found = flip_of(question, work, 0)
    assert found.to == pytest.approx(40.0, abs=CLOSE * 600.0)
    assert found.change < 0.0
    assert [pytest.approx(value, abs=2 * CLOSE * 600.0) for value in found.others] == [300.0, 450.0]
    assert found.monotone is False


def test_what_is_not_monotone_is_looked_at_more_finely(known) -> None:
    # a hump between the points of the first look: found only by the second
    def hump(delay: float) -> float:
        return 1.0 + 0.2 * math.sin(delay / 60.0) - (3.0 if 90.0 < delay < 125.0 else 0.0)

    question, work = known(hump, [DELAY])
    found = flip_of(question, work, 0)
    assert found.monotone is False
    assert found.to == pytest.approx(90.0, abs=CLOSE * 600.0)


def test_counts_turn_at_whole_numbers(known) -> None:
    question, work = known(lambda count: 37.5 - count, ["batteries.0.count=1..100"])
    found = flip_of(question, work, 0)
    assert (found.to, found.interval) == (38.0, (37.0, 38.0))


def test_words_are_all_tried(known) -> None:
    question, work = known(lambda kind: 1.0 if kind == "salvo" else -1.0, ["doctrine.kind=salvo,shoot-look-shoot"])
    stated = work.inputs[0].stated
    found = flip_of(question, work, 0)
    assert found.to == ("shoot-look-shoot" if stated == "salvo" else "salvo")
    assert found.monotone is None


def test_no_turn_in_the_range_is_none(known) -> None:
    question, work = known(lambda delay: 1.0, [DELAY])
    found = flip_of(question, work, 0)
    assert (found.to, found.interval, found.change) == (None, None, None)


def test_a_stated_value_beyond_the_range_is_where_changes_begin(known) -> None:
    question, work = known(lambda delay: 250.0 - delay, ["doctrine.decision_delay=200..600 s"])
    found = flip_of(question, work, 0)
    assert found.to == pytest.approx(250.0, abs=CLOSE * 400.0)
    assert found.change == pytest.approx((found.to - 60.0) / 400.0)


def test_where_there_is_no_answer_it_says_so_and_goes_on(known) -> None:
    question, work = known(lambda delay: math.nan if delay > 400.0 else 200.0 - delay, [DELAY])
    found = flip_of(question, work, 0)
    assert found.to == pytest.approx(200.0, abs=CLOSE * 600.0)
    assert "no answer there" in found.why


def test_luck_leaves_an_interval_around_the_turn(known) -> None:
    # the metric falls by 0.01 a second and is known to 0.5: 50 s to either side
    question, work = known(lambda delay: 2.0 - 0.01 * delay, [DELAY], 0.5)
    found = flip_of(question, work, 0)
    close = 2.0 * CLOSE_LUCK * 600.0
    assert found.to == pytest.approx(200.0, abs=close)
    assert found.interval == (pytest.approx(150.0, abs=close), pytest.approx(250.0, abs=close))


def test_an_end_of_the_interval_may_lie_beyond_the_range(known) -> None:
    question, work = known(lambda delay: 5.5 - 0.01 * delay, [DELAY], 0.8)
    found = flip_of(question, work, 0)
    assert found.to == pytest.approx(550.0, abs=2.0 * CLOSE_LUCK * 600.0)
    low, high = found.interval
    assert low == pytest.approx(470.0, abs=2.0 * CLOSE_LUCK * 600.0)
    assert high is None


def val_the_delay_that_loses_vypolzovo_is_the_margin() -> None:
    # the margin is from the first launch to the last that still meets it, so so much more delay ends it
    russia = load_scenario("russia-2007")
    question = question_of("reachable:vypolzovo")
    work = Evaluator(russia, question.metric, [varied(russia, DELAY)], Luck(1, 0, 1))
    margin_s = work.stated.value
    found = flip_of(question, work, 0)
    assert found.to == pytest.approx(60.0 + margin_s, abs=2.0 * CLOSE * 600.0)


def val_a_flip_is_repeated_by_set() -> None:
    europe = load_scenario("europe-2007")
    question = question_of("covered:warsaw")
    work = Evaluator(europe, question.metric, [varied(europe, DELAY)], Luck(1, 0, 1))
    found = flip_of(question, work, 0)
    before, after = found.interval
    for value, answer in ((before, True), (after, False)):
        again = load_scenario("europe-2007", sets=(f"doctrine.decision_delay={value!r} s",))
        assert question.told(Evaluator(again, question.metric, (), Luck(1, 0, 1)).stated) is answer


@pytest.mark.parametrize(
    ("text", "error", "why"),
    [
        ("p_no_leaker>=0", NoSolution, "always yes"),
        ("p_no_leaker>1", NoSolution, "always no"),
        ("shots:warsaw>4", NoSolution, "always no"),
        ("expected_leakers>=-1", NoSolution, "always yes"),
        ("p_no_leakr>0.9", ScenarioError, "did you mean p_no_leaker"),
        ("coverd:warsaw", ScenarioError, "did you mean covered"),
        ("covered", ScenarioError, "a place is missing"),
        ("covered:atlantis", ScenarioError, "no such"),
        ("shots>1", ScenarioError, "a place is missing"),
        ("p_no_leaker:warsaw>0.5", ScenarioError, "takes no place"),
        ("p_no_leaker>much", ScenarioError, "no number"),
        ("p_no_leaker>nan", ScenarioError, "no number"),
        ("who wins?", ScenarioError, "not a question"),
        ("", ScenarioError, "not a question"),
    ],
)
def test_questions_without_sense_are_one_line(text: str, error: type[Exception], why: str) -> None:
    with pytest.raises(error, match=why) as caught:
        question_of(text)
    assert caught.value.key == "--question"


@pytest.mark.parametrize(("text", "threshold"), [("p_no_leaker>0.9", 0.9), ("p_no_leaker > 90%", 0.9), ("shots:warsaw>=2", 2.0)])
def test_questions_compare_a_metric(text: str, threshold: float) -> None:
    question = question_of(text)
    assert question.threshold == pytest.approx(threshold)
    assert question.holds(threshold) is (">=" in text)
    assert question.holds(threshold + 0.01) is True
    assert question.holds(math.nan) is None
