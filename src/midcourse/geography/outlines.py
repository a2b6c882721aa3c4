"""Outlines from arcs: rings of the globe, lines cut at the date line, shapes laid flat."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from shapely import Polygon

Ring = np.ndarray
"""A closed outline: (n, 2) degrees of longitude and latitude, the first point again at the end."""

EDGE_LON_DEG = 179.995


@lru_cache(maxsize=1)
def world() -> dict[str, Any]:
    """Read the arcs [deg], and the lists of arcs that are coast, borders, land and countries."""
    text = (files("midcourse.geography") / "world.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    step, first = np.array(content["step_deg"]), np.array(content["first_deg"])
    arcs = [np.reshape(arc, (-1, 2)).cumsum(axis=0) * step + first for arc in content["arcs"]]
    return {**content, "arcs": arcs}


def ring(arcs: list[int]) -> Ring:
    """Join arcs to a closed outline; each begins where the one before it ends."""
    lines = world()["arcs"]
    pieces = [lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in arcs]
    return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])


def cut(line: np.ndarray) -> list[np.ndarray]:
    """Cut a line where it crosses the date line, and leave out what only runs along it."""
    lon, lat = line.T
    edge = np.abs(lon) > EDGE_LON_DEG
    along, across = edge[1:] & edge[:-1], np.abs(np.diff(lon)) > 180.0
    breaks = np.flatnonzero(along | across)
    if not len(breaks):
        return [line]
    bounds = [0, *(breaks + 1), len(line)]
    pieces = [line[low:high] for low, high in zip(bounds[:-1], bounds[1:], strict=True)]
    for i, at in enumerate(breaks):
        if not along[at]:
            side = math.copysign(180.0, lon[at])
            width = lon[at + 1] + 2.0 * side - lon[at]
            middle = lat[at] + (lat[at + 1] - lat[at]) * (side - lon[at]) / width
            pieces[i] = np.vstack([pieces[i], [side, middle]])
            pieces[i + 1] = np.vstack([[-side, middle], pieces[i + 1]])
    # a point on the date line itself now stands there twice
    pieces = [np.vstack([piece[:1], piece[1:][np.diff(piece, axis=0).any(axis=1)]]) for piece in pieces]
    return [piece for piece in pieces if len(piece) > 1]


def laid_flat(polygon: list[list[int]]) -> Any:
    """Lay a polygon of arcs on the plane of longitude and latitude, within -180 to 180 degrees."""
    return flat_shape([ring(arcs) for arcs in polygon])


def flat_shape(rings: list[Ring]) -> Any:
    """Lay a polygon of the globe on the plane of longitude and latitude, within -180 to 180 degrees.

    Args:
        rings: its outline and its holes; longitudes may jump at the date line, and an outline may go round a pole.
    """
    import shapely

    outer, *inner = [_unrolled(one) for one in rings]
    middle = 0.5 * (outer[:, 0].min() + outer[:, 0].max())
    holes = [hole + _turns(round((middle - hole[:, 0].mean()) / 360.0)) for hole in inner]
    shape = shapely.Polygon(outer, holes)
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure")
    west, _, east, _ = shape.bounds
    if west >= -180.0 and east <= 180.0:
        return shape
    whole = shapely.box(-180.0, -90.0, 180.0, 90.0)
    moved = [shapely.transform(shape, lambda at, turn=turn: at + _turns(turn)) for turn in range(-2, 3)]
    parts = [shapely.intersection(part, whole) for part in moved]
    return shapely.MultiPolygon(parts_of(parts))


def _unrolled(outline: Ring) -> Ring:
    """Undo the jumps of longitude; a ring around a pole is closed along the pole."""
    lon, lat = outline.T
    steps = (np.diff(lon) + 180.0) % 360.0 - 180.0
    flat = np.column_stack([np.concatenate([[lon[0]], lon[0] + np.cumsum(steps)]), lat])
    if abs(flat[-1, 0] - flat[0, 0]) < 180.0:
        flat[-1] = flat[0]
        return flat
    pole = math.copysign(90.0, lat.mean())
    return np.vstack([flat, [flat[-1, 0], pole], [flat[0, 0], pole], flat[0]])


def parts_of(shapes: list[Any]) -> list[Polygon]:
    """Return the polygons of many shapes, leaving out lines and points that cutting left."""
    import shapely

    return [part for part in shapely.get_parts(shapes) if part.geom_type == "Polygon" and not part.is_empty]


def _turns(count: int) -> np.ndarray:
    return np.array([360.0 * count, 0.0])
