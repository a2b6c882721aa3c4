"""`midcourse verify`: the check cases, on this machine."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from midcourse.cli.front import FAILED_CHECK, show_json
from midcourse.cli.options import Json, Quiet

if TYPE_CHECKING:
    from midcourse.verification.row import Row


def verify(
    all_cases: Annotated[
        bool, typer.Option("--all", help="Every row, not only the worst of a long table.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Compare midcourse with NASA's check cases, other programs and closed forms."""
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "verifying"), quiet)
    from midcourse.api import verify as compare

    rows = compare(all_cases)
    failed = [row for row in rows if row.passed is False]
    if as_json:
        show_json([asdict(row) for row in rows])
    else:
        _table(rows)
        outside = sum(row.passed is None for row in rows)
        passed = len(rows) - len(failed) - outside
        print(f"{passed} inside their tolerance, {len(failed)} failed, {outside} outside with a reason")
    return FAILED_CHECK if failed else 0


def _table(rows: list[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("case", "what", "ours", "reference", "difference", "tolerance", ""):
        table.add_column(
            name, justify="right" if name in ("ours", "reference", "difference", "tolerance") else "left"
        )
    for row in rows:
        verdict = {True: "pass", False: "FAIL", None: "outside"}[row.passed]
        numbers = [f"{value:.7g}" for value in (row.ours, row.reference)]
        limits = [f"{value:.2g} {row.unit}".strip() for value in (row.difference, row.tolerance)]
        table.add_row(row.case, row.what, *numbers, *limits, verdict)
    Console().print(table)
