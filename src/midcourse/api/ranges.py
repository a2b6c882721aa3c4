"""How far a missile flies: without rotation of the Earth, and by direction on the turning one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from midcourse.api.bounds import bounded
from midcourse.scenario import parse_place


@dataclass(frozen=True)
class Ranges:
    """How far a missile flies: without rotation of the Earth, and with it by direction.

    Args:
        range_m: greatest range without rotation, northwards; None where the missile does not come down.
        azimuth_deg, rotating_range_m: directions and the greatest range in each, None where unbounded.
        payload_kg: what it carries.
    """

    range_m: float | None
    azimuth_deg: tuple[float, ...]
    rotating_range_m: tuple[float | None, ...]
    payload_kg: float

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as `midcourse range --json` prints them."""
        return {
            "range_m": self.range_m,
            "azimuth_deg": list(self.azimuth_deg),
            "rotating_range_m": list(self.rotating_range_m),
            "unbounded": self.range_m is None,
            "payload_kg": self.payload_kg,
            "steering": "vertical rise, kick, gravity turn to 50 km, then one held attitude; both chosen for range",
        }


def greatest_ranges(
    missile: str, from_: str, payload_kg: float | None = None, directions: int = 72
) -> Ranges:
    """Find how far a missile flies from a place, without rotation of the Earth and with it in every direction.

    Args:
        missile: catalogue id.
        from_: place: a site id, or `lat,lon` in degrees.
        payload_kg: in place of the entry's payload.
        directions: how many azimuths, evenly spread from north.

    Returns:
        Ranges, with full burn, to the ground at altitude 0.

    Raises:
        CatalogError: unknown missile or place; ScenarioError: a payload out of bounds.
    """
    from midcourse.catalog import load_missile
    from midcourse.kernels.earth import STILL
    from midcourse.threats.aim import greatest_range
    from midcourse.threats.fly import pad_of, stack_of

    entry, _ = load_missile(missile)
    if payload_kg is not None:
        bounded("--payload", payload_kg, 1.0, 1e5)
        entry = entry.model_copy(update={"payload_kg": payload_kg})
    craft, pad = stack_of(entry), pad_of(parse_place(from_, key="--from"))
    start, still_m = greatest_range(craft, pad, 0.0, earth=STILL)
    azimuths = [360.0 * i / directions for i in range(directions)]
    found: list[float | None] = []
    for azimuth in azimuths:
        start, far_m = greatest_range(
            craft, pad, math.radians(azimuth), guess=(start.kick_rad, start.pitch_rad)
        )
        found.append(far_m if math.isfinite(far_m) else None)
    still = still_m if math.isfinite(still_m) else None
    return Ranges(still, tuple(azimuths), tuple(found), entry.payload_kg)
