"""The tool that writes the page of the scenario under test, as a module."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from midcourse.scenario import load_scenario


@pytest.fixture(scope="module")
def maker(request: pytest.FixtureRequest) -> ModuleType:
    """Return the tool that the test module names in `MAKER`."""
    return importlib.import_module(request.module.MAKER)


@pytest.fixture
def told() -> Callable[[ModuleType, str, object], None]:
    """Return what asks the page of a scenario against the homeland for its variants and its numbers."""

    def ask(maker: ModuleType, name: str, page: object) -> None:
        text = (maker.ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
        tables = [section for section in text.split("\n## ")[1:] if "\n| case |" in section]
        # one more than words: what doubt does to it
        assert len(tables) == len(sys.modules["homeland_tables"].words_of(page)) + 1
        for variant in load_scenario(name).variants:
            assert all(f"`{variant}`" in tables[n] for n in (1, 2, 4))  # sights, windows, outcomes
        items = text.split("## What to notice\n")[1].strip().split("\n- ")
        assert 1 <= len(items) <= 6
        assert all(any(letter.isdigit() for letter in item) for item in items)

    return ask
