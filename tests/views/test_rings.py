"""Rings on the map: whole over a pole and across 180 degrees, tried on projected coordinates."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.path import Path

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.views.flat import JUMP_M, flat_axes, frame, label, project
from midcourse.views.rings import Ring, draw, open_ways

AZIMUTHS = np.arange(0.0, 360.0, 5.0)


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def ring(lat_deg: float, lon_deg: float, range_m: float) -> Ring:
    return Ring(lat_deg, lon_deg, AZIMUTHS, np.full_like(AZIMUTHS, range_m))


def axes_at(lat_deg: float, lon_deg: float):
    return flat_axes(plt.figure(), (0.0, 0.0, 1.0, 1.0), lat_deg, lon_deg)


@pytest.mark.parametrize(("range_m", "inside"), [(3.0e6, True), (1.0e6, False)])
@pytest.mark.parametrize("centre", [(80.0, 0.0), (50.0, 20.0), (70.0, -160.0)])
def verif_a_ring_around_80_north_holds_the_pole_if_it_is_longer_than_the_way(centre, range_m, inside) -> None:
    # the way from 80 N to the pole: 1,117 km
    axes = axes_at(*centre)
    line = ring(80.0, 0.0, range_m).line(axes)
    (pole,) = project(axes, 90.0, 0.0)
    assert np.isfinite(line).all()
    assert Path(line).contains_point(pole) is inside


@pytest.mark.parametrize("centre", [(0.0, 179.0), (0.0, -179.0), (60.0, 100.0), (89.0, 0.0)])
def prop_a_ring_across_180_has_no_streak(centre) -> None:
    around = ring(10.0, 179.0, 1.5e6)
    _, lon = around.track()
    assert lon.min() < -170.0 and lon.max() > 170.0
    line = around.line(axes_at(*centre))
    steps = np.hypot(*np.diff(line, axis=0).T)
    assert np.isfinite(line).all() and steps.max() < 0.1 * 1.5e6


@pytest.mark.parametrize("beside_m", [-2e4, 0.0, 2e4])
def prop_a_ring_over_the_far_point_of_the_map_has_a_gap_and_no_streak(beside_m: float) -> None:
    # from 0 E a third of the equator away lies the far point of a map centred on 60 E
    range_m = 2.0 / 3.0 * np.pi * WGS84.a_m + beside_m
    line = ring(0.0, 0.0, range_m).line(axes_at(0.0, 60.0))
    steps = np.hypot(*np.diff(line, axis=0).T)
    assert np.nanmax(steps) < JUMP_M
    assert np.isnan(line).any(axis=1).sum() <= 3


def verif_every_point_of_a_ring_lies_at_its_range() -> None:
    around = Ring(39.0, 125.0, AZIMUTHS, 5e6 + 1e6 * np.sin(np.radians(AZIMUTHS)))
    lat, lon = np.radians(np.array(around.track()))
    start = np.radians([39.0, 125.0])
    for k in range(0, len(lat), 60):
        far_m, bearing = arc_m(WGS84, *start, lat[k], lon[k])
        # between the directions given the range is joined by straight lines; here they are hit
        assert far_m == pytest.approx(5e6 + 1e6 * np.sin(bearing), abs=0.01)


def verif_a_map_centred_on_the_launch_point_shows_true_distances() -> None:
    line = ring(39.66, 124.71, 9e6).line(axes_at(39.66, 124.71))
    assert np.hypot(*line.T) == pytest.approx(9e6, abs=1.0)


def test_directions_without_end_are_told_in_words() -> None:
    far = np.full(72, 1e7)
    far[[71, 0, 1, 18]] = np.nan
    endless = Ring(0.0, 0.0, AZIMUTHS, far)
    assert open_ways(endless) == "no end towards 90°, 355° to 5°"
    assert open_ways(ring(0.0, 0.0, 1e7)) == ""
    assert open_ways(ring(0.0, 0.0, np.nan)) == "no end in any direction"
    assert np.isnan(endless.line(axes_at(0.0, 0.0))).any()


def test_the_picture_has_both_rings_and_labels_that_do_not_overlap() -> None:
    cities = [(f"City {k}", 39.0 + 0.15 * k, 125.0 + 0.1 * k, 10**7 - k) for k in range(60)]
    axes = draw(ring(39.0, 125.0, 1.3e6), 1.28e6, "Here", "A title", cities)
    styles = [line.get_linestyle() for line in axes.get_lines()]
    assert "-" in styles and "--" in styles
    canvas = axes.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(canvas) for text in axes.texts]
    assert "City 0" in [text.get_text() for text in axes.texts]
    for k, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:k])


def test_what_has_no_room_is_not_written() -> None:
    axes = axes_at(0.0, 0.0)
    frame(axes, np.array([[-1e6, -1e6], [1e6, 1e6]]))
    spots = np.array([[0.0, 0.0], [0.0, 0.0], [np.nan, 0.0]])
    assert label(axes, spots, ["first", "second", "nowhere"], most=1) == 1
    assert [text.get_text() for text in axes.texts] == ["first"]
