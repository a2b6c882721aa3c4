"""Whether a store is as it was written, and what is done about what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from midcourse.engagement.record import TEMPORARY
from midcourse.errors import ScenarioError
from midcourse.store.index import DONE, KeptCampaign
from midcourse.store.place import INDEX, RUNS, Store
from midcourse.store.rows import fault_of_file

INTERRUPTED = "interrupted"


class Finding(NamedTuple):
    """Something that is not as it was written: the file or row, what is wrong, and the campaigns that it concerns."""

    what: str
    why: str
    campaigns: tuple[str, ...] = ()
    key: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {"what": self.what, "why": self.why, "campaigns": list(self.campaigns)}


def check(store: Store, tick: Callable[[int], None] = lambda _: None) -> list[Finding]:
    """Return everything in a store that is not as it was written.

    Args:
        store: open.
        tick: called with 1 for each file that was read.
    """
    found = [Finding(INDEX, f"damaged: {words}") for words in store.index.sound()]
    try:
        found += list(_rows(store))
        for entry, sound in store.index.all_tasks():
            why = "" if sound else "its row in the index is not what was written"
            if sound and entry.standing == DONE and entry.file:
                why = fault_of_file(store.folder / entry.file, entry.sha256)
                tick(1)
            if why:
                found.append(Finding(entry.file or entry.words, why, tuple(_users(store, entry.key)), entry.key))
    except ScenarioError as problem:
        found.append(Finding(INDEX, problem.why))
    return found


def _rows(store: Store) -> Iterator[Finding]:
    for (name,) in store.index.rows("select name from campaign order by name"):
        try:
            store.index.campaign(name)
        except ScenarioError as problem:
            yield Finding(f"campaign {name}", problem.why, (name,))
    for campaign, key in store.index.rows(
        "select campaign, key from member where key not in (select key from task) order by key"
    ):
        yield Finding(f"task {key}", "its row in the index is missing", (campaign,), key)

    for (name,) in store.index.rows(
        "select distinct campaign from member where campaign not in (select name from campaign) order by campaign"
    ):
        yield Finding(f"campaign {name}", "its row in the index is missing", (name,))
    for campaign, key in store.index.swapped():
        yield Finding(f"task {key}", "its cell is not what was written", (campaign,), key)
    for kept in _readable(store):
        due, there = kept.cut.get("members"), store.index.members(kept.name)
        if due is not None and due != there:
            yield Finding(f"campaign {kept.name}", f"{due - there:,} of its tasks are missing", (kept.name,))


def _readable(store: Store) -> Iterator[KeptCampaign]:
    for (name,) in store.index.rows("select name from campaign order by name"):
        with suppress(ScenarioError):
            kept = store.index.campaign(name)
            if kept is not None:
                yield kept


def _users(store: Store, key: str) -> list[str]:
    return [row[0] for row in store.index.rows("select distinct campaign from member where key = ?", (key,))]


def mend(store: Store, found: list[Finding]) -> None:
    """Forget what is damaged, so that `campaign --resume` fights it again.

    Args:
        store: open for writing.
        found: by `check`.

    Raises:
        ScenarioError: the index itself is damaged, or the store cannot be written.
    """
    broken = next((one for one in found if one.what == INDEX), None)
    if broken is not None:
        raise ScenarioError(
            f"the index cannot be mended: {broken.why}",
            file=str(store.folder / INDEX),
            allowed="delete it, and begin the campaigns again: they come out as they did",
        )
    for one in found:
        with store.index.together():
            if one.key:
                store.index.forget("delete from task where key = ?", (one.key,))
                store.index.forget("delete from member where key = ?", (one.key,))
            for name in one.campaigns:
                _reopen(store, name)


def _reopen(store: Store, name: str) -> None:
    try:
        kept = store.index.campaign(name)
    except ScenarioError:
        store.index.forget("delete from campaign where name = ?", (name,))
        store.index.forget("delete from member where campaign = ?", (name,))
        return
    if kept is None:
        store.index.forget("delete from member where campaign = ?", (name,))
    else:
        cut = {key: value for key, value in kept.cut.items() if key != "members"}
        store.index.put_campaign(kept._replace(status=INTERRUPTED, cut=cut))


class Waste(NamedTuple):
    """What nothing refers to: files with their size, and how many rows of the index."""

    files: tuple[Path, ...]
    bytes: int
    rows: int


def waste(store: Store, drop: tuple[str, ...] = ()) -> Waste:
    """Return what a store would lose nothing by losing.

    Args:
        store: open.
        drop: campaigns that are no longer wanted.

    Raises:
        ScenarioError: no campaign of this name.
    """
    names = [one.name for one in store.index.campaigns()]
    for name in drop:
        if name not in names:
            raise ScenarioError("no campaign of this name", key="--drop", got=name, allowed=", ".join(names) or "none")
    marks = ", ".join("?" * len(drop))
    wanted = store.index.rows(
        f"select distinct task.key, task.file from task join member using (key) where campaign not in ({marks})", drop
    )
    files = {Path(file).as_posix() for _, file in wanted if file}
    all_rows = store.index.rows("select count(*) from task")[0][0]
    root = store.folder / RUNS
    lost = tuple(
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(store.folder).as_posix() not in files
    )
    lost += tuple(sorted(store.folder.glob(f".*{TEMPORARY}")))
    return Waste(lost, sum(path.stat().st_size for path in lost), int(all_rows) - len(wanted))


def clear(store: Store, drop: tuple[str, ...] = ()) -> Waste:
    """Remove what nothing refers to, and campaigns that are no longer wanted; raises as `waste`."""
    with store.index.together():
        found = waste(store, drop)
        for name in drop:
            store.index.forget("delete from campaign where name = ?", (name,))
            store.index.forget("delete from member where campaign = ?", (name,))
        store.index.forget("delete from task where key not in (select key from member)")
    for path in found.files:
        with suppress(OSError):
            path.unlink()
    for folder in sorted((store.folder / RUNS).rglob("*"), reverse=True):
        with suppress(OSError):
            folder.rmdir()  # empty ones only
    return found
