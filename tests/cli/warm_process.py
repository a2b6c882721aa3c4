"""A process that has everything compiled and forks: each child is a `midcourse` command that begins at once.

Reads one JSON line a command and answers with one. Commands: start (words, change, limit), signal (pid, signal),
wait (pid, timeout_s).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

# what a child that became nobody may not be allowed to read
PRELOADED = ("rich.console", "rich.table", "midcourse.api.campaigns", "midcourse.sentences.campaign")


def change(names: list[str]) -> None:
    """Make a child other than it is: parts written at once, chunks without end, a main thread that hears nothing."""
    import numpy as np

    from midcourse.api import folder
    from midcourse.campaign import runs, store

    if "parts-at-once" in names:
        store.LEAST_S = 0.0
    folder.draw = plain_picture  # type: ignore[assignment]
    for name in names:
        if name.startswith("small-disk:"):
            small_disk(name.partition(":")[2])
    if "as-nobody" in names and os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    if "endless-chunk" in names:
        real, begun = runs.fight, []

        def fight(*given: object) -> object:
            begun.append(given)
            if len(begun) > 2:
                time.sleep(1e4)
            return real(*given)  # type: ignore[arg-type]

        runs.fight = fight  # type: ignore[assignment]
    if "made-up-work" in names:
        made_up_work(names)
    if "deaf-while-writing" in names:
        folder.clear_results = lambda *_: np.linalg.eigvals(np.random.default_rng(1).random((3000, 3000)))  # type: ignore[assignment, return-value]


def made_up_work(names: list[str]) -> None:
    """Let the tasks of a campaign be short and many, their runs made up from their numbers alone."""
    from midcourse.cells import cut

    campaigns = import_module("midcourse.api.campaigns")  # a function of the same name hides it

    sys.path.insert(0, str(Path(__file__).parents[1] / "cells"))
    import made_up

    cut.TASK_S = 0.02
    campaigns.work = made_up.endless if "endless-task" in names else made_up.runs
    if "crashing-first" in names:
        cut.TASK_S = 1.0  # cut blindly, a cell is one task
    for name in ("crashing-task", "crashing-first", "ended-for-memory"):
        if name in names:
            campaigns.work = getattr(made_up, name.removesuffix("-task").replace("-", "_"))
    for name in names:
        if name.startswith("counts:"):
            from midcourse.cells import fell

            os.environ["MADE_UP_COUNTS"] = name.partition(":")[2]
            fell.COUNTS = Path(os.environ["MADE_UP_COUNTS"])


def small_disk(where: str) -> None:
    """Mount a disk of 150 kB that only this child sees; where that is not allowed, bound its files."""
    import ctypes
    import resource

    system = ctypes.CDLL(None)
    user, mounts = 0x10000000, 0x00020000
    ids = os.getuid(), os.getgid()
    if system.unshare(user | mounts) == 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {ids[0]} 1")
        Path("/proc/self/gid_map").write_text(f"0 {ids[1]} 1")
        if system.mount(b"none", where.encode(), b"tmpfs", 0, b"size=150k") == 0:
            return
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def plain_picture(name: str, *_: object) -> object:
    """Draw next to nothing: pictures take most of the time of a short run, and have tests of their own."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1.0, 1.0))
    figure.text(0.5, 0.5, name)
    figure.add_subplot().plot([(7 * i) % 11 for i in range(2000)])
    return figure


def child(words: list[str], names: list[str], limit: int | None, out: str, err: str) -> None:
    """Become a command."""
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    change(names)
    if limit is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv = ["midcourse", *words]
    from midcourse.cli import main

    code: Any = 1
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0)


def start(folder: Path, ask: dict[str, Any]) -> dict[str, Any]:
    count = len(list(folder.iterdir()))
    out, err = str(folder / f"{count}.out"), str(folder / f"{count}.err")
    pid = os.fork()
    if pid == 0:
        child(ask["words"], ask.get("change", []), ask.get("limit"), out, err)
    return {"pid": pid, "out": out, "err": err}


def wait(pid: int, timeout_s: float, ended: dict[int, int]) -> dict[str, Any]:
    until_s = time.monotonic() + timeout_s
    while pid not in ended and time.monotonic() < until_s:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            ended[pid] = os.waitstatus_to_exitcode(status)
        else:
            time.sleep(0.005)
    return {"code": ended.get(pid)}


def main() -> None:
    from midcourse.cli.front import enter

    with tempfile.TemporaryDirectory() as name:
        words = ["run", "nodong-japan", "--runs", "8", "--worlds", "16", "--out", f"{name}/first", "--quiet"]
        sys.stdout = sys.stderr
        assert enter(words) == 0
        for module in PRELOADED:
            import_module(module)
        sys.stdout = sys.__stdout__
        folder = Path(name) / "said"
        folder.mkdir()
        ended: dict[int, int] = {}
        print("warm", flush=True)
        for line in sys.stdin:
            ask = json.loads(line)
            if ask["do"] == "start":
                told = start(folder, ask)
            elif ask["do"] == "signal":
                told = {}
                if ask["pid"] not in ended:
                    os.kill(ask["pid"], signal.Signals[ask["signal"]])
            else:
                told = wait(ask["pid"], ask["timeout_s"], ended)
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
