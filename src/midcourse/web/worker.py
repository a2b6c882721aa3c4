"""The process of one job: reads one line that says what to do, writes a line whenever something has been done.

    python -m midcourse.web.worker

It ends as after Ctrl-C when its input is closed, for then nobody listens any more.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from midcourse.errors import MidcourseError

EVERY_S = 0.1
NICE = 5  # reading goes before
KERNELS = {
    "run": ("falling", "boosting", "fighting"),
    "footprint": ("falling", "boosting", "fighting", "covering"),
    "chase": ("falling", "boosting", "fighting", "covering"),
    "claim": ("falling", "boosting", "fighting", "covering"),
}
Answer = dict[str, Any]


class Teller:
    """Writes how far a job is, not more often than anybody would look."""

    def __init__(self) -> None:
        self.done, self.total, self.note = 0, 0, ""
        self._told_s = 0.0

    def tick(self, count: int = 0, note: str | None = None, total: int | None = None) -> None:
        """Add what is done, and write it if it is time."""
        self.done += count
        news = total is not None or (note is not None and note != self.note)
        self.total = self.total if total is None else total
        self.note = self.note if note is None else note
        now_s = time.monotonic()
        if news or now_s - self._told_s >= EVERY_S:
            self._told_s = now_s
            self.say({"done": self.done, "total": self.total, "note": self.note})

    def due(self) -> bool:
        """Return whether anybody would look by now."""
        return time.monotonic() - self._told_s >= EVERY_S

    def begin(self, note: str, total: int) -> None:
        """Begin another stretch of the work."""
        self.done = 0
        self.tick(0, note, total)

    def say(self, what: Answer) -> None:
        """Write one line; nobody to read it ends the work."""
        try:
            print(json.dumps(what), flush=True)
        except OSError:
            raise KeyboardInterrupt from None


def main() -> None:
    """Do one job."""
    spec = json.loads(sys.stdin.readline())
    os.nice(NICE)
    threading.Thread(target=_watch, daemon=True).start()
    teller = Teller()
    try:
        _warm(KERNELS[spec["kind"]], teller)
        teller.say({"end": WORK[spec["kind"]](spec, teller)})
    except MidcourseError as problem:
        teller.say({"error": problem.one_line(), "key": problem.key, "allowed": problem.allowed})
    except KeyboardInterrupt:
        os._exit(128 + signal.SIGINT)  # threads may still be at work


def _watch() -> None:
    while sys.stdin.readline():
        pass
    os.kill(os.getpid(), signal.SIGINT)


def _warm(groups: tuple[str, ...], teller: Teller) -> None:
    # as the command line does it: once for this tree, and one job at a time
    from midcourse.api.warm import alone_here, cold_of, compiled, steps_of

    if not cold_of(groups):
        return
    with alone_here(lambda: teller.tick(0, "waiting: another job compiles")):
        cold = cold_of(groups)
        steps = steps_of(cold)
        teller.begin("compiling, once", len(steps))
        for what, step in steps:
            teller.tick(0, f"compiling, once: {what}")
            step()
            teller.tick(1)
        compiled(cold)


def _run(spec: Answer, teller: Teller) -> str:
    from midcourse.api import run as fight
    from midcourse.api.claim import abandon, finished, open_folder
    from midcourse.api.folder import note_stop, write_result
    from midcourse.errors import NoSolution

    path = Path(spec["folder"])
    scenario, runs, seed, worlds, how, width = _what(spec, path)
    with open_folder(scenario, runs, seed, path, False, worlds, how, width) as folder:
        if finished(folder) is not None:
            return "complete"
        teller.begin("", runs)
        tell = partial(_tell, teller, folder.store, worlds)
        tell()
        try:
            done = fight(
                scenario, runs, seed, spec["threads"], tell, worlds, folder.store, until_width=width,
                stage=lambda total, _: teller.tick(0, None, _asked_of(total, worlds)),
            )  # fmt: skip
            teller.tick(0, "writing the run folder")
            write_result(folder, done, drawn=done.fought.complete)
        except NoSolution:
            abandon(folder)
            raise
        except KeyboardInterrupt:
            note_stop(folder, scenario)
            raise
    return "complete" if done.fought.complete else "interrupted"


def _tell(teller: Teller, store: Any, worlds: int, _: int | None = None) -> None:
    # what was asked for is counted; the nominal world's runs beside it are told in words
    from midcourse.campaign.plan import NOMINAL

    if not teller.due():
        return
    parts = store.all()
    beside = sum(one.runs for one in parts if one.world == NOMINAL) if worlds else 0
    teller.done = min(sum(one.runs for one in parts) - beside, teller.total)
    teller.tick(0, f"and {beside:,} of the nominal world" if beside else "")


def _asked_of(total: int, worlds: int) -> int:
    # of a stage that tells its runs with those of the nominal world
    from midcourse.campaign.plan import nominal_runs

    if not worlds:
        return total
    return next(asked for asked in range(total, -1, -1) if asked + nominal_runs(asked) <= total)


def _what(spec: Answer, path: Path) -> Any:
    # a folder that was begun says itself what it fights
    from midcourse.api.resume import Asked as Fights
    from midcourse.api.resume import resumed
    from midcourse.web.asked import Asked, checked

    if (path / "manifest.json").exists():
        return resumed(path, {}, None, None, ())
    asked = Asked(**spec["asked"])
    how = {"variant": asked.variant, "sets": asked.sets}
    return Fights(checked(asked), asked.runs, asked.seed, asked.worlds, how)


def _footprint(spec: Answer, teller: Teller) -> str:
    from midcourse.api import footprint
    from midcourse.api.coverage import grid_of, region_of

    scenario = _scenario(spec)
    lats, lons = grid_of(region_of(scenario), spec["grid_deg"])
    teller.begin("aim points", len(lats) * len(lons))
    found = footprint(scenario, spec["grid_deg"], tick=lambda count, _: teller.tick(count))
    return _keep(spec, found.as_dict() | {"rerun": found.rerun})


def _chase(spec: Answer, teller: Teller) -> str:
    from midcourse.api import chase
    from midcourse.web.overlay import chase_document

    scenario = _scenario(spec)
    teller.begin("chasing", len(scenario.raid) * max(len(scenario.batteries), 1))
    found = chase(scenario, tick=teller.tick)
    return _keep(spec, chase_document(scenario, found))


def _claim(spec: Answer, teller: Teller) -> str:
    from midcourse.api import check_claims

    teller.begin("quantities", 0)
    found = check_claims([spec["asked"]["scenario"]], tick=teller.tick)
    if not found.complete:
        raise KeyboardInterrupt
    return _keep(spec, found.as_list()[0])


def _scenario(spec: Answer) -> Any:
    from midcourse.web.asked import Asked, checked

    return checked(Asked(**spec["asked"]))


def _keep(spec: Answer, document: Answer) -> str:
    from midcourse.engagement.record import write_json

    path = Path(spec["answer"])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, document)
    return "complete"


WORK: dict[str, Callable[[Answer, Teller], str]] = {
    "run": _run,
    "footprint": _footprint,
    "chase": _chase,
    "claim": _claim,
}

if __name__ == "__main__":
    main()
