"""`midcourse threat`: which missiles of which countries reach which places, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import progress, show_json, wide
from midcourse.cli.options import Json, Quiet, folder_to_write
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from rich.table import Table

    from midcourse.api.threat import Reach, Threat
    from midcourse.catalog.arsenal import Armed

WIDTH_WITHOUT_TERMINAL = 180
HEADS = (
    "owner",
    "missile",
    "available",
    "payload",
    "to",
    "inside",
    "farthest inside",
    "next outside",
    "from",
)
NOTE = """* notional: expected and never seen. from: the owner's site or city nearest to the target, a choice.
inside: at the range as it is flown on the turning Earth; --json has the ends of the published range too."""


def threat(
    owners: Annotated[str, typer.Argument(help="Countries with commas, e.g. iran,north-korea.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="REGION", help="europe, or countries, with commas.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what existed then: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    plot: Annotated[
        str | None,
        typer.Option(metavar="DIR", callback=folder_to_write, help="Draw one picture into this folder."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Which missiles of these countries reach which places, from the best place of their own ground."""
    from midcourse.api.regions import parse_day, parse_owners, parse_regions
    from midcourse.cli.warm import warm

    if to is None:
        raise ScenarioError("no region", key="--to", allowed="europe, or a country, e.g. united-states")
    who, day, _ = parse_owners(owners), parse_day(as_of), parse_regions(to)
    warm(("falling", "boosting"), quiet)
    from midcourse.api.threat import who_reaches
    from midcourse.catalog.arsenal import flown

    total = sum(len(flown(owner, None if day is None else day.year)) for owner in who) + (plot is not None)
    with progress("flying", total, quiet) as tick:
        found = who_reaches(owners, to, as_of, tick)
        tick(0, "drawing")
        drawn = [] if plot is None else found.plot.save_all(plot)
    if as_json:
        show_json(found.as_dict())
        return
    print(found.answer())
    _print(_table(found))
    for owner in found.owners:
        said = [f"{one.missile.id} ({_when(one)})" for one in found.missing if one.owner == owner]
        if said:
            print(f"not looked at, of {owner}: {', '.join(said)}")
    print(NOTE)
    for path in drawn:
        print(f"picture  {path}")


def _when(one: Armed) -> str:
    return f"not yet, {one.years}" if one.status == "not yet" else f"{one.status}, {one.years}"


def _table(found: Threat) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        table.add_column(head, overflow="fold", justify="right" if head == "payload" else "left")
    last = None
    for armed in found.armed:
        for region in found.regions:
            every = found.of(armed, region)
            new = last is not armed
            mark = f"{'*' if armed.notional else ''}{' (contested)' if armed.contested else ''}"
            first = (
                armed.owner,
                f"{armed.missile.id}{mark}",
                armed.years,
                f"{armed.missile.payload_kg:,.0f} kg",
            )
            table.add_row(*(first if new else ("",) * 4), region.name.removeprefix("the "), *_cells(every))
            last = armed
    return table


def _cells(every: list[Reach]) -> tuple[str, str, str, str]:
    from midcourse.sentences.threat import counted

    inside = counted(every)
    outside = [reach for reach in every if reach not in inside]
    far = max(inside, key=lambda reach: reach.pair.distance_m, default=None)
    near = min(outside, key=_short_km, default=None)
    best = min(every, key=lambda reach: reach.pair.distance_m)
    return (
        f"{len(inside)} of {len(every)}",
        "" if far is None else f"{far.pair.target.name}, {far.pair.distance_m / 1e3:,.0f} km",
        "" if near is None else f"{near.pair.target.name}, {_short_km(near):,.0f} km short",
        best.pair.launch.name,
    )


def _short_km(reach: Reach) -> float:
    return (reach.pair.distance_m - reach.range_m) / 1e3


def _print(table: Table) -> None:

    from rich.console import Console

    width = wide(WIDTH_WITHOUT_TERMINAL)
    Console(width=width, highlight=False).print(table)
