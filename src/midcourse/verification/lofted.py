"""Reported flights, flown with their height and range: how long they take, beside the reported time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from midcourse.catalog import load_missile
from midcourse.errors import NoSolution
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84, Earth
from midcourse.threats.launch import Pad
from midcourse.threats.reproduce import Reproduced, reproduce
from midcourse.verification import shipped
from midcourse.verification.row import Change, Row
from midcourse.verification.target import judged

IN_SECONDS = {"s": 1.0, "min": 60.0}


def rows(change: Change) -> Iterator[Row]:
    """Compare times of flight with reported ones, and with those of another program."""
    table = shipped.table("lofted")
    earth, _ = change(WGS84, US76)
    second = table["second"]
    for entry in table["rows"]:
        try:
            found = flown(table, entry, earth)
        except NoSolution as problem:
            time_s, by = math.nan, f"not flown: {problem.why}"
        else:
            time_s = found.time_s
            by = (
                "by an early end of thrust"
                if found.by == "cut-off"
                else f"by a payload of {found.value:.0f} kg"
            )
        name = {"what": f"time of the {entry['missile']}, {entry['flight']}"}
        for target in entry["targets"]:
            row = judged(table, target | name, time_s / IN_SECONDS[target["unit"]])
            yield replace(row, note=row.note or by)
        if "second_s" in entry:
            target = name | {"id": entry["missile"], "value": entry["second_s"], "unit": "s"}
            row = judged(second, second | target, time_s)
            yield replace(row, note=row.note or by)


def flown(table: Any, entry: Any, earth: Earth) -> Reproduced:
    """Fly a missile of the catalogue to a reported height and range, its payload free between low and high."""
    missile, numbers = load_missile(entry["missile"])
    site = table["site"]
    pad = Pad(math.radians(site["lat_deg"]), math.radians(site["lon_deg"]), float(site["alt_m"]))
    payload = numbers["payload"]
    bounds_kg = (payload.low, payload.high) if payload.low is not None and payload.high is not None else None
    azimuth = math.radians(table["azimuth_deg"])
    apogee_m, range_m = 1e3 * entry["apogee_km"], 1e3 * entry["range_km"]
    return reproduce(missile, pad, azimuth, apogee_m, range_m, bounds_kg, earth)
