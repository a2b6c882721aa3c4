"""Range against cross section: the band of doubt, the search, a published range, what the raid shows."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.analysis.echo import echoes, faintest_warhead, search_s, sensor_worlds, shown
from midcourse.api import load, see
from midcourse.pictures.echo import published
from midcourse.scenario import Scenario


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load("europe-2007")


def prop_the_band_holds_the_stated_range_and_follows_the_same_law(europe: Scenario) -> None:
    for echo in echoes(europe):
        assert (echo.low_m < echo.look_m).all() and (echo.look_m < echo.high_m).all()
        law = (echo.rcs_m2 / echo.rcs_m2[0]) ** 0.25
        for line in (echo.look_m, echo.search_m, echo.low_m, echo.high_m):
            assert line / line[0] == pytest.approx(law, rel=1e-9)


def prop_a_search_has_less_time_for_a_look_than_a_held_object(europe: Scenario) -> None:
    for name in ("europe-2007", "national-2004", "testbed-2001"):
        scenario = load(name)
        for echo, row in zip(echoes(scenario), see(scenario).radars, strict=True):
            assert 0.0 < search_s(row) <= row.dwell_s
            share = (search_s(row) / row.dwell_s) ** 0.25
            assert echo.search_m / echo.look_m == pytest.approx(share, rel=1e-9)


def val_the_forward_radar_is_as_published(europe: Scenario) -> None:
    # Lewis and Postol 2012: 870 km on 0.01 m2, at a ratio of 20; half of the looks need 18.9
    ((rcs_m2, range_m, who),) = published("an-tpy-2")
    assert (rcs_m2, range_m) == (0.01, 870e3) and "Lewis and Postol 2012" in who
    echo = echoes(europe)[0]
    at = int(np.argmin(np.abs(echo.rcs_m2 - rcs_m2)))
    assert echo.rcs_m2[at] == pytest.approx(0.01) and echo.look_m[at] == pytest.approx(range_m, rel=0.1)
    assert published("cobra-dane") == ()


def prop_worlds_change_sensors_and_nothing_else(europe: Scenario) -> None:
    worlds = sensor_worlds(europe, 8)
    powers = {world.sensors[2].radar.mean_power_w for world in worlds}
    assert len(powers) == 8 and min(powers) >= 30e3 and max(powers) <= 170e3
    assert all(world.raid == europe.raid and world.batteries == europe.batteries for world in worlds)


def test_without_doubt_there_is_no_band(europe: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("midcourse.analysis.echo.input_names", lambda scenario: {})
    assert all(echo.low_m is None and echo.high_m is None for echo in echoes(europe))


def verif_the_raid_shows_what_the_catalogue_says() -> None:
    found = see(load("testbed-2001"))
    long_waves, short_waves = found.radars
    assert [(one.what, one.rcs_m2) for one in shown(found.sky, short_waves)] == [
        ("warhead, decoy", 0.01),
        ("debris", 0.1),
        ("burning missile", 1.0),
        ("stage", 5.0),
    ]
    assert shown(found.sky, long_waves)[0].rcs_m2 == 0.1
    assert faintest_warhead(found.scenario, found.sky, short_waves) == ("generic-solid-icbm", 0.01)
