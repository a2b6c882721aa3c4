"""Rows of an answer as a pandas data frame: at the edge, where pandas is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from midcourse.errors import MidcourseError, ScenarioError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Table(NamedTuple):
    """Rows under names of columns; a name ends with its unit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def table_of(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the columns of rows that are dictionaries, None where a row has none of a name."""
    return Table(tuple(columns), tuple(tuple(row.get(name) for name in columns) for row in rows))


def framed(name: str, tables: Mapping[str, Callable[[], Table | pa.Table]]) -> pd.DataFrame:
    """Return one of the tables of an answer as a data frame.

    Args:
        name: which.
        tables: what makes each, by name.

    Returns:
        a pandas data frame with the columns of the table, also where it has no row.

    Raises:
        ScenarioError: no such table; MidcourseError: pandas is not installed.
    """
    if name not in tables:
        raise ScenarioError("no such table", key="frame", got=name, allowed=" or ".join(tables))
    try:
        import pandas as pd
    except ImportError:
        raise MidcourseError(
            "data frames need pandas, which is not installed", allowed="pip install 'midcourse[notebook]'"
        ) from None
    made = tables[name]()
    if isinstance(made, Table):
        return pd.DataFrame(list(made.rows), columns=list(made.columns))
    return made.to_pandas()
