"""`midcourse runs` and `midcourse query`: what stands in a store."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from midcourse.cli.campaign import StoreFolder, show_campaign
from midcourse.cli.front import FAILED_CHECK, progress, show_json, wide
from midcourse.cli.options import Csv, Json, Quiet
from midcourse.cli.studies import write_table

runs_app = typer.Typer(help="Campaigns in a store: which there are, what they found, whether all is sound.")
MOST_ROWS = 100
WIDE = 10_000  # where no screen limits it


@runs_app.command(name="list")
def list_all(store: StoreFolder = "midcourse-store", as_json: Json = False) -> None:
    """The campaigns of a store, and how far each is."""
    from midcourse.api import campaigns
    from midcourse.sentences.campaign import headline

    found = campaigns(store)
    if as_json:
        keys = ("campaign", "status", "cells", "runs_done", "runs_total", "failed", "engine", "wall_s")
        show_json([{key: one.as_dict()[key] for key in keys} for one in found])
        return
    for one in found:
        print(headline(one)[0])
    if not found:
        print("no campaign yet: `midcourse campaign FILE` begins one")


@runs_app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Its name: that of its file.")],
    store: StoreFolder = "midcourse-store",
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """What a campaign has found, cell by cell; while it is fought too: n of N runs."""
    from midcourse.api import kept_campaign

    found = kept_campaign(name, store)
    if csv is not None:
        write_table(csv, found.csv())
    show_json(found.as_dict()) if as_json else show_campaign(found)


@runs_app.command()
def check(
    store: StoreFolder = "midcourse-store",
    mend: Annotated[bool, typer.Option("--mend", help="Forget what is damaged; --resume fights it again.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Read everything in a store and hold it against its checksum. Exit code 1 where something is damaged."""
    from midcourse.api import check_store

    with progress("checking", 0, quiet) as tick:
        found = check_store(store, mend, lambda count: tick(count))
    if as_json:
        show_json([one.as_dict() for one in found])
    else:
        for one in found:
            users = f" (campaign {', '.join(one.campaigns)})" if one.campaigns else ""
            print(f"{one.what}: {one.why}{users}")
        ended = "forgotten: `midcourse campaign FILE --resume` fights it again" if mend else "--mend forgets it"
        print(f"{len(found)} damaged; {ended}" if found else f"{store} is as it was written")
    return FAILED_CHECK if found and not mend else 0


@runs_app.command()
def gc(
    store: StoreFolder = "midcourse-store",
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="CAMPAIGN", help="A campaign that is no longer wanted.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove it; else it is only said.")] = False,
    as_json: Json = False,
) -> None:
    """What nothing refers to: leftovers of dead processes, and the runs of campaigns that are dropped."""
    from midcourse.api import clear_store
    from midcourse.sentences.campaign import sized

    found = clear_store(store, tuple(drop or ()), yes)
    if as_json:
        show_json({"files": len(found.files), "bytes": found.bytes, "rows": found.rows, "removed": yes})
        return
    what = f"{len(found.files):,} files, {sized(found.bytes)}, {found.rows:,} rows of the index"
    print(f"{what} {'removed' if yes else 'may go: --yes removes them'}")


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that selects.")],
    store: StoreFolder = "midcourse-store",
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Do not hold files against checksums.")] = False,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Ask all runs of a store in SQL. Tables: runs, cells, inputs, tasks, campaigns."""
    from midcourse.api import query as ask
    from midcourse.shown.document import csv_text

    found = ask(sql, store, not unchecked)
    if csv is not None:
        write_table(csv, csv_text(found))
    if as_json:
        show_json([dict(zip(found.columns, map(_plain, row), strict=True)) for row in found.rows])
        return
    _print(found.columns, list(found.rows))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    return value if value is None or isinstance(value, (int, str, bool)) else str(value)


def _word(value: Any) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def _print(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows[:MOST_ROWS]:
        table.add_row(*map(_word, row))
    Console(width=wide(WIDE), highlight=False, markup=False).print(table)
    if len(rows) > MOST_ROWS:
        print(f"{len(rows) - MOST_ROWS:,} more rows: --csv FILE or --json")
