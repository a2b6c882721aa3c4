"""What stands in a store: its campaigns, whether it is sound, what may go, and questions in SQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.api.campaigned import Campaigned
from midcourse.api.campaigns import kept_campaign
from midcourse.shown.frame import Table
from midcourse.store.check import Finding, Waste, check, clear, mend, waste
from midcourse.store.place import HEAD, USUAL, Store, head_mended

if TYPE_CHECKING:
    import pyarrow as pa


def campaigns(store: str | Path = USUAL) -> list[Campaigned]:
    """Return what a store knows of each of its campaigns, those that are being fought among them.

    Raises:
        ScenarioError: no store, or one that is damaged.
    """
    with Store(store) as held:
        names = [one.name for one in held.index.campaigns()]
    return [kept_campaign(name, store) for name in names]


def check_store(
    store: str | Path = USUAL, mended: bool = False, tick: Callable[[int], None] = lambda _: None
) -> list[Finding]:
    """Return everything in a store that is not as it was written.

    Args:
        store: its folder.
        mended: whether what is damaged is forgotten, so that `campaign --resume` fights it again.
        tick: called with 1 for each file that was read.

    Raises:
        ScenarioError: no store, or one whose index cannot be opened or mended.
    """
    anew = [Finding(HEAD, "was not what was written")] if mended and head_mended(Path(store)) else []
    with Store(store, write=mended) as held:
        found = check(held, tick)
        if mended and found:
            mend(held, found)
    return [*anew, *found]


def clear_store(store: str | Path = USUAL, drop: tuple[str, ...] = (), really: bool = False) -> Waste:
    """Return what nothing in a store refers to, and remove it if that is wanted.

    Args:
        store: its folder.
        drop: campaigns that are no longer wanted.
        really: whether it is removed.

    Raises:
        ScenarioError: no store, or no campaign of such a name.
    """
    with Store(store, write=really) as held:
        return clear(held, drop) if really else waste(held, drop)


def query(sql: str, store: str | Path = USUAL, checked: bool = True) -> Table:
    """Ask all runs of a store something in SQL.

    Args:
        sql: one statement that selects from `runs`, `cells`, `inputs`, `tasks` or `campaigns`.
        store: its folder.
        checked: whether every file is held against its checksum first.

    Returns:
        columns and rows.

    Raises:
        ScenarioError: DuckDB is not installed, the store is damaged, or the question cannot be answered.
    """
    from midcourse.store.query import query as ask

    told = campaigns(store)
    with Store(store) as held:
        found = ask(held, sql, _tables(told), checked)
    return Table(found.columns, tuple(found.rows))


def _tables(told: list[Campaigned]) -> dict[str, pa.Table]:
    import pyarrow as pa

    cells, inputs = list[dict[str, Any]](), list[dict[str, Any]]()
    for one in told:
        for row in one.rows():
            name = {"campaign": one.layout.name, "cell": row["cell"]}
            paths = one.layout.paths
            numbers = {key: value for key, value in row.items() if key not in paths and not isinstance(value, str)}
            metrics = {key.replace(".", "_"): value for key, value in numbers.items()}  # SQL has no points in names
            cells.append({**name, "scenario": row["scenario"], "why": row["why"], **metrics})
            inputs += [{**name, "path": path, **_value(row.get(path))} for path in paths]
    heads = [
        {"campaign": one.layout.name, "status": one.status, "engine": one.engine, "runs": one.runs_done}
        | {"runs_total": one.runs_total, "seed": one.layout.asked.seed, "worlds": one.layout.asked.worlds}
        for one in told
    ]
    keys = ("campaign", "cell", "scenario", "runs", "out_of_reach", "failed", "why")
    return {
        "campaigns": _arrow(heads, ("campaign", "status", "engine", "runs", "runs_total", "seed", "worlds"), pa),
        "cells": _arrow(cells, keys, pa),
        "inputs": _arrow(inputs, ("campaign", "cell", "path", "value", "word"), pa),
    }


def _value(value: object) -> dict[str, Any]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"value": float(value), "word": None}
    return {"value": None, "word": None if value is None else str(value)}


def _arrow(rows: list[dict[str, Any]], least: tuple[str, ...], pa: Any) -> pa.Table:
    keys = dict.fromkeys((*least, *(key for row in rows for key in row)))
    return pa.table({key: pa.array([row.get(key) for row in rows]) for key in keys})
