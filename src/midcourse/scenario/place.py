"""Places on the Earth: a latitude and a longitude, a site of the catalogue, or a city."""

from __future__ import annotations

import math
from typing import Any

from pydantic import Field, model_validator

from midcourse.catalog.model import Altitude, Checked, Latitude, Longitude
from midcourse.catalog.reader import entries, entry_node, load_site
from midcourse.catalog.tree import Node
from midcourse.errors import MidcourseError, ScenarioError
from midcourse.geography.gazetteer import City, candidates, city_names, find_city
from midcourse.geography.names import nearest, slug_of
from midcourse.units import parse_quantity

OFF_SHORE_M = 30e3
"""Nearer than this to land, a place may stand on an island or a spit that the coast does not have."""
_ALLOWED = "a site of the catalogue, a city, or lat,lon in degrees with lat in -90..90, lon in -180..360"
_CITE = {"source": "geonames", "where": "rounded to 0.001 degree", "grade": "press"}
_FIRST = 10**9
"""Weight of a site beside cities, whose weight is their population."""


class Place(Checked):
    """A point on or above the WGS84 ellipsoid, with a name for tables and maps."""

    id: str = Field(default="", max_length=64)
    name: str = Field(default="", max_length=200)
    lat_deg: Latitude = Field(alias="lat", ge=-90, le=90)
    lon_deg: Longitude = Field(alias="lon", ge=-180, le=360)
    alt_m: Altitude = Field(alias="alt", default=0.0, ge=-500, le=9000)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        """Call a point without a name by its coordinates."""
        if not isinstance(given, dict) or given.get("name"):
            return given
        lat_deg, lon_deg = (given.get(short, given.get(f"{short}_deg")) for short in ("lat", "lon"))
        if not isinstance(lat_deg, float) or not isinstance(lon_deg, float):
            return given
        return {**given, "name": place_name(lat_deg, lon_deg)}


def parse_place(text: str, *, key: str | None = None) -> Place:
    """Read a place from the command line.

    Args:
        text: `lat,lon` in degrees (a unit may be given), a site of the catalogue, or a city.
        key: name of the option, for messages.

    Returns:
        The place, at the site's altitude or at zero.

    Raises:
        ScenarioError: neither a known name nor a latitude in -90..90 and a longitude in -180..360; or a name that
            several cities share.
    """
    try:
        pair = _pair(text)
        if pair is not None:
            return Place(lat=pair[0], lon=pair[1])
        found = _named(text)
        if isinstance(found, City):
            return Place(id=found.id, name=found.name, lat=found.lat_deg, lon=found.lon_deg)
        site, _ = load_site(found)
    except MidcourseError as exc:
        raise ScenarioError(exc.why, key=key, got=text, allowed=_allowed(exc)) from None
    return Place(id=site.id, name=site.name, lat=site.lat_deg, lon=site.lon_deg, alt=site.alt_m)


def sea_warning(place: Place) -> str | None:
    """Say that a launch point given by its coordinates lies at sea.

    Args:
        place: where a missile starts.

    Returns:
        One line, or None for a place with a name of its own and for one on land or near it.
    """
    if place.id:
        return None
    from midcourse.geography.world import distance_to_land_m

    distance_m = distance_to_land_m(place.lat_deg, place.lon_deg)
    return f"the launch point is {distance_m / 1e3:,.0f} km from land" if distance_m > OFF_SHORE_M else None


def place_name(lat_deg: float, lon_deg: float) -> str:
    """Return how a point without a name is called, e.g. `38.35 N 37.79 E`."""
    lon_deg = lon_deg - 360.0 if lon_deg > 180.0 else lon_deg
    return f"{abs(lat_deg):.4g} {'NS'[lat_deg < 0]} {abs(lon_deg):.5g} {'EW'[lon_deg < 0]}"


def place_node(node: Node) -> Node:
    """Write out a place of a scenario: a name or `lat,lon` becomes a table of numbers with their source."""
    if isinstance(node.value, dict):
        return node
    if not isinstance(node.value, str):
        raise node.fault(
            "not a place", got=node.value, allowed="a site, a city, or {lat: 38.35 deg, lon: 37.79 deg}"
        )
    try:
        pair = _pair(node.value)
    except MidcourseError as exc:
        raise node.fault(exc.why, got=exc.got, allowed=exc.allowed) from None
    if pair is not None:
        return _made(node, {"lat": f"{pair[0]!r} deg", "lon": f"{pair[1]!r} deg"})
    try:
        found = _named(node.value)
        if isinstance(found, City):
            return _city_node(node, found)
        site = entry_node("sites", found).mapping()
    except ScenarioError as exc:
        raise node.fault(exc.why, got=node.value, allowed=_allowed(exc)) from None
    return Node({key: site[key] for key in _PLACE_KEYS if key in site}, node.origin, node.key, node.line)


_PLACE_KEYS = ("id", "name", "lat", "lon", "alt")


def _named(text: str) -> str | City:
    """Return the id of the site that a name means, or else the city."""
    sites = set(entries("sites"))
    if slug_of(text) in sites:
        return slug_of(text)
    if not candidates(text):
        near = nearest(text, [*((site, _FIRST) for site in sorted(sites)), *city_names()])
        raise ScenarioError(f"no such place{f' (did you mean {near}?)' if near else ''}", got=text)
    city = find_city(text)
    if city.id in sites:  # its bare id means the site
        city = city._replace(id=f"{city.id}-{city.country.lower()}")
    return city


def _allowed(exc: MidcourseError) -> str:
    # of a shared name the ids that tell its bearers apart, else all that can be typed
    return exc.allowed if exc.allowed and exc.why.startswith("which ") else _ALLOWED


def _city_node(node: Node, city: City) -> Node:
    cite = {key: Node(word, node.origin, node.key, node.line) for key, word in _CITE.items()}
    table = dict(_made(node, {"id": city.id, "name": city.name}).mapping())
    for key, degrees in (("lat", city.lat_deg), ("lon", city.lon_deg)):
        value = _made(node, {"value": f"{degrees!r} deg"}).mapping()
        table[key] = Node({**value, **cite}, node.origin, node.key, node.line)
    return Node(table, node.origin, node.key, node.line)


def _made(node: Node, values: dict[str, str]) -> Node:
    table = {key: Node(value, node.origin, node.key, node.line) for key, value in values.items()}
    return Node(table, node.origin, node.key, node.line)


def _pair(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude [deg] of `lat,lon`, or None where the text has no single comma."""
    parts = text.split(",")
    if len(parts) != 2:
        return None
    lat_deg = parse_quantity(parts[0], "latitude", bare_unit="deg")
    lon_deg = parse_quantity(parts[1], "longitude", bare_unit="deg")
    if not (math.isfinite(lat_deg) and -90.0 <= lat_deg <= 90.0):
        raise ScenarioError("latitude out of range", got=parts[0], allowed="-90 to 90 deg")
    if not (math.isfinite(lon_deg) and -180.0 <= lon_deg <= 360.0):
        raise ScenarioError("longitude out of range", got=parts[1], allowed="-180 to 360 deg")
    return lat_deg, lon_deg
