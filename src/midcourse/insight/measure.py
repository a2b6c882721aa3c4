"""What one more measurement would be worth in a campaign: of an input that worlds doubt, or of one that it varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.campaign.estimate import LEAST_A_WORLD
from midcourse.campaign.shares import band_of_spreads
from midcourse.errors import NoSolution
from midcourse.insight.draws import placed_at
from midcourse.insight.emulator import held_back, some, taught
from midcourse.insight.ranks import ranked
from midcourse.insight.values import along
from midcourse.insight.worth import LEAST_Q2, Bounds, Worth, by_emulator, by_rank

if TYPE_CHECKING:
    from midcourse.cells.cell import Layout
    from midcourse.insight.over_cells import Emulated
    from midcourse.insight.values import Values
    from midcourse.insight.world import ByWorld

LEAST_WORLDS = 40
TOP, POINTS_AN_INPUT = 8, 10  # at most so many inputs, each on so many points
DRAWN = ("latin-hypercube", "sobol-sequence", "sobol-indices")


class Measurement(NamedTuple):
    """What to know each input would be worth: paths, Worth, and how far the emulator can be trusted.

    `q2` is the share of the variance that the emulator explains on points held back, `most_q2` what luck leaves to be
    explained, `taken` how many inputs it has, `points` on how many it was taught.
    """

    paths: tuple[str, ...]
    worth: Worth
    q2: float
    most_q2: float
    taken: int
    points: int


def of_doubt(found: ByWorld, bounds: Bounds, seed: int) -> Measurement:
    """Return what to know each doubtful input of the worlds would be worth.

    Args:
        found: the metric by world.
        bounds: of the metric.
        seed: of the campaign.

    Returns:
        Measurement; by ranks alone where the emulator explains too little.

    Raises:
        NoSolution: too few worlds, too few runs in each, or a band without a width.
    """
    worlds, names = len(found.value), found.draws.inputs
    if worlds < LEAST_WORLDS:
        raise NoSolution(f"too few worlds to say what a measurement is worth: {worlds}", allowed=f"{LEAST_WORLDS}")
    if found.runs < LEAST_A_WORLD:
        why = f"too few runs a world to tell doubt from luck: {found.runs}"
        raise NoSolution(why, allowed=f"at least {LEAST_A_WORLD}")
    ranks = ranked(names, found.draws.along, found.value, found.luck_share)
    counts = np.full(worlds, 10**9)  # the noise below is that of the means already
    now = band_of_spreads(found.value, found.noise * counts, counts, bounds.least, bounds.most)
    if now is None or now[1] <= now[0]:
        raise NoSolution("luck explains all that worlds have apart: doubt leaves no band to narrow")
    at, top = some(worlds, seed), max(min(TOP, worlds // POINTS_AN_INPUT), 1)
    # of one world the luck is known badly: all have the mean
    told = found.draws.along[at], found.value[at], np.full(len(at), float(found.noise.mean()))
    back, best = held_back(*told, seed, top), taught(*told, top)
    paths = tuple(one.path for one in names)
    trust = back.q2, 1.0 - back.luck_share, len(best.columns), len(at)
    if back.q2 < LEAST_Q2:
        return Measurement(paths, by_rank(ranks, now), *trust)

    def place(i: int, shares: np.ndarray) -> np.ndarray:
        return placed_at(names[i], shares)

    found_worth = by_emulator(best, back, told[1], len(names), place, bounds, seed)
    return Measurement(paths, found_worth._replace(now=now), *trust)


def of_inputs(layout: Layout, values: Values, cells: Emulated, bounds: Bounds, seed: int) -> Measurement:
    """Return what to know each input would be worth that a campaign draws over its cells.

    Args:
        layout: the campaign, of a design that draws its inputs.
        values: of the metric.
        cells: an emulator of them.
        bounds: of the metric.
        seed: of the campaign.

    Raises:
        NoSolution: the design draws nothing, or the emulator explains too little.
    """
    if layout.asked.design not in DRAWN:
        why = f"the design {layout.asked.design} chooses its cells and draws none"
        raise NoSolution(why, allowed=", ".join(DRAWN))
    back = cells.held_back
    if back.q2 < LEAST_Q2:
        why = f"the emulator explains too little of cells held back: {100.0 * max(back.q2, 0.0):.0f} % of the variance"
        raise NoSolution(why, allowed=f"at least {100.0 * LEAST_Q2:.0f} %")
    varied = values.inputs.varied

    def place(i: int, shares: np.ndarray) -> np.ndarray:
        drawn = np.array([values.inputs.at_share(i, float(share)) for share in shares], dtype=float)
        return along(drawn, varied[i].low, varied[i].high)

    worth = by_emulator(cells.emulator, back, cells.value, len(varied), place, bounds, seed)
    paths = tuple(one.path for one in varied)
    return Measurement(paths, worth, back.q2, 1.0 - back.luck_share, len(varied), len(cells.cells))
