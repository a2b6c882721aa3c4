"""Burnout speed of the ground-based interceptor against its dead mass, beside an independent flight code."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from midcourse.catalog import Interceptor, load_interceptor
from midcourse.catalog.stack import Stack
from midcourse.interceptors.reference_flight import (
    ANGLE_RAD,
    Burnout,
    burnout,
    burnout_of,
    dead_mass_for,
    reference_stack,
    with_dead_mass,
)
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import STILL, WGS84, Earth
from midcourse.threats.launch import Pad, Steering, land
from midcourse.verification import shipped
from midcourse.verification.ranges import NORTH, PAD, arc_of, furthest
from midcourse.verification.row import Change, Row
from midcourse.verification.target import judged

COLUMNS = (("maker", 20), ("maker", 45), ("maker", 80), ("second", 45), ("second", 80))
MOTORS = {"maker": "", "second": ", second motor table"}


def rows(change: Change) -> Iterator[Row]:
    """Compare burnout speeds, the dead masses that give a speed, flights of greatest range and that of 2003."""
    table = shipped.table("burnout_speeds")
    earth, turning = change(STILL, US76)[0], change(WGS84, US76)[0]
    for entry in table["rows"]:
        yield from speed_rows(table, entry, earth)
    yield from solved_rows(table)
    yield from furthest_rows(table, earth)
    yield from flown_rows(table, turning)


def motors(table: Any, stages: int, motor: str) -> Interceptor:
    """Return the interceptor with its own motors, or with those of the second public table."""
    interceptor, _ = load_interceptor(table["interceptors"][stages])
    if motor == "maker":
        return interceptor
    changed = [
        stage.model_copy(
            update={
                "propellant_kg": float(propellant),
                "isp_vacuum_s": isp,
                "isp_sea_level_s": stage.isp_sea_level_s * isp / stage.isp_vacuum_s,
                "burn_s": burn,
            }
        )
        for stage, (propellant, isp, burn) in zip(interceptor.stages, table["second_motors"], strict=False)
    ]
    return interceptor.model_copy(update={"stages": tuple(changed)})


def speed_rows(table: Any, entry: Any, earth: Earth) -> Iterator[Row]:
    """Compare the speeds of one dead mass; the height at 45 degrees is shown."""
    name = f"{entry['stages']}-stages {entry['dead_kg']}kg"
    for (motor, angle_deg), value in zip(COLUMNS, entry["speeds_km_s"], strict=True):
        laden = with_dead_mass(motors(table, entry["stages"], motor), float(entry["dead_kg"]))
        found = burnout(laden, math.radians(angle_deg), earth)
        target = {
            "id": name,
            "what": f"burnout speed at {angle_deg} deg{MOTORS[motor]}",
            "value": value,
            "unit": "km/s",
            "tolerance": table["tolerance_km_s"],
            "why": table["why"],
        }
        if f"outside_{motor}_{angle_deg}" in entry:
            target["outside"] = entry[f"outside_{motor}_{angle_deg}"]
        yield judged(table, target, found.speed_m_s / 1e3)
        if (motor, angle_deg) == ("maker", 45):
            target |= {"what": "its altitude at 45 deg", "unit": "km", "value": entry["height_45_km"]}
            yield judged(table, target | {"shown": "for information", "why": ""}, found.altitude_m / 1e3)


def solved_rows(table: Any) -> Iterator[Row]:
    """Compare the dead masses with which two stages have a given speed."""
    solved = table["solved"]
    for speed_km_s, dead_kg in solved["rows"]:
        target = {
            "id": f"2-stages {speed_km_s}km/s",
            "what": "dead mass at 45 deg",
            "unit": "kg",
            "value": dead_kg,
        }
        ours = dead_mass_for(motors(table, 2, "maker"), 1e3 * speed_km_s)
        yield judged(table, solved | target, ours)


def furthest_rows(table: Any, earth: Earth) -> Iterator[Row]:
    """Compare the flights of greatest range, and say where there is none."""
    rule = table["furthest"]
    for stages, dead_kg, *printed in rule["rows"]:
        name = {"id": f"{stages}-stages {dead_kg}kg"}
        craft = reference_stack(with_dead_mass(motors(table, stages, "maker"), float(dead_kg)))
        best = furthest(craft, earth)
        if not printed:
            target = {"what": "no range short of the antipode", "unit": "1", "value": 1}
            yield judged(table, name | target | {"tolerance": 0.5, "why": "yes or no"}, float(best.unbounded))
            continue
        there = burnout_of(craft, best.steer.pitch_rad, best.steer.kick_rad, earth, PAD.lat_rad, NORTH)
        speed = {"what": "burnout speed, flight of greatest range", "unit": "km/s", "value": printed[0]}
        far = {"what": "greatest range, no rotation", "unit": "km", "value": printed[1]}
        yield judged(table, rule | name | speed, there.speed_m_s / 1e3)
        yield judged(table, rule | name | far, best.range_m / 1e3)


def flown_rows(table: Any, earth: Earth) -> Iterator[Row]:
    """Compare the dead mass and the speed with which the flight of 2003 is met."""
    rule = table["flown_2003"]
    dead_kg, speed_m_s = flown_2003(table, earth)
    name = {"id": "3-stages 2003"}
    mass = {"what": "dead mass that meets the flight, rotation", "unit": "kg", "value": rule["dead_kg"]}
    speed = {"what": "burnout speed then", "unit": "km/s", "value": rule["speed_km_s"], "why": table["why"]}
    yield judged(table, rule | name | mass, dead_kg)
    yield judged(table, name | speed | {"tolerance": table["tolerance_km_s"]}, speed_m_s / 1e3)


def flown_2003(table: Any, earth: Earth) -> tuple[float, float]:
    """Solve for dead mass and attitude of the flight of 2003; return the mass in kg and the burnout speed in m/s."""
    from scipy.optimize import fsolve

    rule = table["flown_2003"]
    interceptor = motors(table, 3, "maker")
    pad = Pad(math.radians(rule["lat_deg"]), 0.0, 0.0)
    azimuth = math.radians(rule["azimuth_deg"])

    def start(tons: float, angle_rad: float) -> tuple[Stack, Burnout]:
        laden = with_dead_mass(interceptor, 1e3 * tons)
        return reference_stack(laden), burnout(laden, angle_rad, earth, pad.lat_rad, azimuth)

    def off(x: list[float]) -> tuple[float, float]:
        craft, there = start(x[0], x[1])
        steer = Steering(azimuth, there.kick_rad, x[1], math.inf)
        down = land(craft, pad, steer, earth)
        far_m, _ = arc_m(earth, pad.lat_rad, pad.lon_rad, down.lat_rad, down.lon_rad)
        apogee_m = arc_of(craft, steer, earth, pad).apogee_m
        return far_m / 1e3 - rule["range_km"], apogee_m / 1e3 - rule["apogee_km"]

    tons, angle_rad = fsolve(off, [0.95, 1.2 * ANGLE_RAD], xtol=1e-4)
    return 1e3 * float(tons), start(float(tons), float(angle_rad))[1].speed_m_s
