"""Speed and altitude of one flight against time, with its stage events marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.views.flight_altitude import CREDIT
from midcourse.views.profile import moments
from midcourse.views.style import MUTED, SHOT, THREAT, credit, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.truth import Trajectory

POINTS = 1200
NEAR_SHARE = 0.025  # of the time axis: labels of moments closer than this are moved apart
FLAT_SHARE = 0.9


def draw(path: Trajectory, title: str = "", rerun: str = "") -> Axes:
    """Draw speed (relative to the turning Earth) and altitude over time; returns the axes of the speed."""
    import matplotlib.pyplot as plt

    with styled():
        figure, (speed_axes, alt_axes) = plt.subplots(
            2, 1, figsize=(8.0, 5.6), dpi=200, sharex=True, height_ratios=(1, 1)
        )
        figure.subplots_adjust(left=0.09, right=0.97, bottom=0.12, top=0.78, hspace=0.12)
        # stage events crowd at the start: as many points in the boost as after it
        boost = np.linspace(path.nodes[0, 0], path.burnout_s, POINTS // 2)
        times = np.unique(np.concatenate([boost, path.times(POINTS // 2)]))
        states = np.array([path.relative_state(float(time_s)) for time_s in times])
        speed_axes.plot(times, states[:, 0] / 1e3, color=SHOT, lw=1.6)
        alt_axes.plot(times, states[:, 2] / 1e3, color=THREAT, lw=1.6)
        if path.burnout_s > path.launch_s:
            for axes in (speed_axes, alt_axes):
                axes.axvspan(path.launch_s, path.burnout_s, color="#F0E442", alpha=0.25, lw=0)
        marked = moments(path)
        for time_s, _ in marked:
            for axes in (speed_axes, alt_axes):
                axes.axvline(time_s, color=MUTED, lw=0.7, ls=":")
        speed_axes.set_xlim(float(times[0]), float(times[-1]))
        _labels(speed_axes, marked, float(times[0]), float(times[-1]))
        speed_axes.set_ylim(bottom=0)
        alt_axes.set_ylim(bottom=0)
        speed_axes.set_ylabel("speed, km/s")
        alt_axes.set_ylabel("altitude, km")
        shaded = "; shaded: thrust" if path.burnout_s > path.launch_s else ""
        alt_axes.set_xlabel(f"time, s (speed is that over the turning Earth{shaded})")
        for axes in (speed_axes, alt_axes):
            axes.grid(alpha=0.25)
        figure.text(0.09, 0.97, title, fontsize=10, va="top")
        credit(figure, f"{rerun}\n{CREDIT}".strip())
    return speed_axes


def _labels(axes: Axes, marked: list[tuple[float, str]], start_s: float, end_s: float) -> None:
    # slanted words above the picture, each at least a line apart from the one before; the last lies flat
    last = -1.0
    for time_s, what in marked:
        share = (time_s - start_s) / (end_s - start_s)
        at_end = share > FLAT_SHARE
        last = share if at_end else max(share, last + NEAR_SHARE)
        axes.annotate(
            f"{what}, {time_s:.0f} s",
            (share, 1.0),
            xycoords="axes fraction",
            xytext=(last, 1.05),
            textcoords="axes fraction",
            rotation=0 if at_end else 30,
            rotation_mode="anchor",
            ha="right" if at_end else "left",
            fontsize=6.5,
            color=MUTED,
            arrowprops=None if at_end else {"arrowstyle": "-", "lw": 0.5, "color": MUTED},
        )
