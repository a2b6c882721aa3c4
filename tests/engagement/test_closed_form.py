"""The second method beside sums over all outcomes, and its parts beside what is known of them."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from midcourse.engagement.closed_form import basket_chance, kill_chance, no_leaker, recognised, terms
from midcourse.engagement.cumulative import tracked
from midcourse.engagement.run import Batch, Result, battery_of, fight
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario

CHAIN = (0.95, 0.9, 0.97, 0.92)


def outcomes(chain: tuple[float, ...], geometry: float, common: float, shots: int) -> float:
    """Sum the chance of at least one hit over which steps fail for all and which for single shots."""
    total = 0.0
    for shared in product((0, 1), repeat=len(chain)):
        weight = math.prod(
            common * (1 - c) if s else 1 - common * (1 - c) for c, s in zip(chain, shared, strict=True)
        )
        own = math.prod(c / (1 - common * (1 - c)) for c in chain) * geometry
        total += weight * (0.0 if any(shared) else 1 - (1 - own) ** shots)
    return total


@pytest.mark.parametrize("shots", [1, 2, 4])
@pytest.mark.parametrize("common", [0.0, 0.1, 1.0])
def verif_kill_chance_against_the_sum_over_outcomes(shots: int, common: float) -> None:
    assert kill_chance(CHAIN, 0.8, common, shots) == pytest.approx(
        outcomes(CHAIN, 0.8, common, shots), abs=1e-12
    )


def verif_one_shot_is_the_product_whatever_is_common() -> None:
    for common in (0.0, 0.3, 0.9):
        assert kill_chance(CHAIN, 1.0, common, 1) == pytest.approx(math.prod(CHAIN), abs=1e-12)


def verif_rounds_with_perfect_reports_are_a_longer_salvo() -> None:
    assert kill_chance(CHAIN, 0.9, 0.2, 2, 3) == pytest.approx(kill_chance(CHAIN, 0.9, 0.2, 6), abs=1e-12)
    assert kill_chance(CHAIN, 0.9, 0.2, 2, 3, 1.0) == pytest.approx(
        kill_chance(CHAIN, 0.9, 0.2, 2), abs=1e-12
    )


def verif_recognised_against_draws() -> None:
    luck = np.random.default_rng(1).normal(size=200_000)
    for apart, threshold in ((2.0, 0.3), (1.0, 0.5), (0.5, 0.6)):
        evidence = apart * luck + 0.5 * apart**2
        share = np.mean(1.0 / (1.0 + np.exp(-evidence)) >= threshold)
        assert recognised(apart, threshold) == pytest.approx(share, abs=0.005)
    assert recognised(0.0, 0.3) == 1.0 and recognised(0.0, 0.6) == 0.0


def verif_basket_against_draws(scenario: Scenario) -> None:
    interceptor = scenario.batteries[0].interceptor
    kv = interceptor.kill_vehicle
    limit = kv.acquisition_range_m * math.tan(kv.half_field_of_view_rad)
    draws = np.random.default_rng(2).normal(size=(100_000, 2)) * limit
    share = np.mean(np.hypot(draws[:, 0], draws[:, 1]) < limit)
    assert basket_chance(interceptor, limit, 100.0) == pytest.approx(share, abs=0.007)
    assert basket_chance(interceptor, 0.0, 1e4) == 1.0


def verif_beside_the_simulation(scenario: Scenario) -> None:
    quiet = scenario.set("doctrine.threat_probability", 0.0)
    batteries = [battery_of(item) for item in scenario.batteries]
    result = fight(quiet, Batch(4, 0, np.arange(1000)))
    shots = result.shots
    value = no_leaker(
        quiet,
        result.sky,
        batteries,
        float(np.nanmedian(shots["handover_sigma_m"])),
        float(np.median(shots["closing_m_s"])),
    )
    leaked = result.fates["leaked"].reshape(1000, -1).sum(axis=1)
    assert value == pytest.approx(np.mean(leaked == 0), abs=0.03)


def prop_terms_share_out_the_stock(scenario: Scenario, fought: Result) -> None:
    few = scenario.set("batteries.0.count", 1)
    found = terms(few, fought.sky, [battery_of(item) for item in few.batteries], 200.0)
    assert [term.shots for term in found] == [1]
    late = terms(scenario, fought.sky, [battery_of(item) for item in scenario.batteries], 900.0)
    assert [term.battery for term in late] == [-1]


def prop_no_time_no_track(scenario: Scenario, fought: Result) -> None:
    warheads = int((fought.sky.kind == WARHEAD).sum())
    assert (tracked(scenario, fought.sky, np.full(warheads, 100.0)).track == 0.0).all()
    seen = tracked(scenario, fought.sky, np.full(warheads, 500.0))
    assert (seen.track > 0.99).all() and (seen.even_s < np.nanmax(fought.watched.firm_s)).all()
