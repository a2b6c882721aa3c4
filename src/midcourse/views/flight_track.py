"""The ground track of one flight, on a map centred on its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes, frame, ground, label, project, unbroken
from midcourse.views.flight_altitude import CREDIT
from midcourse.views.style import MUTED, THREAT, credit, styled

if TYPE_CHECKING:
    from midcourse.truth import Trajectory

POINTS = 400


def draw(path: Trajectory, title: str = "", rerun: str = "") -> Any:
    """Draw where a flight passed over the ground, with its stage events and its highest point; returns map axes."""
    import matplotlib.pyplot as plt

    with styled():
        figure = plt.figure(figsize=(8.0, 7.0), dpi=200)
        points = path.geodetic(path.times(POINTS))
        middle = path.geodetic(np.array([0.5 * (path.nodes[0, 0] + path.end_s)]))[0]
        axes = flat_axes(figure, (0.02, 0.05, 0.96, 0.88), float(middle[0]), float(middle[1]))
        track = project(axes, points[:, 0], points[:, 1])
        # room on all sides of a straight line
        length = np.hypot(*(track[-1] - track[0]))
        frame(
            axes, np.vstack([track, track.mean(axis=0) + 0.42 * length, track.mean(axis=0) - 0.42 * length])
        )
        ground(axes)
        axes.plot(*unbroken(track).T, color=THREAT, lw=1.8, zorder=4)
        marks = _marks(path)
        spots = project(axes, [spot[1] for spot in marks], [spot[2] for spot in marks])
        for (what, _, _), spot in zip(marks, spots, strict=True):
            axes.plot(*spot, _symbol(what), color=THREAT, ms=5, zorder=5)
        words = [what for what, _, _ in marks]
        label(axes, spots, words, taken=track[::4], reach=(5, 18, 34), fontsize=7, color=MUTED, zorder=6)
        axes.set_title(title, loc="left", fontsize=10)
        credit(figure, f"{rerun}\n{CREDIT} Map: Natural Earth.".strip())
    return axes


def _symbol(what: str) -> str:
    return "^" if "lift-off" in what or "start" in what else "v" if "impact" in what else "o"


def _marks(path: Trajectory) -> list[tuple[str, float, float]]:
    top_s, top_m = path.apogee()
    told = [(event.time_s, f"{event.what}, {event.time_s:.0f} s") for event in path.events]
    told.append((top_s, f"apogee, {top_m / 1e3:,.0f} km, {top_s:.0f} s"))
    if path.impacted:
        told.append((path.end_s, f"impact, {path.end_s:.0f} s"))
    places = path.geodetic(np.array([time_s for time_s, _ in told]))
    return [(what, float(lat), float(lon)) for (_, what), (lat, lon, _) in zip(told, places, strict=True)]
