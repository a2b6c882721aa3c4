"""`midcourse treaty`: what a treaty says of a scenario, or of deployed forces, article by article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import show_json, show_warnings, wide
from midcourse.cli.options import Json, Quiet, Sets, Variant, rerun_line
from midcourse.errors import ScenarioError

if TYPE_CHECKING:
    from rich.table import Table

    from midcourse.api.treaty import TreatyFindings
    from midcourse.compliance.finding import Finding

WIDTH_WITHOUT_TERMINAL = 180
STYLES = {"breach": "bold red", "contested": "bold yellow", "allowed": "green"}


def treaty(
    treaty: Annotated[str, typer.Argument(help="Id of a treaty, e.g. abm-1972.")],
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO",
            help="A built-in scenario or a file; for a treaty on arms forces, e.g. usa-1990.",
        ),
    ],
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="On another day: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    sets: Sets = None,
    variant: Variant = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What a treaty says of a scenario or of deployed forces: findings by article, with limit, value and verdict."""
    from midcourse.api.treaty import treaty as ask
    from midcourse.catalog.reader import entries
    from midcourse.compliance.treaty import treaty_of

    law = treaty_of(treaty)
    rerun = rerun_line("treaty", [treaty, subject], variant, sets, {"date": date})
    if subject in entries("forces") or law.kind == "offensive":
        if variant is not None or sets:
            key = "--variant" if variant is not None else "--set"
            raise ScenarioError(
                "forces have no variants and no values to replace", key=key, allowed="a scenario"
            )
        found = ask(treaty, subject, date, rerun=rerun)
    else:
        from midcourse.api import load
        from midcourse.cli.warm import warm

        scenario = load(subject, variant, sets or ())
        if not quiet:
            show_warnings(scenario.warnings)
        warm(("falling", "boosting"), quiet)
        found = ask(treaty, scenario, date, rerun=rerun)
    if as_json:
        show_json(found.as_dict()["findings"])
        return
    _print(found)


def _print(found: TreatyFindings) -> None:

    from rich.console import Console
    from rich.markup import escape

    console = Console(width=wide(WIDTH_WITHOUT_TERMINAL), highlight=False)
    console.print(escape(found.answer()), soft_wrap=True)
    console.print(escape(found.when()), soft_wrap=True)
    console.print(_table(found.findings))
    for one in found.findings:
        for reading in one.readings:
            said = f"{one.article}, {reading.who}: {reading.verdict}. {reading.says}"
            console.print(escape(f"{said} ({reading.source}, {reading.grade})"), soft_wrap=True)
    console.print(escape(found.counted()), soft_wrap=True)


def _table(findings: tuple[Finding, ...]) -> Table:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("article", "limit", "value", "verdict", "because", "source"):
        table.add_column(head, overflow="fold")
    last = ""
    for one in findings:
        style = STYLES.get(one.verdict, "dim")
        cells = (
            one.limit,
            one.value,
            f"[{style}]{one.verdict}[/{style}]",
            escape(one.because),
            f"{one.source}, {one.grade}",
        )
        table.add_row("" if one.article == last else escape(one.article), *cells)
        last = one.article
    return table
