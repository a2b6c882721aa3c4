"""A metric world by world, of one cell or of all together, beside what was drawn in each world."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.campaign.estimate import LEAST_A_WORLD
from midcourse.cells.counts import means_of
from midcourse.errors import NoSolution
from midcourse.insight.draws import Draws, draws_of
from midcourse.insight.values import Values
from midcourse.scenario.doubt import input_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.cells.answers import CellAnswer
    from midcourse.cells.cell import Layout


class ByWorld(NamedTuple):
    """The mean of a metric in each world that was fought, and what was drawn there.

    `value` and `noise`, the variance that luck leaves in it, have the shape (worlds,), those of `draws` (worlds,
    inputs). `runs` are the fewest that a world has in a cell, `cells` how many were taken together.
    """

    value: np.ndarray
    noise: np.ndarray
    draws: Draws
    runs: int
    cells: int

    @property
    def luck_share(self) -> float:
        """Share of the variance between worlds that is luck; NaN where a world has too few runs to tell."""
        if self.runs < LEAST_A_WORLD:
            return float("nan")
        spread = float(self.value.var(ddof=1))
        return min(float(self.noise.mean()) / spread, 1.0) if spread > 0.0 else 0.0


def by_world(layout: Layout, values: Values, cell: int | None) -> ByWorld:
    """Return a metric by world.

    Args:
        layout: the campaign.
        values: of the metric.
        cell: number of one of its cells; the mean over all cells with runs where None.

    Returns:
        ByWorld, of worlds that were fought in all these cells and inputs that all of them doubt.

    Raises:
        NoSolution: no worlds of doubt, no luck in the metric, nothing fought yet.
    """
    if not layout.asked.worlds:
        raise NoSolution("the campaign drew no worlds of doubt", allowed="worlds in its file")
    if not values.metric.has_luck:
        raise NoSolution(f"{values.metric.full_name} is worked once a cell, not world by world")
    used = [one for one in values.cells if (cell is None or one.number == cell) and len(one.counts)]
    if not used:
        raise NoSolution("no world was fought yet")
    worlds = reduce(np.intersect1d, [one.counts["world"] for one in used])
    rows = [one.counts[np.isin(one.counts["world"], worlds)] for one in used]
    runs = min((int(each["runs"].min()) for each in rows if len(each)), default=0)
    each = [means_of(values.metric, one) for one in rows]
    mean = np.mean([found[0] for found in each], axis=0)
    noise = [found[1] / one["runs"] for found, one in zip(each, rows, strict=True)]
    # the same luck in every cell: means over cells are taken to have as much of it as one cell
    return ByWorld(mean, np.mean(noise, axis=0), _common(layout, used, worlds), runs, len(used))


def _common(layout: Layout, used: Sequence[CellAnswer], worlds: np.ndarray) -> Draws:
    first, *others = (layout.cell(one.number).scenario for one in used)
    asked = layout.asked
    held = draws_of(first, asked.worlds, asked.seed)
    names = reduce(lambda kept, one: kept & set(input_names(one).values()), others, set(held.names))
    at = [i for i, name in enumerate(held.names) if name in names]
    along = held.along[worlds][:, at]
    return Draws(tuple(held.names[i] for i in at), tuple(held.inputs[i] for i in at), along)
