"""`midcourse see`: first and last look of each sensor at each object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import progress, show_json
from midcourse.cli.options import Json, Quiet, Sets, Variant, folder_to_write, number, rerun_line

if TYPE_CHECKING:
    from midcourse.api import Seen


def see(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    sets: Sets = None,
    variant: Variant = None,
    plot: Annotated[
        str | None,
        typer.Option(metavar="DIR", callback=folder_to_write, help="Draw what the radars cover into this folder."),
    ] = None,
    grid: Annotated[
        str, typer.Option(metavar="D", help="Degrees between launch points of the picture of first looks.")
    ] = "1",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What each sensor can see of each object: first and last look with an even chance, and the strongest."""
    import math

    from midcourse.cli.warm import warm

    step_deg = math.degrees(number(grid, "--grid", "angle", "deg"))
    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.api import load
    from midcourse.api import see as look
    from midcourse.api.seen import launch_grid

    loaded = load(scenario, variant, sets or ())
    lats, lons = launch_grid(loaded, step_deg)
    rerun = rerun_line("see", scenario, variant, sets, {})
    drawn = []
    if plot is None:
        found = look(loaded, rerun=rerun)
    else:
        with progress("launch points", len(lats) * len(lons), quiet) as tick:
            tick(0, "drawing")
            found = look(loaded, rerun=rerun)
            drawn = found.plot.save_all(plot, step_deg, tick=tick)
    if as_json:
        show_json(found.as_dict())
        return
    _print(found)
    if plot is not None and not drawn:
        print("There is no radar: no picture.")
    for path in drawn:
        print(f"picture  {path}")


def _print(found: Seen) -> None:
    print(found.answer())
    if not any(row["sensors"] for row in found):
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("object", "sensor", "first look, s", "last look, s", "strongest, dB"):
        table.add_column(column, justify="right" if "," in column else "left")
    for row in found:
        for k, one in enumerate(row["sensors"]):
            numbers = [one["first_s"], one["last_s"], one["max_snr_db"]]
            shown = ["never" if value is None else f"{value:,.1f}" for value in numbers]
            shown[2] = "" if numbers[2] is None else shown[2]
            table.add_row(row["object"] if k == 0 else "", one["sensor"], *shown)
    Console().print(table)
