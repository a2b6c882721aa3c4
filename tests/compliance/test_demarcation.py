"""The statements of 1997: which of two limits binds, and interceptors on both sides of 3 km/s."""

from __future__ import annotations

import pytest
from worlds import of, verdicts, world

from midcourse.catalog import load_interceptor
from midcourse.compliance.finding import ABSENT, ALLOWED, BREACH, CONTESTED
from midcourse.compliance.rules_demarcation import binding, burnout_speed, range_of_speed_m
from midcourse.compliance.treaty import findings_of
from midcourse.scenario import load_scenario

NODONG = "{missile: nodong, from: wonsan, to: tokyo}"


def battery(entry: str, more: str = "") -> str:
    return f"{{interceptor: {entry}, site: '36,138', count: 8{more}}}"


def val_five_km_s_are_3215_km_and_bind_before_3500_km() -> None:
    # closed form of the minimum-energy arc on a sphere of 6371 km that does not turn
    assert range_of_speed_m(5000.0) == pytest.approx(3.215e6, abs=1e3)
    assert "the speed binds first" in binding(5000.0, 3.5e6)
    assert "the range binds first" in binding(5300.0, 3.5e6)
    assert range_of_speed_m(8000.0) == pytest.approx(3.14159265 * 6.371e6)  # faster than any arc needs


def val_thaad_is_below_three_km_s_and_sm_3_above() -> None:
    # the fact sheets put THAAD below and the Navy's wide system above
    slow, fast = (
        of(
            findings_of("demarcation-1997", world([battery(one)], [], NODONG)), "First Statement, interceptor"
        )[0]
        for one in ("thaad", "sm-3-iia")
    )
    assert slow.verdict == ALLOWED and "published" in slow.value  # its burn ends below 100 km
    assert fast.verdict == CONTESTED and {one.who for one in fast.readings} == {"United States", "Russia"}
    assert fast.value_number == pytest.approx(burnout_speed(load_interceptor("sm-3-iia")[0])[0])


def prop_targets_turn_with_speed_and_range() -> None:
    near = verdicts(world([battery("thaad")], [], NODONG), "Both Statements, targets", "demarcation-1997")
    assert near == [ALLOWED, ALLOWED]
    far = verdicts(load_scenario("europe-ships"), "Both Statements, targets", "demarcation-1997")
    assert far == [BREACH, BREACH]
    cologne = "{missile: notional-irbm, from: tabriz, to: cologne}"  # not too far, and too fast
    between = verdicts(world([battery("thaad")], [], cologne), "Both Statements, targets", "demarcation-1997")
    assert between == [BREACH, ALLOWED]


def prop_basing_turns_space_and_plans() -> None:
    for basing, space, plans in (
        ("sea", ALLOWED, BREACH),
        ("fixed", ALLOWED, ALLOWED),
        ("space", BREACH, ALLOWED),
    ):
        scenario = world([battery("sm-3-iia", f", basing: {basing}")], [], NODONG)
        assert verdicts(scenario, "Second Statement, space", "demarcation-1997") == [space]
        assert verdicts(scenario, "Plans", "demarcation-1997") == [plans]


def test_without_theatre_interceptors_nothing_is_found() -> None:
    found = findings_of("demarcation-1997", load_scenario("testbed-2001"))
    assert {one.verdict for one in found} == {ABSENT}
    assert not any(one.in_force for one in found)
