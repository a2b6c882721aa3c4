"""Missiles come down where they are aimed, on a turning Earth, and fly as far as independent codes say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.catalog import load_missile
from midcourse.errors import NoSolution
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import STILL, WGS84
from midcourse.threats.aim import Pad, aim, greatest_range
from midcourse.threats.fly import fly_missile, stack_of

NODONG, _ = load_missile("nodong")
PAD = Pad(math.radians(40.856), math.radians(129.666), 0.0)


@pytest.mark.parametrize(("payload_kg", "range_km"), [(1000.0, 1285.0), (500.0, 1653.0)])
def val_range_without_rotation(payload_kg: float, range_km: float) -> None:
    # docs/stage-models.md: an independent code flew the same set to 1,285 and 1,653 km
    missile = NODONG.model_copy(update={"payload_kg": payload_kg})
    for azimuth in (0.0, 90.0, 225.0):
        _, far_m = greatest_range(stack_of(missile), PAD, math.radians(azimuth), earth=STILL)
        assert far_m / 1e3 == pytest.approx(range_km, rel=0.01)


def prop_rotation_helps_eastward() -> None:
    far = [greatest_range(stack_of(NODONG), PAD, math.radians(azimuth))[1] for azimuth in (90.0, 0.0, 270.0)]
    assert far[0] > far[1] > far[2] and far[0] - far[2] > 40e3


@pytest.mark.parametrize(
    ("pad", "bearing_deg", "share"),
    [
        ((40.9, 129.7), 124.0, 0.8),
        ((40.9, 129.7), 270.0, 0.95),
        ((0.0, 20.0), 90.0, 0.7),
        ((0.0, 20.0), 270.0, 0.7),
        ((89.0, 0.0), 10.0, 0.6),
        ((60.0, 179.5), 80.0, 0.9),
        ((-45.0, -179.9), 260.0, 0.5),
        ((35.0, 51.0), 0.0, 0.4),
    ],
)
def prop_it_hits_what_it_aims_at(pad: tuple[float, float], bearing_deg: float, share: float) -> None:
    start = Pad(math.radians(pad[0]), math.radians(pad[1]), 0.0)
    craft = stack_of(NODONG)
    steer, _ = greatest_range(craft, start, math.radians(bearing_deg))
    from midcourse.threats.aim import land

    # a point on the way: the target is where a shorter flight in that direction comes down
    short = land(craft, start, steer._replace(cut_off_s=craft.burn_s * (0.55 + 0.45 * share)))
    target = Pad(short.lat_rad, short.lon_rad, 0.0)
    path = fly_missile(NODONG, start, aim(craft, start, target)).path
    end = np.radians(path.geodetic(np.array([path.end_s]))[0])
    off, _ = arc_m(WGS84, end[0], end[1], target.lat_rad, target.lon_rad)
    assert off < 2.0


def prop_least_energy_cuts_off_before_other_attitudes_could() -> None:
    target = Pad(math.radians(35.69), math.radians(139.692), 0.0)
    best = aim(stack_of(NODONG), PAD, target)
    from midcourse.threats.aim import _close_in

    for shift in (-0.1, 0.1):
        other = _close_in(
            stack_of(NODONG), PAD, target, best._replace(pitch_rad=best.pitch_rad + shift), WGS84
        )
        assert other.cut_off_s > best.cut_off_s - 0.02


def prop_out_of_reach_names_the_greatest_range() -> None:
    with pytest.raises(NoSolution) as caught:
        aim(stack_of(NODONG), PAD, Pad(math.radians(38.9), math.radians(-77.0), 0.0))
    assert caught.value.exit_code == 3 and "km" in (caught.value.nearest or "")


def prop_a_later_launch_is_the_same_flight_turned() -> None:
    target = Pad(math.radians(35.69), math.radians(139.692), 0.0)
    steer = aim(stack_of(NODONG), PAD, target)
    now, later = (fly_missile(NODONG, PAD, steer, launch).path for launch in (0.0, 500.0))
    a, b = now.geodetic(np.array([300.0]))[0], later.geodetic(np.array([800.0]))[0]
    assert a == pytest.approx(b, abs=1e-6)
    assert later.apogee()[1] == pytest.approx(now.apogee()[1], abs=1e-3)


def prop_too_near_an_aim_says_how_near_is_near_enough() -> None:
    with pytest.raises(NoSolution, match="too near") as caught:
        aim(stack_of(NODONG), PAD, Pad(PAD.lat_rad + 3e-4, PAD.lon_rad, 0.0))
    assert "km" in (caught.value.nearest or "")


def prop_without_cut_off_there_is_no_aiming_yet() -> None:
    stages = tuple(stage.model_copy(update={"cut_off": False}) for stage in NODONG.stages)
    with pytest.raises(NoSolution, match="cut off"):
        aim(stack_of(NODONG.model_copy(update={"stages": stages})), PAD, Pad(0.6, 2.4, 0.0))
