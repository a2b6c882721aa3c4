"""The ground under the maps: the sea is sea and the land is land, seen from anywhere."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from pyproj import Geod

from midcourse.geography import distance_to_land_m, land
from midcourse.views.ground import SEA, draw_ground
from midcourse.views.style import LAND

mpl.use("agg")
CENTRES = [
    (90.0, 0.0),
    (-90.0, 0.0),
    (0.0, 180.0),
    (35.0, 51.0),
    (40.0, 127.0),
    (-38.0, -62.0),
    (67.0, -179.5),
]
HALVES = [5e6, None]
GLOBE = Geod(ellps="WGS84")
OFF_SHORE_M = 150e3
"""Coasts are drawn as lines some pixels wide; colours are compared away from them."""


def drawn(centre: tuple[float, float], half_m: float | None) -> tuple[Any, Any, np.ndarray, float]:
    """Return axes, reference system, the picture's pixels and how long drawing took."""
    import cartopy.crs as ccrs
    import matplotlib.pyplot as plt

    flat = ccrs.AzimuthalEquidistant(central_latitude=centre[0], central_longitude=centre[1])
    plain = ccrs.PlateCarree()
    figure = plt.figure(figsize=(6, 6), dpi=150)
    axes: Any = figure.add_axes((0, 0, 1, 1), projection=flat)
    if half_m is None:
        axes.set_global()
    else:
        axes.set_xlim(-half_m, half_m)
        axes.set_ylim(-half_m, half_m)
    start = time.process_time()
    draw_ground(axes, plain)
    canvas: Any = figure.canvas
    canvas.draw()
    took = time.process_time() - start
    pixels = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
    plt.close(figure)
    return axes, plain, pixels, took


def colour(name: str) -> np.ndarray:
    return np.round(np.array(mpl.colors.to_rgb(name)) * 255.0).astype(int)


@cache
def sample() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points spread over the globe [deg], away from coasts, and how far they are from land [m]."""
    luck = np.random.default_rng(1)
    lat, lon = np.degrees(np.arcsin(luck.uniform(-1, 1, 1500))), luck.uniform(-180, 180, 1500)
    distance_m = np.array([distance_to_land_m(*point) for point in zip(lat, lon, strict=True)])
    around, back, _ = GLOBE.fwd(
        *np.repeat([lon, lat], 8, axis=1), np.tile(np.arange(0, 360, 45), 1500), [1e5] * 12000
    )
    inland = shapely.intersects_xy(land(), around, back).reshape(-1, 8)
    kept = np.where(distance_m > 0.0, distance_m > OFF_SHORE_M, inland.all(axis=1))
    return lat[kept], lon[kept], distance_m[kept]


@pytest.mark.parametrize("half_m", HALVES, ids=["region", "globe"])
@pytest.mark.parametrize("centre", CENTRES, ids=str)
def verif_colours_beside_distances_to_land(centre: tuple[float, float], half_m: float | None) -> None:
    axes, plain, pixels, took = drawn(centre, half_m)
    height, width, _ = pixels.shape
    lat, lon, distance_m = sample()
    spots = axes.projection.transform_points(plain, lon, lat)[:, :2]
    at = axes.transData.transform(spots)
    seen = ((at > 2) & (at < [width - 3, height - 3])).all(axis=1)
    # near the point opposite the centre a pixel holds a long piece of a coast
    seen &= np.hypot(*spots.T) < 17e6
    right = wrong = 0
    for i in np.flatnonzero(seen):
        x, y = int(at[i, 0]), height - 1 - int(at[i, 1])
        patch = pixels[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3)
        ground, sea = ((np.abs(patch - colour(name)).max(axis=1) <= 2).any() for name in (LAND, SEA))
        wanted, other = (sea, ground) if distance_m[i] else (ground, sea)
        right += bool(wanted)
        wrong += bool(other and not wanted)
    assert right >= 50
    assert wrong == 0
    assert took < 5.0  # 0.3 to 0.5 s on the slowest machine measured


def test_nothing_is_drawn_outside_the_limits() -> None:
    axes, _, _, _ = drawn((40.0, 127.0), 1e6)
    for collection in axes.collections:
        for path in collection.get_paths():
            assert np.abs(path.vertices).max() <= 1.05e6


@pytest.mark.parametrize("centre", CENTRES, ids=str)
def prop_no_line_is_torn(centre: tuple[float, float]) -> None:
    axes, _, _, _ = drawn(centre, None)
    _, coast, borders = axes.collections
    for path in coast.get_paths():
        # the disc is 40,000 km wide: a long piece is a short one pulled along its rim, not a chord across it
        chords = np.hypot(*np.diff(path.vertices, axis=0).T)
        middles = np.hypot(*(0.5 * (path.vertices[1:] + path.vertices[:-1])).T)
        assert chords.max() < 6e6
        assert (middles[chords > 2e6] > 12e6).all()
    # the border along the 49th parallel is 2,000 km long and all but straight
    assert max(np.hypot(*np.diff(path.vertices, axis=0).T).max() for path in borders.get_paths()) < 6e6
