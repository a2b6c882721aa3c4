"""Bars and bands: against functions of known answers, and against the metric worked by itself."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from midcourse.catalog.provenance import GRADES
from midcourse.errors import NoSolution
from midcourse.scenario import Scenario, worlds
from midcourse.scenario.doubt import drawn_world, input_names
from midcourse.scenario.graded import firm_below
from midcourse.study.bands import band_of, grades_to
from midcourse.study.equal_luck import ByRun, difference, runs_of, told
from midcourse.study.inputs import fixed_worlds, inputs_of
from midcourse.study.metric import Luck, Metric, measure, metric_of
from midcourse.study.tornado import Bar, bar_of, bars, greatest_first, left_share

LUCK = Luck(1, 0, 1, 2)
DELAY = "doctrine.decision_delay"  # 60 s, from 0 to 300 s


def metric_by(function: Callable[[Scenario], float]) -> Metric:
    return Metric("test", "test", "", -math.inf, math.inf, work=lambda scenario, _, luck: function(scenario))


def delay_s(scenario: Scenario) -> float:
    return scenario.doctrine.decision_delay_s


def tornado(scenario: Scenario, metric: Metric) -> dict[str, Bar]:
    stated = runs_of(metric, scenario, LUCK, {})
    found = greatest_first(list(bars(scenario, metric, inputs_of(scenario), LUCK, stated)))
    return {bar.input.path: bar for bar in found}


def verif_each_input_is_moved_alone(scenario: Scenario) -> None:
    found = tornado(scenario, metric_by(lambda one: 2.0 * delay_s(one) + one.doctrine.latency_s))
    assert list(found)[:2] == [DELAY, "doctrine.latency"]
    bar = found[DELAY]
    latency_s = scenario.doctrine.latency_s
    assert (bar.at_low.value, bar.at_high.value) == (latency_s, 600.0 + latency_s)
    assert bar.moved[:3] == (600.0, 600.0, 600.0) and bar.between == ("low", "high") and bar.beyond_luck
    assert all(one.size == 0.0 for path, one in found.items() if path not in list(found)[:2])
    assert len(found) == len(set(input_names(scenario).values()))


def verif_a_metric_that_turns_is_measured_from_the_stated_value(scenario: Scenario) -> None:
    bar = tornado(scenario, metric_by(lambda one: abs(delay_s(one) - 60.0)))[DELAY]
    assert (bar.size, bar.between) == (240.0, ("stated", "high"))
    assert (bar.low_moves.value, bar.high_moves.value) == (60.0, 240.0)


def test_an_end_without_a_value_has_a_word_and_no_bar(scenario: Scenario) -> None:
    metric = metric_by(lambda one: math.nan if delay_s(one) < 30.0 else delay_s(one))
    bar = tornado(scenario, metric)[DELAY]
    assert math.isnan(bar.at_low.value) and bar.at_low.why
    assert (bar.size, bar.between) == (240.0, ("stated", "high"))
    nowhere = bar_of(metric, bar.input, *(ByRun(np.zeros(0), np.zeros(0), "out of reach"),) * 3)
    assert nowhere.size == 0.0 and not nowhere.beyond_luck


def verif_a_missile_that_falls_short_has_no_answer_where_it_is_fought(scenario: Scenario) -> None:
    (reach,) = (one for one in inputs_of(scenario) if one.path == "raid.0.range")
    draws = reach.draws(reach.ends[0])
    assert "out of reach" in runs_of(metric_of("p_no_leaker"), scenario, LUCK, draws).why
    assert len(runs_of(metric_of("burnout_speed_m_s"), scenario, LUCK, draws).values) == 1


def test_runs_without_a_change_may_be_luck() -> None:
    metric = metric_of("p_no_leaker")
    runs, values = np.arange(200), (np.arange(200) % 10 > 0).astype(float)
    same = difference(metric, ByRun(runs, values), ByRun(runs, values))
    assert same.value == 0.0 and same.low < 0.0 < same.high < 0.02
    worse = difference(metric, ByRun(runs, values), ByRun(runs[:100], np.zeros(100)))
    assert (worse.value, worse.runs) == (-0.9, 100) and worse.high < 0.0


@pytest.mark.parametrize("count", [0, 2])
def verif_runs_as_stated_are_those_of_the_metric(scenario: Scenario, count: int) -> None:
    metric, luck = metric_of("p_no_leaker"), Luck(8, count, 3, 2)
    found = runs_of(metric, scenario, luck, {})
    assert told(metric, found)[:4] == measure(metric, scenario, luck)[:4]


def prop_worlds_with_a_fixed_input_draw_the_others_as_ever(scenario: Scenario) -> None:
    draws = {DELAY: 7.0}
    for fixed, free in zip(fixed_worlds(scenario, draws, 3, 1), worlds(scenario, 3, 1), strict=True):
        assert fixed.number == free.number
        assert fixed.draws == free.draws | draws
        assert fixed.scenario.doctrine.decision_delay_s == 7.0


def prop_a_world_in_which_nothing_differs_leaves_the_scenario_its_doubt(scenario: Scenario) -> None:
    before = inputs_of(scenario)
    drawn_world(scenario, {DELAY: scenario.doctrine.decision_delay_s})
    assert inputs_of(scenario) == before


def verif_a_band_is_that_of_the_distribution(scenario: Scenario) -> None:
    metric = metric_by(delay_s)
    inputs = inputs_of(scenario)
    stated = runs_of(metric, scenario, LUCK, {})
    low, high = (
        band_of(scenario, metric, inputs, grade, stated, LUCK, 100) for grade in ("estimated", "assumed")
    )
    assert (low.low, low.high) == (60.0, 60.0)
    # half of the draws lie evenly below the stated value, half above it; one world is a hundredth
    assert high.low == pytest.approx(0.1 * 60.0, abs=1.2 + 1e-9)
    assert high.high == pytest.approx(60.0 + 0.9 * 240.0, abs=4.8 + 1e-9)
    assert high.inputs == len(inputs)


def prop_a_band_of_fought_runs_has_little_luck_in_it(scenario: Scenario) -> None:
    # the four inputs of the press hardly move the answer, and a world of 20 runs alone has an error of 6 points
    metric, luck = metric_of("p_no_leaker"), Luck(160, 0, 1, 2)
    stated = runs_of(metric, scenario, luck, {})
    inputs = [one for one in inputs_of(scenario) if one.number.grade == "press"]
    found = band_of(firm_below(scenario, "press"), metric, inputs, "press", stated, luck, 8)
    assert (found.inputs, found.worlds) == (4, 8) and found.cannot_reach < 4
    middle = told(metric, stated).value
    assert middle - 0.03 < found.low <= found.high < middle + 0.03


def test_the_share_of_bars_left_out_is_of_their_sum(scenario: Scenario) -> None:
    found = greatest_first(
        list(tornado(scenario, metric_by(lambda one: delay_s(one) + one.doctrine.latency_s)).values())
    )
    assert left_share(found, found[:1]) == pytest.approx(18.0 / 318.0)
    assert left_share(found, found) == 0.0


def test_without_a_doubtful_input_there_is_nothing_to_move(scenario: Scenario) -> None:
    with pytest.raises(NoSolution, match="are worse"):
        inputs_of(firm_below(scenario, "official"))
    assert grades_to("press") == GRADES[:3] and grades_to(None) == GRADES
