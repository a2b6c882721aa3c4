"""Reads the check cases that are shipped with the package; tests read the same files."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def table(name: str) -> Any:
    """Read one file of cases.

    Args:
        name: its name without ending, e.g. `nesc`.

    Returns:
        The file's mapping; do not change it.
    """
    text = (files("midcourse.verification") / "cases" / f"{name}.yaml").read_text(encoding="utf-8")
    return YAML(typ="safe", pure=True).load(text)


@cache
def arcs() -> list[dict[str, Any]]:
    """Read the 2,000 random arcs; every column but `label` is a number, named with its unit."""
    text = (files("midcourse.verification") / "cases" / "arcs.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [
        {key: value if key == "label" else float(value) for key, value in row.items()}
        for row in csv.DictReader(lines)
    ]
