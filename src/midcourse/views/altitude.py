"""Altitude against ground range: the missile, the interceptors, the floor below which they do not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.views.style import MUTED, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from midcourse.truth import Trajectory
    from midcourse.views.scene import Scene

POINTS = 300


def draw(scene: Scene) -> Figure:
    """Draw altitude over the distance from the first missile's launch point, one line a body."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(7.2, 4.2))
        figure.subplots_adjust(left=0.09, right=0.98, bottom=0.15, top=0.92)
        first = scene.threats[0].geodetic(scene.threats[0].times(2))[0]
        for k, path in enumerate(scene.threats):
            _missile(axes, first, path, "missile" if k == 0 else None)
        for k, shot in enumerate(scene.shots):
            x, y = _profile(first, shot.path)
            label = "interceptor" if k == 0 else None
            axes.plot(x, y, color=SHOT, lw=1.2, ls="--", label=label)
            marker = "*" if shot.hit else "x"
            axes.plot(x[-1], y[-1], marker, color=SHOT, ms=11 if shot.hit else 7, mew=1.5)
            axes.annotate(
                f"{shot.outcome}, {shot.path.end_s:.0f} s",
                (x[-1], y[-1]),
                xytext=(6, 4 - 11 * k),
                textcoords="offset points",
                color=SHOT,
                fontsize=8,
            )
        if scene.floor_m is not None:
            axes.axhline(scene.floor_m / 1e3, color=MUTED, lw=0.8, ls=":")
            axes.annotate(
                "floor of the interceptors",
                (0.99, scene.floor_m / 1e3),
                xycoords=("axes fraction", "data"),
                ha="right",
                va="bottom",
                fontsize=7,
                color=MUTED,
            )
        axes.set_xlabel("distance over the ground from the launch point, km")
        axes.set_ylabel("altitude, km")
        axes.set_ylim(bottom=0)
        axes.set_title(f"{scene.title} (run {scene.run})", loc="left", fontsize=10)
        axes.legend(loc="upper left", frameon=False)
        axes.grid(alpha=0.25)
        credit(figure, scene.credit)
    return figure


def _missile(axes: Axes, first: np.ndarray, path: Trajectory, label: str | None) -> None:
    x, y = _profile(first, path)
    axes.plot(x, y, color=THREAT, lw=1.8, label=label)
    for event in path.events:
        if "burnout" in event.what:
            (point,) = path.geodetic(np.array([event.time_s]))
            at = _distance(first, point) / 1e3
            axes.plot(at, point[2] / 1e3, "o", color=THREAT, ms=4)
            axes.annotate(
                f"{event.what}, {event.time_s:.0f} s",
                (at, point[2] / 1e3),
                xytext=(6, -10),
                textcoords="offset points",
                fontsize=7,
                color=THREAT,
            )
    top_s, top_m = path.apogee()
    (point,) = path.geodetic(np.array([top_s]))
    axes.annotate(
        f"{top_m / 1e3:.0f} km, {top_s:.0f} s",
        (_distance(first, point) / 1e3, top_m / 1e3),
        xytext=(0, 5),
        textcoords="offset points",
        ha="center",
        fontsize=7,
        color=THREAT,
    )


def _profile(first: np.ndarray, path: Trajectory) -> tuple[np.ndarray, np.ndarray]:
    points = path.geodetic(path.times(POINTS))
    return np.array([_distance(first, point) for point in points]) / 1e3, points[:, 2] / 1e3


def _distance(a: np.ndarray, b: np.ndarray) -> float:
    la, lb = np.radians(a), np.radians(b)
    return float(arc_m(WGS84, la[0], la[1], lb[0], lb[1])[0])
