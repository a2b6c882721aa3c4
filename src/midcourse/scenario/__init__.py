"""Scenarios: from a file to a checked, frozen object; everything is imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from midcourse.scenario.doubt import World, at_range, worlds
    from midcourse.scenario.graded import doubt_left, firm_below
    from midcourse.scenario.json_schema import schema
    from midcourse.scenario.load import built_in, builtin_names, load_scenario, load_text, scenario_text
    from midcourse.scenario.model import BatteryItem, Doctrine, RaidItem, Scenario, SensorItem, Tracker
    from midcourse.scenario.own import own_text
    from midcourse.scenario.place import Place, parse_place, sea_warning
    from midcourse.scenario.resolved import resolved_yaml, scenario_hash

_HOME = {
    **dict.fromkeys(("built_in", "builtin_names", "load_scenario", "load_text", "scenario_text"), "load"),
    **dict.fromkeys(("BatteryItem", "Doctrine", "RaidItem", "Scenario", "SensorItem", "Tracker"), "model"),
    **dict.fromkeys(("World", "at_range", "worlds"), "doubt"),
    **dict.fromkeys(("Place", "parse_place", "sea_warning"), "place"),
    **dict.fromkeys(("resolved_yaml", "scenario_hash"), "resolved"),
    **dict.fromkeys(("doubt_left", "firm_below"), "graded"),
    "own_text": "own",
    "schema": "json_schema",
}

__all__ = [
    "BatteryItem",
    "Doctrine",
    "Place",
    "RaidItem",
    "Scenario",
    "SensorItem",
    "Tracker",
    "World",
    "at_range",
    "built_in",
    "builtin_names",
    "doubt_left",
    "firm_below",
    "load_scenario",
    "load_text",
    "own_text",
    "parse_place",
    "resolved_yaml",
    "scenario_hash",
    "scenario_text",
    "schema",
    "sea_warning",
    "worlds",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: pydantic and the YAML reader cost 0.15 s."""
    if name in _HOME:
        return getattr(import_module(f"midcourse.scenario.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
