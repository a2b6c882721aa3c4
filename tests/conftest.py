"""What many tests share: compiled code in one cache, one small fight."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from midcourse.campaign import runs as campaign
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
