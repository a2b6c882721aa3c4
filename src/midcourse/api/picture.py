"""From finished runs to pictures: gathers the scene of one run for the views."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from midcourse.engagement.shots import flown_path
from midcourse.errors import ScenarioError
from midcourse.kernels.detection import even_chance
from midcourse.kernels.radar import LIGHT_M_S, snr
from midcourse.records import WARHEAD
from midcourse.report.clock import battle_space, outcome, timeline
from midcourse.sensors.radar import BANDS
from midcourse.views.scene import Mark, Scene, Shot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from midcourse.campaign.runs import Fought
    from midcourse.engagement.run import Result
    from midcourse.scenario.model import Scenario, SensorItem

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
    shots = []
    for order, shot in zip(chunk.orders, chunk.shots, strict=True):
        if shot["run"] == number:
            path = flown_path(order, scenario.batteries[order["battery"]])
            shots.append(Shot(path, bool(shot["hit"]), outcome(shot)))
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
    )


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
    title = f"{scenario.name}: from the warhead that flies to the warhead that is hit"
    return bars(title, links(told), wholes(told), "midcourse, from public sources.")


def _marks(scenario: Scenario) -> tuple[Mark, ...]:
    groups = (
        ("launch", [item.from_place for item in scenario.raid]),
        ("aim", [item.to_place for item in scenario.raid]),
        ("radar", [item.place for item in scenario.sensors if item.is_radar]),
        ("battery", [item.place for item in scenario.batteries]),
        ("defended", list(scenario.defended)),
    )
    return tuple(
        Mark(place.name or place.id, kind, place.lat_deg, place.lon_deg)
        for kind, places in groups
        for place in places
    )


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
