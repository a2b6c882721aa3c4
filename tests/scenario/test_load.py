"""Loading scenarios: the built-in one, files good and bad, and what the result holds."""

from __future__ import annotations

import copy
import math
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyproj import Geod

from midcourse.catalog import entries
from midcourse.catalog.provenance import GRADES
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, builtin_names, load_scenario, resolved_yaml, scenario_text
from midcourse.scenario.model import MAX_ITEMS

BUILTIN = "nodong-japan"


@pytest.fixture
def scenario() -> Scenario:
    return load_scenario(BUILTIN)


def _written(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_builtin_is_listed_and_resolved(scenario: Scenario) -> None:
    assert BUILTIN in builtin_names()
    assert scenario.name_id == BUILTIN
    assert scenario.raid[0].missile.id == "nodong"
    assert scenario.raid[0].from_place.id == "musudan-ri"
    assert scenario.raid[0].to_place.name == "Tokyo"
    assert scenario.sensors[0].radar.id == "an-tpy-2"
    assert scenario.batteries[0].interceptor.id == "sm-3-iia"
    assert scenario.batteries[0].count == 8
    assert (scenario.doctrine.salvo, scenario.doctrine.decision_delay_s) == (2, 60.0)
    assert [place.id for place in scenario.defended] == ["tokyo", "osaka", "sapporo"]
    assert scenario.text == scenario_text(BUILTIN)


def test_every_builtin_loads_with_each_of_its_variants() -> None:
    for name in builtin_names():
        base = load_scenario(name)
        for variant in base.variants:
            assert load_scenario(name, variant).text == base.text


def val_builtin_flight_is_within_the_published_range(scenario: Scenario) -> None:
    # great circle on a sphere of 6371 km against the 1000 to 1300 km of the fact sheet
    a, b = scenario.raid[0].from_place, scenario.raid[0].to_place
    lat_a, lat_b = math.radians(a.lat_deg), math.radians(b.lat_deg)
    cosine = math.sin(lat_a) * math.sin(lat_b)
    cosine += math.cos(lat_a) * math.cos(lat_b) * math.cos(math.radians(a.lon_deg - b.lon_deg))
    assert 1000.0 < 6371.0 * math.acos(cosine) < 1100.0


def test_every_number_in_use_has_a_provenance(scenario: Scenario) -> None:
    numbers = scenario.provenance
    assert numbers["raid.0.payload"].value == 1000.0
    assert numbers["raid.0.stages.0.burn"].source == "nodong-script"
    assert numbers["sensors.0.mean_power"].unit == "W"
    assert numbers["batteries.0.kill_vehicle.divert"].low == 500.0
    assert numbers["raid.0.from.lat"].source == "wikipedia-musudan-ri"
    assert numbers["doctrine.decision_delay"].high == 300.0
    assert numbers["sensors.0.boresight"].grade == "user"


def test_overrides_beside_an_id_and_inside_a_table(tmp_path: Path) -> None:
    text = scenario_text(BUILTIN)
    beside = text.replace("missile: nodong\n", "missile: nodong\n    payload: 900 kg\n")
    inside = text.replace("missile: nodong\n", "missile: {like: nodong, payload: 900 kg}\n")
    for changed in (beside, inside):
        scenario = load_scenario(_written(tmp_path, changed))
        assert scenario.raid[0].missile.payload_kg == 900.0
        assert scenario.provenance["raid.0.payload"].grade == "user"
        assert scenario.provenance["raid.0.payload"].low is None
        assert scenario.provenance["raid.0.range"].grade == "press"


def test_places_by_coordinates(tmp_path: Path) -> None:
    text = scenario_text(BUILTIN).replace("to: tokyo", "to: {lat: 35.6 deg, lon: 139.7 deg}")
    assert load_scenario(_written(tmp_path, text)).raid[0].to_place.lat_deg == 35.6
    text = scenario_text(BUILTIN).replace("to: tokyo", "to: 35.6, 139.7")
    scenario = load_scenario(_written(tmp_path, text))
    assert scenario.raid[0].to_place.lon_deg == 139.7
    assert scenario.raid[0].to_place.name == "35.6 N 139.7 E"


def test_doctrine_may_be_left_out(tmp_path: Path) -> None:
    head, _, tail = scenario_text(BUILTIN).partition("doctrine:")
    scenario = load_scenario(
        _written(tmp_path, head + tail[tail.index("defended:") :].partition("variants:")[0])
    )
    assert scenario.doctrine.salvo == 2
    spacing = scenario.provenance["doctrine.spacing"]
    assert (spacing.source, spacing.grade) == ("midcourse-starting-values", "assumed")
    assert (spacing.low, spacing.value, spacing.high) == (5.0, 10.0, 30.0)
    assert (scenario.tracker.confirm, scenario.tracker.window) == (3, 5)
    assert scenario.provenance["tracker.silence"].grade == "assumed"


def test_fault_names_file_line_and_key(tmp_path: Path) -> None:
    path = _written(tmp_path, scenario_text(BUILTIN).replace("launch: 0 s", "launch: 0"))
    line = 1 + path.read_text().splitlines().index("    launch: 0")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    error = caught.value
    assert (error.file, error.line, error.key) == (str(path), line, "raid.0.launch")
    assert "60 s" in str(error.allowed)


def test_missing_key_names_its_table(tmp_path: Path) -> None:
    path = _written(tmp_path, scenario_text(BUILTIN).replace("    to: tokyo\n", ""))
    with pytest.raises(ScenarioError, match=r"raid.0.to: a key is missing"):
        load_scenario(path)


BAD_FILES = [
    (b"", "empty"),
    (b"# nothing\n", "empty"),
    (b"- a\n- b\n", "table of keys"),
    (b"just text", "table of keys"),
    (b"name: a\n---\nname: b\n", "second document"),
    (b"name: &a x\n", "anchor"),
    (b"name: *a\n", "alias"),
    (b"name: !!python/object:os.system x\n", "tag"),
    (b"name: a\nname: b\n", "duplicate key"),
    (b"name:\ta\n", "tab"),
    ("name: é".encode("latin-1"), "not UTF-8"),
    ("name: a".encode("utf-16"), "not UTF-8"),
    (b"# " + b"x" * 2_000_000, "too large"),
    (b"name: .nan\n", "finite"),
    (b"name: a\n", "raid: a key is missing"),
    (b"[" * 5000, "nested too deeply"),
]


@pytest.mark.parametrize(("data", "why"), BAD_FILES, ids=[why for _, why in BAD_FILES])
def test_bad_file_is_one_line_with_its_name(tmp_path: Path, data: bytes, why: str) -> None:
    path = _written(tmp_path, data)
    start = time.process_time()
    with pytest.raises(ScenarioError, match=why) as caught:
        load_scenario(path)
    assert time.process_time() - start < 3.0
    assert caught.value.file == str(path)


def test_missing_file_folder_and_odd_names(tmp_path: Path) -> None:
    for name in (tmp_path / "none.yaml", tmp_path, "", ".", "a\0b", "x" * 5000, "nodong-japn"):
        with pytest.raises(ScenarioError) as caught:
            load_scenario(name)
        assert "\n" not in str(caught.value)
    with pytest.raises(ScenarioError, match="did you mean nodong-japan"):
        load_scenario("nodong-japn")
    with pytest.raises(ScenarioError, match="a folder"):
        load_scenario(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ScenarioError, match="not a plain file"):
        load_scenario(tmp_path / "pipe")


def test_raid_without_end_is_refused_before_any_work() -> None:
    items = [{"missile": "nodong", "from": "sohae", "to": "tokyo"}] * (MAX_ITEMS + 1)
    start = time.process_time()
    with pytest.raises(ScenarioError, match="too many items"):
        load_scenario(BUILTIN).set("raid", items)
    assert time.process_time() - start < 3.0


def test_scenario_is_frozen_and_travels(scenario: Scenario) -> None:
    with pytest.raises(Exception, match="frozen"):
        scenario.name = "other"
    for twin in (pickle.loads(pickle.dumps(scenario)), copy.deepcopy(scenario)):
        assert twin == scenario
        assert twin.set("doctrine.salvo", 3).doctrine.salvo == 3


def test_import_of_the_package_stays_light() -> None:
    code = (
        "import sys, midcourse, midcourse.catalog, midcourse.scenario, midcourse.units; "
        "sys.exit(any(name in sys.modules for name in ('pydantic', 'ruamel', 'pint', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_builtin_loads_without_pint_or_numpy() -> None:
    code = (
        "import sys; from midcourse.scenario import load_scenario; load_scenario('nodong-japan'); "
        "sys.exit('pint' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("variant", [None, *load_scenario("europe-2007").variants])
def prop_every_number_of_the_plan_has_an_author(variant: str | None) -> None:
    known = {*entries("sources"), "midcourse-default"}
    for path, number in load_scenario("europe-2007", variant).provenance.items():
        assert number.grade in GRADES and number.source in known, path


SPACE_AND_RADAR = "sensors=[{sensor: dsp, report_delay: 20 s}, {sensor: an-tpy-2, site: shariki}]"


def test_satellites_stand_beside_radars_and_need_no_site() -> None:
    scenario = load_scenario(BUILTIN, sets=[SPACE_AND_RADAR])
    space, radar = scenario.sensors
    assert (space.is_radar, space.site, space.infrared.report_delay_s) == (False, None, 20.0)
    assert (radar.is_radar, radar.place.id, radar.radar.search) == (True, "shariki", "cue")
    assert scenario.provenance["sensors.0.cloud_top"].value == 10e3
    for clock in ("satellite", "lift-off", "radar:an-tpy-2"):
        assert scenario.set("doctrine.clock", clock).doctrine.clock == clock


def test_no_sensors_no_batteries_and_no_interceptors_are_legal() -> None:
    nothing = load_scenario(BUILTIN, sets=["sensors=[]", "batteries=[]"])
    assert (nothing.sensors, nothing.batteries) == ((), ())
    assert load_scenario(BUILTIN, sets=["batteries.0.count=0"]).batteries[0].count == 0


def val_boresight_that_nobody_gives_follows_the_rule_and_is_written_down() -> None:
    sensors = "sensors=[{sensor: an-tpy-2, site: shariki}, {sensor: sbx, site: adak}, "
    sensors += "{sensor: bmews-upgraded, site: fylingdales}]"
    scenario = load_scenario(BUILTIN, sets=[sensors])
    stands, turns, round_about = (item.boresight_azimuth_rad for item in scenario.sensors)
    assert stands is not None and turns is not None and round_about is None
    # PROJ on the ellipsoid, from Shariki to Musudan-ri and to what is defended, and from Adak; ours is on a sphere
    here, globe = scenario.sensors[0].place, Geod(ellps="WGS84")
    bearings = [
        math.radians(globe.inv(here.lon_deg, here.lat_deg, one.lon_deg, one.lat_deg)[0])
        for one in scenario.defended
    ]
    middle = math.degrees(math.atan2(sum(map(math.sin, bearings)), sum(map(math.cos, bearings)))) % 360.0
    assert 150.0 < middle < 220.0
    assert math.degrees(stands) == pytest.approx(0.5 * (273.3 + middle), abs=0.3)
    assert math.degrees(turns) == pytest.approx(274.9, abs=0.3)
    for path in ("sensors.0.boresight", "sensors.1.boresight"):
        number = scenario.provenance[path]
        assert number.grade == "assumed" and number.where.startswith("not given")
        assert f"{number.value!r} rad" in resolved_yaml(scenario)
    assert "sensors.2.boresight" not in scenario.provenance
