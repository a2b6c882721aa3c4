"""Coast, borders, land and countries of Natural Earth at 1:50 million, and how far a point at sea is from land."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.geography.gazetteer import find_country
from midcourse.geography.outlines import Ring, cut, laid_flat, parts_of, ring, world

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon, STRtree

MEAN_RADIUS_M = 6_371_009.0
SLACK = 1.01
"""Between a distance on the mean sphere and one on the ellipsoid there is less than this factor."""


def coast_lines() -> list[np.ndarray]:
    """Return coasts and shores of inland seas as lines of longitude and latitude [deg], cut at the date line.

    Source: Natural Earth 1:50m; islands below some kilometres are not in it.
    """
    return list(_lines("coast"))


def border_lines() -> list[np.ndarray]:
    """Return borders between countries as lines of longitude and latitude [deg]; who holds the ground counts.

    Source: Natural Earth 1:50m.
    """
    return list(_lines("borders"))


def land_rings() -> list[list[Ring]]:
    """Return the outlines of all land: a polygon is a list of rings, the coast first, then inland seas.

    Returns:
        Rings that are not cut at the date line: there a longitude may jump from 180 to -180 degrees.
    """
    return [[ring(arcs) for arcs in polygon] for polygon in world()["land"]]


def land_shapes() -> list[Polygon | MultiPolygon]:
    """Return the polygons of `land_rings` in their order as flat shapes, cut at the date line."""
    return list(_land()[0])


def land() -> MultiPolygon:
    """Return all land as one shape in longitude and latitude [deg], cut at the date line."""
    return _land()[1]


def country_shape(country: str) -> MultiPolygon:
    """Return the ground of a country in longitude and latitude [deg], cut at the date line.

    Args:
        country: its ISO code or its name.

    Returns:
        The shape; empty for a country too small to be drawn.

    Raises:
        ScenarioError: no such country.
    """
    import shapely

    parts = [laid_flat(polygon) for polygon in world()["countries"].get(find_country(country).iso2, ())]
    return shapely.MultiPolygon(parts_of(parts))


def country_at(lat_deg: float, lon_deg: float) -> str | None:
    """Return the ISO code of the country that holds the ground at a point, or None at sea.

    Args:
        lat_deg: latitude.
        lon_deg: longitude, of any turn.

    Returns:
        Two letters, or None; also None on the few grounds that no country is said to hold.
    """
    import shapely

    codes, tree = _country_tree()
    hits = tree.query(shapely.Point(_turned(lon_deg), lat_deg), predicate="intersects")
    return codes[min(hits)] if len(hits) else None


def distance_to_land_m(lat_deg: float, lon_deg: float) -> float:
    """Return how far a point is from the nearest land.

    Args:
        lat_deg: latitude, geodetic.
        lon_deg: longitude, of any turn.

    Returns:
        distance on the WGS84 ellipsoid [m]; 0 on land. Lakes are land, the Caspian is sea.

    Source: coast of Natural Earth 1:50m, good to some kilometres; geodesics by PROJ. The nearest pieces of the coast
    are laid out in the azimuthal equidistant projection about the point, where distances from it are true.
    """
    import shapely
    from pyproj import Geod

    lon_deg = _turned(lon_deg)
    if shapely.intersects_xy(land(), lon_deg, lat_deg):
        return 0.0
    ends, units, lengths = _segments()
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    here = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
    chord = np.linalg.norm(units - here, axis=2).min(axis=1)
    far = 2.0 * MEAN_RADIUS_M * np.arcsin(np.minimum(1.0, 0.5 * chord))
    near = ends[(far - lengths) / SLACK <= far.min() * SLACK]
    flat_lon, flat_lat = near.reshape(-1, 2).T
    origin = np.full(len(flat_lon), lon_deg), np.full(len(flat_lon), lat_deg)
    azimuth_deg, _, range_m = Geod(ellps="WGS84").inv(*origin, flat_lon, flat_lat)
    angle = np.radians(azimuth_deg)
    spots = np.column_stack([range_m * np.sin(angle), range_m * np.cos(angle)]).reshape(-1, 2, 2)
    a, along = spots[:, 0], spots[:, 1] - spots[:, 0]
    square = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(-(a * along).sum(axis=1) / square, 0.0, 1.0)
    return float(np.linalg.norm(a + share[:, None] * along, axis=1).min())


@lru_cache(maxsize=2)
def _lines(kind: str) -> list[np.ndarray]:
    read = world()
    return [piece for arc in read[kind] for piece in cut(read["arcs"][arc])]


@lru_cache(maxsize=1)
def _land() -> tuple[list[Any], MultiPolygon]:
    import shapely

    shapes = [laid_flat(polygon) for polygon in world()["land"]]
    whole = shapely.MultiPolygon(parts_of(shapes))
    shapely.prepare(whole)
    return shapes, whole


@lru_cache(maxsize=1)
def _country_tree() -> tuple[list[str], STRtree]:
    import shapely

    codes, shapes = [], []
    for code, polygons in world()["countries"].items():
        for polygon in polygons:
            codes.append(code)
            shapes.append(laid_flat(polygon))
    return codes, shapely.STRtree(shapes)


@lru_cache(maxsize=1)
def _segments() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pieces of the coast: ends [deg], ends as unit vectors, lengths [m]."""
    ends = np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in _lines("coast")])
    lon, lat = np.radians(ends[..., 0]), np.radians(ends[..., 1])
    units = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=2)
    lengths = MEAN_RADIUS_M * np.linalg.norm(units[:, 1] - units[:, 0], axis=1) * SLACK
    return ends, units, lengths


def _turned(lon_deg: float) -> float:
    return (lon_deg + 180.0) % 360.0 - 180.0
