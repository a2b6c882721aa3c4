"""In which country something is: points over the ground or on it, and what share of them each country has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from midcourse.geography.gazetteer import find_country
from midcourse.geography.world import country_at
from midcourse.threats.launch import LATEST_S

AT_SEA = "at sea"
STAYS_UP = f"not down within {LATEST_S:,.0f} s"


class Over(NamedTuple):
    """A moment over the ground or on it; `country` is the ISO code, None at sea."""

    country: str | None
    time_s: float
    lat_deg: float
    lon_deg: float
    alt_m: float


class InCountry(NamedTuple):
    """The share of some moments that one country has, their first and last time, least and greatest altitude.

    `country` is None at sea, and for what does not come down, whose times and altitudes are None.
    """

    country: str | None
    name: str
    share: float
    first_s: float | None
    last_s: float | None
    lowest_m: float | None
    highest_m: float | None


def over(time_s: float, lat_deg: float, lon_deg: float, alt_m: float = 0.0) -> Over:
    """Say in whose country a point is.

    Args:
        time_s: scenario time.
        lat_deg, lon_deg, alt_m: geodetic.

    Returns:
        Over; borders of Natural Earth, good to some kilometres, and who holds the ground counts.
    """
    return Over(country_at(lat_deg, lon_deg), time_s, lat_deg, lon_deg, alt_m)


def by_country(moments: Sequence[Over | None]) -> tuple[InCountry, ...]:
    """Return the share of each country, the greatest first, shares of one size by name.

    Args:
        moments: None for what does not come down.

    Returns:
        an InCountry for each country, for the sea, and for what does not come down; shares add up to 1.
    """
    groups: dict[tuple[str | None, str], list[Over]] = {}
    for one in moments:
        key = (None, STAYS_UP) if one is None else (one.country, name_of(one.country))
        groups.setdefault(key, []).extend([] if one is None else [one])
    stay = sum(one is None for one in moments)
    found = [
        _in_country(country, name, there, (len(there) or stay) / len(moments))
        for (country, name), there in groups.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.share, row.name)))


def name_of(country: str | None) -> str:
    """Return the name of a country by its ISO code; None is the sea."""
    return AT_SEA if country is None else find_country(country).name


def _in_country(country: str | None, name: str, there: list[Over], share: float) -> InCountry:
    if not there:
        return InCountry(country, name, share, None, None, None, None)
    times, heights = np.array([(one.time_s, one.alt_m) for one in there]).T
    ends = (times.min(), times.max(), heights.min(), heights.max())
    return InCountry(country, name, share, *map(float, ends))
