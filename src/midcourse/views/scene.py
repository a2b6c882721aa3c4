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
    """One interceptor's path to where it was aimed, and how it ended.

    Args:
        path: from launch to the aim.
        hit: whether it hit; outcome: the same in words.
        failed: whether it broke down on the way: the rest of its path was planned and not flown.
        met: latitude, longitude (deg) and altitude (m) of its target when it arrived; None where nothing was there.
        number: its place in the order of launch, from 1.
    """

    path: Trajectory
    hit: bool
    outcome: str
    failed: bool = False
    met: tuple[float, float, float] | None = None
    number: int = 0

    @property
    def sign(self) -> str:
        """The sign that stands where it ends: a star, a cross, or a ring for what was planned only."""
        return "*" if self.hit else "o" if self.failed else "x"

    def ends(self) -> tuple[float, float, float]:
        """Return where the sign stands: on its target for a hit, else where it was aimed; degrees and m."""
        if self.hit and self.met is not None:
            return self.met
        lat_deg, lon_deg, alt_m = self.path.geodetic(self.path.times(2))[-1]
        return float(lat_deg), float(lon_deg), float(alt_m)


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
        kinds: what each object is, in words; destroyed_s: when it was hit, infinite where it was not; both may be
            empty.
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
    kinds: tuple[str, ...] = ()
    destroyed_s: tuple[float, ...] = ()

    def is_warhead(self, k: int) -> bool:
        """Whether an object is a warhead, and no stage, debris or decoy."""
        return not self.warheads or self.warheads[k]

    def flown_until_s(self, k: int) -> float:
        """Return when an object ends: hit, or down."""
        end_s = self.threats[k].end_s
        return min(end_s, self.destroyed_s[k]) if self.destroyed_s else end_s
