"""The pictures of one flight: what is marked, and a track that is whole over the pole."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import pyplot as plt

from midcourse.api import Flight, fly, fly_state
from midcourse.errors import ScenarioError
from midcourse.pictures.plots import FlightPlots


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def flight() -> Flight:
    return fly("nodong", "musudan-ri", "tokyo")


def words(axes) -> str:
    return " | ".join(text.get_text() for text in axes.texts)


def verif_altitude_reaches_the_apogee_and_ends_at_the_range(flight: Flight) -> None:
    axes = FlightPlots(flight).altitude()
    x, y = axes.get_lines()[0].get_data()
    assert max(y) == pytest.approx(flight.path.apogee()[1] / 1e3, rel=1e-3)
    assert x[-1] == pytest.approx(flight.path.ground_range_m() / 1e3, rel=1e-9)
    assert "burnout of stage 1" in words(axes)


def verif_time_shows_speed_and_altitude_with_their_moments(flight: Flight) -> None:
    speed = FlightPlots(flight).time()
    _, altitude = speed.figure.axes
    t, v = speed.get_lines()[0].get_data()
    assert v[-1] * 1e3 == pytest.approx(flight.path.relative_state(float(t[-1]))[0], rel=1e-9)
    assert max(altitude.get_lines()[0].get_ydata()) == pytest.approx(flight.path.apogee()[1] / 1e3, rel=1e-3)
    for what in ("burnout of stage 1", "apogee", "impact"):
        assert words(speed).count(what) == 1


def verif_the_track_ends_where_the_flight_does(flight: Flight) -> None:
    axes = FlightPlots(flight).track()
    x, y = axes.get_lines()[0].get_data()
    lat, lon, _ = flight.path.geodetic(flight.path.times(2))[-1]
    from midcourse.views.flat import project

    assert np.allclose(project(axes, lat, lon)[0], (x[-1], y[-1]), atol=1.0)
    for what in ("lift-off", "burnout of stage 1", "apogee", "impact"):
        assert words(axes).count(what) == 1


@pytest.mark.parametrize(("lat", "lon", "azimuth"), [(85.0, 20.0, 0.0), (10.0, 179.0, 80.0)])
def prop_a_track_over_the_pole_or_180_has_no_streak(lat: float, lon: float, azimuth: float) -> None:
    fall = fly_state(lat, lon, 1e5, 3e3, 45.0, azimuth)
    axes = FlightPlots(fall).track()
    track = axes.get_lines()[0].get_xydata()
    steps = np.hypot(*np.diff(track, axis=0).T)
    assert np.isfinite(track).all() and steps.max() < 5.0 * np.median(steps)


def test_pictures_are_written_into_a_folder_that_is_made(flight: Flight, tmp_path) -> None:
    paths = FlightPlots(flight, "A title").save_all(tmp_path / "a" / "b")
    assert [path.name for path in paths] == ["altitude.png", "time.png", "track.png"]
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in paths)
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == sorted(
        path.name for path in paths
    )


def test_a_folder_that_is_a_file_is_refused_in_one_line(flight: Flight, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ScenarioError) as caught:
        FlightPlots(flight).save_all(tmp_path / "file")
    assert caught.value.key == "--plot" and "\n" not in caught.value.one_line()
