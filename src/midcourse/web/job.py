"""One piece of long work, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from midcourse.web import limits
from midcourse.web.limits import STOP_S

QUEUED, RUNNING, COMPLETE = "queued", "running", "complete"
INTERRUPTED, CANCELLED, FAILED = "interrupted", "cancelled", "failed"
OPEN = (QUEUED, RUNNING)
AGAIN = (INTERRUPTED, CANCELLED, FAILED)
SAFE = 2**53 - 1
LONGER = "stopped: no job is at work here for longer than"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Job:
    """How far a job is; `version` grows with every change.

    Args:
        name: its id, the same for the same work.
        kind: of work; asked: what was asked for, as plain values.
        rerun: the command that does it.
        run_id: of its run folder, None where it makes none.
        spec: what its process is told.
    """

    def __init__(
        self, name: str, kind: str, asked: dict[str, Any], rerun: str, run_id: str | None, spec: dict[str, Any]
    ) -> None:
        self.name, self.kind, self.asked, self.rerun, self.run_id, self.spec = name, kind, asked, rerun, run_id, spec
        self.status, self.done, self.total, self.note = QUEUED, 0, 0, ""
        self.problem: dict[str, Any] | None = None
        self.version, self.begun_s, self.wall_s = 0, 0.0, 0.0
        self.stopping, self.overdue = False, False
        self.elsewhere = False  # another process is at work in its folder
        self.process: subprocess.Popen[str] | None = None
        self._timer: threading.Timer | None = None

    def document(self) -> dict[str, Any]:
        """Return what a browser is told."""
        running_s = time.monotonic() - self.begun_s if self.status == RUNNING else self.wall_s
        return {
            "job": self.name,
            "kind": self.kind,
            "status": self.status,
            "done": self.done,
            "total": self.total,
            "note": self.note,
            "error": None if self.problem is None else self.problem["error"],
            "key": None if self.problem is None else self.problem.get("key"),
            "allowed": None if self.problem is None else self.problem.get("allowed"),
            "run_id": self.run_id,
            "asked": _exact(self.asked),
            "rerun": self.rerun,
            "wall_s": round(running_s, 3),
        }

    def changed(self, **values: Any) -> None:
        """Take new values."""
        for name, value in values.items():
            setattr(self, name, value)
        self.version += 1

    def start(self, ended: Callable[[Job], None]) -> None:
        """Begin its process; `ended` is called when that is over."""
        self.changed(status=RUNNING, begun_s=time.monotonic(), stopping=False, problem=None, done=0, note="")
        self.overdue = False
        env = os.environ | dict.fromkeys(ONE_THREAD, "1")
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "midcourse.web.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=env,
                start_new_session=True,
            )
        except OSError as problem:
            why = f"no process can be begun: {(problem.strerror or str(problem)).lower()}"
            self.changed(status=FAILED, problem={"error": why})
            ended(self)
            return
        threading.Thread(target=self._listen, args=(ended,), daemon=True).start()
        timer = threading.Timer(limits.WALL_S, self._too_long, args=(self.process,))
        timer.daemon = True
        timer.start()
        self._timer = timer

    def _listen(self, ended: Callable[[Job], None]) -> None:
        process, end = self.process, None
        assert process is not None and process.stdin is not None and process.stdout is not None
        with suppress(OSError):
            process.stdin.write(json.dumps(self.spec) + "\n")
            process.stdin.flush()  # it stays open: its end tells the process that nobody listens
        for line in process.stdout:
            with suppress(ValueError):
                told = json.loads(line)
                if "end" in told:
                    end = told["end"]
                elif "error" in told:
                    self.changed(problem=told)
                else:
                    self.changed(done=told["done"], total=told["total"], note=told["note"])
        code = process.wait()
        if self._timer is not None:
            self._timer.cancel()
        with suppress(OSError):
            process.stdin.close()
        self.wall_s = time.monotonic() - self.begun_s
        self.changed(**self._ended(end, code))
        ended(self)

    def _ended(self, end: str | None, code: int) -> dict[str, Any]:
        if end == COMPLETE:
            return {"status": COMPLETE, "done": self.total, "note": ""}
        if self.problem is not None:
            return {"status": FAILED, "note": ""}
        if self.stopping:
            return {"status": CANCELLED, "note": "cancelled; what is finished is kept"}
        if self.overdue:
            return {"status": INTERRUPTED, "note": f"{LONGER} {limits.WALL_S:,.0f} s; what is finished is kept"}
        how = f"its process was ended by signal {-code}" if code < 0 else "its process has ended"
        return {"status": INTERRUPTED, "note": f"{how}; what is finished is kept"}

    def stop(self, cancel: bool = True, within_s: float = STOP_S) -> None:
        """Ask its process to end, and end it if it does not hear."""
        process = self.process
        self.stopping = cancel
        if process is None or process.poll() is not None:
            return
        with suppress(OSError):
            process.send_signal(signal.SIGINT)
        timer = threading.Timer(within_s, self._kill, args=(process,))
        timer.daemon = True
        timer.start()

    def _too_long(self, process: subprocess.Popen[str]) -> None:
        if process is self.process and process.poll() is None:
            self.overdue = True
            self.stop(cancel=self.stopping)

    def _kill(self, process: subprocess.Popen[str]) -> None:
        if process.poll() is None:
            process.kill()

    def wait(self, until_s: float) -> None:
        """Wait for its process to a moment of the monotonic clock, then end it."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(until_s - time.monotonic(), 0.05))
        self._kill(self.process)


def _exact(asked: dict[str, Any]) -> dict[str, Any]:
    # a browser rounds greater numbers
    seed = asked.get("seed")
    return {**asked, "seed": str(seed)} if isinstance(seed, int) and seed > SAFE else asked


def answer_file(home: Path, name: str) -> Path:
    """Return where the answer of a job without a run folder is kept."""
    return home / f"{name}.json"
