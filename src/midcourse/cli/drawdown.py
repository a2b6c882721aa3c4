"""`midcourse drawdown`: how many warheads arrive in reply, against the size of the arsenal that is struck first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import show_json, wide
from midcourse.cli.options import KILL_FORMS, Csv, Json, Over, PictureFolder, Quiet, number, whole
from midcourse.cli.race import print_varied

if TYPE_CHECKING:
    from midcourse.api.drawdown import Drawdown

WIDTH_WITHOUT_TERMINAL = 170


Shield = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        help="Shield of the side that strikes first; gmd-2017 of the United States if left out, none of Russia.",
    ),
]
Stands = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Replace a number of how forces stand, e.g. russia-posture.sea.survives=0.5; several times.",
    ),
]


def drawdown(
    attacker: Annotated[
        str, typer.Option(metavar="ID", help="Forces that strike first and have the shield.")
    ] = "usa-2009-early",
    force: Annotated[str, typer.Option(metavar="ID", help="Forces that reply.")] = "russia-2009-deployed",
    shield: Shield = None,
    interceptors: Annotated[str | None, typer.Option(metavar="N", help="In place of the shield's.")] = None,
    shots: Annotated[
        str | None, typer.Option(metavar="N", help="At each object, in place of the shield's.")
    ] = None,
    kill: Annotated[
        str | None,
        typer.Option(metavar="K", help=f"Chance that one shot kills; the shield's record if left out: {KILL_FORMS}"),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO", help="Of which the run folder must be; what was set for it with commas behind."
        ),
    ] = None,
    decoys: Annotated[str, typer.Option(metavar="D", help="With each warhead.")] = "0",
    rejected: Annotated[str, typer.Option(metavar="SHARE", help="Of the decoys, told from warheads.")] = "0",
    common_cause: Annotated[
        str | None, typer.Option(metavar="SHARE", help="Of a shot's failure, striking all shots alike.")
    ] = None,
    alert: Annotated[str, typer.Option(metavar="A", help="day-to-day or generated.")] = "day-to-day",
    sizes: Annotated[
        str, typer.Option(metavar="A..B", help="Deployed warheads: A..B, A..B:N or N,N,….")
    ] = "100..6000",
    sets: Stands = None,
    vary: Over = None,
    seed: Annotated[str, typer.Option(metavar="S", help="Seed of the worlds of doubt.")] = "1",
    csv: Csv = None,
    plot: PictureFolder = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """How many warheads arrive in reply, by arsenal size, alert and shield; first-strike stability beside it."""
    from midcourse.api import MAX_SEED
    from midcourse.api.drawdown import drawdown as work

    def typed(text: str | None, key: str) -> float | None:
        return None if text is None else number(text, key, "ratio", "")

    found = work(
        attacker,
        force,
        shield=shield,
        interceptors=typed(interceptors, "--interceptors"),
        shots=typed(shots, "--shots"),
        kill=kill,
        scenario=scenario,
        decoys=number(decoys, "--decoys", "ratio", ""),
        rejected=number(rejected, "--rejected", "ratio", ""),
        common_cause=typed(common_cause, "--common-cause"),
        alert=alert,
        sizes=sizes,
        sets=sets or (),
        vary=vary,
        seed=whole(seed, "--seed", 0, MAX_SEED),
    )
    paths = [str(path) for path in found.plot.save_all(plot)] if plot else []
    if csv:
        from midcourse.cli.studies import write_table

        write_table(csv, found.table())
    if as_json:
        show_json(found.as_dict())
        return
    _print(found, quiet)
    for path in paths:
        print(f"picture: {path}")


def _print(found: Drawdown, quiet: bool) -> None:

    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=wide(WIDTH_WITHOUT_TERMINAL), highlight=False)
    card = found._card()
    console.print(escape(card.headline), soft_wrap=True)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in card.head:
        table.add_column(head, justify="left" if head == "" else "right")
    for row in card.rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    console.print(table)
    for note in found.told():
        console.print(escape(note), soft_wrap=True)
    if found.varied is not None:
        print_varied(found.varied)
    if not quiet:
        for one in found.as_dict()["inputs"]:
            ends = "" if one["low"] is None else f" ({one['low']:.4g} to {one['high']:.4g})"
            author = f"{one['source']}, {one['grade']}" + (f": {one['where']}" if one["where"] else "")
            console.print(escape(f"  {one['input']} {one['value']:.4g}{ends}  {author}"), soft_wrap=True)
    console.print(escape(f"again: {found.rerun}"), soft_wrap=True)
