"""Cells of a grid in latitude and longitude as polygons and areas; right at the poles and across 180 degrees."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from midcourse.analysis.footprint import Cell

POINTS = 8  # along an edge, for the area


def boxes(cell: Cell, step_deg: float) -> list[Any]:
    """Return the polygon of a cell, or two where it crosses 180 degrees."""
    import shapely

    south, north = _rows(cell.lat_deg, step_deg)
    west, east = round(cell.lon_deg - 0.5 * step_deg, 9), round(cell.lon_deg + 0.5 * step_deg, 9)
    spans = [(west, east)]
    if east > 180.0:
        spans = [(west, 180.0), (-180.0, east - 360.0)]
    elif west < -180.0:
        spans = [(west + 360.0, 180.0), (-180.0, east)]
    return [shapely.box(a, south, b, north) for a, b in spans if b > a]


@lru_cache(maxsize=4096)
def area_km2(lat_deg: float, step_deg: float) -> float:
    """Return the area of a cell about a latitude, on the ellipsoid."""
    import numpy as np
    from pyproj import Geod

    south, north = _rows(lat_deg, step_deg)
    along = np.linspace(0.0, step_deg, POINTS)
    lons = np.concatenate([along, along[::-1]])
    lats = np.concatenate([np.full(POINTS, south), np.full(POINTS, north)])
    area, _ = Geod(ellps="WGS84").polygon_area_perimeter(lons, lats)
    return abs(float(area)) / 1e6


def _rows(lat_deg: float, step_deg: float) -> tuple[float, float]:
    south, north = round(lat_deg - 0.5 * step_deg, 9), round(lat_deg + 0.5 * step_deg, 9)
    return max(south, -90.0), min(north, 90.0)
