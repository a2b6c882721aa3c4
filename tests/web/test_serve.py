"""`midcourse serve`: one line with the address, a token that only its owner reads, and a quick end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from midcourse.cli.front import enter

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """What begins the command as a process of its own."""
    begun: list[subprocess.Popen[str]] = []

    def run(*words: str) -> subprocess.Popen[str]:
        env = os.environ | {"MIDCOURSE_STATE_DIR": str(tmp_path / "state")}
        process = subprocess.Popen(
            [sys.executable, "-m", "midcourse", "serve", *words], cwd=tmp_path, env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        begun.append(process)
        return process

    yield run
    for process in begun:
        process.kill()
        process.wait()


def test_it_says_where_it_is_and_ends_with_ctrl_c(start: Start, tmp_path: Path) -> None:
    httpx = pytest.importorskip("httpx")
    process = start("--port", "0", "--json")
    assert process.stdout is not None
    document = json.loads(process.stdout.readline())
    assert set(document) == {"url"}
    url = document["url"]
    base, token = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/#token=([\w-]{40,})", url).groups()
    (note,) = (tmp_path / "state").iterdir()
    assert stat.S_IMODE(note.stat().st_mode) == 0o600 and note.read_text().strip() == token
    assert httpx.get(f"{base}/api/health", trust_env=False).status_code == 200
    assert httpx.get(f"{base}/?token={token}", trust_env=False).status_code == 200
    head = {"authorization": f"Bearer {token}"}
    asked = {"scenario": "nodong-japan", "runs": 15_000, "worlds": 0}
    job = httpx.post(f"{base}/api/jobs", json=asked, headers=head, trust_env=False).json()
    while httpx.get(f"{base}/api/jobs/{job['job']}", trust_env=False).json()["done"] == 0:
        time.sleep(0.05)
    begun_s = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=15.0)
    assert time.monotonic() - begun_s < 15.0 and process.returncode == 130
    assert out == "" and not note.exists()
    # S7: the token stands nowhere but in the line with the address
    assert token not in err and "Traceback" not in err and "the operations room is closed" in err
    held = json.loads((tmp_path / "midcourse-runs" / job["run_id"] / "manifest.json").read_text())
    assert held["status"] == "interrupted"


def test_a_second_start_has_another_token_and_a_taken_port_is_one_line(start: Start, capsys) -> None:
    urls = []
    for _ in range(2):
        process = start("--port", "0", "--json")
        assert process.stdout is not None
        urls.append(json.loads(process.stdout.readline())["url"])
    ports = [url.split(":")[2].partition("/")[0] for url in urls]
    assert urls[0].partition("=")[2] != urls[1].partition("=")[2]
    assert enter(["serve", "--port", ports[0]]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "--port" in err and "in use" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--port", "x"], "--port"), (["--port", "70000"], "--port"), (["--runs", "{file}/there"], "--runs"),
     (["--runs", "{file}"], "--runs"), (["--store", "{file}"], "--store")],
)
def test_bad_options_are_one_line(capsys, tmp_path, words, said) -> None:
    (tmp_path / "file").write_text("")
    assert enter(["serve", *(word.replace("{file}", str(tmp_path / "file")) for word in words)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err


def test_a_missing_extra_is_one_line(capsys, monkeypatch) -> None:
    from midcourse.cli import serve

    monkeypatch.setattr(serve, "NEEDED", ("fastapi", "no_such_library"))
    assert enter(["serve"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "no_such_library" in err and "midcourse[web]" in err


def test_a_port_is_not_shared(room) -> None:
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", room.port))


def test_the_help_opens_no_room() -> None:
    code = "import sys; from midcourse.cli.app import command; command(); "
    code += "sys.exit(any(name.partition('.')[0] in ('fastapi', 'uvicorn', 'starlette') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
