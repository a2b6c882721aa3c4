"""What was drawn in each world of a cell, without flying anything: the numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.insight.values import along
from midcourse.scenario.doubt import input_names
from midcourse.scenario.latin import drawn, strata
from midcourse.study.inputs import Input, inputs_of

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario


class Draws(NamedTuple):
    """The doubtful inputs of a scenario by their names, and where each lies in each world, shape (worlds, inputs).

    Names are those under which equal items share a draw. Places go from 0 at an input's low to 1 at its high.
    """

    names: tuple[str, ...]
    inputs: tuple[Input, ...]
    along: np.ndarray


def draws_of(scenario: Scenario, worlds: int, seed: int) -> Draws:
    """Return what the worlds of a scenario draw.

    Args:
        scenario: of a cell.
        worlds: how many were drawn.
        seed: of the campaign.

    Returns:
        Draws, in the order of the scenario.

    Raises:
        NoSolution: no input is in doubt.
    """
    inputs = inputs_of(scenario)
    known = input_names(scenario)
    names = tuple(known[one.path] for one in inputs)
    columns = [placed_at(one, np.array(strata(name, worlds, seed))) for name, one in zip(names, inputs, strict=True)]
    return Draws(names, tuple(inputs), np.column_stack(columns))


def placed_at(one: Input, shares: np.ndarray) -> np.ndarray:
    """Return where the values at shares of an input's distribution lie from its low, 0, to its high, 1."""
    low, high = one.ends
    return along(np.array([drawn(one.number, float(share)) for share in shares]), low, high)
