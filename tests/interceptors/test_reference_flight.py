"""A burnout speed means one flight: its kick, its attitude, its Earth; and a speed asks for one dead mass."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.catalog import Interceptor, load_interceptor
from midcourse.errors import NoSolution
from midcourse.interceptors.reference_flight import (
    ANGLE_RAD,
    LOWEST_BURNOUT_M,
    burnout,
    burnout_of,
    dead_mass_for,
    reference_stack,
    with_dead_mass,
)
from midcourse.kernels.earth import STILL, WGS84

ANGLES_RAD = [math.radians(angle) for angle in (20.0, 45.0, 80.0)]


@pytest.fixture(scope="module")
def two_stages() -> Interceptor:
    return load_interceptor("gbi-two-stage")[0]


@pytest.fixture(scope="module")
def three_stages() -> Interceptor:
    return load_interceptor("gbi-three-stage")[0]


@pytest.mark.parametrize("angle", ANGLES_RAD)
def verif_no_steeper_kick_is_faster(two_stages: Interceptor, angle: float) -> None:
    found = burnout(two_stages, angle)
    craft = reference_stack(two_stages)
    kicks = np.linspace(0.01, found.kick_rad + math.radians(0.5), 200)
    steeper = [burnout_of(craft, angle, kick) for kick in kicks]
    best = max(flight.speed_m_s for flight in steeper if flight.altitude_m > LOWEST_BURNOUT_M)
    assert found.speed_m_s == pytest.approx(best, abs=0.5)
    assert found.altitude_m > LOWEST_BURNOUT_M
    assert found.time_s == pytest.approx(sum(stage.burn_s for stage in two_stages.stages))


def prop_a_heavy_stack_is_not_sought_in_the_air(three_stages: Interceptor) -> None:
    heavy = with_dead_mass(three_stages, 960.0)
    found = burnout(heavy)
    lower = burnout_of(reference_stack(heavy), ANGLE_RAD, math.radians(31.9))
    assert lower.speed_m_s > found.speed_m_s + 100.0
    assert lower.altitude_m < 120e3 < found.altitude_m


@pytest.mark.parametrize("angle", ANGLES_RAD)
@pytest.mark.parametrize("dead_kg", [0.0, 215.0, 837.0])
def verif_dead_mass_there_and_back(two_stages: Interceptor, angle: float, dead_kg: float) -> None:
    speed = burnout(with_dead_mass(two_stages, dead_kg), angle).speed_m_s
    assert dead_mass_for(two_stages, speed - 1.0, angle) == pytest.approx(dead_kg, abs=1.0)


def prop_speed_falls_with_dead_mass_and_attitude(three_stages: Interceptor) -> None:
    by_mass = [burnout(with_dead_mass(three_stages, kg)).speed_m_s for kg in (0.0, 150.0, 600.0)]
    by_angle = [burnout(three_stages, angle).speed_m_s for angle in ANGLES_RAD]
    assert by_mass == sorted(by_mass, reverse=True)
    assert by_angle == sorted(by_angle, reverse=True)


def prop_on_a_turning_earth_the_two_speeds_differ_by_its_motion(two_stages: Interceptor) -> None:
    lat = math.radians(45.0)
    still, east = burnout(two_stages), burnout(two_stages, ANGLE_RAD, WGS84, lat, 0.5 * math.pi)
    west = burnout(two_stages, ANGLE_RAD, WGS84, lat, -0.5 * math.pi)
    assert still.speed_m_s == still.speed_inertial_m_s
    ground = WGS84.omega_rad_s * WGS84.a_m * math.cos(lat)
    gain = ground * math.cos(east.flight_path_rad)
    assert east.speed_inertial_m_s - east.speed_m_s == pytest.approx(gain, rel=0.08)
    assert west.speed_m_s - west.speed_inertial_m_s == pytest.approx(gain, rel=0.08)


def test_what_cannot_be_is_said(two_stages: Interceptor) -> None:
    with pytest.raises(NoSolution, match="does not reach") as problem:
        dead_mass_for(two_stages, 12e3)
    assert "9.03 km/s" in str(problem.value.nearest)
    with pytest.raises(NoSolution, match="faster"):
        dead_mass_for(two_stages, 10.0)
    with pytest.raises(NoSolution, match="below 100 km"):
        burnout(with_dead_mass(two_stages, 50e3))


def prop_where_the_pad_lies_hardly_matters_without_rotation(two_stages: Interceptor) -> None:
    north = burnout(two_stages, ANGLE_RAD, STILL, math.radians(60.0), 0.0)
    assert north.speed_m_s == pytest.approx(burnout(two_stages).speed_m_s, abs=10.0)
