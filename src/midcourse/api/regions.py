"""Who, where to and when, as people type it: owners of missiles, regions with their places, dates."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import MidcourseError, ScenarioError

if TYPE_CHECKING:
    from midcourse.geography import City

EUROPE = "europe"


class Spot(NamedTuple):
    """A place with a name, in degrees and m."""

    id: str
    name: str
    lat_deg: float
    lon_deg: float
    alt_m: float = 0.0


@dataclass(frozen=True)
class Region:
    """What may be reached: the places that stand for a region, and how they are called together.

    Args:
        id: `europe`, or the ISO code of a country; name: for people; kind: one place and several of them, in words.
        cities: its places; in Europe the capitals, in a country the cities of 50,000 people and more.
    """

    id: str
    name: str
    kind: tuple[str, str]
    cities: tuple[City, ...]


class Day(NamedTuple):
    """A date of which month and day may be left open."""

    year: int
    text: str

    @property
    def words(self) -> str:
        """The date as one says it, e.g. `July 2001`."""
        year, month, day = [*(int(part) for part in self.text.split("-")), 0, 0][:3]
        return " ".join(str(part) for part in (day or "", month_name[month] if month else "", year) if part)


@lru_cache(maxsize=1)
def owner_names() -> tuple[str, ...]:
    """Return the countries that own missiles of the catalogue, by name."""
    from midcourse.catalog import entries, load_missile

    names = {owner for entry in entries("missiles") for owner in load_missile(entry)[0].owners}
    return tuple(sorted(names))


def parse_owners(text: str) -> tuple[str, ...]:
    """Return the owners that a list with commas names.

    Raises:
        ScenarioError: a country that owns no missile of the catalogue.
    """
    known = {name.lower().replace(" ", "-"): name for name in owner_names()}
    found = []
    for word in text.split(","):
        key = re.sub(r"[\s_-]+", "-", word.strip().lower())
        if key not in known:
            why = f"no country with missiles in the catalogue{did_you_mean(key, known)}"
            raise ScenarioError(why, key="OWNERS", got=word.strip(), allowed=", ".join(known))
        found.append(known[key])
    return tuple(dict.fromkeys(found))


def parse_regions(text: str) -> tuple[Region, ...]:
    """Return the regions that a list with commas names: `europe`, or countries.

    Raises:
        ScenarioError: neither Europe nor a country.
    """
    return tuple(dict.fromkeys(_region(word.strip()) for word in text.split(",")))


def parse_day(text: str | None) -> Day | None:
    """Return a date written YYYY, YYYY-MM or YYYY-MM-DD.

    Raises:
        ScenarioError: not such a date, or none in the calendar.
    """
    if text is None:
        return None
    from datetime import date

    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part or 1) for part in found.groups())
        date(year, month, day)
        if not 1940 <= year <= 2100:
            raise ValueError
    except ValueError:
        allowed = "YYYY, YYYY-MM or YYYY-MM-DD, from 1940 to 2100"
        raise ScenarioError("not a date", key="--as-of", got=text, allowed=allowed) from None
    return Day(year, text.strip())


def spot_of(city: City) -> Spot:
    """Return a city of the gazetteer as a place with a name."""
    return Spot(city.id, city.name, city.lat_deg, city.lon_deg)


@lru_cache(maxsize=8)
def launch_spots(owner: str) -> tuple[Spot, ...]:
    """Return the places from which a country is taken to launch: its cities, and sites of the catalogue in it."""
    from midcourse.catalog import entries, load_site
    from midcourse.geography import cities, country_at, find_country

    code = find_country(owner).iso2
    found = [spot_of(city) for city in cities([code])]
    for entry in entries("sites"):
        site, _ = load_site(entry)
        if site.kind == "site" and country_at(site.lat_deg, site.lon_deg) == code:
            found.append(Spot(entry, site.name, site.lat_deg, site.lon_deg))
    return tuple(found)


def _region(word: str) -> Region:
    from midcourse.geography import capitals, cities, find_country

    if word.lower() == EUROPE:
        return Region(EUROPE, "Europe", ("capital of Europe", "capitals of Europe"), capitals("EU"))
    try:
        country = find_country(word)
    except MidcourseError as problem:
        allowed = "europe, or a country"
        raise ScenarioError(problem.why, key="--to", got=word, allowed=allowed) from None
    name = f"the {country.name}" if country.name.startswith("United") else country.name
    kind = (f"city of {name}", f"cities of {name}")
    large = cities([country.iso2])
    seat = [
        city for city in capitals(country.continent) if city.country == country.iso2 and city not in large
    ]
    if not large and not seat:
        raise ScenarioError("no city of it is known", key="--to", got=word, allowed="europe, or a country")
    return Region(country.iso2, name, kind, (*large, *seat))
