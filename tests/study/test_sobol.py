"""Sobol's indices: functions whose indices are known, what has no value, what an interruption leaves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.errors import NoSolution
from midcourse.scenario import Scenario
from midcourse.study.equal_luck import runs_of
from midcourse.study.inputs import inputs_of
from midcourse.study.metric import Luck, Metric
from midcourse.study.sobol import indices, is_power, sampled
from midcourse.study.spread import Spread, share_of, spread
from midcourse.study.tornado import bars, greatest_first

LUCK = Luck(1, 0, 1, 2)


def ishigami(shares: np.ndarray) -> np.ndarray:
    x = math.pi * (2.0 * shares - 1.0)
    found: np.ndarray = np.sin(x[:, 0]) * (1.0 + 0.1 * x[:, 2] ** 4) + 7.0 * np.sin(x[:, 1]) ** 2
    return found


def val_ishigami() -> None:
    # Ishigami and Homma 1990, a = 7 and b = 0.1; closed form in Saltelli and others 2008, section 5
    a, b = 7.0, 0.1
    one, two = 0.5 * (1.0 + b * math.pi**4 / 5.0) ** 2, a * a / 8.0
    both = b * b * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = one + two + both
    found = indices(sampled(ishigami, 3, 4096, 1), 1)
    for first, total, alone, with_others in zip(
        found.first, found.total, (one, two, 0.0), (one + both, two, both), strict=True
    ):
        assert first.value == pytest.approx(alone / whole, abs=0.02)
        assert total.value == pytest.approx(with_others / whole, abs=0.02)
        assert first.low <= first.value <= first.high
    assert found.first_sum.value == pytest.approx((one + two) / whole, abs=0.03)
    assert found.first_sum.low < 1.0


def val_g_function() -> None:
    # Saltelli and Sobol 1995: parts 1 / (3 (1 + a)^2) of the variance, products where inputs go together
    a = np.array([0.0, 1.0, 4.5, 9.0])
    parts = 1.0 / (3.0 * (1.0 + a) ** 2)
    whole = np.prod(1.0 + parts) - 1.0

    def g(shares: np.ndarray) -> np.ndarray:
        found: np.ndarray = np.prod((np.abs(4.0 * shares - 2.0) + a) / (1.0 + a), axis=1)
        return found

    found = indices(sampled(g, 4, 4096, 1), 1)
    assert [one.value for one in found.first] == pytest.approx(list(parts / whole), abs=0.02)
    totals = parts * np.prod(1.0 + parts) / (1.0 + parts) / whole
    assert [one.value for one in found.total] == pytest.approx(list(totals), abs=0.02)


def verif_one_input_has_all_of_it() -> None:
    found = indices(sampled(lambda shares: shares[:, 0], 1, 256, 1), 1)
    assert found.first[0].value == pytest.approx(1.0, abs=0.05)
    assert found.total[0].value == pytest.approx(1.0, abs=0.05)


def verif_rows_without_a_value_are_replaced_by_the_next() -> None:
    def cut(shares: np.ndarray) -> np.ndarray:
        return np.where(shares[:, 0] < 0.1, np.nan, shares[:, 0] + shares[:, 1])

    found = sampled(cut, 2, 1024, 1)
    assert found.values.shape == (1024, 4) and np.isfinite(found.values).all()
    # both points of a row lie above a tenth in 81 of a hundred
    assert found.replaced == pytest.approx(1024 * (1.0 / 0.81 - 1.0), rel=0.1)
    # what is left is the function over 0.1 to 1: variances are as 0.81 to 1
    assert indices(found, 1).first[0].value == pytest.approx(0.81 / 1.81, abs=0.03)


def test_too_many_rows_without_a_value_and_a_constant_are_refused() -> None:
    with pytest.raises(NoSolution, match="rows a point has no answer"):
        sampled(lambda shares: np.where(shares[:, 0] < 0.4, np.nan, shares[:, 0]), 2, 64, 1)
    with pytest.raises(NoSolution, match="nothing to share out"):
        indices(sampled(lambda shares: np.ones(len(shares)), 2, 32, 1), 1)


@pytest.mark.parametrize(("calls", "n"), [(0, 0), (1, 0), (5, 32), (6, 32)])
def test_an_interruption_leaves_a_power_of_two(calls: int, n: int) -> None:
    whole = sampled(ishigami, 3, 64, 1)
    left = [calls]

    def cut(shares: np.ndarray) -> np.ndarray:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return ishigami(shares)

    found = sampled(cut, 3, 64, 1)
    assert not found.complete and found.n == n and len(found.values) == 8 * calls
    assert np.array_equal(found.values, whole.values[: 8 * calls])


def prop_powers_of_two() -> None:
    assert [n for n in range(-2, 20) if is_power(n)] == [1, 2, 4, 8, 16]


def worked(scenario: Scenario, metric: Metric, top: int) -> Spread:
    stated = runs_of(metric, scenario, LUCK, {})
    found = greatest_first(list(bars(scenario, metric, inputs_of(scenario), LUCK, stated)))
    return spread(scenario, metric, found, top, 256, LUCK)


def metric_of_rules(cut_s: float) -> Metric:
    def work(scenario: Scenario, _: str, luck: Luck) -> float:
        rules = scenario.doctrine
        delay_s = rules.decision_delay_s
        return math.nan if delay_s < cut_s else delay_s + 10.0 * rules.latency_s + rules.spacing_s

    return Metric("test", "test", "", -math.inf, math.inf, work=work)


def variance(low: float, value: float, high: float) -> float:
    """Return the variance of what lies evenly below the value in one half of the draws, evenly above in the other."""
    pieces = [(low, value), (value, high)]
    mean = 0.5 * sum(0.5 * (a + b) for a, b in pieces)
    return 0.5 * sum((a * a + a * b + b * b) / 3.0 for a, b in pieces) - mean**2


def verif_a_sum_is_shared_out_by_the_variances_of_its_inputs(scenario: Scenario) -> None:
    found = worked(scenario, metric_of_rules(-1.0), 2)
    assert [part.input.path for part in found.parts] == ["doctrine.decision_delay", "doctrine.latency"]
    assert all(part.is_whole for part in found.parts) and found.luck_share == 0.0
    assert found.left_share == pytest.approx(25.0 / (300.0 + 180.0 + 25.0))
    delay, latency = variance(0.0, 60.0, 300.0), variance(20.0, 50.0, 200.0)
    assert found.indices is not None
    assert found.deviation == pytest.approx(math.sqrt(delay + latency), rel=0.03)
    for shares in (found.indices.first, found.indices.total):
        assert shares[0].value == pytest.approx(delay / (delay + latency), abs=0.05)
        assert shares[1].value == pytest.approx(latency / (delay + latency), abs=0.05)


def verif_only_the_part_with_a_value_is_drawn(scenario: Scenario) -> None:
    found = worked(scenario, metric_of_rules(30.0), 2)
    (part,) = (one for one in found.parts if one.input.path == "doctrine.decision_delay")
    assert (part.from_share, part.to_share) == (pytest.approx(0.25, abs=1e-3), 1.0)
    assert part.value(0.0) == pytest.approx(30.0, abs=0.1) and part.value(1.0) == 300.0
    assert found.sampled.replaced == 0
    assert share_of(part.input.number, 60.0) == pytest.approx(0.5)


def test_without_an_input_that_moves_it_there_is_nothing_to_share(scenario: Scenario) -> None:
    metric = Metric("test", "test", "", -math.inf, math.inf, work=lambda *_: 1.0)
    with pytest.raises(NoSolution, match="nothing to share out"):
        worked(scenario, metric, 2)
