"""Lines of the map lie where they belong, across the date line too, and degrees at the edge say what is there."""

from __future__ import annotations

from typing import Any

import cartopy.crs as ccrs
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from midcourse.views.graticule import draw_graticule
from midcourse.views.map import draw
from midcourse.views.scene import Mark, Scene
from midcourse.views.style import SENSOR

mpl.use("agg")
PLAIN = ccrs.PlateCarree()


class Northward:
    """What the map asks of a path: here one along a meridian, 200 km high."""

    nodes = np.array([[0.0], [600.0]])
    end_s = 600.0

    def __init__(self, lon_deg: float) -> None:
        self.lon_deg = lon_deg

    def times(self, count: int) -> np.ndarray:
        return np.linspace(0.0, self.end_s, count)

    def geodetic(self, times: np.ndarray) -> np.ndarray:
        return np.column_stack(
            [44.0 + times / 40.0, np.full_like(times, self.lon_deg), np.full_like(times, 2e5)]
        )


@pytest.mark.parametrize("lon_deg", [-179.0, 179.9, 0.0, 120.0])
def prop_the_field_of_a_radar_never_goes_round_the_world(lon_deg: float) -> None:
    places = (Mark("a", "launch", 52.0, lon_deg), Mark("r", "radar", 52.7, lon_deg - 2.0))
    fans = ((52.7, lon_deg - 2.0, 319.0, 68.0, 2e6), (52.7, lon_deg - 2.0, None, 180.0, 1.5e6))
    path: Any = Northward(lon_deg)
    figure = draw(Scene("x", 0, (path,), (), places, None, fans, "c"))
    axes: Any = figure.axes[0]
    fields = [line for line in axes.lines if line.get_color() == SENSOR and line.get_linestyle() == "-."]
    assert len(fields) == len(fans)
    for line, (lat, lon, _, _, far_m) in zip(fields, fans, strict=True):
        # drawn as it stands, in metres of the map, near its radar and without a leap
        assert line.get_transform() == axes.transData
        points = np.column_stack(line.get_data())
        radar = axes.projection.transform_point(lon, lat, PLAIN)
        assert np.hypot(*(points - radar).T).max() < 1.2 * far_m
        assert np.hypot(*np.diff(points, axis=0).T).max() < 0.2 * far_m
    plt.close(figure)


@pytest.mark.parametrize(
    ("lat_deg", "lon_deg", "half_m"),
    [(50.0, 180.0, 4e6), (70.0, -20.0, 4.5e6), (38.0, 136.0, 6e5), (0.0, 0.0, 2e6), (-80.0, 30.0, 3e6)],
)
def verif_degrees_at_the_edge_are_those_of_the_place(lat_deg: float, lon_deg: float, half_m: float) -> None:
    figure = plt.figure(figsize=(7.0, 5.0))
    flat = ccrs.AzimuthalEquidistant(central_latitude=lat_deg, central_longitude=lon_deg)
    axes: Any = figure.add_axes((0.1, 0.1, 0.8, 0.8), projection=flat)
    axes.set_xlim(-half_m, half_m)
    axes.set_ylim(-0.6 * half_m, 0.6 * half_m)
    draw_graticule(axes)
    told = {text.get_text(): text.xy for text in axes.texts}
    for words, spot in told.items():
        lon, lat = PLAIN.transform_point(*spot, flat)
        number = float(words.rstrip("°NSEW"))
        if words[-1] in "NS":
            wanted, there = (number if words[-1] == "N" else -number), lat
        elif words in ("0°",) and abs(lat) < 0.5:
            wanted, there = 0.0, lat
        else:
            wanted = -number if words[-1] == "W" else number
            there = wanted + (lon - wanted + 180.0) % 360.0 - 180.0
        assert there == pytest.approx(wanted, abs=0.3), words
        assert abs(spot[0]) == pytest.approx(half_m) or spot[1] == pytest.approx(-0.6 * half_m)
    # enough of both to read a place off
    meridians = [words for words in told if words[-1] in "EW" or words in ("0°", "180°")]
    assert len(meridians) >= 3 and len(set(told) - set(meridians)) >= 2
    plt.close(figure)
