"""Checks the whole catalogue: every entry loads, every source exists, every rocket can leave the ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from midcourse.catalog.model import DragTable, Stage
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.reader import (
    entries,
    entry_node,
    load_drag,
    load_interceptor,
    load_missile,
    load_sensor,
    load_site,
)
from midcourse.catalog.tree import plain
from midcourse.errors import MidcourseError

STANDARD_GRAVITY_M_S2 = 9.80665
SOURCE_KEYS = ("author", "year", "title", "kind", "url", "publication")


def check_catalogue() -> list[str]:
    """Read every entry of the catalogue.

    Returns:
        The problems found, one line each; empty for a sound catalogue.
    """
    sources = set(entries("sources"))
    problems = [problem for key in sources for problem in _source_problems(key)]
    for kind, load in (
        ("missiles", load_missile),
        ("interceptors", load_interceptor),
        ("sensors", load_sensor),
        ("sites", load_site),
        ("drag", load_drag),
    ):
        for entry in entries(kind):
            try:
                model, numbers = load(entry)
            except MidcourseError as exc:
                problems.append(str(exc))
                continue
            problems += [f"{kind}/{entry}: {line}" for line in _citation_problems(numbers, sources)]
            problems += [f"{kind}/{entry}: {line}" for line in _drag_source(model, sources)]
            weight_kg: float = getattr(model, "payload_kg", 0.0) or getattr(model, "dead_kg", 0.0)
            line = lift_off_problem(getattr(model, "stages", ()), weight_kg)
            problems += [f"{kind}/{entry}: {line}"] if line else []
    return sorted(problems)


def lift_off_problem(stages: Sequence[Stage], payload_kg: float) -> str | None:
    """Say why a stack of stages cannot leave the ground, or None if it can.

    Args:
        stages: the stages, first one first.
        payload_kg: what stands on top [kg].

    Returns:
        One line, or None.
    """
    if not stages:
        return None
    first = stages[0]
    thrust_n = first.propellant_kg * first.isp_sea_level_s * STANDARD_GRAVITY_M_S2 / first.burn_s
    mass_kg = sum(stage.propellant_kg + stage.inert_kg for stage in stages) + payload_kg
    ratio = thrust_n / (mass_kg * STANDARD_GRAVITY_M_S2)
    if ratio > 1.0:
        return None
    return f"thrust at lift-off is {ratio:.2f} of the weight: propellant, burn and mass do not fit together"


def _citation_problems(numbers: dict[str, Provenance], sources: set[str]) -> Iterable[str]:
    for path, number in numbers.items():
        if number.source not in sources and number.source != "midcourse-default":
            yield f"{path}: source {number.source!r} is not in sources.yaml"


def _drag_source(model: BaseModel, sources: set[str]) -> Iterable[str]:
    table = getattr(model, "drag", model)
    if isinstance(table, DragTable) and table.source not in sources:
        yield f"drag table {table.id}: source {table.source!r} is not in sources.yaml"


def _source_problems(key: str) -> Iterable[str]:
    try:
        table = plain(entry_node("sources", key))
    except MidcourseError as exc:
        yield str(exc)
        return
    table.pop("id")
    for needed in ("author", "year", "title", "kind"):
        if not table.get(needed):
            yield f"sources/{key}: {needed} is missing"
    if not (table.get("url") or table.get("publication")):
        yield f"sources/{key}: neither url nor publication"
    for extra in sorted(set(table) - set(SOURCE_KEYS)):
        yield f"sources/{key}: unknown key {extra}"
