"""`midcourse race`: an arms race year by year, or Richardson's equations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import show_json, wide
from midcourse.cli.options import KILL_FORMS, Csv, Json, Over, PictureFolder, Seed, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from midcourse.api import OutlayRace, Race
    from midcourse.strategy.question.over import Swept
    from midcourse.strategy.race.coefficients import Coefficient

WIDTH_WITHOUT_TERMINAL = 170
Coefficients = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Replace one coefficient; several times."),
]
Kill = Annotated[
    str | None,
    typer.Option(metavar="K", help=f"Chance of a hit of one shot, record:gmd where left out: {KILL_FORMS}"),
]
OfScenario = Annotated[
    str | None, typer.Option("--scenario", metavar="SCENARIO", help="Of which a run folder must be.")
]
DrawnWorlds = Annotated[
    str, typer.Option(metavar="K", help="Worlds drawn over the doubt of the coefficients; 0: none.")
]


def race(
    model: Annotated[str, typer.Option(metavar="M", help="response, or richardson.")] = "response",
    years: Annotated[str, typer.Option(metavar="N", help="How many years, 1 to 60.")] = "20",
    shield: Annotated[
        str | None,
        typer.Option(metavar="S", help="limited, sized for the small player, or complete; response only."),
    ] = None,
    kill: Kill = None,
    scenario: OfScenario = None,
    sets: Coefficients = None,
    vary: Over = None,
    seed: Seed = "1",
    worlds: DrawnWorlds = "200",
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """An arms race: each side buys to keep the arrivals that it wants, or two outlays that feed on each other."""
    from midcourse.api import race as run
    from midcourse.api.bounds import MAX_SEED, MAX_WORLDS
    from midcourse.strategy.race.race import MAX_YEARS

    count, luck = whole(years, "--years", 1, MAX_YEARS), whole(seed, "--seed", 0, MAX_SEED)
    found = run(
        model,
        count,
        sets or (),
        shield=shield,
        kill=kill,
        scenario=scenario,
        vary=vary,
        seed=luck,
        worlds=whole(worlds, "--worlds", 0, MAX_WORLDS),
    )
    finish(found, plot, csv, as_json, lambda: _print(found))


def finish(found: Any, plot: str | None, csv: str | None, as_json: bool, show: Any) -> None:
    """Write pictures and table, show the answer."""
    from pathlib import Path

    drawn = [] if plot is None else found.plot.save_all(plot)
    if csv is not None:
        Path(csv).write_text(found.table(), encoding="utf-8")
    if as_json:
        show_json(found.as_dict())
        return
    show()
    for path in drawn:
        print(f"picture  {path}")


def _print(found: Race | OutlayRace) -> None:
    from midcourse.api.outlays import OutlayRace
    from midcourse.sentences.hangs import hang_words
    from midcourse.sentences.race import (
        END_HEADS,
        end_cells,
        method_words,
        race_words,
        share_words,
        stability_words,
        threshold_words,
    )

    print(found.answer())
    if isinstance(found, OutlayRace):
        print(stability_words(found))
    else:
        print_table(END_HEADS, end_cells(found))
        for line in race_words(found):
            print(line)
        print(share_words(found))
        print(f"Chance of a hit {found.kill.value:.3f}: {found.kill.where or found.kill.source}.")
        print(threshold_words(found))
    for line in (*hang_words(found.hangs), *method_words(found.methods)):
        print(line)
    if found.varied is not None:
        print_varied(found.varied)
    end(found.known.values(), found.as_dict()["leaves_out"], found.rerun)


def end(known: Iterable[Coefficient], leaves_out: str, rerun: str) -> None:
    """Print every coefficient with its author, what is left out, and how to repeat it."""
    from midcourse.sentences.race import COEFFICIENT_HEADS, coefficient_cells

    print_table(COEFFICIENT_HEADS, coefficient_cells(known))
    print(leaves_out)
    print(f"again: {rerun}")


def print_varied(varied: Swept) -> None:
    """Print what an answer is over one input."""
    from midcourse.sentences.varied import varied_cells, varied_heads, varied_words

    print(varied_words(varied))
    print_table(varied_heads(varied), varied_cells(varied))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head == heads[0])
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    Console(width=wide(WIDTH_WITHOUT_TERMINAL), highlight=False).print(table)
