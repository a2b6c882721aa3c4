"""From the answer of a chase to the picture of least speeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.catalog.reader import entries, load_interceptor
from midcourse.interceptors.reference_flight import burnout
from midcourse.views.pursuit import Line, Panel, Picture

if TYPE_CHECKING:
    from midcourse.analysis.chase import Chased, Start
    from midcourse.api.pursuit import Chase

APART_M_S = 50.0
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number."
KEY = (
    "Open signs: the missile still burns at launch, its path cannot be known. Upright strokes: launch by the "
    "scenario's own clock. Dotted: Lambert's problem with a boost delay. Nominal world, no luck; speeds of the "
    "reference flight."
)


def picture(found: Chase, battery: int) -> Picture:
    """Put the least speeds of one battery together.

    Args:
        found: the answer.
        battery: position of the battery.
    """
    mine = [one for one in found.found if one.battery == battery]
    launches_s = np.array([start.launch_s for start in mine[0].starts], dtype=float)
    panels = tuple(
        Panel(_limit(limit_s), tuple(_line(one, limit_s) for one in mine))
        for limit_s in found.limits_s[battery]
    )
    name = found.interceptors[battery]
    title = f"How fast an interceptor like {name} must be to catch missiles to {found.target.name}"
    marks = ((name, found.speeds_m_s[battery]), *_claimed(name))
    rerun = f"{found.rerun} --plot DIR."
    return Picture(title, launches_s, panels, marks, f"{KEY}\n{rerun} {CREDIT}")


def _claimed(name: str) -> tuple[tuple[str, float], ...]:
    # what others say of the same make, where that is another speed
    speeds = {other: burnout(load_interceptor(other)[0]).speed_m_s for other in entries("interceptors")
              if other.startswith(f"{name.partition('@')[0]}@") and other != name}  # fmt: skip
    own = burnout(load_interceptor(name)[0]).speed_m_s
    return tuple((other.partition("@")[2], speed) for other, speed in speeds.items() if abs(speed - own) > APART_M_S)


def _line(one: Chased, limit_s: float | None) -> Line:
    least = [start.least[limit_s] for start in one.starts]
    clock_s = np.nan if one.own.launch_s is None else one.own.launch_s
    return Line(
        one.place.name,
        np.array([np.nan if each is None else each.speed_m_s for each in least]),
        np.array([_lambert(start, limit_s) for start in one.starts]),
        one.burnout_s,
        clock_s,
    )


def _lambert(start: Start, limit_s: float | None) -> float:
    speed = start.lambert_m_s[limit_s]
    return np.nan if speed is None else speed


def _limit(limit_s: float | None) -> str:
    return "no limit of the flight time" if limit_s is None else f"the kill vehicle lives {limit_s:.0f} s"
