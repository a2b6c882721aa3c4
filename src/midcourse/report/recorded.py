"""The recorded run: map, altitude, shots."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.records import KINDS, WARHEAD
from midcourse.report.clock import outcome
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import ORDER, kilometres, percent, seconds
from midcourse.report.told import Recorded, Told, drawn

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

MOST_ROWS = 12


def map_section(told: Told, run: Recorded) -> Html:
    """Return the map with tracks, coverage and intercepts, and its tables."""
    scenario, sky = told.scenario, run.result.sky
    aims = ", ".join(dict.fromkeys(item.to_place.name for item in scenario.raid))
    starts = ", ".join(dict.fromkeys(item.from_place.name for item in scenario.raid))
    words = (
        f"Map: {len(sky.paths)} objects fly from {starts} towards {aims}; {len(run.shots)} interceptors are fired, "
        f"{int(run.shots['hit'].sum())} of them hit."
    )
    places = [("launch", item.from_place) for item in scenario.raid]
    places += [("aim", item.to_place) for item in scenario.raid]
    places += [
        ("radar: " + (item.sensor.name or item.sensor.id), item.place)
        for item in scenario.sensors
        if item.site
    ]
    places += [
        (f"{item.count} of {item.interceptor.name or item.interceptor.id}", item.place)
        for item in scenario.batteries
    ]
    places += [("defended", place) for place in scenario.defended]
    rows = [(place.name or place.id, role, _degrees(place.lat_deg, "NS"), _degrees(place.lon_deg, "EW"))
            for role, place in dict.fromkeys(places)]  # fmt: skip
    return joined(
        [
            paragraph(_which(told, run)),
            drawn(told, "map", words, "Ground tracks, fields of the radars, and where interceptors arrived."),
            table("Places", ("place", "what is there", "latitude", "longitude"), rows[:40]),
            _space_note(scenario),
            _intercepts(run),
        ]
    )


def altitude_section(told: Told, run: Recorded) -> Html:
    """Return altitude against range, with floors and horizons, and its table."""
    sky, rows = run.result.sky, []
    for k, path in list(enumerate(sky.paths))[:MOST_ROWS]:
        top_s, top_m = path.apogee()
        burnt = "–"
        if sky.kind[k] == WARHEAD:
            speed_m_s, _, alt_m = path.relative_state(float(sky.burnout_s[k]))
            burnt = f"{sky.burnout_s[k]:.0f} s, {alt_m / 1e3:.0f} km, {speed_m_s / 1e3:.2f} km/s"
        end = seconds(float(sky.ends_s[k]))
        flown = kilometres(path.ground_range_m())
        rows.append(
            (sky.names[k], KINDS[sky.kind[k]], burnt, f"{kilometres(top_m)} at {top_s:.0f} s", flown, end)
        )
    words = "Altitude against distance over the ground: " + "; ".join(
        f"{row[0]} rises to {row[3]}" for row in rows[:3]
    )
    floors = ", ".join(
        f"{item.interceptor.name or item.interceptor.id}: {kilometres(item.interceptor.floor_m)}"
        for item in run.world.batteries
    )
    head = (
        "object",
        "what it is",
        "last burnout",
        "highest point",
        "distance flown",
        "comes down, if not hit",
    )
    return joined(
        [
            drawn(told, "altitude", words + ".", "Dotted across: the floor, below which interceptors do not work; "
                   "below the curved lines the round Earth hides the missile from the radar."),
            table("Flights", head, rows),
            paragraph(f"Floor in this run: {floors}.") if floors else "",
        ]
    )  # fmt: skip


def _intercepts(run: Recorded) -> Html:
    rows = [
        (
            f"{i + 1}, at {run.result.sky.names[int(shot['object'])]}",
            seconds(float(shot["launch_s"])),
            seconds(float(shot["intercept_s"])),
            f"{_degrees(float(shot['intercept_lat_deg']), 'NS')} {_degrees(float(shot['intercept_lon_deg']), 'EW')}",
            kilometres(float(shot["intercept_alt_m"])),
            f"{shot['closing_m_s'] / 1e3:.1f} km/s" if shot["closing_m_s"] > 0.0 else "–",
            outcome(shot),
        )
        for i, shot in enumerate(run.shots[:MOST_ROWS])
    ]
    if not rows:
        return paragraph("In this run no interceptor was fired.")
    head = ("shot", "launch", "intercept", "where", "height", "closing speed", "what came of it")
    return table("Shots of this run", head, rows)


def _which(told: Told, run: Recorded) -> str:
    here = (
        f"The recorded run is number {run.number}, the middle one when runs are sorted by leakers and margin."
    )
    if told.fought.worlds:
        world = run.number % len(told.fought.worlds)
        here += (
            f" It belongs to world {world}, in which every doubtful input has a value drawn from its range."
        )
    return here


def _space_note(scenario: Scenario) -> Html:
    space = [item.sensor.name or item.sensor.id for item in scenario.sensors if not item.is_radar]
    return (
        paragraph(f"Not on the map: {', '.join(space)}, far above the equator.", kind="quiet")
        if space
        else Html("")
    )


def factors_figure(told: Told) -> Html:
    """Return the picture of the chain."""
    links = [f"{name} {percent(told.summary['factors'][name])}" for name in ORDER]
    words = "Bars: share of the warheads that pass each link: " + ", ".join(links) + "."
    return drawn(
        told, "factors", words.replace("_", " "), "Each link counts those that passed the links before it."
    )


def _degrees(value: float, ends: str) -> str:
    return "–" if math.isnan(value) else f"{abs(value):.2f}° {ends[0] if value >= 0 else ends[1]}"
