"""`midcourse chase`: can the batteries catch missiles from these places, and how fast would they have to be?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import progress, show_json, wide
from midcourse.cli.options import Json, Quiet, Sets, Variant, folder_to_write, rerun_line, split_places

if TYPE_CHECKING:
    from midcourse.analysis.chase import Chased, Meeting, Start
    from midcourse.api import Chase

NOTE = """least: burnout speed, km/s, of the reference flight that still catches it, by limit of the flight time; in
brackets by Lambert's problem with a boost delay. * the missile still burns then: its path cannot be known.
intercepts: time, altitude, closing speed; below, where, and the angle between the two paths.
margin: from that launch to the last that meets it; of speed within the interceptor's own limit."""


def chase(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="P,…", help="Launch points with commas; the raid's if left out."),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="P", help="Aim point; the raid's if left out.")
    ] = None,
    sets: Sets = None,
    variant: Variant = None,
    plot: Annotated[
        str | None,
        typer.Option(metavar="DIR", callback=folder_to_write, help="Draw the least speeds into this folder."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Can the batteries of a scenario catch missiles that fly away from them, and how fast would they have to be?"""
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting", "covering"), quiet)
    from midcourse.analysis.chase import raid_items
    from midcourse.api import chase as find
    from midcourse.api import load

    places = None if from_ is None else split_places(from_, "--from")
    loaded = load(scenario, variant, sets or ())
    total = len(raid_items(loaded, places, to)) * max(len(loaded.batteries), 1)
    with progress("chasing", total, quiet) as tick:
        rerun = rerun_line("chase", scenario, variant, sets, {"from": from_, "to": to})
        found = find(loaded, places, to, rerun=rerun, tick=tick)
        tick(0, "drawing")
        drawn = [] if plot is None else found.plot.save_all(plot)
    if as_json:
        show_json(found.as_dict())
        return
    print(found.answer())
    for b, name in enumerate(found.interceptors):
        print(f"{name}: {found.speeds_m_s[b] / 1e3:.2f} km/s, to {found.target.name}")
        _print(found, b)
    print(NOTE)
    for path in drawn:
        print(f"picture  {path}")


def _print(found: Chase, battery: int) -> None:

    from rich import box
    from rich.console import Console
    from rich.table import Table

    limits = [_limit(limit_s) for limit_s in found.limits_s[battery]]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("from", "launch, s", *limits, "first intercept", "last intercept", "margin"):
        table.add_column(head, justify="left" if head == "from" else "right")
    for one in found.found:
        if one.battery == battery:
            _rows(table, one)
    Console(width=wide(210), highlight=False).print(table)


def _rows(table: Any, one: Chased) -> None:
    head = f"{one.place.name} ({one.missile})"
    for k, start in enumerate((*one.clocks, *one.starts)):
        event = f"{start.event} " if start.event else ""
        launch = "never" if start.launch_s is None else f"{start.launch_s:.0f}{'*' if start.blind else ''}"
        table.add_row(head if k == 0 else "", f"{event}{launch}", *_speeds(start), *_meetings(start))
    table.add_section()


def _speeds(start: Start) -> list[str]:
    cells = []
    for limit_s, least in start.least.items():
        speed = start.lambert_m_s[limit_s]
        lambert = "none" if speed is None else f"{speed / 1e3:.2f}"
        told = "none" if least is None else f"{'<' if least.bound else ''}{least.speed_m_s / 1e3:.2f}"
        cells.append("" if start.launch_s is None else f"{told} ({lambert})")
    return cells


def _meetings(start: Start) -> list[str]:
    cells = ["" if met is None else _meeting(met) for met in (start.first, start.last)]
    margin = "" if start.margin_s is None else f"{start.margin_s:.0f} s"
    speed = "" if start.margin_m_s is None else f", {start.margin_m_s / 1e3:+.2f} km/s"
    return [*cells, margin + speed]


def _meeting(met: Meeting) -> str:
    lat, lon = f"{abs(met.lat_deg):.0f} {'NS'[met.lat_deg < 0]}", f"{abs(met.lon_deg):.0f} {'EW'[met.lon_deg < 0]}"
    when = f"{met.time_s:.0f} s, {met.altitude_m / 1e3:,.0f} km, {met.closing_m_s / 1e3:.1f} km/s"
    return f"{when}\n{lat}, {lon}, {math.degrees(met.crossing_rad):.0f} deg"


def _limit(limit_s: float | None) -> str:
    return "least, no limit" if limit_s is None else f"least, {limit_s:.0f} s"
