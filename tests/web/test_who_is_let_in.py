"""S1 to S5, S7, S11, S12: this machine alone, the right host, the right page, the right token."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from web_cases import cases

from midcourse.web import token as tokens

EVERYWHERE = ["/", "/assets/plain.js", "/module.wasm", "/api/health", "/api/runs/done", "/api/runs/done/report", "/no"]
PORTS = {"/proc/net/tcp", "/proc/net/tcp6"}
HERE = {"0100007F", "00000000000000000000000001000000"}


def test_S1_it_listens_on_this_machine_alone(room) -> None:
    heard = []
    for table in PORTS:
        for line in Path(table).read_text().splitlines()[1:]:
            address, state = line.split()[1], line.split()[3]
            if state == "0A" and int(address.partition(":")[2], 16) == room.port:
                heard.append(address.partition(":")[0])
    assert heard and set(heard) <= HERE, heard


@pytest.mark.parametrize("host", [*cases("host_headers_must_be_refused"), "127.0.0.1", "127.0.0.1:1", "[::1]"])
def test_S2_another_host_is_refused_on_every_path(room, host: str) -> None:
    for path in EVERYWHERE:
        told = room.raw(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert told.split(b" ")[1] in (b"400", b"403", b"421"), (path, told[:80])
        assert b"page</title>" not in told and b"version" not in told


def test_S2_no_host_and_two_hosts_are_refused(room) -> None:
    good = f"Host: 127.0.0.1:{room.port}\r\n"
    for head in ("", good + "Host: evil.example\r\n", "Host: evil.example\r\n" + good):
        told = room.raw(f"GET /api/health HTTP/1.1\r\n{head}\r\n".encode())
        assert told.split(b" ")[1] in (b"400", b"403"), told[:80]


@pytest.mark.parametrize("host", cases("host_headers_ok"))
def test_S2_its_own_names_are_let_in(room, host: str) -> None:
    named = host.replace("PORT", str(room.port))
    assert room.reads.get("/api/health", headers={"host": named}).status_code == 200
    good = {"host": named, "origin": f"http://{named}"}
    asked = {"scenario": "nodong-japan"}
    assert room.writes.post("/api/check", json=asked, headers=good).status_code == 200


@pytest.mark.parametrize("method", cases("methods_without_token_must_fail"))
@pytest.mark.parametrize("path", ["/api/jobs", "/api/check", "/api/runs/done", "/", "/api/none"])
def test_S3_no_write_without_the_token(room, method: str, path: str) -> None:
    before = room.jobs.all()
    for head in ({}, {"authorization": "Bearer no"}, {"authorization": f"Basic {room.token}"}, {"authorization": ""}):
        told = room.reads.request(method, path, json={"scenario": "nodong-japan"}, headers=head)
        assert told.status_code == 401 and told.json()["error"].startswith("no token")
    assert room.jobs.all() == before


@pytest.mark.parametrize("method", cases("methods_without_token_must_fail"))
@pytest.mark.parametrize("origin", cases("origins_must_be_refused_on_write"))
def test_S3_no_write_from_another_page_with_the_token(room, method: str, origin: str) -> None:
    before = room.jobs.all()
    told = room.writes.request(method, "/api/jobs", json={"scenario": "nodong-japan"}, headers={"origin": origin})
    assert told.status_code == 403 and room.jobs.all() == before


def test_S3_nothing_is_done_for_a_page_of_another_site(room) -> None:
    for mode in ("no-cors", "cors", "navigate"):
        head = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
        assert room.reads.get("/api/runs/done/scene", headers=head).status_code == 403


def test_S3_a_socket_is_refused(room) -> None:
    head = f"GET /api/jobs HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    head += "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
    told = room.raw(f"{head}Origin: http://evil.example\r\n\r\n".encode())
    assert told.split(b" ")[1] == b"403"
    assert b"101" not in room.raw(f"{head}\r\n".encode()).split(b"\r\n")[0]


@pytest.mark.parametrize(
    "form",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/xml"],
)
def test_S4_only_json_is_taken(room, form: str) -> None:
    before = room.jobs.all()
    told = room.writes.post("/api/jobs", content=b'{"scenario": "nodong-japan"}', headers={"content-type": form})
    assert told.status_code == 415 and room.jobs.all() == before


def test_S5_nothing_is_shared_with_other_pages(room) -> None:
    head = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    for path in EVERYWHERE:
        for told in (room.reads.options(path, headers=head), room.reads.options(path), room.reads.get(path)):
            assert not [name for name in told.headers if name.startswith("access-control")]
        assert room.reads.options(path, headers=head).status_code == 403


def test_S7_every_answer_says_what_a_page_may_do(room) -> None:
    bad = [room.reads.post("/api/jobs"), room.reads.get("/", headers={"host": "evil.example"})]
    for told in [*(room.reads.get(path) for path in EVERYWHERE), *bad]:
        policy = dict(part.strip().partition(" ")[::2] for part in told.headers["content-security-policy"].split(";"))
        assert "unsafe-inline" not in policy.get("script-src", "") and policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'" and "http" not in str(policy)
        assert told.headers["x-content-type-options"] == "nosniff"
        assert told.headers["referrer-policy"] == "no-referrer"
        assert "server" not in told.headers


def test_S7_a_report_is_paper(room) -> None:
    for path in ("report", "figures/map.svg", "figures/map.png"):
        told = room.reads.get(f"/api/runs/done/{path}")
        assert told.status_code == 200 and "sandbox" in told.headers["content-security-policy"]
        assert "script-src" not in told.headers["content-security-policy"]


def test_S11_a_thousand_wrong_tokens_lock_nobody_out(room) -> None:
    asked = {"scenario": "nodong-japan"}
    begun_s = time.monotonic()
    for n in range(1000):
        wrong = room.token[: n % len(room.token)] + "x"
        told = room.reads.post("/api/check", json=asked, headers={"authorization": f"Bearer {wrong}"})
        assert told.status_code == 401
    assert time.monotonic() - begun_s < 30.0
    assert room.writes.post("/api/check", json=asked).status_code == 200


def test_S11_tokens_are_compared_in_constant_time(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(tokens.secrets, "compare_digest", lambda a, b: asked.append((a, b)) or False)
    assert not tokens.same("a", "b") and asked == [(b"a", b"b")]


def test_S11_odd_signs_in_a_token_are_a_wrong_token(room) -> None:
    told = room.raw(f"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nAuthorization: Bearer ".encode()
                    + "\xff\xfe".encode("latin-1") + b"\r\nContent-Length: 0\r\n\r\n")  # fmt: skip
    assert told.split(b" ")[1] in (b"400", b"401")


def test_S12_the_token_is_long_new_and_its_owners(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MIDCOURSE_STATE_DIR", str(tmp_path / "state"))
    found = {tokens.new_token() for _ in range(100)}
    assert len(found) == 100 and tokens.BITS >= 128 and min(map(len, found)) * 6 >= 128
    path = tokens.token_file(1234)
    path.parent.mkdir()
    path.write_text("of yesterday, for all to read")
    path.chmod(0o644)
    tokens.keep("word", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and path.read_text() == "word\n"
    tokens.forget(path)
    assert not path.exists()
