"""Campaigns that nobody fought: cells that have the values of a known function."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from midcourse.cells.answers import CellAnswer
from midcourse.cells.cell import Layout
from midcourse.cells.counts import COUNT
from midcourse.cells.file import Campaign
from midcourse.insight.values import Values, values_of
from midcourse.scenario import load_scenario
from midcourse.study.metric import Measured

Made = Callable[..., tuple[Layout, Values]]
PATHS = ("doctrine.decision_delay=0..100 s", "doctrine.latency=0..100 s", "doctrine.spacing=0..100 s")


@pytest.fixture(scope="session")
def made() -> Made:
    """Return what lays out a campaign of a design and gives its cells the values of a function of their shares."""

    def make(design: str, points: int, function: Callable, over: tuple[str, ...] = PATHS) -> tuple[Layout, Values]:
        told = {"scenario": "nodong-japan", "design": design, "over": over, "metrics": ("shots_mean",)}
        asked = Campaign.model_validate(told | {"points": points})
        layout = Layout(asked, "made", [load_scenario(name) for name in asked.asked])
        rows = np.array([layout.values(n) for n in range(len(layout))], dtype=float) / 100.0
        found = []
        for n, value in enumerate(map(float, function(rows))):
            one = Measured(value, value, value, 0, "" if np.isfinite(value) else "none")
            found.append(CellAnswer(n, "nodong-japan", layout.values(n), (one,), 0, 0, np.zeros(0, dtype=COUNT)))
        return layout, values_of(layout, found, None, None)

    return make
