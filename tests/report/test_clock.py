"""The rows of the timeline: in order of time, nothing after the end, the clock beside the decision."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.campaign.runs import Fought
from midcourse.report.clock import battle_space, clock_event, hit_s, radar_names, timeline, warheads
from midcourse.scenario import Scenario, builtin_names, load_scenario
from midcourse.views.timeline import Moment, Row


def prop_the_decision_waits_for_the_clock_and_its_delay(scenario: Scenario, many: Fought) -> None:
    for run in np.unique(many.fates["run"]).tolist():
        alone = many.again(scenario, run)
        world = many.scenario_of(scenario, run)
        start_s, what = clock_event(world, alone, 0)
        assert what
        fates = alone.fates[alone.fates["shots"] > 0]
        ready_s = start_s + world.doctrine.decision_delay_s
        assert (fates["decision_s"] >= ready_s - 1e-6).all()


def prop_nothing_is_seen_after_the_end(scenario: Scenario, many: Fought) -> None:
    for run in sorted(set(many.fates["run"].tolist()))[:24]:
        chunk = many.again(scenario, run)
        world = many.scenario_of(scenario, run)
        told = timeline(world, chunk, run, battle_space(world, chunk, run), "x")
        end_s = min(max(hit_s(chunk, run, k), 0.0) for k in warheads(chunk))
        radars = {name[:20] for name in radar_names(world)}
        for row in told.rows:
            assert all(bar.end_s >= bar.start_s for bar in row.bars), row
            if row.label[:20] in radars and math.isfinite(end_s):
                assert all(moment.time_s <= end_s for moment in row.moments)


def test_words_follow_the_signs() -> None:
    row = Row("x", (), (Moment(20.0, "b", "shot"), Moment(10.0, "a", "shot")), "nothing")
    assert row.words == "a 10, b 20"
    assert Row("x", note="nothing").words == "nothing"


@pytest.mark.parametrize("name", builtin_names())
def test_no_two_radars_have_one_name(name: str) -> None:
    names = radar_names(load_scenario(name))
    assert len(set(names)) == len(names) > 0
    assert np.all([len(one) > 3 for one in names])
