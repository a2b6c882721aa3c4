"""`midcourse catalog`: the numbers and their authors."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from midcourse.cli.front import FAILED_CHECK, show_json, wide
from midcourse.cli.options import Json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

catalog_app = typer.Typer(help="List, show and check the cited numbers.")
WIDTH_WITHOUT_TERMINAL = 140
_SYSTEM = ("system", "kind", "basing", "vehicles", "each", "warheads")


@catalog_app.command(name="list")
def list_all(
    kind: Annotated[
        str | None,
        typer.Argument(
            help="missiles, interceptors, sensors, sites, drag, records, treaties, forces, coefficients; else all."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """The entries: missiles, interceptors, sensors, sites, drag, flight tests, treaties, forces, coefficients."""
    from midcourse.catalog.show import listing

    rows = listing(kind)
    if as_json:
        show_json(rows)
        return
    table = _table("id", "from", "name")
    last = ""
    for row in rows:
        if row["kind"] != last:
            last = row["kind"]
            table.add_row(f"[bold]{last}[/bold]", "", "", end_section=False)
        table.add_row(f"  {row['id']}", row["available"] or "", row["name"])
    _console().print(table)


@catalog_app.command()
def show(
    entry: Annotated[str, typer.Argument(metavar="ID", help="Id of an entry, e.g. nodong.")],
    as_json: Json = False,
) -> None:
    """One entry: every number with its doubt, source and grade, and the bibliography of it."""
    from midcourse.catalog.show import entry_report

    report = entry_report(entry)
    if as_json:
        show_json(report)
        return
    console = _console()
    like = f", like {report['like']}" if report["like"] else ""
    console.print(f"[bold]{_plain(report['name'])}[/bold] ({report['kind']}/{report['id']}{like})")
    if report["summary"]:
        console.print(_plain(report["summary"]))
    for key, text in report["texts"].items():
        console.print(f"{key}: {_plain(_line(text))}")
    if report["values"]:
        console.print(_numbers(report["values"]))
    if report["record"]:
        console.print(f"flight tests: {_plain(_counted(report['record']))}")
        console.print(_tests(report["record"]["tests"]))
    if report["rows"]:
        console.print(_rows(report["rows"]))
    if report["sources"]:
        console.print("[bold]Sources[/bold]")
    for key, source in report["sources"].items():
        console.print(f"{key}: {_plain(_citation(source))}")


@catalog_app.command()
def sources(as_json: Json = False) -> None:
    """The bibliography, with the number of entries that cite each source."""
    from midcourse.catalog.show import bibliography

    rows = bibliography()
    if as_json:
        show_json(rows)
        return
    table = _table("key", "cited by", "seen", "source")
    for row in rows:
        table.add_row(row["key"], str(len(row["cited_by"])), row.get("seen", ""), _plain(_citation(row)))
    _console().print(table)


@catalog_app.command()
def check(as_json: Json = False) -> None:
    """Check every entry; exit 1 if a number lacks its source or anything else is unsound."""
    from midcourse.catalog import catalogue_warnings, check_catalogue, entries
    from midcourse.catalog.check import LOADERS
    from midcourse.claims.read import claim_sources

    problems = check_catalogue()
    warnings = [] if problems else catalogue_warnings(claim_sources())
    count = 0 if problems else sum(len(entries(kind)) for kind in LOADERS)
    if as_json:
        show_json({"sound": not problems, "entries": count, "problems": problems, "warnings": warnings})
    else:
        for line in problems:
            print(line)
        for line in warnings:
            print(f"warning: {line}", file=sys.stderr)
        print(f"{len(problems)} problems" if problems else f"{count} entries, sound")
    if problems:
        raise typer.Exit(FAILED_CHECK)


def _numbers(values: dict[str, Any]) -> Table:
    table = _table("number", "value", "low", "high", "grade", "source", "where")
    for path, number in values.items():
        written = number["written"]
        cells = (written["value"], written.get("low", ""), written.get("high", ""))
        table.add_row(path, *cells, number["grade"], number["source"], _plain(number["where"]))
    return table


def _counted(record: dict[str, Any]) -> str:
    """Return what the flight tests count for, e.g. `gmd (surrogate): 5 hits of 8; launch 8 of 8, boost 8 of 8`."""
    which = f" ({', '.join(record['configurations'])})" if record["configurations"] else ""
    steps = ", ".join(f"{step} {passed} of {came}" for step, (passed, came) in record["steps"].items())
    line = f"{record['of']}{which}: {record['hits']} hits of {record['attempts']}"
    return f"{line}; passed {steps}" if steps else line


def _tests(tests: list[dict[str, Any]]) -> Table:
    table = _table("test", "day", "configuration", "outcome", "failed at", "grade", "source", "where")
    for test in tests:
        if "name" in test:
            cells = [test["name"], test["date"], test["configuration"], test["outcome"], test["failed"] or ""]
        else:
            cells = [
                "all",
                f"{test['since']} to {test['until']}",
                "",
                f"{test['hits']} of {test['attempts']} hit",
                "",
            ]
        table.add_row(*cells, test["grade"], test["source"], _plain(test["where"]))
    return table


def _rows(rows: list[dict[str, Any]]) -> Table:
    """Return articles with their words, or systems with their counts."""
    keys = ("article", "words", "limits", "grade", "source", "where") if "article" in rows[0] else _SYSTEM
    table = _table(*keys)
    for row in rows:
        table.add_row(*(_plain(_cell(row.get(key, ""))) for key in keys))
    return table


def _cell(value: Any) -> str:
    # limits with a unit stand above, with their authors
    if isinstance(value, dict):
        return ", ".join(f"{key} {each:,}" for key, each in value.items() if isinstance(each, int))
    return str(value)


def _citation(source: dict[str, Any]) -> str:
    """Return one line in the manner of a list of references."""
    place = source.get("url") or source.get("publication", "")
    return f"{source['author']} ({source['year']}), {source['title']}. {place}"


def _line(text: Any) -> str:
    if isinstance(text, dict):
        return ", ".join(str(value) for value in text.values() if value)
    return ", ".join(map(str, text)) if isinstance(text, list) else str(text)


def _plain(text: str) -> str:
    """Return text in which rich finds no markup."""
    from rich.markup import escape

    return escape(text)


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(
            column, overflow="fold", no_wrap=column in ("id", "key", "value", "low", "high", "grade")
        )
    return table


def _console() -> Console:
    from rich.console import Console

    width = wide(WIDTH_WITHOUT_TERMINAL)
    return Console(width=width, highlight=False, soft_wrap=False)
