"""The page of what the radars see is what its tool writes."""

from __future__ import annotations

from types import ModuleType

import pytest

MAKER = "make_see"


def test_the_page_is_what_the_tool_writes(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert maker.main(["--check"]) == 0, capsys.readouterr().out


def test_the_pictures_are_there(maker: ModuleType) -> None:
    for path in maker.PICTURES.values():
        assert path.stat().st_size > 30_000 and f"pictures/{path.name}" in maker.PAGE.read_text(
            encoding="utf-8"
        )
