"""What many tests share: compiled code in one cache, one small fight."""

from __future__ import annotations

import numpy as np
import pytest

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
