"""The page of races is what its tool writes."""

from __future__ import annotations

import make_race as maker


def test_the_page_is_what_its_tool_writes(capsys) -> None:
    assert maker.main(["--check"]) == 0
    assert capsys.readouterr().out == "docs/race.md agrees\n"
    assert all(path.is_file() for path in maker.PICTURES.values())
