"""The first look against the launch point: as `see` has it, with and without satellites, out of reach."""

from __future__ import annotations

import pytest

from midcourse.analysis.first_looks import first_looks, first_looks_at
from midcourse.api import load, see
from midcourse.api.coverage import Region
from midcourse.api.seen import launch_grid
from midcourse.errors import ScenarioError


@pytest.mark.parametrize("name", ["europe-2007", "nodong-japan", "national-2004", "testbed-2001"])
def verif_from_the_raids_own_launch_point_it_is_what_see_says(name: str) -> None:
    scenario = load(name)
    place = scenario.raid[0].from_place
    one = first_looks_at(scenario, place.lat_deg, place.lon_deg)
    rows = see(scenario)[0]["sensors"]
    space = len(scenario.sensors) - len(see(scenario).items)
    firsts = [row["first_s"] for row in rows[space:]]
    assert one.cued is not None and one.cued.time_s == min(first for first in firsts if first is not None)
    assert firsts[one.cued.radar] == one.cued.time_s
    reports = [row["first_s"] for row in rows[:space] if row["first_s"] is not None]
    assert one.satellite_s == min(reports, default=None)


def verif_each_base_flies_its_own_missile() -> None:
    russia = load("russia-2007")
    rows = {row["object"]: row["sensors"] for row in see(russia)}
    for k, item in enumerate(russia.raid):
        one = first_looks_at(russia, item.from_place.lat_deg, item.from_place.lon_deg)
        assert one.missile == item.missile.id
        # sensors of the first report: satellites, the radar in Turkey, that at Brdy
        assert one.cued is not None and (one.cued.radar, one.cued.time_s) == (
            1,
            rows[f"missile {k + 1}: warhead"][2]["first_s"],
        )


def prop_without_satellites_nothing_is_seen_sooner() -> None:
    pacific = load("national-2004")
    for lat, lon in ((40.8, 129.7), (34.5, 137.0), (47.0, 120.0)):
        one = first_looks_at(pacific, lat, lon)
        assert one.reached and one.cued is not None and one.alone is not None
        assert one.alone.time_s >= one.cued.time_s
    europe = first_looks_at(load("europe-2007"), 38.1, 46.3)
    assert europe.cued is not None and europe.alone is None  # both radars look only where they are sent


def test_out_of_reach_there_is_nothing_to_see() -> None:
    far = first_looks_at(load("europe-2007"), 30.0, 60.0)
    assert not far.reached and (far.satellite_s, far.cued, far.alone) == (None, None, None)


def prop_a_grid_goes_across_180_degrees() -> None:
    pacific = load("national-2004")
    ticks = []
    lats, lons = launch_grid(pacific, 5.0, Region(50.0, 170.0, 60.0, -170.0))
    found = first_looks(pacific, lats, lons, lambda count, what: ticks.append(count))
    assert len(found) == sum(ticks) == 8
    assert {one.lon_deg for one in found} == {172.5, 177.5, -177.5, -172.5}
    assert all(one.reached for one in found)


@pytest.mark.parametrize(
    ("step", "said"), [(0.1, "no such grid"), (20.0, "no such grid"), (0.25, "too many")]
)
def test_bad_grids_are_refused(step: float, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        launch_grid(load("russia-2007"), step)
