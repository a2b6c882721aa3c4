"""docs/europe-2007.md is what its tool writes, and a changed number is seen."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from midcourse.scenario import load_scenario

MAKER = "make_europe"


def test_the_page_is_what_the_tool_writes(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    # the runs of the variants are left to `--check` without `--quick`: they take a minute
    assert maker.main(["--check", "--quick"]) == 0, capsys.readouterr().out


def test_a_changed_page_is_seen(maker: ModuleType) -> None:
    text = maker.PAGE.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert maker.differences(lines, text) == []
    margin = re.compile(r"(\d+) \|$", re.MULTILINE)
    at = text.index("| as it stands |", text.index("## Launch window"))
    found = margin.search(text, at)
    assert found
    for more, wrong in ((1, 0), (-1, 0), (2, 1)):
        changed = text[: found.start()] + f"{int(found[1]) + more} |" + text[found.end() :]
        assert len(maker.differences(lines, changed)) == wrong
    assert maker.differences(lines, text.replace("no flight", "flies", 1))


def test_every_variant_has_a_row_in_every_table(maker: ModuleType) -> None:
    text = maker.PAGE.read_text(encoding="utf-8")
    tables = text.count("\n| case |")
    assert tables == len(maker.SECTIONS)
    for name in load_scenario(maker.NAME).variants:
        assert text.count(f"\n| `{name}` |") == tables


def test_at_most_six_sentences_and_each_holds_a_number(maker: ModuleType) -> None:
    text = maker.PAGE.read_text(encoding="utf-8").split("## What to notice\n")[1]
    items = [block for block in maker.blocks(text.splitlines()) if block]
    assert 1 <= len(items) <= 6
    assert all(item.startswith("- ") and maker.NUMBER.search(item) for item in items)
