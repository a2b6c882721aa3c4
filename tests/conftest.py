"""What many tests share: compiled code in one cache, one small fight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from midcourse.campaign import runs as campaign
from midcourse.catalog import reader
from midcourse.engagement.run import Batch, Result, fight
from midcourse.scenario import Scenario, load_scenario

RUNS = 300


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """The built-in scenario."""
    return load_scenario("nodong-japan")


@pytest.fixture(scope="session")
def fought(scenario: Scenario) -> Result:
    """A batch of its runs."""
    return fight(scenario, Batch(1, 0, np.arange(RUNS)))


@pytest.fixture
def as_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Return what puts a folder in the place of the catalogue; once more, it is read anew."""

    def forget() -> None:
        for cache in (reader.entry_node, reader._written, reader._places):
            cache.cache_clear()

    def use(home: Path) -> None:
        monkeypatch.setattr(reader, "files", lambda package: home)
        forget()

    yield use
    forget()


@pytest.fixture
def interrupted_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what makes every fight after so many stop with the keys that interrupt."""

    def stop(count: int) -> None:
        real, calls = campaign.fight, []

        def few(scenario: Scenario, batch: Batch) -> Result:
            calls.append(batch)
            if len(calls) > count:
                raise KeyboardInterrupt
            return real(scenario, batch)

        monkeypatch.setattr(campaign, "fight", few)

    return stop
