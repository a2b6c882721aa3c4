"""`midcourse forces`: deployed strategic forces of both sides, by year and under each treaty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, whole

if TYPE_CHECKING:
    from midcourse.api.forces import Arsenals

WIDTH_WITHOUT_TERMINAL = 170
HEADS = ("state", "day", "warheads", "vehicles", "launchers", "treaties on their number", "source", "id")
YEARS = (1900, 2200)


def forces(
    year: Annotated[
        str | None, typer.Argument(metavar="[YEAR]", help="Of the count, e.g. 2009; all if left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Deployed strategic forces of both sides, by year and under each treaty, with sources."""
    from midcourse.api.forces import forces as ask

    found = ask(None if year is None else whole(year, "YEAR", *YEARS, of_years=True))
    if as_json:
        show_json(found.as_dict())
        return
    _print(found)


def _print(found: Arsenals) -> None:
    import sys

    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from midcourse.catalog.deployed import MEASURES

    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL, highlight=False)
    console.print(found.answer())
    rows = found.rows()
    for measure in dict.fromkeys(row["measure"] for row in rows):
        console.print(escape(f"Counted: {MEASURES[measure]}"), soft_wrap=True)
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for head in HEADS:
            table.add_column(head, justify="right" if head in HEADS[2:5] else "left", overflow="fold")
        for row in rows:
            if row["measure"] == measure:
                table.add_row(*(escape(cell) for cell in _cells(row)))
        console.print(table)
    console.print(escape(f"again: {found.rerun}"), soft_wrap=True)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    counts = (
        "–" if row[name] is None else f"{row[name]:,}" for name in ("warheads", "vehicles", "launchers")
    )
    said = [_treaty(one) for one in row["treaties"] if one["in_force"] or one["counts_so"]]
    return (
        row["state"],
        row["day"],
        *counts,
        "; ".join(said) or "–",
        f"{row['source']} ({row['grade']})",
        row["id"],
    )


def _treaty(one: dict[str, Any]) -> str:
    held = "in force" if one["in_force"] else "not in force"
    if one["below"] is None:
        where = "counts otherwise"
    else:
        where = f"{abs(one['below']):,.0f} {'below' if one['below'] >= 0 else 'above'}"
    due = f", due {one['due']}" if one["in_force"] and one["due"] else ""
    return f"{one['treaty']} {one['limit_value']:,.0f} ({held}{due}, {where})"
