"""Commands as processes of their own that begin at once, to be killed and interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(autouse=True, scope="module")
def plain_pictures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let run folders have plain pictures: drawing is most of the time of a short run, and has tests of its own."""
    from warm_process import plain_picture

    from midcourse.api import folder

    marks = [mark.name for mark in getattr(request.module, "pytestmark", [])]
    with pytest.MonkeyPatch.context() as patch:
        if "drawn" not in marks:
            patch.setattr(folder, "draw", plain_picture)
        yield


class Running:
    """One command that runs."""

    def __init__(self, warm: Warm, told: dict[str, Any]) -> None:
        self._warm = warm
        self.pid = told["pid"]
        self._said = {"out": Path(told["out"]), "err": Path(told["err"])}

    def signal(self, name: str) -> None:
        self._warm.ask(do="signal", pid=self.pid, signal=name)

    def wait(self, timeout_s: float = 60.0) -> int | None:
        """Return the exit code, negative for a signal that ended it; None where it runs on."""
        code: int | None = self._warm.ask(do="wait", pid=self.pid, timeout_s=timeout_s)["code"]
        return code

    @property
    def out(self) -> str:
        return self._said["out"].read_text()

    @property
    def err(self) -> str:
        return self._said["err"].read_text()


class Warm:
    """The process whose children the commands are."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "warm_process.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None and self.process.stdout.readline() == "warm\n"

    def ask(self, **what: Any) -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told

    def start(self, *words: str, change: tuple[str, ...] = (), limit: int | None = None) -> Running:
        """Begin a command; what `change` names is in `warm_process`, `limit` is the most bytes of a file."""
        return Running(self, self.ask(do="start", words=words, change=change, limit=limit))

    def run(self, *words: str, **more: Any) -> Running:
        """Run a command to its end, which must be a good one."""
        running = self.start(*words, **more)
        assert running.wait() == 0, running.err
        return running


@pytest.fixture(scope="package")
def warm() -> Iterator[Warm]:
    """What starts commands."""
    found = Warm()
    yield found
    assert found.process.stdin is not None
    found.process.stdin.close()
    found.process.wait(10)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a run folder but for its manifest."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    found.pop("manifest.json", None)
    return found


@pytest.fixture(scope="session")
def bytes_of():
    """What returns the files of a run folder but for its manifest."""
    return contents
