"""Least speeds, windows and meetings of interceptors that run after missiles."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from midcourse.analysis.chase import SATELLITE
from midcourse.analysis.ladder import at_full_burn, ladder, least_speed, rung
from midcourse.api import Chase, chase, load
from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import true_window
from midcourse.errors import NoSolution, ScenarioError
from midcourse.interceptors.reach_table import flown_table
from midcourse.interceptors.reference_flight import burnout, dead_mass_for, with_dead_mass
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario
from midcourse.threats.fly import fly_raid

BASES = ["vypolzovo", "dombarovsky"]


@pytest.fixture(scope="module")
def russia() -> Scenario:
    return load("russia-2007")


@pytest.fixture(scope="module")
def found(russia: Scenario) -> Chase:
    return chase(russia, BASES)


def prop_a_later_launch_asks_for_more_and_a_longer_life_for_less(found: Chase) -> None:
    for one in found.found:
        for limit_s in found.limits_s[0]:
            speeds = [least.speed_m_s for start in one.starts if (least := start.least[limit_s]) is not None]
            assert all(a <= b + 1.0 for a, b in zip(speeds, speeds[1:], strict=False))
        for start in one.starts:
            speeds = [math.inf if least is None else least.speed_m_s for least in start.least.values()]
            # the table for any time of flight is coarser
            assert all(a >= b - 40.0 for a, b in zip(speeds, speeds[1:], strict=False))


def verif_the_two_methods_agree(found: Chase) -> None:
    for one in found.found:
        for start in (*one.starts, *one.clocks):
            for limit_s, least in start.least.items():
                speed = start.lambert_m_s[limit_s]
                if least is not None and speed is not None and not least.bound:
                    assert speed == pytest.approx(least.speed_m_s, rel=0.045)


@pytest.mark.parametrize("launch_s", [180.0, 300.0])
def verif_an_interceptor_a_little_faster_does_it_and_a_little_slower_does_not(
    russia: Scenario, found: Chase, launch_s: float
) -> None:
    one = found.found[0]
    start = next(each for each in one.starts if each.launch_s == launch_s)
    least, item = start.least[700.0], russia.batteries[0]
    assert least is not None
    sky = fly_raid(russia.model_copy(update={"raid": russia.raid[:1]}).raid)
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    lasts = []
    for change in (-40.0, 40.0):
        dead_kg = dead_mass_for(item.interceptor, least.speed_m_s + change)
        made = at_full_burn(with_dead_mass(item.interceptor, dead_kg), 700.0)
        window = true_window(sky, k, battery_of(item)._replace(table=flown_table(made)))
        lasts.append(window.last_launch_s)
    assert lasts[0] < launch_s <= lasts[1]


def verif_windows_are_those_of_the_scenario(russia: Scenario, found: Chase) -> None:
    one = found.found[1]
    start = one.starts[2]
    sky = fly_raid(russia.model_copy(update={"raid": russia.raid[5:]}).raid)
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    window = true_window(sky, k, battery_of(russia.batteries[0]), start.launch_s or 0.0)
    assert start.first is not None and start.last is not None
    assert (start.first.time_s, start.last.time_s) == (window.first_s, window.last_s)
    assert start.margin_s == pytest.approx(window.last_launch_s - (start.launch_s or 0.0))
    # it meets a missile from the east head on and later runs after it
    assert start.first.crossing_rad > math.radians(90.0) > start.last.crossing_rad
    assert start.first.closing_m_s > 2.0 * start.last.closing_m_s


def test_a_launch_before_burnout_is_marked(found: Chase) -> None:
    for one in found.found:
        assert [start.blind for start in one.starts] == [
            (start.launch_s or 0.0) < one.burnout_s for start in one.starts
        ]
    assert found.found[0].starts[0].blind and not found.found[0].starts[2].blind


def test_clocks_stand_in_their_order(found: Chase) -> None:
    for one in found.found:
        times = {start.event: start.launch_s for start in one.clocks}
        assert times["lift-off"] == 65.0
        assert times[SATELLITE] is not None and 100.0 < times[SATELLITE] < 200.0
        assert times["radar:an-tpy-2"] is None
        assert one.own.event == "radar:european-midcourse-radar"
        assert one.own.launch_s is not None and one.own.launch_s > one.burnout_s + 65.0


def test_each_place_flies_its_own_missile_and_others_the_first(russia: Scenario, found: Chase) -> None:
    assert [one.missile for one in found.found] == ["topol", "ss-18"]
    other = chase(russia, ["56.0,38.0"], "washington")
    assert other.found[0].missile == "topol"


def test_the_document_has_what_is_promised(found: Chase) -> None:
    told = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    point = told["launch_points"][0]
    assert {"from", "feasible", "first_intercept_s", "last_intercept_s", "min_speed_m_s", "margin_s"} <= set(
        point
    )
    assert {"launch_s", "min_speed_m_s", "first_intercept_s", "last_intercept_s"} <= set(
        point["by_launch_time"][0]
    )
    assert [row["launch_s"] for row in point["by_launch_time"]] == [60.0 * k for k in range(1, 8)]
    assert point["feasible"] is True and point["min_speed_m_s"] == pytest.approx(6_635.0, abs=40.0)


def prop_the_ladder_is_fine_enough(russia: Scenario) -> None:
    item = russia.batteries[0]
    sky = fly_raid(russia.raid[:1])
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    battery = battery_of(item)
    for limit_s in (700.0, None):
        speeds = []
        for step in (150.0, 50.0):
            rungs = ladder(item.interceptor, 900.0, step)

            def last_s(one, limit_s=limit_s):  # type: ignore[no-untyped-def]
                return true_window(sky, k, battery._replace(table=one.table(limit_s))).last_launch_s

            lasts = [last_s(one) for one in rungs]
            least = least_speed(rungs, lasts, last_s, lambda kg: rung(item.interceptor, kg, 900.0), 300.0)
            assert least is not None
            speeds.append(least.speed_m_s)
        assert speeds[0] == pytest.approx(speeds[1], abs=15.0)


def test_what_no_speed_does_and_what_every_speed_does(russia: Scenario) -> None:
    rungs = ladder(russia.batteries[0].interceptor, 900.0)
    assert rungs[0].reference.speed_m_s < 4_200.0 < 8_500.0 < rungs[-1].reference.speed_m_s
    speeds = [one.reference.speed_m_s for one in rungs]
    assert np.diff(speeds).min() > 100.0 and np.diff(speeds).max() < 200.0

    def never(_: object) -> float:
        return math.nan

    nothing = [math.nan] * len(rungs)
    assert least_speed(rungs, nothing, never, lambda kg: rungs[0], 0.0) is None
    always = least_speed(rungs, [500.0] * len(rungs), lambda _: 500.0, lambda kg: rungs[0], 100.0)
    assert always is not None and always.bound and always.speed_m_s == speeds[0]


def test_bad_questions_are_refused(russia: Scenario) -> None:
    with pytest.raises(ScenarioError, match="no such place"):
        chase(russia, ["nowhere-at-all"])
    with pytest.raises(NoSolution):
        chase(russia, ["vypolzovo"], "-60,100")
    with pytest.raises(ScenarioError, match="no battery"):
        chase(russia.model_copy(update={"batteries": ()}))


def verif_the_reference_flight_tells_where_it_burns_out(russia: Scenario) -> None:
    interceptor = russia.batteries[0].interceptor
    flown = burnout(interceptor)
    # between straight up and a straight line at the held angle
    assert 0.3 * flown.altitude_m < flown.down_range_m < flown.altitude_m / math.tan(math.radians(30.0))
