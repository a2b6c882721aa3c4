"""Six real rocket flights: apogee above the rail beside RocketPy's and beside the measured one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np

from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84
from midcourse.kernels.motion import drag_curve
from midcourse.kernels.steering import COAST, COLUMNS, FOREVER_S, G0_M_S2, GRAVITY_TURN, PITCH, launch_plane
from midcourse.verification import shipped
from midcourse.verification.flown import Craft, flight, highest_m, moving
from midcourse.verification.row import Case, Change, Row

ROOM = 5_000
LONG_ENOUGH_S = 120.0
RAIL_STEP_S = 1e-4


def rows(change: Change) -> Iterator[Row]:
    """Compare what may fairly be compared, each with what its reference is, for docs/validation.md."""
    share = shipped.table("rockets")["relative_tolerance"]
    why = f"{100.0 * share:g} %: wind, warm air and turning in the wind are left out"
    for row in compared(change):
        kind = "independent code" if row.what.endswith("RocketPy") else "measured"
        yield replace(row, kind=kind, why="" if row.passed is None else why)


def compared(change: Change) -> Iterator[Row]:
    """Fly them; the measured apogees are judged by their median."""
    table = shipped.table("rockets")
    share = table["relative_tolerance"]
    ratios = []
    for entry in table["rows"]:
        case = Case(f"rocket-{entry['id']}", table["source"])
        ours = apogee_m(entry, change)
        air = "still air" if entry["windless"] else "wind of the day left out"
        reference = entry["apogee_rocketpy_m"]
        if entry["compare_rocketpy"]:
            yield case.share("apogee beside RocketPy", ours, reference, share, "m", air)
        else:
            yield case.outside("apogee beside RocketPy", ours, reference, "m", entry["note"])
        reference = entry["apogee_measured_m"]
        if entry["compare_measured"]:
            ratios.append(ours / reference)
            yield case.not_judged(
                "apogee beside the measured one", ours, reference, "m", "judged by the median"
            )
        else:
            yield case.outside("apogee beside the measured one", ours, reference, "m", entry["note"])
    case = Case("rocket-median", table["source"])
    yield case.near(
        f"median of {len(ratios)} apogees over the measured ones", median(ratios), 1.0, share, "1"
    )


def apogee_m(entry: Any, change: Change) -> float:
    """Fly a rocket and return its apogee above the site in m.

    Args:
        entry: a row of `rockets.yaml`.
        change: see `run.verify`.
    """
    model = change(WGS84, US76)
    site = (
        math.radians(entry["site"]["lat_deg"]),
        math.radians(entry["site"]["lon_deg"]),
        entry["site"]["alt_m"],
    )
    craft, start_s = craft_of(entry, site)
    pad = moving(model[0], site, (0.0, 0.0, 0.0))
    path = flight(
        model, craft, pad, t0=start_s, t_end=LONG_ENOUGH_S, ground_m=site[2] - 100.0, room=ROOM
    ).nodes
    return highest_m(model[0], path) - float(site[2])


def craft_of(entry: Any, site: tuple[float, float, float]) -> tuple[Craft, float]:
    """Write the phases of a rocket: one for each straight piece of its thrust curve, then coasting.

    Args:
        entry: a row of `rockets.yaml`.
        site: latitude in rad, longitude in rad, altitude in m.

    Returns:
        The craft, and the time in s at which it begins to move.
    """
    points = np.array(entry["thrust_n_over_s"], dtype=float)
    steep = math.radians(entry["rail"]["inclination_deg"])
    leaves_s, start_s = rail_times(entry, points)
    cuts = np.unique(np.append(points[:, 0], leaves_s))
    thrust = np.interp(cuts, points[:, 0], points[:, 1])
    burn_kg_n_s = entry["propellant_kg"] / float(np.trapezoid(points[:, 1], points[:, 0]))
    area = 0.25 * math.pi * entry["diameter_m"] ** 2
    program = np.zeros((len(cuts), COLUMNS))
    mass = entry["dry_mass_kg"] + entry["propellant_kg"]
    for row, t, end, push, after in zip(program, cuts[:-1], cuts[1:], thrust[:-1], thrust[1:], strict=False):
        slope = (after - push) / (end - t)
        row[:9] = end, t, mass, burn_kg_n_s * push, burn_kg_n_s * slope, push, slope, 0.0, area
        row[10] = PITCH if end <= leaves_s else GRAVITY_TURN
        row[11:13] = math.sin(steep), math.cos(steep)
        mass -= burn_kg_n_s * 0.5 * (push + after) * (end - t)
    program[-1, :3], program[-1, 8], program[-1, 10] = (FOREVER_S, cuts[-1], mass), area, COAST
    cd = np.array(entry["cd_over_mach"], dtype=float)
    curve = drag_curve(cd[:, 0], cd[:, 1] * entry["cd_scale"])
    plane = launch_plane(site[0], site[1], math.radians(entry["rail"]["heading_deg"]), math.inf, 0.0)
    return Craft(program, curve, plane), start_s


def rail_times(entry: Any, points: np.ndarray) -> tuple[float, float]:
    """Return when the rocket leaves its rail and when it begins to move, in s.

    On the rail it moves in one dimension, by thrust less the part of its weight along the rail.
    """
    t = np.arange(0.0, points[-1, 0], RAIL_STEP_S)
    thrust = np.interp(t, points[:, 0], points[:, 1])
    used = np.cumsum(thrust) / thrust.sum()
    mass = entry["dry_mass_kg"] + entry["propellant_kg"] * (1.0 - used)
    weight = G0_M_S2 * math.sin(math.radians(entry["rail"]["inclination_deg"]))
    pull = thrust / mass - weight
    first = int(np.argmax(pull > 0.0))
    way = np.cumsum(np.cumsum(pull[first:])) * RAIL_STEP_S**2
    return float(t[first + int(np.argmax(way >= entry["rail"]["length_m"]))]), float(t[first])
