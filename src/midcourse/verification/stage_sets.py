"""The stage sets of the catalogue, flown for range, beside an independent flight code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL, WGS84, Earth
from midcourse.verification import shipped
from midcourse.verification.ranges import EAST, WEST, arc_of, furthest, missile_stack
from midcourse.verification.row import Change, Row
from midcourse.verification.target import judged

WHAT = {
    "range_km": "greatest range, no rotation",
    "apogee_km": "its apogee",
    "time_s": "its time",
    "speed_km_s": "its speed at last burnout",
    "altitude_km": "its altitude at last burnout",
    "east_km": "greatest range to the east",
    "west_km": "greatest range to the west",
}


def rows(change: Change) -> Iterator[Row]:
    """Compare range, apogee, time and burnout of each stage set, and ranges on the turning Earth."""
    table = shipped.table("stage_sets")
    for entry in table["rows"]:
        name = entry["missile"]
        if "payload_kg" in entry:
            name += f" {entry['payload_kg']}kg"
        for key, ours in worked(entry, change(STILL, US76)[0], change(WGS84, US76)[0]).items():
            if key in entry:
                target = table["tolerances"][key] | {"id": name, "what": WHAT[key], "value": entry[key]}
                yield judged(table, target, ours)


def worked(entry: Any, still: Earth, turning: Earth) -> dict[str, float]:
    """Fly one stage set and return what the table compares, by its keys."""
    craft = missile_stack(entry["missile"], entry.get("payload_kg"))
    best = furthest(craft, still)
    arc = arc_of(craft, best.steer, still)
    found = {
        "range_km": best.range_m / 1e3,
        "apogee_km": arc.apogee_m / 1e3,
        "time_s": arc.time_s,
        "speed_km_s": arc.speed_m_s / 1e3,
        "altitude_km": arc.altitude_m / 1e3,
    }
    for key, azimuth in (("east_km", EAST), ("west_km", WEST)):
        if key in entry:
            found[key] = furthest(craft, turning, azimuth).range_m / 1e3
    return found
