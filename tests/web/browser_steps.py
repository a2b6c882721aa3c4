"""What a person does on the page, and what is on it to be seen."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np

FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
DRAWN = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
OWN = ("http://127.0.0.1:", "blob:", "data:", "file:", "about:", "chrome-error:")
RUNS, WORLDS, SEED = 6, 2, 3
READY_S, FOUGHT_MS = 15.0, 90_000


@dataclass
class Seen:
    """What a browser asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: Any) -> None:
        """Note all that happens in a browser context."""
        context.on("request", lambda one: self.requests.append(one.url))
        context.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        context.on("weberror", lambda one: self.errors.append(str(one.error)))


@dataclass
class Served:
    """A server: its address with the token, and where its runs lie."""

    url: str
    runs: Path
    log: Path

    @property
    def origin(self) -> str:
        return self.url.partition("/#")[0]


def opened(context: Any, address: str, wait_ms: float = 60_000) -> Any:
    """Open an address and wait until the page says that it is ready."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready='yes']", state="attached", timeout=wait_ms)
    return page


def fight(page: Any, runs: int, worlds: int, seed: int) -> None:
    """Fill in what is asked for, press Fight, and wait until the answer and its globe are there."""
    for name, value in (("runs", runs), ("worlds", worlds), ("seed", seed)):
        page.fill(f"#{name}", str(value))
    page.click("#run")
    answered(page)


def answered(page: Any) -> None:
    """Wait until an answer is shown and one of its runs is on the globe."""
    page.wait_for_selector("#value", timeout=FOUGHT_MS)
    page.wait_for_selector("#globe[data-scene*=':']", timeout=FOUGHT_MS)


def pixels(page: Any, place: str) -> np.ndarray:
    """Return a part of the page as it is seen: (high, wide, 3), 0 to 255."""
    picture = matplotlib.image.imread(io.BytesIO(page.locator(place).screenshot()), format="png")
    return np.round(255.0 * picture[..., :3]).astype(int)


def share_near(picture: np.ndarray, colour: tuple[int, int, int], within: int = 12) -> float:
    """Return the share of pixels whose colour is within so much of another."""
    return float(np.mean(np.abs(picture - np.array(colour)).max(axis=-1) <= within))


def globe_time(page: Any) -> float:
    """Return where Cesium's own clock stands, in seconds of the scenario."""
    return float(page.evaluate("() => window.midcourse.globe().time()"))
