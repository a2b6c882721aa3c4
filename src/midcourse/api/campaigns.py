"""Campaigns: many cells fought into a store, taken up again, told cell by cell."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from midcourse.api.campaigned import COMPLETE, GAVE_UP, INTERRUPTED, RUNNING, STOPPED, Campaigned, Plan
from midcourse.cells.answers import answers
from midcourse.cells.cell import Layout, layout, layout_of
from midcourse.cells.cut import UNKNOWN, Cut, allowed_runs, calibrate, cut_for, first_runs, seconds
from midcourse.cells.drive import Drive, Tick
from midcourse.cells.fell import WORDS, fell, watched
from midcourse.cells.task import work
from midcourse.engines.choose import THREADS, engine_kind, engine_of
from midcourse.engines.engine import Engine
from midcourse.engines.program import stamp
from midcourse.errors import ScenarioError
from midcourse.store.index import BEGUN, FAILED, KeptCampaign
from midcourse.store.place import USUAL, Store
from midcourse.store.rows import has_size

LIMIT_S = 600.0  # a task, of some seconds by the calibration, may take so long


def plan_campaign(
    file: str | Path, engine: str = THREADS, jobs: int | None = None, scheduler_file: str | None = None
) -> Plan:
    """Say what a campaign would take, from a short calibration; nothing is written.

    Args:
        file: of the campaign.
        engine: where it would be worked.
        jobs: threads of the engine `threads`.
        scheduler_file: of a running Dask cluster, in place of an address.

    Raises:
        ScenarioError: the first thing that is wrong with the file or the engine.
    """
    laid = layout(file)
    slots = _slots(engine, jobs, scheduler_file)
    pace = calibrate(laid)
    cut, runs = cut_for(laid, pace), allowed_runs(laid) if laid.counted else 0
    from midcourse.cells.cut import slices

    pieces = len(slices(laid, cut, 0, runs)) if runs else 0
    tasks = len(laid) * (pieces + len(laid.worked))
    size = len(laid) * (runs * pace.run_bytes + pieces * 2500.0)
    expected_s, rule = seconds(laid, pace) / slots, laid.asked.stop
    if rule is not None and rule.seconds is not None:
        expected_s = min(expected_s, rule.seconds)
    return Plan(laid, cut, pace, len(laid), tasks, len(laid) * runs, expected_s, size, slots)


def _slots(engine: str, jobs: int | None, scheduler_file: str | None) -> int:
    # a cluster that is there is asked; workers on this machine are not begun for it
    import os

    kind = "cluster" if scheduler_file is not None else engine_kind(engine)
    if kind == THREADS:
        return jobs or os.cpu_count() or 1
    if kind == "local":
        return int(engine.partition(":")[2])
    places = engine_of(engine, work, LIMIT_S, stamp, None, scheduler_file)
    try:
        return max(places.slots, 1)
    finally:
        places.close(0.0)


def campaign(
    file: str | Path,
    store: str | Path = USUAL,
    engine: str = THREADS,
    resume: bool = False,
    force: bool = False,
    jobs: int | None = None,
    scheduler_file: str | None = None,
    limit_s: float | None = None,
    tick: Tick = lambda count, text: None,
    worker: Callable[[Any], Any] | None = None,
) -> Campaigned:
    """Fight a campaign into a store, or take it up where it stopped.

    Args:
        file: of the campaign.
        store: folder of the store; made where there is none.
        engine: `threads`, `local:N`, or the address of a Dask scheduler.
        resume: go on with what the store holds of it.
        force: fight what the file says now, although the store holds something else under its name.
        jobs: threads of the engine `threads`; the number of cores where None.
        scheduler_file: of a running Dask cluster, in place of an address.
        limit_s: seconds after which a task is given up; from the calibration where None.
        tick: called with how many runs have just been finished, and what to say beside.
        worker: what works a task, where it is not `cells.task.work`: to try how faults are borne.

    Returns:
        Campaigned; after Ctrl-C with what was finished by then.

    Raises:
        ScenarioError: bad input, a store that another process uses, an engine that does not answer, a full disk.
    """
    laid, worker = layout(file), worker or work
    with Store(store, write=True) as held:
        kept, fresh = _claimed(laid, held, str(file), resume, force)
        if not fresh and kept.status in (COMPLETE, GAVE_UP) and not force and not resume:
            _all_there(laid, held)
            return told(laid, held, kept, 0, 0.0)
        # before anything is written under the name: an engine that does not answer leaves no campaign behind
        places = engine_of(engine, worker, limit_s or LIMIT_S, stamp, jobs, scheduler_file)
        try:
            return _fought(laid, held, kept, fresh, tick, worker, places)
        finally:
            places.close(0.0)


def _all_there(laid: Layout, held: Store) -> None:
    # what is complete is told without being read, but not where a file has gone
    for _, entry in held.index.tasks(laid.name):
        if entry.file and not has_size(held.folder / entry.file, entry.bytes):
            why = "damaged: missing, or not as long as it was"
            raise ScenarioError(why, file=str(held.folder / entry.file), allowed="--resume to fight it again")


def _claimed(laid: Layout, held: Store, file: str, resume: bool, force: bool) -> tuple[KeptCampaign, bool]:
    # what the store has under this name is the same, or is replaced by force; whether it begins
    there = held.index.campaign(laid.name)
    forced = ""
    if there is not None:
        differs = _differs(there.content, laid.content)
        if differs and not force:
            why = f"the store holds another campaign under this name: {differs}"
            allowed = "--force to fight what the file says now, or another name of the file"
            raise ScenarioError(why, file=file, got=laid.name, allowed=allowed)
        if not differs:
            if there.status not in (COMPLETE, GAVE_UP) and not resume and not force:
                raise ScenarioError(
                    "the campaign was begun and not finished", file=file, got=laid.name, allowed="--resume to go on"
                )
            return there, False
        forced = "; ".join(filter(None, (there.forced, f"replaced by force: {differs}")))
    elif resume:
        why = "the store holds no campaign of this name"
        names = ", ".join(one.name for one in held.index.campaigns())
        raise ScenarioError(why, key="--resume", got=laid.name, allowed=names or "without --resume, to begin it")
    return KeptCampaign(laid.name, laid.document, laid.content, {}, RUNNING, "", 0.0, forced), True


def _differs(before: dict[str, Any], now: dict[str, Any]) -> str:
    # in words that a reader finds again in the file
    found = []
    for key in now:
        old, new = before.get(key), now[key]
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            found += [f"{key} {name} {_short(old.get(name))}, now {_short(new.get(name))}"
                      for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]  # fmt: skip
        else:
            found.append(f"{key} {_short(old)}, now {_short(new)}")
    return ", ".join(found)


def _short(value: Any) -> str:
    words = "none" if value is None else str(value)
    return words if len(words) <= 24 else f"{words[:8]}…"


def _fought(
    laid: Layout,
    held: Store,
    kept: KeptCampaign,
    fresh: bool,
    tick: Tick,
    worker: Callable[[Any], Any],
    places: Engine,
) -> Campaigned:
    begun_s, rule, drive = time.monotonic(), laid.asked.stop, None
    status, again = INTERRUPTED, not fresh and kept.status != RUNNING
    stops = _stops(laid, kept)
    kept = kept._replace(status=RUNNING, engine=places.name, document=laid.document)
    with held.index.together():
        if fresh:  # tasks of another that had the name are none of this
            held.index.forget("delete from member where campaign = ?", (laid.name,))
        held.index.put_campaign(kept)
    how = fell(held)
    try:
        with watched(held):
            if "span" not in kept.cut:
                # what died while it was calibrated is cut blindly: then the task is named that brings it down
                pace = calibrate(laid, worker) if fresh or not how else UNKNOWN
                kept = kept._replace(cut=cut_for(laid, pace)._asdict())
            kept = kept._replace(cut={**kept.cut, "stops": list(stops)})
            held.index.put_campaign(kept)
            _blame(laid, held, again, how)
            left_s = None  # of all the goes at it together, with the calibration
            if rule is not None and rule.seconds is not None:
                left_s = rule.seconds - kept.wall_s - (time.monotonic() - begun_s)
            drive = Drive(laid, Cut(kept.cut["worlds"], kept.cut["span"]), held, places, tick, stops, left_s)
            drive.go()
            short = drive.spent or (laid.counted and stops[-1] < first_runs(laid))
            status = STOPPED if short else GAVE_UP if drive.gave_up else COMPLETE
    except KeyboardInterrupt:
        pass
    finally:
        took_s = time.monotonic() - begun_s
        cut = {**kept.cut, "members": held.index.members(laid.name)}
        ended = kept._replace(status=status, wall_s=kept.wall_s + took_s, cut=cut)
        held.index.put_campaign(ended)
    return told(laid, held, ended, 0 if drive is None else drive.fresh, took_s)


def _stops(laid: Layout, kept: KeptCampaign) -> tuple[int, ...]:
    # where earlier totals ended stays an edge between tasks: else a run would be in two of them
    before, now = list(kept.cut.get("stops", ())), allowed_runs(laid)
    if before and now < before[-1]:
        why, got = "fewer runs than were begun", f"total for {now:,} runs a cell"
        raise ScenarioError(why, key="stop", got=got, allowed=f"{before[-1]:,} runs a cell, or more")
    return tuple(before) if now in before else (*before, now)


def _blame(laid: Layout, held: Store, again: bool, how: str) -> None:
    # what was given up is tried again; nobody is to blame for a kill from outside, but what was worked is where the
    # process fell
    for _, entry in held.index.tasks(laid.name):
        if entry.standing == FAILED and again:
            held.index.put_task(entry._replace(standing=BEGUN, attempts=0, why=""))
        elif entry.standing == BEGUN and entry.attempts and not how:
            held.index.put_task(entry._replace(attempts=0))
        elif entry.standing == BEGUN and entry.attempts >= 3:
            why = f"{how}: {WORDS[how]} three times while it worked it"
            held.index.put_task(entry._replace(standing=FAILED, why=why))


def told(laid: Layout, held: Store, kept: KeptCampaign, fresh: int, fresh_s: float) -> Campaigned:
    """Return what a store knows of a campaign.

    Raises:
        ScenarioError: rows of it are missing or changed, or its points would now be drawn otherwise.
    """
    due, there = kept.cut.get("members"), held.index.members(laid.name)
    if due is not None and due != there and kept.status != RUNNING:
        why = f"damaged: {there:,} tasks of {laid.name} are there, {due:,} were"
        raise ScenarioError(why, file=str(held.index.path), allowed="`midcourse runs check`")
    if kept.content.get("drawn") != laid.content["drawn"]:
        why = "the points of its design are drawn otherwise by the SciPy or SALib that is here"
        raise ScenarioError(why, got=laid.name, allowed="the versions that fought it")
    status = INTERRUPTED if kept.status == RUNNING and not held.at_work else kept.status
    cells, folder = tuple(answers(laid, held)), str(held.folder)
    return Campaigned(
        laid, status, kept.engine, folder, kept.wall_s, fresh, fresh_s, cells, kept.content, kept.forced
    )


def kept_campaign(name: str, store: str | Path = USUAL) -> Campaigned:
    """Return what a store knows of a campaign, while it is being fought too.

    Args:
        name: of the campaign.
        store: folder of the store.

    Raises:
        ScenarioError: no such store, or no campaign of this name.
    """
    with Store(store) as held:
        kept = held.index.campaign(name)
        if kept is None:
            names = ", ".join(one.name for one in held.index.campaigns()) or "none yet"
            raise ScenarioError("no campaign of this name", got=name, allowed=names)
        return told(layout_of(kept.document, name), held, kept, 0, 0.0)
