"""A reported test, flown by the stage set that serves all flights of the missile."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded
from midcourse.api.flights import Flight, loaded
from midcourse.errors import NoSolution, ScenarioError
from midcourse.scenario import parse_place
from midcourse.shown.command import line
from midcourse.shown.document import finite

if TYPE_CHECKING:
    from midcourse.catalog.provenance import Provenance

EASTWARDS_DEG = 90.0


def reproduce(
    missile: str,
    from_: str,
    apogee_m: float,
    range_m: float | None = None,
    *,
    to: str | None = None,
    azimuth_deg: float | None = None,
    payload_kg: float | None = None,
) -> Flight:
    """Fly a reported test: the flight with its apogee and ground range, by the cut-off, else by the payload.

    Args:
        missile: catalogue id.
        from_: place of the launch.
        apogee_m, range_m: as reported; the range may come from `to`.
        to, azimuth_deg: where it came down, or in which direction; eastwards where neither is given.
        payload_kg: in place of the entry's payload; then it is not varied.

    Returns:
        Flight; `solved` says which input was solved for and its value, and how far the same missile flies.

    Raises:
        CatalogError: unknown missile or place; NoSolution: the missile does not fly so.
    """
    from midcourse.kernels.boost import arc_m
    from midcourse.kernels.earth import STILL, WGS84
    from midcourse.threats.farthest import greatest_range
    from midcourse.threats.fly import pad_of, stack_of
    from midcourse.threats.reproduce import reproduce as solve

    entry, provenance = loaded(missile, payload_kg)
    pad = pad_of(parse_place(from_, key="--from"))
    azimuth = math.radians(EASTWARDS_DEG)
    if to is not None:
        goal = pad_of(parse_place(to, key="--to"))
        far_m, azimuth = arc_m(WGS84, pad.lat_rad, pad.lon_rad, goal.lat_rad, goal.lon_rad)
        range_m = float(far_m) if range_m is None else range_m
    if azimuth_deg is not None:
        bounded("--azimuth", azimuth_deg, -360.0, 360.0)
        azimuth = math.radians(azimuth_deg % 360.0)
    if range_m is None:
        raise ScenarioError(
            "no range", key="--reproduce", allowed='"apogee=2802 km, range=933 km", or --to P'
        )
    bounded("apogee in m", apogee_m, 1e4, 2e7)
    bounded("range in m", range_m, 1e3, 2e7)
    payload = provenance.get("payload")
    room = None
    if payload_kg is None and payload is not None and payload.low is not None and payload.high is not None:
        room = (payload.low, payload.high)
    try:
        found = solve(entry, pad, azimuth, apogee_m, range_m, room)
    except NoSolution as problem:
        why = f"the path is not possible with this missile: {problem.why}"
        raise NoSolution(
            why, key=problem.key, got=problem.got, allowed=problem.allowed, nearest=problem.nearest
        ) from None
    craft = stack_of(found.missile)
    _, still_m = greatest_range(craft, pad, 0.0, earth=STILL)
    solved = {
        "by": found.by,
        "thrust_ends_s": found.flown.path.burnout_s,
        "full_burn_s": craft.burn_s,
        "payload_kg": found.missile.payload_kg,
        "note": found.note,
        "greatest_range_m": finite(still_m),
        "greatest_range_is": "full burn, without rotation, with this payload",
        "published_range_m": _published(provenance.get("range")),
    }
    asked = f"apogee={apogee_m / 1e3:.10g} km, range={range_m / 1e3:.10g} km"
    options = {"from": from_, "to": to, "azimuth": azimuth_deg, "payload": payload_kg, "reproduce": asked}
    again = line("fly", [missile], options)
    return Flight(found.flown.path, found.flown.stages, True, entry.name, solved, again)


def _published(number: Provenance | None) -> dict[str, Any] | None:
    if number is None:
        return None
    return {"value": number.value, "low": number.low, "high": number.high, "source": number.source}
