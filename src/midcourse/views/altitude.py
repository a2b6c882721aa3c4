"""Altitude against ground range: the missile, the interceptors, the floor below which they do not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.views.profile import mark_apogee, mark_events, profile, start_of
from midcourse.views.style import MUTED, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from midcourse.views.scene import Scene


def draw(scene: Scene) -> Figure:
    """Draw altitude over the distance from the first missile's launch point, one line a body."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(7.2, 4.2))
        figure.subplots_adjust(left=0.09, right=0.98, bottom=0.15, top=0.92)
        first = start_of(scene.threats[0])
        for k, path in enumerate(scene.threats):
            label = "missile" if k == 0 else None
            axes.plot(*profile(first, path), color=THREAT, lw=1.8, label=label)
            mark_events(axes, first, path)
            mark_apogee(axes, first, path)
        for k, shot in enumerate(scene.shots):
            x, y = profile(first, shot.path)
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
