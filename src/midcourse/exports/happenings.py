"""The events of one run with the place of each, where it has one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.engagement.story import events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.engagement.run import Result
    from midcourse.exports.flown import Thing
    from midcourse.scenario.model import Scenario

LAUNCHES = ("lift-off", "interceptor launched")
INTERCEPT = "intercept: "
HIT = "intercept: hit"
NOWHERE = ("assessed", "decision")
TOLERANCE_S = 2e-3
OF_EVENT = {"run", "time_s", "what", "object", "battery", "shot"}


@dataclass(frozen=True)
class Happening:
    """One event.

    Args:
        time_s: scenario time.
        what: as `explain` tells it.
        name: of the object that it is about, empty for a track of nothing; object: its number, -1 for none.
        interceptor: the id of the interceptor that it is about, empty for none.
        spot: latitude (deg), longitude (deg) and height (m) of the object, of an interceptor where it is about one
            that does not hit; None where it happens nowhere or the object is gone.
        more: numbers that belong to it, by their name.
    """

    time_s: float
    what: str
    name: str
    object: int
    interceptor: str
    spot: tuple[float, float, float] | None
    more: dict[str, float] = field(default_factory=dict)

    @property
    def is_launch(self) -> bool:
        """Whether something leaves the ground."""
        return self.what in LAUNCHES

    @property
    def is_intercept(self) -> bool:
        """Whether an interceptor comes to its intercept, whatever becomes of it."""
        return self.what.startswith(INTERCEPT)


def happenings(scenario: Scenario, result: Result, things: Sequence[Thing]) -> tuple[Happening, ...]:
    """Return the events of one run in order of time.

    Args:
        scenario: what was fought, with the values of the run's world.
        result: the run, fought alone.
        things: what flew in it.
    """
    run = int(result.batch.runs[0])
    shots = result.shots[result.shots["launch_s"].argsort(kind="stable")]
    found = []
    for event in events(result, run):
        k = int(event["object"])
        about = [things[k]] if k >= 0 else []  # the raid comes first
        flights = _flights(event, shots, things) if "battery" in event else []
        if event["what"] != HIT:  # updates in flight and homing are not in the path of an interceptor
            about = flights or about
        found.append(
            Happening(
                event["time_s"],
                event["what"],
                result.sky.names[k] if k >= 0 else "",
                k,
                flights[0].id if flights else "",
                None if event["what"].startswith(NOWHERE) else _place(about, event["time_s"]),
                {name: value for name, value in event.items() if name not in OF_EVENT},
            )
        )
    return tuple(found)


def _flights(event: dict[str, Any], shots: np.ndarray, things: Sequence[Thing]) -> list[Thing]:
    # two tracks of one object count their shots anew: time tells them apart
    mine = np.ones(len(shots), dtype=bool)
    for name in ("object", "battery", "shot"):
        mine &= shots[name] == event[name]
    mine &= shots["launch_s"] - TOLERANCE_S <= event["time_s"]
    mine &= shots["assessed_s"] + TOLERANCE_S >= event["time_s"]
    rows = np.flatnonzero(mine)
    return [thing for thing in things if len(rows) and thing.shot == rows[-1]]


def _place(about: Sequence[Thing], time_s: float) -> tuple[float, float, float] | None:
    for thing in about:
        if thing.start_s - TOLERANCE_S <= time_s <= thing.end_s + TOLERANCE_S:
            at_s = min(max(time_s, thing.start_s), thing.end_s)
            lat_deg, lon_deg, alt_m = thing.path.geodetic(np.array([at_s]))[0]
            return float(lat_deg), float(lon_deg), float(alt_m)
    return None
