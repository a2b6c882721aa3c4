"""`midcourse cost`: what a shield and what missiles cost at the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.options import Csv, Json, Over, PictureFolder, Seed, number, whole
from midcourse.cli.race import (
    Coefficients,
    DrawnWorlds,
    Kill,
    OfScenario,
    end,
    finish,
    print_table,
    print_varied,
)

if TYPE_CHECKING:
    from midcourse.api import Cost

PLAN_HEADS = ("published plan", "interceptors", "published", "at the price of one more", "dollars of")


def cost(
    warheads: Annotated[
        str, typer.Option(metavar="N", help="For how many the shield is to have shots.")
    ] = "20",
    decoys: Annotated[str, typer.Option(metavar="D", help="Decoys flown with each warhead.")] = "0",
    kill: Kill = None,
    scenario: OfScenario = None,
    shots: Annotated[str | None, typer.Option(metavar="n", help="Interceptors at each object.")] = None,
    sets: Coefficients = None,
    vary: Over = None,
    seed: Seed = "1",
    worlds: DrawnWorlds = "200",
    plot: PictureFolder = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Cost exchange at the margin, Nitze's criterion, and what a shield for so many warheads takes."""
    from midcourse.api import cost as ask
    from midcourse.api.bounds import MAX_SEED, MAX_WORLDS

    found = ask(
        number(warheads, "--warheads", "ratio", ""),
        number(decoys, "--decoys", "ratio", ""),
        sets or (),
        kill=kill,
        scenario=scenario,
        shots=None if shots is None else whole(shots, "--shots", 1, 20),
        vary=vary,
        seed=whole(seed, "--seed", 0, MAX_SEED),
        worlds=whole(worlds, "--worlds", 0, MAX_WORLDS),
    )
    finish(found, plot, csv, as_json, lambda: _print(found))


def _print(found: Cost) -> None:
    from midcourse.api.cost import NOT_SAID
    from midcourse.sentences.hangs import hang_words
    from midcourse.sentences.race import (
        COST_HEADS,
        dollar_words,
        exchange_by_shots,
        exchange_cells,
        method_words,
        nitze_words,
        plan_cells,
        shield_words,
    )

    print(found.answer())
    print_table(COST_HEADS, exchange_cells(found))
    money = (exchange_by_shots(found), dollar_words(found), *shield_words(found))
    for line in (*nitze_words(found), *money, *hang_words(found.hangs), *method_words(found.methods)):
        print(line)
    if found.varied is not None:
        print_varied(found.varied)
    print_table(PLAN_HEADS, plan_cells(found))
    end(found.known.values(), NOT_SAID, found.rerun)
