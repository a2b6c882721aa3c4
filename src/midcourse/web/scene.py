"""Scenes of run folders: the last are kept, and few runs are fought again at one time."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from midcourse.web import limits
from midcourse.web.limits import FIGHTS_MOST, SCENES_MOST
from midcourse.web.problems import Busy

T = TypeVar("T")

_lock = threading.Lock()
_held: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()


def kept_scene(folder: Path, number: int | None) -> bytes | None:
    """Return the scene of a run if it is kept; no run is fought for it."""
    key = _key(folder, number)
    with _lock:
        if key in _held:
            _held.move_to_end(key)
        return _held.get(key)


def scene_bytes(folder: Path, number: int | None) -> bytes:
    """Return the scene of one run as JSON text; the last are kept.

    Args:
        folder: a run folder.
        number: of the run, the recorded one of median outcome where None.

    Raises:
        ScenarioError: no such run, or a folder of another version; NoSolution: nothing flew in it.
    """
    from midcourse.api.scene import scene_of

    found = kept_scene(folder, number)
    if found is None:
        key = _key(folder, number)
        found = json.dumps(scene_of(folder, key[2]), allow_nan=False, separators=(",", ":")).encode()
        with _lock:
            _held[key] = found
            while len(_held) > SCENES_MOST:
                _held.popitem(last=False)
    return found


def _key(folder: Path, number: int | None) -> tuple[str, str, int]:
    from midcourse.api.again import median_run
    from midcourse.engagement.record import MANIFEST, checksum

    run = median_run(folder) if number is None else number
    return str(folder), checksum(folder / MANIFEST), run


class Ring:
    """Room for few fights at a time; who waits too long for it is sent away, and holds up nobody else.

    Args:
        most: at one time.
    """

    def __init__(self, most: int = FIGHTS_MOST) -> None:
        self._room = asyncio.Semaphore(most)

    async def fight(self, work: Callable[[], T]) -> T:
        """Return what some work gives, in a thread, when there is room for it.

        Raises:
            Busy: there is none for some seconds.
        """
        try:
            async with asyncio.timeout(limits.FIGHTS_S):
                await self._room.acquire()
        except TimeoutError:
            why = "too many runs are fought again at once"
            raise Busy(why, allowed=f"{limits.FIGHTS_MOST} at one time; ask again") from None
        try:
            return await run_in_threadpool(work)
        finally:
            self._room.release()
