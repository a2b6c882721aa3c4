"""`midcourse campaign`: many cells, worlds and runs, here or on a cluster, into a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import FAILED_CHECK, INTERRUPTED, progress, show_json, wide
from midcourse.cli.options import Csv, Jobs, Json, Quiet, whole
from midcourse.cli.studies import write_table
from midcourse.cli.warm import warm

if TYPE_CHECKING:
    from midcourse.api.campaigned import Campaigned, Plan

WIDE = 10_000  # where no screen limits it
KERNELS = ("falling", "boosting", "fighting", "covering")
StoreFolder = Annotated[str, typer.Option("--store", metavar="DIR", help="Folder of the store.")]


def campaign(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="File of the campaign, YAML.")],
    store: StoreFolder = "midcourse-store",
    engine: Annotated[str, typer.Option(metavar="E", help="threads, local:N, or tcp://HOST:PORT.")] = "threads",
    scheduler_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="Of a running Dask cluster, in place of --engine.")
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say what it would take; write nothing.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where it stopped.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Fight what the file says now, whatever the store holds of this name.")
    ] = False,
    limit: Annotated[
        str | None, typer.Option("--task-limit", metavar="S", help="Seconds after which a task is given up.")
    ] = None,
    jobs: Jobs = None,
    csv: Csv = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Fight many cells, in worlds of doubt, into a store; taken up again after whatever happened."""
    from midcourse.api.campaigns import campaign as fight
    from midcourse.api.campaigns import plan_campaign
    from midcourse.engines.choose import engine_kind

    engine_kind(engine)
    threads = None if jobs is None else whole(jobs, "--jobs", 1, 1024)
    limit_s = None if limit is None else float(whole(limit, "--task-limit", 1, 10**6))
    total = _runs(file)
    if not plan:
        _try_store(store)  # nobody waits a minute for compiling to hear of a wrong word
    warm(KERNELS, quiet)
    if plan:
        found = plan_campaign(file, engine, threads, scheduler_file)
        show_json(found.as_dict()) if as_json else _print_plan(found)
        return 0
    context.obj.words = f"midcourse: interrupted; `midcourse campaign {file} --store {store} --resume` goes on"
    with progress(Path(file).stem, total, quiet, "runs") as tick:
        done = fight(
            file, store, engine, resume, force, threads, scheduler_file, limit_s,
            lambda count, text: tick(count, text or None),
        )  # fmt: skip
    if csv is not None:
        write_table(csv, done.csv())
    show_json(done.as_dict()) if as_json else show_campaign(done)
    return _code(done, context.obj.code)


def _runs(file: str) -> int:
    from midcourse.cells.cell import layout
    from midcourse.cells.cut import allowed_runs

    laid = layout(file)
    return len(laid) * allowed_runs(laid)


def _try_store(store: str) -> None:
    from midcourse.store.place import Store

    with Store(store, write=True):
        pass


def _code(done: Campaigned, interrupted: int) -> int:
    if done.status == "interrupted":
        return interrupted or INTERRUPTED  # who called says what to do now
    for line in done.failed:
        print(f"midcourse: given up: {line}", file=sys.stderr)
    return FAILED_CHECK if done.failed else 0


def _print_plan(found: Plan) -> None:
    from midcourse.sentences.campaign import planned

    for line in planned(found):
        print(line)


def show_campaign(done: Campaigned) -> None:
    """Print a campaign for people: how far it is, and a table of its cells."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from midcourse.sentences.campaign import MOST_ROWS, cell_rows, headline

    print(done.answer())
    for line in headline(done):
        print(line)
    heads, rows = cell_rows(done)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right")
    for row in rows[:MOST_ROWS]:
        table.add_row(*row)
    Console(width=wide(WIDE), highlight=False).print(table)
    if len(rows) > MOST_ROWS:
        print(f"{len(rows) - MOST_ROWS:,} more cells: --csv FILE, or `midcourse runs show {done.layout.name}`")
