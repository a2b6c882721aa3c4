"""The page of other sites is what its tool writes."""

from __future__ import annotations

import pytest

import make_sites


def test_the_cities_are_what_the_tool_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_sites.main(["--check", "--quick"]) == 0, capsys.readouterr().out


def test_the_maps_are_there() -> None:
    text = make_sites.PAGE.read_text(encoding="utf-8")
    for path in make_sites.MAPS.values():
        assert path.stat().st_size > 50_000 and f"pictures/{path.name}" in text
