"""The resolved scenario: complete, deterministic, and a scenario of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from midcourse.scenario import load_scenario, resolved_yaml, scenario_hash, scenario_text, schema

BUILTIN = "nodong-japan"
SETS = ["doctrine.salvo=3", "raid.0.payload=900 kg", "sensors.0.losses=5.5 dB", "raid.0.to=35.1,139.3"]


@pytest.mark.parametrize(("name", "sets"), [(BUILTIN, []), (BUILTIN, SETS), ("europe-2007", [])])
def prop_resolved_scenario_loads_to_the_same_values(tmp_path: Path, name: str, sets: list[str]) -> None:
    first = load_scenario(name, sets=sets)
    path = tmp_path / "resolved.yaml"
    path.write_text(resolved_yaml(first), encoding="utf-8")
    second = load_scenario(path)
    assert second.raid == first.raid
    assert second.sensors == first.sensors
    assert second.batteries == first.batteries
    assert second.provenance == first.provenance
    assert resolved_yaml(second) == resolved_yaml(first)


def test_every_number_stands_in_the_resolved_text() -> None:
    scenario = load_scenario(BUILTIN)
    text = resolved_yaml(scenario)
    assert text.count("grade: ") == len(scenario.provenance) + 2  # and the two drag tables


def test_hash_follows_values_and_not_words_around_them(tmp_path: Path) -> None:
    first = scenario_hash(load_scenario(BUILTIN))
    copy = tmp_path / "other-name.yaml"
    copy.write_text("# a comment\n" + scenario_text(BUILTIN), encoding="utf-8")
    assert scenario_hash(load_scenario(copy)) == first
    assert scenario_hash(load_scenario(BUILTIN, "four-each")) != first
    assert scenario_hash(load_scenario(BUILTIN, sets=["raid.0.payload=1000.0000001 kg"])) != first
    assert len(first) == 64


def test_hash_does_not_depend_on_process_language_or_clock() -> None:
    code = "from midcourse.scenario import *; print(scenario_hash(load_scenario('nodong-japan')))"
    found = set()
    for seed, language, zone in (("0", "C", "UTC"), ("1", "de_DE.UTF-8", "Asia/Tokyo")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": language, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        found.add(run.stdout.strip())
    assert found == {scenario_hash(load_scenario(BUILTIN))}


def test_schema_is_json_and_knows_ids_quantities_and_overrides() -> None:
    found = json.loads(json.dumps(schema()))
    raid = found["$defs"]["RaidItem"]["properties"]
    assert {"missile", "from", "to", "arc", "launch", "payload"} <= set(raid)
    assert {"type": "string"} in raid["missile"]["anyOf"]
    assert "number" not in {form["type"] for form in raid["payload"]["anyOf"]}
    assert found["$defs"]["Place"]["anyOf"][0]["type"] == "string"
    assert found["additionalProperties"] is False
    sensor = found["$defs"]["SensorItem"]["properties"]
    assert {"sensor", "site", "boresight", "dwell", "search", "cloud_top"} <= set(sensor)
    assert set(found["$defs"]["Tracker"]["properties"]) >= {"confirm", "window", "silence"}
