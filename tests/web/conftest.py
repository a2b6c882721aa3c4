"""A server of the operations room that listens on this machine, with one run folder that is there already."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

httpx = pytest.importorskip("httpx", reason="no client: the extra `web-test` is not installed")
pytest.importorskip("uvicorn", reason="no server: the extra `web` is not installed")

from midcourse.cli.front import enter  # noqa: E402
from midcourse.web.app import jobs_of, make_app  # noqa: E402
from midcourse.web.listen import Server, bound  # noqa: E402
from midcourse.web.rooms import Rooms  # noqa: E402
from midcourse.web.token import new_token  # noqa: E402


class Room:
    """A server that answers, and how it is asked."""

    def __init__(self, home: Path) -> None:
        self.token, sockets = new_token(), bound(0)
        self.port = sockets[0].getsockname()[1]
        static = home / "static"
        (static / "assets").mkdir(parents=True)
        (static / "index.html").write_text("<!doctype html><title>page</title>")
        mark = '<script type="application/json" id="scene"></script>'
        (static / "replay.html").write_text(f"<!doctype html><title>replay</title>{mark}<script>go(1)</script>")
        (static / "assets/index-1a2b3c4d.js").write_text("1")
        (static / "assets/plain.js").write_text("2")
        (static / "module.wasm").write_bytes(b"\0asm")
        (static / "link.js").symlink_to(home / "secret.txt")
        self.home, self.runs = home, home / "runs"
        self.app = make_app(Rooms(self.runs, home / "store", static, self.port), self.token)
        self.jobs = jobs_of(self.app)
        self.server = Server(self.app, sockets)
        self.server.start()
        self.url = f"http://127.0.0.1:{self.port}"
        self.reads = httpx.Client(base_url=self.url, timeout=30.0, trust_env=False)
        self.writes = httpx.Client(
            base_url=self.url, timeout=30.0, trust_env=False, headers={"authorization": f"Bearer {self.token}"}
        )

    def raw(self, text: bytes, wait_s: float = 12.0, more: Callable[[socket.socket], None] | None = None) -> bytes:
        """Send bytes as they are, and return what comes back to the end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait_s) as made:
            made.sendall(text)
            if more is not None:
                more(made)
            found = b""
            try:
                while part := made.recv(65536):
                    found += part
                    if b"connection: close" not in found.lower() and b"\r\n\r\n" in found:
                        return found
            except OSError:
                pass
            return found

    def ended(self, job: str, within_s: float = 60.0) -> dict[str, Any]:
        """Wait for the end of a job."""
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            told: dict[str, Any] = self.reads.get(f"/api/jobs/{job}").json()
            if told["status"] not in ("queued", "running"):
                return told
            time.sleep(0.05)
        raise AssertionError(f"job {job} does not end")


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The server."""
    home: Path = tmp_path_factory.mktemp("room")
    (home / "secret.txt").write_text("root:x:secret")
    done = home / "runs" / "done"
    assert enter(["run", "nodong-japan", "--runs", "6", "--doubt", "none", "--out", str(done), "--quiet"]) == 0
    (home / "runs" / "linked").symlink_to(done)
    (home / "runs-beside").mkdir()
    (home / "runs-beside" / "manifest.json").write_text("{}")
    (done / "figures" / "factors.png").unlink()
    (done / "figures" / "factors.png").symlink_to(home / "secret.txt")
    made = Room(home)
    yield made
    made.server.stop(made.jobs.close)


@pytest.fixture
def small() -> dict[str, Any]:
    """A run that is over soon."""
    return {"scenario": "nodong-japan", "runs": 40, "worlds": 0, "seed": 3, "kind": "run"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Any]:
    """A server with no run folders that is asked without a connection."""
    from starlette.testclient import TestClient

    app = make_app(Rooms(tmp_path / "runs", tmp_path / "store", tmp_path / "static"), "word")
    head = {"authorization": "Bearer word"}
    with TestClient(app, "http://127.0.0.1", headers=head, raise_server_exceptions=False) as client:
        yield client
