"""The page of what arrives in reply is what its tool writes."""

from __future__ import annotations

import pytest

import make_balance


def test_the_page_is_what_its_tool_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_balance.main(["--check"]) == 0, capsys.readouterr().out
    assert all((make_balance.ROOT / f"docs/pictures/{name}.png").is_file() for name in make_balance.PICTURES)


def test_a_changed_number_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    text = make_balance.PAGE.read_text(encoding="utf-8")
    other = tmp_path / "page.md"
    other.write_text(text.replace("| 2,683 |", "| 2,863 |"))
    assert other.read_text() != text
    monkeypatch.setattr(make_balance, "PAGE", other)
    assert make_balance.main(["--check"]) == 1
