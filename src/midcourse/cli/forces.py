"""`midcourse forces`: deployed strategic forces of both sides, by year and under each treaty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import show_json, wide
from midcourse.cli.options import Json, whole

if TYPE_CHECKING:
    from midcourse.api.forces import Arsenals

WIDTH_WITHOUT_TERMINAL = 170
OTHERWISE = "counts otherwise"
HEADS = ("state", "day", "warheads", "vehicles", "launchers", "treaties on their numbers", "source", "id")
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

    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from midcourse.catalog.deployed import MEASURES

    console = Console(width=wide(WIDTH_WITHOUT_TERMINAL), highlight=False)
    console.print(found.answer(), soft_wrap=True)
    console.print(found.counted())
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
    for line in _frameworks(rows):
        console.print(escape(line), soft_wrap=True)
    console.print(escape(f"again: {found.rerun}"), soft_wrap=True)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    counts = (
        "–" if row[name] is None else f"{row[name]:,}" for name in ("warheads", "vehicles", "launchers")
    )
    named = dict.fromkeys(one["treaty"] for one in row["treaties"])
    said = [_treaty([one for one in row["treaties"] if one["treaty"] == name]) for name in named]
    return (
        row["state"],
        row["day"],
        *counts,
        "; ".join(one for one in said if one) or "–",
        f"{row['source']} ({row['grade']})",
        row["id"],
    )


def _treaty(limits: list[dict[str, Any]]) -> str:
    """Return what a treaty says of all that it limits; nothing where it is not in force and counts otherwise."""
    first = limits[0]
    asked = [one for one in limits if one["counted"] is not None or one["what"] == "warheads"]
    if first["framework"] or not (first["in_force"] or any(one["because"] != OTHERWISE for one in asked)):
        return ""
    held = "in force" if first["in_force"] else "not in force"
    due = f", due {first['due']}" if first["in_force"] and first["due"] else ""
    return f"{first['treaty']} ({held}{due}): {', '.join(_limit(one) for one in asked)}"


def _limit(one: dict[str, Any]) -> str:
    limit = f"{one['what']} {one['limit_value']:,.0f}"
    return f"{limit} ({one['because'].replace(' above the limit', ' above').replace(' below the limit', ' below')})"


def _frameworks(rows: list[dict[str, Any]]) -> list[str]:
    """Say what was stated and never signed."""
    found = {one["treaty"]: one for row in rows for one in row["treaties"] if one["framework"]}
    return [f"A framework, {name}: {one['because']}." for name, one in found.items()]
