"""The azimuthal-equidistant map that pictures share: axes, lines without streaks, labels that do not overlap.

All is drawn in metres of the projection, so that no line is cut at a pole or at 180 degrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.style import COAST, MUTED

if TYPE_CHECKING:
    from matplotlib.figure import Figure

JUMP_M = 3e6  # neighbours of a line that lie farther apart stand on two sides of the map's far point
HALF_ROUND_M = 1.99e7
OFFSETS = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
PAD_PIXELS = 2.0
MARK_PIXELS = 9.0  # half of a sign, and a little


def flat_axes(figure: Figure, box: tuple[float, float, float, float], lat_deg: float, lon_deg: float) -> Any:
    """Return map axes centred on a point; distances and directions from there are true.

    Args:
        figure: where they stand.
        box: left, bottom, width and height, as shares of the figure.
        lat_deg, lon_deg: the centre.
    """
    import cartopy.crs as ccrs

    flat = ccrs.AzimuthalEquidistant(central_latitude=lat_deg, central_longitude=lon_deg)
    return figure.add_axes(box, projection=flat)


def ground(axes: Any) -> None:
    """Draw land, coast, borders and the graticule; to be called when the frame is set."""
    import cartopy.crs as ccrs

    from midcourse.views.ground import draw_ground

    draw_ground(axes, ccrs.PlateCarree())
    axes.gridlines(color=COAST, lw=0.3, alpha=0.5)


def project(axes: Any, lat_deg: Any, lon_deg: Any) -> np.ndarray:
    """Return places as metres on the map, shape (n, 2)."""
    import cartopy.crs as ccrs

    lat, lon = np.atleast_1d(np.asarray(lat_deg, float)), np.atleast_1d(np.asarray(lon_deg, float))
    return axes.projection.transform_points(ccrs.PlateCarree(), lon, lat)[:, :2]


def unbroken(points: np.ndarray) -> np.ndarray:
    """Return a line with a gap wherever it passes the far point of the map, where neighbours are torn apart.

    Args:
        points: metres on the map, shape (n, 2); not a number where the line has a gap already.

    Returns:
        the same with rows of NaN between neighbours farther apart than any step of the line.
    """
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.insert(points, np.flatnonzero(steps > JUMP_M) + 1, np.nan, axis=0)


def frame(axes: Any, points: np.ndarray, margin: float = 1.08) -> None:
    """Show all points, the same scale both ways, as large as the box of the axes allows."""
    points = points[np.isfinite(points).all(axis=1)]
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = 0.5 * (low + high), np.maximum(0.5 * (high - low) * margin, 2e4)
    box = axes.get_position(original=True)
    wide, tall = axes.figure.get_size_inches() * (box.width, box.height)
    scale = max(half[0] / wide, half[1] / tall)
    half = np.minimum(scale * np.array([wide, tall]), HALF_ROUND_M)
    middle = np.clip(middle, half - HALF_ROUND_M, HALF_ROUND_M - half)
    axes.set_xlim(middle[0] - half[0], middle[0] + half[0])
    axes.set_ylim(middle[1] - half[1], middle[1] + half[1])


def label(
    axes: Any,
    points: np.ndarray,
    words: Sequence[str],
    *,
    taken: np.ndarray | None = None,
    most: int = 1000,
    reach: Sequence[float] = (5.0,),
    **style: Any,
) -> int:
    """Write words beside points, the first ones first, leaving out those that would lie on another.

    Args:
        axes: map whose frame is set.
        points: metres on the map, shape (n, 2).
        words: one for each point.
        taken: metres on the map of marks that no word may cover, shape (m, 2).
        most: how many words to write at most.
        reach: distances between point and word to try, in points; beyond the first a thin line joins them.
        style: options of Matplotlib's text.

    Returns:
        how many were written.
    """
    from matplotlib.patheffects import withStroke
    from matplotlib.text import Text

    halo = [withStroke(linewidth=1.8, foreground="white")]
    canvas = axes.figure.canvas.get_renderer()
    frame_box = axes.get_window_extent(canvas)
    for text in axes.texts:
        if hasattr(text, "update_positions"):
            text.update_positions(canvas)
    boxes = [Text.get_window_extent(text, canvas) for text in axes.texts]
    marks = points if taken is None else np.vstack([points, taken])
    marks = axes.transData.transform(marks[np.isfinite(marks).all(axis=1)])
    written = 0
    for point, word in zip(points, words, strict=True):
        if written >= most or not np.isfinite(point).all():
            continue
        for far, (right, up) in ((far, way) for far in reach for way in OFFSETS):
            text = axes.annotate(
                word,
                point,
                xytext=(far * right, far * up),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "lw": 0.4, "color": MUTED} if far > reach[0] else None,
                ha="left" if right > 0 else "right" if right < 0 else "center",
                va="bottom" if up > 0 else "top" if up < 0 else "center",
                path_effects=halo,
                **style,
            )
            text.update_positions(canvas)
            box = Text.get_window_extent(text, canvas)  # of the words alone, without the line to the point
            if _free(box, frame_box, boxes, marks):
                boxes.append(box)
                written += 1
                break
            text.remove()
    return written


def label_each(
    axes: Any,
    points: np.ndarray,
    words: Sequence[str],
    *,
    hard: np.ndarray,
    soft: np.ndarray,
    near: Sequence[float],
    reach: Sequence[float],
    **style: Any,
) -> None:
    """Write words beside points one by one: near and off all lines, else farther and off the hard ones.

    Args:
        axes, points, words, style: as for `label`.
        hard: marks that no word may cover, shape (m, 2).
        soft: marks that words keep off where they can.
        near, reach: distances to try with and without the soft marks, in points.
    """
    fixed = np.vstack([hard, points])
    for i, word in enumerate(words):
        at = points[i : i + 1]
        if not label(axes, at, [word], taken=np.vstack([fixed, soft]), reach=near, **style):
            label(axes, at, [word], taken=fixed, reach=reach, **style)


def label_on(axes: Any, points: np.ndarray, words: Sequence[str], marks: np.ndarray, **style: Any) -> None:
    """Write words upon points, leaving out those that would lie on another word or on a mark.

    Args:
        axes, points, words, style: as for `label`.
        marks: metres on the map of what no word may cover, shape (m, 2).
    """
    from matplotlib.patheffects import withStroke
    from matplotlib.text import Text

    halo = [withStroke(linewidth=1.4, foreground="white")]
    canvas = axes.figure.canvas.get_renderer()
    frame_box = axes.get_window_extent(canvas)
    boxes = [Text.get_window_extent(text, canvas) for text in axes.texts]
    spread = MARK_PIXELS * np.array([(0, 0), *OFFSETS])
    taken = (axes.transData.transform(marks)[:, None] + spread).reshape(-1, 2)
    for point, word in zip(points, words, strict=True):
        text = axes.text(*point, word, ha="center", va="center", path_effects=halo, **style)
        if not _free(text.get_window_extent(canvas), frame_box, boxes, taken):
            text.remove()


def _free(box: Any, frame_box: Any, boxes: list[Any], marks: np.ndarray) -> bool:
    low, high = np.array([box.x0, box.y0]), np.array([box.x1, box.y1])
    pad = PAD_PIXELS
    inside = box.x0 > frame_box.x0 + pad and box.x1 < frame_box.x1 - pad
    inside = inside and box.y0 > frame_box.y0 + pad and box.y1 < frame_box.y1 - pad
    covered = ((marks > low - pad) & (marks < high + pad)).all(axis=1).any()
    apart = all(
        box.x1 + pad < o.x0 or o.x1 + pad < box.x0 or box.y1 + pad < o.y0 or o.y1 + pad < box.y0
        for o in boxes
    )
    return inside and apart and not covered
