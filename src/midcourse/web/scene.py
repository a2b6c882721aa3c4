"""Scenes of run folders: one is made at a time, the last are kept."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from pathlib import Path

from midcourse.web.limits import SCENES_MOST

_lock = threading.Lock()
_held: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()


def scene_bytes(folder: Path, number: int | None) -> bytes:
    """Return the scene of one run as JSON text; one is made at a time, the last are kept.

    Args:
        folder: a run folder.
        number: of the run, the recorded one of median outcome where None.

    Raises:
        ScenarioError: no such run, or a folder of another version; NoSolution: nothing flew in it.
    """
    from midcourse.api.again import median_run
    from midcourse.api.scene import scene_of
    from midcourse.engagement.record import MANIFEST, checksum

    run = median_run(folder) if number is None else number
    with _lock:
        key = (str(folder), checksum(folder / MANIFEST), run)
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
        _held[key] = json.dumps(scene_of(folder, run), allow_nan=False, separators=(",", ":")).encode()
        while len(_held) > SCENES_MOST:
            _held.popitem(last=False)
        return _held[key]
