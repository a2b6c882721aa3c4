"""What is defended, on a map: cells by the number of shots, and by what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from midcourse.views.flat import flat_axes, frame, ground, label, project
from midcourse.views.style import COAST, DEFENDED, SHOT, THREAT, credit, styled, title_pt

EDGE_POINTS = 5
FARTHEST_M = 1.6e7  # from the middle of the map: beyond it cells are torn apart
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number. Map: Natural Earth."


@dataclass(frozen=True)
class Kind:
    """One kind of cell: its words, colour, and the lines across it that tell it without colour."""

    words: str
    colour: str
    hatch: str = ""


@dataclass(frozen=True)
class Box:
    """One cell: its edges in degrees, and the number of its kind."""

    south_deg: float
    west_deg: float
    north_deg: float
    east_deg: float
    kind: int


@dataclass(frozen=True)
class Sheet:
    """One map: cells, kinds, and places to mark by name: launch points, and what defends."""

    title: str
    boxes: tuple[Box, ...]
    kinds: tuple[Kind, ...]
    launches: tuple[tuple[str, float, float], ...]
    sites: tuple[tuple[str, float, float], ...]
    note: str


def draw(sheet: Sheet) -> Any:
    """Draw the cells on a map about their middle; kinds are told apart by lines too, not by colour alone."""
    import matplotlib.pyplot as plt
    from matplotlib.collections import PolyCollection
    from matplotlib.patches import Patch

    with styled():
        figure = plt.figure(figsize=(8.0, 8.4), dpi=200)
        lat, lon = _middle(sheet.boxes)
        axes = flat_axes(figure, (0.02, 0.135, 0.96, 0.815), lat, lon)
        outlines = [_outline(axes, box) for box in sheet.boxes]
        drawn = [k for k, line in enumerate(outlines) if np.abs(line).max() < FARTHEST_M]
        places = project(axes, *_columns((*sheet.launches, *sheet.sites)))
        frame(axes, np.vstack([*(outlines[k] for k in drawn), places]))
        ground(axes)
        for number, kind in enumerate(sheet.kinds):
            parts = [outlines[k] for k in drawn if sheet.boxes[k].kind == number]
            if parts:
                axes.add_collection(
                    PolyCollection(
                        parts, facecolors=kind.colour, edgecolors=DEFENDED if kind.hatch else "none", alpha=0.65,
                        hatch=kind.hatch or None, linewidths=0.0, zorder=2,
                    ),
                    autolim=False,
                )  # fmt: skip
        for names, sign, colour in ((sheet.launches, "^", THREAT), (sheet.sites, "s", SHOT)):
            if names:
                spots = project(axes, *_columns(names))
                axes.plot(*spots.T, sign, color=colour, ms=6, mec="white", mew=0.6, zorder=7)
                label(axes, spots, [name for name, *_ in names], fontsize=7.5, fontweight="bold", zorder=8)
        axes.set_title(sheet.title, loc="left", fontsize=title_pt(sheet.title, 7.6))
        used = {sheet.boxes[k].kind for k in drawn}
        rows = [
            Patch(
                facecolor=kind.colour, edgecolor=COAST, hatch=kind.hatch or None, alpha=0.65, label=kind.words
            )
            for number, kind in enumerate(sheet.kinds)
            if number in used
        ]
        figure.legend(
            handles=rows,
            loc="lower left",
            bbox_to_anchor=(0.015, 0.045),
            fontsize=7.5,
            frameon=False,
            ncols=4,
        )
        credit(figure, f"{sheet.note}\n{CREDIT}")
    return axes


def _outline(axes: Any, box: Box) -> np.ndarray:
    # the edges of a cell in metres on the map, shape (n, 2)
    along, up = (
        np.linspace(box.west_deg, box.east_deg, EDGE_POINTS),
        np.linspace(box.south_deg, box.north_deg, 2),
    )
    lon = np.concatenate([along, along[::-1]])
    lat = np.concatenate([np.full(EDGE_POINTS, up[0]), np.full(EDGE_POINTS, up[1])])
    return project(axes, lat, lon)


def _middle(boxes: Sequence[Box]) -> tuple[float, float]:
    # of directions, so that neither a pole nor 180 degrees is an edge
    lat = np.radians([0.5 * (box.south_deg + box.north_deg) for box in boxes])
    lon = np.radians([0.5 * (box.west_deg + box.east_deg) for box in boxes])
    mean = np.mean([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return float(np.degrees(np.arctan2(mean[2], np.hypot(*mean[:2])))), float(
        np.degrees(np.arctan2(mean[1], mean[0]))
    )


def _columns(names: Sequence[tuple[str, float, float]]) -> tuple[list[float], list[float]]:
    return [row[1] for row in names], [row[2] for row in names]
