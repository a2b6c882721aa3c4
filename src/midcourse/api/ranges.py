"""How far a missile flies: without rotation of the Earth, and by direction on the turning one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from midcourse.api.flights import loaded
from midcourse.errors import ScenarioError
from midcourse.scenario import parse_place
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import finite
from midcourse.shown.frame import Table, framed

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.stack import Stack
    from midcourse.geography import City
    from midcourse.pictures.plots import RangePlots
    from midcourse.scenario import Place


DIRECTIONS = 8  # of a card


@dataclass(frozen=True, repr=False)
class Ranges(Shown):
    """How far a missile flies: without rotation of the Earth, and with it by direction.

    Args:
        range_m: greatest range without rotation, northwards; None where the missile does not come down.
        azimuth_deg, rotating_range_m: directions of launch and the greatest range in each, None where unbounded.
        payload_kg: what it carries.
        bearing_deg: the direction in which it comes down for each launch: the Earth turns below the flight.
        missile, place: what flies, and from where.
        defensive: an interceptor; cities are not counted then.
        rerun: the command that repeats it.
    """

    range_m: float | None
    azimuth_deg: tuple[float, ...]
    rotating_range_m: tuple[float | None, ...]
    payload_kg: float
    bearing_deg: tuple[float, ...]
    missile: str
    place: Place
    defensive: bool = False
    rerun: str = ""

    @property
    def plot(self) -> RangePlots:
        """The picture: `rings()`; `save_all(DIR)`."""
        from midcourse.pictures.plots import RangePlots

        return RangePlots(self)

    @cached_property
    def cities_inside(self) -> tuple[City, ...]:
        """The cities of 50,000 people and more inside the ring of the turning Earth, the largest first."""
        from midcourse.api.inside import cities_inside

        if self.defensive:
            return ()
        return cities_inside(self.place.lat_deg, self.place.lon_deg, self.bearing_deg, self.rotating_range_m)

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as `midcourse range --json` prints them."""
        inside = self.cities_inside
        return {
            "range_m": self.range_m,
            "azimuth_deg": list(self.azimuth_deg),
            "rotating_range_m": list(self.rotating_range_m),
            "bearing_deg": list(self.bearing_deg),
            "unbounded": self.range_m is None,
            "payload_kg": self.payload_kg,
            "cities_inside": None
            if self.defensive
            else {"count": len(inside), "population": sum(city.population for city in inside)},
            "steering": "vertical rise, kick, gravity turn to 50 km, then one held attitude; both chosen for range",
        }

    def frame(self, name: str = "ring") -> pd.DataFrame:
        """Return `ring` (a row a direction) or `cities` (those inside, the largest first) as a data frame."""
        ring = ("azimuth_deg", "rotating_range_m", "bearing_deg")
        city = ("name", "country", "lat_deg", "lon_deg", "population")
        return framed(
            name,
            {
                "ring": lambda: Table(ring, tuple(zip(*(getattr(self, one) for one in ring), strict=True))),
                "cities": lambda: Table(
                    city, tuple(tuple(getattr(one, key) for key in city) for one in self.cities_inside)
                ),
            },
        )

    def _line(self) -> str:
        far = "without end" if self.range_m is None else f"{self.range_m / 1e3:,.0f} km"
        known = [value for value in self.rotating_range_m if value is not None]
        turning = f"{min(known) / 1e3:,.0f} to {max(known) / 1e3:,.0f} km" if known else "without end"
        return (
            f"{self.missile} with {self.payload_kg:,.0f} kg from {self.place.name}: {far} without rotation, "
            f"{turning} by direction"
        )

    def _card(self) -> Card:
        step = max(1, len(self.azimuth_deg) // DIRECTIONS)
        ways = zip(self.azimuth_deg[::step], self.rotating_range_m[::step], self.bearing_deg[::step], strict=True)
        rows = tuple((f"{azimuth:.0f}", *_way(far_m, bearing)) for azimuth, far_m, bearing in ways)
        inside = self.cities_inside
        people = sum(city.population for city in inside)
        told = f"{len(inside):,} cities of 50,000 people or more inside, {people / 1e6:,.1f} million people."
        head = ("launched towards, deg", "greatest range, km", "comes down towards, deg")
        return Card(f"{self._line()}.", "", head, rows, ("" if self.defensive else told, self.rerun), 'frame("ring")')


def greatest_ranges(
    missile: str, from_: str, payload_kg: float | None = None, directions: int = 72
) -> Ranges:
    """Find how far a missile flies from a place, without rotation of the Earth and with it in every direction.

    Args:
        missile: catalogue id of a missile, or of an interceptor flown as one.
        from_: place: a site id, a city, or `lat,lon` in degrees.
        payload_kg: in place of the entry's payload.
        directions: how many azimuths, evenly spread from north.

    Returns:
        Ranges, with full burn, to the ground at altitude 0.

    Raises:
        CatalogError: unknown missile or place; ScenarioError: a payload out of bounds.
    """
    from midcourse.kernels.earth import STILL
    from midcourse.threats.farthest import greatest_range, ring
    from midcourse.threats.fly import pad_of

    craft, name, defensive = _craft(missile, payload_kg)
    place = parse_place(from_, key="--from")
    pad = pad_of(place)
    _, still_m = greatest_range(craft, pad, 0.0, earth=STILL)
    azimuths = tuple(360.0 * i / directions for i in range(directions))
    found = ring(craft, pad, [math.radians(azimuth) for azimuth in azimuths])
    return Ranges(
        finite(still_m),
        azimuths,
        tuple(finite(far_m) for far_m, _ in found),
        craft.payload_kg,
        tuple(math.degrees(bearing) for _, bearing in found),
        name,
        place,
        defensive,
        line("range", [missile], {"from": from_, "payload": payload_kg}),
    )


def _craft(missile: str, payload_kg: float | None) -> tuple[Stack, str, bool]:
    # an interceptor flies too, with its kill vehicle and dead mass as payload: most have no greatest range
    from midcourse.catalog import entries, load_interceptor

    if missile in entries("interceptors"):
        from midcourse.interceptors.craft import interceptor_stack

        if payload_kg is not None:
            raise ScenarioError(
                "an interceptor carries its kill vehicle", key="--payload", allowed="a missile"
            )
        interceptor, _ = load_interceptor(missile)
        return interceptor_stack(interceptor), interceptor.name or missile, True
    from midcourse.threats.fly import stack_of

    entry, _ = loaded(missile, payload_kg)
    return stack_of(entry), entry.name or missile, False


def _way(far_m: float | None, bearing_deg: float) -> tuple[str, str]:
    return ("no end", "") if far_m is None else (f"{far_m / 1e3:,.0f}", f"{bearing_deg % 360.0:.0f}")
