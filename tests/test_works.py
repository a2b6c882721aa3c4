"""Books and papers that the pages cite by author and year stand in full in docs/works.yaml, and are led to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import site_works

ROOT = Path(__file__).parents[1]
MODELS = sorted((ROOT / "docs/models").glob("*.md"))
IN_FULL = "U.S. Standard Atmosphere, 1976"  # stands in full on its page


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def prop_no_work_is_cited_that_does_not_stand_in_full(path: Path) -> None:
    (sources,) = re.findall(r"^## Sources?\n(.*?)(?=^## )", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    rest = site_works.pattern().sub("", sources).replace(IN_FULL, "")
    assert not re.search(r"\b(?:19|20)\d\d\b", rest), rest


def prop_every_work_is_cited_and_told_once() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    assert set(site_works.works()) == set().union(*map(site_works.cited, texts))
    assert list(site_works.works()) == sorted(site_works.works(), key=str.lower)
    assert len(site_works.works()) >= 30
    for key, told in site_works.works().items():
        assert key[-4:].isdigit() or key.startswith("ITU"), key
        assert ". " in told and not told.endswith("."), key


def test_a_citation_leads_to_the_bibliography_and_code_is_left_alone() -> None:
    text = "# Wilson 1927\n\nWilson 1927, Box and\nMuller 1958. `Wilson 1927` [Wilson 1927](x)\n\n    Wilson 1927\n"
    assert site_works.led(text, "models/judge.md") == (
        "# Wilson 1927\n\n[Wilson 1927](../bibliography.md#wilson-1927), "
        "[Box and\nMuller 1958](../bibliography.md#box-and-muller-1958). `Wilson 1927` [Wilson 1927](x)\n\n"
        "    Wilson 1927\n"
    )
    assert site_works.led("Wilson 1927", "leakage.md") == "[Wilson 1927](bibliography.md#wilson-1927)"
    assert site_works.cited(text) == {"Wilson 1927", "Box and Muller 1958"}


def test_the_bibliography_says_who_cites() -> None:
    text = site_works.section({"models/judge.md": "Wilson 1927.", "models/shots.md": "Nothing."})
    assert "### Wilson 1927\n\nProbable inference" in text
    assert "Cited by [judge](models/judge.md)." in text
