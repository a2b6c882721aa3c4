"""Numbers and tables as documents hold them: what is not finite as none, rows as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from midcourse.shown.frame import Table, table_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def finite(value: float) -> float | None:
    """Return a number as JSON holds it: none in place of NaN and of no bound."""
    return value if math.isfinite(value) else None


def under_keys(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()) -> Table:
    """Return rows that are dictionaries as a table under the keys of the first, or under `columns`."""
    return table_of(tuple(rows[0]) if rows else tuple(columns), rows)


def csv_text(table: Table) -> str:
    """Return a table as CSV, a line a row; none is left empty, and no text is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([no_formula(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def no_formula(cell: Any) -> Any:
    """Return a cell of a table that a spreadsheet takes for text: behind a `'` where it would be worked out."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
