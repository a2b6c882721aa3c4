"""Meridians and parallels on an azimuthal map, each named wherever it leaves the map to the left, right or below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.views.flat import project, unbroken
from midcourse.views.style import COAST

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS_DEG = (1, 2, 5, 10, 15, 20, 30)
FEWEST = 4
"""Of the steps the largest is taken that leaves so many meridians, or parallels, on the map."""
SAMPLES = 41
FINE_DEG = 1.0
SIZE_PT = 6.0
APART_PT = (24.0, 9.0)
"""Names nearer to each other are left out: beside each other, and one above the other."""


class Name(NamedTuple):
    """A name at the edge: the side, where along it and in the frame (both in m), its words, a meridian or not."""

    side: str
    x: float
    y: float
    words: str
    meridian: bool


def draw_graticule(axes: Any) -> None:
    """Draw meridians and parallels and write their degrees outside the frame; to be called when the frame is set.

    On such a map a meridian may leave at any side, so each side names whatever leaves there: below meridians come
    first, to the left and right parallels.

    Args:
        axes: axes of cartopy in the azimuthal equidistant projection, about any point.
    """
    lats, lons = _degrees_within(axes)
    step_lat, step_lon = _step(float(np.ptp(lats))), _step(_span(lons))
    names: list[Name] = []
    way = np.arange(-90.0, 90.0 + FINE_DEG, FINE_DEG)
    for lon in range(-180, 180, step_lon):
        names += _line(axes, way, np.full_like(way, lon), _meridian(lon), True)
    around = np.arange(-180.0, 180.0 + FINE_DEG, FINE_DEG)
    for lat in range(-(89 // step_lat) * step_lat, 90, step_lat):
        names += _line(axes, np.full_like(around, lat), around, _parallel(lat), False)
    _write(axes, names)


def _degrees_within(axes: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return latitudes and longitudes of points all over the frame."""
    import cartopy.crs as ccrs

    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    x, y = np.meshgrid(np.linspace(west, east, SAMPLES), np.linspace(south, north, SAMPLES))
    found = ccrs.PlateCarree().transform_points(axes.projection, x.ravel(), y.ravel())
    held = np.isfinite(found).all(axis=1)
    return found[held, 1], found[held, 0]


def _span(lons: np.ndarray) -> float:
    """Return the least span of longitude, in degrees, that holds all: the widest gap left out."""
    held = np.sort(lons)
    gaps = np.diff(np.append(held, held[0] + 360.0))
    return 360.0 - float(gaps.max())


def _step(span_deg: float) -> int:
    return max((step for step in STEPS_DEG if span_deg / step >= FEWEST), default=STEPS_DEG[0])


def _meridian(lon: int) -> str:
    return f"{abs(lon)}°{'' if lon in (0, -180) else 'E' if lon > 0 else 'W'}"


def _parallel(lat: int) -> str:
    return f"{abs(lat)}°{'N' if lat > 0 else 'S' if lat < 0 else ''}"


def _line(axes: Any, lat: np.ndarray, lon: np.ndarray, words: str, meridian: bool) -> list[Name]:
    points = unbroken(project(axes, lat, lon))
    axes.plot(*points.T, color=COAST, lw=0.4, alpha=0.6, zorder=1.5)
    return _leaving(points, axes.get_xlim(), axes.get_ylim(), words, meridian)


def _leaving(
    points: np.ndarray, across: Sequence[float], up: Sequence[float], words: str, meridian: bool
) -> list[Name]:
    """Return where a line crosses the frame, but for its top, where the title stands."""
    (west, east), (south, north) = sorted(across), sorted(up)
    found = []
    for side, axis, edge in (("left", 0, west), ("right", 0, east), ("bottom", 1, south)):
        off = points[:, axis] - edge
        low, high = (west, east) if side == "bottom" else (south, north)
        with np.errstate(invalid="ignore"):
            crossed = np.flatnonzero(off[:-1] * off[1:] < 0.0)
        for i in crossed:
            spot = points[i] + (points[i + 1] - points[i]) * off[i] / (off[i] - off[i + 1])
            if low <= spot[1 - axis] <= high:
                found.append(Name(side, float(spot[0]), float(spot[1]), words, meridian))
    return found


def _write(axes: Any, names: list[Name]) -> None:
    placed: dict[str, list[float]] = {"left": [], "right": [], "bottom": []}
    box = axes.get_position()
    wide_in, tall_in = axes.figure.get_size_inches() * (box.width, box.height)
    per_x = 72.0 * wide_in / np.ptp(axes.get_xlim())
    per_y = 72.0 * tall_in / np.ptp(axes.get_ylim())
    looks = {
        "left": {"xytext": (-4.0, 0.0), "ha": "right", "va": "center"},
        "right": {"xytext": (4.0, 0.0), "ha": "left", "va": "center"},
        "bottom": {"xytext": (0.0, -4.0), "ha": "center", "va": "top"},
    }
    for name in sorted(names, key=lambda one: one.meridian is not (one.side == "bottom")):
        along_pt, apart_pt = (
            (name.x * per_x, APART_PT[0]) if name.side == "bottom" else (name.y * per_y, APART_PT[1])
        )
        if any(abs(along_pt - other) < apart_pt for other in placed[name.side]):
            continue
        placed[name.side].append(along_pt)
        axes.annotate(
            name.words,
            (name.x, name.y),
            textcoords="offset points",
            fontsize=SIZE_PT,
            color=COAST,
            annotation_clip=False,
            **looks[name.side],
        )
