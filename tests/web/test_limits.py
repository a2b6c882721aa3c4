"""S9, S10: nothing is too large, too slow or too much; the limit is named before any work."""

from __future__ import annotations

import resource
import socket
import threading
import time
from typing import Any

import pytest

from midcourse.web import limits

BIG = 100_000_000


def head(room, *lines: str) -> bytes:
    first = ["POST /api/check HTTP/1.1", f"Host: 127.0.0.1:{room.port}", f"Authorization: Bearer {room.token}"]
    return "\r\n".join([*first, "Content-Type: application/json", *lines, "", ""]).encode()


@pytest.mark.parametrize("length", [BIG, 10**12, limits.BODY_MOST + 1])
def test_S9_a_declared_size_is_refused_at_once(room, length: int) -> None:
    begun_s = time.monotonic()
    told = room.raw(head(room, f"Content-Length: {length}"))
    assert told.split(b" ")[1] == b"413" and time.monotonic() - begun_s < 10.0


@pytest.mark.parametrize("length", ["-1", "1e3", "+5", "٣", "1" * 30])
def test_S9_an_odd_size_is_refused(room, length: str) -> None:
    told = room.raw(head(room, f"Content-Length: {length}".encode().decode("latin-1")).replace(b"\xd9", b"\xd9"))
    assert told.split(b" ")[1] in (b"400", b"413")


def test_S9_endless_parts_are_counted_and_take_no_memory(room) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    part = b"10000\r\n" + b" " * 65536 + b"\r\n"

    def pour(made: socket.socket) -> None:
        try:
            for _ in range(BIG // 65536):
                made.sendall(part)
        except OSError:
            pass

    begun_s = time.monotonic()
    told = room.raw(head(room, "Transfer-Encoding: chunked"), more=pour)
    assert told == b"" or told.split(b" ")[1] == b"413"  # it may have hung up before it was heard
    assert time.monotonic() - begun_s < 10.0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


def test_S9_what_is_packed_is_not_unpacked(room) -> None:
    told = room.writes.post("/api/check", content=b"\x1f\x8b" + bytes(100), headers={
        "content-encoding": "gzip", "content-type": "application/json"})  # fmt: skip
    assert told.status_code == 415


def test_S9_two_sizes_are_refused(room) -> None:
    told = room.raw(head(room, "Content-Length: 2", "Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n\r\n")
    assert told.split(b" ")[1] == b"400"


def test_S9_slow_ones_are_left_and_two_hundred_idle_ones_harm_nobody(room, monkeypatch) -> None:
    idle = [socket.create_connection(("127.0.0.1", room.port), timeout=12.0) for _ in range(200)]
    found: dict[str, Any] = {}

    def slow() -> None:
        begun_s = time.monotonic()
        found["told"], found["s"] = room.raw(head(room, "Content-Length: 50") + b"{"), time.monotonic() - begun_s

    other = threading.Thread(target=slow)
    other.start()
    half = socket.create_connection(("127.0.0.1", room.port), timeout=12.0)
    half.sendall(b"GET / HTTP/1.1\r\nHo")
    begun_s = time.monotonic()
    for _ in range(20):
        assert room.reads.get("/api/health").status_code == 200
    assert time.monotonic() - begun_s < 10.0
    other.join(15.0)
    assert found["told"].split(b" ")[1] == b"408" and found["s"] < 10.0
    for made in (*idle, half):
        assert made.recv(1) == b""  # closed by the server
        made.close()
    assert time.monotonic() - begun_s < 12.0


def asked(**more: Any) -> dict[str, Any]:
    return {"scenario": "nodong-japan", **more}


RAID = "  - {missile: nodong, from: musudan-ri, to: tokyo, count: 1000}\n" * 1000
RAID = f"name: x\nraid:\n{RAID}defended: [tokyo]\n"


@pytest.mark.parametrize(
    ("what", "named"),
    [
        (asked(runs=10**9), "--runs"),
        (asked(runs=0), "--runs"),
        (asked(worlds=10**6), "--worlds"),
        (asked(seed=2**64), "--seed"),
        (asked(sets=["raid.0.count=1000"]), "raid"),
        (asked(sets=["raid.0.decoys=400"], runs=20_000), "--runs"),
        (asked(sets=["tracker.report_interval=1e-12 s"]), "tracker.report_interval"),
        (asked(sets=["dt=1e-12"]), "dt"),
        (asked(sets=["doctrine.salvo=2"] * 100), "--set"),
        (asked(sets=["doctrine.salvo=" + "2" * 1000]), "--set"),
        ({"text": RAID}, "raid"),
        ({"text": "x" * (limits.TEXT_MOST + 1)}, "text"),
        (asked(grade="no such"), "--grade"),
    ],
)
@pytest.mark.parametrize("path", ["/api/check", "/api/jobs"])
def test_S10_a_limit_is_named_before_any_work(room, what, named: str, path: str) -> None:
    before, begun_s = room.jobs.all(), time.monotonic()
    told = room.writes.post(path, json=what)
    assert told.status_code == 400 and named in told.json()["error"] and told.json()["allowed"], told.text
    assert time.monotonic() - begun_s < 10.0 and room.jobs.all() == before


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"runs": NaN}',
                                  b'{"runs": 1e999}', b'{"scenario": 5}', b'{"runs": true}', b'{"speling": 1}',
                                  b'{"scenario": "nodong-japan", "seed": 99999999999999999999999}'])  # fmt: skip
def test_odd_bodies_are_refused_in_one_line(room, body: bytes) -> None:
    told = room.writes.post("/api/check", content=body, headers={"content-type": "application/json"})
    assert told.status_code == 400 and "\n" not in told.json()["error"], told.text
