"""All rows of `midcourse verify`, worked once a session."""

from __future__ import annotations

from collections import defaultdict

import pytest

from midcourse.verification.row import Row
from midcourse.verification.run import verify


@pytest.fixture(scope="session")
def worked() -> dict[str, list[Row]]:
    """Return the rows of every case by its name."""
    cases: dict[str, list[Row]] = defaultdict(list)
    for row in verify():
        cases[row.case].append(row)
    return dict(cases)
