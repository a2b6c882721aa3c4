"""The cluster engine: workers, schedulers and drivers that are killed change no byte; what cannot be is one line."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import made_up
import psutil
import pytest

import midcourse as mc
from midcourse.cli.front import enter
from midcourse.engines import cluster, connect
from midcourse.errors import ScenarioError

campaigns = import_module("midcourse.api.campaigns")
COMMAND = """
import sys
from importlib import import_module
import made_up
from midcourse.cells.cut import Pace
campaigns = import_module("midcourse.api.campaigns")
campaigns.calibrate, campaigns.work = lambda *_: Pace(0.0, 0.05, 10.0), made_up.killed
from midcourse.cli import main
main()
"""


def parts(store: Path) -> int:
    return len(list(store.rglob("*.parquet")))


@contextmanager
def when(store: Path, many: int, do: Callable[[], object]) -> Iterator[None]:
    """Do something once a store has so many files."""

    def wait() -> None:
        until_s = time.monotonic() + 40.0
        while parts(store) < many and time.monotonic() < until_s:
            time.sleep(0.02)
        do()

    thread = threading.Thread(target=wait)
    thread.start()
    yield
    thread.join()


def below(pid: int = 0) -> list[psutil.Process]:
    """Return the workers that are children of a process."""
    found = psutil.Process(pid or os.getpid()).children(recursive=True)
    return [one for one in found if "spawn_main" in " ".join(one.cmdline())]


def tries(store: Path) -> dict[str, tuple[int, int, int]]:
    """Return of done and failed tasks how many there are, and the least and most attempts."""
    asked = "select standing, count(*), min(attempts), max(attempts) from task group by standing"
    with sqlite3.connect(store / "index.sqlite") as base:
        return {state: (count, low, high) for state, count, low, high in base.execute(asked)}


def prop_a_worker_that_is_killed_changes_no_byte(six: Path, tmp_path: Path, digest: str) -> None:
    # F2: it is begun anew, what it had is worked again, nothing is lost and nothing counts twice
    store = tmp_path / "store"
    mine = {one.pid for one in below()}

    def kill() -> None:
        next(one for one in below() if one.pid not in mine).kill()

    with when(store, 4, kill):
        done = mc.campaign(six, store, engine="local:4", worker=made_up.killed)
    assert (done.status, done.digest, done.failed) == ("complete", digest, ())
    assert tries(store)["done"][:2] == (24, 1) and tries(store)["done"][2] <= 2
    assert all(row["runs"] == 160 for row in done.rows())


def test_each_kind_of_fault_is_named_and_the_rest_goes_on(six, tmp_path, monkeypatch, capfd) -> None:
    # F4: through the command, in one campaign
    six.write_text(six.read_text().replace("worlds: 4\nruns: 160", "runs: 40"))
    monkeypatch.setattr(campaigns, "work", made_up.faulty)
    store = tmp_path / "store"
    words = ["campaign", str(six), "--store", str(store), "--engine", "local:2", "--quiet"]
    assert enter([*words, "--task-limit", "1"]) == 1
    lines = sorted(capfd.readouterr().err.splitlines())
    said = ("error: ZeroDivisionError: a fault of a task", "timeout: not finished after 1 s", "memory: ", "crash: ")
    for cell, kind in enumerate(said, 1):
        assert lines[cell - 1].startswith(f"midcourse: given up: cell {cell}, runs 0 to 39, seed 1: {kind}")
    assert len(lines) == 4 and tries(store)["failed"] == (4, 3, 3) and tries(store)["done"][0] == 2
    rows = mc.kept_campaign("six", store).rows()
    assert [row["runs"] for row in rows] == [40, 0, 0, 0, 0, 40]
    assert [row["failed"] for row in rows] == [0, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("by", ["address", "file"])
def prop_a_cluster_that_is_there_gives_the_same_bytes(hosts, six, tmp_path, digest: str, by: str) -> None:
    place = {"engine": hosts.address} if by == "address" else {"scheduler_file": str(hosts.file)}
    done = mc.campaign(six, tmp_path / "store", worker=made_up.runs, **place)
    assert (done.status, done.digest) == ("complete", digest)
    assert done.engine == (hosts.address if by == "address" else str(hosts.file))


def test_a_scheduler_that_is_there_tries_no_task_more_often_than_asked(hosts, six, tmp_path) -> None:
    # its own rule is four deaths for each of ours
    six.write_text(six.read_text().replace("worlds: 4\nruns: 160", "runs: 40"))
    done = mc.campaign(six, tmp_path / "store", engine=hosts.address, worker=made_up.noted)
    assert len(done.failed) == 1 and "seed 1: crash: the worker died while it worked it" in done.failed[0]
    assert hosts.notes.read_text().split().count(str(made_up.BAD)) == 3
    assert [row["runs"] for row in done.rows()] == [40, 40, 40, 0, 40, 40]


@pytest.mark.parametrize(("sent", "code"), [("SIGINT", 130), ("SIGKILL", -9)])
def prop_a_driver_that_ends_takes_its_workers_with_it(six, tmp_path, settings, digest, sent: str, code: int) -> None:
    # F1, F3: the keys reach all processes of a terminal at once
    store = tmp_path / "store"
    words = ["campaign", str(six), "--store", str(store), "--quiet", "--engine", "local:2"]
    driver = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words], start_new_session=True, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=settings,
    )  # fmt: skip
    with when(store, 4, lambda: None):
        pass
    workers = below(driver.pid)
    begun_s = time.monotonic()
    if sent == "SIGINT":
        os.killpg(driver.pid, signal.SIGINT)
    else:
        driver.kill()
    err = driver.communicate()[1]
    assert driver.returncode == code and len(workers) == 2
    assert psutil.wait_procs(workers, timeout=5.0)[1] == [] and time.monotonic() - begun_s < 5.0
    if sent == "SIGINT":
        assert err.count("\n") == 1 and "--resume` goes on" in err
    done = mc.campaign(six, store, resume=True, worker=made_up.runs)
    assert (done.status, done.digest) == ("complete", digest) and tries(store)["done"] == (24, 1, 1)


def refused(six: Path, store: Path, capfd, *words: str) -> str:
    begun_s = time.monotonic()
    assert enter(["campaign", str(six), "--store", str(store), "--quiet", *words]) == 2
    assert time.monotonic() - begun_s < 12.0
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1, err
    return str(err)


def test_an_address_without_a_scheduler_is_one_line(six, tmp_path, monkeypatch, capfd) -> None:
    monkeypatch.setattr(connect, "ANSWER_S", 1.5)
    store = tmp_path / "store"
    with socket.socket() as silent, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        assert nobody in refused(six, store, capfd, "--engine", nobody)
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        mute = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        assert "no scheduler answers" in refused(six, store, capfd, "--engine", mute, "--force")
    for address in ("tcp://nowhere.invalid:8786", "tcp://198.51.100.1:8786"):
        assert address in refused(six, store, capfd, "--engine", address, "--force")


@pytest.mark.parametrize("content", [None, "{}", "[]", "{", '{"address": 3}', '{"address": "tcp://x"}'])
def test_a_file_without_a_scheduler_is_one_line(six, tmp_path, capfd, content: str | None) -> None:
    file = tmp_path / "scheduler.json"
    if content is not None:
        file.write_text(content)
    assert f"got {file}" in refused(six, tmp_path / "store", capfd, "--scheduler-file", str(file))


def test_workers_of_another_program_are_refused_by_name(hosts, six, tmp_path, monkeypatch, capfd) -> None:
    monkeypatch.setattr(campaigns, "stamp", made_up.program)
    said = refused(six, tmp_path / "store", capfd, "--engine", hosts.address)
    assert "is another program: midcourse 9.9 in place of " in said and "the worker tcp://127.0.0.1:" in said


def test_a_worker_of_another_program_that_joins_later_is_refused(hosts, six, tmp_path, monkeypatch) -> None:
    engine = cluster.Cluster(hosts.address, made_up.runs, 60.0, made_up.stamp)
    monkeypatch.setattr(engine, "_known", set())
    monkeypatch.setattr(engine, "_looked_s", 0.0)
    monkeypatch.setattr(engine, "_stamp", made_up.program)
    with pytest.raises(ScenarioError, match=r"another program: midcourse 9\.9"):
        engine.finished(0.1)
    engine.close(0.0)


def test_without_dask_the_extra_is_named(six, tmp_path, monkeypatch, capfd) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refused(six, tmp_path / "store", capfd, "--engine", "local:2")
    assert 'Dask is not installed; got local:2; allowed: pip install "midcourse[cluster]"' in said


def prop_a_scheduler_begun_anew_at_its_address_is_found(hosts, six, tmp_path, digest: str) -> None:
    # its workers end with it; whoever keeps them begins them anew
    store = tmp_path / "store"

    def again() -> None:
        hosts.scheduler.kill()
        hosts.scheduler.wait()
        hosts.schedule()
        hosts.work()

    with when(store, 4, again):
        done = mc.campaign(six, store, engine=hosts.address, worker=made_up.killed)
    assert (done.status, done.digest) == ("complete", digest)
    assert tries(store)["done"] == (24, 1, 1)  # who was cut off is not to blame


def prop_a_killed_scheduler_is_one_line_and_threads_go_on(hosts, six, tmp_path, digest, monkeypatch, capfd) -> None:
    store = tmp_path / "store"
    monkeypatch.setattr(campaigns, "work", made_up.killed)
    monkeypatch.setattr(cluster, "GONE_S", 0.5)
    monkeypatch.setattr(connect, "ANSWER_S", 2.0)
    words = ["campaign", str(six), "--store", str(store), "--quiet"]
    with when(store, 4, hosts.scheduler.kill):
        assert enter([*words, "--engine", hosts.address]) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 1 and "the scheduler went away" in err and "--resume" in err
    assert enter(["runs", "check", "--store", str(store)]) == 0
    there = parts(store)
    assert 4 <= there < 24
    monkeypatch.setattr(campaigns, "work", made_up.runs)
    assert enter([*words, "--resume"]) == 0
    assert parts(store) == 24 and mc.kept_campaign("six", store).digest == digest
