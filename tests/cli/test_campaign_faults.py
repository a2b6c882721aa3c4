"""A campaign that is killed, interrupted, out of room or damaged, and taken up again: the same bytes."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from damage import DAMAGE

from midcourse.cli.front import enter

MADE_UP = ("made-up-work",)
KILLS = 20
LEAVES_S = 5.0
TEXT = """scenario: nodong-japan
over:
  - batteries.0.count=1,4,8
  - doctrine.decision_delay=30 s,120 s
worlds: 4
runs: 160
metrics: [p_no_leaker, leak]
"""


def words(file: Path, store: Path, *more: str) -> tuple[str, ...]:
    return ("campaign", str(file), "--store", str(store), "--quiet", *more)


def runs_of(store: Path) -> dict[str, bytes]:
    return {str(one.relative_to(store)): one.read_bytes() for one in sorted(store.rglob("*.parquet"))}


def no_leftovers(store: Path) -> bool:
    left = [one for one in store.rglob("*") if one.name.endswith((".tmp", "-journal")) or one.name == ".lock"]
    assert not left
    return True


def told(store: Path, capsys) -> dict[str, object]:
    capsys.readouterr()
    assert enter(["runs", "show", "six", "--store", str(store), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@pytest.fixture(scope="module")
def six(tmp_path_factory) -> Path:
    """The file of a campaign of six cells."""
    path: Path = tmp_path_factory.mktemp("six") / "six.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture(scope="module")
def whole(warm, six: Path, tmp_path_factory) -> Path:
    """The store of the campaign that nothing disturbed."""
    path: Path = tmp_path_factory.mktemp("store") / "whole"
    warm.run(*words(six, path), change=MADE_UP)
    assert len(runs_of(path)) >= 12
    return path


@pytest.fixture
def begun(warm, six: Path, tmp_path: Path) -> Path:
    """The store of a campaign that was killed when it held some runs."""
    path = tmp_path / "begun"
    running = warm.start(*words(six, path), change=(*MADE_UP, "endless-task"))
    until_s = time.monotonic() + 30.0
    while len(runs_of(path)) < 4 and time.monotonic() < until_s:
        time.sleep(0.005)
    running.signal("SIGKILL")
    assert running.wait() == -9
    return path


def prop_killed_twenty_times_and_resumed_gives_the_same_bytes(warm, six, whole, tmp_path: Path, capsys) -> None:
    # F1; what is lost is the tasks that were being worked
    path, luck, kills, ends = tmp_path / "store", random.Random(5), 0, 0
    while kills < KILLS:
        index = path / "index.sqlite"
        there = index.exists() and bool(_names(index))
        running = warm.start(*words(six, path, *["--resume"] * there), change=MADE_UP)
        code = running.wait(luck.uniform(0.02, 0.9))
        if code is None:
            running.signal("SIGKILL")
            code = running.wait()
        if code == -9:
            kills += 1
            continue
        assert code == 0, running.err
        assert runs_of(path) == runs_of(whole)
        shutil.rmtree(path)
        ends += 1
    there = (path / "index.sqlite").exists() and bool(_names(path / "index.sqlite"))
    warm.run(*words(six, path, *["--resume"] * there), change=MADE_UP)
    assert runs_of(path) == runs_of(whole) and no_leftovers(path)
    assert told(path, capsys)["digest"] == told(whole, capsys)["digest"]
    attempts = sqlite3.connect(path / "index.sqlite").execute("select max(attempts) from task").fetchone()[0]
    assert attempts == 1  # who is killed from outside is not to blame


def _names(index: Path) -> list[str]:
    try:
        return [row[0] for row in sqlite3.connect(index).execute("select name from campaign")]
    except sqlite3.OperationalError:  # killed before it had tables
        return []


@pytest.mark.parametrize(("signal", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def prop_a_signal_ends_it_in_seconds_and_it_goes_on(warm, six, whole, tmp_path: Path, signal, code) -> None:
    # F3
    path = tmp_path / "store"
    running = warm.start(*words(six, path), change=(*MADE_UP, "endless-task"))
    while not runs_of(path):
        time.sleep(0.005)
    begun_s = time.monotonic()
    running.signal(signal)
    running.wait(0.1)
    running.signal(signal)  # once more does no harm
    assert running.wait() == code, running.err
    assert time.monotonic() - begun_s < LEAVES_S
    assert f"midcourse campaign {six} --store {path} --resume" in running.err and "Traceback" not in running.err
    warm.run(*words(six, path, "--resume"), change=MADE_UP)
    assert runs_of(path) == runs_of(whole) and no_leftovers(path)


def prop_a_report_while_it_is_fought_says_how_far_it_is(warm, six, tmp_path: Path, capsys) -> None:
    # F13
    path = tmp_path / "store"
    running = warm.start(*words(six, path), change=(*MADE_UP, "endless-task"))
    while len(runs_of(path)) < 3:
        time.sleep(0.005)
    seen = told(path, capsys)
    assert seen["status"] == "running" and 0 < seen["runs_done"] < seen["runs_total"] == 6 * 160
    assert enter(["query", "select count(*) n from runs", "--store", str(path), "--json"]) == 0
    assert 0 < json.loads(capsys.readouterr().out)[0]["n"] < 6 * 160
    running.signal("SIGKILL")
    running.wait()


def test_of_two_campaigns_in_one_store_the_second_refuses(warm, six, tmp_path: Path, capsys) -> None:
    # F7
    path = tmp_path / "store"
    first = warm.start(*words(six, path), change=(*MADE_UP, "endless-task"))
    while not runs_of(path):
        time.sleep(0.005)
    assert enter([*words(six, path)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and f"a campaign is at work in this store (process {first.pid})" in err
    first.signal("SIGKILL")
    assert first.wait() == -9 and (path / ".lock").exists()
    warm.run(*words(six, path, "--resume"), change=MADE_UP)  # the lock of a dead process holds nobody
    assert no_leftovers(path)


@pytest.mark.parametrize("limit", [9_000, 30_000])
def test_a_full_disk_is_one_line_and_room_lets_it_go_on(warm, six, whole, tmp_path: Path, limit: int) -> None:
    # F5: the most bytes of a file, reached by the index
    path = tmp_path / "store"
    running = warm.start(*words(six, path), limit=limit, change=MADE_UP)
    assert running.wait() == 2, running.err
    assert running.out == "" and running.err.count("\n") == 1 and str(path) in running.err, running.err
    there = bool(_names(path / "index.sqlite"))
    warm.run(*words(six, path, *["--resume"] * there), change=MADE_UP)
    assert runs_of(path) == runs_of(whole)


def test_a_small_disk_is_one_line_and_what_is_there_stays(warm, six, tmp_path: Path) -> None:
    # F5: on a disk of 150 kB where one may be mounted
    path = tmp_path / "store"
    long = tmp_path / "six.yaml"
    long.write_text(TEXT.replace("runs: 160", "runs: 60000"))
    running = warm.start(*words(long, path), change=(*MADE_UP, f"small-disk:{tmp_path}"))
    assert running.wait() == 2, running.err
    assert running.err.count("\n") == 1 and "Traceback" not in running.err


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_found_named_and_fought_again(warm, six, whole, tmp_path, capsys, name: str) -> None:
    # F6
    path = shutil.copytree(whole, tmp_path / "store")
    victim = path / sorted(runs_of(path))[1]
    victim.write_bytes(DAMAGE[name](victim.read_bytes()))
    assert enter(["runs", "check", "--store", str(path)]) == 1
    out = capsys.readouterr().out
    assert victim.name in out and "damaged" in out and "six" in out
    assert enter(["query", "select count(*) from runs", "--store", str(path)]) == 2
    assert victim.name in capsys.readouterr().err
    assert enter(["runs", "check", "--mend", "--store", str(path)]) == 0
    warm.run(*words(six, path, "--resume"), change=MADE_UP)
    assert runs_of(path) == runs_of(whole)


@pytest.mark.parametrize("name", DAMAGE)
def prop_a_damaged_index_gives_no_wrong_number(whole: Path, tmp_path: Path, capsys, name: str) -> None:
    # F6: it is refused, or what it still holds is what was written
    path = shutil.copytree(whole, tmp_path / "store")
    right = told(whole, capsys)["digest"]
    victim = path / "index.sqlite"
    victim.write_bytes(DAMAGE[name](victim.read_bytes()))
    code = enter(["runs", "show", "six", "--store", str(path), "--json"])
    out, err = capsys.readouterr()
    assert (code == 0 and json.loads(out)["digest"] == right) or (code == 2 and err.count("\n") == 1)


def prop_a_number_changed_in_the_index_is_refused(whole: Path, tmp_path: Path, capsys) -> None:
    path = shutil.copytree(whole, tmp_path / "store")
    with sqlite3.connect(path / "index.sqlite") as base:
        base.execute("update task set counts = replace(counts, '[[0, ', '[[1, ')")
    assert enter(["runs", "show", "six", "--store", str(path)]) == 2
    assert "damaged: task" in capsys.readouterr().err
    assert enter(["runs", "check", "--store", str(path)]) == 1
    assert "not what was written" in capsys.readouterr().out


CHANGES = {
    "another seed": (("runs: 160", "runs: 160\nseed: 7"), "seed 1, now 7"),
    "more runs": (("runs: 160", "runs: 161"), "runs 160, now 161"),
    "another scenario": (("nodong-japan", "testbed-2001"), "scenarios nodong-japan"),
    "other cells": (("1,4,8", "1,4"), "over"),
    "another value": (("worlds: 4", "worlds: 4\nset: [doctrine.salvo=3]"), "scenarios nodong-japan"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_resume_refuses_what_differs_and_says_it(begun: Path, tmp_path: Path, capsys, name: str) -> None:
    # F9
    (old, new), said = CHANGES[name]
    file = tmp_path / "six.yaml"
    file.write_text(TEXT.replace(old, new))
    assert enter([*words(file, begun, "--resume")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err and "--force" in err


def test_a_newer_program_is_refused_and_force_is_recorded(warm, six, begun, whole, monkeypatch, capsys) -> None:
    # F9
    from midcourse.store.index import Index

    index = Index(begun / "index.sqlite", True)
    kept = index.campaign("six")
    assert kept is not None
    program = {**kept.content["program"], "midcourse": "0.0.1"}
    index.put_campaign(kept._replace(content={**kept.content, "program": program}))
    index.close()
    assert enter([*words(six, begun, "--resume")]) == 2
    assert "program midcourse 0.0.1, now" in capsys.readouterr().err
    warm.run(*words(six, begun, "--resume", "--force"), change=MADE_UP)
    assert runs_of(begun) == runs_of(whole)
    assert "program midcourse 0.0.1, now" in str(told(begun, capsys)["forced"])


def test_what_was_begun_is_not_begun_again_unasked(six: Path, begun: Path, capsys) -> None:
    assert enter([*words(six, begun)]) == 2
    assert "--resume to go on" in capsys.readouterr().err


def until_it_lives(warm, six: Path, path: Path, change: tuple[str, ...], dead: int):
    """Resume a campaign as long as its process dies in this way; return the last one."""
    for _ in range(200):  # three deaths a task; every task of the cell is bad, and a slow machine cuts it in more
        there = bool(path.exists() and _names(path / "index.sqlite"))
        running = warm.start(*words(six, path, *["--resume"] * there), change=(*MADE_UP, *change))
        if running.wait() != dead:
            break
    return running


@pytest.mark.parametrize("cell, change", [(3, "crashing-task"), (0, "crashing-first")])
def test_a_task_that_brings_the_process_down_is_given_up_after_three(
    warm, six, tmp_path, capsys, cell, change
) -> None:
    # F4: threads share the process; the store remembers who was at work when it died, in the calibration too
    path = tmp_path / "store"
    running = until_it_lives(warm, six, path, (change,), -6)
    assert running.wait() == 1 and "crash: the process died" in running.err and "seed 1" in running.err
    seen = told(path, capsys)
    assert seen["rows"][cell]["failed"] and not any(row["failed"] for row in seen["rows"] if row["cell"] != cell)
    assert all(row["runs"] == 160 for row in seen["rows"] if row["cell"] != cell)


def test_a_task_that_the_system_ends_for_its_memory_is_given_up_after_three(warm, six, tmp_path, capsys) -> None:
    # F4: a signal 9 that the system counts is its own; one from outside is nobody's fault
    path, counts = tmp_path / "store", tmp_path / "vmstat"
    counts.write_text("oom_kill 7\n")
    running = until_it_lives(warm, six, path, ("ended-for-memory", f"counts:{counts}"), -9)
    assert running.wait() == 1 and "memory: the system ended the process" in running.err, running.err
    assert all(row["runs"] == 160 for row in told(path, capsys)["rows"] if row["cell"] != 3)
    assert not (path / "memory.txt").exists() and not (path / "crash.txt").exists()


@pytest.mark.parametrize("name", ["with spaces", "Ümläute-日本", "x" * 220])
def test_odd_names_of_stores_work(warm, six: Path, tmp_path: Path, capsys, name: str) -> None:
    # F8
    path = tmp_path / name
    warm.run(*words(six, path), change=MADE_UP)
    assert enter(["query", "select count(*) n from runs", "--store", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["n"] == 6 * 160


def test_a_store_that_cannot_be_used_is_one_line(warm, six: Path, whole: Path, tmp_path: Path, capsys) -> None:
    # F8
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("mine")
    places = [tmp_path / "file", tmp_path / "file" / "below", Path("/dev/null/store"), Path("/proc/store")]
    for path in [*places, tmp_path / "folder"]:
        assert enter([*words(six, path)]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and str(path) in err
    assert (tmp_path / "file").read_text() == "mine" and len(list((tmp_path / "folder").iterdir())) == 1
    closed = shutil.copytree(whole, tmp_path / "closed")
    for above in tmp_path.parents:
        if above.name.startswith("pytest-"):
            above.chmod(above.stat().st_mode | 0o055)
    tmp_path.chmod(0o755)
    for one in (closed, *closed.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)
    running = warm.start("runs", "show", "six", "--store", str(closed), change=("as-nobody",))
    assert running.wait() == 0 and "960 of 960" in running.out, running.err
    running = warm.start(*words(six, closed, "--force"), change=("as-nobody",))
    assert running.wait() == 2 and running.err.count("\n") == 1, running.err
