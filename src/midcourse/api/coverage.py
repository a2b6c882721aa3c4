"""What a scenario's batteries defend, on a grid: `midcourse footprint` and `mc.footprint`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from midcourse.errors import ScenarioError
from midcourse.scenario.place import parse_place
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.frame import Table, framed

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.analysis.footprint import Cell
    from midcourse.pictures.plots import FootprintPlots
    from midcourse.scenario.model import Scenario
    from midcourse.scenario.place import Place

Tick = Callable[[int, str], None]
MARGIN_DEG = (20.0, 15.0)  # of latitude and longitude around what the scenario names
FEWEST_DEG, MOST_DEG, MOST_POINTS = 0.1, 30.0, 70_000


@dataclass(frozen=True)
class Region:
    """A box of places, in degrees; it crosses 180 degrees where east is less than west, and -180 to 180 is all."""

    south_deg: float
    west_deg: float
    north_deg: float
    east_deg: float

    @property
    def width_deg(self) -> float:
        """From west to east."""
        wide = self.east_deg - self.west_deg
        return wide + 360.0 if wide < 0.0 else wide


@dataclass(frozen=True, repr=False)
class Footprint(Shown):
    """A Cell for each place, `step_deg` apart: each an aim point, or each a launch point of missiles at `aim`."""

    scenario: Scenario
    region: Region
    step_deg: float
    cells: tuple[Cell, ...]
    aim: Place | None
    rerun: str

    @property
    def plot(self) -> FootprintPlots:
        """The maps: `map()` with all constraints, `nested()` a map for each; `save_all(DIR)`."""
        from midcourse.pictures.plots import FootprintPlots

        return FootprintPlots(self)

    def geojson(self, nested: bool = False) -> dict[str, Any]:
        """Return a FeatureCollection: a polygon feature for each number of shots, with all constraints or by each."""
        import shapely

        from midcourse.analysis.boxes import boxes
        from midcourse.analysis.footprint import MOST_SHOTS, NESTINGS

        features = []
        for n in range(len(NESTINGS)) if nested else (len(NESTINGS) - 1,):
            for shots in range(1, MOST_SHOTS + 1):
                parts = [
                    box for cell in self.cells if cell.shots[n] == shots for box in boxes(cell, self.step_deg)
                ]
                if parts:
                    shape = shapely.unary_union(parts)
                    features.append(
                        {
                            "type": "Feature",
                            "properties": {
                                "shots": shots,
                                "or_more": shots == MOST_SHOTS,
                                "constraint": NESTINGS[n] if nested else "all",
                            },
                            "geometry": shapely.geometry.mapping(shapely.geometry.polygon.orient(shape))
                            if shape.geom_type == "Polygon"
                            else _many(shape),
                        }
                    )
        return {"type": "FeatureCollection", "features": features}

    @cached_property
    def covered_area_km2(self) -> float:
        """The area of all cells with a shot, on the ellipsoid."""
        return sum(self.area_km2(cell) for cell in self.cells if cell.shots[-1] > 0)

    @cached_property
    def by_nesting_km2(self) -> dict[str, float]:
        """The area of all cells with a shot, by nesting of constraints."""
        from midcourse.analysis.footprint import NESTINGS

        areas = [(self.area_km2(cell), cell.shots) for cell in self.cells]
        return {name: sum(area for area, shots in areas if shots[n] > 0) for n, name in enumerate(NESTINGS)}

    def area_km2(self, cell: Cell) -> float:
        """Return the area of one cell on the ellipsoid."""
        from midcourse.analysis.boxes import area_km2

        return area_km2(cell.lat_deg, self.step_deg)

    @cached_property
    def people(self) -> dict[str, int]:
        """People of the gazetteer's cities by binding constraint; `none` are covered."""
        from midcourse.geography import cities

        found: dict[str, int] = {}
        cells = {_place(cell.lat_deg, cell.lon_deg, self): cell for cell in self.cells}
        for city in cities():
            cell = cells.get(_place(city.lat_deg, city.lon_deg, self))
            if cell is not None:
                found[cell.constraint] = found.get(cell.constraint, 0) + city.population
        return found

    @property
    def covered_population(self) -> int | None:
        """People of the gazetteer's cities that are covered; None where launch points were asked about."""
        return None if self.aim else self.people.get("none", 0)

    @cached_property
    def by_constraint(self) -> dict[str, dict[str, float | None]]:
        """Area and people by what stands in the way; `none` is covered. None is who lives where missiles start."""
        from midcourse.analysis.footprint import CONSTRAINTS

        areas = dict.fromkeys(CONSTRAINTS, 0.0)
        for cell in self.cells:
            areas[cell.constraint] += self.area_km2(cell)
        return {
            name: {"area_km2": area, "population": None if self.aim else float(self.people.get(name, 0))}
            for name, area in areas.items()
            if area > 0.0
        }

    def answer(self) -> str:
        """Return how much is defended, and what stands in the way elsewhere, in one sentence."""
        from midcourse.sentences.footprint import headline

        return headline(self)

    def as_dict(self, nested: bool = False) -> dict[str, Any]:
        """Return what `midcourse footprint --json` prints."""
        return {
            "answer": self.answer(),
            "scenario": self.scenario.name_id,
            "aim": None if self.aim is None else self.aim.id or self.aim.name,
            "grid_deg": self.step_deg,
            "region": [
                self.region.south_deg,
                self.region.west_deg,
                self.region.north_deg,
                self.region.east_deg,
            ],
            "by_nesting_km2": self.by_nesting_km2,
            "covered_population": self.covered_population,
            "covered_area_km2": self.covered_area_km2,
            "by_constraint": self.by_constraint,
            "geojson": self.geojson(nested),
        }

    def csv(self) -> str:
        """Return a table of all places."""
        from midcourse.analysis.footprint import NESTINGS

        heads = ["lat_deg", "lon_deg", "reached", *(f"shots {name}" for name in NESTINGS), "constraint"]
        rows = [
            f"{cell.lat_deg:g},{cell.lon_deg:g},{int(cell.reached)},{','.join(map(str, cell.shots))},{cell.constraint}"
            for cell in self.cells
        ]
        return "\n".join([",".join(heads), *rows]) + "\n"

    def frame(self, name: str = "cells") -> pd.DataFrame:
        """Return `cells` (a row a place) or `constraints` (area and people by what stands in the way)."""
        return framed(name, {"cells": self._cells, "constraints": self._constraints})

    def _cells(self) -> Table:
        from midcourse.analysis.footprint import NESTINGS

        shots = (f"shots_{name.replace(' ', '_').replace('-', '_')}" for name in NESTINGS)
        rows = ((one.lat_deg, one.lon_deg, one.reached, *one.shots, one.constraint) for one in self.cells)
        return Table(("lat_deg", "lon_deg", "reached", *shots, "constraint"), tuple(rows))

    def _constraints(self) -> Table:
        rows = ((name, held["area_km2"], held["population"]) for name, held in self.by_constraint.items())
        return Table(("constraint", "area_km2", "population"), tuple(rows))

    def _line(self) -> str:
        what = "defended" if self.aim is None else f"denied to missiles at {self.aim.name}"
        people = self.covered_population
        lived = "" if people is None else f", {people / 1e6:,.1f} million people of its cities"
        return f"{self.scenario.name_id or self.scenario.name}: {self.covered_area_km2:,.0f} km² {what}{lived}"

    def _card(self) -> Card:
        rows = tuple(
            (
                "nothing: a shot is there" if name == "none" else name,
                f"{area:,.0f}",
                "" if people is None else f"{people:,.0f}",
            )
            for name, area, people in self._constraints().rows
        )
        notes = (f"{len(self.cells):,} places, {self.step_deg:g} degrees apart; nominal world, no luck.", self.rerun)
        head = ("what stands in the way", "area, km²", "people of its cities")
        return Card(f"{self._line()}.", "", head, rows, notes, 'frame("constraints")')


def footprint(
    scenario: Scenario,
    step_deg: float = 1.0,
    region: Region | None = None,
    *,
    aim: str | None = None,
    rerun: str = "",
    tick: Tick = lambda count, what: None,
) -> Footprint:
    """Say which aim points the batteries of a scenario defend, or which launch points they deny.

    The nominal world, without luck: how many shots there is time for, one after the other, at a missile of the raid
    that flies from its launch point to each place of the grid; or from each place of the grid to `aim`.

    Args:
        scenario: checked scenario.
        step_deg: between places.
        region: the box of places; around what the scenario names if None.
        aim: a site id, a city or `lat,lon`: the launch area denied is asked for, to missiles at this place.
        rerun: the command that repeats it, for the corner of the maps.
        tick: called with how many places have been settled, and what comes.

    Returns:
        Footprint.

    Raises:
        ScenarioError: no raid, a grid that is too fine or too coarse, an empty region, a place that is not one.
    """
    from midcourse.analysis.footprint import defence_of
    from midcourse.analysis.grid import grid_cells

    if not scenario.raid:
        raise ScenarioError(
            "the raid is empty: nothing to defend against", key="raid", allowed="at least one missile"
        )
    box = region or region_of(scenario)
    lats, lons = grid_of(box, step_deg)
    place = None if aim is None else parse_place(aim, key="--denied")
    defence = defence_of(scenario, place)
    cells = grid_cells(defence, lats, lons, tick=tick)
    looked_at = Region(
        box.south_deg,
        box.west_deg,
        min(box.south_deg + step_deg * len(lats), 90.0),
        (box.west_deg + step_deg * len(lons) + 180.0) % 360.0 - 180.0 if box.width_deg < 360.0 else box.east_deg,
    )
    wrapped = (cell._replace(lon_deg=(cell.lon_deg + 180.0) % 360.0 - 180.0) for cell in cells)
    again = rerun or _rerun(scenario, step_deg, region, aim)
    return Footprint(scenario, looked_at, step_deg, tuple(wrapped), place, again)


def _rerun(scenario: Scenario, step_deg: float, box: Region | None, aim: str | None) -> str:
    sides = None if box is None else (box.south_deg, box.west_deg, box.north_deg, box.east_deg)
    typed = None if sides is None else ",".join(f"{side:g}" for side in sides)
    return line("footprint", scenario.arguments, {"grid": step_deg, "region": typed, "denied": aim})


def grid_of(region: Region, step_deg: float) -> tuple[Any, Any]:
    """Return the latitudes and longitudes of the places, the middles of cells that fill a region."""
    import numpy as np

    if not FEWEST_DEG <= step_deg <= MOST_DEG:
        raise ScenarioError(
            "no such grid", key="--grid", got=f"{step_deg:g}", allowed=f"{FEWEST_DEG:g} to {MOST_DEG:g} deg"
        )
    if not -90.0 <= region.south_deg < region.north_deg <= 90.0:
        raise ScenarioError(
            "the region is empty or upside down", key="--region",
            got=f"{region.south_deg:g} to {region.north_deg:g}", allowed="south below north, both in -90..90",
        )  # fmt: skip
    sides = (region.west_deg, region.east_deg)
    if not (all(-180.0 <= side <= 360.0 for side in sides) and 0.0 < region.width_deg <= 360.0):
        raise ScenarioError(
            "the region is empty or off the map", key="--region", got=f"{sides[0]:g} to {sides[1]:g}",
            allowed="west and east apart, both in -180..360; -180 to 180 for the whole circle",
        )  # fmt: skip
    rows = max(1, round((region.north_deg - region.south_deg) / step_deg))
    columns = max(1, min(round(region.width_deg / step_deg), int(360.0 / step_deg + 1e-9)))
    if rows * columns > MOST_POINTS:
        raise ScenarioError(
            "too many places", key="--grid", got=f"{rows * columns:,}", allowed=f"{MOST_POINTS:,} at most"
        )
    lats = region.south_deg + step_deg * (np.arange(rows) + 0.5)
    lons = region.west_deg + step_deg * (np.arange(columns) + 0.5)
    return np.minimum(lats, 90.0 - 1e-6), lons


def region_of(scenario: Scenario) -> Region:
    """Return a box around all that a scenario attacks and defends, and its launch points."""
    places = [
        *scenario.defended,
        *(item.to_place for item in scenario.raid),
        *(item.from_place for item in scenario.raid),
    ]
    return around(places, MARGIN_DEG)


def around(places: Sequence[Place], margin_deg: tuple[float, float]) -> Region:
    """Return a box around some places, with a margin of latitude and of longitude."""
    lats = [place.lat_deg for place in places]
    west, wide = _narrowest([place.lon_deg % 360.0 for place in places])
    south = max(-90.0, math.floor(min(lats) - margin_deg[0]))
    north = min(90.0, math.ceil(max(lats) + margin_deg[0]))
    wide = math.ceil(wide + 2.0 * margin_deg[1])
    if wide >= 360.0:
        return Region(south, -180.0, north, 180.0)
    begin = (math.floor(west - margin_deg[1]) + 180.0) % 360.0 - 180.0
    return Region(south, begin, north, (begin + wide + 180.0) % 360.0 - 180.0)


def _narrowest(lons_deg: Sequence[float]) -> tuple[float, float]:
    # the shortest arc of longitude that holds all, from the west
    ordered = sorted(set(lons_deg))
    gaps = [(ordered[(i + 1) % len(ordered)] - lon) % 360.0 or 360.0 for i, lon in enumerate(ordered)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return ordered[(widest + 1) % len(ordered)], 360.0 - gaps[widest]


def _place(lat_deg: float, lon_deg: float, found: Footprint) -> tuple[int, int]:
    # the row and the column of the grid that a point lies in
    row = math.floor((lat_deg - found.region.south_deg) / found.step_deg)
    return row, math.floor(((lon_deg - found.region.west_deg) % 360.0) / found.step_deg)


def _many(shape: Any) -> dict[str, Any]:
    import shapely

    parts = [shapely.geometry.polygon.orient(part) for part in shape.geoms]
    return dict(shapely.geometry.mapping(shapely.geometry.MultiPolygon(parts)))
