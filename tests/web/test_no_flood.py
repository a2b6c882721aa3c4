"""What costs much is bounded: old folders, the time of a job, runs fought again to be looked at, compiling."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from test_jobs import LONG, begun

from midcourse.api import warm
from midcourse.kernels import _jit
from midcourse.web import limits
from midcourse.web.jobs import Jobs
from midcourse.web.rooms import Rooms
from midcourse.web.routes import runs as routes
from midcourse.web.worker import Teller, _asked_of, _tell, _warm


@pytest.mark.parametrize(
    ("more", "named"),
    [({"runs": 10**6}, "--runs: out of bounds; got 1000000"), ({"worlds": 9000}, "--worlds: out of bounds; got 9000"),
     ({"runs": "many"}, "--runs: not a whole number; got many"), ({"hash": "0"}, "not the one that was fought")],
)  # fmt: skip
def test_S10_an_old_folder_passes_the_limits_of_a_new_one(room, more: dict[str, Any], named: str) -> None:
    path = room.runs / "of-old"
    path.mkdir(exist_ok=True)
    held = json.loads((room.runs / "done/manifest.json").read_text()) | {"status": "interrupted", **more}
    (path / "manifest.json").write_text(json.dumps(held))
    (path / "scenario.yaml").write_text((room.runs / "done/scenario.yaml").read_text())
    try:
        (job,) = (one for one in Jobs(Rooms(room.runs, room.home)).all() if one["run_id"] == "of-old")
        room.jobs._add(room.jobs._found("of-old", held))
        told = room.writes.post(f"/api/jobs/{job['job']}/resume", json={})
        assert told.status_code == 400 and named in told.json()["error"]
        assert room.jobs.get(job["job"]).status == "interrupted"
    finally:
        room.jobs._jobs.pop(job["job"])
        for one in path.iterdir():
            one.unlink()
        path.rmdir()


def test_S10_an_old_raid_too(room, monkeypatch) -> None:
    from midcourse.web import asked

    monkeypatch.setattr(asked, "OBJECTS_MOST", 0)
    with pytest.raises(asked.ScenarioError, match="too many objects in the raid"):
        asked.as_new(room.runs / "done")


def test_S10_a_job_is_stopped_after_its_time_and_can_be_taken_up(room, monkeypatch) -> None:
    monkeypatch.setattr(limits, "WALL_S", 2.0)
    job = begun(room, {**LONG, "seed": 31, "runs": 20_000})
    told = room.ended(job["job"], 30.0)
    assert told["status"] == "interrupted" and told["error"] is None
    assert told["note"] == "stopped: no job is at work here for longer than 2 s; what is finished is kept"
    assert room.writes.post(f"/api/jobs/{job['job']}/resume", json={}).status_code == 200
    assert room.ended(job["job"], 30.0)["status"] == "interrupted"


def test_S10_two_runs_are_fought_again_at_once_and_nobody_else_waits(room, monkeypatch) -> None:
    monkeypatch.setattr(limits, "FIGHTS_S", 0.5)
    go, at_once, most = threading.Event(), [], [0]

    def slow(folder: Path, number: int | None) -> bytes:
        at_once.append(number)
        most[0] = max(most[0], len(at_once))
        go.wait(20.0)
        at_once.remove(number)
        return b"{}"

    monkeypatch.setattr(routes, "scene_bytes", slow)
    with ThreadPoolExecutor(60) as pool:
        asked = [pool.submit(room.reads.get, f"/api/runs/done/scene?run={n % 6}") for n in range(58)]
        time.sleep(0.3)
        begun_s = time.monotonic()
        assert room.reads.get("/api/runs/done").status_code == 200
        assert time.monotonic() - begun_s < 3.0
        time.sleep(1.5)
        go.set()
        told = [one.result() for one in asked]
    assert most == [2] and sorted({one.status_code for one in told}) == [200, 503]
    lines = {one.json()["error"] for one in told if one.status_code == 503}
    assert lines == {"too many runs are fought again at once; allowed: 2 at one time; ask again"}
    assert room.reads.get("/api/runs/done/export/kml?run=1").status_code == 200


def test_S3_another_protocol_is_refused_and_the_terminal_stays_still(room, capfd) -> None:
    for what in ("websocket", "h2c", "TLS/1.0"):
        head = f"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nConnection: Upgrade\r\nUpgrade: {what}\r\n"
        told = room.raw(f"{head}\r\n".encode())
        assert told.split(b" ")[1] == b"400" and b"Upgrade: nothing but plain HTTP" in told
    assert capfd.readouterr() == ("", "")


def test_compiled_code_of_another_tree_is_none_of_this(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(_jit, "cache_folder", lambda: tmp_path)
    warm.compiled(["falling", "boosting"])
    assert warm.cold_of(["falling", "fighting"]) == ["fighting"]
    other = tmp_path / "other/midcourse"
    (other / "kernels").mkdir(parents=True)
    monkeypatch.setattr(_jit, "PACKAGE", other)
    assert warm.cold_of(["falling", "fighting"]) == ["falling", "fighting"]


HOLD = """
import sys
from pathlib import Path
from midcourse.campaign.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


def test_one_job_compiles_and_says_so_and_the_other_waits(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(_jit, "cache_folder", lambda: tmp_path)
    did, said = [], []
    monkeypatch.setattr(warm, "steps_of", lambda groups: [("falling bodies", lambda: did.append(groups))])
    teller = Teller()
    monkeypatch.setattr(teller, "say", lambda what: said.append(what["note"]))
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as other:  # fmt: skip
        assert other.stdout is not None and other.stdin is not None and other.stdout.readline() == "held\n"
        here = threading.Thread(target=_warm, args=(("falling",), teller))
        here.start()
        time.sleep(0.6)
        assert did == [] and set(said) == {"waiting: another job compiles"}
        other.communicate("\n", timeout=20.0)
    here.join(20.0)
    assert did == [["falling"]]
    assert list(dict.fromkeys(said))[1:3] == ["compiling, once", "compiling, once: falling bodies"]
    _warm(("falling",), teller)
    assert len(did) == 1


def test_what_was_asked_for_is_counted_and_the_nominal_world_told_beside_it() -> None:
    from midcourse.campaign.parts import Kept
    from midcourse.campaign.plan import NOMINAL, nominal_runs

    class Holds:
        def all(self) -> list[Kept]:
            return [Kept(0, 0, 0, 9, 10, None), Kept(NOMINAL, 0, 0, 99, 100, None)]  # type: ignore[arg-type]

    teller = Teller()
    teller.total = 40
    _tell(teller, Holds(), 2)
    assert (teller.done, teller.total, teller.note) == (10, 40, "and 100 of the nominal world")
    for asked in (1, 2, 300, 801, 5000, 20_000):
        assert _asked_of(asked + nominal_runs(asked), 2) == asked and _asked_of(asked, 0) == asked


def test_a_run_over_worlds_ends_with_what_was_asked_for(room) -> None:
    job = begun(room, {"scenario": "nodong-japan", "runs": 40, "worlds": 4, "seed": 8, "kind": "run"})
    told = room.ended(job["job"])
    assert (told["status"], told["done"], told["total"]) == ("complete", 40, 40)
