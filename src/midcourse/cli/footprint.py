"""`midcourse footprint`: which aim points are defended, or which launch points are denied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import progress, show_json
from midcourse.cli.options import (
    Json,
    Quiet,
    Sets,
    Variant,
    file_to_write,
    folder_to_write,
    number,
    numbers,
    rerun_line,
)
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from midcourse.api import Footprint

WORDS = {"none": "defended", "out of range of the missile": "too far or too near for the missile"}
SIDES = ("SOUTH", "WEST", "NORTH", "EAST")


def footprint(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    grid: Annotated[str, typer.Option(metavar="D", help="Degrees between places.")] = "1",
    region: Annotated[
        str | None,
        typer.Option(
            metavar="S,W,N,E", help="Box of places in degrees; around the scenario if left out."
        ),
    ] = None,
    denied: Annotated[
        str | None,
        typer.Option(metavar="P", help="Launch points in place of aim points: from where P cannot be struck."),
    ] = None,
    nested: Annotated[
        bool, typer.Option("--nested", help="One map, and one set of polygons, for each constraint.")
    ] = False,
    sets: Sets = None,
    variant: Variant = None,
    plot: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", callback=folder_to_write, help="Draw the map, or all of them, into this folder."
        ),
    ] = None,
    csv: Annotated[
        str | None,
        typer.Option(metavar="FILE", callback=file_to_write, help="Write a table of all places."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Which aim points are defended, by how many shots there are, and what stands in the way elsewhere."""
    import math

    from midcourse.cli.warm import warm

    step_deg = math.degrees(number(grid, "--grid", "angle", "deg"))
    warm(("falling", "boosting", "fighting", "covering"), quiet)
    from midcourse.api import footprint as work
    from midcourse.api import load
    from midcourse.api.coverage import Region, grid_of, region_of

    loaded = load(scenario, variant, sets or ())
    box = region_of(loaded) if region is None else Region(*numbers(region, "--region", SIDES))
    lats, lons = grid_of(box, step_deg)
    rerun = rerun_line("footprint", scenario, variant, sets, {"grid": grid, "region": region, "denied": denied})
    with progress("aim points" if denied is None else "launch points", len(lats) * len(lons), quiet) as tick:
        found = work(loaded, step_deg, box, aim=denied, rerun=rerun, tick=tick)
    drawn = [] if plot is None else found.plot.save_all(plot, nested)
    if csv is not None:
        _write(csv, found.csv())
    if as_json:
        show_json(found.as_dict(nested))
        return
    by_nesting = found.by_nesting_km2 if nested else {}
    rows = [f"  shots, {name:28s} {area / 1e6:8.2f} million km2" for name, area in by_nesting.items()]
    print("\n".join([*_told(found), *rows, *(f"picture  {path}" for path in drawn)]))


def _told(found: Footprint) -> list[str]:
    done, points = ("denied", "launch points") if found.aim else ("defended", "aim points")
    total = sum(row["area_km2"] or 0.0 for row in found.by_constraint.values())
    of_people = found.covered_population
    whom = f" to missiles at {found.aim.name}" if found.aim else ""
    people = "" if of_people is None else f", {of_people / 1e6:,.1f} million people in cities of 50,000 and more"
    grid = f"{len(found.cells):,} {points} {found.step_deg:g} deg apart"
    lines = [
        found.answer(),
        f"{done}{whom}: {found.covered_area_km2 / 1e6:,.2f} million km2{people}",
        f"of {total / 1e6:,.2f} million km2 of land and sea looked at, {grid}:",
    ]
    for name, row in found.by_constraint.items():
        words = done if name == "none" else WORDS.get(name, f"not: {name}")
        living = row["population"]
        people = "" if living is None else f" {living / 1e6:9.1f} million people"
        lines.append(f"  {words:35s} {(row['area_km2'] or 0.0) / 1e6:8.2f} million km2{people}")
    return lines


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise ScenarioError(
            f"cannot write there: {(problem.strerror or str(problem)).lower()}", key="--csv", got=path,
            allowed="a file in a folder that exists",
        ) from None  # fmt: skip
