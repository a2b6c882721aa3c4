"""Where a radar looks if nobody says: the rule of the house, written down with the other numbers in use."""

from __future__ import annotations

import math

from midcourse.catalog.model import HALF_TURN
from midcourse.catalog.provenance import Provenance
from midcourse.scenario.model import FULL_TURN, Scenario, SensorItem
from midcourse.scenario.place import Place

TURNS = "not given: towards the first launch point, from where it turns"
STANDS = "not given: between the first launch point and the middle of what is defended"


def with_boresights(scenario: Scenario, numbers: dict[str, Provenance]) -> Scenario:
    """Give a boresight to each radar that needs one and has none.

    A radar that turns starts at the bearing of the first launch point of the raid. One that does not looks at the
    middle of the smaller angle between the bearings of that launch point and of the middle of what is defended: who is
    aimed at is not known beforehand. One that sees all round needs none.

    Args:
        scenario: the scenario.
        numbers: provenance of its numbers; what is set here is added to it, as assumed.

    Returns:
        The scenario, or a copy with the boresights.
    """
    sensors = list(scenario.sensors)
    for i, item in enumerate(sensors):
        if (
            not item.is_radar
            or item.boresight_azimuth_rad is not None
            or item.radar.half_field_rad >= HALF_TURN
        ):
            continue
        towards_rad = _towards(item, scenario)
        sensors[i] = item.model_copy(update={"boresight_azimuth_rad": towards_rad})
        numbers[f"sensors.{i}.boresight"] = Provenance(
            value=towards_rad,
            low=None,
            high=None,
            source="midcourse-starting-values",
            where=TURNS if item.radar.turn_rad_s > 0.0 else STANDS,
            grade="assumed",
            unit="rad",
            dimension="angle",
        )
    return scenario.model_copy(update={"sensors": tuple(sensors)})


def _towards(item: SensorItem, scenario: Scenario) -> float:
    first = scenario.raid[0]
    start_rad = bearing_rad(item.place, first.from_place)
    if item.radar.turn_rad_s > 0.0:
        return start_rad
    between_rad = math.remainder(_bearing_of_the_defended(item.place, scenario) - start_rad, FULL_TURN)
    return (start_rad + 0.5 * between_rad) % FULL_TURN


def _bearing_of_the_defended(here: Place, scenario: Scenario) -> float:
    # the mean direction: places behind each other count alike
    bearings = [bearing_rad(here, place) for place in scenario.defended]
    east, north = sum(map(math.sin, bearings)), sum(map(math.cos, bearings))
    return math.atan2(east, north) % FULL_TURN


def bearing_rad(here: Place, there: Place) -> float:
    """Return the azimuth at which a place lies, on a sphere, from north over east, 0 to 2 pi."""
    lat_a, lat_b = math.radians(here.lat_deg), math.radians(there.lat_deg)
    turn = math.radians(there.lon_deg - here.lon_deg)
    east = math.sin(turn) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(turn)
    return math.atan2(east, north) % FULL_TURN
