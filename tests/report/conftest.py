"""One small fight over worlds, and its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from midcourse.campaign.metrics import recorded, summary
from midcourse.campaign.runs import Fought, fight_all
from midcourse.report.page import page
from midcourse.report.told import Told
from midcourse.scenario import Scenario

FIGURES = {name: f"<svg><title>{name}</title></svg>" for name in ("map", "altitude", "timeline", "factors")}


def told(scenario: Scenario, fought: Fought, how: dict[str, Any] | None = None) -> Told:
    """Gather what a page tells of finished runs."""
    result = fought.again(scenario, recorded(fought)["median"])
    head = (fought.worlds, fought.seed, fought.asked, fought.complete)
    return Told(scenario, summary(fought, scenario), *head, result, FIGURES, how or {})


@pytest.fixture(scope="session")
def tell() -> Callable[..., Told]:
    """What gathers what a page tells."""
    return told


@pytest.fixture(scope="session")
def many(scenario: Scenario) -> Fought:
    """Runs of the built-in scenario over eight worlds."""
    return fight_all(scenario, 64, 1, jobs=2, count=8)


@pytest.fixture(scope="session")
def html(scenario: Scenario, many: Fought) -> str:
    """The page of these runs."""
    return page(told(scenario, many))
