"""From the cells of a footprint to its maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.analysis.footprint import CONSTRAINTS, MOST_SHOTS, NESTINGS, NOTHING, OUT_OF_RANGE
from midcourse.views.footprint import Box, Kind, Sheet

if TYPE_CHECKING:
    from midcourse.analysis.footprint import Cell
    from midcourse.api.coverage import Footprint

# light to dark, safe for colour-blind readers and in grey
SHOTS = ("#A8DDB5", "#4EB3D3", "#2B6CB0", "#1B1464")
BEYOND = Kind("too far or too near for the missile", "#FFFFFF")
BARRED = {
    "no interceptor": ("#F0E442", "oo"),
    "floor": ("#FDD0A2", "..."),
    "burnout speed": ("#F16913", "////"),
    "horizon": ("#D9D9D9", "xxxx"),
    "track quality": ("#BDBDBD", "++"),
    "decision time": ("#FDAE6B", "\\\\\\\\"),
}


def shots_sheet(found: Footprint, nesting: int = len(NESTINGS) - 1) -> Sheet:
    """Return the map of shots with one nesting of constraints; with all of them cells without a shot say why."""
    last = nesting == len(NESTINGS) - 1
    kinds = [
        Kind(
            f"{shots}{' or more' if shots == MOST_SHOTS else ''} shot{'s' if shots > 1 else ''}",
            SHOTS[shots - 1],
        )
        for shots in range(1, MOST_SHOTS + 1)
    ]
    barred = [name for name in CONSTRAINTS if name in BARRED]
    kinds += [Kind(f"none: {name}", *BARRED[name]) for name in barred]
    kinds += [Kind("no shot", "#FDAE6B", "////"), BEYOND]
    boxes = []
    for cell in found.cells:
        if not cell.reached:
            boxes.append(_box(cell, found.step_deg, len(kinds) - 1))
            continue
        kind = cell.shots[nesting] - 1
        if kind < 0:
            named = last and cell.constraint not in (NOTHING, OUT_OF_RANGE)
            kind = MOST_SHOTS + (barred.index(cell.constraint) if named else len(barred))
        boxes.append(_box(cell, found.step_deg, kind))
    scenario = found.scenario
    launches = {item.from_place.name: item.from_place for item in scenario.raid}
    sites = {item.place.name: item.place for item in scenario.batteries}
    whose = f"from {', '.join(launches)}"
    if found.aim is not None:
        whose = f"at {found.aim.name}, by launch point"
        launches, sites = {}, {**sites, found.aim.name: found.aim}
    title = f"Shots at missiles {whose}: {'all constraints' if last else NESTINGS[nesting]}"
    note = (
        f"{found.rerun} --plot DIR\nNominal world, no luck: shots that there is time for, one after the other. "
        "What is not tinted was not looked at."
    )
    return Sheet(
        title, tuple(boxes), tuple(kinds),
        tuple((name, place.lat_deg, place.lon_deg) for name, place in launches.items()),
        tuple((name, place.lat_deg, place.lon_deg) for name, place in sites.items()), note,
    )  # fmt: skip


def _words(shots: int) -> str:
    return "1 shot" if shots == 1 else f"{shots}{' or more' if shots == MOST_SHOTS else ''} shots"


def _box(cell: Cell, step_deg: float, kind: int) -> Box:
    half = 0.5 * step_deg
    south, north = max(cell.lat_deg - half, -90.0), min(cell.lat_deg + half, 90.0)
    return Box(south, cell.lon_deg - half, north, cell.lon_deg + half, kind)
