"""Rules that hold across the objects of a scenario, which no single model can see."""

from __future__ import annotations

import math
from collections.abc import Sequence

from midcourse.catalog.check import lift_off_problem, record_problem
from midcourse.catalog.model import Stage
from midcourse.catalog.tree import Node
from midcourse.errors import MidcourseError
from midcourse.scenario.model import CLOCKS, RaidItem, Scenario
from midcourse.scenario.place import Place

SAME_PLACE_DEG = 1e-3
MOST_OBJECTS = 4000  # of one run; its arrays then stay near 128 MB


def check_scenario(scenario: Scenario, tree: Node) -> None:
    """Check what the parts of a scenario ask of each other.

    Args:
        scenario: the scenario, sound in each part.
        tree: its tree, for file and line in messages.

    Raises:
        ScenarioError: the first rule that is broken.
    """
    for i, item in enumerate(scenario.raid):
        if _distance_deg(item.from_place, item.to_place) < SAME_PLACE_DEG:
            raise _fault(tree, f"raid.{i}.to", "the missile starts where it is aimed", item.to_place.name)
        _check_stack(tree, f"raid.{i}", item.missile.stages, item.missile.payload_kg)
    _check_size(scenario, tree)
    _check_sensors(scenario, tree)
    _check_clock(scenario, tree)
    for i, battery in enumerate(scenario.batteries):
        interceptor = battery.interceptor
        top_kg = interceptor.dead_kg + interceptor.kill_vehicle.mass_kg
        _check_stack(tree, f"batteries.{i}", interceptor.stages, top_kg)
        problem = record_problem(interceptor)
        if problem is not None:
            raise _fault(tree, f"batteries.{i}.record", problem, None)
    _check_defended(scenario, tree)


def _check_size(scenario: Scenario, tree: Node) -> None:
    total = 0
    for i, item in enumerate(scenario.raid):
        total += item.count * objects_of(item)
        if total > MOST_OBJECTS:
            raise _fault(
                tree, f"raid.{i}.count", "too many objects in the sky", f"{total:,} up to here",
                f"at most {MOST_OBJECTS:,}: warheads, decoys, debris, stages and shrouds of all missiles",
            )  # fmt: skip


def objects_of(item: RaidItem) -> int:
    """Return how many objects one missile of an item may become."""
    stages = len(item.missile.stages) if item.missile.separates else 0
    return item.warheads + item.decoys + item.debris + stages + (item.missile.shroud_kg > 0.0)


def _check_sensors(scenario: Scenario, tree: Node) -> None:
    for i, item in enumerate(scenario.sensors):
        if item.is_radar and item.site is None:
            raise _fault(
                tree, f"sensors.{i}.site", "a radar needs a site", None, "a site, a city, or lat,lon"
            )
        if not item.is_radar and item.boresight_azimuth_rad is not None:
            raise _fault(tree, f"sensors.{i}.boresight", "satellites have no boresight", None, "none")


def _check_clock(scenario: Scenario, tree: Node) -> None:
    # without any sensor no clock ever starts: that is an answer, and no fault of the clock
    if not scenario.sensors:
        return
    clock, path = scenario.doctrine.clock, "doctrine.clock"
    radars = [item.sensor.id for item in scenario.sensors if item.is_radar]
    if clock == "satellite" and len(radars) == len(scenario.sensors):
        raise _fault(tree, path, "no satellites are among the sensors", clock, CLOCKS)
    if clock == "first-track" and not radars:
        raise _fault(tree, path, "no radar is among the sensors that could have a track", clock, CLOCKS)
    if clock.startswith("radar:") and clock.removeprefix("radar:") not in radars:
        known = (
            ", ".join(f"radar:{entry}" for entry in dict.fromkeys(radars)) or "no radar is among the sensors"
        )
        raise _fault(tree, path, "the clock names a radar that is not among the sensors", clock, known)


def _check_stack(tree: Node, path: str, stages: Sequence[Stage], top_kg: float) -> None:
    problem = lift_off_problem(stages, top_kg)
    if problem is not None:
        raise _fault(tree, f"{path}.stages", problem, None)


def _check_defended(scenario: Scenario, tree: Node) -> None:
    seen: set[tuple[float, float]] = set()
    for i, place in enumerate(scenario.defended):
        spot = (place.lat_deg, place.lon_deg % 360.0)
        if spot in seen:
            raise _fault(tree, f"defended.{i}", "a place is defended twice", place.id or place.name)
        seen.add(spot)


def _distance_deg(a: Place, b: Place) -> float:
    lat_a, lat_b = math.radians(a.lat_deg), math.radians(b.lat_deg)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon_deg - a.lon_deg) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return math.degrees(2 * math.asin(math.sqrt(min(1.0, h))))


def _fault(tree: Node, path: str, why: str, got: str | None, allowed: str | None = None) -> MidcourseError:
    """Return the error at the deepest node of a path that the file itself holds."""
    node = tree
    for part in path.split("."):
        children = dict(enumerate(node.value)) if isinstance(node.value, list) else node.value
        key = int(part) if isinstance(node.value, list) else part
        if not isinstance(children, dict) or key not in children:
            break
        node = children[key]
    return node.origin.error(why, file=node.origin.file, line=node.line, key=path, got=got, allowed=allowed)
