"""A campaign of six cells, as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = """title: six cells
scenario: nodong-japan
over:
  - batteries.0.count=1,4,8
  - doctrine.decision_delay=30 s,120 s
worlds: 4
runs: 160
metrics: [p_no_leaker, leak, shots_mean]
"""


@pytest.fixture
def six(tmp_path: Path) -> Path:
    """The file of the campaign."""
    path = tmp_path / "six.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut campaigns into tasks of a fiftieth of a second."""
    from midcourse.cells import cut

    monkeypatch.setattr(cut, "TASK_S", 0.02)
