"""Campaigns on Dask workers that are killed: a scheduler of its own, its workers, and nobody left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import made_up
import psutil
import pytest

import midcourse as mc

ROOT = Path(__file__).parents[2]
PLACES = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests/cells")])
KEEPERS = ("resource_tracker", "warm_process.py")  # of the tests themselves; `Hosts` end their own
TEXT = """scenario: nodong-japan
over:
  - batteries.0.count=1,4,8
  - doctrine.decision_delay=30 s,120 s
worlds: 4
runs: 160
metrics: [p_no_leaker, leak]
"""


class Hosts:
    """A scheduler and workers, as processes that are found under an address."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.file = folder / "scheduler.json"
        self.notes = folder / "notes"
        self.log = (folder / "log").open("w")
        self.scheduler = self.schedule()
        self.workers: list[subprocess.Popen[bytes]] = []
        until_s = time.monotonic() + 20.0
        while not self.file.exists() and time.monotonic() < until_s:
            time.sleep(0.05)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        told = {**os.environ, "PYTHONPATH": PLACES, "MADE_UP_NOTES": str(self.notes)}
        command = [sys.executable, "-m", *words, "--no-dashboard"]
        return subprocess.Popen(command, env=told, stdout=self.log, stderr=self.log)

    def schedule(self) -> subprocess.Popen[bytes]:
        words = ("--host", "127.0.0.1", "--port", str(self.port), "--scheduler-file", str(self.file))
        self.scheduler = self._start("distributed.cli.dask_scheduler", *words)
        return self.scheduler

    def work(self, many: int = 2) -> None:
        words = ("--nworkers", str(many), "--nthreads", "1", "--memory-limit", "0")
        self.workers.append(self._start("distributed.cli.dask_worker", self.address, *words))

    def close(self) -> None:
        for one in (*self.workers, self.scheduler):
            below = psutil.Process(one.pid).children(recursive=True) if one.poll() is None else []
            for each in (*below, one):
                each.kill()
            one.wait(10)
            assert psutil.wait_procs(below, 5.0)[1] == []
        self.log.close()


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    """A scheduler with two workers that stay."""
    found = Hosts(tmp_path_factory.mktemp("hosts"))
    found.work()
    yield found
    found.close()


@pytest.fixture(autouse=True)
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut campaigns the same way wherever they are begun: 24 tasks, without a calibration."""
    campaigns = import_module("midcourse.api.campaigns")
    pace = import_module("midcourse.cells.cut").Pace(0.0, 0.05, 10.0)
    monkeypatch.setattr(campaigns, "calibrate", lambda *_: pace)


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the campaign that nothing disturbed, on threads."""
    path = tmp_path_factory.mktemp("whole") / "six.yaml"
    path.write_text(TEXT)
    return mc.campaign(path, path.parent / "store", worker=made_up.runs).digest


@pytest.fixture
def settings() -> dict[str, str]:
    """The environment of a process that is to find what workers are given to do."""
    return {**os.environ, "PYTHONPATH": PLACES}


@pytest.fixture
def six(tmp_path: Path) -> Path:
    """The file of a campaign of six cells."""
    path = tmp_path / "six.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    """No process may outlive the test that began it."""
    yield
    until_s = time.monotonic() + 5.0
    while left := _children():
        if time.monotonic() > until_s:
            names = [" ".join(one.cmdline())[-200:] for one in left]
            for one in left:
                one.send_signal(signal.SIGKILL)
            raise AssertionError(f"left behind: {names}")
        time.sleep(0.05)


def _children() -> list[psutil.Process]:
    found = []
    for one in psutil.Process().children(recursive=True):
        try:
            words = " ".join(one.cmdline())
        except psutil.Error:
            continue
        if words and not any(name in words for name in KEEPERS) and not _of_hosts(one):
            found.append(one)
    return found


def _of_hosts(one: psutil.Process) -> bool:
    try:
        return any("distributed.cli" in " ".join(each.cmdline()) for each in (one, *one.parents()))
    except psutil.Error:
        return False
