"""Falls, launches, tracks and looks on a device, each as the driver of the same name does it on the CPU.

Arrays of the host are copied to the device and back; arrays that are on the device stay there. Where no device can be
used a `DeviceError` is raised, and nothing is done on the CPU in its place: ask `device.device_present` first.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from midcourse.errors import ScenarioError
from midcourse.gpu.device import held, launch, require_device
from midcourse.gpu.rows import Looks, Stack
from midcourse.kernels.atmosphere import Air
from midcourse.kernels.earth import Earth
from midcourse.kernels.filter import ERRORS
from midcourse.kernels.flight import FAST, TWICE_AS_FAST
from midcourse.sensors.radar import RadarRow


def _on_device(air: Air) -> Air:
    return air._replace(
        wind_alt_m=held(air.wind_alt_m),
        wind_east_m_s=held(air.wind_east_m_s),
        wind_north_m_s=held(air.wind_north_m_s),
    )


def falls(
    earth: Earth,
    air: Air,
    inv_beta_m2_kg: Any,
    states: Any,
    times: Any,
    t_end: float,
    stop_alt_m: float,
    statuses: Any,
    contracted: bool = False,
) -> None:
    """Let many bodies above the ground fall by the fast method, as `kernels.flight.fall` does one.

    Args:
        earth, air: Earth and Air, without wind.
        inv_beta_m2_kg: reciprocal ballistic coefficients, shape (n,).
        states: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (n, 6); overwritten with the last states.
        times: the times of the states in s, shape (n,); overwritten with the last times.
        t_end, stop_alt_m: as for `flight.fly`.
        statuses: as `flight.fly` returns them, integers, shape (n,), written.
        contracted: as for `device.as_on_the_cpu`.
    """
    require_device()
    if air.windy:
        raise ScenarioError("falls through wind are not flown on a device", allowed="air without wind")
    from midcourse.gpu.threads import program

    given = (
        earth,
        _on_device(air),
        held(inv_beta_m2_kg),
        states,
        times,
        float(t_end),
        float(stop_alt_m),
        statuses,
    )
    launch(program("fall_one", contracted), times.shape[0], given, contracted)


def launches(
    earth: Earth,
    air: Air,
    curve: Any,
    programs: Any,
    counts: Any,
    planes: Any,
    states: Any,
    ends_s: Any,
    stop_alt_m: float,
    tolerance_m: float,
    times: Any,
    statuses: Any,
    contracted: bool = False,
) -> None:
    """Fly many stacks of stages from their pads by the fast method, as `kernels.flight.fly` does one.

    Args:
        earth, air, curve: as for `flight.fly`; wind is flown.
        programs, counts: phases of each, shape (n, m, 13), and how many of them, integers, shape (n,).
        planes: fields of Plane, shape (n, 9).
        states: x, y, z in m, vx, vy, vz in m/s, `eci`, at lift-off, shape (n, 6); overwritten with the last states.
        ends_s: latest ends, shape (n,).
        stop_alt_m: as for `flight.fly`.
        tolerance_m: FAST or TWICE_AS_FAST.
        times, statuses: when each ends and as what, as `flight.fly` returns them, shape (n,), written.
        contracted: as for `device.as_on_the_cpu`.
    """
    require_device()
    if tolerance_m not in (FAST, TWICE_AS_FAST):
        raise ScenarioError(
            "a device flies by the fast method only", got=tolerance_m, allowed="FAST or TWICE_AS_FAST"
        )
    from midcourse.gpu.threads import program

    given = (
        earth, _on_device(air), Stack(held(curve), held(programs)), held(counts, np.int64), held(planes), states,
        held(ends_s), float(stop_alt_m), int(tolerance_m == TWICE_AS_FAST), times, statuses,
    )  # fmt: skip
    launch(program("launch_one", contracted), times.shape[0], given, contracted)


def follow(
    earth: Earth,
    looks: Looks,
    radar: int,
    range_bias_m: float,
    angle_bias_rad: float,
    sensors: int,
    states: Any,
    covs: Any,
    shared: Any,
    contracted: bool = False,
) -> None:
    """Carry many tracks of falling objects forward and correct them by looks of one radar, all looks in one call.

    Before each look a track is carried as `tracking.track.advance` does it; where the look detected, it is
    corrected as `update` does it.

    Args:
        earth: Earth.
        looks: `rows.Looks`.
        radar: number of the radar among those whose constant errors are considered.
        range_bias_m, angle_bias_rad: standard errors of its constant errors.
        sensors: bits of all radars that have seen the objects, this one among them; 0 without constant errors.
        states, covs: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (n, 6), and upper triangles of the covariances,
            (n, 21), overwritten.
        shared: covariances with all constant errors, see `filter.correct_biased`, shape (n, `filter.blocks`, 48),
            overwritten; (n, 0, 48) leaves constant errors out.
        contracted: as for `device.as_on_the_cpu`.
    """
    require_device()
    from midcourse.gpu.threads import follower

    blocks = shared.shape[1]
    if not blocks and (sensors or range_bias_m or angle_bias_rad):
        raise ScenarioError(
            "constant errors need room", got=shared.shape, allowed="a block for every two radars"
        )
    inside = Looks(
        held(looks.steps_s),
        held(looks.frames),
        held(looks.sights),
        held(looks.sigmas),
        held(looks.seen, np.uint8),
    )
    given = (
        earth, inside, ERRORS * radar, float(range_bias_m), float(angle_bias_rad), int(sensors), states, covs, shared
    )  # fmt: skip
    launch(follower(blocks, contracted), states.shape[0], given, contracted)


def detections(radar: RadarRow, ratios: Any, luck: Any, seen: Any, contracted: bool = False) -> None:
    """Say of many looks of one radar whether they detect, as `sensors.radar.detects` does of one.

    Args:
        radar: RadarRow.
        ratios: signal-to-noise ratios, shape (n,).
        luck: a number in (0, 1) for each, shape (n,).
        seen: 1 or 0, unsigned bytes, shape (n,), written.
        contracted: as for `device.as_on_the_cpu`.
    """
    require_device()
    from midcourse.gpu.threads import program

    given = RadarRow(*map(float, radar)), held(ratios), held(luck), seen
    launch(program("detect_one", contracted), seen.shape[0], given, contracted)
