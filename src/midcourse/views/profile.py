"""A path as distance over the ground, altitude and speed, and the marks that pictures of it share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84
from midcourse.views.style import THREAT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.truth import Trajectory

POINTS = 300


def profile(first: np.ndarray, path: Trajectory) -> tuple[np.ndarray, np.ndarray]:
    """Return distances over the ground from a point (latitude and longitude in deg) and altitudes, both in km."""
    return between(first, path, path.nodes[0, 0], path.end_s)


def between(
    first: np.ndarray, path: Trajectory, start_s: float, end_s: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the same of the part of a path between two times in s."""
    points = path.geodetic(np.linspace(start_s, end_s, POINTS))
    return np.array([ground_m(first, point) for point in points]) / 1e3, points[:, 2] / 1e3


def ground_m(a: np.ndarray, b: np.ndarray) -> float:
    """Return the distance over the ground between two points, latitude and longitude in deg."""
    la, lb = np.radians(a), np.radians(b)
    return float(arc_m(WGS84, la[0], la[1], lb[0], lb[1])[0])


def start_of(path: Trajectory) -> np.ndarray:
    """Return latitude, longitude (deg) and altitude (m) of the first point of a path."""
    return path.geodetic(path.times(2))[0]


def mark_events(axes: Axes, first: np.ndarray, path: Trajectory) -> None:
    """Mark the burnouts of a path on a picture of altitude over distance."""
    for event in path.events:
        if "burnout" in event.what:
            (point,) = path.geodetic(np.array([event.time_s]))
            at = ground_m(first, point) / 1e3
            axes.plot(at, point[2] / 1e3, "o", color=THREAT, ms=4)
            axes.annotate(
                f"{event.what}, {event.time_s:.0f} s",
                (at, point[2] / 1e3),
                xytext=(7, -4),
                textcoords="offset points",
                va="center",
                fontsize=7,
                color=THREAT,
            )


def mark_apogee(axes: Axes, first: np.ndarray, path: Trajectory) -> None:
    """Write height and time of the highest point above it."""
    top_s, top_m = path.apogee()
    (point,) = path.geodetic(np.array([top_s]))
    axes.annotate(
        f"{top_m / 1e3:,.0f} km, {top_s:.0f} s",
        (ground_m(first, point) / 1e3, top_m / 1e3),
        xytext=(0, 5),
        textcoords="offset points",
        ha="center",
        fontsize=7,
        color=THREAT,
    )


def moments(path: Trajectory) -> list[tuple[float, str]]:
    """Return the named moments of a flight for pictures against time: those at one time share one label.

    Args:
        path: the flight.

    Returns:
        pairs of time in s and words, in order of time; lift-off, which is where the axis begins, is left out.
    """
    top_s, _ = path.apogee()
    named = [(event.time_s, event.what) for event in path.events if event.time_s > path.nodes[0, 0]]
    named = sorted([*named, (top_s, "apogee"), *([(path.end_s, "impact")] if path.impacted else [])])
    told: list[tuple[float, str]] = []
    for time_s, what in named:
        if told and time_s - told[-1][0] < 1.0:
            told[-1] = (told[-1][0], f"{told[-1][1]}, {what}" if what not in told[-1][1] else told[-1][1])
        else:
            told.append((time_s, what))
    return told
