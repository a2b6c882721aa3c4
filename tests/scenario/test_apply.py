"""Replaced values and variants."""

from __future__ import annotations

import pytest

from midcourse.errors import ScenarioError
from midcourse.scenario import load_scenario

BUILTIN = "nodong-japan"


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("doctrine.salvo=4", "doctrine.salvo", None),
        ("doctrine.decision_delay=3 min", "doctrine.decision_delay", 180.0),
        ("raid.0.payload=900 kg", "raid.0.payload", 900.0),
        ("raid.0.missile.payload=900 kg", "raid.0.payload", 900.0),
        ("raid.0.stages.0.burn=100 s", "raid.0.stages.0.burn", 100.0),
        ("raid.0.missile.stages.0.burn=100 s", "raid.0.stages.0.burn", 100.0),
        ("sensors.0.dwell=50 ms", "sensors.0.dwell", 0.05),
        ("batteries.0.kill_vehicle.divert=1 km/s", "batteries.0.kill_vehicle.divert", 1000.0),
        ("batteries.0.flight_time_limit={value: 700 s, low: 600 s}", "batteries.0.flight_time_limit", 700.0),
        ("raid.0.to=osaka", "raid.0.to.lat", 34.694),
        ("raid.0.from=39.66, 124.71", "raid.0.from.lon", 124.71),
        ("defended=[tokyo, seoul]", "defended.1.lat", 37.566),
    ],
)
def test_set_replaces_one_value(setting: str, path: str, value: float | None) -> None:
    before, after = load_scenario(BUILTIN), load_scenario(BUILTIN, sets=[setting])
    if value is not None:
        assert after.provenance[path].value == value
    assert after != before
    assert after.text == before.text


def test_set_keeps_the_rest_of_the_entry() -> None:
    before = load_scenario(BUILTIN).raid[0].missile
    after = load_scenario(BUILTIN, sets=["raid.0.stages.0.burn=100 s"]).raid[0].missile
    changed = {"burn_s": 100.0}
    assert after == before.model_copy(update={"stages": (before.stages[0].model_copy(update=changed),)})


def test_later_settings_win_over_variant_and_earlier_ones() -> None:
    scenario = load_scenario(BUILTIN, "four-each", ["doctrine.salvo=3", "doctrine.salvo=5"])
    assert scenario.doctrine.salvo == 5
    assert load_scenario(BUILTIN, "four-each").doctrine.salvo == 4
    assert load_scenario(BUILTIN, "light-load").raid[0].missile.payload_kg == 800.0


def test_set_in_python_leaves_the_first_scenario_alone() -> None:
    first = load_scenario(BUILTIN)
    second = first.set("doctrine.salvo", 3).set("batteries.0.count", 20).set("defended", ["tokyo"])
    assert (second.doctrine.salvo, second.batteries[0].count, len(second.defended)) == (3, 20, 1)
    assert (first.doctrine.salvo, first.batteries[0].count, len(first.defended)) == (2, 8, 3)


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "=3",
        "doctrine.salvo",
        "doctrine.salvo=",
        "doctrine..salvo=3",
        ".=3",
        "raid.-1.to=osaka",
        "raid.².to=osaka",
        "doctrine.salvo=&a 3",
        "doctrine.salvo=3\n---\n4",
        "doctrine.salvo={",
        "doctrine=3",
        "name=3",
        "name=null",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o=1",
        "raid.0.from.lat.value.value=1",
        "raid.0.missile.like.like=nodong",
        "variants=3",
    ],
)
def test_bad_settings_are_one_line(setting: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(BUILTIN, sets=[setting])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"3", {1, 2}, 10**400])
def test_python_values_that_no_file_could_hold(value: object) -> None:
    with pytest.raises(ScenarioError):
        load_scenario(BUILTIN).set("raid.0.payload", value)


def test_unknown_variant_is_named() -> None:
    with pytest.raises(ScenarioError, match="did you mean four-each"):
        load_scenario(BUILTIN, "four-eac")
