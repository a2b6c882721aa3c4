"""`midcourse third-parties`: over whose country it happens, in whose it comes down, and who abroad would see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import progress, show_json, wide
from midcourse.cli.options import Json, Quiet, Sets, Variant, folder_to_write, rerun_line, whole

if TYPE_CHECKING:
    from midcourse.api import ThirdParties

NOTE = """Nominal world, with luck; countries only. Stages and kill vehicles fall with the ballistic coefficient
assumed for a missile's tumbling stage; other values move first stages across borders. What a hit leaves behind is not
modelled, nor where an interceptor that fails in flight comes down. Even chance: with the cross section of the
catalogue; of interceptors none is published. Least cross section: with it one look has an even chance at the best
moment in view; in brackets while it burns."""


def third_parties(
    scenario: Annotated[str, typer.Argument(help="A built-in name or a file.")],
    runs: Annotated[str, typer.Option(metavar="N", help="How many runs to fight.")] = "200",
    seed: Annotated[str, typer.Option(metavar="S", help="Seed of all luck.")] = "1",
    sets: Sets = None,
    variant: Variant = None,
    plot: Annotated[
        str | None,
        typer.Option(metavar="DIR", callback=folder_to_write, help="Draw the map into this folder."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Over whose country intercepts happen, in whose stages and misses come down, and which radars abroad see it."""
    from midcourse.api.bounds import MAX_SEED
    from midcourse.api.third_parties import MOST_RUNS

    count, luck = whole(runs, "--runs", 1, MOST_RUNS), whole(seed, "--seed", 0, MAX_SEED)
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.api import load
    from midcourse.api import third_parties as find

    loaded = load(scenario, variant, sets or ())
    rerun = rerun_line("third-parties", scenario, variant, sets, {"runs": count, "seed": luck})
    with progress("fighting", count, quiet) as tick:
        found = find(loaded, count, luck, rerun=rerun, tick=tick)
        tick(0, "drawing")
        drawn = [] if plot is None else found.plot.save_all(plot)
    if as_json:
        show_json(found.as_dict())
        return
    _print(found)
    for path in drawn:
        print(f"picture  {path}")


def _print(found: ThirdParties) -> None:

    from rich.console import Console

    from midcourse.sentences.third_parties import context, falls, intercepts, radars, shots

    console = Console(width=wide(150), highlight=False)
    print(found.answer())
    print(f"{found.scenario.name_id}: {found.runs:,} run{'s' * (found.runs > 1)}, seed {found.seed}")
    print(shots(found))
    rows = intercepts(found)
    if rows:
        console.print(_table(("intercepts over", "of all", "of kills", "s", "altitude, km"), rows))
    rows = falls(found)
    if rows:
        console.print(_table(("what comes down", "where", "share", "s"), rows))
    else:
        print("Nothing of it comes down by itself.")
    rows = radars(found)
    if rows:
        heads = (
            "radar abroad", "object", "above its horizon", "in its field", "s", "highest", "even chance, s",
            "least cross section",
        )  # fmt: skip
        console.print(_table(heads, rows))
        print(context(found))
    else:
        print("No radar of the catalogue stands abroad here.")
    print(NOTE)


def _table(heads: tuple[str, ...], rows: list[list[str]]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    left = {"intercepts over", "what comes down", "where", "radar abroad", "object"}
    for head in heads:
        table.add_column(head, justify="left" if head in left else "right")
    for row in rows:
        table.add_row(*row)
    return table
