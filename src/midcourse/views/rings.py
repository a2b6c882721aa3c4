"""How far a missile flies from one place: the ring on the turning Earth, and the one without rotation beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes, frame, ground, label, project, unbroken
from midcourse.views.style import DEFENDED, MUTED, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP_DEG = 0.5
MOST_LABELS = 32
CREDIT = (
    "midcourse, from public sources: midcourse catalog show names the author of every number. "
    "Map: Natural Earth. Cities: GeoNames."
)


@dataclass(frozen=True)
class Ring:
    """The greatest range by direction from one place.

    Args:
        lat_deg, lon_deg: launch point.
        azimuth_deg: directions, clockwise from north, evenly spread and increasing.
        range_m: greatest range in each; NaN where it has no end.
    """

    lat_deg: float
    lon_deg: float
    azimuth_deg: np.ndarray
    range_m: np.ndarray

    def track(self) -> tuple[np.ndarray, np.ndarray]:
        """Return latitudes and longitudes (deg) along the ring, closed, NaN where the range has no end."""
        from pyproj import Geod

        sweep = np.arange(0.0, 360.0 + STEP_DEG, STEP_DEG)
        far_m = np.interp(sweep, self.azimuth_deg, self.range_m, period=360.0)
        known = np.isfinite(far_m)
        lon, lat, _ = Geod(ellps="WGS84").fwd(
            np.full_like(sweep, self.lon_deg),
            np.full_like(sweep, self.lat_deg),
            sweep,
            np.where(known, far_m, 0.0),
        )
        return np.where(known, lat, np.nan), np.where(known, lon, np.nan)

    def line(self, axes: Any) -> np.ndarray:
        """Return the ring as metres on a map, torn nowhere but at the map's far point, shape (n, 2)."""
        lat, lon = self.track()
        points = project(axes, np.nan_to_num(lat), np.nan_to_num(lon))
        points[~np.isfinite(lat)] = np.nan
        return unbroken(points)


def open_ways(ring: Ring) -> str:
    """Say in words in which directions a ring has no end; empty where it is closed all round."""
    endless = ~np.isfinite(ring.range_m)
    if endless.all():
        return "no end in any direction"
    if not endless.any():
        return ""
    told = []
    count = len(endless)
    for i in range(count):
        if endless[i] and not endless[i - 1]:
            j = i
            while endless[(j + 1) % count]:
                j += 1
            first, last = ring.azimuth_deg[i], ring.azimuth_deg[j % count]
            told.append(f"{first:.0f}°" if i == j else f"{first:.0f}° to {last:.0f}°")
    return "no end towards " + ", ".join(told)


def draw(
    turning: Ring,
    still_m: float | None,
    place: str,
    title: str,
    cities: Sequence[tuple[str, float, float, int]] | None,
    rerun: str = "",
) -> Any:
    """Draw the ring of the turning Earth, that without rotation, the launch point and the cities inside.

    Args:
        turning: the ring with rotation.
        still_m: range without rotation, None where it has no end.
        place: name of the launch point.
        title: words above the picture.
        cities: name, latitude, longitude (deg) and population of the cities inside; None where they do not
            matter, as for an interceptor.
        rerun: the command that repeats it, for the corner.

    Returns:
        map axes, centred on the launch point.
    """
    import matplotlib.pyplot as plt

    with styled():
        figure = plt.figure(figsize=(8.0, 8.4), dpi=200)
        axes = flat_axes(figure, (0.02, 0.1, 0.96, 0.84), turning.lat_deg, turning.lon_deg)
        line = turning.line(axes)
        around = np.linspace(0.0, 2.0 * np.pi, 361)
        circle = np.column_stack([np.sin(around), np.cos(around)]) * (still_m or np.nan)
        if not np.isfinite(line).all(axis=1).any() or np.isnan(line).any():
            line_frame = np.array([[-1.0, -1.0], [1.0, 1.0]]) * 1.99e7
        else:
            line_frame = np.vstack([line, circle[np.isfinite(circle).all(axis=1)]])
        frame(axes, line_frame)
        ground(axes)
        axes.plot(*line.T, color=THREAT, lw=1.8, zorder=5)
        axes.plot(*circle.T, color=SHOT, lw=1.2, ls=(0, (5, 3)), zorder=5)
        axes.plot(0.0, 0.0, "*", color=DEFENDED, ms=10, zorder=7)
        label(axes, np.zeros((1, 2)), [place], fontsize=8, fontweight="bold", zorder=8)
        _cities(axes, cities or (), np.vstack([line, circle]))
        axes.set_title(title, loc="left", fontsize=10)
        _legend(figure, turning, still_m, cities)
        credit(figure, f"{rerun}\n{CREDIT}".strip())
    return axes


def _cities(axes: Any, cities: Sequence[tuple[str, float, float, int]], lines: np.ndarray) -> None:
    if not cities:
        return
    largest = sorted(cities, key=lambda city: -city[3])
    spots = project(axes, [city[1] for city in largest], [city[2] for city in largest])
    axes.plot(*spots.T, ".", color=MUTED, ms=1.5, alpha=0.6, zorder=3)
    count = min(len(largest), 4 * MOST_LABELS)
    names = [city[0] for city in largest[:count]]
    taken = np.vstack([lines[::3], np.zeros((1, 2))])
    label(axes, spots[:count], names, taken=taken, most=MOST_LABELS, fontsize=6.5, color=DEFENDED, zorder=6)


def _legend(
    figure: Any,
    turning: Ring,
    still_m: float | None,
    cities: Sequence[tuple[str, float, float, int]] | None,
) -> None:
    from matplotlib.lines import Line2D

    finite = turning.range_m[np.isfinite(turning.range_m)]
    rows = []
    words = []
    if len(finite):
        words.append(f"{finite.min() / 1e3:,.0f} to {finite.max() / 1e3:,.0f} km by direction")
    words += [open_ways(turning)] if open_ways(turning) else []
    rows.append(Line2D([], [], color=THREAT, lw=1.8, label=f"turning Earth: {'; '.join(words)}"))
    still = "no end" if still_m is None else f"{still_m / 1e3:,.0f} km"
    rows.append(Line2D([], [], color=SHOT, lw=1.2, ls=(0, (5, 3)), label=f"without rotation: {still}"))
    if cities is not None:
        people = sum(city[3] for city in cities) / 1e6
        inside = f"{len(cities):,} cities of 50,000 and more inside, {people:,.1f} million people"
        rows.append(Line2D([], [], color=MUTED, marker=".", ls="", ms=4, label=inside))
    figure.legend(handles=rows, loc="lower left", bbox_to_anchor=(0.015, 0.025), fontsize=7.5, frameon=False)
