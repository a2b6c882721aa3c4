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
    """Compare midcourse with NASA's check cases, other programs, closed forms and published figures."""
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "verifying"), quiet)
    from midcourse.api import verify as compare
    from midcourse.sentences.verify import headline

    rows = compare(all_cases)
    failed = [row for row in rows if row.passed is False]
    if as_json:
        show_json([asdict(row) for row in rows])
    else:
        said = [_verdict(row) for row in rows]
        print(headline(rows))
        _table(rows)
        print(", ".join(f"{said.count(word)} {word}" for word in ("pass", "FAIL", "outside", "shown")))
    return FAILED_CHECK if failed else 0


def _table(rows: list[Row]) -> None:
    # one line a row, so that grep and diff work on it
    cases = max(len(row.case) for row in rows)
    words = max(len(row.what) for row in rows)
    head = f"{'ours':>14}  {'reference':>14}  {'differ':>8}  {'allowed':>8}"
    print(f"{'':7}  {'case':{cases}}  {'what':{words}}  {head}")
    for row in rows:
        verdict = _verdict(row)
        numbers = f"{row.ours:14.8g}  {row.reference:14.8g}  {row.difference:8.2g}  {row.tolerance:8.2g}"
        note = f"  {row.note}" if row.note and row.passed is not True else ""
        print(f"{verdict:7}  {row.case:{cases}}  {row.what:{words}}  {numbers}  {row.unit}{note}".rstrip())


def _verdict(row: Row) -> str:
    if row.passed is None:
        return "outside" if row.note.startswith("outside") else "shown"
    return "pass" if row.passed else "FAIL"
