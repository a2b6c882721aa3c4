"""From finished runs to pictures: gathers the scene of one run for the views."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.engagement.shots import flown_path
from midcourse.errors import ScenarioError
from midcourse.kernels.detection import even_chance
from midcourse.kernels.radar import LIGHT_M_S, snr
from midcourse.records import FAILED_IN_FLIGHT, KINDS, WARHEAD
from midcourse.report.clock import battle_space, outcome, radar_names, timeline
from midcourse.sensors.radar import BANDS
from midcourse.views import PICTURES
from midcourse.views.scene import Mark, Scene, Shot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from midcourse.engagement.run import Result
    from midcourse.scenario.model import BatteryItem, Scenario, SensorItem
    from midcourse.scenario.place import Place

CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number."


def draw(name: str, scenario: Scenario, result: Result, told: dict[str, Any], credit: str) -> Figure:
    """Draw one picture of one run.

    Args:
        name: one of PICTURES.
        scenario: what was fought, with the values of the run's world.
        result: the run, fought alone.
        told: the summary of all runs, which `factors` draws.
        credit: sources and the command that repeats it, for the corner.

    Returns:
        a Matplotlib figure.

    Raises:
        ScenarioError: no such picture.
    """
    if name == "factors":
        return _factors(scenario, told, credit)
    if name == "timeline":
        return _timeline(scenario, result, credit)
    scene = gather(scenario, result, credit)
    if name == "altitude":
        from midcourse.views.altitude import draw as altitude

        return altitude(scene)
    if name == "map":
        from midcourse.views.map import draw as ground

        return ground(scene)
    raise ScenarioError("no such picture", got=name, allowed=" or ".join(PICTURES))


def gather(scenario: Scenario, result: Result, credit: str = CREDIT) -> Scene:
    """Gather what the pictures of one run draw.

    Args:
        scenario: what was fought, with the values of the run's world.
        result: the run, fought alone.
        credit: sources and the command that repeats it.
    """
    mine = result.shots["launch_s"].argsort(kind="stable")  # numbered as the tables number them
    shots = [
        _shot(place, result.orders[i], result.shots[i], scenario.batteries[int(result.orders[i]["battery"])])
        for place, i in enumerate(mine, 1)
    ]
    shots = [shot for shot in shots if len(shot.path.nodes)]
    floors = [item.interceptor.floor_m for item in scenario.batteries]
    return Scene(
        scenario.name,
        int(result.batch.runs[0]),
        result.sky.paths,
        tuple(shots),
        _marks(scenario),
        min(floors) if floors else None,
        tuple(_fan(scenario, item) for item in scenario.sensors if item.is_radar),
        credit,
        tuple((result.sky.kind == WARHEAD).tolist()),
        tuple(KINDS[kind] for kind in result.sky.kind),
        tuple(struck_s(result.shots, len(result.sky.paths)).tolist()),
    )


def _shot(number: int, order: np.ndarray, shot: np.void, item: BatteryItem) -> Shot:
    met = None
    if shot["object"] >= 0:
        met = (
            float(shot["intercept_lat_deg"]),
            float(shot["intercept_lon_deg"]),
            float(shot["intercept_alt_m"]),
        )
    failed = int(shot["link"]) == FAILED_IN_FLIGHT
    return Shot(flown_path(order, item), bool(shot["hit"]), outcome(shot), failed, met, number)


def struck_s(shots: np.ndarray, objects: int) -> np.ndarray:
    """Return when each object was hit, infinite where it was not, shape (objects,).

    Args:
        shots: SHOT rows of one run.
        objects: how many fly.
    """
    times_s = np.full(objects, np.inf)
    hits = shots[shots["hit"] == 1]
    np.minimum.at(times_s, hits["object"], hits["intercept_s"])
    return times_s


def _timeline(scenario: Scenario, result: Result, credit: str) -> Figure:
    from midcourse.views.timeline import draw as timed

    number = int(result.batch.runs[0])
    space = battle_space(scenario, result, number)
    return timed(timeline(scenario, result, number, space, f"{scenario.name} (run {number})", credit))


def _factors(scenario: Scenario, told: dict[str, Any], credit: str) -> Figure:
    from midcourse.report.chain import links, wholes
    from midcourse.views.factors import draw as bars

    title = f"{scenario.name}:\nfrom the warhead that flies to the warhead that is hit"
    return bars(title, links(told), wholes(told), credit)


def _marks(scenario: Scenario) -> tuple[Mark, ...]:
    groups = (
        ("launch", [item.from_place for item in scenario.raid]),
        ("aim", [item.to_place for item in scenario.raid]),
        ("radar", _named_after_radars(scenario)),
        ("battery", [item.place for item in scenario.batteries]),
        ("defended", list(scenario.defended)),
    )
    return tuple(
        Mark(place.name or place.id, kind, place.lat_deg, place.lon_deg)
        for kind, places in groups
        for place in places
    )


def _named_after_radars(scenario: Scenario) -> list[Place]:
    # a radar has one name in all pictures and tables: its own, not that of its site
    items = [item for item in scenario.sensors if item.is_radar]
    return [
        item.place.model_copy(update={"name": name})
        for name, item in zip(radar_names(scenario), items, strict=True)
    ]


def _fan(scenario: Scenario, item: SensorItem) -> tuple[float, float, float | None, float, float]:
    # the range at which the detection of a warhead is an even chance: the fourth root of the ratio at 1 km
    radar = item.radar
    shown = [(entry.missile.rcs_warhead_m2, entry.missile.rcs_warhead_uhf_m2) for entry in scenario.raid]
    rcs_m2 = max(x if uhf is None or BANDS[radar.band] == 0 else uhf for x, uhf in shown)
    near = snr(
        radar.mean_power_w,
        radar.dwell_s,
        radar.aperture_m2,
        radar.efficiency,
        LIGHT_M_S / radar.frequency_hz,
        radar.losses,
        radar.system_temperature_k,
        rcs_m2,
        1e3,
    )
    range_m = 1e3 * float(near / even_chance(radar.swerling, radar.false_alarm)) ** 0.25
    boresight = None if item.boresight_azimuth_rad is None else math.degrees(item.boresight_azimuth_rad)
    half_deg = 180.0 if boresight is None else math.degrees(radar.half_field_rad)
    return item.place.lat_deg, item.place.lon_deg, boresight, half_deg, range_m
