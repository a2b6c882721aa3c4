"""What is defended: cells, nestings, grids over the pole and across 180 degrees, polygons and areas."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely

from midcourse.analysis.boxes import area_km2, boxes
from midcourse.analysis.footprint import (
    AGAIN,
    CONSTRAINTS,
    DECISION,
    FLOOR,
    HORIZON,
    NESTINGS,
    NOBODY,
    NOTHING,
    OUT_OF_RANGE,
    QUALITY,
    SPEED,
    TIME,
    Cell,
    cell_at,
    defence_of,
)
from midcourse.analysis.grid import grid_cells
from midcourse.api import Footprint, footprint, load
from midcourse.api.coverage import Region, grid_of, region_of
from midcourse.cli.front import enter
from midcourse.engagement.run import battery_of
from midcourse.engagement.windows import true_window
from midcourse.errors import ScenarioError
from midcourse.records import WARHEAD
from midcourse.scenario import Scenario, parse_place
from midcourse.threats.fly import fly_raid


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load("europe-2007")


@pytest.fixture(scope="module")
def found(europe: Scenario) -> Footprint:
    return footprint(europe, 4.0, Region(34.0, -12.0, 70.0, 48.0))


def prop_each_constraint_leaves_no_more_than_those_before_it(found: Footprint) -> None:
    for cell in found.cells:
        assert all(before >= after for before, after in pairwise(cell.shots))
        assert (cell.constraint == NOTHING) == (cell.shots[NESTINGS.index(DECISION)] > 0)
        assert (cell.constraint == OUT_OF_RANGE) == (not cell.reached)
    assert len({cell.constraint for cell in found.cells}) >= 5


def verif_north_west_is_covered_and_south_east_is_not(europe: Scenario) -> None:
    defence = defence_of(europe)
    for place in ("london", "berlin", "copenhagen"):
        spot = parse_place(place)
        assert cell_at(defence, spot.lat_deg, spot.lon_deg).shots[-1] >= 1
    for place in ("athens", "ankara", "istanbul"):
        spot = parse_place(place)
        assert cell_at(defence, spot.lat_deg, spot.lon_deg).shots[-1] == 0


@pytest.mark.parametrize("place", ["london", "athens", "ankara", "kazan"])
def verif_the_first_and_the_last_nesting_are_windows_of_a_run(europe: Scenario, place: str) -> None:
    spot = parse_place(place)
    item = europe.raid[0].model_copy(update={"to_place": spot})
    sky = fly_raid((item,))
    k = int(np.flatnonzero(sky.kind == WARHEAD)[0])
    window = true_window(sky, k, battery_of(europe.batteries[0]), 0.0)
    cell = cell_at(defence_of(europe), spot.lat_deg, spot.lon_deg)
    assert (cell.shots[0] > 0) == (not math.isnan(window.first_s))


def verif_no_delay_covers_more_and_a_long_one_less(europe: Scenario) -> None:
    box = Region(38.0, 18.0, 50.0, 36.0)
    areas = [
        footprint(europe.set("doctrine.decision_delay", f"{delay} s"), 4.0, box).covered_area_km2
        for delay in (0, 60, 300)
    ]
    assert areas[0] >= areas[1] > areas[2]


def verif_constraints_are_named_after_what_is_taken_away(europe: Scenario) -> None:
    london = (51.5, -0.1)
    blind = europe.model_copy(update={"sensors": europe.sensors[:1]})
    assert cell_at(defence_of(blind), *london).constraint == HORIZON
    slow = europe.set("doctrine.decision_delay", "3000 s")
    assert cell_at(defence_of(slow), *london).constraint == TIME
    nobody = europe.model_copy(update={"batteries": ()})
    assert cell_at(defence_of(nobody), *london)[3:] == ((0,) * len(NESTINGS), NOBODY)
    short = europe.set("batteries.0.flight_time_limit", "150 s")
    assert cell_at(defence_of(short), *london).constraint == SPEED
    high = europe.set("batteries.0.floor", "1500 km")
    assert cell_at(defence_of(high), *london).constraint == FLOOR


def prop_a_salvo_has_one_opportunity(europe: Scenario) -> None:
    once = cell_at(defence_of(europe.set("doctrine.kind", "salvo")), 51.5, -0.1)
    assert once.shots[NESTINGS.index(AGAIN)] == 1 < once.shots[NESTINGS.index(DECISION)]


def verif_the_adaptive_grid_gives_what_the_full_one_gives(europe: Scenario) -> None:
    defence = defence_of(europe)
    lats, lons = np.arange(44.0, 56.0, 2.0), np.arange(6.0, 34.0, 2.0)
    ticks = []
    quick = grid_cells(defence, lats, lons, tick=lambda count, what: ticks.append((count, what)))
    full = grid_cells(defence, lats, lons, coarse=1)
    assert len(quick) == len(full) == len(lats) * len(lons) == sum(count for count, _ in ticks)
    assert sum(a == b for a, b in zip(quick, full, strict=True)) >= 0.97 * len(full)
    assert any(what == "between" for _, what in ticks)


def verif_a_track_too_coarse_for_the_seeker_is_no_shot() -> None:
    scenario = load("europe-gabala", "gabala-alone")
    london = scenario.raid[0].to_place
    assert cell_at(defence_of(scenario), london.lat_deg, london.lon_deg).constraint == NOTHING
    radar = scenario.sensors[1].radar
    for worse, constraint in ((2.0, NOTHING), (10.0, QUALITY)):
        coarse = radar.model_copy(update={"angle_bias_rad": worse * radar.angle_bias_rad})
        sensors = (scenario.sensors[0], scenario.sensors[1].model_copy(update={"sensor": coarse}))
        changed = scenario.model_copy(update={"sensors": sensors})
        cell = cell_at(defence_of(changed), london.lat_deg, london.lon_deg)
        assert cell.constraint == constraint
    assert cell.shots[NESTINGS.index("with cue")] > 0


def verif_a_launch_point_is_denied_as_its_aim_point_is_defended(europe: Scenario) -> None:
    london, tabriz = europe.raid[0].to_place, europe.raid[0].from_place
    aimed = cell_at(defence_of(europe), london.lat_deg, london.lon_deg)
    launched = cell_at(defence_of(europe, london), tabriz.lat_deg, tabriz.lon_deg)
    assert aimed.reached and aimed[2:] == launched[2:]


def test_launch_points_are_asked_about(europe: Scenario) -> None:
    box = Region(24.0, 24.0, 60.0, 64.0)
    found = footprint(europe, 4.0, box, aim="warsaw")
    assert found.as_dict()["aim"] == "warsaw" and found.covered_population is None
    assert all(row["population"] is None for row in found.by_constraint.values())
    by_place = {(cell.lat_deg, cell.lon_deg): cell.constraint for cell in found.cells}
    assert by_place[38.0, 46.0] == NOTHING  # next to Tabriz
    assert by_place[50.0, 26.0] != NOTHING  # from the west of Ukraine there is no time
    assert by_place[26.0, 62.0] == OUT_OF_RANGE
    for cell in found.cells:
        assert all(before >= after for before, after in pairwise(cell.shots))
    assert "at Warsaw" in found.plot.map().get_title(loc="left")


def prop_a_grid_crosses_180_degrees_and_the_pole() -> None:
    pacific = load("national-2004")
    across = footprint(pacific, 10.0, Region(40.0, 160.0, 90.0, -150.0))
    assert len(across.cells) == 5 * 5
    assert all(-180.0 <= cell.lon_deg < 180.0 for cell in across.cells)
    for feature in across.geojson()["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        west, south, east, north = shape.bounds
        assert shape.is_valid and -180.0 <= west <= east <= 180.0 and south >= 40.0 and north <= 90.0
        # a box across the date line is two, and none spans the map
        assert shape.area <= 5 * 50.0 * 10.0
    assert across.plot.map() is not None


def verif_cells_fill_the_earth() -> None:
    for step in (1.0, 10.0):
        lats, lons = grid_of(Region(-90.0, -180.0, 90.0, 180.0), step)
        assert len(lons) == 360 / step
        total = sum(area_km2(float(lat), step) for lat in np.round(lats, 6)) * len(lons)
        assert total == pytest.approx(510_065_621.7, rel=2e-4)  # WGS84, authalic


def verif_a_cell_across_180_degrees_is_two_boxes() -> None:
    cell = Cell(10.0, 179.8, True, (1,) * 5, NOTHING)
    parts = boxes(cell, 1.0)
    assert [part.bounds for part in parts] == [(179.3, 9.5, 180.0, 10.5), (-180.0, 9.5, -179.7, 10.5)]
    (top,) = boxes(Cell(90.0 - 1e-6, 0.0, True, (1,) * 5, NOTHING), 1.0)
    assert top.bounds[3] == 90.0


def prop_polygons_people_and_areas_belong_together(found: Footprint) -> None:
    told = json.loads(json.dumps(found.as_dict(nested=True), allow_nan=False))
    sets = {feature["properties"]["constraint"] for feature in told["geojson"]["features"]}
    assert sets == set(NESTINGS)
    for n, name in enumerate(NESTINGS):
        mine = [f for f in told["geojson"]["features"] if f["properties"]["constraint"] == name]
        assert [f["properties"]["shots"] for f in mine] == sorted(
            {c.shots[n] for c in found.cells if c.shots[n]}
        )
        area = sum(shapely.geometry.shape(f["geometry"]).area for f in mine)
        assert area == pytest.approx(16.0 * sum(cell.shots[n] > 0 for cell in found.cells))
    alone = found.geojson()["features"]
    assert {f["properties"]["constraint"] for f in alone} == {"all"}
    assert set(told["by_constraint"]) <= set(CONSTRAINTS)
    assert told["covered_area_km2"] == pytest.approx(told["by_constraint"]["none"]["area_km2"])
    assert told["covered_population"] == told["by_constraint"]["none"]["population"] > 50e6
    lines = found.csv().splitlines()
    assert len(lines) == len(found.cells) + 1 and lines[0].startswith(
        "lat_deg,lon_deg,reached,shots kinematic"
    )


def verif_the_region_is_around_what_is_named(europe: Scenario) -> None:
    box = region_of(europe)
    for place in (*europe.defended, europe.raid[0].to_place, europe.raid[0].from_place):
        assert box.south_deg < place.lat_deg < box.north_deg
        assert 0.0 < (place.lon_deg - box.west_deg) % 360.0 < box.width_deg
    pacific = region_of(load("national-2004"))
    assert pacific.width_deg < 260.0  # over the Pacific, not round by Europe


@pytest.mark.parametrize(
    ("step", "box", "said"),
    [
        (0.01, Region(0.0, 0.0, 10.0, 10.0), "no such grid"),
        (1.0, Region(10.0, 0.0, 10.0, 10.0), "empty or upside down"),
        (1.0, Region(10.0, 0.0, 5.0, 10.0), "empty or upside down"),
        (1.0, Region(-91.0, 0.0, 5.0, 10.0), "empty or upside down"),
        (0.1, Region(-90.0, -180.0, 90.0, 180.0), "too many"),
        (1.0, Region(34.0, -500.0, 72.0, 900.0), "empty or off the map"),
        (1.0, Region(34.0, 20.0, 72.0, 20.0), "empty or off the map"),
        (1.0, Region(34.0, -180.0, 72.0, 360.0), "empty or off the map"),
    ],
)
def test_bad_grids_are_refused(europe: Scenario, step: float, box: Region, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        footprint(europe, step, box)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["footprint", "europe-2007", "--grid", "10", "--region", "40,0,60,30", "--quiet"]
    assert enter([*asked, "--plot", str(tmp_path / "p"), "--nested", "--csv", str(tmp_path / "t.csv")]) == 0
    told = capsys.readouterr().out
    assert "defended:" in told
    first = told.splitlines()[0]
    assert first.startswith("europe-2007 defends 4.76 of 4.76 million km2 looked at and 205.8 million people")
    assert len(list((tmp_path / "p").glob("footprint-*.png"))) == len(NESTINGS)
    assert len((tmp_path / "t.csv").read_text().splitlines()) == 1 + 6
    assert enter([*asked, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["answer"] == first
    assert document["geojson"]["type"] == "FeatureCollection"
    assert enter(["footprint", "europe-2007", "--grid", "15", "--region", "20,0,65,60", "--quiet"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.endswith("; elsewhere `burnout speed` stands in the way most, over 9.01 million km2.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--grid", "0"], "no such grid"),
        (["--region", "60,0,40,30"], "upside down"),
        (["--denied", "wasaw"], "did you mean"),
        (["--region", "40,0,60"], "3 numbers in place of 4"),
        (["--csv", "/nowhere/at/all.csv", "--grid", "30", "--region", "30,0,60,30"], "cannot write there"),
    ],
)
def test_refusals_are_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["footprint", "europe-2007", *words, "--quiet"]) == 2
    caught = capsys.readouterr()
    assert caught.out == "" and said in caught.err and caught.err.count("\n") == 1
