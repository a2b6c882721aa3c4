"""Straight entry into exponential air: the closed forms of Allen and Eggers, and one for Cd over Mach."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from midcourse.kernels.atmosphere import Air, density, density_pressure_sound, exponential_air
from midcourse.kernels.earth import Earth
from midcourse.kernels.flight import IMPACT
from midcourse.kernels.motion import drag_curve
from midcourse.kernels.path import state_at
from midcourse.kernels.steering import COAST, free_program
from midcourse.verification import shipped
from midcourse.verification.flown import Craft, Flight, falling, flight
from midcourse.verification.row import Case, Change, Row

FLAT = Earth(1e12, 0.0, 0.0, 0.0, 0.0)  # no pull, no turning, and as good as flat
START_SCALES = 50.0  # the flight begins this many scale heights up
ROOM = 20_000
TOLERANCE_M = 1e-4
MACH_SOURCE = "1/v = 1/v0 + rho0 A c H exp(-h/H) / (2 m a sin(angle)) for Cd = c v/a, integrated by hand"


class Peak(NamedTuple):
    """Where the deceleration is greatest: deceleration in m/s2, altitude in m and speed in m/s there."""

    deceleration_m_s2: float
    alt_m: float
    speed_m_s: float


def rows(change: Change) -> Iterator[Row]:
    """Compare the deceleration, its place and the speed at the ground with the closed forms."""
    table = shipped.table("allen_eggers")
    for entry in table["rows"]:
        yield from entry_rows(table, entry, change)
    for angle_deg, speed in ((20.0, 7000.0), (60.0, 4000.0), (90.0, 2000.0)):
        yield mach_row(angle_deg, speed, change)


def entry_rows(table: Any, entry: Any, change: Change) -> Iterator[Row]:
    """Compare one entry by ballistic coefficient."""
    speed, angle_deg, beta = entry["speed_m_s"], entry["angle_deg"], entry["beta_kg_m2"]
    case = Case(f"allen-eggers {speed:g}m/s,{angle_deg:g}deg,{beta:g}kg/m2", table["source"])
    share, scale = table["relative_tolerance"], table["scale_height_m"]
    model = change(FLAT, exponential_air(table["density_0_kg_m3"], scale))
    fall = straight(model, falling(beta), scale, speed, angle_deg)
    peak = peak_of(model[1], fall, beta)
    yield case.share(
        "greatest deceleration", peak.deceleration_m_s2, entry["max_deceleration_m_s2"], share, "m/s2"
    )
    limit = 1e-2 if entry["where"] == "ground" else share * entry["max_at_alt_m"]
    yield case.near("its altitude", peak.alt_m, entry["max_at_alt_m"], limit, "m", entry["where"])
    yield case.share("its speed", peak.speed_m_s, entry["max_at_speed_m_s"], share, "m/s")
    ground = math.hypot(*fall.state[3:]) if fall.status == IMPACT else math.nan
    yield case.share("speed at the ground", ground, entry["ground_speed_m_s"], share, "m/s")


def straight(
    model: tuple[Earth, Air], craft: Craft, scale_m: float, speed: float, angle_deg: float
) -> Flight:
    """Fly a body down a straight line that meets the ground at an angle in deg."""
    angle = math.radians(angle_deg)
    s, c = math.sin(angle), math.cos(angle)
    high = START_SCALES * scale_m
    start = np.array([model[0].a_m + high, -high * c / s, 0.0, -speed * s, speed * c, 0.0])
    return flight(model, craft, start, ground_m=0.0, tolerance_m=TOLERANCE_M, room=ROOM)


def peak_of(air: Air, fall: Flight, beta: float) -> Peak:
    """Find the greatest deceleration, where the air thickens as fast as the square of the speed falls."""
    nodes, count = fall.nodes, len(fall.nodes)
    a_m = FLAT.a_m

    def growth(time_s: float) -> float:
        x, _, _, vx, vy, vz = state_at(nodes, count, time_s)
        speed = math.hypot(vx, vy, vz)
        return float(-vx / air.scale_height_m - density(air, x - a_m) * speed / beta)

    low, high = float(nodes[0, 0]), float(nodes[-1, 0])
    if growth(high) < 0.0:
        for _ in range(80):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if growth(middle) > 0.0 else (low, middle)
    x, _, _, vx, vy, vz = state_at(nodes, count, high)
    speed = math.hypot(vx, vy, vz)
    return Peak(0.5 * density(air, x - a_m) * speed**2 / beta, x - a_m, speed)


def mach_row(angle_deg: float, speed: float, change: Change) -> Row:
    """Compare the speed at the ground of a body whose drag coefficient grows in proportion to Mach."""
    mass, area, slope = 500.0, 0.3, 0.02
    model = change(FLAT, exponential_air(1.225, 7200.0))
    air = model[1]
    program = free_program(math.inf)
    program[0, 2], program[0, 8], program[0, 10] = mass, area, COAST
    curve = drag_curve(np.array([0.0, 30.0]), np.array([0.0, 30.0 * slope]))
    fall = straight(model, Craft(program, curve), 7200.0, speed, angle_deg)
    sound = density_pressure_sound(air, 0.0)[2]
    lost = 0.5 * 1.225 * area * slope * 7200.0 / (mass * sound * math.sin(math.radians(angle_deg)))
    case = Case(f"entry-mach {speed:g}m/s,{angle_deg:g}deg", MACH_SOURCE)
    return case.share(
        "speed at the ground, Cd in proportion to Mach",
        math.hypot(*fall.state[3:]),
        1.0 / (1.0 / speed + lost),
        1e-6,
        "m/s",
    )
