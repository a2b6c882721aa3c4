"""Books and papers that the pages cite by author and year stand in full in docs/works.yaml, and are led to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
MODELS = sorted((ROOT / "docs/models").glob("*.md"))
IN_FULL = "U.S. Standard Atmosphere, 1976"  # stands in full on its page


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """Return `tools/site_works.py` as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        yield import_module("site_works")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def prop_no_work_is_cited_that_does_not_stand_in_full(path: Path, tool: ModuleType) -> None:
    (sources,) = re.findall(r"^## Sources?\n(.*?)(?=^## )", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    rest = tool.pattern().sub("", sources).replace(IN_FULL, "")
    assert not re.search(r"\b(?:19|20)\d\d\b", rest), rest


def prop_every_work_is_cited_and_told_once(tool: ModuleType) -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    assert set(tool.works()) == set().union(*map(tool.cited, texts))
    assert list(tool.works()) == sorted(tool.works(), key=str.lower)
    assert len(tool.works()) >= 30
    for key, told in tool.works().items():
        assert key[-4:].isdigit() or key.startswith("ITU"), key
        assert ". " in told and not told.endswith("."), key


def test_a_citation_leads_to_the_bibliography_and_code_is_left_alone(tool: ModuleType) -> None:
    text = "# Wilson 1927\n\nWilson 1927, Box and\nMuller 1958. `Wilson 1927` [Wilson 1927](x)\n\n    Wilson 1927\n"
    assert tool.led(text, "models/judge.md") == (
        "# Wilson 1927\n\n[Wilson 1927](../bibliography.md#wilson-1927), "
        "[Box and\nMuller 1958](../bibliography.md#box-and-muller-1958). `Wilson 1927` [Wilson 1927](x)\n\n"
        "    Wilson 1927\n"
    )
    assert tool.led("Wilson 1927", "leakage.md") == "[Wilson 1927](bibliography.md#wilson-1927)"
    assert tool.cited(text) == {"Wilson 1927", "Box and Muller 1958"}


def test_the_bibliography_says_who_cites(tool: ModuleType) -> None:
    text = tool.section({"models/judge.md": "Wilson 1927.", "models/shots.md": "Nothing."})
    assert "### Wilson 1927\n\nProbable inference" in text
    assert "Cited by [judge](models/judge.md)." in text
