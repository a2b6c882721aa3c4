"""`midcourse insight`: what follows from a campaign in a store, as far as its design allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.campaign import StoreFolder
from midcourse.cli.front import show_json, wide
from midcourse.cli.options import Csv, Json, PictureFolder, whole
from midcourse.cli.studies import write_table

if TYPE_CHECKING:
    from midcourse.api.insight import Insight

MOST_ROWS = 15


def insight(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Name of a campaign in the store.")],
    store: StoreFolder = "midcourse-store",
    metric: Annotated[
        str | None, typer.Option(metavar="M", help="One that the campaign asked for; default: its first.")
    ] = None,
    scenario: Annotated[str | None, typer.Option(metavar="S", help="One of several that it fought.")] = None,
    cell: Annotated[
        str | None, typer.Option(metavar="N", help="Worlds of this cell alone; default: the mean over all.")
    ] = None,
    emulator: Annotated[
        bool, typer.Option("--emulator", help="Teach a Gaussian process the cells, and try it on others.")
    ] = False,
    worth: Annotated[
        bool, typer.Option("--worth", help="Say which input, once it is known, narrows the answer most.")
    ] = False,
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
) -> int:
    """Say whose doubt the answer of a campaign is: indices, screening, ranks, an emulator, what to measure next."""
    from midcourse.api import insight as find
    from midcourse.errors import NoSolution

    number = None if cell is None else whole(cell, "--cell", 0, 10**6)
    found = find(campaign, store, metric, scenario=scenario, cell=number, emulator=emulator, worth=worth)
    pictures = [] if plot is None else found.plot.save_all(plot)
    if csv is not None:
        write_table(csv, found.csv())
    show_json(found.as_dict()) if as_json else show_insight(found)
    for picture in () if as_json else pictures:
        print(f"picture  {picture}")
    return 0 if found.made else NoSolution.exit_code


def show_insight(found: Insight) -> None:
    """Print what follows from a campaign for people: a table an analysis, and why others were not made."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from midcourse.sentences.insight import missing, sections

    values, layout = found.values, found.campaign.layout
    print(found.answer())
    print(f"{layout.name}: {values.metric.full_name} ({values.metric.words}), {found.campaign.status}")
    for one in sections(found):
        print(f"\n{one.title}")
        if one.rows:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
            for head in one.heads:
                table.add_column(head, justify="left")
            for row in one.rows[:MOST_ROWS]:
                table.add_row(*row)
            Console(width=wide(160), highlight=False).print(table)
        if len(one.rows) > MOST_ROWS:
            print(f"{len(one.rows) - MOST_ROWS} more: --csv FILE")
        for words in one.words:
            print(words)
    if found.cannot:
        print("\nnot made")
    for words in missing(found):
        print(f"  {words}")
