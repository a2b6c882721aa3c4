"""The piece of a campaign that one worker works alone: some runs of one cell in some of its worlds."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.campaign.plan import NOMINAL
from midcourse.engines.program import apart, stamp
from midcourse.errors import MidcourseError, NoSolution, ScenarioError
from midcourse.records import WARHEAD

if TYPE_CHECKING:
    from midcourse.engagement.run import Result
    from midcourse.scenario.doubt import World
    from midcourse.scenario.model import Scenario

RUN = np.dtype([("run", "i8"), ("world", "i4"), ("warheads", "i4"), ("leaked", "i4"), ("shots", "i4")])
"""What is kept of a run: its world, -1 without any, and what flew, got through and was fired."""
AT_ONCE = 128  # runs that are fought together


class Task(NamedTuple):
    """Runs `first` to `stop` of a cell, of them those that belong to `numbers` of its `worlds`; all where none.

    Of a metric without luck `metric` is its name, and there are no runs.
    """

    cell: int
    cell_key: str
    scenario: Scenario
    seed: int
    worlds: int
    numbers: tuple[int, ...]
    first: int
    stop: int
    program: dict[str, str]
    metric: str = ""

    @property
    def key(self) -> str:
        """What it is, wherever it is worked: its name in a store."""
        content = [self.cell_key, self.numbers, self.first, self.stop, self.metric]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]

    @property
    def runs(self) -> int:
        """How many runs it has."""
        if not self.numbers:
            return self.stop - self.first
        return sum(len(self.runs_of(number)) for number in self.numbers)

    def runs_of(self, world: int) -> np.ndarray:
        """Return the numbers of its runs that belong to a world, shape (n,)."""
        first = self.first + (world - self.first) % self.worlds
        return np.arange(first, self.stop, self.worlds, dtype=np.int64)

    @property
    def words(self) -> str:
        """How it is named to people, with its seed; equal cells share it, so that theirs is not in it."""
        if self.metric:
            return f"{self.metric}, seed {self.seed}"
        where = ""
        if self.numbers:
            last = "" if len(self.numbers) == 1 else f" to {self.numbers[-1]}"
            where = f"world {self.numbers[0]}{last}, "
        return f"{where}runs {self.first} to {self.stop - 1}, seed {self.seed}"


class Worked(NamedTuple):
    """What came of a task: a row a run, in order; runs in whose world a missile cannot reach its aim; a value."""

    rows: np.ndarray
    out_of_reach: int = 0
    value: float | None = None
    why: str = ""


def work(task: Task) -> Worked:
    """Work a task; the bytes are the same wherever that is done.

    Raises:
        ScenarioError: this is another program than the one that made the task.
    """
    told = apart(task.program, stamp())
    if told:
        raise ScenarioError(f"this worker is another program: {told}", allowed="the same on every machine")
    if task.metric:
        return _measured(task)
    if task.worlds == 0:
        runs = np.arange(task.first, task.stop, dtype=np.int64)
        alone = _fought(task.scenario, task.seed, NOMINAL, runs)
        return Worked(alone, len(runs) - len(alone))
    rows, lost = [], 0
    for world in _worlds(_Asked(task.cell_key, task.scenario, task.worlds, task.seed), task.numbers):
        runs = task.runs_of(world.number)
        if world.cannot_reach:
            lost += len(runs)
        elif len(runs):
            rows.append(_fought(world.scenario, task.seed, world.number, runs))
    found = np.concatenate([np.zeros(0, dtype=RUN), *rows])
    return Worked(found[np.argsort(found["run"], kind="stable")], lost)


class _Asked(NamedTuple):
    # equal where the cell is, so that its worlds are drawn once a process
    key: str
    scenario: Scenario
    many: int
    seed: int

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


@lru_cache(maxsize=64)
def _worlds(asked: _Asked, numbers: tuple[int, ...]) -> list[World]:
    from midcourse.scenario.doubt import worlds

    return worlds(asked.scenario, asked.many, asked.seed, numbers)


def _fought(scenario: Scenario, seed: int, world: int, runs: np.ndarray) -> np.ndarray:
    from midcourse.engagement.run import Batch, fight
    from midcourse.threats.fly import fly_raid

    try:
        sky = fly_raid(scenario.raid)
    except NoSolution:
        return np.zeros(0, dtype=RUN)
    each = (runs[at : at + AT_ONCE] for at in range(0, len(runs), AT_ONCE))
    parts = [_kept(fight(scenario, Batch(seed, world, some), sky), world) for some in each]
    return np.concatenate(parts)


def _kept(result: Result, world: int) -> np.ndarray:
    runs, fates = result.batch.runs, result.fates
    rows = np.zeros(len(runs), dtype=RUN)
    rows["run"], rows["world"] = runs, -1 if world == NOMINAL else world
    heads = fates[fates["kind"] == WARHEAD]
    at = np.searchsorted(runs, heads["run"])
    rows["warheads"] = np.bincount(at, minlength=len(runs))
    rows["leaked"] = np.bincount(at, weights=heads["leaked"], minlength=len(runs))
    rows["shots"] = np.bincount(np.searchsorted(runs, result.shots["run"]), minlength=len(runs))
    return rows


def _measured(task: Task) -> Worked:
    from midcourse.study.metric import Luck, measure, metric_of

    found = measure(metric_of(task.metric), task.scenario, Luck(0, 0, task.seed, 1))
    none = np.zeros(0, dtype=RUN)
    return Worked(none, 0, None if np.isnan(found.value) else float(found.value), found.why)


def fault_of(problem: BaseException) -> str:
    """Return what went wrong in a task in a few words: `error`, `memory`, `timeout` or `crash` first."""
    if isinstance(problem, MemoryError):
        return "memory: more than there is"
    if isinstance(problem, MidcourseError):
        return f"error: {problem.one_line()}"
    words = " ".join(str(problem).split())[:160]
    return f"error: {type(problem).__name__}{f': {words}' if words else ''}"

