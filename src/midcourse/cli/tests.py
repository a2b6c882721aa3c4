"""`midcourse tests`: every intercept test of a system, and what they say of the chance of a hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import show_json, wide
from midcourse.cli.options import Json, PictureFolder

if TYPE_CHECKING:
    from midcourse.api.record import RecordOfTests

WIDTH_WITHOUT_TERMINAL = 170
TEST_HEADS = ("date", "test", "configuration", "purpose", "outcome", "cause", "source")
WAY_HEADS = ("count", "hits", "mean", "90 %", "rule", "who counts so")


def tests(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A record of the catalogue, e.g. gmd.")],
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day, in the same form.")] = None,
    configuration: Annotated[
        list[str] | None, typer.Option(metavar="C", help="What flew, e.g. three-stage; several times.")
    ] = None,
    count: Annotated[
        str | None,
        typer.Option(metavar="WAY", help="What heads the answer: tests, interceptors or launched."),
    ] = None,
    plot: PictureFolder = None,
    as_json: Json = False,
) -> None:
    """Every intercept test, what it was for and what failed; counted, and what that says of the chance of a hit."""
    from midcourse.api.record import flight_record

    found = flight_record(record, since, until, configuration, count)
    drawn = [] if plot is None else found.plot.save_all(plot)
    if as_json:
        show_json(found.as_dict())
        return
    _print(found)
    for path in drawn:
        print(f"picture  {path}")


def _print(found: RecordOfTests) -> None:
    from rich.console import Console

    from midcourse.api.record import NOT_SAID

    console = Console(width=wide(WIDTH_WITHOUT_TERMINAL), highlight=False, markup=False)
    console.print(found.answer(), soft_wrap=True)
    console.print(f"{found.record.name}. {found.record.summary}")
    if found.tests:
        rows: list[tuple[str, ...]] = []
        for test in found.tests:
            cause = f"{test.failed}: {test.cause}" if test.cause else ""
            cited = f"{test.source} ({test.grade})"
            rows.append((str(test.date), test.name, test.configuration, test.purpose, test.outcome, cause, cited))
        console.print(_table(TEST_HEADS, rows))
    console.print(_table(WAY_HEADS, [_way(found, at) for at in range(len(found.ways))]))
    if found.tests:
        split = ", ".join(f"{step} {count}" for step, count in found.failures.items())
        console.print(f"{sum(found.failures.values())} failures, by the first step that broke: {split}")
    console.print(NOT_SAID)


def _way(found: RecordOfTests, at: int) -> tuple[str, ...]:
    one = found.ways[at]
    known = one.posterior
    mark = "*" if one is found.chosen and len(found.ways) > 1 else ""
    chance = ("–", "–") if known is None else (f"{known.mean:.3f}", f"{known.low:.3f} to {known.high:.3f}")
    who = f"{one.way.source} ({one.way.grade})"
    return f"{one.way.name}{mark}", f"{one.hits} of {one.attempts}", *chance, one.way.rule, who


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, no_wrap=head in ("date", "test", "outcome", "hits", "mean", "90 %"))
    for row in rows:
        table.add_row(*row)
    return table
