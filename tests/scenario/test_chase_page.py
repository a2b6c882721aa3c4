"""The page of the chase is what its tool writes, and its sentences rest on its tables."""

from __future__ import annotations

from types import ModuleType

import pytest

MAKER = "make_chase"


def test_the_page_is_what_the_tool_writes(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert maker.main(["--check"]) == 0, capsys.readouterr().out


def test_every_sentence_of_2007_has_its_paragraph(maker: ModuleType) -> None:
    text = maker.PAGE.read_text(encoding="utf-8")
    for said in ("V-22", "V-24", "V-25, first half", "V-25, second half", "V-27", "V-28"):
        assert text.count(f"**{said}") == 1
    assert (maker.PAGE.parent / "pictures/chase-russia-2007.png").stat().st_size > 20_000


def test_words_follow_the_counts(maker: ModuleType) -> None:
    limits = (500.0, 900.0, None)
    assert maker.follows([0, 0, 0], limits, 6) == "Follows, whatever the limit."
    assert maker.follows([1, 2, 6], limits, 6).startswith("Does not follow")
    assert "Follows with 500 s; not with more: 1 of 6 with 900 s" in maker.follows([0, 1, 2], limits, 6)
    assert maker.listed([]) == "none" and maker.listed(["a", "b", "c"]) == "a, b and c"
