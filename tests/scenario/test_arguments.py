"""What a command takes to load a scenario again: the same scenario comes of it, however it was changed."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from midcourse.cli.app import command
from midcourse.scenario import Scenario, load_scenario, scenario_hash
from midcourse.scenario.apply import text_from_python, value_from_python, value_from_text
from midcourse.shown.command import line

CHANGES = [
    ("doctrine.salvo", 3),
    ("doctrine.decision_delay", "120 s"),
    ("doctrine.common_cause", 0.25),
    ("doctrine.boost_commit", True),
    ("defended", ["tokyo", "osaka"]),
    ("raid.0.missile.payload", "800 kg"),
    ("batteries.0.interceptor", {"like": "sm-3-iia", "flight_time_limit": "500 s"}),
    ("sensors.0.site", {"lat": "38.35 deg", "lon": "137.79 deg"}),
    ("name", "yes: it's a \"name\" # with signs"),
]


def again(arguments: tuple[str, ...]) -> Scenario:
    """Load a scenario from what is typed behind a command."""
    name, *options = arguments
    pairs = list(zip(options[::2], options[1::2], strict=True))
    variant = next((value for key, value in pairs if key == "--variant"), None)
    return load_scenario(name, variant, [value for key, value in pairs if key == "--set"])


@pytest.mark.parametrize(("path", "value"), CHANGES)
def prop_a_changed_scenario_is_loaded_again(path: str, value: Any) -> None:
    changed = load_scenario("nodong-japan").set(path, value)
    assert changed.arguments[0] == "nodong-japan"
    assert scenario_hash(again(changed.arguments)) == scenario_hash(changed)


def test_variant_and_changes_come_in_their_order(tmp_path: Path) -> None:
    given = load_scenario("europe-2007", "mda-speed", ["doctrine.salvo=3"])
    changed = given.set("doctrine.salvo", 4)
    changes = ("--set", "doctrine.salvo=3", "--set", "doctrine.salvo=4")
    assert changed.arguments == ("europe-2007", "--variant", "mda-speed", *changes)
    assert scenario_hash(again(changed.arguments)) == scenario_hash(changed)
    mine = tmp_path / "europe-2007.yaml"  # a file of one's own may be called like a built-in scenario
    mine.write_text(given.text.replace("salvo: 2", "salvo: 1"), encoding="utf-8")
    assert load_scenario(str(mine)).arguments == (str(mine),)


WORDS = ["true", "no", "3", "3.5", "1e3", "null", "", "a: b", "[x]", "- x", "#x", "0 s", "x y"]


@pytest.mark.parametrize("value", WORDS)
def prop_text_stays_text(value: str) -> None:
    assert value_from_text(text_from_python(value), "x").value == value_from_python(value, "x").value


def prop_a_line_is_one_that_the_command_knows() -> None:
    words = shlex.split(line("fly", ["nodong"], {"from": "35.1,129", "to": None, "azimuth": 12.5, "payload": 800.0}))
    assert words == ["midcourse", "fly", "nodong", "--from", "35.1,129", "--azimuth", "12.5", "--payload", "800"]
    known = {name for option in command().commands["fly"].params for name in option.opts}  # type: ignore[attr-defined]
    assert {word for word in words if word.startswith("--")} <= known
