"""The page of answers is what its tool writes, but for what was fought, and says what the numbers say."""

from __future__ import annotations

import pytest

import make_expansion as maker
from midcourse.api.expansion import expand


def test_the_page_is_what_its_tool_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert maker.main(["--check"]) == 0
    assert capsys.readouterr().out == "docs/expansion.md agrees\n"


def test_the_page_has_its_fought_parts_and_picture() -> None:
    text = maker.PAGE.read_text(encoding="utf-8")
    assert all(head in text for head in (maker.FOUGHT, maker.COST, maker.READ))
    assert all(f"| {size:,} |" in text for size in maker.SIZES)
    assert (maker.PICTURES / "expansion.png").stat().st_size > 20_000


def test_the_head_of_the_page_says_what_its_fights_say() -> None:
    lines = maker.PAGE.read_text(encoding="utf-8").splitlines()
    rows = maker.between(lines, maker.FOUGHT, maker.COST)
    for size in ("1,000", "3,000"):
        row = next(line for line in rows if line.startswith(f"| {size} |"))
        assert "| no firm track 99." in row
        assert size in maker.FOUGHT_SAYS


def test_the_sense_of_the_page() -> None:
    none = expand(none=0.9).needs
    assert [one.interceptors is None for one in none] == [False, True, True, True, True]
    assert all(one.interceptors is not None for one in expand(common_cause=0.0).needs)
