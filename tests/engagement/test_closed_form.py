"""The second method beside sums over all outcomes, and its parts beside what is known of them."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np
import pytest

from midcourse.engagement.closed_form import basket_chance, kill_chance, no_leaker, recognised, targets
from midcourse.engagement.cumulative import tracked
from midcourse.engagement.run import Batch, Result, battery_of, fight
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario, load_scenario

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
    assert kill_chance(CHAIN, 0.8, common, [shots]) == pytest.approx(
        outcomes(CHAIN, 0.8, common, shots), abs=1e-12
    )


def verif_one_shot_is_the_product_whatever_is_common() -> None:
    for common in (0.0, 0.3, 0.9):
        assert kill_chance(CHAIN, 1.0, common, [1]) == pytest.approx(math.prod(CHAIN), abs=1e-12)


def verif_rounds_with_perfect_reports_are_a_longer_salvo() -> None:
    three = [2, 2, 2]
    assert kill_chance(CHAIN, 0.9, 0.2, three) == pytest.approx(kill_chance(CHAIN, 0.9, 0.2, [6]), abs=1e-12)
    once = kill_chance(CHAIN, 0.9, 0.2, [2])
    assert kill_chance(CHAIN, 0.9, 0.2, three, 1.0) == pytest.approx(once, abs=1e-12)


def verif_four_shots_at_56_percent() -> None:
    chain = (1.0, 1.0, 1.0, 0.56)
    assert kill_chance(chain, 1.0, 0.0, [4]) == pytest.approx(0.96251904, abs=1e-12)
    assert kill_chance(chain, 1.0, 0.1, [4]) < 0.93


def verif_recognised_against_draws() -> None:
    luck = np.random.default_rng(1).normal(size=200_000)
    for apart, threshold in ((2.0, 0.3), (1.0, 0.5), (0.5, 0.6)):
        evidence = apart * luck + 0.5 * apart**2
        share = np.mean(1.0 / (1.0 + np.exp(-evidence)) >= threshold)
        assert recognised(apart, threshold) == pytest.approx(share, abs=0.005)
        share = np.mean(1.0 / (1.0 + np.exp(-evidence + apart**2)) >= threshold)
        assert recognised(apart, threshold, warhead=False) == pytest.approx(share, abs=0.005)
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


@pytest.mark.parametrize(
    "changes",
    [
        {"raid.0.decoys": 4, "doctrine.attacker_knows": True},
        {"raid.0.decoys": 4, "doctrine.attacker_knows": True, "batteries.0.count": 5},
        {"raid.0.decoys": 4},
        {"raid.0.debris": 15},
        {"batteries.0.count": 3},
        {"doctrine.kind": "salvo"},
    ],
    ids=str,
)
def verif_what_is_no_warhead_takes_its_share_of_the_stock(changes: dict[str, Any]) -> None:
    scenario = load_scenario("europe-2007")
    for path, value in changes.items():
        scenario = scenario.set(path, value)
    runs = 300
    result = fight(scenario, Batch(6, 0, np.arange(runs)))
    kept = (result.fates["leaked"].reshape(runs, -1).sum(axis=1) == 0).mean()
    sigma, closing = (float(np.nanmedian(result.shots[name])) for name in ("handover_sigma_m", "closing_m_s"))
    batteries = [battery_of(item) for item in scenario.batteries]
    # two standard errors of 300 runs, and as much for a form that works in the mean
    assert no_leaker(scenario, result.sky, batteries, sigma, closing) == pytest.approx(kept, abs=0.09)


def verif_a_search_that_comes_upon_a_stage_has_the_warhead() -> None:
    scenario = load_scenario("europe-2007", variant="forward-radar-searches")
    result = fight(scenario, Batch(6, 0, np.arange(300)))
    seen = tracked(scenario, result.sky, np.full(len(result.sky.paths), 800.0))
    found = np.isfinite(result.watched.firm_s).mean(axis=0)
    for k in np.flatnonzero(result.sky.kind == WARHEAD):
        assert seen.track[k] == pytest.approx(found[k], abs=0.08)


def prop_targets_are_what_can_be_met_and_falls_near(scenario: Scenario, fought: Result) -> None:
    batteries = [battery_of(item) for item in scenario.batteries]
    all_ = np.ones(len(fought.sky.paths))
    found = targets(scenario, fought.sky, batteries, all_, 200.0 * all_)
    assert WARHEAD in {int(fought.sky.kind[target.thing]) for target in found}
    assert all(target.rounds == (1,) and target.weight == 1.0 for target in found)
    far = scenario.set("defended", ["anchorage"])
    assert targets(far, fought.sky, batteries, all_, 200.0 * all_) == []
    assert targets(scenario, fought.sky, batteries, all_, 900.0 * all_) == []
    assert targets(scenario, fought.sky, batteries, 0.0 * all_, 200.0 * all_) == []


def prop_no_time_no_track(scenario: Scenario, fought: Result) -> None:
    objects, warhead = len(fought.sky.paths), fought.sky.kind == WARHEAD
    assert (tracked(scenario, fought.sky, np.full(objects, 100.0)).track == 0.0).all()
    seen = tracked(scenario, fought.sky, np.full(objects, 500.0))
    assert (seen.track[warhead] > 0.99).all() and (
        seen.even_s[warhead] < np.nanmax(fought.watched.firm_s)
    ).all()
