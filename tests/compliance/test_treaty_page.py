"""The page of answers is what its tool writes."""

from __future__ import annotations

import make_treaty as maker
from midcourse.compliance.finding import BREACH, CONTESTED


def test_the_page_is_what_its_tool_writes(capsys) -> None:
    assert maker.main(["--check"]) == 0
    assert capsys.readouterr().out == "docs/treaty.md agrees\n"


def test_the_sense_of_the_page() -> None:
    verdict = {(name, variant): maker.asked(name, variant).counts for _, name, variant in maker.SCENARIOS}
    assert verdict["testbed-2001", None][BREACH] == verdict["testbed-2001", None][CONTESTED] == 0
    assert verdict["testbed-2001", "emergency-fort-greely"][CONTESTED] == 2
    assert all(verdict[name, None][BREACH] >= 3 for name in ("national-2004", "europe-2007"))
