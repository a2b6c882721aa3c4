"""Motion without air: two bodies, the oblate Earth, Lambert's problem and the free-flight range."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from midcourse.kernels.atmosphere import VACUUM
from midcourse.kernels.earth import WGS84, Earth
from midcourse.kernels.flight import IMPACT
from midcourse.kernels.orbit import CONVERGED, free_flight, kepler_step, lambert
from midcourse.verification import shipped
from midcourse.verification.flown import falling, flight, stops
from midcourse.verification.row import Case, Change, Row

OREKIT_TOLERANCE_M = 1e-4
METRES_S = 1e-3  # a tolerance of velocity for each metre of a tolerance of position, about one orbital rate


def rows(change: Change) -> Iterator[Row]:
    """Compare with Orekit, printed Lambert arcs and the closed forms of free flight."""
    for name in ("kepler", "j2"):
        table = shipped.table(name)
        for entry in table["rows"]:
            yield from path_rows(f"{name}-{entry['id']}", table, entry, change)
    table = shipped.table("lambert")
    for entry in table["rows"]:
        yield from lambert_rows(entry, change)
    table = shipped.table("free_flight")
    for entry in table["rows"]:
        yield from free_flight_rows(table, entry, change)


def path_rows(name: str, table: Any, entry: Any, change: Change) -> Iterator[Row]:
    """Compare the flown path, and without J2 also the Kepler step, at each time of a case."""
    case = Case(name, table["source"])
    fallback = table.get("radius_m", WGS84.a_m)
    model = change(Earth(fallback, WGS84.f, table["gm_m3_s2"], table.get("j2", 0.0), 0.0), VACUUM)
    start = np.array([*entry["start_r_m"], *entry["start_v_m_s"]])
    times = [point["t_s"] for point in entry["at"]]
    flown = stops(model, falling(), start, times, OREKIT_TOLERANCE_M)
    for point, state in zip(entry["at"], flown, strict=True):
        gap = math.dist(state[:3], point["r_m"])
        yield case.apart(f"position at {point['t_s']:g} s, flown", gap, table["tolerance_m"], "m")
        gap = math.dist(state[3:], point["v_m_s"])
        limit = METRES_S * table["tolerance_m"]
        yield case.apart(f"velocity at {point['t_s']:g} s, flown", gap, limit, "m/s")
        if "j2" not in table:
            *stepped, status = kepler_step(model[0].gm_m3_s2, *(*start.tolist(), float(point["t_s"])))
            gap = math.dist(stepped[:3], point["r_m"]) if status == CONVERGED else math.nan
            yield case.apart(f"position at {point['t_s']:g} s, Kepler step", gap, table["tolerance_m"], "m")
            gap = math.dist(stepped[3:], point["v_m_s"])
            yield case.apart(f"velocity at {point['t_s']:g} s, Kepler step", gap, limit, "m/s")


def lambert_rows(entry: Any, change: Change) -> Iterator[Row]:
    """Compare both velocities of an arc, and where the Kepler step arrives with the first of them."""
    case = Case(f"lambert-{entry['id']}", entry["source"])
    earth, _ = change(WGS84._replace(gm_m3_s2=entry["gm_m3_s2"]), VACUUM)
    a, b, time_s = entry["r1_m"], entry["r2_m"], float(entry["time_s"])
    *v, status = lambert(earth.gm_m3_s2, *(*a, *b, time_s, int(entry["way"] == "long")))
    first, second = (v[:3], v[3:]) if status == CONVERGED else ([math.nan] * 3, [math.nan] * 3)
    for what, ours, key in (("first velocity", first, "v1_m_s"), ("second velocity", second, "v2_m_s")):
        limit = entry["atol_m_s"] + entry["rtol"] * math.hypot(*entry[key])
        yield case.apart(what, math.dist(ours, entry[key]), limit, "m/s")
    *reached, _ = kepler_step(earth.gm_m3_s2, *(*a, *first, time_s))
    yield case.apart("arrival by Kepler step", math.dist(reached[:3], b), 1e-3, "m", "second method")


def free_flight_rows(table: Any, entry: Any, change: Change) -> Iterator[Row]:
    """Compare range, time and apogee of the formula, and range and time as flown."""
    alt, speed, fpa_deg = entry["alt_m"], entry["speed_m_s"], entry["fpa_deg"]
    case = Case(f"free-flight {alt / 1e3:g}km,{speed:g}m/s,{fpa_deg:g}deg", table["source"])
    radius, share = table["radius_m"], table["relative_tolerance"]
    earth, air = change(Earth(radius, 0.0, table["gm_m3_s2"], 0.0, 0.0), VACUUM)
    r, fpa = radius + alt, math.radians(fpa_deg)
    angle, time_s, apogee = free_flight(earth.gm_m3_s2, r, speed, fpa)
    yield case.share("ground range, formula", angle * radius, entry["ground_range_m"], share, "m")
    yield case.share("time, formula", time_s, entry["time_s"], share, "s")
    yield case.share("apogee, formula", apogee - radius, entry["apogee_alt_m"], share, "m")
    start = np.array([r, 0.0, 0.0, speed * math.sin(fpa), speed * math.cos(fpa), 0.0])
    end = flight((earth, air), falling(), start, ground_m=alt, tolerance_m=OREKIT_TOLERANCE_M)
    flown = math.atan2(end.state[1], end.state[0]) * radius if end.status == IMPACT else math.nan
    yield case.share("ground range, flown", flown, entry["ground_range_m"], share, "m")
    yield case.share("time, flown", end.time_s, entry["time_s"], share, "s")
