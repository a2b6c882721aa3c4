"""Altitude against ground range: the missile, the interceptors, the floor below which they do not work."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import label, label_each
from midcourse.views.profile import POINTS, between, ground_m, profile, start_of
from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, foot_in, styled, title_pt

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from midcourse.views.scene import Scene

EARTH_M = 6_371_000.0
SAME_KM = 5.0
MOST_WORDS = 6  # with more shots only hits are named; the table below the picture names all
WIDE_IN, TALL_IN = 7.2, 4.3
LEGEND_ROW_IN = 0.17
MOST_LETTERS = 40  # of a legend in three columns
HORIZONS = ((SENSOR, ":"), ("#CC79A7", "-."), ("#7A5C00", (0, (1, 1))), ("#56B4E9", (0, (6, 2))))
REACH = (9.0, 15.0, 24.0, 36.0, 50.0, 66.0, 84.0)
LED = (0.1, 12.0, 18.0, *REACH[2:], 104.0)  # always with a line to the point
DASHES = {"stage": (0, (2, 3)), "decoy": (0, (1, 3)), "debris": (0, (4, 2, 1, 2))}


def draw(scene: Scene) -> Figure:
    """Draw altitude over the distance from the first missile's launch point, one line a body."""
    import matplotlib.pyplot as plt

    with styled():
        figure, axes = plt.subplots(figsize=(WIDE_IN, TALL_IN))
        figure.subplots_adjust(left=0.09, right=0.98, bottom=0.15, top=0.92)
        first = start_of(scene.threats[0])
        lines: list[np.ndarray] = []
        for k in range(len(scene.threats)):
            lines += _body(axes, scene, first, k)
        soft = _horizons(axes, scene, first)
        top_km = 1.12 * max(path.apogee()[1] for path in scene.threats) / 1e3
        axes.set_ylim(0.0, top_km)
        spots = _shots(axes, scene, first, lines)
        if scene.floor_m is not None:
            axes.axhline(scene.floor_m / 1e3, color=MUTED, lw=0.9, ls=(0, (4, 2, 1, 2, 1, 2)), label="floor")
            west, east = axes.get_xlim()
            across = np.linspace(west, east, POINTS)
            soft.append(np.column_stack([across, np.full(POINTS, scene.floor_m / 1e3)]))
        several = len({(one.lat_deg, one.lon_deg) for one in scene.places if one.kind == "launch"}) > 1
        start = "first launch point" if several else "launch point"
        axes.set_xlabel(f"distance over the ground from the {start}, km")
        axes.set_ylabel("altitude, km")
        title = f"{scene.title} (run {scene.run})"
        axes.set_title(title, loc="left", fontsize=title_pt(title, 0.89 * WIDE_IN))
        axes.grid(alpha=0.25)
        _legend(figure, axes, foot_in(scene.credit, WIDE_IN))
        _words(axes, scene, first, spots, lines, soft)
        credit(figure, scene.credit)
    return figure


def _body(axes: Axes, scene: Scene, first: np.ndarray, k: int) -> list[np.ndarray]:
    # the warhead's missile as a line, faint from where it was destroyed; what else flies in dashes upon it
    path, end_s = scene.threats[k], scene.flown_until_s(k)
    start_s = float(path.nodes[0, 0])
    flown = between(first, path, start_s, end_s)
    if not scene.is_warhead(k):
        kind = scene.kinds[k] if scene.kinds else "other object"
        axes.plot(*flown, color=DEFENDED, lw=1.0, ls=DASHES.get(kind, ":"), zorder=3, label=_once(axes, kind))
        return [np.column_stack(flown)]
    axes.plot(*flown, color=THREAT, lw=2.0, label=_once(axes, "missile"))
    found = [np.column_stack(flown)]
    if end_s < path.end_s:
        rest = between(first, path, end_s, path.end_s)
        axes.plot(*rest, color=THREAT, lw=2.0, alpha=0.35, label=_once(axes, "its way, had it not been hit"))
        found.append(np.column_stack(rest))
    return found


def _shots(axes: Axes, scene: Scene, first: np.ndarray, lines: list[np.ndarray]) -> list[np.ndarray]:
    # one sign a shot: on the target for a hit, else where the interceptor was aimed
    named = {
        "*": "hit",
        "x": "no hit: where it was aimed",
        "o": "failed in flight: where it was to arrive",
    }
    spots = []
    for shot in scene.shots:
        x, y = profile(first, shot.path)
        lines.append(np.column_stack([x, y]))
        style: dict[str, Any] = (
            {"lw": 0.9, "ls": ":", "alpha": 0.6} if shot.failed else {"lw": 1.2, "ls": "--"}
        )
        what = "interceptor that failed, as planned" if shot.failed else "interceptor"
        axes.plot(x, y, color=SHOT, **style, label=_once(axes, what))
        lat_deg, lon_deg, alt_m = shot.ends()
        spot = np.array([ground_m(first, np.array([lat_deg, lon_deg, 0.0])), alt_m]) / 1e3
        spots.append(spot)
        axes.plot(
            *spot, shot.sign, color=SHOT, ms=11 if shot.hit else 7, mew=1.4, mfc=SHOT if shot.hit else "none",
            ls="", zorder=5, label=_once(axes, named[shot.sign]),
        )  # fmt: skip
    return spots


def _words(
    axes: Axes,
    scene: Scene,
    first: np.ndarray,
    spots: list[np.ndarray],
    lines: list[np.ndarray],
    soft: list[np.ndarray],
) -> None:
    # words keep off the paths always, off horizons and floor where they can
    none = np.zeros((0, 2))
    hard, light = np.vstack([none, *lines]), np.vstack([none, *soft])
    few = len(spots) <= MOST_WORDS
    told = [
        (spots[i], f"{shot.number}: {shot.outcome}, {shot.path.end_s:.0f} s")
        for i, shot in enumerate(scene.shots)
        if shot.hit or few
    ]
    told.sort(
        key=lambda pair: -pair[0][0]
    )  # words stand to the right where they can: that of the rightmost first
    if told:
        points, names = np.array([spot for spot, _ in told]), [words for _, words in told]
        label(axes, points, names, taken=hard, reach=REACH, fontsize=7, color=SHOT, zorder=6)
    marks: list[tuple[float, float]] = []
    names = []
    for k, path in enumerate(scene.threats):
        if not scene.is_warhead(k):
            continue
        top_s, top_m = path.apogee()
        (point,) = path.geodetic(np.array([top_s]))
        top = (ground_m(first, point) / 1e3, top_m / 1e3)
        if any(math.dist(top, mark) < SAME_KM for mark in marks):
            continue  # missiles that fly alike are named once, by the first
        marks.append(top)
        names.append(f"highest: {top_m / 1e3:,.0f} km, {top_s:.0f} s")
        for event in path.events:
            if "burnout" in event.what:
                (point,) = path.geodetic(np.array([event.time_s]))
                marks.append((ground_m(first, point) / 1e3, point[2] / 1e3))
                axes.plot(*marks[-1], "o", color=THREAT, ms=4, zorder=4)
                names.append(f"{event.what}, {event.time_s:.0f} s")
    label_each(
        axes,
        np.array(marks)[::-1],  # the later burnout first, as above
        names[::-1],
        hard=np.vstack([hard, *spots]),
        soft=light,
        near=LED[:3],
        reach=LED,
        fontsize=7,
        color=THREAT,
        zorder=6,
    )


def _once(axes: Axes, words: str) -> str | None:
    # the legend names each kind once
    return None if words in [line.get_label() for line in axes.lines] else words


def _legend(figure: Figure, axes: Axes, under_in: float) -> None:
    # below the picture: inside it would lie on the curves
    handles, words = axes.get_legend_handles_labels()
    across = 3 if max(map(len, words)) <= MOST_LETTERS else 2
    rows = -(-len(words) // across)
    tall = TALL_IN + LEGEND_ROW_IN * rows + under_in
    figure.set_size_inches(WIDE_IN, tall)
    figure.subplots_adjust(bottom=(0.52 + LEGEND_ROW_IN * rows + under_in) / tall, top=1.0 - 0.3 / tall)
    figure.legend(
        handles, words, loc="lower left", bbox_to_anchor=(0.05, (0.04 + under_in) / tall), ncols=across, fontsize=6.8,
        frameon=False, markerscale=0.75,
    )  # fmt: skip


def _horizons(axes: Axes, scene: Scene, first: np.ndarray) -> list[np.ndarray]:
    # below these lines the round Earth hides the first missile from the radar; bending by the air is left out
    path = scene.threats[0]
    points = path.geodetic(path.times(POINTS))
    over = np.array([ground_m(first, point) / 1e3 for point in points])
    found = []
    for i, place in enumerate(place for place in scene.places if place.kind == "radar"):
        away = [ground_m(np.array([place.lat_deg, place.lon_deg, 0.0]), point) for point in points]
        hidden = EARTH_M * (1.0 / np.cos(np.minimum(np.array(away) / EARTH_M, 1.2)) - 1.0) / 1e3
        colour, dash = HORIZONS[i % len(HORIZONS)]
        axes.plot(over, hidden, color=colour, lw=1.1, ls=dash, label=f"horizon of {place.name}")
        found.append(np.column_stack([over, hidden]))
    return found
