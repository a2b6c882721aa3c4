"""The test of July 2001: its published anchors are met together, and docs/testbed-2001.md is what its tool writes."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from midcourse.campaign.runs import fight_all
from midcourse.records import WARHEAD
from midcourse.scenario import at_range, load_scenario, scenario_text

NAME = "testbed-2001"
MAKER = "make_testbed"
NO_FLIGHT = {("emergency-heavier-load", "low"), ("emergency-heavier-load", "value")}
VARIANTS = [None, *load_scenario(NAME).variants]


def first_shots(variant: str | None = None) -> np.ndarray:
    """Return the first shots at the warhead of 60 nominal runs."""
    shots = fight_all(load_scenario(NAME, variant=variant), 60, 1, 2).shots
    return shots[(shots["kind"] == WARHEAD) & (shots["shot"] == 0) & (shots["flight_s"] > 0.0)]


def val_the_published_anchors_are_met_together() -> None:
    # press and Pentagon statements of 15 to 18 July 2001; IFT-9, of the same kind, flew 6 minutes
    shots = first_shots()
    assert len(shots) > 40
    assert abs(np.median(shots["launch_s"]) - 1294.0) <= 15.0  # 21 min 34 s
    assert abs(np.median(shots["intercept_alt_m"]) - 225e3) <= 10e3
    assert abs(np.median(shots["closing_m_s"]) - 7.1e3) <= 500.0  # 25,600 km/h
    assert 360.0 <= np.median(shots["flight_s"]) <= 600.0


def val_the_same_model_flies_the_test_of_october_2002() -> None:
    # 22 minutes after the target, six minutes of flight (CNN 2002); about 140 miles high, above 15,000 mph (MDA 2002)
    shots = first_shots("october-2002")
    assert abs(np.median(shots["launch_s"]) - 1320.0) <= 15.0
    assert abs(np.median(shots["flight_s"]) - 360.0) <= 15.0
    assert abs(np.median(shots["intercept_alt_m"]) - 225e3) <= 10e3
    assert np.median(shots["closing_m_s"]) > 6.7e3


def test_the_obvious_model_fails_as_the_head_says() -> None:
    shots = first_shots("obvious-model")
    assert abs(np.median(shots["launch_s"]) - 1294.0) <= 15.0
    assert np.median(shots["intercept_alt_m"]) > 290e3
    assert np.median(shots["closing_m_s"]) > 10e3
    assert np.median(shots["flight_s"]) < 300.0


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_case_flies_with_every_range_of_its_missile_or_the_head_says_so(variant: str | None) -> None:
    scenario = load_scenario(NAME, variant=variant)
    edges = {edge for edge in ("low", "value", "high") if at_range(scenario, edge).cannot_reach}  # type: ignore[arg-type]
    assert edges == {edge for name, edge in NO_FLIGHT if name == variant}
    if edges:
        assert f"`{variant}`" in scenario_text(NAME).split("\nname:")[0]


def test_what_was_solved_for_is_graded_as_assumed() -> None:
    numbers = load_scenario(NAME).provenance
    solved = ("raid.0.apogee", "batteries.0.least_speed_share", "batteries.0.kill_vehicle.homing_time")
    for path in solved:
        assert numbers[path].grade == "assumed" and "docs/testbed-2001.md" in numbers[path].where
    assert numbers["doctrine.decision_delay"].grade == "press"


def test_the_page_is_what_the_tool_writes(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    # the runs of most variants are left to `--check` without `--quick`
    assert maker.main(maker.SUBJECT, ["--check", "--quick"], "") == 0, capsys.readouterr().out


def test_every_variant_has_a_row_in_every_table(maker: ModuleType) -> None:
    text = maker.SUBJECT.page.read_text(encoding="utf-8")
    tables = text.count("\n| case |")
    assert tables == 4
    for name in load_scenario(NAME).variants:
        assert text.count(f"\n| `{name}` |") == tables
