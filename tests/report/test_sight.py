"""Until when radars see: bars end where a radar loses the warhead; the battle space says what came too late."""

from __future__ import annotations

import numpy as np

from midcourse.campaign.runs import NOMINAL
from midcourse.engagement.run import Batch, Result, fight
from midcourse.report.clock import battle_space, radar_names, timeline
from midcourse.report.seconds import _battle_table
from midcourse.report.sight import last_looks_s
from midcourse.report.told import Recorded
from midcourse.scenario import Scenario, load_scenario


def fought(scenario: Scenario) -> Result:
    return fight(scenario, Batch(1, NOMINAL, np.arange(1)))


def val_beale_loses_the_target_of_july_2001_long_before_the_intercept() -> None:
    # it flies away to the south-west, below the horizon of California
    scenario = load_scenario("testbed-2001")
    result = fought(scenario)
    last_s = last_looks_s(scenario)
    assert last_s.shape == (len(result.sky.names), len(radar_names(scenario)))
    told = timeline(scenario, result, 0, battle_space(scenario, result, 0), "x")
    rows = {row.label: row for row in told.rows}
    (bar,) = rows["PAVE PAWS (upgraded)"].bars
    assert 200.0 < bar.end_s == last_s[0, 0] < 600.0
    assert "hardly seen after" in rows["PAVE PAWS (upgraded)"].words
    (other,) = (row for row in told.rows if row.label.startswith("GBR-P"))
    assert other.bars[0].end_s > 1200.0


def prop_no_bar_of_a_radar_ends_after_its_last_even_chance(scenario: Scenario) -> None:
    result = fought(scenario)
    last_s = last_looks_s(scenario)
    told = timeline(scenario, result, 0, battle_space(scenario, result, 0), "x")
    ends = [bar.end_s for row in told.rows for bar in row.bars if bar.kind == "sensor"]
    assert ends and all(end_s <= np.nanmax(last_s) for end_s in ends)


def test_a_window_that_has_closed_is_called_too_late() -> None:
    # the slower interceptor of russia-2007: four of six bases can be met only from launches before any track
    scenario = load_scenario("russia-2007", "mda-speed")
    result = fought(scenario)
    run = Recorded(0, result, scenario, battle_space(scenario, result, 0))
    shut = [one for one in run.space if np.isnan(one.window.last_launch_s)]
    assert shut and all(np.isfinite(one.latest_decision_s) for one in shut)
    html = _battle_table(run)
    assert html.count("none: too late") == len(shut)
    assert "nothing is in reach" not in html
