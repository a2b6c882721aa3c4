"""What a radar covers, on a map about it: for each altitude a solid line for an even chance, a dashed horizon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes, frame, ground, label, project, unbroken
from midcourse.views.style import DEFENDED, MUTED, SENSOR, SHOT, THREAT, credit, styled, title_pt

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE_IN, TALL_IN = 8.0, 8.9
COLOURS = (SHOT, SENSOR, "#CC79A7", DEFENDED, "#E69F00", "#56B4E9")
SIGNS = {"launch": ("^", THREAT), "defended": ("o", DEFENDED), "other": ("s", MUTED)}
WORDS = {"launch": "launch point", "defended": "defended", "other": "another radar"}
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number. Map: Natural Earth."


@dataclass(frozen=True)
class Ring:
    """One altitude: latitudes and longitudes where an even chance ends, and the horizon, shape (n, 2); its words.

    Where nothing is seen the first is not a number.
    """

    alt_m: float
    even_deg: np.ndarray
    horizon_deg: np.ndarray
    words: str


@dataclass(frozen=True)
class Sheet:
    """One map: the radar's name and place, rings from the lowest up, pins by kind, and ground tracks of missiles.

    `around` where the field has no sides; `moment_deg`, the two far ends of what an antenna that turns has in its
    field at its first boresight, or None.
    """

    title: str
    middle: tuple[str, float, float]
    around: bool
    rings: tuple[Ring, ...]
    moment_deg: np.ndarray | None
    pins: tuple[tuple[str, str, float, float], ...]
    tracks_deg: tuple[np.ndarray, ...]
    note: str


def draw(sheet: Sheet) -> Any:
    """Draw the map, centred on the radar, so that neither a pole nor 180 degrees cuts a line."""
    import matplotlib.pyplot as plt

    with styled():
        figure = plt.figure(figsize=(WIDE_IN, TALL_IN), dpi=200)
        axes = flat_axes(figure, (0.02, 0.16, 0.96, 0.805), *sheet.middle[1:])
        marks = project(axes, *_columns([mark[2:] for mark in sheet.pins]))
        far = [project(axes, *ring.horizon_deg.T) for ring in sheet.rings]
        frame(axes, np.vstack([*far, marks, np.zeros((1, 2))]))
        ground(axes)
        for track in sheet.tracks_deg:
            axes.plot(*unbroken(project(axes, *track.T)).T, color=THREAT, lw=1.0, alpha=0.8, zorder=4)
        for k in range(len(sheet.rings)):
            _ring(axes, sheet, k)
        _sides(axes, sheet)
        axes.plot(0.0, 0.0, "*", color=SENSOR, mec="white", mew=0.6, ms=13, zorder=8)
        for kind, (sign, colour) in SIGNS.items():
            spots = marks[[mark[0] == kind for mark in sheet.pins]]
            axes.plot(*spots.T, sign, color=colour, mec="white", mew=0.6, ms=6, zorder=7)
        names = [sheet.middle[0], *(mark[1] for mark in sheet.pins)]
        spots = np.vstack([np.zeros((1, 2)), marks])
        _heights(axes, sheet)
        bold: dict[str, Any] = {"fontsize": 7.5, "fontweight": "bold", "zorder": 9}
        label(axes, spots, names, reach=(7.0, 12.0, 20.0, 30.0), **bold)
        axes.set_title(sheet.title, loc="left", fontsize=title_pt(sheet.title, 7.6))
        _legend(figure, sheet)
        credit(figure, f"{sheet.note}\n{CREDIT}")
    return axes


def _ring(axes: Any, sheet: Sheet, k: int) -> None:
    ring, colour = sheet.rings[k], COLOURS[k % len(COLOURS)]
    horizon = project(axes, *ring.horizon_deg.T)
    axes.plot(*horizon.T, color=colour, lw=1.0, ls=(0, (4, 3)), zorder=5)
    seen = np.isfinite(ring.even_deg).all(axis=1)
    if not seen.any():
        return
    even = np.where(seen[:, None], project(axes, *np.nan_to_num(ring.even_deg).T), 0.0)
    whole = even if sheet.around else np.vstack([np.zeros((1, 2)), even, np.zeros((1, 2))])
    axes.fill(*whole.T, color=colour, alpha=0.10, lw=0.0, zorder=3)
    drawn = np.where(seen[:, None], even, np.nan)
    axes.plot(*drawn.T, color=colour, lw=1.9, zorder=6)


def _sides(axes: Any, sheet: Sheet) -> None:
    style = {"color": MUTED, "lw": 0.9, "zorder": 5}
    if not sheet.around:
        for end in (0, -1):
            far = project(axes, *sheet.rings[-1].horizon_deg[end])
            axes.plot([0.0, far[0, 0]], [0.0, far[0, 1]], ls="-.", **style)
    if sheet.moment_deg is not None:
        for far in project(axes, *sheet.moment_deg.T):
            axes.plot([0.0, far[0]], [0.0, far[1]], ls=":", **style)


def _heights(axes: Any, sheet: Sheet) -> None:
    # each altitude on its own line, at a direction of its own
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.2, foreground="white")]
    count = len(sheet.rings)
    for k, ring in enumerate(sheet.rings):
        style = {"color": COLOURS[k % len(COLOURS)], "fontsize": 7.0, "path_effects": halo, "zorder": 8}
        height = f"{ring.alt_m / 1e3:,.0f} km"
        for line, share, words in (
            (ring.even_deg, (k + 0.75) / (count + 0.5), height),
            (ring.horizon_deg, (k + 0.4) / (count + 0.5), f"horizon {height}"),
        ):
            i = int(share * (len(line) - 1))
            at, alone = line[i], line is ring.even_deg or not np.array_equal(line[i], ring.even_deg[i])
            if alone and np.isfinite(at).all():
                spot = project(axes, *at)[0]
                axes.text(*spot, words, ha="center", va="center", clip_on=True, **style)


def _legend(figure: Any, sheet: Sheet) -> None:
    from matplotlib.lines import Line2D

    rows = [
        Line2D([], [], color=COLOURS[k % len(COLOURS)], lw=1.9, label=ring.words)
        for k, ring in enumerate(sheet.rings)
    ]
    figure.legend(handles=rows, loc="lower left", bbox_to_anchor=(0.01, 0.05), fontsize=7.5, frameon=False)
    signs = [Line2D([], [], color=MUTED, lw=1.0, ls=(0, (4, 3)), label="horizon: lowest elevation, air bent")]
    if not sheet.around:
        signs.append(Line2D([], [], color=MUTED, lw=0.9, ls="-.", label="sides of its field"))
    if sheet.moment_deg is not None:
        signs.append(Line2D([], [], color=MUTED, lw=0.9, ls=":", label="its field at one moment; it turns"))
    if sheet.tracks_deg:
        signs.append(Line2D([], [], color=THREAT, lw=1.0, label="ground track of the raid"))
    signs += [
        Line2D([], [], ls="", marker=SIGNS[kind][0], color=SIGNS[kind][1], ms=5, label=WORDS[kind])
        for kind in SIGNS
        if any(mark[0] == kind for mark in sheet.pins)
    ]
    figure.legend(
        handles=signs, loc="lower right", bbox_to_anchor=(0.99, 0.05), fontsize=7.5, frameon=False, ncols=2
    )


def _columns(places: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [lat for lat, _ in places], [lon for _, lon in places]
