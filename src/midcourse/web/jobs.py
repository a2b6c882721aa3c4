"""All jobs of a server: some at once, the others in a row; what a stop leaves is known again from its run folder."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from pathlib import Path
from typing import Any

from midcourse.api import folder_name, run_key
from midcourse.api.beside import cores
from midcourse.api.claim import COMPLETE as WHOLE
from midcourse.api.claim import KEYS, differing
from midcourse.campaign.lock import is_held
from midcourse.engagement.record import read_manifest
from midcourse.scenario import Scenario, scenario_hash
from midcourse.shown.command import line, run_line
from midcourse.version import __version__
from midcourse.web.asked import OWN, Asked, as_new
from midcourse.web.job import AGAIN, CANCELLED, COMPLETE, INTERRUPTED, OPEN, QUEUED, RUNNING, Job, answer_file
from midcourse.web.limits import JOBS_MOST, KEPT_MOST, QUEUE_MOST
from midcourse.web.permalink import rerun
from midcourse.web.problems import TooMany, WrongState
from midcourse.web.rooms import ANSWERS, Missing, Rooms, run_folder, run_names

GRID_DEG = 2.0  # of a footprint: it is drawn on a globe
LEAVE_S = 3.0


class Jobs:
    """The jobs of a server.

    Args:
        rooms: where run folders and answers are.
        most: at work at once.
        queue: that wait at most.
    """

    def __init__(self, rooms: Rooms, most: int = JOBS_MOST, queue: int = QUEUE_MOST) -> None:
        self.rooms, self.most, self.queue = rooms, most, queue
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self.closed = False
        for name in run_names(rooms):
            held = read_manifest(rooms.runs / name)
            if held is not None and held.keys() >= set(KEYS) and held.get("status") != WHOLE:
                self._add(self._found(name, held))

    @property
    def answers(self) -> Path:
        """Where answers are kept that have no run folder."""
        return self.rooms.runs / ANSWERS

    def all(self) -> list[dict[str, Any]]:
        """Return all jobs, the last first."""
        with self._lock:
            for job in self._jobs.values():
                self._look_again(job)
            return [job.document() for job in reversed(self._jobs.values())]

    def get(self, name: str) -> Job:
        """Return a job.

        Raises:
            Missing: no such job.
        """
        found = self._jobs.get(name)
        if found is None:
            raise Missing("no such job", key="job", got=name)
        self._look_again(found)
        return found

    def _look_again(self, job: Job) -> None:
        # what another process does there is known from the folder alone
        if not job.elsewhere or job.run_id is None or is_held(self.rooms.runs / job.run_id):
            return
        job.elsewhere = False
        held = read_manifest(self.rooms.runs / job.run_id) or {}
        whole = held.get("status") == WHOLE
        job.changed(status=COMPLETE if whole else INTERRUPTED, note="", done=held.get("runs_done", 0))

    def answer(self, name: str) -> dict[str, Any]:
        """Return the document that a job without a run folder has found.

        Raises:
            Missing: no such job, or none that has ended so.
        """
        if not (name.isalnum() and name.isascii()):
            raise Missing("no such answer", key="job", got=name)
        try:
            found: dict[str, Any] = json.loads(answer_file(self.answers, name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise Missing("no such answer, or not yet", key="job", got=name) from None
        return found

    def ask(self, asked: Asked, scenario: Scenario | None) -> Job:
        """Return the job of what is asked for: a new one, the one at work, or one whose answer is there.

        Args:
            asked: what is asked for.
            scenario: as loaded from it, None for a claim.

        Raises:
            TooMany: too many wait already.
        """
        made = self._made(asked, scenario)
        with self._lock:
            old = self._jobs.get(made.name)
            if old is not None and old.status in OPEN:
                return old
            if self._is_there(made, scenario, asked):
                made.changed(status=COMPLETE, done=made.total)
                return self._add(made)
            self._room()
            self._add(made)
            self._begin()
            return made

    def cancel(self, name: str) -> Job:
        """End a job; what it has finished is kept.

        Raises:
            Missing: no such job; WrongState: it is neither at work nor waiting.
        """
        with self._lock:
            job = self.get(name)
            if job.status == QUEUED:
                job.changed(status=CANCELLED, note="cancelled before it began")
            elif job.status == RUNNING and job.process is not None:
                job.changed(note="is being ended")
                job.stop()
            else:
                raise WrongState(f"the job is {job.status} and cannot be cancelled here", key="job", got=name)
            return job

    def resume(self, name: str) -> Job:
        """Take a job up where it stopped.

        Raises:
            Missing: no such job; WrongState: it did not stop; TooMany: too many wait already; ScenarioError: what an
                earlier server or the command line has left is more than is done here.
        """
        with self._lock:
            job = self.get(name)
            if job.status not in AGAIN:
                raise WrongState(f"the job is {job.status}", key="job", got=name, allowed=" or ".join(AGAIN))
            if job.run_id is not None:
                as_new(self.rooms.runs / job.run_id)
            self._room()
            job.changed(status=QUEUED, note="", problem=None)
            self._jobs[name] = self._jobs.pop(name)
            self._begin()
            return job

    def close(self) -> None:
        """End all that is at work: it is interrupted, and can be taken up at the next start."""
        with self._lock:
            self.closed = True
            open_ = [job for job in self._jobs.values() if job.status in OPEN]
            for job in open_:
                if job.status == QUEUED:
                    job.changed(status=INTERRUPTED)
                job.stop(cancel=False)
        until_s = time.monotonic() + LEAVE_S
        for job in open_:
            job.wait(until_s)

    def _room(self) -> None:
        waiting = sum(job.status == QUEUED for job in self._jobs.values())
        at_work = sum(job.status == RUNNING for job in self._jobs.values())
        if waiting >= self.queue and at_work >= self.most:
            raise TooMany("too many jobs wait already", got=str(waiting), allowed=f"at most {self.queue}")

    def _add(self, job: Job) -> Job:
        self._jobs.pop(job.name, None)
        self._jobs[job.name] = job
        ended = [name for name, one in self._jobs.items() if one.status not in OPEN]
        for name in ended[: max(len(self._jobs) - KEPT_MOST, 0)]:
            del self._jobs[name]
        return job

    def _begin(self) -> None:
        for job in list(self._jobs.values()):
            at_work = sum(one.status == RUNNING and one.process is not None for one in self._jobs.values())
            if self.closed or at_work >= self.most:
                return
            if job.status == QUEUED:
                job.start(self._ended)

    def _ended(self, _: Job) -> None:
        with self._lock:
            self._begin()

    def _made(self, asked: Asked, scenario: Scenario | None) -> Job:
        told, run_id = asked.model_dump(), None
        if scenario is None:
            what, again = f"{asked.scenario}", line("claims", ["check", str(asked.scenario)], {})
        elif asked.kind == "run":
            run_id = folder_name(scenario, asked.runs, asked.seed, asked.worlds).name
            what = run_id
            again = run_line(scenario.arguments, asked.runs, asked.seed, asked.worlds, scenario.grade)
        else:
            what = scenario_hash(scenario)
            options = {"grid": GRID_DEG} if asked.kind == "footprint" else {}
            again = line(asked.kind, scenario.arguments, options)
        job = Job(_name(asked.kind, what), asked.kind, told, again, run_id, {"kind": asked.kind, "asked": told})
        job.total = asked.runs if asked.kind == "run" else 0
        self._place(job)
        return job

    def _place(self, job: Job) -> None:
        job.spec |= {
            "threads": max(1, cores() // max(self.most, 1)),
            "grid_deg": GRID_DEG,
            "answer": str(answer_file(self.answers, job.name)),
            "folder": None if job.run_id is None else str(self.rooms.runs / job.run_id),
        }

    def _is_there(self, job: Job, scenario: Scenario | None, asked: Asked) -> bool:
        if job.run_id is None or scenario is None:
            return answer_file(self.answers, job.name).is_file()
        held = read_manifest(self.rooms.runs / job.run_id)
        if held is None or held.get("status") != WHOLE:
            return False
        return not differing(held, run_key(scenario, asked.runs, asked.seed, asked.worlds))

    def _found(self, name: str, held: dict[str, Any]) -> Job:
        # what an earlier server, or the command line, has left
        how = held.get("how", {})
        variant, sets = how.get("variant"), list(how.get("sets") or ())
        asked = {
            "scenario": held.get("scenario"), "text": None, "variant": variant, "sets": sets,
            "grade": held.get("grade"), "runs": held["runs"], "worlds": held["worlds"], "seed": held["seed"],
            "kind": "run",
        }  # fmt: skip
        if held.get("scenario") == OWN:
            asked |= {"scenario": None, "text": _text(self.rooms.runs / name)}
        job = Job(_name("run", name), "run", asked, rerun(held), name, {"kind": "run", "asked": asked})
        self._place(job)
        alive = is_held(self.rooms.runs / name)
        note = "another process is at work there" if alive else "its process has gone; what is finished is kept"
        job.elsewhere = alive
        job.changed(status=RUNNING if alive else INTERRUPTED, note=note)
        job.done, job.total = held.get("runs_done", 0), held["runs"]
        job.begun_s = time.monotonic()
        return job


def runs_of(job: Job, rooms: Rooms) -> Path:
    """Return the run folder of a job.

    Raises:
        Missing: it makes none, or has not begun.
    """
    if job.run_id is None:
        raise Missing("the job makes no run folder", key="job", got=job.name)
    return run_folder(rooms, job.run_id)


def _name(kind: str, what: str) -> str:
    # the same for the same work, so that it is found again
    return hashlib.sha256(f"{kind} {what} {__version__}".encode()).hexdigest()[:16]


def _text(folder: Path) -> str | None:
    try:
        return (folder / "scenario.yaml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


