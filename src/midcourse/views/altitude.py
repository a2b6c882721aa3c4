"""Altitude against ground range: the missile, the interceptors, the floor below which they do not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.views.profile import POINTS, ground_m, mark_apogee, mark_events, profile, start_of
from midcourse.views.style import MUTED, SENSOR, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from midcourse.views.scene import Scene

EARTH_M = 6_371_000.0
MOST_WORDS = 2  # with more shots only hits are named; the table below the picture names all


def draw(scene: Scene) -> Figure:
    """Draw altitude over the distance from the first missile's launch point, one line a body."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(7.2, 4.2))
        figure.subplots_adjust(left=0.09, right=0.98, bottom=0.15, top=0.92)
        first = start_of(scene.threats[0])
        named: set[str] = set()
        for k, path in enumerate(scene.threats):
            if not scene.is_warhead(k):
                axes.plot(
                    *profile(first, path), color=MUTED, lw=0.8, ls="-.", label=_once("other object", named)
                )
                continue
            axes.plot(*profile(first, path), color=THREAT, lw=1.8, label=_once("missile", named))
            mark_events(axes, first, path)
            mark_apogee(axes, first, path)
        _horizons(axes, scene, first)
        for k, shot in enumerate(scene.shots):
            x, y = profile(first, shot.path)
            label = "interceptor (star: hit, cross: miss)" if k == 0 else None
            axes.plot(x, y, color=SHOT, lw=1.2, ls="--", label=label)
            marker = "*" if shot.hit else "x"
            axes.plot(x[-1], y[-1], marker, color=SHOT, ms=11 if shot.hit else 7, mew=1.5)
            if not shot.hit and len(scene.shots) > MOST_WORDS:
                continue
            axes.annotate(
                f"{shot.outcome}, {shot.path.end_s:.0f} s",
                (x[-1], y[-1]),
                xytext=(8, 6 - 11 * (k if len(scene.shots) <= MOST_WORDS else 0)),
                textcoords="offset points",
                color=SHOT,
                fontsize=8,
            )
        if scene.floor_m is not None:
            axes.axhline(scene.floor_m / 1e3, color=MUTED, lw=0.8, ls=":")
            axes.annotate(
                "floor of the interceptors",
                (0.25, scene.floor_m / 1e3),
                xycoords=("axes fraction", "data"),
                va="bottom",
                fontsize=7,
                color=MUTED,
            )
        axes.set_xlabel("distance over the ground from the launch point, km")
        axes.set_ylabel("altitude, km")
        axes.set_ylim(0.0, 1.12 * max(path.apogee()[1] for path in scene.threats) / 1e3)
        axes.set_title(f"{scene.title} (run {scene.run})", loc="left", fontsize=10)
        axes.legend(loc="upper left", frameon=False)
        axes.grid(alpha=0.25)
        credit(figure, scene.credit)
    return figure


def _once(label: str, named: set[str]) -> str | None:
    # the legend names each kind once
    if label in named:
        return None
    named.add(label)
    return label


def _horizons(axes: Axes, scene: Scene, first: np.ndarray) -> None:
    # below these lines the round Earth hides the first missile from the radar; bending by the air is left out
    path = scene.threats[0]
    points = path.geodetic(path.times(POINTS))
    over = [ground_m(first, point) / 1e3 for point in points]
    for i, place in enumerate(place for place in scene.places if place.kind == "radar"):
        away = [ground_m(np.array([place.lat_deg, place.lon_deg, 0.0]), point) for point in points]
        hidden = EARTH_M * (1.0 / np.cos(np.minimum(np.array(away) / EARTH_M, 1.2)) - 1.0) / 1e3
        axes.plot(over, hidden, color=SENSOR, lw=0.9, ls=":")
        at = int(np.argmin(np.abs(hidden - (0.3 + 0.22 * (i % 3)) * points[:, 2].max() / 1e3)))
        axes.annotate(
            f"horizon of {place.name}",
            (over[at], hidden[at]),
            xytext=(-4, 0) if over[at] > 0.55 * over[-1] else (4, 0),
            textcoords="offset points",
            ha="right" if over[at] > 0.55 * over[-1] else "left",
            fontsize=6.5,
            color=SENSOR,
        )
