"""The index of a store: campaigns, the tasks that were worked for them, what was counted; each row under a seal."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from midcourse.campaign.lock import is_held
from midcourse.errors import ScenarioError

BUSY_S = 30.0
BEGUN, DONE, FAILED = "begun", "done", "failed"
TABLES = """
create table if not exists campaign (
    name text primary key, document text not null, content text not null, cut text not null,
    status text not null, engine text not null, wall_s real not null, forced text not null, seal text not null);
create table if not exists task (
    key text primary key, standing text not null, attempts integer not null, why text not null, cell_key text not null,
    words text not null, file text not null, sha256 text not null, bytes integer not null, runs integer not null,
    lost integer not null, counts text not null, value text not null, wall_s real not null, seal text not null);
create table if not exists member (
    campaign text not null, cell integer not null, key text not null, first integer not null, stop integer not null,
    seal text not null,
    primary key (campaign, cell, key)) without rowid;
"""
MEND = "`midcourse runs check` names what is damaged"


class KeptCampaign(NamedTuple):
    """A campaign as the index holds it; `content` is what makes it the same, `cut` how it was cut into tasks."""

    name: str
    document: str
    content: dict[str, Any]
    cut: dict[str, Any]
    status: str
    engine: str
    wall_s: float
    forced: str


class Entry(NamedTuple):
    """A task as the index holds it: where its runs stand, and what was counted or worked."""

    key: str
    standing: str
    attempts: int
    why: str
    cell_key: str
    words: str
    file: str = ""
    sha256: str = ""
    bytes: int = 0
    runs: int = 0
    lost: int = 0
    counts: str = "[]"
    value: str = "null"
    wall_s: float = 0.0


def _rolled_back(path: Path) -> None:
    # a process that died while it wrote has left what undoes it, which a reader alone cannot do
    if Path(f"{path}-journal").is_file() and not is_held(path.parent):
        with closing(sqlite3.connect(path, timeout=BUSY_S)) as base:
            base.execute("select count(*) from sqlite_master").fetchone()


class Index:
    """The index of a store, open.

    Args:
        path: the file.
        write: whether it may be written; made where it is not there.

    Raises:
        ScenarioError: damaged, or cannot be opened.
    """

    def __init__(self, path: Path, write: bool) -> None:
        self.path = path
        if not write and not path.is_file():
            raise ScenarioError("the index of the store is missing", file=str(path), allowed=MEND)
        with self._guarded():
            if not write:
                _rolled_back(path)
            if write:
                self._base = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            else:
                # a reader leaves no byte behind, on a disk that cannot be written too
                uri = f"{path.resolve().as_uri()}?mode=ro"
                self._base = sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None)
            self._base.execute("pragma synchronous=full")
            if write:
                self._base.executescript(TABLES)
            self._base.execute("select count(*) from campaign, task, member where 0").fetchone()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as problem:
            raise ScenarioError(f"cannot be used: {problem}", file=str(self.path), allowed=MEND) from problem
        except sqlite3.DatabaseError as problem:
            raise ScenarioError(f"damaged: {problem}", file=str(self.path), allowed=MEND) from problem

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is written inside at once or not at all."""
        with self._guarded():
            self._base.execute("begin immediate")
            try:
                yield
                self._base.execute("commit")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("rollback")
                raise

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query of our own."""
        with self._guarded():
            return self._base.execute(sql, values).fetchall()

    def campaigns(self) -> list[KeptCampaign]:
        """Return all campaigns, by name."""
        return [self._campaign(row) for row in self.rows("select * from campaign order by name")]

    def campaign(self, name: str) -> KeptCampaign | None:
        """Return a campaign; None where there is none of this name."""
        found = self.rows("select * from campaign where name = ?", (name,))
        return self._campaign(found[0]) if found else None

    def _campaign(self, row: tuple[Any, ...]) -> KeptCampaign:
        *held, seal = row
        self._check(held, seal, f"campaign {held[0]}")
        name, document, content, cut, *rest = held
        return KeptCampaign(name, document, json.loads(content), json.loads(cut), *rest)

    def put_campaign(self, one: KeptCampaign) -> None:
        """Write a campaign, over what is there of its name."""
        texts = (json.dumps(one.content, sort_keys=True), json.dumps(one.cut, sort_keys=True))
        held = [one.name, one.document, *texts, *one[4:]]
        self._put("campaign", held)

    def put_task(self, one: Entry) -> None:
        """Write a task, over what is there of its key."""
        self._put("task", list(one))

    def _put(self, table: str, held: list[Any]) -> None:
        marks = ", ".join("?" * (len(held) + 1))
        with self._guarded():
            self._base.execute(f"insert or replace into {table} values ({marks})", [*held, _seal(held)])

    def put_member(self, campaign: str, cell: int, key: str, first: int, stop: int) -> None:
        """Say that a task belongs to a cell of a campaign."""
        with self._guarded():
            row = [campaign, cell, key, first, stop]
            self._base.execute("insert or replace into member values (?, ?, ?, ?, ?, ?)", [*row, _seal(row)])

    def task(self, key: str) -> Entry | None:
        """Return a task; None where it was never begun."""
        found = self.rows("select * from task where key = ?", (key,))
        return self._entry(found[0]) if found else None

    def tasks(self, campaign: str) -> Iterator[tuple[int, Entry]]:
        """Give the cell and the entry of each task of a campaign, in the order of the cells and of the runs."""
        sql = (
            "select member.*, task.* from member join task using (key) where campaign = ? "
            "order by member.cell, member.first, member.stop, task.key"
        )
        for row in self.rows(sql, (campaign,)):
            *held, seal = row[:6]
            self._check(held, seal, f"the cell of task {held[2]}")
            yield held[1], self._entry(row[6:])

    def has_member(self, campaign: str, key: str) -> bool:
        """Return whether a task belongs to a campaign."""
        return bool(self.rows("select 1 from member where campaign = ? and key = ? limit 1", (campaign, key)))

    def members(self, campaign: str) -> int:
        """Return how many tasks the cells of a campaign have, one of two equal cells counted for each."""
        return int(self.rows("select count(*) from member where campaign = ?", (campaign,))[0][0])

    def swapped(self) -> list[tuple[str, str]]:
        """Return the campaign and the key of every task whose cell is not what was written."""
        rows = self.rows("select * from member order by campaign, key")
        return [(row[0], row[2]) for row in rows if row[5] != _seal(row[:5])]

    def all_tasks(self) -> Iterator[tuple[Entry, bool]]:
        """Give every task, and whether its row is as it was written."""
        for *held, seal in self.rows("select * from task order by key"):
            yield Entry(*held), seal == _seal(held)

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        *held, seal = row
        self._check(held, seal, f"task {held[0]}")
        return Entry(*held)

    def _check(self, held: list[Any], seal: str, what: str) -> None:
        if seal != _seal(held):
            raise ScenarioError(f"damaged: {what} is not what was written", file=str(self.path), allowed=MEND)

    def forget(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Delete by a statement of our own; return how many rows went."""
        with self._guarded():
            return self._base.execute(sql, values).rowcount

    def sound(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file."""
        try:
            told = [row[0] for row in self._base.execute("pragma integrity_check(20)")]
        except sqlite3.DatabaseError as problem:
            return [str(problem)]
        return [] if told == ["ok"] else told

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _seal(held: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(list(held)).encode()).hexdigest()[:32]
