"""A number over one or two inputs: rows with intervals, a table and a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded_luck
from midcourse.errors import NoSolution, ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, under_keys
from midcourse.shown.frame import framed
from midcourse.study.evaluate import Evaluator
from midcourse.study.metric import Luck, Measured, metric_of
from midcourse.study.vary import varied

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.study import SweepPlots
    from midcourse.scenario.model import Scenario
    from midcourse.study.metric import Metric
    from midcourse.study.vary import Value, Varied

RUNS, STEPS, MOST_POINTS = 2000, 9, 2000
Tick = Callable[[int, str], None]


@dataclass(frozen=True, repr=False)
class Sweep(Shown):
    """A metric over one or two inputs.

    Args:
        scenario: what was varied; all other inputs are as stated there.
        metric: what was found.
        inputs: one or two.
        points: values of the inputs, in order; fewer than `asked` where the work was interrupted.
        found: the metric at each.
        luck: runs, worlds and seed of each point.
        rerun: the command that repeats it.
        asked: how many points there were to be.
    """

    scenario: Scenario
    metric: Metric
    inputs: tuple[Varied, ...]
    points: tuple[tuple[Value, ...], ...]
    found: tuple[Measured, ...]
    luck: Luck
    rerun: str
    asked: int

    @property
    def complete(self) -> bool:
        """Whether all points were worked."""
        return len(self.points) == self.asked

    @property
    def plot(self) -> SweepPlots:
        """The picture: `metric()` over one or two inputs; `save_all(DIR)`."""
        from midcourse.pictures.study import SweepPlots

        return SweepPlots(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a point: the inputs by path, the metric with its interval and band; quantities in SI."""
        paths = [one.path for one in self.inputs]
        each = zip(self.points, self.found, strict=True)
        return [{**dict(zip(paths, self._plain(point), strict=True)), **_row(one)} for point, one in each]

    def _plain(self, point: tuple[Value, ...]) -> list[Value | None]:
        return [one.plain(value) for one, value in zip(self.inputs, point, strict=True)]

    def answer(self) -> str:
        """Return the least and the greatest value, and where each is, in one sentence."""
        from midcourse.sentences.sweep import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "answer": self.answer(),
            "scenario": self.scenario.name_id or self.scenario.name,
            "metric": self.metric.full_name,
            "unit": self.metric.unit,
            "vary": [{"path": one.path, "unit": one.unit, "stated": one.stated} for one in self.inputs],
            "rows": [
                {"at": self._plain(point), **_row(one)} for point, one in zip(self.points, self.found, strict=True)
            ],
            **self.luck.as_dict(self.metric),
            "complete": self.complete,
            "rerun": self.rerun,
        }

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows` as a data frame: a row a point."""
        return framed(name, {"rows": lambda: under_keys(self.rows())})

    def _line(self) -> str:
        return f"{self.metric.full_name} at {len(self.points)} of {self.asked} points"

    def _card(self) -> Card:
        from midcourse.sentences.flip import named, shown, told

        head = (*(named(self.scenario, one) for one in self.inputs), self.metric.full_name)
        each = zip(self.points, self.found, strict=True)
        rows = tuple(
            (*map(shown, self.inputs, point), found.why or told(self.metric, found)) for point, found in each
        )
        return Card(f"{self.scenario.name}: {self.metric.words}", "", head, rows, (self.rerun,), "frame()")

    def csv(self) -> str:
        """Return the rows as CSV."""
        return csv_text(under_keys(self.rows()))


def sweep(
    scenario: Scenario,
    metric: str,
    vary: Sequence[str],
    *,
    runs: int = RUNS,
    worlds: int = 0,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Tick = lambda count, what: None,
) -> Sweep:
    """Find a metric over one or two inputs, all others as stated.

    Args:
        scenario: checked scenario.
        metric: a metric's name, e.g. `p_no_leaker` or `shots:warsaw`.
        vary: one or two inputs, each `PATH=A..B:N` (9 points without N), `PATH=A,B,C`, or a path alone for the low and
            high of its entry.
        runs, worlds, seed: of each point where the metric hangs on luck; the same luck at all.
        jobs: threads; the number of cores where None.
        rerun: the command that repeats it.
        tick: called with how much has been done, and what.

    Returns:
        Sweep; after Ctrl-C with the points that were finished.

    Raises:
        ScenarioError: a metric or an input that cannot be used.
        NoSolution: no point has an answer.
    """
    bounded_luck(runs, worlds, seed)
    asked, inputs, points = plan(scenario, metric, vary)
    luck = Luck(runs, worlds, seed, jobs)
    work = Evaluator(scenario, asked, inputs, luck, tick)
    try:
        work.all(points)
    except KeyboardInterrupt:
        points = [point for point in points if work.has(point)]
    found = work.all(points)
    if points and all(one.why for one in found):
        raise NoSolution(f"no point has an answer: {found[0].why}", key="--metric", got=metric)
    total = len(plan(scenario, metric, vary)[2])
    if not rerun:
        typed = {"metric": metric, "vary": list(vary), **luck.typed(asked, scenario.grade)}
        rerun = line("sweep", scenario.arguments, typed)
    return Sweep(scenario, asked, tuple(inputs), tuple(points), tuple(found), luck, rerun, total)


def plan(
    scenario: Scenario, metric: str, vary: Sequence[str]
) -> tuple[Metric, list[Varied], list[tuple[Value, ...]]]:
    """Return what is asked, the inputs and the points, before any work.

    Raises:
        ScenarioError: a metric or an input that cannot be used, or too many points.
    """
    from itertools import product

    asked = metric_of(metric)
    if len(vary) not in (1, 2):
        raise ScenarioError("one or two inputs are due", key="--vary", got=str(len(vary)), allowed="1 or 2")
    inputs = [varied(scenario, text) for text in vary]
    if len({one.path for one in inputs}) < len(inputs):
        raise ScenarioError("varied twice", key="--vary", got=inputs[0].path, allowed="two different inputs")
    points = list(product(*(one.evenly(one.steps or STEPS) for one in inputs)))
    if len(points) > MOST_POINTS:
        raise ScenarioError("too many points", key="--vary", got=str(len(points)), allowed=f"at most {MOST_POINTS}")
    return asked, inputs, points


def _row(found: Measured) -> dict[str, Any]:
    ends = found.doubt or (None, None)
    return {
        **found.as_dict(),
        "doubt_low": ends[0],
        "doubt_high": ends[1],
        "runs": found.runs,
        "no_answer": found.why or None,
    }
