"""Every bad value ends in one line that names the place, the value and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from midcourse.catalog.tree import Origin, parse_text, plain
from midcourse.errors import ScenarioError
from midcourse.scenario import load_scenario

ROWS = plain(
    parse_text(
        Path(__file__).with_name("bad_values.yaml").read_text("utf-8"), Origin("bad_values", ScenarioError)
    )
)


@pytest.mark.parametrize("row", ROWS, ids=[row["about"] for row in ROWS])
def test_bad_value_is_refused_in_one_line(row: dict[str, str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("nodong-japan", sets=[row["set"]])
    error = caught.value
    assert row["names"] in str(error)
    assert "\n" not in str(error)
    assert error.exit_code == 2
    assert error.key or error.got is not None
    assert error.file


def test_list_of_bad_values_is_complete() -> None:
    assert len(ROWS) >= 70
