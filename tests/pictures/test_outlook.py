"""Pictures of what radars see: rings whole over the pole and across 180 degrees, words that do not overlap."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.path import Path

from midcourse.api import Seen, load, see
from midcourse.errors import ScenarioError
from midcourse.pictures.outlook import coverage_sheet
from midcourse.views.coverage import COLOURS, draw
from midcourse.views.first_look import classes
from midcourse.views.flat import project
from midcourse.views.style import SENSOR, THREAT


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def europe() -> Seen:
    return see(load("europe-2007"))


@pytest.fixture(scope="module")
def pacific() -> Seen:
    return see(load("national-2004"))


def rings(axes, width: float) -> list[np.ndarray]:
    lines = [
        line for line in axes.get_lines() if line.get_color() in COLOURS and line.get_linewidth() == width
    ]
    return [np.column_stack(line.get_data()) for line in lines]


@pytest.mark.parametrize(("site", "inside"), [("thule", True), ("80,0", True), ("brdy", False)])
def verif_coverage_holds_the_pole_where_that_is_nearer_than_its_end(site: str, inside: bool) -> None:
    found = see(load("europe-2007").set("sensors.2.site", site))
    axes = found.plot.coverage(1)
    (pole,) = project(axes, 90.0, 0.0)
    (highest,) = [ring for ring in rings(axes, 1.9) if len(ring)][-1:]
    assert np.isfinite(highest).all() and Path(highest).contains_point(pole) is inside


def prop_a_ring_across_180_degrees_has_no_streak(pacific: Seen) -> None:
    sheet = coverage_sheet(pacific, 0, (100e3, 1000e3))
    lons = sheet.rings[-1].even_deg[:, 1]
    assert lons.min() < -170.0 and lons.max() > 170.0
    axes = draw(sheet)
    for ring in rings(axes, 1.9):
        radius = np.hypot(*ring.T)
        assert np.isfinite(ring).all() and np.ptp(radius) < 0.01 * radius.mean()
        assert np.hypot(*np.diff(ring, axis=0).T).max() < 0.05 * radius.mean()


def test_an_altitude_out_of_range_has_a_horizon_and_says_so(europe: Seen) -> None:
    sheet = coverage_sheet(europe, 0, (1000e3, 100e3))
    assert [ring.alt_m for ring in sheet.rings] == [100e3, 1000e3]
    assert sheet.rings[1].words == "1,000 km: out of range; horizon 3,070 km"
    assert len(rings(draw(sheet), 1.9)) == 1


def test_what_is_far_away_is_told_and_not_drawn(pacific: Seen) -> None:
    sheet = coverage_sheet(pacific, 2, (100e3,))
    assert "launch" not in {mark[0] for mark in sheet.pins}
    assert "Not on the map: Musudan-ri" in sheet.note


def verif_the_chart_marks_the_looks_that_see_tells(europe: Seen) -> None:
    for radar, row in ((0, 1), (1, 2)):
        axes = europe.plot.horizon(radar)
        words = [text.get_text() for text in axes.texts]
        told = europe[0]["sensors"][row]
        assert f"first look {told['first_s']:g} s" in words and f"last look {told['last_s']:g} s" in words
        assert any(line.get_color() == THREAT for line in axes.get_lines())
        (seen,) = [
            line for line in axes.get_lines() if line.get_label() == "even chance straight out of a face"
        ]
        assert seen.get_color() == SENSOR


def verif_above_the_forward_radar_the_even_chance_ends_at_its_range(europe: Seen) -> None:
    axes = europe.plot.horizon(0)
    (line,) = [one for one in axes.get_lines() if one.get_label() == "even chance straight out of a face"]
    x, y = np.array(line.get_data())
    assert (x[-1], y[-1]) == (pytest.approx(0.0, abs=1e-6), pytest.approx(906.9, abs=1.5))


def test_there_is_a_panel_for_each_radar(pacific: Seen) -> None:
    figure = pacific.plot.cross_section().figure
    shown = [axes for axes in figure.axes if axes.axison]
    assert [axes.get_title(loc="left").split(",")[0] for axes in shown] == [
        "Cobra Dane",
        "PAVE PAWS (upgraded)",
        "PAVE PAWS (upgraded)",
    ]
    assert all(axes.get_xscale() == axes.get_yscale() == "log" for axes in shown)


def verif_the_map_of_first_looks_has_the_times_it_is_given(europe: Seen) -> None:
    axes = europe.plot.first_look(4.0)
    looks = [one for one in europe.first_looks(4.0) if one.cued is not None]
    written = {text.get_text() for text in axes.texts if text.get_text().isdigit()}
    assert written and written <= {f"{one.cued.time_s:.0f}" for one in looks}
    assert "Tabriz launch area" in [text.get_text() for text in axes.texts]
    assert "without them no radar here looks at all" in axes.get_title(loc="left")


def prop_classes_of_time_hold_every_time() -> None:
    for times in ([], [71.0], [70.0] * 5 + [1204.5], list(range(300, 560, 3))):
        steps = classes(np.array(times, dtype=float))
        assert len(steps) >= 2 and (np.diff(steps) > 0.0).all() and (steps % 10.0 == 0.0).all()
        assert all(steps[0] <= t < steps[-1] for t in times)


def test_names_on_the_maps_do_not_overlap() -> None:
    axes = see(load("russia-2007")).plot.coverage(1)
    canvas = axes.figure.canvas.get_renderer()
    names = [text for text in axes.texts if "division" in text.get_text()]
    assert len(names) == 6
    found = [plt.Text.get_window_extent(text, canvas) for text in names]
    for k, box in enumerate(found):
        assert not any(box.overlaps(other) for other in found[:k])


@pytest.mark.parametrize("draw_it", ["coverage", "horizon"])
def test_a_radar_that_is_not_there_is_refused(europe: Seen, draw_it: str) -> None:
    with pytest.raises(ScenarioError, match="no such radar"):
        getattr(europe.plot, draw_it)(2)


def test_bad_altitudes_and_no_radar_are_refused(europe: Seen) -> None:
    with pytest.raises(ScenarioError, match="not above the radar"):
        europe.plot.coverage(0, (-5.0,))
    no_radar = ("doctrine.clock=satellite", "sensors=[{sensor: dsp}]")
    blind = see(load("europe-2007", sets=no_radar))
    for name in ("coverage", "horizon", "cross_section", "first_look"):
        with pytest.raises(ScenarioError, match="no radar in the scenario"):
            getattr(blind.plot, name)()
    assert blind.plot.save_all("never-made") == []
