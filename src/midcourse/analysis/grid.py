"""A grid of places, worked finely only where neighbours differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from midcourse.analysis.footprint import cell_at

if TYPE_CHECKING:
    import numpy as np

    from midcourse.analysis.footprint import Cell, Defence


def grid_cells(
    defence: Defence,
    lats_deg: np.ndarray,
    lons_deg: np.ndarray,
    coarse: int = 2,
    tick: Callable[[int, str], None] = lambda count, what: None,
) -> list[Cell]:
    """Work a grid of places, finely only where neighbours differ.

    Every `coarse`-th point is worked first. A point between four that are alike in everything takes after them; the
    others are worked, and so on while anything new differs from its neighbours.

    Args:
        defence: from `defence_of`.
        lats_deg, lons_deg: the grid, evenly spaced.
        coarse: how many steps apart the first points are; 1 works all.
        tick: called with how many points have been settled, and what comes.

    Returns:
        a Cell for each point, row by row.
    """
    rows, columns = len(lats_deg), len(lons_deg)
    worked: dict[tuple[int, int], Cell] = {}

    def work(i: int, j: int) -> Cell:
        if (i, j) not in worked:
            worked[i, j] = cell_at(defence, float(lats_deg[i]), float(lons_deg[j]))
            tick(1, f"{lats_deg[i]:.0f}, {lons_deg[j]:.0f}")
        return worked[i, j]

    at_i = sorted({*range(0, rows, coarse), rows - 1})
    at_j = sorted({*range(0, columns, coarse), columns - 1})
    for i in at_i:
        for j in at_j:
            work(i, j)
    cells = []
    for i in range(rows):
        for j in range(columns):
            if (i, j) in worked:
                continue
            corners = [work(a, b) for a in _around(at_i, i) for b in _around(at_j, j)]
            if all(_alike(corner, corners[0]) for corner in corners):
                first = corners[0]
                cells.append(first._replace(lat_deg=float(lats_deg[i]), lon_deg=float(lons_deg[j])))
                tick(1, "between")
            else:
                work(i, j)
    return sorted([*cells, *worked.values()], key=lambda cell: (cell.lat_deg, cell.lon_deg))


def _alike(one: Cell, other: Cell) -> bool:
    return (one.reached, one.shots, one.constraint) == (other.reached, other.shots, other.constraint)


def _around(known: Sequence[int], at: int) -> tuple[int, int]:
    below = max(value for value in known if value <= at)
    above = min(value for value in known if value >= at)
    return below, above
