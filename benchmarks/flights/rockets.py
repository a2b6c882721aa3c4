"""Small rockets of the verify case `rockets`, flown by ours and by RocketPy: still standard air, three degrees."""

from __future__ import annotations

import math
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84
from midcourse.kernels.flight import DEFAULT_M
from midcourse.verification import shipped
from midcourse.verification.flown import Flight, flight, highest_m, moving
from midcourse.verification.rockets import LONG_ENOUGH_S, ROOM, craft_of
from timing import Row, table

ROCKETS = ("genesis", "andromeda", "camoes")
LIMIT_M = 3.0
MODEL = (WGS84, US76)


def entry_of(name: str) -> dict[str, Any]:
    """Return a row of `rockets.yaml`."""
    return next(row for row in shipped.table("rockets")["rows"] if row["id"] == name)


def prepared(entry: dict[str, Any]) -> Callable[[float], Flight]:
    """Return our flight of a rocket from its rail to the ground, as a function of the tolerance in m."""
    site = (*(math.radians(entry["site"][key]) for key in ("lat_deg", "lon_deg")), entry["site"]["alt_m"])
    craft, start_s = craft_of(entry, site)
    pad = moving(WGS84, site, (0.0, 0.0, 0.0))
    end = {"t0": start_s, "t_end": LONG_ENOUGH_S, "ground_m": site[2], "room": ROOM}
    return lambda tolerance_m: flight(MODEL, craft, pad, tolerance_m=tolerance_m, **end)


def apogee_m(entry: dict[str, Any], flown: Flight) -> float:
    """Return the apogee above the site."""
    return highest_m(WGS84, flown.nodes) - float(entry["site"]["alt_m"])


def tables(rounds: int, quick: bool, flop: dict[str, float]) -> list[dict[str, Any]]:
    """Measure a table for each rocket."""
    del flop
    return [_one(name, rounds) for name in (ROCKETS[:1] if quick else ROCKETS)]


def _one(name: str, rounds: int) -> dict[str, Any]:
    entry = entry_of(name)
    fly = prepared(entry)
    best = fly(1e-7)
    own_m = apogee_m(entry, best)
    error_m = abs(apogee_m(entry, fly(DEFAULT_M)) - own_m)
    rows = [Row("midcourse, default (1e-4 m)", 1, lambda: fly(DEFAULT_M), error=error_m)]
    said = f"Ours has its apogee {own_m:.1f} m above the rail and comes down after {best.time_s:.2f} s."
    if find_spec("rocketpy"):
        from peers import rocketpy_rockets

        theirs, their_m, their_s = rocketpy_rockets.rows(entry)
        rows += theirs
        gap = their_m / own_m - 1.0
        said = (
            "From the rail to the ground without a parachute: thrust curve, drag by Mach number, no wind. RocketPy"
            " flies its point mass of three degrees of freedom, which turns into the wind by a law of its own and"
            f" stands on another gravity. Apogees: ours {own_m:.1f} m, RocketPy {their_m:.1f} m, {gap:+.2%}; down"
            f" after {best.time_s:.2f} and {their_s:.2f} s. The error in the table is of the apogee, of each against"
            f" itself at its tightest tolerance; a setting must be within {LIMIT_M:g} m."
        )
    return table(f"The rocket {name}", said, "a flight", rows, rounds, LIMIT_M)


def points(entry: dict[str, Any], key: str, factor: float = 1.0) -> np.ndarray:
    """Return a curve of a rocket, shape (n, 2), its second column times a factor."""
    return np.array(entry[key], dtype=float) * (1.0, factor)
