"""Campaigns: the same bytes however they are worked, and as single runs give them; bad input in one line."""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import made_up
import numpy as np
import pytest

import midcourse as mc
from midcourse.cells.answers import answers
from midcourse.cells.cell import layout
from midcourse.cells.counts import added, counts_of
from midcourse.cells.cut import Cut, Pace, cut_for, tasks
from midcourse.cells.drive import Drive
from midcourse.cells.task import RUN, Task, work
from midcourse.engines.engine import Outcome
from midcourse.engines.threads import Threads
from midcourse.errors import ScenarioError
from midcourse.records import WARHEAD
from midcourse.store.place import Store
from midcourse.store.rows import read_rows

SMALL = """scenario: nodong-japan
over: ["batteries.0.count=1,8"]
worlds: 3
runs: 90
seed: 5
metrics: [p_no_leaker, expected_leakers, leak, shots_mean, "burnout_speed_m_s"]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The file of a campaign of two cells, of real runs."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


@pytest.fixture(scope="module")
def fought(tmp_path_factory) -> mc.Campaigned:
    """It, fought."""
    path = tmp_path_factory.mktemp("fought") / "small.yaml"
    path.write_text(SMALL)
    return mc.campaign(path, path.parent / "store")


class Shuffled:
    """An engine that works one task at a time, and tells what came of them in any order."""

    name, slots = "shuffled", 5

    def __init__(self) -> None:
        self.waiting: list[tuple[str, Task]] = []
        self.luck = random.Random(3)

    def submit(self, key: str, task: Task) -> None:
        self.waiting.append((key, task))

    def finished(self, wait_s: float) -> list[Outcome]:
        self.luck.shuffle(self.waiting)
        key, task = self.waiting.pop()
        return [Outcome(key, work(task), wall_s=1.0)]

    def close(self, grace_s: float) -> list[Outcome]:
        return []


def rows_of(store: Path, cell: int) -> np.ndarray:
    """Return the rows of a cell, in the order of the runs."""
    with Store(store) as held:
        parts = [
            read_rows(held.folder / one.file, one.sha256, RUN)
            for at, one in held.index.tasks("small")
            if at == cell and one.file
        ]
    rows = np.concatenate(parts)
    return rows[np.argsort(rows["run"])]


@pytest.mark.parametrize(("jobs", "cut"), [(1, Cut(3, 90)), (2, Cut(1, 90)), (8, Cut(2, 12)), (0, Cut(1, 21))])
def prop_workers_order_and_pieces_change_no_byte(small, fought, tmp_path: Path, jobs: int, cut: Cut) -> None:
    # D1, D6: 1, 2 and 8 workers, any order, other pieces; the runs of a cell at once or one after the other
    engine = Threads(work, 600.0, jobs) if jobs else Shuffled()
    with Store(tmp_path / "store", write=True) as held:
        Drive(layout(small), cut, held, engine).go()
        cells = tuple(answers(layout(small), held))
    assert replace(fought, cells=cells).digest == fought.digest
    for cell in range(2):
        one, other = rows_of(tmp_path / "store", cell), rows_of(Path(fought.store), cell)
        assert one.tobytes() == other.tobytes()


def prop_a_cell_is_what_run_gives(small: Path, fought) -> None:
    # D2: the same runs as `midcourse run` fights, each number the same
    for cell, count in enumerate((1, 8)):
        alone = mc.run(mc.load("nodong-japan").set("batteries.0.count", count), runs=90, seed=5, worlds=3)
        row = fought.rows()[cell]
        assert row["p_no_leaker"] == alone.p_no_leaker.value
        assert (row["p_no_leaker.low"], row["p_no_leaker.high"]) == (alone.p_no_leaker.low, alone.p_no_leaker.high)
        heads = alone.fought.fates[alone.fought.fates["kind"] == WARHEAD]
        leaked = np.bincount(heads["run"], weights=heads["leaked"])
        rows = rows_of(Path(fought.store), cell)
        assert rows["leaked"].tolist() == leaked[rows["run"]].tolist()
        assert row["runs"] + row["out_of_reach"] == 90


def prop_estimates_are_those_of_the_runs_themselves(fought) -> None:
    from midcourse.study.metric import Luck, measure, metric_of

    for cell, count in enumerate((1, 8)):
        scenario = mc.load("nodong-japan").set("batteries.0.count", count)
        for name in ("p_no_leaker", "expected_leakers", "leak", "shots_mean", "burnout_speed_m_s"):
            alone = measure(metric_of(name), scenario, Luck(90, 3, 5))
            row = fought.rows()[cell]
            for key, value in ((name, alone.value), (f"{name}.low", alone.low), (f"{name}.high", alone.high)):
                assert row[key] == pytest.approx(value, rel=1e-12)
            if alone.doubt is not None:
                assert (row[f"{name}.doubt_low"], row[f"{name}.doubt_high"]) == pytest.approx(alone.doubt, rel=1e-9)


def prop_run_k_alone_is_run_k_in_the_campaign(small: Path, fought) -> None:
    # D2
    laid = layout(small)
    for k in (0, 7, 88):
        task = tasks(laid, laid.cell(1), Cut(1, 1), k, k + 1)[k % 3]
        alone = work(task).rows
        rows = rows_of(Path(fought.store), 1)
        assert alone.tobytes() == rows[rows["run"] == k].tobytes()


def prop_language_zone_hash_seed_and_libraries_threads_change_no_byte(small: Path, fought, tmp_path: Path) -> None:
    # D4, D5
    odd = {"PYTHONHASHSEED": "1", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "OMP_NUM_THREADS": "8"}
    odd |= {"OPENBLAS_NUM_THREADS": "8", "NUMBA_NUM_THREADS": "1"}
    words = [sys.executable, "-m", "midcourse", "campaign", str(small), "--store", str(tmp_path / "odd"), "--json"]
    told = subprocess.run(words, env={**os.environ, **odd}, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["digest"] == fought.digest


def test_the_document_names_what_made_it(fought) -> None:
    # D8
    told = fought.as_dict()
    assert set(told["program"]) == {"midcourse", "source", "python", "numpy", "numba", "scipy", "machine"}
    assert told["seed"] == 5 and len(told["scenario_sha256"]["nodong-japan"]) == 64
    wanted = "campaign cells runs_done runs_total failed engine store wall_s engagements_per_s"
    assert set(wanted.split()) <= set(told)


def prop_counts_add_up_whatever_the_pieces() -> None:
    luck = np.random.default_rng(1)
    rows = np.zeros(500, dtype=RUN)
    rows["world"], rows["warheads"] = luck.integers(0, 5, 500), 3
    rows["leaked"], rows["shots"] = luck.integers(0, 4, 500), luck.integers(0, 9, 500)
    parts = [counts_of(part) for part in np.array_split(rows, 7)]
    assert added(parts).tolist() == counts_of(rows).tolist()
    assert added(parts)["kept"].sum() == (rows["leaked"] == 0).sum()
    assert added(parts)["leaked2"].sum() == (rows["leaked"].astype(int) ** 2).sum()


@pytest.mark.parametrize("worker", ["raising", "hungry", "endless"])
def test_a_task_that_fails_is_named_and_the_others_go_on(six, tiny, tmp_path: Path, worker: str) -> None:
    # F4 in threads: error, memory, timeout
    found = mc.campaign(six, tmp_path / "store", worker=getattr(made_up, worker), limit_s=0.5)
    kinds = {"raising": "error: ZeroDivisionError", "hungry": "memory", "endless": "timeout"}
    assert found.status == "given up in part" and not found.complete
    assert all(kinds[worker] in words and "seed 1" in words and "cell 3" in words for words in found.failed)
    assert [row["failed"] > 0 for row in found.rows()] == [at == 3 for at in range(6)]
    assert [row["runs"] for row in found.rows()] == [0 if at == 3 else 160 for at in range(6)]
    again = mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    assert again.complete and again.runs_done == 6 * 160 and not again.failed


def prop_a_clock_that_is_set_back_does_no_harm(six, tiny, tmp_path: Path, monkeypatch) -> None:
    # F10
    times = iter(range(10**9, 0, -86_400))
    monkeypatch.setattr(time, "time", lambda: float(next(times)))
    found = mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    assert found.complete and found.wall_s > 0.0 and found.fresh_s > 0.0
    with Store(tmp_path / "store") as held:
        assert all(one.wall_s >= 0.0 for _, one in held.index.tasks("six"))


@pytest.mark.parametrize("call", [3, 9, 20])
def prop_a_disk_that_does_not_confirm_is_a_failed_commit(six, tiny, tmp_path: Path, monkeypatch, call: int) -> None:
    # F14: what was not confirmed is not taken for written
    real, calls = os.fsync, []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == call:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ScenarioError, match="Input/output error"):
        mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    monkeypatch.setattr(os, "fsync", real)
    with Store(tmp_path / "store") as held:
        done = [one for _, one in held.index.tasks("six") if one.standing == "done"]
    assert len(done) < 24 and not mc.check_store(tmp_path / "store")
    found = mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    assert found.complete and found.digest == mc.campaign(six, tmp_path / "other", worker=made_up.runs).digest


def prop_many_runs_keep_memory_flat_and_files_few(tmp_path: Path) -> None:
    # F12; the rate is measured in `benchmarks/campaigns.py`
    import resource

    file = tmp_path / "many.yaml"
    file.write_text("scenario: nodong-japan\nover: [\"batteries.0.count=1,8\"]\nruns: 100000\n")
    most = []

    def tick(count: int, text: str) -> None:
        most.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

    laid = layout(file)
    engine = Threads(made_up.many, 60.0, 2)
    with Store(tmp_path / "store", write=True) as held:
        Drive(laid, Cut(1, 1_000), held, engine, tick).go()
    assert len(most) == 200 and most[-1] - most[len(most) // 10] < 50 * 1024
    assert len(list((tmp_path / "store").rglob("*.parquet"))) < 1000


def prop_a_width_is_reached_cell_by_cell_and_again_after_resume(tiny, tmp_path: Path) -> None:
    file = tmp_path / "width.yaml"
    file.write_text("scenario: nodong-japan\nover: [\"batteries.0.count=1,8\"]\nstop: {width: 0.03, most: 20000}\n")
    found = mc.campaign(file, tmp_path / "store", worker=made_up.runs)
    assert found.complete and all(1000 < row["runs"] < 20000 for row in found.rows())
    assert all(row["p_no_leaker.high"] - row["p_no_leaker.low"] <= 0.03 for row in found.rows())
    assert mc.campaign(file, tmp_path / "store").digest == found.digest


def prop_cells_that_are_equal_are_worked_once_and_both_told(tiny, tmp_path: Path) -> None:
    file = tmp_path / "twins.yaml"
    head = 'scenario: nodong-japan\nover: ["batteries.0.count"]\ndesign: list\ncells: [[4], [8], [4]]\n'
    file.write_text(f"{head}worlds: 4\nruns: 160\nstop: {{width: 0.05, most: 4000}}\n")
    found = mc.campaign(file, tmp_path / "store", worker=made_up.runs)
    first, other, twin = found.rows()
    assert found.complete and {**twin, "cell": 0} == first and other["runs"] > 160
    assert first["p_no_leaker.high"] - first["p_no_leaker.low"] <= 0.05
    assert found.runs_done == sum(row["runs"] + row["out_of_reach"] for row in found.rows())


def prop_a_budget_stops_it_and_resume_goes_on(tiny, tmp_path: Path, six: Path) -> None:
    six.write_text(six.read_text() + "stop: {total: 300}\n")
    found = mc.campaign(six, tmp_path / "store", worker=made_up.runs, jobs=1)
    # each cell its part, in whole rounds of its four worlds: the same on every machine
    assert found.status == "stopped" and [row["runs"] for row in found.rows()] == [48] * 6
    assert found.digest == mc.campaign(six, tmp_path / "other", worker=made_up.runs, jobs=2).digest
    six.write_text(six.read_text().replace("total: 300", "total: 100000"))
    again = mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    assert again.complete and again.runs_done == 6 * 160
    six.write_text(six.read_text().replace("stop: {total: 100000}\n", ""))
    assert again.digest == mc.campaign(six, tmp_path / "whole", worker=made_up.runs).digest
    six.write_text(six.read_text() + "stop: {total: 300}\n")
    with pytest.raises(ScenarioError, match="fewer runs than were begun"):
        mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    six.write_text(six.read_text().replace("300", "23"))
    with pytest.raises(ScenarioError, match=r"six.yaml:\d+: stop: too few runs in all; got total: 23.* at least 24"):
        layout(six)


def prop_seconds_bound_all_goes_together(tiny, tmp_path: Path, six: Path, monkeypatch) -> None:
    api = sys.modules["midcourse.api.campaigns"]
    monkeypatch.setattr(api, "calibrate", lambda *_: Pace(0.0, 1e-3, 10.0))
    six.write_text(six.read_text() + "stop: {seconds: 0.15}\n")
    found = mc.campaign(six, tmp_path / "store", worker=made_up.killed, jobs=1)
    assert found.status == "stopped" and 0 < found.runs_done < 6 * 160 and found.wall_s < 2.0
    again = mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs)
    assert again.status == "stopped" and again.runs_done == found.runs_done
    six.write_text(six.read_text().replace("0.15", "1e5"))
    assert mc.campaign(six, tmp_path / "store", resume=True, worker=made_up.runs).complete


def prop_a_budget_that_is_just_enough_is_no_stop(six, tiny, tmp_path: Path) -> None:
    six.write_text(six.read_text() + "stop: {total: 960}\n")
    assert mc.campaign(six, tmp_path / "store", worker=made_up.runs).complete


def prop_a_fault_in_the_calibration_ends_nothing(six, tiny, tmp_path: Path) -> None:
    found = mc.campaign(six, tmp_path / "store", worker=made_up.raising_first)
    assert found.status == "given up in part" and found.rows()[0]["failed"] and found.rows()[5]["runs"] == 160


def prop_what_one_campaign_gave_up_another_tries(six, tiny, tmp_path: Path) -> None:
    assert mc.campaign(six, tmp_path / "store", worker=made_up.raising).failed
    other = tmp_path / "other.yaml"
    other.write_text(six.read_text())
    assert mc.campaign(other, tmp_path / "store", worker=made_up.runs).complete


def prop_a_report_names_the_program_that_fought(six, tiny, tmp_path: Path) -> None:
    mc.campaign(six, tmp_path / "store", worker=made_up.runs)
    with Store(tmp_path / "store", write=True) as held:
        kept = held.index.campaign("six")
        assert kept is not None
        program = {**kept.content["program"], "numpy": "1.0"}
        held.index.put_campaign(kept._replace(content={**kept.content, "program": program}))
    assert mc.kept_campaign("six", tmp_path / "store").as_dict()["program"]["numpy"] == "1.0"


def prop_an_engine_that_does_not_answer_leaves_no_campaign(six, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no scheduler answers there"):
        mc.campaign(six, tmp_path / "store", engine="tcp://127.0.0.1:9")
    assert mc.campaigns(tmp_path / "store") == []


def prop_a_cut_makes_tasks_of_seconds_and_not_too_many(six: Path) -> None:
    laid = layout(six)
    assert cut_for(laid, Pace(1.0, 0.1, 5.0)).worlds == 1
    one = cut_for(laid, Pace(0.01, 1e-4, 5.0))
    assert one.worlds == 4 and one.span >= 160
    assert cut_for(laid, Pace(0.0, 1.0, 5.0)).span <= 12
