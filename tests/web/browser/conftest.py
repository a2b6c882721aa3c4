"""One server and one browser for the tests of the page; without Chromium or a built page they skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from browser_steps import DRAWN, FLAGS, RUNS, SEED, WORLDS, Seen, Served, fight, opened

STATIC = Path(__file__).parents[3] / "src/midcourse/web/static"
@pytest.fixture(scope="module")
def chromium() -> str:
    """Return the path of the browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    missing = [
        what
        for what, there in (
            ("Chromium", found),
            ("the built page (`make web`)", (STATIC / "index.html").is_file()),
            ("playwright", find_spec("playwright")),
            ("uvicorn", find_spec("uvicorn")),
        )
        if not there
    ]
    if missing and os.environ.get("MIDCOURSE_BROWSER") == "must":
        pytest.fail(f"missing: {', '.join(missing)}")
    if missing:
        pytest.skip(f"missing: {', '.join(missing)}")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def served(chromium: str) -> Iterator[Served]:
    """Return a real `midcourse serve` with an empty folder of runs."""
    with tempfile.TemporaryDirectory() as home:
        runs, log = Path(home) / "runs", Path(home) / "serve.log"
        words = [sys.executable, "-m", "midcourse", "serve", "--port", "0", "--runs", str(runs)]
        with log.open("w") as said:
            process = subprocess.Popen(
                [*words, "--store", str(Path(home) / "store")], stdout=subprocess.PIPE, stderr=said, text=True
            )
        assert process.stdout is not None
        yield Served(process.stdout.readline().strip(), runs, log)
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Return the browser, which draws without a graphics card."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, headless=True, args=[*FLAGS, *DRAWN])
        yield found
        found.close()


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Return what all contexts asked for and complained of."""
    return Seen()


@pytest.fixture(scope="module")
def context(browser: Any, seen: Seen) -> Iterator[Any]:
    """Return a browser context that is watched."""
    found = browser.new_context(viewport={"width": 1280, "height": 720})
    seen.watch(found)
    yield found
    found.close()


@pytest.fixture(scope="module")
def page(context: Any, served: Served) -> Any:
    """Return the page after its first run was fought from it."""
    found = opened(context, served.url)
    fight(found, RUNS, WORLDS, SEED)
    return found
