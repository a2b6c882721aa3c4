"""From what the sensors of a scenario see to range against cross section, and first look against launch point."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from midcourse.analysis.echo import BAND_PERCENT, WORLDS, shown
from midcourse.analysis.outlook import lowest_rad, range_to_m
from midcourse.report.clock import radar_names
from midcourse.sensors.radar import CUE_ONLY
from midcourse.verification import shipped
from midcourse.views.cross_section import Panel
from midcourse.views.first_look import Cell, Sheet
from midcourse.views.first_look import Panel as Map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.analysis.first_looks import First, FirstLooks
    from midcourse.api.seen import Seen

HORIZONS_M = (100e3, 200e3, 500e3, 1000e3)


def cross_sections(found: Seen) -> tuple[str, tuple[Panel, ...], str]:
    """Return title, panels and note of the range of all radars against cross section."""
    panels = []
    for s, (row, echo, name) in enumerate(
        zip(found.radars, found.echoes, radar_names(found.scenario), strict=True)
    ):
        low = lowest_rad(row)
        horizons = tuple(
            (f"horizon at {alt_m / 1e3:,.0f} km", range_to_m(row, row.boresight_rad, low, alt_m))
            for alt_m in HORIZONS_M
        )
        cued = row.mode == CUE_ONLY
        searching = "one look along a reported heading" if cued else "one look of its search"
        objects = tuple((one.what, one.rcs_m2) for one in shown(found.sky, row))
        panels.append(
            Panel(
                f"{name}, {found.items[s].radar.band} band", echo.rcs_m2, echo.look_m, echo.search_m, searching,
                echo.low_m, echo.high_m, objects, horizons, published(found.items[s].sensor.id),
            )
        )  # fmt: skip
    note = (
        f"{found.rerun} --plot DIR. Straight out of a face; dotted: horizon; upright: what "
        f"the raid shows. Band: {BAND_PERCENT[0]:.0f} to {BAND_PERCENT[1]:.0f} percent of {WORLDS} worlds, from the "
        "low and high of the radar's numbers."
    )
    return f"How far the radars see: {found.scenario.name}", tuple(panels), note


def published(sensor: str) -> tuple[tuple[float, float, str], ...]:
    """Return published ranges of a radar: cross section in m2, range in m, and who says so."""
    rows = [
        row for row in shipped.table("sensors")["rows"] if row["how"] == "range" and row["radar"] == sensor
    ]
    return tuple(
        (float(row["rcs_m2"]), 1e3 * float(row["value"]), f"{row['value']:,} km: {row['source']}")
        for row in rows
    )


def first_look_sheet(found: Seen, looks: Sequence[FirstLooks], step_deg: float) -> Sheet:
    """Return the maps of first looks: with the cues of the scenario, and where it has satellites also without."""
    scenario, names = found.scenario, radar_names(found.scenario)
    reached = [one for one in looks if one.reached]
    satellites = any(not item.is_radar for item in scenario.sensors)
    panels = [_map(reached, "a radar, with the cues of the satellites" if satellites else "a radar")]
    if satellites and not any(item.radar.search != "cue" for item in found.items):
        panels = [replace(panels[0], title=f"{panels[0].title}; without them no radar here looks at all")]
    elif satellites and all(one.cued == one.alone for one in reached):
        panels = [replace(panels[0], title=f"{panels[0].title} or without")]
    elif satellites:
        panels.append(_map(reached, "a radar, without satellites", alone=True))
    reports = [one.satellite_s for one in reached if one.satellite_s is not None]
    told = f" The satellites report after {min(reports):.0f} to {max(reports):.0f} s." if reports else ""
    missiles = ", ".join(dict.fromkeys(one.missile for one in reached))
    launches = {item.from_place.name: item.from_place for item in scenario.raid}
    lats, lons = [one.lat_deg for one in looks], [one.lon_deg for one in looks]
    near = [
        (name, item.place.lat_deg, item.place.lon_deg)
        for name, item in zip(names, found.items, strict=True)
        if _within(item.place.lat_deg, item.place.lon_deg, lats, lons, step_deg)
    ]
    title = f"First look at a missile to {scenario.raid[0].to_place.name}, by launch point"
    note = (
        f"{found.rerun} --plot DIR --grid {step_deg:g}. {missiles}; bare ground: it does not reach "
        f"{scenario.raid[0].to_place.name} from there.{told} Nominal world, no luck."
    )
    return Sheet(
        title, tuple(panels), step_deg, tuple(names),
        tuple((name, place.lat_deg, place.lon_deg) for name, place in launches.items()), tuple(near), note,
    )  # fmt: skip


def _map(looks: Sequence[FirstLooks], title: str, alone: bool = False) -> Map:
    return Map(title, tuple(_cell(one, one.alone if alone else one.cued) for one in looks))


def _cell(one: FirstLooks, first: First | None) -> Cell:
    time_s, radar = (math.nan, -1) if first is None else (first.time_s, first.radar)
    return Cell(one.lat_deg, one.lon_deg, time_s, radar)


def _within(lat: float, lon: float, lats: Sequence[float], lons: Sequence[float], step_deg: float) -> bool:
    beside = any(abs((lon - other + 180.0) % 360.0 - 180.0) <= step_deg for other in lons)
    return min(lats) - step_deg <= lat <= max(lats) + step_deg and beside
