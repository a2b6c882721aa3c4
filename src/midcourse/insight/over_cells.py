"""An emulator over the cells of a campaign, with what it says of cells that it was not taught."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from midcourse.insight.emulator import Emulator, HeldBack, held_back, refuse_few, some, taught
from midcourse.insight.values import Values, placed


class Emulated(NamedTuple):
    """An emulator over cells; `cells` are the numbers of those that it was taught, of `known` that have a value."""

    emulator: Emulator
    held_back: HeldBack
    cells: tuple[int, ...]
    points: np.ndarray
    value: np.ndarray
    known: int


def emulated(values: Values, seed: int) -> Emulated:
    """Teach an emulator the cells of a campaign.

    Args:
        values: of the metric.
        seed: of its parts.

    Returns:
        Emulated; of very many cells a sample.

    Raises:
        ScenarioError: an input is a word, or scikit-learn is not installed.
        NoSolution: too few cells, or the same value in all.
    """
    points = placed(values)
    known = np.flatnonzero(np.isfinite(values.value))
    refuse_few(values.value[known])
    at = known[some(len(known), seed)]
    told = points[at], values.value[at], values.noise[at]
    numbers = tuple(values.cells[i].number for i in at)
    return Emulated(taught(*told), held_back(*told, seed), numbers, told[0], told[1], len(known))
