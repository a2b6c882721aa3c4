"""Long work: progress, several at once, cancelled, killed and taken up again, with the command line's numbers."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from midcourse.api import load, run
from midcourse.campaign.lock import Lock
from midcourse.cli.front import enter
from midcourse.web.app import jobs_of, make_app
from midcourse.web.asked import Asked, checked
from midcourse.web.jobs import Jobs
from midcourse.web.problems import TooMany, WrongState
from midcourse.web.rooms import Rooms

LONG = {"scenario": "nodong-japan", "runs": 12_000, "worlds": 0, "seed": 5, "kind": "run"}


def begun(room, asked: dict[str, Any]) -> dict[str, Any]:
    told = room.writes.post("/api/jobs", json=asked)
    assert told.status_code == 202, told.text
    found: dict[str, Any] = told.json()
    return found


def wait_for(what, within_s: float = 30.0) -> None:
    until_s = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < until_s, "it did not come"
        time.sleep(0.02)


def test_a_run_tells_its_progress_and_its_number_is_the_command_lines(room, small, tmp_path, capsys) -> None:
    job = begun(room, small)
    assert job["status"] in ("queued", "running") and job["rerun"].startswith("midcourse run nodong-japan --runs 40")
    events: list[dict[str, Any]] = []
    with room.reads.stream("GET", f"/api/jobs/{job['job']}/events", timeout=60.0) as told:
        assert told.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in told.iter_lines() if line]
    assert lines[-2] == "event: end" and set(lines[:-2:2]) == {"event: progress"}
    events = [json.loads(line.removeprefix("data: ")) for line in lines[1::2]]
    assert events[-1]["status"] == "complete" and events[-1]["done"] == events[-1]["total"]
    assert [one["done"] for one in events] == sorted(one["done"] for one in events)
    shown = room.reads.get(f"/api/runs/{job['run_id']}").json()
    # the same command, and the same bytes
    words = job["rerun"].split()[1:]
    capsys.readouterr()
    assert enter([*words, "--out", str(tmp_path / "there"), "--json"]) == 0
    told_here = json.loads(capsys.readouterr().out)
    assert shown["summary"]["p_no_leaker"] == told_here["p_no_leaker"]
    held = json.loads((tmp_path / "there/manifest.json").read_text())
    assert shown["digest"] == held["checksums"]["results.parquet"]
    # once more it is there at once
    again = room.writes.post("/api/jobs", json=small)
    assert again.status_code == 200 and again.json()["status"] == "complete" and again.json()["wall_s"] < 1.0


def test_a_job_that_is_killed_is_interrupted_and_goes_on_to_the_same_number(room) -> None:
    asked = {**LONG, "seed": 6, "runs": 2_000}
    job = begun(room, asked)
    process = room.jobs.get(job["job"]).process
    wait_for(lambda: room.reads.get(f"/api/jobs/{job['job']}").json()["done"] > 50)
    os.kill(process.pid, signal.SIGKILL)
    told = room.ended(job["job"])
    assert told["status"] == "interrupted" and "signal 9" in told["note"] and told["error"] is None
    assert room.reads.get(f"/api/runs/{job['run_id']}").json()["manifest"]["status"] == "running"
    # a server that begins anew knows it too
    other = Jobs(Rooms(room.runs, room.home / "store"))
    assert other.get(job["job"]).status == "interrupted" and other.get(job["job"]).run_id == job["run_id"]
    resumed = room.writes.post(f"/api/jobs/{job['job']}/resume", json={})
    assert resumed.status_code == 200
    assert room.ended(job["job"], 90.0)["status"] == "complete"
    found = room.reads.get(f"/api/runs/{job['run_id']}").json()["summary"]["p_no_leaker"]
    true = run(load("nodong-japan"), asked["runs"], asked["seed"], worlds=0).p_no_leaker
    assert (found["value"], found["low"], found["high"], found["n"]) == (true.value, true.low, true.high, true.n)


def test_a_cancelled_job_ends_in_seconds_and_can_be_taken_up(room) -> None:
    job = begun(room, {**LONG, "seed": 7, "runs": 20_000})
    wait_for(lambda: room.reads.get(f"/api/jobs/{job['job']}").json()["done"] > 0)
    begun_s = time.monotonic()
    assert room.writes.post(f"/api/jobs/{job['job']}/cancel", json={}).status_code == 200
    told = room.ended(job["job"], 10.0)
    assert told["status"] == "cancelled" and time.monotonic() - begun_s < 20.0
    assert room.writes.post(f"/api/jobs/{job['job']}/cancel", json={}).status_code == 409
    assert room.reads.get(f"/api/runs/{job['run_id']}").json()["manifest"]["status"] == "interrupted"
    assert room.writes.post(f"/api/jobs/{job['job']}/resume", json={}).json()["status"] in ("queued", "running")
    assert room.writes.post(f"/api/jobs/{job['job']}/resume", json={}).status_code == 409
    room.writes.post(f"/api/jobs/{job['job']}/cancel", json={})
    assert room.ended(job["job"], 10.0)["status"] == "cancelled"


def test_the_same_question_is_one_job(room) -> None:
    asked = {**LONG, "seed": 8}
    first, second = begun(room, asked), begun(room, asked)
    assert first["job"] == second["job"]
    room.writes.post(f"/api/jobs/{first['job']}/cancel", json={})
    room.ended(first["job"], 15.0)


def test_a_run_of_another_process_is_seen_and_its_end_too(room, tmp_path) -> None:
    path = tmp_path / "runs/other"
    path.mkdir(parents=True)
    held = json.loads((room.runs / "done/manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps({**held, "status": "running", "runs_done": 2}))
    lock = Lock(path)
    lock.take()
    jobs = Jobs(Rooms(tmp_path / "runs", tmp_path))
    (told,) = jobs.all()
    assert (told["status"], told["run_id"], told["done"]) == ("running", "other", 2)
    with pytest.raises(WrongState):
        jobs.cancel(told["job"])
    (path / "manifest.json").write_text(json.dumps(held))
    lock.release()
    assert jobs.all()[0]["status"] == "complete"


def test_so_many_at_once_and_so_many_in_a_row(tmp_path, monkeypatch) -> None:
    from midcourse.web.job import Job

    monkeypatch.setattr(Job, "start", lambda self, ended: self.changed(status="running", process=object()))
    jobs = Jobs(Rooms(tmp_path, tmp_path), most=2, queue=3)
    for seed in range(5):
        asked = Asked(scenario="nodong-japan", seed=seed)
        jobs.ask(asked, checked(asked))
    assert [one["status"] for one in jobs.all()] == ["queued"] * 3 + ["running"] * 2
    asked = Asked(scenario="nodong-japan", seed=9)
    with pytest.raises(TooMany, match="too many jobs wait already; got 3; allowed: at most 3"):
        jobs.ask(asked, checked(asked))


def test_a_full_queue_is_429(tmp_path) -> None:
    httpx = pytest.importorskip("httpx")
    rooms = Rooms(tmp_path, tmp_path)
    app = make_app(rooms, "word", Jobs(rooms, most=0, queue=0))
    import anyio

    head = {"authorization": "Bearer word"}

    async def ask() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            told = await client.post("/api/jobs", json={"scenario": "nodong-japan"}, headers=head)
            assert "too many" in told.json()["error"]
            return int(told.status_code)

    assert anyio.run(ask) == 429 and jobs_of(app).all() == []


def test_an_answer_without_a_solution_is_a_failed_job_with_its_line(room) -> None:
    job = begun(room, {"scenario": "nodong-japan", "sets": ["raid.0.from=47.95,106.02", "raid.0.to=honolulu"],
                       "runs": 10, "worlds": 0})  # fmt: skip
    told = room.ended(job["job"])
    assert told["status"] == "failed" and told["error"] and "\n" not in told["error"]
    assert room.reads.get(f"/api/runs/{job['run_id']}").status_code == 404


def test_a_claim_and_a_chase_leave_their_answers(room) -> None:
    asked = [{"scenario": "europe-2007", "kind": "chase"}]
    for one in asked:
        job = begun(room, one)
        assert room.ended(job["job"], 120.0)["status"] == "complete", room.reads.get(f"/api/jobs/{job['job']}").text
        told = room.reads.get(f"/api/answers/{job['job']}").json()
        assert told["headline"].endswith("can be met") and len(told["rows"]) == len(told["launch_points"])
        ids = [packet["id"] for packet in told["czml"]]
        assert ids[0] == "document" and "chased-1" in ids and len(ids) == len(set(ids))
        assert room.writes.post("/api/jobs", json=one).status_code == 200
    assert room.reads.get("/api/answers/none").status_code == 404
    assert Path(room.runs / ".answers").is_dir() and ".answers" not in room.reads.get("/api/runs").text
