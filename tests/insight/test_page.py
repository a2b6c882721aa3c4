"""The page of what follows from a campaign says what the command says now."""

from __future__ import annotations

from pathlib import Path

import pytest

import make_insight
from midcourse.api.campaigns import campaign
from midcourse.api.insight import insight

PAGE = make_insight.PAGE.read_text(encoding="utf-8")


def regress_the_screening_of_the_page_is_that_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("screen.yaml").write_text(make_insight.FILES["screen"], encoding="utf-8")
    campaign("screen.yaml")
    for line in make_insight.of_campaign("screen", insight("screen"), False):
        assert line in PAGE


def test_pictures_of_the_page_are_there() -> None:
    for name, pictures in make_insight.DRAWN.items():
        for picture in pictures:
            file = f"pictures/insight-{name}-{picture}.png"
            assert file in PAGE and (make_insight.PAGE.parent / file).is_file()
