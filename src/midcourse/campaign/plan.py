"""In which order the runs of all worlds are fought: block by block, and in each block world by world.

A block holds neighbouring runs of every world, so that what is finished can be put in the order of the runs with few
blocks in memory. Chunks are pieces of a block's runs of one world. Neither changes a byte of any result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.engagement.run import Batch
from midcourse.errors import NoSolution
from midcourse.records import TRACK
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.scenario.doubt import World
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

NOMINAL = 1 << 20  # the world in which every input has its stated value; the number of no other
LEAST_NOMINAL = 200
NOMINAL_SHARE = 4
CHUNK = 128  # runs a chunk at most
CHUNK_BYTES = 96 << 20  # of the track rows of a chunk, which are most of its arrays
BLOCK_ROWS = 1 << 18  # objects in all runs of a block


class Sizes(NamedTuple):
    """Runs a chunk, runs of one world a block, and run numbers that are read at once."""

    chunk: int
    block: int
    span: int


class Piece(NamedTuple):
    """A chunk to fight: the values of its world, and its runs."""

    scenario: Scenario
    batch: Batch


def nominal_runs(runs: int) -> int:
    """Return how many runs the nominal world has beside so many runs of the others."""
    return max(runs // NOMINAL_SHARE, LEAST_NOMINAL)


def sizes(scenario: Scenario, sky: Sky, worlds: int, chunk: int | None = None) -> Sizes:
    """Return how many runs are worked at once, so that arrays stay small however many objects fly.

    Args:
        scenario: what is fought.
        sky: what flies in one of its worlds.
        worlds: how many there are, at least 1.
        chunk: runs a chunk, where it is given.
    """
    objects = len(sky.paths)
    reports = float(sky.ends_s.max()) / scenario.tracker.report_interval_s + 8.0
    fits = int(CHUNK_BYTES / (objects * reports * TRACK.itemsize))
    block = min(max(BLOCK_ROWS // (objects * worlds), 1), CHUNK)
    span = max(BLOCK_ROWS // (objects * block * worlds), 1) * block * worlds
    return Sizes(chunk or min(max(fits, 1), block), block, span)


def sky_of_any(scenario: Scenario, drawn: Sequence[World]) -> Sky | None:
    """Return what flies in the first world whose missiles reach their aims, the nominal one last; None without any.

    Raises:
        NoSolution: no worlds were drawn, and a missile cannot reach its aim.
    """
    for world in drawn:
        if not world.cannot_reach:
            return fly_raid(world.scenario.raid)
    return fly_raid(scenario.raid) if not drawn or reaches(scenario) else None


def pieces(
    scenario: Scenario,
    drawn: Sequence[World],
    runs: int,
    seed: int,
    size: Sizes,
    held: Mapping[int, np.ndarray],
) -> list[Piece]:
    """Return the chunks that are still to be fought, in order.

    Args:
        scenario: with its stated values.
        drawn: the worlds; none to fight all runs in the nominal world.
        runs: asked for.
        seed: of all luck.
        size: runs a chunk and a block.
        held: numbers of the finished runs of each world that has some.
    """
    count, extra = max(len(drawn), 1), nominal_runs(runs) if drawn and reaches(scenario) else 0
    last = -(-runs // (size.block * count))
    bounds = np.arange(last + 1) * size.block * count
    # of each world: its values, its runs, and where its share of each block begins
    ways = [(NOMINAL, scenario, np.arange(extra), np.arange(last + 1) * extra // last)]
    ways += [
        (world.number, world.scenario, np.arange(world.number, runs, count), bounds)
        for world in drawn
        if not world.cannot_reach
    ]
    if not drawn:
        ways = [(NOMINAL, scenario, np.arange(runs), bounds)]
    cut = []
    for world, values, numbers, starts in ways:
        left = np.setdiff1d(numbers, held.get(world, ()), True).astype(np.int64)
        cut.append((world, values, np.split(left, np.searchsorted(left, starts[1:-1]))))
    return [
        Piece(values, Batch(seed, world, shares[block][at : at + size.chunk]))
        for block in range(last)
        for world, values, shares in cut
        for at in range(0, len(shares[block]), size.chunk)
    ]


def reaches(scenario: Scenario) -> bool:
    """Return whether all missiles reach their aims."""
    try:
        fly_raid(scenario.raid)
    except NoSolution:
        return False
    return True
