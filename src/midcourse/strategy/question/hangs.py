"""What an answer hangs on: how it goes with each doubtful input over the worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from midcourse.insight.ranks import LEAST_WORLDS, beyond_chance, correlations

Draws = dict[str, tuple[str, np.ndarray]]
"""Grade of every input and its values in the worlds, shape (worlds,)."""


class Hang(NamedTuple):
    """An input, its grade, and its rank correlation with the answer: 1 always up with it, -1 always down."""

    input: str
    grade: str
    correlation: float


@dataclass(frozen=True)
class Hangs:
    """All inputs that worlds draw, the strongest first.

    One of them passes `by_chance` in five cases of a hundred; 0 on a grid, whose points stand for `worlds`.
    """

    quantity: str
    found: tuple[Hang, ...]
    worlds: int
    by_chance: float

    @property
    def beyond(self) -> tuple[Hang, ...]:
        """Those that are told from chance."""
        return tuple(one for one in self.found if abs(one.correlation) > self.by_chance)

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        told = {"quantity": self.quantity, "worlds": self.worlds, "by_chance": self.by_chance}
        return {**told, "inputs": [one._asdict() for one in self.found]}


def hangs_on(
    answers: Mapping[str, np.ndarray], drawn: Mapping[str, tuple[str, np.ndarray]], is_grid: bool = False
) -> tuple[Hangs, ...]:
    """Return how answers go with each input over the worlds.

    Args:
        answers: by what they are, in words; in each world, shape (worlds,).
        drawn: grade and values of each input, shape (worlds,).
        is_grid: whether these are points of a grid over all that is in doubt, which leaves nothing to chance.

    Returns:
        one for each answer; none with fewer than ten worlds, or for an answer that is the same in all of them.

    Source: Spearman 1904 and Sidak 1967, by `insight.ranks`.
    """
    moved = {name: one for name, one in drawn.items() if one[1].size and np.ptp(one[1]) > 0.0}
    told = []
    for quantity, answer in answers.items():
        if answer.size < LEAST_WORLDS or np.ptp(answer) == 0.0 or not moved:
            continue
        rho = correlations(np.array([values for _, values in moved.values()]).T, answer)
        found = [Hang(name, grade, float(one)) for (name, (grade, _)), one in zip(moved.items(), rho, strict=True)]
        ranked = tuple(sorted(found, key=lambda one: -abs(one.correlation)))
        chance = 0.0 if is_grid else beyond_chance(len(answer), len(moved))
        told.append(Hangs(quantity, ranked, len(answer), chance))
    return tuple(told)
