"""Reported tests: one stage set a missile meets apogee and range of all of them, and their times."""

from __future__ import annotations

import math

import pytest

from midcourse.catalog import load_missile
from midcourse.errors import NoSolution
from midcourse.threats.launch import Pad
from midcourse.threats.reproduce import reproduce

# id, launch, apogee km, range km, reported times in s (several where reports disagree), rounding of the report in s
REPORTS = [
    ("hwasong-12", (39.93, 125.21), 2111.5, 787.0, (1800.0,), 60.0),
    ("hwasong-12", (39.2, 125.67), 770.0, 3700.0, (1140.0,), 60.0),
    ("hwasong-12", (39.2, 125.67), 550.0, 2700.0, (), 0.0),
    ("hwasong-14", (39.93, 125.21), 2802.0, 933.0, (2340.0, 2220.0), 120.0),
    ("hwasong-14", (40.61, 126.43), 3724.9, 998.0, (2832.0,), 60.0),
    ("hwasong-15", (39.93, 125.21), 4475.0, 950.0, (3180.0,), 60.0),
    ("hwasong-17", (39.2, 125.67), 6040.9, 999.2, (4135.0,), 60.0),
]


def bounds(name: str) -> tuple[float, float]:
    payload = load_missile(name)[1]["payload"]
    assert payload.low is not None and payload.high is not None
    return payload.low, payload.high


@pytest.mark.parametrize(("name", "launch", "apogee_km", "range_km", "times_s", "slack_s"), REPORTS)
def val_reported_flights(
    name: str,
    launch: tuple[float, float],
    apogee_km: float,
    range_km: float,
    times_s: tuple[float, ...],
    slack_s: float,
) -> None:
    missile, _ = load_missile(name)
    pad = Pad(math.radians(launch[0]), math.radians(launch[1]), 0.0)
    found = reproduce(missile, pad, math.radians(80.0), apogee_km * 1e3, range_km * 1e3, bounds(name))
    path = found.flown.path
    assert path.apogee()[1] / 1e3 == pytest.approx(apogee_km, abs=0.1)
    assert path.ground_range_m() / 1e3 == pytest.approx(range_km, abs=0.01)
    assert all(abs(found.time_s - said) <= slack_s for said in times_s)
    assert found.by == "cut-off" and found.missile is missile


def val_the_payload_answers_where_the_cut_off_cannot() -> None:
    missile, _ = load_missile("hwasong-14")
    heavy = missile.model_copy(update={"payload_kg": 900.0})
    pad = Pad(math.radians(39.93), math.radians(125.21), 0.0)
    found = reproduce(heavy, pad, math.radians(80.0), 2.802e6, 933e3, bounds("hwasong-14"))
    # docs/stage-models.md: an independent code found 830 kg
    assert found.by == "payload" and found.value == pytest.approx(830.0, abs=5.0)
    assert found.missile.payload_kg == found.value and "cut-off alone" in found.note
    assert found.flown.path.apogee()[1] == pytest.approx(2.802e6, abs=500.0)


def prop_what_cannot_be_is_refused_with_what_can() -> None:
    missile, _ = load_missile("hwasong-12")
    pad = Pad(math.radians(39.93), math.radians(125.21), 0.0)
    with pytest.raises(NoSolution) as caught:
        reproduce(missile, pad, 1.4, 6.04e6, 999e3, bounds("hwasong-12"))
    assert "full burn" in (caught.value.nearest or "")
    with pytest.raises(NoSolution, match="so high"):
        reproduce(missile, pad, 1.4, 6.04e6, 999e3)
