"""Many runs of one scenario: worlds of doubt, chunks in threads, stopped cleanly at any time.

Run k belongs to world k mod K. The nominal world, in which every input has its stated value, has runs of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from midcourse.campaign.parts import Kept, Part
from midcourse.campaign.plan import NOMINAL, Piece, pieces, sizes, sky_of_any
from midcourse.campaign.pool import Pool
from midcourse.campaign.store import Block, Store, blocks
from midcourse.campaign.tally import Tally, tally
from midcourse.engagement.run import Batch, Result, fight
from midcourse.errors import ScenarioError
from midcourse.records import FATE, PLAN, SHOT
from midcourse.scenario.doubt import World, worlds

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

GRACE_S = 1.0  # after Ctrl-C, for chunks that are nearly done
SPAN = 8192


@dataclass(frozen=True)
class Fought:
    """Finished runs of a scenario.

    Args:
        seed, asked: seed, and runs asked for.
        store: finished runs; those of the nominal world stand beside the others where worlds were drawn.
        complete: False where the work was interrupted.
        worlds: what was drawn; empty where no doubt was carried.
        out_of_reach: runs of worlds in which a missile cannot reach its aim; they are not fought.
        span: run numbers that are read at once.
    """

    seed: int
    asked: int
    store: Store
    complete: bool
    worlds: tuple[World, ...] = ()
    out_of_reach: int = 0
    span: int = SPAN

    def parts(self, nominal: bool = False) -> list[Kept]:
        """Return what is kept of the runs asked for, or of those of the nominal world, which may be the same."""
        return [one for one in self.store.all() if not self.worlds or (one.world == NOMINAL) == nominal]

    def blocks(self, nominal: bool = False) -> Iterator[Block]:
        """Give the rows of finished runs block by block, in the order of the runs."""
        return blocks(self.parts(nominal), self.span)

    @property
    def fates(self) -> np.ndarray:
        """FATE rows of all finished runs, run by run; `blocks` gives them without holding all."""
        return self.rows("fates")

    @property
    def shots(self) -> np.ndarray:
        """SHOT rows of all finished runs, run by run; `blocks` gives them without holding all."""
        return self.rows("shots")

    def rows(self, name: str, nominal: bool = False) -> np.ndarray:
        """Return all rows of `fates`, `shots` or `plans`, of the runs asked for or of those of the nominal world."""
        empty = np.zeros(0, dtype={"fates": FATE, "shots": SHOT, "plans": PLAN}[name])
        rows: np.ndarray = np.concatenate([empty, *(getattr(block, name) for block in self.blocks(nominal))])
        return rows

    @property
    def done(self) -> int:
        """Number of finished runs, those out of reach not counted."""
        return sum(one.runs for one in self.parts())

    @property
    def looks(self) -> int:
        """Looks that radars took in these runs."""
        return sum(one.looks for one in self.parts())

    @cached_property
    def tally(self) -> Tally:
        """What is counted over the finished runs."""
        return tally(self.blocks(), len(self.worlds))

    @cached_property
    def home(self) -> Tally:
        """What is counted over the finished runs of the nominal world."""
        return tally(self.blocks(True), 0) if self.worlds else self.tally

    def scenario_of(self, scenario: Scenario, run: int) -> Scenario:
        """Return the scenario with the values of the world that a run belongs to."""
        return self.worlds[run % len(self.worlds)].scenario if self.worlds else scenario

    def again(self, scenario: Scenario, run: int) -> Result:
        """Fight one run again, as `fight_one` does."""
        return fight_one(scenario, self.seed, self.worlds, run)


def fight_one(scenario: Scenario, seed: int, drawn: tuple[World, ...], run: int) -> Result:
    """Fight one run alone; that gives the same bytes as among the others.

    Args:
        scenario: what was fought, with its stated values.
        seed: of all luck.
        drawn: its worlds; none where all runs are of the nominal world.
        run: its number.

    Raises:
        ScenarioError: the run belongs to a world in which a missile cannot reach its aim.
    """
    runs = np.array([run], dtype=np.int64)
    if not drawn:
        return fight(scenario, Batch(seed, NOMINAL, runs))
    world = drawn[run % len(drawn)]
    if world.cannot_reach:
        why = world.why or "a missile cannot reach its aim"
        raise ScenarioError(
            f"run {run} belongs to world {world.number}, in which {why}", key="--run", got=str(run)
        )
    return fight(world.scenario, Batch(seed, world.number, runs))


def fight_all(
    scenario: Scenario,
    runs: int,
    seed: int,
    jobs: int | None = None,
    chunk: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
    count: int = 0,
    store: Store | None = None,
    drawn: tuple[World, ...] | None = None,
) -> Fought:
    """Fight a scenario many times.

    Args:
        scenario: checked scenario.
        runs: number of runs.
        seed: seed of all doubt and luck.
        jobs: threads; the number of cores where None.
        chunk: runs a chunk, as many as fit where None; changes no byte of the result.
        tick: called with the number of runs that have just been finished, those of the nominal world included.
        count: number of worlds; 0 to fight in the nominal world only.
        store: where finished runs are kept; what it holds already is not fought again.
        drawn: its worlds, where they are drawn already.

    Returns:
        Fought; after Ctrl-C with what was finished by then.

    Raises:
        NoSolution: a missile cannot reach its aim point in the nominal world.
        ScenarioError: what is finished cannot be kept, for the disk is full.
    """
    store = store or Store()
    if drawn is None:
        drawn = tuple(worlds(scenario, min(count, runs), seed) if count else ())
    lost = sum(len(range(world.number, runs, len(drawn))) for world in drawn if world.cannot_reach)
    sky = sky_of_any(scenario, drawn)
    if sky is None:
        return Fought(seed, runs, store, True, drawn, lost)
    size = sizes(scenario, sky, max(len(drawn), 1), chunk)
    todo = pieces(scenario, drawn, runs, seed, size, store.held())
    return Fought(seed, runs, store, _fight(todo, store, jobs, tick), drawn, lost, size.span)


def _fight(todo: list[Piece], store: Store, jobs: int | None, tick: Callable[[int], None]) -> bool:
    pool, complete = Pool(_part, _beginning(todo), jobs), True
    try:
        for _, part in pool:
            store.add(part)
            tick(len(part.runs))
    except KeyboardInterrupt:
        complete = False
        for _, part in pool.leave(GRACE_S):
            store.add(part)
    finally:
        pool.leave(0.0)
    if store.folder is not None:
        store.flush()
    return complete


def _beginning(todo: list[Piece]) -> list[Piece]:
    # the pool works the first piece alone: a single run keeps the other threads waiting least
    # where there is no other piece nobody waits, and what is alike in all runs is worked once
    if len(todo) < 2 or len(todo[0].batch.runs) < 2:
        return todo
    first, runs = todo[0], todo[0].batch.runs
    cut = [first._replace(batch=first.batch._replace(runs=some)) for some in (runs[:1], runs[1:])]
    return [*cut, *todo[1:]]


def _part(piece: Piece) -> Part:
    # what is kept of a chunk: fates, shots, number of looks; a run that is told is fought again
    result = fight(piece.scenario, piece.batch)
    return Part(
        piece.batch.world,
        int(result.watched.looks.sum()),
        piece.batch.runs,
        result.fates,
        result.shots,
        result.decision.plans,
    )
