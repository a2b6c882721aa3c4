"""Trajectories of what really flies: nodes, the interpolant between them, and what can be read from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, Earth, ecef_to_geodetic, turn
from midcourse.kernels.motion import climb
from midcourse.kernels.path import highest, state_at
from midcourse.records import WARHEAD

SERIALS = 1000
COPIES = 1000
FIRST_STAGE, FIRST_WARHEAD, FIRST_DECOY, FIRST_DEBRIS, SHROUD = 1, 50, 100, 500, 999


@dataclass(frozen=True)
class Event:
    """Something that happened on a flight: what, and when in s of scenario time."""

    what: str
    time_s: float


@dataclass(frozen=True)
class Trajectory:
    """A flown path.

    Args:
        nodes: shape (n, 10): scenario time in s, position in m, velocity in m/s, acceleration in m/s2, `eci`;
            a time written twice is a jump of the acceleration.
        launch_s: scenario time of lift-off or start.
        burnout_s: scenario time of the last burnout; `launch_s` for a body that only falls.
        impacted: whether the last node lies on the ground.
        events: named moments in order of time.
        earth: the Earth it was flown on.
    """

    nodes: np.ndarray
    launch_s: float
    burnout_s: float
    impacted: bool
    events: tuple[Event, ...] = ()
    earth: Earth = field(default=WGS84)

    @property
    def end_s(self) -> float:
        """Scenario time of the last node."""
        return float(self.nodes[-1, 0])

    def state_eci(self, time_s: float) -> np.ndarray:
        """Return position in m and velocity in m/s at a time, `eci`, shape (6,)."""
        return np.array(_state(self.nodes, len(self.nodes), float(time_s)))

    def geodetic(self, time_s: np.ndarray) -> np.ndarray:
        """Return latitude (deg), longitude (deg) and altitude (m) at times of shape (n,), as (n, 3)."""
        out = np.empty((len(time_s), 3))
        _geodetic(self.earth, self.nodes, np.asarray(time_s, dtype=float), out)
        return out

    def relative_state(self, time_s: float) -> tuple[float, float, float]:
        """Return Earth-relative speed (m/s), flight-path angle (deg) and altitude (m) at a time."""
        speed, fpa, alt = _relative(self.earth, self.nodes, float(time_s))
        return speed, math.degrees(fpa), alt

    def apogee(self) -> tuple[float, float]:
        """Return the time in s and the altitude in m of the highest point, to 1 mm."""
        time_s, alt_m = highest(self.earth, self.nodes, len(self.nodes))
        return time_s, alt_m

    def ground_range_m(self) -> float:
        """Return the distance on the ellipsoid from the first to the last point of the path."""
        ends = np.radians(self.geodetic(np.array([self.nodes[0, 0], self.nodes[-1, 0]]))[:, :2])
        return float(arc_m(self.earth, ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1])[0])

    def times(self, count: int) -> np.ndarray:
        """Return `count` times evenly spread over the path."""
        return np.linspace(self.nodes[0, 0], self.nodes[-1, 0], count)


@kernel
def _state(nodes, count, t):
    return state_at(nodes, count, t)


@kernel
def _geodetic(earth, nodes, times, out):
    for i in range(times.shape[0]):
        x, y, z, _, _, _ = state_at(nodes, nodes.shape[0], times[i])
        x, y = turn(-earth.omega_rad_s * times[i], x, y)
        lat, lon, alt = ecef_to_geodetic(earth, x, y, z)
        out[i, 0], out[i, 1], out[i, 2] = math.degrees(lat), math.degrees(lon), alt


@kernel
def _relative(earth, nodes, t):
    x, y, z, vx, vy, vz = state_at(nodes, nodes.shape[0], t)
    alt, up = climb(earth, x, y, z, vx, vy, vz)
    ux = vx + earth.omega_rad_s * y
    uy = vy - earth.omega_rad_s * x
    speed = math.sqrt(ux * ux + uy * uy + vz * vz)
    return speed, math.asin(max(-1.0, min(1.0, up / (speed + 1e-300)))), alt


@dataclass(frozen=True)
class Sky:
    """Everything that flies, as trajectories and as the arrays that compiled loops read.

    Args:
        paths: one trajectory an object.
        nodes: shape (objects, m, 10), padded; counts: filled rows of each.
        starts_s: when each comes to be: lift-off of a missile, separation of what it leaves behind.
        ends_s: when each ends: impact; a decoy ends when it comes down into the air.
        burnout_s: last burnout of what burns; `starts_s` for what never does. A missile is its warhead all along.
        rcs_m2: cross section, shape (objects, 2, 2): by band (0: X, C and S; 1: L, UHF and VHF), then not burning
            and burning.
        kind: one of `records.KINDS`, i1.
        key: number of the object, i8, the same wherever it stands in the arrays: luck is keyed by it. Number of the
            missile times `SERIALS`, plus 0 for the warhead, from `FIRST_STAGE` on for stages, and so on; the number is
            that of the item of the raid, and from the item's second missile on its copy times `COPIES` more.
        raid: which missile of the raid it belongs to, counted through all items, i4.
        names: what people read.
        beta_kg_m2: ballistic coefficient after burnout, infinite for what never feels air.
    """

    paths: tuple[Trajectory, ...]
    nodes: np.ndarray
    counts: np.ndarray
    starts_s: np.ndarray
    ends_s: np.ndarray
    burnout_s: np.ndarray
    rcs_m2: np.ndarray
    kind: np.ndarray
    key: np.ndarray
    raid: np.ndarray
    names: tuple[str, ...]
    beta_kg_m2: np.ndarray

    @property
    def end_s(self) -> float:
        """Time at which the last warhead comes down; what falls later harms nobody."""
        return float(self.ends_s[self.kind == WARHEAD].max())


@dataclass(frozen=True)
class Body:
    """One object of the sky: its path and what does not change along it; arguments as in `Sky`."""

    path: Trajectory
    rcs_m2: tuple[tuple[float, float], tuple[float, float]]
    kind: int
    key: int
    raid: int
    name: str
    beta_kg_m2: float


def sky_of(bodies: Sequence[Body]) -> Sky:
    """Lay objects out as padded arrays."""
    paths = tuple(body.path for body in bodies)
    counts = np.array([len(path.nodes) for path in paths], dtype=np.int64)
    nodes = np.zeros((len(paths), int(counts.max()), 10))
    for i, path in enumerate(paths):
        nodes[i, : counts[i]] = path.nodes
    return Sky(
        paths,
        nodes,
        counts,
        np.array([path.launch_s for path in paths]),
        np.array([path.end_s for path in paths]),
        np.array([path.burnout_s for path in paths]),
        np.array([body.rcs_m2 for body in bodies], dtype=float),
        np.array([body.kind for body in bodies], dtype=np.int8),
        np.array([body.key for body in bodies], dtype=np.int64),
        np.array([body.raid for body in bodies], dtype=np.int32),
        tuple(body.name for body in bodies),
        np.array([body.beta_kg_m2 for body in bodies], dtype=float),
    )


def permuted(sky: Sky, order: Sequence[int]) -> Sky:
    """Return the same objects in another order: nothing that the defence does may depend on it.

    Args:
        sky: what flies.
        order: for each place of the new sky the object of the old one, each once.
    """
    at = np.asarray(order, dtype=np.int64)
    if not np.array_equal(np.sort(at), np.arange(len(sky.paths))):
        raise ValueError("each object has to stand in the order once")
    arrays = (
        "nodes",
        "counts",
        "starts_s",
        "ends_s",
        "burnout_s",
        "rcs_m2",
        "kind",
        "key",
        "raid",
        "beta_kg_m2",
    )
    return replace(
        sky,
        paths=tuple(sky.paths[i] for i in at),
        names=tuple(sky.names[i] for i in at),
        **{name: getattr(sky, name)[at] for name in arrays},
    )


def shifted(nodes: np.ndarray, launch_s: float, earth: Earth = WGS84) -> np.ndarray:
    """Return a flight that lifts off later: the same flight, turned with the Earth.

    Args:
        nodes: path of a lift-off at time 0, shape (n, 10).
        launch_s: scenario time of lift-off.
        earth: Earth.

    Returns:
        a new array of the same shape.
    """
    out = nodes.copy()
    if launch_s == 0.0:
        return out
    out[:, 0] += launch_s
    c, s = math.cos(earth.omega_rad_s * launch_s), math.sin(earth.omega_rad_s * launch_s)
    for i in (1, 4, 7):
        out[:, i] = c * nodes[:, i] - s * nodes[:, i + 1]
        out[:, i + 1] = s * nodes[:, i] + c * nodes[:, i + 1]
    return out
