"""The ground under every map: land, sea, coast and borders, right over the poles, the date line and the far side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.geography.world import border_lines, coast_lines, land_rings, land_shapes
from midcourse.views.style import COAST, LAND

if TYPE_CHECKING:
    from shapely import Polygon

SEA = "#E4EEF4"
CREDIT = "Coast and borders: Natural Earth."
LONGEST_M = 4e5
"""An edge that is longer on the map is drawn in steps: opposite the centre the map tears a short one apart."""
STEPS = 200
FINEST = 1600
"""Detail below this share of the map's width is left out."""
BEYOND = 0.02


def draw_ground(axes: Any, plain: Any) -> None:
    """Draw land, sea, coast and borders on an azimuthal equidistant map whose limits are set.

    The outlines are projected point by point, as the globe has them, not as a flat world map has them: so there is no
    seam at the date line and no edge at a pole. What lies outside the limits is left out.

    Args:
        axes: axes of cartopy in the azimuthal equidistant projection, about any point.
        plain: the reference system of longitude and latitude, `cartopy.crs.PlateCarree()`.
    """
    import shapely
    from matplotlib.collections import LineCollection, PathCollection

    window = _window(axes)
    fine = max(window[2] - window[0], window[3] - window[1]) / FINEST
    axes.set_facecolor(SEA)
    grounds = shapely.get_parts(shapely.clip_by_rect(_land_on(axes.projection, plain, window), *window))
    grounds = [part for part in shapely.simplify(grounds, fine) if part.geom_type == "Polygon"]
    paths = [path_of(ground) for ground in grounds if not ground.is_empty]
    axes.add_collection(PathCollection(paths, facecolors=LAND, edgecolors="none", zorder=0.5), autolim=False)
    for lines, width, style in ((coast_lines(), 0.6, "-"), (border_lines(), 0.5, ":")):
        strokes = [line for line in _projected(lines, axes.projection, plain) if _inside(line, window)]
        cut = shapely.get_parts(shapely.clip_by_rect([shapely.LineString(line) for line in strokes], *window))
        drawn = [part.coords for part in shapely.simplify(cut, fine) if part.geom_type == "LineString"]
        axes.add_collection(
            LineCollection(drawn, colors=COAST, linewidths=width, linestyles=style, zorder=1), autolim=False
        )


def _window(axes: Any) -> tuple[float, float, float, float]:
    """Return the limits of the map [m] and a little more, where cut edges are not seen."""
    (west, east), (south, north) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
    wide, high = BEYOND * (east - west), BEYOND * (north - south)
    return west - wide, south - high, east + wide, north + high


def _land_on(flat: Any, plain: Any, window: tuple[float, float, float, float]) -> list[Polygon]:
    """Project the land; what holds the point opposite the centre becomes the disc of the map without its ring."""
    import shapely

    params = flat.proj4_params
    far_lat, far_lon = -params["lat_0"], (params["lon_0"] + 360.0) % 360.0 - 180.0
    rings = land_rings()
    holds = shapely.intersects_xy(land_shapes(), far_lon, far_lat)
    on_map = iter(_projected([ring for polygon in rings for ring in polygon], flat, plain))
    found = []
    for polygon, hidden in zip(rings, holds, strict=True):
        outer, *inner = [next(on_map) for _ in polygon]
        if hidden:
            rim = np.array(flat.boundary.coords)
            found.append(shapely.Polygon(rim, [outer, *inner]))
        elif _inside(outer, window):
            found.append(shapely.Polygon(outer, inner))
    return found


def _projected(lines: list[np.ndarray], flat: Any, plain: Any) -> list[np.ndarray]:
    """Lay lines of longitude and latitude on the map, in steps where it pulls them apart."""
    counts = np.cumsum([len(line) for line in lines])[:-1]
    degrees = np.vstack(lines)
    spots = flat.transform_points(plain, degrees[:, 0], degrees[:, 1])[:, :2]
    found = []
    for line, on_map in zip(lines, np.split(spots, counts), strict=True):
        torn = np.flatnonzero(np.abs(np.diff(on_map, axis=0)).max(axis=1) > LONGEST_M)
        if len(torn):
            between = [_between(line[at], line[at + 1]) for at in torn]
            steps = [flat.transform_points(plain, part[:, 0], part[:, 1])[:, :2] for part in between]
            on_map = np.insert(
                on_map, np.repeat(torn + 1, [len(part) for part in steps]), np.vstack(steps), axis=0
            )
        found.append(on_map)
    return found


def _between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return points on the great circle between two points, in degrees of longitude and latitude."""
    lon, lat = np.radians([start, end]).T
    ends = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    share = np.linspace(0.0, 1.0, STEPS + 2)[1:-1, None]
    x, y, z = ((1.0 - share) * ends[0] + share * ends[1]).T
    return np.degrees(np.column_stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))]))


def _inside(line: np.ndarray, window: tuple[float, float, float, float]) -> bool:
    (west, south), (east, north) = line.min(axis=0), line.max(axis=0)
    return bool(west <= window[2] and east >= window[0] and south <= window[3] and north >= window[1])


def path_of(ground: Polygon) -> Any:
    """Return a polygon as a path; holes run the other way round, so that they stay empty."""
    from matplotlib.path import Path
    from shapely.geometry.polygon import orient

    turned = orient(ground)
    return Path.make_compound_path(
        *(Path(np.asarray(ring.coords), closed=True) for ring in (turned.exterior, *turned.interiors))
    )
