"""Options that several commands share, and numbers with or without a unit."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from midcourse.errors import ScenarioError

Json = Annotated[
    bool, typer.Option("--json", help="One JSON document on standard output, nothing else there.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no messages.")]
Sets = Annotated[
    list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Replace one value of the scenario.")
]
Variant = Annotated[
    str | None, typer.Option("--variant", metavar="NAME", help="Apply a variant of the scenario.")
]


def number(text: str, key: str, dimension: str, unit: str) -> float:
    """Return a number that was typed: bare in `unit`, or with a unit of its dimension, in SI (angles in rad)."""
    from midcourse.units import parse_quantity

    try:
        return parse_quantity(text, dimension, bare_unit=unit)
    except ScenarioError as problem:
        problem.key = key
        raise ScenarioError(
            problem.why, key=key, got=problem.got, allowed=problem.allowed, nearest=problem.nearest
        ) from None


def numbers(text: str, key: str, names: tuple[str, ...]) -> list[float]:
    """Return finite numbers separated by commas, as many as there are names."""
    allowed = ",".join(names)
    parts = text.split(",")
    if len(parts) != len(names):
        raise ScenarioError(
            f"{len(parts)} numbers in place of {len(names)}", key=key, got=text, allowed=allowed
        )
    values = []
    for part, name in zip(parts, names, strict=True):
        try:
            value = float(part)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise ScenarioError(f"{name} is not a finite number", key=key, got=part.strip(), allowed=allowed)
        values.append(value)
    return values


def whole(text: str, key: str, low: int, high: int) -> int:
    """Return a whole number between bounds that was typed."""
    allowed = f"a whole number from {low:,} to {high:,}"
    try:
        value = int(text)
    except ValueError:
        raise ScenarioError("not a whole number", key=key, got=text, allowed=allowed) from None
    if not low <= value <= high:
        raise ScenarioError("out of bounds", key=key, got=text, allowed=allowed)
    return value
