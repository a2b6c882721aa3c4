"""When a missile is first reported, seen and tracked, without luck: what the clocks of a doctrine could start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from midcourse.engagement.see import see

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky


class Sight(NamedTuple):
    """One radar by itself: the first look with an even chance, and the first moment of a firm track, or None."""

    radar: str
    first_s: float | None
    firm_s: float | None


class Sights(NamedTuple):
    """The first report of the satellites, None for never, and what each radar sees."""

    satellite_s: float | None
    radars: tuple[Sight, ...]

    @property
    def first_s(self) -> float | None:
        """The first that anything says of it."""
        return earliest(self.satellite_s, *(one.first_s for one in self.radars))

    @property
    def firm_s(self) -> float | None:
        """The first firm track of any radar."""
        return earliest(*(one.firm_s for one in self.radars))


def earliest(*times_s: float | None) -> float | None:
    """Return the earliest of some times, None where there is none."""
    return min((at for at in times_s if at is not None), default=None)


def sights(scenario: Scenario, sky: Sky, k: int) -> Sights:
    """Say when one object is reported, seen and tracked.

    A track is firm after as many looks at what no longer burns as the tracker asks for.

    Args:
        scenario: its sensors and tracker; its raid is what flies.
        sky, k: the same raid flown, and which object.

    Returns:
        Sights.
    """
    rows = {row["object"]: row["sensors"] for row in see(scenario)}[sky.names[k]]
    space = sum(not item.is_radar for item in scenario.sensors)
    radars = [item for item in scenario.sensors if item.is_radar]
    found = []
    for item, row in zip(radars, rows[space:], strict=True):
        first_s, firm_s = row["first_s"], None
        if first_s is not None:
            learnt_s = scenario.tracker.firm_looks * item.radar.look_interval_s
            firm_s = max(first_s, float(sky.burnout_s[k])) + learnt_s
            firm_s = firm_s if firm_s <= row["last_s"] else None
        found.append(Sight(item.radar.id, first_s, firm_s))
    return Sights(earliest(*(row["first_s"] for row in rows[:space])), tuple(found))
