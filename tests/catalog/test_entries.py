"""The catalogue itself: entries load, every number has an author, published figures stand as published."""

from __future__ import annotations

import time
from typing import Any

import pytest

from midcourse.catalog import (
    check_catalogue,
    entries,
    load_coefficient,
    load_drag,
    load_forces,
    load_interceptor,
    load_missile,
    load_posture,
    load_sensor,
    load_shield,
    load_site,
    load_treaty,
)
from midcourse.catalog.provenance import GRADES
from midcourse.catalog.reader import entry_node
from midcourse.errors import CatalogError

LOADERS: dict[str, Any] = {
    "missiles": load_missile,
    "interceptors": load_interceptor,
    "sensors": load_sensor,
    "sites": load_site,
    "drag": load_drag,
    "treaties": load_treaty,
    "forces": load_forces,
    "postures": load_posture,
    "shields": load_shield,
    "coefficients": load_coefficient,
}


def test_catalogue_has_no_problems() -> None:
    assert check_catalogue() == []


@pytest.mark.parametrize(("kind", "entry"), [(kind, entry) for kind in LOADERS for entry in entries(kind)])
def test_every_number_has_a_known_author_and_an_ordered_bracket(kind: str, entry: str) -> None:
    model, numbers = LOADERS[kind](entry)
    assert model.id == entry
    for path, number in numbers.items():
        assert number.grade in GRADES, path
        assert number.source in entries("sources") or number.source == "midcourse-default", path
        assert number.low is None or number.low <= number.value, path
        assert number.high is None or number.high >= number.value, path


def val_nodong_stands_as_published() -> None:
    # stage set of the public script nodong.py: 12912 and 1780 kg, 226 s, 110 s, 1.32 m
    missile, numbers = load_missile("nodong")
    (stage,) = missile.stages
    assert (stage.propellant_kg, stage.inert_kg, stage.burn_s) == (12912.0, 1780.0, 110.0)
    assert (stage.isp_sea_level_s, stage.diameter_m) == (226.0, 1.32)
    assert stage.isp_vacuum_s == pytest.approx(1.10 * 226.0, abs=0.05)
    assert stage.cut_off
    bracket = numbers["range"]
    assert (bracket.low, bracket.high) == (1.0e6, 1.3e6)
    # 500 to 1500 lb/ft2, 1 lb/ft2 = 4.88 kg/m2
    beta = numbers["ballistic_coefficient"]
    assert beta.low == pytest.approx(500 * 4.88, rel=1e-3)
    assert beta.high == pytest.approx(1500 * 4.88, rel=1e-3)


def val_generic_interceptor_stages_add_up_to_the_set() -> None:
    interceptor, _ = load_interceptor("sm-3-iia")
    gross = [stage.propellant_kg + stage.inert_kg for stage in interceptor.stages]
    shares = [stage.propellant_kg / mass for stage, mass in zip(interceptor.stages, gross, strict=True)]
    assert gross == pytest.approx([600.0, 900.0, 270.0])
    assert shares == pytest.approx([0.75, 0.84, 0.83])
    assert interceptor.dead_kg + interceptor.kill_vehicle.mass_kg == pytest.approx(50.0)


def val_forward_radar_stands_as_published() -> None:
    radar, _ = load_sensor("an-tpy-2")
    assert (radar.mean_power_w, radar.aperture_m2, radar.frequency_hz) == (81e3, 9.2, 9.5e9)
    assert radar.losses == pytest.approx(10**0.6, rel=1e-15)


@pytest.mark.parametrize(
    ("entry", "lat_deg", "lon_deg"),
    [
        ("musudan-ri", 40.86, 129.67),
        ("sohae", 39.66, 124.71),
        ("redzikowo", 54.48, 17.10),
        ("fort-greely", 63.95, -145.73),
        ("vypolzovo", 57.87, 33.66),
        ("shariki", 40.88, 140.33),
        ("sapporo", 43.06, 141.35),
    ],
)
def val_sites_lie_where_published(entry: str, lat_deg: float, lon_deg: float) -> None:
    site, _ = load_site(entry)
    assert (site.lat_deg, site.lon_deg) == pytest.approx((lat_deg, lon_deg), abs=0.01)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("v2-sutton", {0: 0.15, 1: 0.30, 1.18: 0.42, 2: 0.24, 5.5: 0.15}),
        ("large-solid", {1: 0.2402, 1.2: 0.3618, 2: 0.2682, 3: 0.1859, 6: 0.101}),
        ("large-liquid", {1: 0.3402, 1.18: 0.4747, 2: 0.343, 3: 0.2305, 6: 0.1134}),
    ],
)
def val_drag_tables_stand_as_published(table: str, rows: dict[float, float]) -> None:
    drag, _ = load_drag(table)
    assert len(drag.mach) == 21
    found = dict(zip(drag.mach, drag.cd, strict=True))
    assert {mach: found[mach] for mach in rows} == rows
    assert load_drag(drag)[0] is drag


@pytest.mark.parametrize("load", LOADERS.values())
@pytest.mark.parametrize("entry", ["", "../sources", "no-such-thing", "nodong.yaml", "/etc/passwd", "a\0b"])
def test_unknown_ids_are_refused(load: Any, entry: str) -> None:
    with pytest.raises(CatalogError, match="no such"):
        load(entry)


def test_near_ids_are_suggested() -> None:
    with pytest.raises(CatalogError, match="did you mean nodong"):
        load_missile("nodogn")
    with pytest.raises(CatalogError, match="did you mean missiles"):
        entries("missile")


def test_one_missile_loads_fast() -> None:
    load_missile("nodong")
    entry_node.cache_clear()
    start = time.process_time()
    load_missile("nodong")
    assert time.process_time() - start < 1.0  # 0.02 s on an idle core
