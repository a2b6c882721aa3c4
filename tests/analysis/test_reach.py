"""Where an interceptor can be, and when: as its table says, and as it is flown."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from midcourse.analysis.around import STEP_M, farthest
from midcourse.api import FlyOut, fly_out
from midcourse.cli.front import enter
from midcourse.interceptors.reference_flight import burnout
from midcourse.kernels.departure import ahead
from midcourse.kernels.earth import WGS84
from midcourse.reach import aimed_flight, least_time


@pytest.fixture(scope="module")
def found() -> FlyOut:
    return fly_out("gbi-two-stage", "redzikowo")


def verif_the_grid_is_the_table(found: FlyOut) -> None:
    ranges, altitudes, times = found.grid()
    assert times.shape == (len(altitudes), len(ranges))
    finite = np.isfinite(times)
    assert 0.3 < finite.mean() < 0.9
    assert not finite[altitudes < found.table.floor_m].any()
    assert times[finite].min() >= found.table.ready_s - 1.0 and times[finite].max() <= found.table.limit_s
    i, j = 40, 60
    assert times[i, j] == least_time(found.table, ranges[j], altitudes[i])[0]


def verif_the_isochrone_is_the_edge_of_what_is_flown_in_time(found: FlyOut) -> None:
    azimuths, far = found.isochrones(400e3, np.array([420.0, 660.0]))
    assert far.shape == (2, len(azimuths)) and np.isfinite(far).all() and (far[1] > far[0]).all()
    site = (math.radians(found.place.lat_deg), math.radians(found.place.lon_deg), found.place.alt_m)
    for n in range(0, len(azimuths), 9):
        for m, within_s in enumerate((420.0, 660.0)):
            inside, outside = (
                aimed_flight(
                    WGS84, site, found.table,
                    np.array(ahead(WGS84, site[0], site[1], azimuths[n], (far[m, n] + step) / WGS84.a_m, 400e3)),
                )[0]
                for step in (0.0, STEP_M)
            )  # fmt: skip
            assert inside <= within_s < outside


def prop_it_gets_farther_eastwards_over_a_point_that_turns_away(found: FlyOut) -> None:
    # the point flees to the east: within the same time places to the west are nearer in flight
    site = (math.radians(found.place.lat_deg), math.radians(found.place.lon_deg), 0.0)
    east, west = farthest(found.table, site, 400e3, np.radians([90.0, 270.0]), np.array([600.0]))[0]
    assert abs(east - west) < 300e3


def verif_speeds_are_those_of_the_reference_flight(found: FlyOut) -> None:
    told = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert told["burnout_speed_m_s"] == burnout(found.interceptor).speed_m_s
    assert list(told["by_angle"]) == ["20", "30", "45", "60", "80"]
    assert 200.0 < told["burnout_speed_inertial_m_s"] - told["burnout_speed_m_s"] < 300.0
    assert len(told["time_s"]) == len(told["altitude_m"]) and len(told["time_s"][0]) == len(told["range_m"])


def test_command_and_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["reach", "thaad", "--site", "35,135", "--plot", str(tmp_path / "p")]) == 0
    told = capsys.readouterr().out
    first = told.splitlines()[0]
    assert first.startswith("thaad from ") and " km out and " in first and len(first.split()) <= 30
    assert "burnout speed" in told and "floor 40 km" in told
    for name in ("fan.png", "globe.png"):
        assert (tmp_path / "p" / name).stat().st_size > 20_000


@pytest.mark.parametrize(
    ("words", "said"),
    [(["gbi-two-stage"], "no place for the launcher"), (["no-such", "--site", "redzikowo"], "no-such"),
     (["gbi-two-stage", "--site", "95,0"], "-90..90")],
)  # fmt: skip
def test_refusals_are_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["reach", *words]) == 2
    caught = capsys.readouterr()
    assert caught.out == "" and said in caught.err and caught.err.count("\n") == 1
