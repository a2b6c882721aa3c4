"""The page of the test record is what its tool writes, of the record as it is."""

from __future__ import annotations

import pytest

import make_record
from midcourse.catalog import load_record


def test_the_page_agrees_with_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_record.main(["--check"]) == 0, capsys.readouterr().out


def test_every_test_stands_on_the_page() -> None:
    text = make_record.PAGE.read_text(encoding="utf-8")
    for test in load_record("gmd")[0].tests:
        assert f"| {test.date} | {test.name} | {test.configuration} | {test.purpose} |" in text
    assert make_record.PICTURE.is_file()


def test_a_changed_number_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    other = tmp_path / "page.md"
    other.write_text(make_record.PAGE.read_text(encoding="utf-8").replace("| 12 of 20 |", "| 14 of 20 |"))
    monkeypatch.setattr(make_record, "PAGE", other)
    assert make_record.main(["--check"]) == 1
