"""From finished runs to pictures: gathers the scene of one run for the views."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.engagement.shots import flown_path
from midcourse.errors import ScenarioError
from midcourse.kernels.detection import even_chance
from midcourse.kernels.radar import LIGHT_M_S, snr
from midcourse.records import FAILED_IN_FLIGHT, KINDS, WARHEAD
from midcourse.report.clock import battle_space, outcome, radar_names, timeline
from midcourse.sensors.radar import BANDS
from midcourse.views.scene import Mark, Scene, Shot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from midcourse.campaign.runs import Fought
    from midcourse.engagement.run import Result
    from midcourse.scenario.model import BatteryItem, Scenario, SensorItem
    from midcourse.scenario.place import Place

PICTURES = ("altitude", "map", "timeline", "factors")


def draw(scenario: Scenario, fought: Fought, name: str, run: int | None = None) -> Figure:
    """Draw one picture of one run.

    Args:
        scenario: what was fought.
        fought: its finished runs.
        name: one of PICTURES.
        run: number of the run; the first where None.

    Returns:
        a Matplotlib figure.

    Raises:
        ScenarioError: no such picture or run.
    """
    if name == "factors":
        return _factors(scenario, fought)
    if name == "timeline":
        return _timeline(scenario, fought, run)
    scene = gather(scenario, fought, run)
    if name == "altitude":
        from midcourse.views.altitude import draw as altitude

        return altitude(scene)
    if name == "map":
        from midcourse.views.map import draw as ground

        return ground(scene)
    raise ScenarioError("no such picture", got=name, allowed=" or ".join(PICTURES))


def gather(scenario: Scenario, fought: Fought, run: int | None = None) -> Scene:
    """Gather what the pictures of one run draw."""
    chunk = _chunk_of(fought, run)
    number = int(chunk.batch.runs[0]) if run is None else run
    scenario = fought.scenario_of(scenario, number)
    mine = np.flatnonzero(chunk.shots["run"] == number)
    mine = mine[chunk.shots["launch_s"][mine].argsort(kind="stable")]  # numbered as the tables number them
    shots = [
        _shot(place, chunk.orders[i], chunk.shots[i], scenario.batteries[int(chunk.orders[i]["battery"])])
        for place, i in enumerate(mine, 1)
    ]
    shots = [shot for shot in shots if len(shot.path.nodes)]
    floors = [item.interceptor.floor_m for item in scenario.batteries]
    return Scene(
        scenario.name,
        number,
        chunk.sky.paths,
        tuple(shots),
        _marks(scenario),
        min(floors) if floors else None,
        tuple(_fan(scenario, item) for item in scenario.sensors if item.is_radar),
        "midcourse, from public sources; every number and its author: resolved.yaml.",
        tuple((chunk.sky.kind == WARHEAD).tolist()),
        tuple(KINDS[kind] for kind in chunk.sky.kind),
        tuple(struck_s(chunk.shots[mine], len(chunk.sky.paths)).tolist()),
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


def _chunk_of(fought: Fought, run: int | None) -> Result:
    for chunk in fought.chunks:
        if run is None or run in chunk.batch.runs:
            return chunk
    raise ScenarioError("no such run", key="run", got=str(run), allowed=f"0 to {fought.done - 1}")


def _timeline(scenario: Scenario, fought: Fought, run: int | None) -> Figure:
    from midcourse.views.timeline import draw as timed

    chunk = _chunk_of(fought, run)
    number = int(chunk.batch.runs[0]) if run is None else run
    world = fought.scenario_of(scenario, number)
    space = battle_space(world, chunk, number)
    return timed(timeline(world, chunk, number, space, f"{scenario.name} (run {number})"))


def _factors(scenario: Scenario, fought: Fought) -> Figure:
    from midcourse.campaign.metrics import summary
    from midcourse.report.chain import links, wholes
    from midcourse.views.factors import draw as bars

    told = summary(fought, scenario)
    title = f"{scenario.name}:\nfrom the warhead that flies to the warhead that is hit"
    return bars(title, links(told), wholes(told), "midcourse, from public sources.")


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
