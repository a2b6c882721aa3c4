"""The tool that writes the page of the scenario under test, as a module."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module")
def maker(request: pytest.FixtureRequest) -> ModuleType:
    """Return the tool that the test module names in `MAKER`; it imports its neighbours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(TOOLS)
        return importlib.import_module(request.module.MAKER)
