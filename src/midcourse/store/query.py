"""Questions in SQL over all runs of a store, answered by DuckDB, which may read the store and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from midcourse.errors import ScenarioError
from midcourse.store.index import DONE
from midcourse.store.place import RUNS, Store
from midcourse.store.rows import fault_of_file, number_of

if TYPE_CHECKING:
    import pyarrow as pa

INSTALL = 'pip install "midcourse[data]"'
TABLES = ("runs", "cells", "inputs", "tasks", "campaigns")
EMPTY = """
create table fought as select 0::bigint as run, 0 as world, 0 as warheads, 0 as leaked, 0 as shots, 0::bigint as task
where false"""
VIEW = """
create view runs as
select members.campaign, members.cell, fought.run, fought.world, fought.warheads, fought.leaked, fought.shots
from fought join members on fought.task = members.task"""


class Answered(NamedTuple):
    """The columns and rows of an answer."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(store: Store, sql: str, tables: dict[str, pa.Table], checked: bool = True) -> Answered:
    """Ask a store something in SQL.

    Args:
        store: open.
        sql: one statement that selects.
        tables: what is known of campaigns, cells and inputs, by name.
        checked: whether every file is read and held against its checksum first.

    Returns:
        columns and rows.

    Raises:
        ScenarioError: DuckDB is not installed, a file is damaged, or the question cannot be answered.
    """
    try:
        import duckdb
    except ImportError:
        raise ScenarioError("DuckDB is not installed", allowed=INSTALL) from None
    files, members = _files(store, checked)
    with duckdb.connect(":memory:") as base:
        base.execute("set python_enable_replacements=false")
        for name, table in {**tables, "members": members, "tasks": _tasks(store)}.items():
            base.register(f"{name}_", table)
            base.execute(f"create table {name} as select * from {name}_")
        if files:
            base.read_parquet(files).create_view("fought")
        else:
            base.execute(EMPTY)
        base.execute(VIEW)
        base.execute("set allowed_directories = [?]", [str((store.folder / RUNS).resolve())])
        base.execute("set enable_external_access = false")
        base.execute("set lock_configuration = true")
        return _asked(duckdb, base, sql)


def _asked(duckdb: Any, base: Any, sql: str) -> Answered:
    try:
        statements = base.extract_statements(sql)
        kinds = {str(one.type).rpartition(".")[2] for one in statements}
        if len(statements) != 1 or kinds != {"SELECT"}:
            raise ScenarioError("one statement that selects is due", got=sql, allowed="select … from runs, cells, …")
        answer = base.execute(statements[0])
        return Answered(tuple(one[0] for one in answer.description), answer.fetchall())
    except duckdb.Error as problem:
        why = " ".join(str(problem).split("\n\n")[0].split())[:300]
        raise ScenarioError(f"cannot be answered: {why}", got=sql, allowed=f"tables {', '.join(TABLES)}") from None


def _files(store: Store, checked: bool) -> tuple[list[str], pa.Table]:
    import pyarrow as pa

    files: dict[str, str] = {}
    rows: list[tuple[str, int, int]] = []
    for kept in store.index.campaigns():
        for cell, entry in store.index.tasks(kept.name):
            if entry.standing == DONE and entry.file:
                files[entry.file] = entry.sha256
                rows.append((kept.name, cell, number_of(entry.key)))
    for file, sha256 in files.items():
        why = fault_of_file(store.folder / file, sha256) if checked else ""
        if why:
            raise ScenarioError(why, file=str(store.folder / file), allowed="`midcourse runs check`")
    return [str((store.folder / file).resolve()) for file in files], _table(("campaign", "cell", "task"), rows, pa)


def _tasks(store: Store) -> pa.Table:
    import pyarrow as pa

    names = ("campaign", "cell", "key", "standing", "attempts", "why", "words", "bytes", "runs", "out_of_reach")
    rows = [
        (kept.name, cell, one.key, *one[1:4], one.words, one.bytes, one.runs, one.lost, one.wall_s)
        for kept in store.index.campaigns()
        for cell, one in store.index.tasks(kept.name)
    ]
    return _table((*names, "wall_s"), rows, pa)


def _table(names: Sequence[str], rows: Sequence[tuple[Any, ...]], pa: Any) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})
