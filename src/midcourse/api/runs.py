"""The runs of a scenario: load it, fight it, hold the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.api.again import at_grade
from midcourse.api.bounds import MAX_RUNS, MAX_SEED, MAX_WORLDS, bounded, checked_width
from midcourse.api.export import FORMS
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_scenario, scenario_hash
from midcourse.shown.card import Card, Shown
from midcourse.shown.frame import framed
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from matplotlib.figure import Figure

    from midcourse.api.export import Export
    from midcourse.campaign.estimate import Estimate
    from midcourse.campaign.runs import Fought
    from midcourse.campaign.store import Store
    from midcourse.pictures.plots import RunPlots

MOST = 1_000_000
"""Runs at most until a width is reached, where nobody says: enough for 0.002 at a share of one half, the widest."""
WORLDS = 32


class Until(NamedTuple):
    """Runs are fought until the interval of luck is at most so wide, at most so many."""

    until_width: float
    runs_most: int


@dataclass(frozen=True, repr=False)
class Runs(Shown):
    """The finished runs of a scenario: the answer, its tables and its pictures.

    Args:
        scenario: what was fought, with its stated values.
        fought: its finished runs.
        wall_s: time that the work took, without that of an earlier process.
        taken_up: runs that an earlier process had finished.
        goal: until when it was to be fought, where no number of runs was asked for.
    """

    scenario: Scenario
    fought: Fought
    wall_s: float
    taken_up: int = 0
    goal: Until | None = None

    @property
    def p_no_leaker(self) -> Estimate:
        """The probability that no warhead gets through, with its sampling interval."""
        from midcourse.campaign.metrics import p_no_leaker

        return p_no_leaker(self.fought)

    @property
    def cannot_reach(self) -> float:
        """The share of the runs in whose world a missile cannot reach its aim; they are not fought."""
        return self.fought.out_of_reach / self.fought.asked

    @property
    def width(self) -> float | None:
        """How wide the sampling interval of `p_no_leaker` is; None where no run was fought."""
        if not self.fought.done:
            return None
        chance = self.p_no_leaker
        return chance.high - chance.low

    @property
    def width_reached(self) -> bool:
        """Whether the interval is as narrow as it was to be."""
        from midcourse.campaign.until import narrow

        if self.goal is None or not self.fought.complete:
            return False
        return narrow(self.fought, self.goal.until_width)

    @property
    def plot(self) -> RunPlots:
        """The pictures: `timeline()`, `map()`, `altitude()` of one run, `factors()` of all; `save_all(DIR)`."""
        from midcourse.pictures.plots import RunPlots

        return RunPlots(self)

    @property
    def rerun(self) -> str:
        """The command that fights these runs again."""
        from midcourse.shown.command import run_line

        fought, grade = self.fought, self.scenario.grade
        return run_line(self.scenario.arguments, fought.asked, fought.seed, len(fought.worlds), grade)

    def story(self, run: int | None = None) -> list[dict[str, Any]]:
        """Return the events of one run in order of time, of the first where none is named; it is fought again."""
        from midcourse.engagement.story import events

        number = self._number(run)
        return events(self.fought.again(self.scenario, number), number)

    def _number(self, run: int | None) -> int:
        if run is not None:
            bounded("run", run, 0, self.fought.asked - 1)
            return run
        if not self.fought.done:
            raise ScenarioError("no run was finished: there is none to tell", key="run")
        return min(one.first for one in self.fought.parts())

    def summary(self) -> dict[str, Any]:
        """Return the numbers that answer the scenario."""
        from midcourse.campaign.metrics import summary

        head = {"scenario": self.scenario.name_id, "seed": self.fought.seed, "version": __version__}
        told = summary(self.fought, self.scenario)
        if told["p_no_leaker"] is not None and self.fought.worlds:
            # with few runs a world there is no band, but the worlds are told
            counted = sum(not world.cannot_reach for world in self.fought.worlds)
            band = told["p_no_leaker"]["doubt"] or {"low": None, "high": None, "worlds": counted}
            told["p_no_leaker"]["doubt"] = {**band, "cannot_reach": self.cannot_reach}
        return {
            **head,
            "worlds": len(self.fought.worlds),
            "cannot_reach": self.cannot_reach,
            **told,
            "swings": self.moved,
            **self.graded,
            **_until(self),
            **_flags(self),
        }

    @cached_property
    def moved(self) -> list[dict[str, Any]]:
        """How far each assumed input moves the answer, the greatest first; empty without a band of doubt."""
        from midcourse.campaign.metrics import moved_by

        rows = (swing._asdict() | {"size": swing.size} for swing in moved_by(self.fought, self.scenario))
        return [{k: None if v != v else v for k, v in row.items()} for row in rows]

    @cached_property
    def graded(self) -> dict[str, Any]:
        """What the grade of the scenario leaves in doubt, and what rests on worse ones; empty without a grade."""
        from midcourse.campaign.metrics import rests_on
        from midcourse.scenario.graded import doubt_left

        scenario = self.scenario
        if scenario.grade is None:
            return {}
        rows = (
            swing._asdict() | {"size": swing.size, "grade": scenario.held[swing.path].grade}
            for swing in rests_on(self.fought, scenario)
        )
        rests = [{k: None if v != v else v for k, v in row.items()} for row in rows]
        return {**doubt_left(scenario), "rests_on": rests}

    def table(self, name: str) -> pa.Table:
        """Return `results` (a row a run and object) or `shots` (a row a shot) as an Arrow table."""
        import pyarrow as pa

        from midcourse.engagement.record import arrow_table
        from midcourse.records import FATE, SHOT

        forms = {"results": FATE, "shots": SHOT}
        if name not in forms:
            raise ScenarioError("no such table", got=name, allowed=" or ".join(forms))
        blocks = (block.fates if name == "results" else block.shots for block in self.fought.blocks())
        empty = arrow_table(np.zeros(0, dtype=forms[name]))
        return pa.concat_tables([empty, *(arrow_table(rows) for rows in blocks)])

    def frame(self, name: str = "results") -> pd.DataFrame:
        """Return `results` (a row a run and object), `shots` or `story` (events of the first run) as a data frame."""
        from midcourse.api.run_card import story_table

        tables = {"results": partial(self.table, "results"), "shots": partial(self.table, "shots")}
        return framed(name, {**tables, "story": lambda: story_table(self)})

    def citation(self) -> str:
        """Return how to cite these runs: version, scenario, hash of its values, seed and number."""
        from midcourse.report.cite import citation

        return citation(self.scenario, self.fought.seed, self.fought.asked)

    def answer(self) -> str:
        """Return the answer in one sentence."""
        from midcourse.sentences.run import answer

        return answer(self)

    def assumptions(self) -> list[str]:
        """Return the three assumed inputs that move the answer most, in words; empty without a band of doubt."""
        from midcourse.sentences.run import assumptions

        return assumptions(self) if self.fought.done else []

    @property
    def leaves_out(self) -> tuple[str, ...]:
        """What the model does not contain, in sentences."""
        from midcourse.report.limits import OUTSIDE

        return OUTSIDE

    def picture(self, name: str, run: int | None = None) -> Figure:
        """Draw `altitude`, `map` or `timeline` of one run, the first where none is named, or `factors` of all."""
        from midcourse.pictures.run import CREDIT, draw
        from midcourse.views import PICTURES

        if name not in PICTURES:
            raise ScenarioError("no such picture", got=name, allowed=" or ".join(PICTURES))
        number = self._number(run)
        world = self.fought.scenario_of(self.scenario, number)
        told = self.summary() if name == "factors" else {}
        return draw(name, world, self.fought.again(self.scenario, number), told, f"{self.rerun}\n{CREDIT}")

    def _line(self) -> str:
        from midcourse.api.run_card import line

        return line(self)

    def _card(self) -> Card:
        from midcourse.api.run_card import card

        return card(self)

    def export(self, out: str | Path, forms: str | Sequence[str] = FORMS, run: int | None = None) -> Export:
        """Write one run for other programs, the first where none is named; as `mc.export`."""
        from midcourse.api.export import export

        return export(self, forms, run, out)


def _until(runs: Runs) -> dict[str, Any]:
    # nothing where a number of runs was asked for
    if runs.goal is None:
        return {}
    return {
        **runs.goal._asdict(),
        "width": runs.width,
        "width_reached": runs.width_reached,
    }


def _flags(runs: Runs) -> dict[str, Any]:
    from midcourse.sentences.run import remarks

    return {"remarks": remarks(runs) if runs.fought.done else []}


def load(name_or_path: str, variant: str | None = None, sets: Sequence[str] = ()) -> Scenario:
    """Load a scenario by its built-in name or from a file.

    Args:
        name_or_path: name or path.
        variant: name of one of its variants.
        sets: replaced values, `PATH=VALUE`.

    Returns:
        Scenario, checked and frozen.

    Raises:
        ScenarioError: the scenario cannot be used; CatalogError: it names an unknown entry.
    """
    return load_scenario(name_or_path, variant=variant, sets=tuple(sets))


def run(
    scenario: Scenario,
    runs: int | None = None,
    seed: int = 1,
    jobs: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
    worlds: int | None = None,
    store: Store | None = None,
    grade: str | None = None,
    until_width: float | None = None,
    stage: Callable[[int, float | None], None] = lambda *_: None,
) -> Runs:
    """Fight a scenario.

    Args:
        scenario: as `load` gives it.
        runs: number of runs, 1 where None; run k has the same luck whatever the number.
        seed: seed of all luck.
        jobs: threads; the number of cores where None.
        tick: called with the number of runs that have just been finished.
        worlds: over how many worlds of doubt the runs are spread, 0 for none; None: 32 for many runs, and for a
            single one the nominal world.
        store: where finished runs are kept; what it holds already is not fought again.
        grade: only numbers of this grade or better are in doubt, all worse ones stay at their stated values.
        until_width: runs are fought in stages until the interval of `p_no_leaker` (Wilson, 95 %) is at most so wide;
            `runs` is then the most, a million where None.
        stage: called before each stage with the runs that it makes in all, and the width so far, None at first.

    Returns:
        Runs; after Ctrl-C those that were finished.

    Raises:
        ScenarioError: a number out of bounds, or a full disk; NoSolution: a missile cannot reach its aim point.
    """
    from midcourse.campaign.plan import NOMINAL
    from midcourse.campaign.runs import fight_all
    from midcourse.campaign.until import fight_until

    scenario = at_grade(scenario, grade)
    if runs is None:
        runs = 1 if until_width is None else MOST
    bounded("runs", runs, 1, MAX_RUNS)
    bounded("seed", seed, 0, MAX_SEED)
    bounded("jobs", 1 if jobs is None else jobs, 1, 1024)
    start = time.monotonic()
    count = (WORLDS if runs > 1 else 0) if worlds is None else worlds
    bounded("worlds", count, 0, MAX_WORLDS)
    held = [] if store is None else store.all()
    before = sum(one.runs for one in held if not count or one.world < NOMINAL)
    if until_width is None:
        fought = fight_all(scenario, runs, seed, jobs, tick=tick, count=count, store=store)
        return Runs(scenario, fought, time.monotonic() - start, before)
    until = Until(checked_width(until_width), runs)
    fought = fight_until(scenario, runs, seed, until.until_width, jobs, tick, count, store, stage)
    return Runs(scenario, fought, time.monotonic() - start, before, until)


def run_key(
    scenario: Scenario, runs: int, seed: int, worlds: int = WORLDS, until_width: float | None = None
) -> dict[str, Any]:
    """Return what makes two runs the same; with a width to be reached `runs` is the most."""
    key = {
        "hash": scenario_hash(scenario),
        "seed": seed,
        "runs": runs,
        "worlds": worlds,
        "version": __version__,
    }
    sometimes = {"grade": scenario.grade, "until_width": until_width}
    return key | {name: value for name, value in sometimes.items() if value is not None}


def folder_name(
    scenario: Scenario, runs: int, seed: int, worlds: int = WORLDS, until_width: float | None = None
) -> Path:
    """Return the default run folder.

    Other than the usual number of worlds is in its name, and so are a grade and a width to be reached.
    """
    name = scenario.name_id or "scenario"
    tail = "" if worlds == WORLDS else f"-w{worlds}"
    tail += "" if scenario.grade is None else f"-g-{scenario.grade}"
    tail += "" if until_width is None else f"-u{until_width}"
    return Path("midcourse-runs") / f"{name}-{scenario_hash(scenario)[:8]}-s{seed}-n{runs}{tail}"
