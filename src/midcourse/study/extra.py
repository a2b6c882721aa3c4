"""What only some studies need and `midcourse[study]` installs: screening by SALib, emulators by scikit-learn."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from midcourse.errors import ScenarioError


def salib(module: str) -> Any:
    """Return a module of SALib.

    Raises:
        ScenarioError: it is not installed.
    """
    return _needed(f"SALib.{module}", "SALib")


def sklearn(module: str) -> Any:
    """Return a module of scikit-learn; raises as `salib`."""
    return _needed(f"sklearn.{module}", "scikit-learn")


def _needed(module: str, name: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise ScenarioError(f"{name} is not installed", allowed='pip install "midcourse[study]"') from None
