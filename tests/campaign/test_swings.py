"""How far an input moves the answer, beside the closed form of the changed scenario."""

from __future__ import annotations

import math

import pytest

from midcourse.campaign.metrics import moved_by
from midcourse.campaign.runs import fight_all
from midcourse.campaign.swings import Swing, swings
from midcourse.engagement.closed_form import no_leaker
from midcourse.engagement.run import battery_of
from midcourse.scenario import Scenario, load_scenario
from midcourse.threats.fly import fly_raid

SIGMA_M, CLOSING_M_S = 50.0, 1.0e4


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load_scenario("europe-2007")


@pytest.fixture(scope="module")
def found(europe: Scenario) -> list[Swing]:
    return swings(europe, fly_raid(europe.raid), SIGMA_M, CLOSING_M_S, jobs=2)


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        ("doctrine.common_cause", 0.0, 0.3),
        ("doctrine.threat_probability", 0.1, 0.6),
        ("doctrine.decision_delay", "0 s", "300 s"),
        ("batteries.0.flight_time_limit", "500 s", "1500 s"),
    ],
)
def verif_each_end_is_the_answer_of_the_changed_scenario(
    europe: Scenario, found: list[Swing], path: str, low: object, high: object
) -> None:
    swing = next(one for one in found if one.path == path)
    for end, value in ((low, swing.at_low), (high, swing.at_high)):
        changed = europe.set(path, end)
        batteries = [battery_of(item) for item in changed.batteries]
        want = no_leaker(changed, fly_raid(changed.raid), batteries, SIGMA_M, CLOSING_M_S)
        assert value == pytest.approx(want, abs=1e-9)


def prop_the_greatest_come_first_and_only_what_is_assumed(europe: Scenario, found: list[Swing]) -> None:
    sizes = [swing.size for swing in found]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 0.05
    assert {europe.provenance[swing.path].grade for swing in found} == {"assumed"}
    assert len({swing.path for swing in found}) == len(found) > 60


def test_a_range_that_falls_short_has_no_answer(found: list[Swing]) -> None:
    swing = next(one for one in found if one.path == "raid.0.range")
    assert math.isnan(swing.at_low) and swing.at_high > 0.5 and swing.size == 0.0


def test_without_a_band_nothing_is_moved(europe: Scenario) -> None:
    assert moved_by(fight_all(europe, 8, 1, jobs=1), europe) == []
    assert moved_by(fight_all(europe, 16, 1, jobs=1, count=4), europe) == []
