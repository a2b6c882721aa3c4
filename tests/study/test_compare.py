"""Two scenarios on equal luck: intervals of pairs against published ones, and what differs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.errors import NoSolution
from midcourse.scenario import Scenario
from midcourse.study.compare import compare, differing, paired
from midcourse.study.metric import Luck, metric_of

LUCK = Luck(400, 0, 1)


def _pairs(both: int, first: int, second: int, neither: int) -> tuple[np.ndarray, np.ndarray]:
    x = np.repeat([1.0, 1.0, 0.0, 0.0], [both, first, second, neither])
    y = np.repeat([1.0, 0.0, 1.0, 0.0], [both, first, second, neither])
    return x, y


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        # Newcombe 1998, table II, method 10, with the sign of second less first
        ((36, 12, 2, 0), (-0.3245, -0.0569)),
        ((0, 0, 0, 30), (-0.1135, 0.1135)),
        ((30, 0, 0, 0), (-0.1135, 0.1135)),
        ((0, 30, 0, 0), (-1.0, -0.8395)),
    ],
)
def val_the_interval_of_pairs_is_the_published_one(cells: tuple[int, ...], ends: tuple[float, float]) -> None:
    found = paired(*_pairs(*cells))
    assert (found.low, found.high) == pytest.approx(ends, abs=6e-4)


def prop_the_interval_of_pairs_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(2000):
        common = rng.random(300)
        # 0.9 and 0.8, of which most hangs on what both have in common
        x = (common < 0.9).astype(float)
        y = np.where(rng.random(300) < 0.5, common < 0.8, rng.random(300) < 0.8).astype(float)
        found = paired(x, y)
        held += found.low <= -0.1 <= found.high
    assert 0.93 <= held / 2000 <= 0.985


def prop_other_numbers_have_students_interval() -> None:
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 5.0, 4.0])
    found = paired(x, y)
    half = 3.182446 * np.std(y - x, ddof=1) / 2.0
    assert (found.value, found.high) == pytest.approx((0.75, 0.75 + half), abs=1e-6)


def test_the_same_scenario_differs_by_nothing(scenario: Scenario) -> None:
    found = compare(metric_of("p_no_leaker"), scenario, scenario, LUCK)
    assert found.difference.value == 0.0
    assert found.pairs == 400
    assert found.correlation == pytest.approx(1.0)
    assert differing(scenario, scenario) == []


def test_equal_luck_narrows_the_interval(scenario: Scenario) -> None:
    more = scenario.set("doctrine.salvo", 3)
    found = compare(metric_of("p_no_leaker"), scenario, more, LUCK)
    apart = math.hypot(*(one.high - one.low for one in (found.first, found.second)))
    assert found.difference.value == pytest.approx(found.second.value - found.first.value)
    assert found.difference.high - found.difference.low < 0.8 * apart
    assert [one.path for one in differing(scenario, more)] == ["doctrine.salvo"]


def test_worlds_are_the_same_in_both(scenario: Scenario) -> None:
    found = compare(metric_of("expected_leakers"), scenario, scenario.set("batteries.0.count", 0), Luck(640, 32, 1))
    assert found.difference.doubt is not None
    low, high = found.difference.doubt
    assert low <= found.difference.value <= high
    assert found.second.value == 1.0


def test_numbers_without_luck_differ_exactly(scenario: Scenario) -> None:
    place = scenario.raid[0].to_place
    metric = metric_of(f"shots:{place.lat_deg},{place.lon_deg}")
    found = compare(metric, scenario, scenario.set("doctrine.decision_delay", "900 s"), LUCK)
    assert found.difference.low == found.difference.value == found.difference.high <= 0.0
    assert found.pairs == 0


def test_a_raid_that_falls_short_is_no_solution(scenario: Scenario) -> None:
    far = scenario.set("raid.0.to", "washington")
    with pytest.raises(NoSolution):
        compare(metric_of("p_no_leaker"), scenario, far, LUCK)
    with pytest.raises(NoSolution):
        compare(metric_of("p_no_leaker"), far, scenario, LUCK)
