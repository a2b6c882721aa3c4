"""Ground tracks on an azimuthal-equidistant map of the scene; coast and borders ship with midcourse."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.ground import CREDIT, draw_ground
from midcourse.views.style import COAST, DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from midcourse.views.scene import Mark, Scene

POINTS = 300
MARGIN = 1.25
RIGHT = 0.6
WIDE_IN = 7.2
BOX = (0.06, 0.13, 0.92, 0.81)
SYMBOLS = {
    "launch": ("^", THREAT),
    "aim": ("v", THREAT),
    "radar": ("s", SENSOR),
    "battery": ("D", SHOT),
    "defended": ("o", DEFENDED),
}


def draw(scene: Scene) -> Figure:
    """Draw where everything flew, what the radars cover, and what is defended."""
    import cartopy.crs as ccrs
    import matplotlib.pyplot as plt

    with styled():
        tracks = [path.geodetic(path.times(POINTS)) for path in scene.threats]
        centre = _centre(np.vstack([track[:, :2] for track in tracks]))
        flat = ccrs.AzimuthalEquidistant(central_latitude=centre[0], central_longitude=centre[1])
        plain = ccrs.PlateCarree()
        figure = plt.figure(figsize=(WIDE_IN, WIDE_IN))
        axes: Any = figure.add_axes(BOX, projection=flat)
        _frame(axes, flat, plain, scene, tracks)
        wide, tall = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
        figure.set_size_inches(WIDE_IN, WIDE_IN * BOX[2] / BOX[3] * float(np.clip(tall / wide, 0.5, 1.1)))
        draw_ground(axes, plain)
        _fans(axes, scene, plain)
        for k, track in enumerate(tracks):
            line = (
                {"color": THREAT, "lw": 1.8}
                if scene.is_warhead(k)
                else {"color": MUTED, "lw": 0.8, "ls": ":"}
            )
            axes.plot(track[:, 1], track[:, 0], transform=ccrs.Geodetic(), **line)
        for shot in scene.shots:
            track = shot.path.geodetic(shot.path.times(POINTS))
            axes.plot(track[:, 1], track[:, 0], color=SHOT, lw=1.2, ls="--", transform=ccrs.Geodetic())
            axes.plot(
                track[-1, 1],
                track[-1, 0],
                "*" if shot.hit else "x",
                color=SHOT,
                ms=11 if shot.hit else 7,
                mew=1.5,
                transform=plain,
                zorder=6,
            )
        _places(axes, scene.places, plain)
        grid = axes.gridlines(draw_labels={"bottom": "x", "left": "y"}, color=COAST, lw=0.4, alpha=0.6)
        grid.rotate_labels = False
        grid.xlabel_style = grid.ylabel_style = {"size": 6, "color": COAST}
        axes.set_title(f"{scene.title} (run {scene.run})", loc="left", fontsize=10)
        _legend(figure)
        credit(figure, f"{scene.credit} {CREDIT}")
    return figure


def _centre(points: np.ndarray) -> tuple[float, float]:
    # the middle direction of the tracks: no trouble at the date line or the pole
    lat, lon = np.radians(points).T
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    mx, my, mz = x.mean(), y.mean(), z.mean()
    return math.degrees(math.atan2(mz, math.hypot(mx, my))), math.degrees(math.atan2(my, mx))


def _fans(axes: Any, scene: Scene, plain: Any) -> None:
    from pyproj import Geod

    globe = Geod(ellps="WGS84")
    for lat, lon, boresight, half_deg, range_m in scene.fans:
        middle = boresight or 0.0
        around = boresight is None or half_deg >= 180.0
        sweep = np.linspace(0, 360, 181) if around else np.linspace(middle - half_deg, middle + half_deg, 121)
        lons, lats, _ = globe.fwd(
            np.full_like(sweep, lon), np.full_like(sweep, lat), sweep, np.full_like(sweep, range_m)
        )
        if not around:
            lons, lats = np.append(np.insert(lons, 0, lon), lon), np.append(np.insert(lats, 0, lat), lat)
        axes.plot(lons, lats, color=SENSOR, lw=1.0, ls="-.", transform=plain, zorder=3)


def _places(axes: Any, places: tuple[Mark, ...], plain: Any) -> None:
    for place in places:
        symbol, colour = SYMBOLS[place.kind]
        axes.plot(place.lon_deg, place.lat_deg, symbol, color=colour, ms=6, transform=plain, zorder=5)
    named: set[str] = set()
    for place in places:
        if place.name in named:
            continue
        named.add(place.name)
        axes.annotate(
            place.name,
            (place.lon_deg, place.lat_deg),
            xycoords=plain._as_mpl_transform(axes),
            xytext=(-6, -9) if _is_right(axes, place, plain) else (5, 4),
            textcoords="offset points",
            ha="right" if _is_right(axes, place, plain) else "left",
            fontsize=7,
            zorder=7,
        )


def _is_right(axes: Any, place: Mark, plain: Any) -> bool:
    # words to the right of it would leave the map
    x, _ = axes.projection.transform_point(place.lon_deg, place.lat_deg, plain)
    west, east = axes.get_xlim()
    return bool((x - west) > RIGHT * (east - west))


def _frame(axes: Any, flat: Any, plain: Any, scene: Scene, tracks: list[np.ndarray]) -> None:
    lons = [*(place.lon_deg for place in scene.places), *(p for track in tracks for p in track[:, 1])]
    lats = [*(place.lat_deg for place in scene.places), *(p for track in tracks for p in track[:, 0])]
    points = flat.transform_points(plain, np.array(lons), np.array(lats))[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = 0.5 * (low + high), 0.5 * (high - low) * MARGIN
    half = np.maximum(half, 0.55 * half.max())
    axes.set_xlim(middle[0] - half[0], middle[0] + half[0])
    axes.set_ylim(middle[1] - half[1], middle[1] + half[1])


def _legend(figure: Figure) -> None:
    from matplotlib.lines import Line2D

    rows = [
        Line2D([], [], color=THREAT, lw=1.8, label="missile"),
        Line2D([], [], color=SHOT, lw=1.2, ls="--", label="interceptor (star: hit, cross: miss)"),
        Line2D(
            [],
            [],
            color=SENSOR,
            lw=1.0,
            ls="-.",
            label="radar: field, to the range of an even chance on the warhead",
        ),
    ]
    # below the map: inside it would hide places
    figure.legend(
        handles=rows, loc="lower left", bbox_to_anchor=(0.05, 0.03), ncols=3, fontsize=6.5, frameon=False
    )
