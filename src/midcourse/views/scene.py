"""What the pictures of one engagement draw: paths, places and moments, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from midcourse.truth import Trajectory


@dataclass(frozen=True)
class Mark:
    """A named point: degrees, altitude in m, and what kind of thing it is."""

    name: str
    kind: str
    lat_deg: float
    lon_deg: float
    alt_m: float = 0.0


@dataclass(frozen=True)
class Shot:
    """One interceptor's path and how it ended."""

    path: Trajectory
    hit: bool
    outcome: str


@dataclass(frozen=True)
class Scene:
    """One run of one scenario, ready to be drawn.

    Args:
        title: the scenario's name; run: its number.
        threats: the paths of the objects; warheads: which of them are warheads, all where empty.
        shots: the interceptors.
        places: launch and aim points, radars, batteries, defended places.
        floor_m: the interceptors' floor, None without interceptors.
        fans: radars: latitude, longitude, boresight or None, half field, range to draw in m.
        credit: sources, in one line.
    """

    title: str
    run: int
    threats: tuple[Trajectory, ...]
    shots: tuple[Shot, ...]
    places: tuple[Mark, ...]
    floor_m: float | None
    fans: tuple[tuple[float, float, float | None, float, float], ...]
    credit: str
    warheads: tuple[bool, ...] = ()

    def is_warhead(self, k: int) -> bool:
        """Whether an object is a warhead, and no stage, debris or decoy."""
        return not self.warheads or self.warheads[k]
