"""One small fight over worlds, and its page."""

from __future__ import annotations

import pytest

from midcourse.campaign.metrics import summary
from midcourse.campaign.runs import Fought, fight_all
from midcourse.report.page import page
from midcourse.scenario import Scenario

FIGURES = {name: f"<svg><title>{name}</title></svg>" for name in ("map", "altitude", "timeline", "factors")}


@pytest.fixture(scope="session")
def many(scenario: Scenario) -> Fought:
    """Runs of the built-in scenario over eight worlds."""
    return fight_all(scenario, 64, 1, jobs=2, count=8)


@pytest.fixture(scope="session")
def html(scenario: Scenario, many: Fought) -> str:
    """The page of these runs."""
    return page(scenario, many, summary(many, scenario), FIGURES)
