"""Scenarios with their knobs, and whether a change of one is sound."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import APIRouter

from midcourse.web.asked import Asked, checked, loaded
from midcourse.web.problems import said_of
from midcourse.web.rooms import Missing

router = APIRouter(tags=["scenarios"], responses=said_of())
Document = dict[str, Any]


@router.get("/scenarios")
def list_all() -> list[Document]:
    """List the built-in scenarios."""
    return _listed()


@router.get("/scenarios/{scenario}")
def show(scenario: str, variant: str | None = None) -> Document:
    """Show one with its text, its sliders and every number with its author."""
    from midcourse.scenario.load import builtin_names

    if scenario not in builtin_names():
        raise Missing("no such scenario", key="scenario", got=scenario, allowed=", ".join(builtin_names()))
    return _shown(scenario, variant)


@router.get("/schema")
def schema() -> Document:
    """Return the JSON Schema of scenario files."""
    from midcourse.scenario.json_schema import schema as describe

    return describe()


@router.post("/check")
def check(asked: Asked) -> Document:
    """Check a scenario with its changes; nothing is done."""
    from midcourse.scenario import scenario_hash
    from midcourse.shown.command import run_line
    from midcourse.web.knobs import changed

    scenario = checked(asked)
    stated = loaded(asked.scenario, asked.text, None, ())
    return {
        "ok": True,
        "scenario_sha256": scenario_hash(scenario),
        "rerun": run_line(scenario.arguments, asked.runs, asked.seed, asked.worlds, scenario.grade),
        "changed": changed(scenario, stated),
        "warnings": list(scenario.warnings),
    }


@lru_cache(maxsize=1)
def _listed() -> list[Document]:
    from midcourse.scenario.load import builtin_names, load_scenario

    return [_line(name, load_scenario(name)) for name in builtin_names()]


def _line(name: str, scenario: Any) -> Document:
    return {
        "id": name,
        "name": scenario.name,
        "about": scenario.summary,
        "variants": [*scenario.variants],
        # a chase asks about missiles that fly past or away from the batteries
        "chase": len(scenario.raid) > 1 and bool(scenario.batteries),
    }


@lru_cache(maxsize=128)
def _shown(name: str, variant: str | None) -> Document:
    from midcourse.scenario.load import load_scenario
    from midcourse.web.knobs import knobs, numbers

    scenario = load_scenario(name, variant)
    return _line(name, scenario) | {
        "as_of": None if scenario.as_of is None else str(scenario.as_of),
        "yaml": scenario.text,
        "knobs": knobs(scenario),
        "numbers": numbers(scenario),
        "warnings": list(scenario.warnings),
    }
