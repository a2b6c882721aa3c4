"""The falling and thrown spheres of NASA's atmospheric check cases, each with its own constants."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from midcourse.kernels.atmosphere import US76, VACUUM, Air, with_wind
from midcourse.kernels.earth import Earth, geodetic_to_ecef
from midcourse.kernels.steering import COAST, free_program
from midcourse.verification import shipped
from midcourse.verification.flown import TIGHT_M, Craft, falling, fixed, moving, stops
from midcourse.verification.row import Case, Change, Row

Constants = dict[str, Any]


def rows(change: Change) -> Iterator[Row]:
    """Compare position and velocity after 30 s with simulator SIM 04, drag written in both ways."""
    table = shipped.table("nesc")
    for entry in table["rows"]:
        case = Case(f"nesc-{entry['id']}", table["source"])
        for craft, how in crafts(table["constants"], entry):
            (gap_m, gap_m_s), *_ = misses(table["constants"], entry, craft, [entry["end"]], change)
            yield case.apart(f"position at 30 s{how}", gap_m, table["tolerance_m"], "m", entry["name"])
            yield case.apart(f"velocity at 30 s{how}", gap_m_s, table["tolerance_m_s"], "m/s", entry["name"])


def crafts(constants: Constants, entry: Any) -> list[tuple[Craft, str]]:
    """Make the sphere of a case, its drag by ballistic coefficient and by area and Cd(Mach).

    Args:
        constants, entry: the case's constants and its row.

    Returns:
        Each craft, with the words that tell it from the other.
    """
    cd = entry["drag_coefficient"]
    if cd == 0.0:
        return [(falling(), "")]
    mass = constants["mass_slug"] * constants["slug_kg"]
    area = constants["area_ft2"] * constants["foot_m"] ** 2
    by_area = free_program(math.inf)
    by_area[0, 2], by_area[0, 8], by_area[0, 10] = mass, area, COAST
    return [
        (falling(mass / (cd * area)), ""),
        (Craft(by_area, np.full(2, cd)), ", drag by area and Cd(Mach)"),
    ]


def misses(
    constants: Constants, entry: Any, craft: Craft, references: Sequence[Any], change: Change
) -> Iterator[tuple[float, float]]:
    """Fly a case and yield how far it is from given rows, in order of time, in m and m/s.

    Args:
        constants, entry: the case's constants and its row.
        craft: the sphere.
        references: mappings with t_s, lat_deg, lon_deg, alt_m, v_north_m_s, v_east_m_s, v_down_m_s.
        change: see `run.verify`.
    """
    true = earth_of(constants, entry["earth"])
    earth, air = change(true, air_of(constants, entry))
    start = moving(earth, place_of(entry["start"]), enu_of(entry["start"]))
    times = [row["t_s"] for row in references]
    flown = stops((earth, air), craft, start, times, TIGHT_M)
    for row, state in zip(references, flown, strict=True):
        position, velocity = fixed(earth, row["t_s"], state)
        yield (
            math.dist(position, geodetic_to_ecef(true, *place_of(row))),
            math.dist(velocity, enu_of(row)),
        )


def earth_of(constants: Constants, kind: str) -> Earth:
    """Return the Earth of a case: the ellipsoid, or a sphere that does not turn."""
    foot = constants["foot_m"]
    gm = constants["gm_ft3_s2"] * foot**3
    if kind == "fixed sphere":
        return Earth(constants["sphere_radius_ft"] * foot, 0.0, gm, 0.0, 0.0)
    f = 1.0 / constants["inverse_flattening"]
    return Earth(constants["equatorial_radius_m"], f, gm, constants["j2"], constants["omega_rad_s"])


def air_of(constants: Constants, entry: Any) -> Air:
    """Return the air of a case, with its wind; none where there is no drag."""
    if entry["drag_coefficient"] == 0.0:
        return VACUUM
    if "wind_east" not in entry:
        return US76
    foot = constants["foot_m"]
    heights = np.array([point["alt_ft"] * foot for point in entry["wind_east"]])
    east = np.array([point["speed_ft_s"] * foot for point in entry["wind_east"]])
    return with_wind(US76, heights, east, np.zeros(len(east)))


def place_of(row: Any) -> tuple[float, float, float]:
    """Return latitude in rad, longitude in rad and altitude in m of a row."""
    return math.radians(row["lat_deg"]), math.radians(row["lon_deg"]), float(row["alt_m"])


def enu_of(row: Any) -> tuple[float, float, float]:
    """Return the velocity east, north, up in m/s of a row."""
    return float(row["v_east_m_s"]), float(row["v_north_m_s"]), -float(row["v_down_m_s"])
