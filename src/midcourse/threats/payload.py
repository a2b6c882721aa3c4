"""What a missile leaves behind on its way: spent stages, a shroud, debris, and decoys.

All of it is nature: the same in every run. The directions and speeds in which debris and decoys drift apart
are drawn once, keyed by the object and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import Missile
from midcourse.errors import NoSolution
from midcourse.kernels.atmosphere import US76, VACUUM
from midcourse.kernels.earth import altitude, gravity
from midcourse.kernels.flight import DEFAULT_M, IMPACT, NODE_COLUMNS, STATUS_TEXT, fly
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.path import state_at
from midcourse.kernels.steering import NO_PLANE, free_program
from midcourse.records import DEBRIS, DECOY, STAGE, WARHEAD
from midcourse.streams import DECOY_SPREAD, normals, uniform
from midcourse.threats.launch import LATEST_S
from midcourse.truth import (
    COPIES,
    FIRST_DEBRIS,
    FIRST_DECOY,
    FIRST_STAGE,
    FIRST_WARHEAD,
    SERIALS,
    SHROUD,
    Body,
    Event,
    Trajectory,
    shifted,
)

DECOY_END_M = 100e3  # where air begins to tell what is heavy from what is light
SPREAD_SEED = 2007  # of nature, never of a run: any fixed number would do, this one is part of every answer
ROOM = 4000

Pair = tuple[float, float]


class Load(NamedTuple):
    """How many warheads, decoys and pieces of debris a missile lets go of."""

    warheads: int = 1
    decoys: int = 0
    debris: int = 0


class Place(NamedTuple):
    """Which missile it is: its item in the raid, its copy of that item, and its place among all missiles."""

    item: int
    copy: int
    raid: int


def bodies_of(
    missile: Missile, path: Trajectory, stages: tuple[Trajectory, ...], place: Place, load: Load
) -> tuple[Body, ...]:
    """Return the warhead of a missile and all that it leaves behind.

    Args:
        missile: catalogue entry.
        path: its flight from pad to ground.
        stages: the paths of its spent stages.
        place: which missile of the raid it is.
        load: how much it lets go of at its last burnout.

    Returns:
        the warhead first, then spent stages, more warheads, shroud, debris and decoys, each keyed by what it is.
    """
    return tuple(_bodies(missile, path, stages, place, load))


def stages_of(missile: Missile, path: Trajectory) -> tuple[Trajectory, ...]:
    """Let the spent stages of a missile fall; none where it does not separate."""
    if not missile.separates:
        return ()
    return tuple(
        fallen(
            path,
            _pushed_back(path, time_s, missile.separation_speed_m_s),
            time_s,
            missile.stage_beta_kg_m2,
        )
        for time_s in _separations(path)
    )


def later(body: Body, wait_s: float) -> Body:
    """Return a body of a missile that lifts off later from the same pad: the same path over the ground."""
    path = body.path
    moved = replace(
        path,
        nodes=shifted(path.nodes, wait_s, path.earth),
        launch_s=path.launch_s + wait_s,
        burnout_s=path.burnout_s + wait_s,
        events=tuple(Event(event.what, event.time_s + wait_s) for event in path.events),
    )
    return replace(body, path=moved)


def _bodies(
    missile: Missile, path: Trajectory, stages: tuple[Trajectory, ...], place: Place, load: Load
) -> Iterator[Body]:
    base, raid, who = (
        (place.copy * COPIES + place.item) * SERIALS,
        place.raid,
        f"missile {place.raid + 1}",
    )
    warhead = _bands(missile)
    still = ((warhead[0][0],) * 2, (warhead[1][0],) * 2)
    yield Body(path, warhead, WARHEAD, base, raid, f"{who}: warhead", missile.beta_kg_m2)
    for number, fall in enumerate(stages, start=1):
        key, name = base + FIRST_STAGE + number - 1, f"{who}: stage {number}"
        yield _lump(fall, missile.rcs_stage_m2, STAGE, key, raid, name, missile.stage_beta_kg_m2)
    for i in range(1, load.warheads):
        key = base + FIRST_WARHEAD + i
        state = _scattered(path, path.burnout_s, missile.decoy_spread_m_s, key)
        fall = fallen(path, state, path.burnout_s, missile.beta_kg_m2)
        yield Body(fall, still, WARHEAD, key, raid, f"{who}: warhead {i + 1}", missile.beta_kg_m2)
    release_s = path.launch_s + missile.shroud_release_s
    pieces = [(FIRST_DEBRIS + i, path.burnout_s, f"{who}: debris {i + 1}") for i in range(load.debris)]
    if missile.shroud_kg > 0.0 and release_s <= path.burnout_s:
        pieces.insert(0, (SHROUD, release_s, f"{who}: shroud"))
    for serial, time_s, name in pieces:
        state = _scattered(path, time_s, missile.debris_spread_m_s, base + serial)
        fall = fallen(path, state, time_s, missile.debris_beta_kg_m2)
        yield _lump(fall, missile.rcs_debris_m2, DEBRIS, base + serial, raid, name, missile.debris_beta_kg_m2)
    for i in range(load.decoys):
        key = base + FIRST_DECOY + i
        state = _scattered(path, path.burnout_s, missile.decoy_spread_m_s, key)
        drift = drifted(path, state, path.burnout_s)
        if drift is not None:  # a missile that never leaves the air has no use for them
            yield Body(drift, still, DECOY, key, raid, f"{who}: decoy {i + 1}", math.inf)


def fallen(path: Trajectory, state: np.ndarray, time_s: float, beta_kg_m2: float) -> Trajectory:
    """Let a body fall through the air to the ground.

    Args:
        path: the flight that it comes from, whose Earth is used.
        state: position in m and velocity in m/s, `eci`, shape (6,).
        time_s: scenario time of the start.
        beta_kg_m2: ballistic coefficient.

    Returns:
        Trajectory; nothing of it burns.

    Raises:
        NoSolution: it does not come down in 20,000 s.
    """
    nodes = np.zeros((ROOM, NODE_COLUMNS))
    program, at = free_program(beta_kg_m2), state.copy()
    end_s = time_s + LATEST_S
    status, _, count, _ = fly(
        path.earth, US76, NO_DRAG, program, 1, NO_PLANE, at, time_s, end_s, 0.0, DEFAULT_M, nodes
    )
    if status != IMPACT:
        raise NoSolution(f"what the missile leaves behind {STATUS_TEXT[status]}")
    return Trajectory(nodes[:count].copy(), time_s, time_s, True, (Event("separation", time_s),), path.earth)


def drifted(path: Trajectory, state: np.ndarray, time_s: float) -> Trajectory | None:
    """Let a point fly without air until it comes down through 100 km.

    Args:
        path, state, time_s: as for `fallen`.

    Returns:
        Trajectory; None where the point never gets above 100 km.
    """
    nodes = np.zeros((ROOM, NODE_COLUMNS))
    program, at = free_program(math.inf), state.copy()
    end_s = time_s + LATEST_S
    _, _, count, _ = fly(
        path.earth, VACUUM, NO_DRAG, program, 1, NO_PLANE, at, time_s, end_s, 0.0, DEFAULT_M, nodes
    )
    flown = Trajectory(nodes[:count], time_s, time_s, False, earth=path.earth)
    heights_m = flown.geodetic(nodes[:count, 0])[:, 2]
    above = np.flatnonzero(heights_m > DECOY_END_M)
    if len(above) == 0 or above[-1] + 1 == count:
        return None
    last = int(above[-1])
    low_s, high_s = nodes[last, 0], nodes[last + 1, 0]
    for _ in range(60):
        middle_s = 0.5 * (low_s + high_s)
        if altitude(path.earth, *state_at(nodes, count, middle_s)[:3]) > DECOY_END_M:
            low_s = middle_s
        else:
            high_s = middle_s
    end = state_at(nodes, count, high_s)
    cut = np.vstack([nodes[: last + 1], [(high_s, *end, *gravity(path.earth, *end[:3]))]])
    return Trajectory(cut, time_s, time_s, False, (Event("release", time_s),), path.earth)


def _bands(missile: Missile) -> tuple[Pair, Pair]:
    x = (missile.rcs_warhead_m2, missile.rcs_burning_m2)
    cold, hot = missile.rcs_warhead_uhf_m2, missile.rcs_burning_uhf_m2
    return x, (x[0] if cold is None else cold, x[1] if hot is None else hot)


def _lump(
    path: Trajectory, rcs_m2: float, kind: int, key: int, raid: int, name: str, beta_kg_m2: float
) -> Body:
    # the same in all bands and always: no public number tells more of such pieces
    return Body(path, ((rcs_m2, rcs_m2), (rcs_m2, rcs_m2)), kind, key, raid, name, beta_kg_m2)


def _separations(path: Trajectory) -> list[float]:
    return [event.time_s for event in path.events if event.what.startswith("burnout of stage")]


def _pushed_back(path: Trajectory, time_s: float, speed_m_s: float) -> np.ndarray:
    # against the motion over the turning Earth, which is where the missile points, near enough
    state = path.state_eci(time_s)
    omega = path.earth.omega_rad_s
    ahead = state[3:] - omega * np.array([-state[1], state[0], 0.0])
    state[3:] -= speed_m_s * ahead / max(float(np.linalg.norm(ahead)), 1e-9)
    return state


def _scattered(path: Trajectory, time_s: float, most_m_s: float, key: int) -> np.ndarray:
    state = path.state_eci(time_s)
    state[3:] += most_m_s * np.array(spread(key))
    return state


@lru_cache(maxsize=4096)
def spread(key: int) -> tuple[float, float, float]:
    """Return a velocity drawn evenly from the ball of radius 1, the same for a key for ever."""
    a, b, c, _ = normals(SPREAD_SEED, DECOY_SPREAD, 0, 0, key, 0, 0)
    share = uniform(SPREAD_SEED, DECOY_SPREAD, 0, 0, key, 0, 1) ** (1.0 / 3.0)
    scale = share / math.sqrt(a * a + b * b + c * c)
    return scale * a, scale * b, scale * c
