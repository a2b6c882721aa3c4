"""The recorded run: map, altitude, shots."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.records import FAILED_IN_FLIGHT, KINDS, NO_LAUNCH_WINDOW, WARHEAD
from midcourse.report.chain import over
from midcourse.report.clock import outcome, radar_names
from midcourse.report.glossary import explained, term
from midcourse.report.markup import Html, joined, paragraph, table
from midcourse.report.names import FACTOR_WORDS, ORDER, kilometres, seconds, tenths
from midcourse.report.told import Recorded, Told, drawn
from midcourse.views.profile import ground_m, start_of

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

MOST_ROWS = 12
SIGNS = (
    "A star is a hit, a cross the aim of a shot that arrived and did not hit, a ring the place where one that failed "
    "in flight was to arrive: its line is the plan. Faint: what was left of the missile's way when it was hit."
)


def map_section(told: Told, run: Recorded) -> Html:
    """Return the map with tracks, coverage and intercepts, and its tables."""
    scenario, sky = told.scenario, run.result.sky
    aims = ", ".join(dict.fromkeys(item.to_place.name for item in scenario.raid))
    starts = ", ".join(dict.fromkeys(item.from_place.name for item in scenario.raid))
    words = (
        f"Map: {len(sky.paths)} objects fly from {starts} towards {aims}; {len(run.shots)} interceptors are fired, "
        f"{int(run.shots['hit'].sum())} of them hit."
    )
    return joined(
        [
            paragraph(_which(told, run)),
            drawn(told, "map", words, f"Ground tracks, fields of the radars, and interceptors. {SIGNS}"),
            table("Places", ("place", "what is there", "latitude", "longitude"), _places(scenario)[:40]),
            _space_note(scenario),
            _intercepts(run),
        ]
    )


def _places(scenario: Scenario) -> list[tuple[str, str, str, str]]:
    # one row a place, with all that is there
    found: dict[tuple[str, float, float], list[str]] = {}
    radars = (item.place for item in scenario.sensors if item.is_radar)
    roles = [("launch", item.from_place) for item in scenario.raid]
    roles += [("aim", item.to_place) for item in scenario.raid]
    roles += [(f"radar: {name}", place) for name, place in zip(radar_names(scenario), radars, strict=True)]
    roles += [
        (f"{item.count} of {item.interceptor.name or item.interceptor.id}", item.place)
        for item in scenario.batteries
    ]
    roles += [("defended", place) for place in scenario.defended]
    for role, place in roles:
        there = found.setdefault((place.name or place.id, place.lat_deg, place.lon_deg), [])
        if role not in there:
            there.append(role)
    return [
        (name, "; ".join(there), _degrees(lat_deg, "NS"), _degrees(lon_deg, "EW"))
        for (name, lat_deg, lon_deg), there in found.items()
    ]


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
        pad = start_of(sky.paths[int(np.flatnonzero((sky.raid == sky.raid[k]) & (sky.kind == WARHEAD))[0])])
        flown = kilometres(ground_m(pad, path.geodetic(np.array([path.end_s]))[0]))
        rows.append(
            (sky.names[k], KINDS[sky.kind[k]], burnt, f"{kilometres(top_m)} at {top_s:.0f} s", flown, end)
        )
    words = "Altitude against distance over the ground: " + "; ".join(
        f"{row[0]} rises to {row[3]}" for row in rows[:3]
    )
    floors = ", ".join(
        dict.fromkeys(
            f"{item.interceptor.name or item.interceptor.id}: {kilometres(item.interceptor.floor_m)}"
            for item in run.world.batteries
        )
    )
    head = (
        "object",
        "what it is",
        "last burnout",
        "highest point",
        "from the pad to where it comes down",
        "comes down, if not hit",
    )
    caption = joined(
        [
            f"{SIGNS} Across: the ",
            term("floor"),
            ", below which interceptors do not work. Below the line of its horizon the round Earth hides the missile "
            "from a radar. Spent stages fall beside the warhead until they meet the air.",
        ]
    )
    return joined(
        [
            drawn(told, "altitude", words + ".", caption),
            table("Flights", head, rows),
            paragraph(f"Floor in this run: {floors}.") if floors else "",
        ]
    )


def _intercepts(run: Recorded) -> Html:
    rows = [_shot_row(i + 1, run.result.sky.names, shot) for i, shot in enumerate(run.shots[:MOST_ROWS])]
    if not rows:
        return paragraph("In this run no interceptor was fired.")
    head = ("shot", "launch", "intercept", "target then at", "its height", "closing speed", "what came of it")
    note = (
        "Place and height are those of the target at that time. Planned: the interceptor failed in flight and did not "
        "come so far; where in its flight it failed is not worked. The figures draw its plan."
    )
    return joined([table("Shots of this run", head, rows), paragraph(note, kind="quiet")])


def _shot_row(number: int, names: tuple[str, ...], shot: np.void) -> tuple[str, ...]:
    if shot["object"] < 0 or int(shot["link"]) == NO_LAUNCH_WINDOW:
        # nothing was there to be met, or no flight leads there
        what = names[int(shot["object"])] if shot["object"] >= 0 else "a track of nothing"
        return (
            f"{number}, at {what}",
            seconds(float(shot["launch_s"])),
            "–",
            "–",
            "–",
            "–",
            explained(outcome(shot)),
        )
    plan = "planned: " if int(shot["link"]) == FAILED_IN_FLIGHT else ""
    where = f"{_degrees(float(shot['intercept_lat_deg']), 'NS')} {_degrees(float(shot['intercept_lon_deg']), 'EW')}"
    closing = f"{plan}{shot['closing_m_s'] / 1e3:.1f} km/s" if shot["closing_m_s"] > 0.0 else "–"
    return (
        f"{number}, at {names[int(shot['object'])]}",
        seconds(float(shot["launch_s"])),
        plan + seconds(float(shot["intercept_s"])),
        where,
        kilometres(float(shot["intercept_alt_m"])),
        closing,
        explained(outcome(shot)),
    )


def _which(told: Told, run: Recorded) -> Html:
    here: list[object] = [
        f"The recorded run is number {run.number}, the middle one when runs are sorted by ",
        term("leaker", "leakers"),
        " and ",
        term("margin"),
        ".",
    ]
    if told.worlds:
        world = run.number % len(told.worlds)
        here += [" It belongs to ", term("world"), f" {world}, in which every doubtful input has a value drawn "
                 "from its range."]  # fmt: skip
    return joined(here)


def _space_note(scenario: Scenario) -> Html:
    space = [item.sensor.name or item.sensor.id for item in scenario.sensors if not item.is_radar]
    return (
        paragraph(f"Not on the map: {', '.join(space)}, far above the equator.", kind="quiet")
        if space
        else Html("")
    )


def factors_figure(told: Told) -> Html:
    """Return the picture of the chain."""
    shares = told.summary["factors"]
    links = [
        f"{FACTOR_WORDS[name][0]} {'–' if shares[name] is None else tenths(shares[name])}" for name in ORDER
    ]
    words = "Bars: share of the warheads that pass each link: " + ", ".join(links) + "."
    caption = (
        f"Above, over {over(told.summary)}: each link counts those that passed the links before it. Below: the answer "
        "by method; what the line at the end of a bar means is written beside it."
    )
    return drawn(told, "factors", words, caption)


def _degrees(value: float, ends: str) -> str:
    return "–" if math.isnan(value) else f"{abs(value):.2f}° {ends[0] if value >= 0 else ends[1]}"
