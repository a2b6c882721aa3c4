"""Numbers and tables as documents hold them: what is not finite as none, rows as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from midcourse.shown.frame import Table, table_of


def finite(value: float) -> float | None:
    """Return a number as JSON holds it: none in place of NaN and of no bound."""
    return value if math.isfinite(value) else None


def under_keys(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()) -> Table:
    """Return rows that are dictionaries as a table under the keys of the first, or under `columns`."""
    return table_of(tuple(rows[0]) if rows else tuple(columns), rows)


def csv_text(table: Table) -> str:
    """Return a table as CSV, a line a row; none is left empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return out.getvalue()
