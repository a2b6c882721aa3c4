"""How cells are laid over the inputs: every combination, rows of a list, or points of a sampled design."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.catalog.tree import Node, Origin
from midcourse.cells.file import SAMPLED, Campaign
from midcourse.errors import MidcourseError, ScenarioError
from midcourse.scenario.latin import drawn
from midcourse.streams import DESIGN, generator
from midcourse.study.vary import Value, Varied, varied

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

MOST_CELLS = 100_000
FEWER = f"at most {MOST_CELLS:,}: fewer steps, or a latin-hypercube or sobol-sequence of some points"
MORRIS_LEVELS = 4


class Inputs(NamedTuple):
    """The inputs of one scenario; `rows` are the values of the design list, as they were read there."""

    scenario: Scenario
    varied: tuple[Varied, ...]
    rows: tuple[tuple[Value, ...], ...] = ()

    def at_share(self, at: int, share: float) -> Value:
        """Return the value of an input at a share of what it may be, 0 to 1; of a path alone, of its distribution."""
        one = self.varied[at]
        if one.values:
            return one.values[min(int(share * len(one.values)), len(one.values) - 1)]
        if one.whole:
            return float(min(math.floor(one.low + share * (one.span + 1.0)), one.high))
        number = self.scenario.provenance.get(one.paths[0])
        if number is not None and one.steps == 0 and (one.low, one.high) == (number.low, number.high):
            return drawn(number, share)
        return one.low + share * one.span


def inputs_of(scenario: Scenario, asked: Campaign, tree: Node | None = None) -> Inputs:
    """Read the inputs of a campaign in one of its scenarios.

    Args:
        scenario: with its stated values.
        asked: the campaign.
        tree: of its file, for the lines of what is wrong.

    Raises:
        ScenarioError: no such path, or values that it cannot take.
    """
    _refuse_many(asked, tree)
    found: list[Varied] = []
    columns = []
    for i, text in enumerate(asked.over):
        try:
            if asked.design == "list":
                typed = [_typed(row[i]) for row in asked.cells]
                read = {word: varied(scenario, f"{text}={word}") for word in dict.fromkeys(typed)}
                found.append(read[typed[0]])
                columns.append([read[word].values[0] for word in typed])
            else:
                found.append(varied(scenario, text))
        except MidcourseError as problem:
            raise _line(tree, i).fault(problem.why, got=text, allowed=problem.allowed) from None
        one = found[-1]
        twice = next((old.path for old in found[:-1] if _meet(old, one)), None)
        if twice is not None:
            raise _line(tree, i).fault("varied twice", got=text, allowed=f"each input once; {twice} is above")
        if asked.design == "grid" and not one.steps:
            raise _line(tree, i).fault("a grid wants steps", got=text, allowed=f"{one.path}=A..B:N, or A,B,C")
    return Inputs(scenario, tuple(found), tuple(zip(*columns, strict=True)))


def _refuse_many(asked: Campaign, tree: Node | None) -> None:
    # a grid is counted as it was typed, before anything is said of one of its axes
    steps = [re.search(r":\s*(\d{1,30})\s*$", text) for text in asked.over] if asked.design == "grid" else []
    count = math.prod(int(one[1]) for one in steps if one is not None)
    if count > MOST_CELLS:
        raise _key(tree, "over").fault("too many cells", got=f"{count:,} cells", allowed=FEWER)


def _meet(one: Varied, other: Varied) -> bool:
    # whether they are one input, or one is a part of the other
    def above(first: str, second: str) -> bool:
        return second == first or second.startswith(f"{first}.")

    return any(above(a, b) or above(b, a) for a in one.paths for b in other.paths)


def _typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _line(tree: Node | None, i: int) -> Node:
    if tree is None:
        return Node(None, Origin(None, ScenarioError), f"over.{i}")
    node: Node = tree.mapping()["over"].value[i]
    return node


def _key(tree: Node | None, key: str) -> Node:
    return Node(None, Origin(None, ScenarioError), key) if tree is None else tree.mapping()[key]


def points_of(asked: Campaign, inputs: Inputs, tree: Node | None = None) -> int:
    """Return how many cells a scenario has.

    Raises:
        ScenarioError: more than midcourse takes on.
    """
    count = _count(asked, inputs)
    if count * len(asked.asked) > MOST_CELLS:
        key = "points" if asked.points is not None else "over" if asked.over else "scenarios"
        raise _key(tree, key).fault(
            "too many cells",
            got=f"{count * len(asked.asked):,} cells",
            allowed=FEWER,
        )
    return count


def _count(asked: Campaign, inputs: Inputs) -> int:
    many = len(asked.over)
    if asked.points is None:
        return len(asked.cells) or math.prod(len(one.evenly(one.steps)) for one in inputs.varied)
    if asked.design == "sobol-indices":
        return asked.points * (many + 2)
    return asked.points * (many + 1) if asked.design == "morris" else asked.points


def shares_of(asked: Campaign, tree: Node | None = None) -> np.ndarray | None:
    """Return the points of a sampled design as shares of what the inputs may be, shape (cells, inputs); else None.

    Source: McKay, Beckman and Conover 1979 (Latin hypercube); Sobol 1967, scrambled after Owen 1998, by SciPy;
    Saltelli and others 2010 (sobol-indices); Morris 1991, by SALib.

    Raises:
        ScenarioError: the number of points does not suit the design, or SALib is not installed.
    """
    if asked.design not in SAMPLED or asked.points is None:
        return None
    many, n = len(asked.over), asked.points
    if asked.design == "morris":
        return _morris(many, n, asked.seed)
    from scipy.stats import qmc

    # SciPy wants a generator that can be split, which one on a stream cannot
    rng = np.random.default_rng(int(generator(asked.seed, DESIGN, 0).integers(2**63)))
    if asked.design == "latin-hypercube":
        found: np.ndarray = qmc.LatinHypercube(d=many, rng=rng).random(n)
        return found
    if n & (n - 1):
        near = 1 << (n.bit_length() - 1)
        raise _key(tree, "points").fault("not a power of two", got=n, allowed=f"e.g. {near} or {2 * near}")
    if asked.design == "sobol-sequence":
        return np.asarray(qmc.Sobol(d=many, scramble=True, rng=rng).random(n))
    from midcourse.study.sobol import saltelli_rows

    return np.concatenate(list(islice(saltelli_rows(many, n, asked.seed), n)))


def _morris(many: int, n: int, seed: int) -> np.ndarray:
    from midcourse.study.extra import salib

    morris = salib("sample.morris")
    names = [f"x{i}" for i in range(many)]
    problem = {"num_vars": many, "names": names, "bounds": [[0.0, 1.0]] * many}
    found: np.ndarray = morris.sample(problem, n, num_levels=MORRIS_LEVELS, seed=seed % 2**32)
    return found


def grid_values(inputs: Inputs, number: int) -> tuple[Value, ...]:
    """Return the values of one cell of a grid; the last input moves quickest."""
    found: list[Value] = []
    for one in reversed(inputs.varied):
        every = one.evenly(one.steps)
        number, at = divmod(number, len(every))
        found.append(every[at])
    return tuple(reversed(found))
