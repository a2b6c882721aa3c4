"""Take the pictures of the operations room that docs/globe.md shows: a real server, a real browser, the page as it is.

    make web
    python tools/make_screens.py [--runs FOLDER]

It needs Chromium and playwright (`midcourse[web-test]`). Work that is not in the folder of runs is done first, which
takes some minutes.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HOME = Path(__file__).resolve().parents[1] / "docs/pictures/serve"
WORK_MS = 900_000
FLAGS = ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
EUROPE, JAPAN, RUSSIA = (
    f"#s={name}&runs={runs}&worlds={worlds}&seed=1"
    for name, runs, worlds in (("europe-2007", 1000, 32), ("nodong-japan", 1000, 32), ("russia-2007", 40, 4))
)
SALVO = f"{EUROPE}&set=doctrine.salvo%3D4"


@contextmanager
def server(runs: Path) -> Iterator[str]:
    """Yield the address of a server, with its token."""
    words = [sys.executable, "-m", "midcourse", "serve", "--port", "0", "--quiet", "--runs", str(runs)]
    process = subprocess.Popen([*words, "--store", str(runs / "store")], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(20)


def keep(page: Page, name: str) -> None:
    """Write what the page shows."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = HOME / f"{name}.png"
    picture.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def drawn(page: Page) -> None:
    """Wait until the globe stands still, in full detail."""
    if page.locator("#globe[data-ready='globe']").count():
        page.evaluate("() => window.midcourse.globe().sharp(true)")
        page.wait_for_timeout(1500)
        page.wait_for_selector("#globe .canvas[data-tiles='loaded']", timeout=60_000)
        page.wait_for_timeout(1500)


def fought(page: Page) -> None:
    page.wait_for_selector("#globe[data-scene*=':']", timeout=WORK_MS)
    drawn(page)


def footprint(page: Page) -> None:
    fought(page)
    page.click("#over-footprint")
    page.wait_for_selector("#over-footprint[aria-pressed='true']", timeout=WORK_MS)
    drawn(page)


def chase(page: Page) -> None:
    fought(page)
    page.click("#over-chase")
    page.wait_for_selector("#over-chase[aria-pressed='true']", timeout=WORK_MS)
    drawn(page)


def claims(page: Page) -> None:
    page.click("#tab-claims")
    page.wait_for_selector(".card", timeout=60_000)
    page.wait_for_timeout(300)


def compare(page: Page) -> None:
    fought(page)
    page.click("#tab-compare")
    page.wait_for_selector("#shown-1 .lane", timeout=60_000)
    page.wait_for_timeout(500)


def wrong(page: Page) -> None:
    fought(page)
    page.fill("[id='knob-doctrine.decision_delay']", "60 parsecs")
    page.wait_for_selector("[data-path='doctrine.decision_delay'] .problem:visible")
    page.wait_for_timeout(300)


SHOTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "engagement": (EUROPE, fought),
    "footprint": (EUROPE, footprint),
    "wrong": (JAPAN, wrong),
    "compare": (SALVO, compare),
    "claims": (EUROPE, claims),
    "chase": (RUSSIA, chase),
}


def main() -> None:
    """Take all pictures, or those that are named."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--runs", type=Path, help="folder of runs that may be there already")
    words.add_argument("names", nargs="*", help=f"out of {', '.join(SHOTS)}")
    asked = words.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as spare, server(asked.runs or Path(spare)) as url, sync_playwright() as driver:
        path = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        for name, (place, steps) in SHOTS.items():
            if not asked.names or name in asked.names:
                take(browser, url, place, steps, name)
        take_without_webgl(driver, url, path)


def take(browser: Any, url: str, place: str, steps: Callable[[Page], None], name: str) -> None:
    """Open a permalink in a window of 1280 by 720, do the steps, keep the picture."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    token = url.partition("#")[2]
    page.goto(f"{url.partition('#')[0]}{place}&{token}")
    page.wait_for_selector("html[data-ready='yes']", state="attached", timeout=WORK_MS)
    if not page.locator("#value").count():
        page.click("#run")  # a link begins nothing by itself
    steps(page)
    keep(page, name)
    page.close()


def take_without_webgl(driver: Any, url: str, path: str | None) -> None:
    """Keep what a browser without WebGL shows."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    browser = driver.chromium.launch(executable_path=path, headless=True, args=flags)
    take(browser, url, JAPAN, fought, "stills")


if __name__ == "__main__":
    main()
