"""The page of third parties is what its tool writes."""

from __future__ import annotations

from types import ModuleType

import pytest

MAKER = "make_third_parties"


def test_the_page_is_what_the_tool_writes(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert maker.main(["--check"]) == 0, capsys.readouterr().out


def test_the_maps_are_there(maker: ModuleType) -> None:
    for path in maker.MAPS.values():
        assert path.stat().st_size > 50_000 and f"pictures/{path.name}" in maker.PAGE.read_text(encoding="utf-8")
