"""Cities of 50,000 people and more, capitals and countries, found by the names that people type."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from midcourse.errors import ScenarioError
from midcourse.geography.names import key_of, nearest, slug_of

CONTINENTS = ("AF", "AS", "EU", "NA", "OC", "SA")


class City(NamedTuple):
    """A city, in degrees to 0.001; `id` is what can be typed for it and for nothing else."""

    id: str
    name: str
    country: str
    admin: str
    lat_deg: float
    lon_deg: float
    population: int
    capital: bool


class Country(NamedTuple):
    """A country by its ISO 3166 codes; `state` is false for a dependency."""

    iso2: str
    iso3: str
    number: str
    name: str
    continent: str
    capital: str
    state: bool


class _Row(NamedTuple):
    slug: str
    name: str
    country: str
    admin: str
    lat: str
    lon: str
    population: str
    capital: str
    also: str


def find_city(text: str) -> City:
    """Find a city by its name or its id.

    Args:
        text: e.g. `Tokyo`, `birmingham-gb`, `birmingham-us-al`; case, accents, spaces, hyphens and apostrophes
            do not matter.

    Returns:
        The city. Of several cities with one name a national capital that is also the largest is meant.

    Raises:
        ScenarioError: no such city, or a name that several cities share: `allowed` then holds their ids.
    """
    found, word = candidates(text), slug_of(text)
    if not found:
        near = nearest(word, city_names())
        why = f"no such city{f' (did you mean {near}?)' if near else ''}"
        raise ScenarioError(why, got=text, allowed="a city of 50,000 people or more, or a capital")
    if len(found) > 1:
        raise ScenarioError(f"which {word}?", got=text, allowed=", ".join(city.id for city in found))
    return found[0]


def candidates(text: str) -> list[City]:
    """Return the cities that a name or id may mean: none, the one that is meant, or all that share the name."""
    word = slug_of(text)
    return _bearers(word.replace("-", "")) or _with_suffix(word)


def cities(countries: Iterable[str] | None = None, least_population: int = 50_000) -> tuple[City, ...]:
    """Return cities, the largest first.

    Args:
        countries: names or codes of countries; None for all of them.
        least_population: smaller cities are left out. Below 50,000 people only capitals are known.

    Returns:
        The cities.

    Raises:
        ScenarioError: no such country.
    """
    codes = None if countries is None else {find_country(country).iso2 for country in countries}
    return tuple(
        city
        for city in _all_cities()
        if city.population >= least_population and (codes is None or city.country in codes)
    )


def capitals(continent: str = "EU") -> tuple[City, ...]:
    """Return the capitals of the states of a continent, by name; those of dependencies are left out.

    Args:
        continent: AF, AS, EU, NA, OC or SA.

    Returns:
        The cities.

    Raises:
        ScenarioError: no such continent.
    """
    if continent.upper() not in CONTINENTS:
        raise ScenarioError("no such continent", got=continent, allowed=", ".join(CONTINENTS))
    codes = {country.iso2 for country in countries() if country.continent == continent.upper()}
    found = (city for city in _all_cities() if city.capital and city.country in codes)
    return tuple(sorted(found, key=lambda city: city.id))


def find_country(text: str) -> Country:
    """Find a country by its name, its ISO code of two or three letters, or a name it is also known by.

    Args:
        text: e.g. `North Korea`, `KP`, `prk`; case, accents, spaces, hyphens and apostrophes do not matter.

    Returns:
        The country.

    Raises:
        ScenarioError: no such country.
    """
    known = _country_index()
    found = known.get(key_of(text))
    if found is None:
        near = nearest(slug_of(text), ((slug_of(country.name), 0) for country in known.values()))
        why = f"no such country{f' (did you mean {near}?)' if near else ''}"
        raise ScenarioError(why, got=text, allowed="a name, or an ISO code of two or three letters")
    return found


def countries() -> tuple[Country, ...]:
    """Return every country and dependency, by code."""
    return tuple(dict.fromkeys(_country_index().values()))


def city_names() -> list[tuple[str, int]]:
    """Return the names of all cities, as `nearest` takes them: small letters and hyphens, with the population."""
    heaviest: dict[str, int] = {}
    for rows in _rows()[0].values():
        for row in rows:
            heaviest[row.slug] = max(int(row.population), heaviest.get(row.slug, 0))
    return list(heaviest.items())


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, list[_Row]], dict[str, list[_Row]]]:
    """Read the cities: by name, and by other names; a city is made of its row when it is asked for."""
    text = (files("midcourse.geography") / "cities.csv").read_text(encoding="utf-8")
    first: dict[str, list[_Row]] = {}
    other: dict[str, list[_Row]] = {}
    lines = csv.reader(text.splitlines())
    next(lines)
    for line in lines:
        row = _Row._make(line)
        first.setdefault(row.slug.replace("-", ""), []).append(row)
        if row.also:
            for slug in row.also.split(" "):
                other.setdefault(slug.replace("-", ""), []).append(row)
    return first, other


@lru_cache(maxsize=1)
def _all_cities() -> tuple[City, ...]:
    found = [city for key in _rows()[0] for city in _of_name(key)]
    return tuple(sorted(found, key=lambda city: (-city.population, city.id)))


@lru_cache(maxsize=1)
def _country_index() -> dict[str, Country]:
    text = (files("midcourse.geography") / "countries.csv").read_text(encoding="utf-8")
    lines = csv.reader(text.splitlines())
    next(lines)
    index: dict[str, Country] = {}
    for iso2, iso3, number, name, continent, capital, state, also in lines:
        country = Country(iso2, iso3, number, name, continent, capital, state == "1")
        for called in (name, iso2, iso3, *filter(None, also.split(";"))):
            index[key_of(called)] = country
    return index


def _bearers(key: str) -> list[City]:
    """Return the cities that a name without suffix may mean: one, unless the name is shared."""
    named, called = _of_name(key), _also_called(key)
    if named and named[0].id.replace("-", "") == key:
        return named[:1]
    return [*called, *named]


def _with_suffix(word: str) -> list[City]:
    """Return the cities of `name-country`, `name-country-admin` or `name-country-admin-number`."""
    parts = word.split("-")
    for size in range(1, min(4, len(parts))):
        key, tail = "".join(parts[:-size]), parts[-size:]
        found = [
            city
            for city in dict.fromkeys([*_of_name(key), *_also_called(key)])
            if [city.country.lower(), city.admin.lower() or "0"][:size] == tail[:2]
            and (size < 3 or city.id.endswith("-".join(["", *tail])))
        ]
        if found:
            return found
    return []


def _of_name(key: str) -> list[City]:
    """Return the cities of one name, the largest first, with the shortest ids that tell them apart."""
    first, _ = _rows()
    rows = sorted(first.get(key, ()), key=lambda row: -int(row.population))
    found: list[City] = []
    for row in rows:
        here = [other for other in rows if other.country == row.country]
        near = [other for other in here if other.admin == row.admin]
        parts = [row.slug]
        if not (row is rows[0] and _alone(key, rows)):
            parts.append(row.country.lower())
            parts += [row.admin.lower() or "0"] if len(here) > 1 else []
            parts += [str(near.index(row) + 1)] if len(near) > 1 else []
        found.append(_city(row, "-".join(parts)))
    return found


def _alone(key: str, rows: list[_Row]) -> bool:
    """True where a bare name means its largest bearer: the only one, or the capital of a state."""
    return rows[0].capital == "1" or (len(rows) == 1 and not _larger(key, int(rows[0].population)))


def _larger(key: str, population: int) -> list[_Row]:
    """Return the cities also known by a name that are larger than those which bear it first."""
    _, other = _rows()
    return [row for row in other.get(key, ()) if int(row.population) > population]


def _also_called(key: str) -> list[City]:
    """Return the cities also known by a name; a small one does not make a large one's name unclear."""
    first, _ = _rows()
    least = max((int(row.population) for row in first.get(key, ())), default=-1)
    rows = sorted(_larger(key, least), key=lambda row: -int(row.population))
    return [
        city
        for row in rows
        for city in _of_name(row.slug.replace("-", ""))
        if (city.name, city.lat_deg, city.lon_deg) == (row.name, float(row.lat), float(row.lon))
    ]


def _city(row: _Row, city_id: str) -> City:
    where = float(row.lat), float(row.lon)
    return City(
        city_id, row.name, row.country, row.admin, *where, int(row.population), capital=row.capital == "1"
    )
