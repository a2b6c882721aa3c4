"""Words about the speed of interceptors: what is shed, and what a claim with an open end allows."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.campaign.runs import NOMINAL
from midcourse.engagement.run import Batch, fight
from midcourse.interceptors.reference_flight import burnout
from midcourse.report.speed import burnout_speeds_m_s, claims, speed_line, speeds
from midcourse.report.told import Recorded
from midcourse.scenario import load_scenario


def val_the_critics_more_than_8_5_is_no_contradiction() -> None:
    # Lewis and Postol 2008: more than 8.5 km/s with three stages
    scenario = load_scenario("testbed-2001", "emergency-fort-greely")
    words = speed_line(scenario)
    assert "gives 8.9 km/s, as the critics' more than 8.5 km/s allows" in words
    assert "needs" not in words
    assert "claims more than 8.5 km/s" in speeds(scenario)


def test_what_is_not_claimed_still_asks_for_another_dead_mass() -> None:
    words = speed_line(load_scenario("europe-2007"))
    assert "the critics' 8.0 km/s" in words and "the agency's 6.3 km/s needs 837 kg" in words


@pytest.mark.parametrize(("speed_m_s", "allowed"), [(8.3e3, False), (8.47e3, True), (9.4e3, True)])
def test_an_open_claim_allows_what_is_faster(speed_m_s: float, allowed: bool) -> None:
    one = load_scenario("testbed-2001", "emergency-fort-greely").batteries[0].interceptor
    (claim,) = (claim for claim in claims(one) if claim.speed is not None)
    assert claim.allows(speed_m_s) is allowed


def verif_shots_that_shed_lie_between_the_speeds_that_are_told() -> None:
    scenario = load_scenario("testbed-2001")
    one = scenario.batteries[0].interceptor
    result = fight(scenario, Batch(1, NOMINAL, np.arange(8)))
    run = int(result.shots["run"][0])
    (flown_m_s,) = burnout_speeds_m_s(Recorded(run, result, scenario, []), one.id)
    full_m_s = float(burnout(one).speed_m_s)
    assert one.least_speed_share * full_m_s * 0.9 < flown_m_s < 0.6 * full_m_s
    assert "45 % of what is taken here, 1.9 km/s" in speed_line(scenario)
    page = speeds(scenario, Recorded(run, result, scenario, []))
    assert "as fought, at full speed" in page and "all shed that can be" in page
    assert f"{flown_m_s / 1e3:.1f} km/s over the turning Earth" in page


def test_what_cannot_shed_says_nothing_of_it() -> None:
    scenario = load_scenario("nodong-japan")
    assert scenario.batteries[0].interceptor.energy_management == "none"
    assert "can shed" not in speed_line(scenario) and "can shed" not in speeds(scenario)
