"""When a missile is seen first, against where it starts: a map of launch points for each way to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.views.flat import flat_axes, frame, ground, label, label_on, project
from midcourse.views.style import DEFENDED, THREAT, credit, styled, title_pt

if TYPE_CHECKING:
    from collections.abc import Sequence

PANEL_IN, TALL_IN = 5.2, 6.4
EDGE_POINTS = 5
CLASSES = 8
NUMBERS = 14  # at most, along a side of a map
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "++++", "oooo", "----")
NEVER = "#BDBDBD"
COLOURS = "cividis"  # even steps for colour-blind readers and in grey
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number. Map: Natural Earth."


@dataclass(frozen=True)
class Cell:
    """One launch point, the middle of a cell: time of the first look in s, and which radar; NaN and -1 for never."""

    lat_deg: float
    lon_deg: float
    time_s: float
    radar: int


@dataclass(frozen=True)
class Panel:
    """One way to look; where no missile reaches the aim point there is no cell."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """All panels, the size of a cell in degrees, names of the radars, and places to mark: launch points, radars."""

    title: str
    panels: tuple[Panel, ...]
    step_deg: float
    radars: tuple[str, ...]
    launches: tuple[tuple[str, float, float], ...]
    sites: tuple[tuple[str, float, float], ...]
    note: str


def draw(sheet: Sheet) -> Any:
    """Draw a map for each panel: colour is time, lines across tell which radar is first."""
    import matplotlib.pyplot as plt
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import BoundaryNorm

    times = np.array([cell.time_s for panel in sheet.panels for cell in panel.cells])
    steps = classes(times[np.isfinite(times)])
    norm = BoundaryNorm(steps, 256)
    count = len(sheet.panels)
    wide_in = PANEL_IN * max(count, 1.35)
    with styled():
        figure = plt.figure(figsize=(wide_in, TALL_IN), dpi=200)
        lat, lon = _middle(sheet)
        drawn = []
        for k, panel in enumerate(sheet.panels):
            box = (0.012 + k / count, 0.2, 1.0 / count - 0.024, 0.7)
            drawn.append(flat_axes(figure, box, lat, lon))
            _panel(drawn[-1], sheet, panel, norm)
        figure.text(0.012, 0.965, sheet.title, fontsize=title_pt(sheet.title, wide_in - 0.2), va="center")
        if np.isfinite(times).any():
            bar = figure.add_axes((0.03, 0.15, 0.45, 0.02))
            figure.colorbar(ScalarMappable(norm, COLOURS), cax=bar, orientation="horizontal")
            bar.tick_params(labelsize=7)
            bar.set_xticks(steps, [f"{step:.0f}" for step in steps])
            bar.set_xlabel("first look with an even chance, s after lift-off", fontsize=7.5)
        _legend(figure, sheet)
        credit(figure, f"{sheet.note}\n{CREDIT}")
    return drawn[0]


def classes(times_s: np.ndarray) -> np.ndarray:
    """Return the edges of classes of time in s, whole tens, that hold about as many launch points each."""
    if not len(times_s):
        return np.array([0.0, 10.0])
    shares = np.quantile(times_s, np.linspace(0.0, 1.0, CLASSES + 1))
    inner = 10.0 * np.round(shares[1:-1] / 10.0)
    low, high = 10.0 * np.floor(shares[0] / 10.0), 10.0 * np.floor(shares[-1] / 10.0) + 10.0
    return np.unique([low, *inner[(inner > low) & (inner < high)], high])


def _panel(axes: Any, sheet: Sheet, panel: Panel, norm: Any) -> None:
    from matplotlib.collections import PolyCollection

    outlines = [_outline(axes, cell, sheet.step_deg) for cell in panel.cells]
    launches, sites = (project(axes, *_columns(names)) for names in (sheet.launches, sheet.sites))
    whole = np.vstack([*outlines, launches])
    frame(axes, whole, 1.03)
    ground(axes)
    for radar in sorted({cell.radar for cell in panel.cells}):
        mine = [k for k, cell in enumerate(panel.cells) if cell.radar == radar]
        parts = [outlines[k] for k in mine]
        style: dict[str, Any] = {"linewidths": 0.0, "zorder": 2, "antialiased": False}
        if radar < 0:
            axes.add_collection(PolyCollection(parts, facecolors=NEVER, alpha=0.6, **style), autolim=False)
            continue
        lit = PolyCollection(parts, cmap=COLOURS, norm=norm, alpha=0.8, **style)
        lit.set_array([panel.cells[k].time_s for k in mine])
        axes.add_collection(lit, autolim=False)
        hatch = HATCHES[radar % len(HATCHES)]
        if hatch:
            lines: dict[str, Any] = {
                "facecolors": "none",
                "edgecolors": "white",
                "hatch": hatch,
                "alpha": 0.55,
                **style,
            }
            axes.add_collection(PolyCollection(parts, **lines), autolim=False)
    for spots, sign, colour in ((launches, "^", THREAT), (sites, "s", DEFENDED)):
        axes.plot(*spots.T, sign, color=colour, ms=6.5, mec="white", mew=0.7, zorder=7)
    names, marks = [name for name, *_ in (*sheet.launches, *sheet.sites)], np.vstack([launches, sites])
    label(axes, marks, names, fontsize=7, fontweight="bold", zorder=9, reach=(6.0, 11.0))
    _numbers(axes, panel, marks)
    axes.set_title(panel.title, loc="left", fontsize=8)


def _numbers(axes: Any, panel: Panel, marks: np.ndarray) -> None:
    # every so many cells, as far as no name or sign stands there
    rows = sorted({cell.lat_deg for cell in panel.cells})
    columns = sorted({cell.lon_deg for cell in panel.cells})
    tall, wide = (max(1, -(-len(every) // NUMBERS)) for every in (rows, columns))
    cells = [
        cell for cell in panel.cells
        if cell.radar >= 0 and rows.index(cell.lat_deg) % tall == tall // 2
        and columns.index(cell.lon_deg) % wide == wide // 2
    ]  # fmt: skip
    if cells:
        spots = project(axes, [cell.lat_deg for cell in cells], [cell.lon_deg for cell in cells])
        words = [f"{cell.time_s:.0f}" for cell in cells]
        label_on(axes, spots, words, marks, fontsize=5.5, zorder=6)


def _legend(figure: Any, sheet: Sheet) -> None:
    from matplotlib.patches import Patch

    first = {cell.radar for panel in sheet.panels for cell in panel.cells}
    rows = [
        Patch(
            facecolor="#7C7B78",
            edgecolor="white",
            hatch=HATCHES[r % len(HATCHES)] or None,
            label=f"first: {name}",
        )
        for r, name in enumerate(sheet.radars)
        if r in first
    ]
    if -1 in first:
        rows.append(Patch(facecolor=NEVER, alpha=0.6, label="no radar ever"))
    figure.legend(handles=rows, loc="upper left", bbox_to_anchor=(0.51, 0.185), fontsize=7.2, frameon=False)


def _outline(axes: Any, cell: Cell, step_deg: float) -> np.ndarray:
    half = 0.5 * step_deg
    along = np.linspace(cell.lon_deg - half, cell.lon_deg + half, EDGE_POINTS)
    south, north = max(cell.lat_deg - half, -90.0), min(cell.lat_deg + half, 90.0)
    lat = np.concatenate([np.full(EDGE_POINTS, south), np.full(EDGE_POINTS, north)])
    return project(axes, lat, np.concatenate([along, along[::-1]]))


def _middle(sheet: Sheet) -> tuple[float, float]:
    # of directions, so that neither a pole nor 180 degrees is an edge
    lat, lon = np.radians([(cell.lat_deg, cell.lon_deg) for cell in sheet.panels[0].cells]).T
    x, y, z = np.mean([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))


def _columns(names: Sequence[tuple[str, float, float]]) -> tuple[list[float], list[float]]:
    return [row[1] for row in names], [row[2] for row in names]
