"""One missile from its pad to the ground, and the raid: computed once, never changed afterwards."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from midcourse.catalog.model import Missile
from midcourse.catalog.stack import Stack, stack
from midcourse.errors import NoSolution
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import WGS84, Earth
from midcourse.kernels.flight import DEFAULT_M, IMPACT, NODE_COLUMNS, STATUS_TEXT, fly
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.steering import NO_PLANE, free_program
from midcourse.threats.aim import Aimed, Arc, aim
from midcourse.threats.launch import LATEST_S, Pad, Steering, lift_off
from midcourse.threats.payload import Load, Place, bodies_of, later, stages_of
from midcourse.truth import Body, Event, Sky, Trajectory, shifted, sky_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class HasPlace(Protocol):
        """A place with geodetic coordinates."""

        @property
        def lat_deg(self) -> float: ...
        @property
        def lon_deg(self) -> float: ...
        @property
        def alt_m(self) -> float: ...

    class HasAim(Protocol):
        """One missile of a raid."""

        @property
        def missile(self) -> Missile: ...
        @property
        def from_place(self) -> HasPlace: ...
        @property
        def to_place(self) -> HasPlace: ...
        @property
        def launch_s(self) -> float: ...
        @property
        def arc(self) -> Arc | None: ...
        @property
        def apogee_m(self) -> float | None: ...
        @property
        def count(self) -> int: ...
        @property
        def interval_s(self) -> float: ...
        @property
        def warheads(self) -> int: ...
        @property
        def decoys(self) -> int: ...
        @property
        def debris(self) -> int: ...


MAX_NODES = 20_000


@dataclass(frozen=True)
class Flown:
    """A flight as it happened, with what a report says of it."""

    path: Trajectory
    stages: tuple[dict[str, float], ...]


def pad_of(place: HasPlace) -> Pad:
    """Return a place as a launch or aim point, in rad."""
    return Pad(math.radians(place.lat_deg), math.radians(place.lon_deg), place.alt_m)


def stack_of(missile: Missile) -> Stack:
    """Return the stages of a missile, ready to fly."""
    return stack(
        missile.stages,
        missile.drag,
        missile.payload_kg,
        missile.beta_kg_m2,
        missile.shroud_kg,
        missile.shroud_release_s,
    )


def fly_missile(
    missile: Missile, pad: Pad, steer: Steering, launch_s: float = 0.0, earth: Earth = WGS84
) -> Flown:
    """Fly a missile from its pad to the ground.

    Args:
        missile: catalogue entry.
        pad: launch point.
        steer: steering as found by `aim` or `greatest_range`.
        launch_s: scenario time of lift-off.
        earth: Earth.

    Returns:
        Flown.

    Raises:
        NoSolution: it did not climb, or did not come down in 20,000 s.
    """
    craft = stack_of(missile)
    nodes = np.zeros((MAX_NODES, NODE_COLUMNS))
    status, _, count, burnout_s, _ = lift_off(craft, pad, steer, nodes, earth, tol=DEFAULT_M)
    if status != IMPACT:
        raise NoSolution(f"the flight {STATUS_TEXT[status]}")
    stages, events = _story(missile, burnout_s, launch_s)
    path = Trajectory(
        shifted(nodes[:count], launch_s, earth), launch_s, launch_s + burnout_s, True, events, earth
    )
    return Flown(path, stages)


def _story(
    missile: Missile, burnout_s: float, launch_s: float
) -> tuple[tuple[dict[str, float], ...], tuple[Event, ...]]:
    stages = []
    events = [Event("lift-off", launch_s)]
    t = 0.0
    for number, stage in enumerate(missile.stages, start=1):
        start = t + stage.ignition_delay_s
        if start >= burnout_s:
            break
        t = min(start + stage.burn_s, burnout_s)
        stages.append({"stage": number, "ignition_s": launch_s + start, "burnout_s": launch_s + t})
        events.append(Event(f"burnout of stage {number}", launch_s + t))
    return tuple(stages), tuple(events)


def fly_free(
    pad: Pad, speed_m_s: float, fpa_rad: float, azimuth_rad: float, beta_kg_m2: float, earth: Earth = WGS84
) -> Trajectory:
    """Fly a body that only falls, from an Earth-relative state to the ground.

    Args:
        pad: where it starts, altitude above the ellipsoid.
        speed_m_s, fpa_rad, azimuth_rad: velocity relative to the turning Earth.
        beta_kg_m2: ballistic coefficient; infinite for flight without drag.
        earth: Earth.

    Returns:
        Trajectory.

    Raises:
        NoSolution: it does not come down in 20,000 s.
    """
    state = start_state(pad, speed_m_s, fpa_rad, azimuth_rad, earth)
    nodes = np.zeros((MAX_NODES, NODE_COLUMNS))
    program = free_program(beta_kg_m2)
    status, _, count, _ = fly(
        earth, US76, NO_DRAG, program, 1, NO_PLANE, state, 0.0, LATEST_S, 0.0, DEFAULT_M, nodes
    )
    if status != IMPACT:
        raise NoSolution(f"the body {STATUS_TEXT[status]}")
    return Trajectory(nodes[:count].copy(), 0.0, 0.0, True, (Event("start", 0.0),), earth)


def start_state(
    pad: Pad, speed_m_s: float, fpa_rad: float, azimuth_rad: float, earth: Earth = WGS84
) -> np.ndarray:
    """Return the inertial state at t = 0 of a body whose velocity relative to the Earth is given, shape (6,)."""
    from midcourse.kernels.earth import enu_to_ecef, geodetic_to_ecef

    x, y, z = geodetic_to_ecef(earth, pad.lat_rad, pad.lon_rad, pad.alt_m)
    flat = speed_m_s * math.cos(fpa_rad)
    up = speed_m_s * math.sin(fpa_rad)
    vx, vy, vz = enu_to_ecef(
        pad.lat_rad, pad.lon_rad, flat * math.sin(azimuth_rad), flat * math.cos(azimuth_rad), up
    )
    return np.array([x, y, z, vx - earth.omega_rad_s * y, vy + earth.omega_rad_s * x, vz])


@lru_cache(maxsize=1024)
def aimed(
    missile: Missile, pad: Pad, target: Pad, arc: Arc | None = None, apogee_m: float | None = None
) -> Aimed:
    """Aim a missile; solved once for the same inputs, whenever it is launched."""
    return aim(stack_of(missile), pad, target, arc, apogee_m)


@lru_cache(maxsize=256)
def aimed_flight(
    missile: Missile, pad: Pad, target: Pad, arc: Arc | None = None, apogee_m: float | None = None
) -> tuple[Trajectory, tuple[Trajectory, ...]]:
    """Aim a missile and fly it, with its spent stages; solved once for the same inputs, whenever it is launched."""
    path = fly_missile(missile, pad, aimed(missile, pad, target, arc, apogee_m).steer).path
    return path, stages_of(missile, path)


@lru_cache(maxsize=256)
def flown_bodies(
    missile: Missile,
    pad: Pad,
    target: Pad,
    launch_s: float,
    arc: Arc | None,
    apogee_m: float | None,
    place: Place,
    load: Load,
) -> tuple[Body, ...]:
    """Fly a missile of a raid and all that it leaves behind; solved once for the same inputs."""
    path, stages = aimed_flight(missile, pad, target, arc, apogee_m)
    return tuple(later(body, launch_s) for body in bodies_of(missile, path, stages, place, load))


def fly_raid(raid: Sequence[HasAim]) -> Sky:
    """Fly every missile of a raid: nature, computed once and never changed.

    Args:
        raid: the missiles with their launch and aim points, how many of each, and what they let go of.

    Returns:
        Sky: missile by missile in the order of the raid, each with the warhead first.

    Raises:
        NoSolution: an aim point is out of reach.
    """
    bodies: list[Body] = []
    number = 0
    for i, item in enumerate(raid):
        pad, target = pad_of(item.from_place), pad_of(item.to_place)
        load = Load(item.warheads, item.decoys, item.debris)
        for copy in range(item.count):
            launch_s, place = item.launch_s + copy * item.interval_s, Place(i, copy, number)
            bodies += flown_bodies(item.missile, pad, target, launch_s, item.arc, item.apogee_m, place, load)
            number += 1
    return sky_of(bodies)
