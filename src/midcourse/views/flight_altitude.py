"""Altitude against ground range of one flight, with its stage events and its highest point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from midcourse.views.profile import ground_m, mark_apogee, mark_events, profile, start_of
from midcourse.views.style import MUTED, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.truth import Trajectory

CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number."


def draw(path: Trajectory, title: str = "", rerun: str = "") -> Axes:
    """Draw altitude over the distance from the launch point, on axes of their own."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(8.0, 4.6), dpi=200)
        figure.subplots_adjust(left=0.09, right=0.97, bottom=0.15, top=0.91)
        first = start_of(path)
        axes.plot(*profile(first, path), color=THREAT, lw=1.8)
        mark_events(axes, first, path)
        mark_apogee(axes, first, path)
        if path.impacted:
            end_km = ground_m(first, path.geodetic(path.times(2))[-1]) / 1e3
            axes.plot(end_km, 0.0, "v", color=THREAT, ms=6, clip_on=False, zorder=5)
            axes.annotate(
                f"{end_km:,.0f} km, {path.end_s:.0f} s",
                (end_km, 0.0),
                xytext=(-8, 6),
                textcoords="offset points",
                ha="right",
                fontsize=7,
                color=MUTED,
            )
        axes.set_xlim(left=0)
        axes.set_ylim(0, 1.1 * path.apogee()[1] / 1e3)
        axes.set_xlabel("distance over the ground from the launch point, km")
        axes.set_ylabel("altitude, km")
        axes.set_title(title, loc="left", fontsize=10)
        axes.grid(alpha=0.25)
        credit(figure, f"{rerun}\n{CREDIT}".strip())
    return axes
