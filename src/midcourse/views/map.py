"""Ground tracks on an azimuthal-equidistant map of the scene; coast and borders ship with midcourse."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import label_each, project, unbroken
from midcourse.views.graticule import draw_graticule
from midcourse.views.ground import CREDIT, draw_ground
from midcourse.views.style import DEFENDED, SENSOR, SHOT, THREAT, credit, foot_in, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from midcourse.views.scene import Mark, Scene

POINTS = 300
MARGIN = 1.25
WIDE_IN = 7.2
LEFT, WIDE = 0.06, 0.87  # of the width; what stands above and below the map is of one height
ABOVE_IN, BELOW_IN = 0.3, 0.76
STYLES: dict[str, dict[str, Any]] = {
    "missile": {"color": THREAT, "lw": 2.0},
    "rest": {"color": THREAT, "lw": 2.0, "alpha": 0.35},
    "other": {"color": DEFENDED, "lw": 1.0, "ls": (0, (2, 3))},
    "shot": {"color": SHOT, "lw": 1.2, "ls": "--"},
    "planned": {"color": SHOT, "lw": 0.9, "ls": ":", "alpha": 0.6},
    "field": {"color": SENSOR, "lw": 1.0, "ls": "-."},
}
REACH = (7.0, 12.0, 20.0, 32.0, 46.0)
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
        axes: Any = figure.add_axes((LEFT, 0.2, WIDE, 0.7), projection=flat)
        _frame(axes, flat, plain, scene, tracks)
        wide, tall = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
        high_in = WIDE_IN * WIDE * float(np.clip(tall / wide, 0.5, 1.1))
        sources = f"{scene.credit} {CREDIT}"
        under_in = foot_in(sources, WIDE_IN)
        tall_in = high_in + ABOVE_IN + BELOW_IN + under_in
        figure.set_size_inches(WIDE_IN, tall_in)
        axes.set_position((LEFT, (BELOW_IN + under_in) / tall_in, WIDE, high_in / tall_in))
        draw_ground(axes, plain)
        fans = _fans(axes, scene)
        _threats(axes, scene)
        ends = _shots(axes, scene, plain)
        _places(axes, scene.places, plain, [*tracks, *ends], fans)
        draw_graticule(axes)
        title = f"{scene.title} (run {scene.run})"
        axes.set_title(title, loc="left", fontsize=title_pt(title, WIDE_IN * WIDE))
        _legend(figure, scene, (0.02 + under_in) / tall_in)
        credit(figure, sources)
    return figure


def _threats(axes: Any, scene: Scene) -> None:
    # a line to where it was hit, from there on faint; what is no warhead in dashes upon it
    for k, path in enumerate(scene.threats):
        end_s = scene.flown_until_s(k)
        parts = [(float(path.nodes[0, 0]), end_s, STYLES["missile" if scene.is_warhead(k) else "other"])]
        if end_s < path.end_s and scene.is_warhead(k):
            parts.append((end_s, path.end_s, STYLES["rest"]))
        for start_s, stop_s, style in parts:
            _draw_line(axes, path.geodetic(np.linspace(start_s, stop_s, POINTS)), **style)


def _draw_line(axes: Any, track: np.ndarray, **style: Any) -> None:
    # in metres of the map: between longitudes of 179 and -179 a line of degrees would go round the world
    axes.plot(*unbroken(project(axes, track[:, 0], track[:, 1])).T, **style)


def _shots(axes: Any, scene: Scene, plain: Any) -> list[np.ndarray]:
    tracks = []
    for shot in scene.shots:
        track = shot.path.geodetic(shot.path.times(POINTS))
        tracks.append(track)
        style = STYLES["planned" if shot.failed else "shot"]
        _draw_line(axes, track, **style)
        lat_deg, lon_deg, _ = shot.ends()
        axes.plot(lon_deg, lat_deg, transform=plain, zorder=6, **_sign(shot.sign))
    return tracks


def _sign(sign: str) -> dict[str, Any]:
    size = 11 if sign == "*" else 7
    return {
        "marker": sign,
        "color": SHOT,
        "ms": size,
        "mew": 1.4,
        "mfc": SHOT if sign == "*" else "none",
        "ls": "",
    }


def _centre(points: np.ndarray) -> tuple[float, float]:
    # the middle direction of the tracks: no trouble at the date line or the pole
    lat, lon = np.radians(points).T
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    mx, my, mz = x.mean(), y.mean(), z.mean()
    return math.degrees(math.atan2(mz, math.hypot(mx, my))), math.degrees(math.atan2(my, mx))


def _fans(axes: Any, scene: Scene) -> list[np.ndarray]:
    # the outlines as latitudes and longitudes, close enough for words to keep off them
    from pyproj import Geod

    globe, found = Geod(ellps="WGS84"), []
    for lat, lon, boresight, half_deg, range_m in scene.fans:
        middle = boresight or 0.0
        around = boresight is None or half_deg >= 180.0
        sweep = np.linspace(0, 360, 181) if around else np.linspace(middle - half_deg, middle + half_deg, 121)
        far_m = np.full_like(sweep, range_m)
        if not around:
            edge_m = np.linspace(0.0, range_m, 61)
            far_m = np.concatenate([edge_m, far_m, edge_m[::-1]])
            sweep = np.concatenate([np.full(61, sweep[0]), sweep, np.full(61, sweep[-1])])
        lons, lats, _ = globe.fwd(np.full_like(sweep, lon), np.full_like(sweep, lat), sweep, far_m)
        found.append(np.column_stack([lats, lons]))
        _draw_line(axes, found[-1], zorder=3, **STYLES["field"])
    return found


def _places(
    axes: Any, places: tuple[Mark, ...], plain: Any, tracks: list[np.ndarray], fans: list[np.ndarray]
) -> None:
    named: dict[str, Mark] = {}
    for place in places:
        symbol, colour = SYMBOLS[place.kind]
        axes.plot(place.lon_deg, place.lat_deg, symbol, color=colour, ms=6, transform=plain, zorder=5)
        named.setdefault(place.name, place)
    spots = project(axes, [one.lat_deg for one in named.values()], [one.lon_deg for one in named.values()])
    hard, soft = (
        np.vstack([np.zeros((0, 2)), *(project(axes, line[:, 0], line[:, 1]) for line in lines)])
        for lines in (tracks, fans)
    )
    label_each(
        axes, spots, list(named), hard=hard, soft=soft, near=REACH[:2], reach=REACH, fontsize=7, zorder=7
    )


def _frame(axes: Any, flat: Any, plain: Any, scene: Scene, tracks: list[np.ndarray]) -> None:
    lons = [*(place.lon_deg for place in scene.places), *(p for track in tracks for p in track[:, 1])]
    lats = [*(place.lat_deg for place in scene.places), *(p for track in tracks for p in track[:, 0])]
    points = flat.transform_points(plain, np.array(lons), np.array(lats))[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = 0.5 * (low + high), 0.5 * (high - low) * MARGIN
    half = np.maximum(half, 0.55 * half.max())
    axes.set_xlim(middle[0] - half[0], middle[0] + half[0])
    axes.set_ylim(middle[1] - half[1], middle[1] + half[1])


def _legend(figure: Figure, scene: Scene, bottom: float) -> None:
    from matplotlib.lines import Line2D

    rest = any(scene.flown_until_s(k) < path.end_s for k, path in enumerate(scene.threats))
    signs = {shot.sign for shot in scene.shots}
    rows = [
        ("missile", STYLES["missile"], True),
        ("its way, had it not been hit", STYLES["rest"], rest),
        ("stage or other object", STYLES["other"], not all(map(scene.is_warhead, range(len(scene.threats))))),
        ("radar's field, to an even chance of seeing the warhead", STYLES["field"], bool(scene.fans)),
        ("interceptor", STYLES["shot"], bool(signs - {"o"})),
        ("one that failed, as planned", STYLES["planned"], "o" in signs),
        ("hit", _sign("*"), "*" in signs),
        ("no hit: where it was aimed", _sign("x"), "x" in signs),
        ("failed: where it was to arrive", _sign("o"), "o" in signs),
    ]
    handles = [Line2D([], [], label=words, **style) for words, style, there in rows if there]
    # below the map: inside it would hide places
    figure.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.05, bottom),
        ncols=3,
        fontsize=6.5,
        frameon=False,
        markerscale=0.75,
    )
