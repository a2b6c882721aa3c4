"""`midcourse see`: first and last look of each sensor at each object."""

from __future__ import annotations

from typing import Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, Sets, Variant


def see(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    sets: Sets = None,
    variant: Variant = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What each sensor can see of each object: first and last look with an even chance, and the strongest."""
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.api import load
    from midcourse.api import see as look

    found = look(load(scenario, variant, sets or ()))
    if as_json:
        show_json({"objects": found})
        return
    if not any(row["sensors"] for row in found):
        print("There is no sensor: nothing is seen.")
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
