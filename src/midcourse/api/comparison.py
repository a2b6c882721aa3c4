"""Two scenarios beside each other on equal luck, with the inputs in which they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded_luck
from midcourse.catalog.provenance import Provenance
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import finite
from midcourse.shown.frame import Table, framed
from midcourse.study.metric import Luck, Measured, metric_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.scenario.model import Scenario
    from midcourse.study.compare import Compared, Differs
    from midcourse.study.metric import Metric

RUNS, WORLDS = 2000, 32


@dataclass(frozen=True, repr=False)
class Comparison(Shown):
    """A metric in two scenarios, the second less the first, and the inputs in which they differ.

    Args:
        scenario_a, scenario_b: the scenarios.
        metric: what was found in both.
        found: values and their difference.
        differs: inputs, by path.
        luck: runs, worlds and seed of both.
        rerun: the command that repeats it.
    """

    scenario_a: Scenario
    scenario_b: Scenario
    metric: Metric
    found: Compared
    differs: tuple[Differs, ...]
    luck: Luck
    rerun: str

    @property
    def difference(self) -> Measured:
        """The second less the first, with its interval on equal luck and its band of doubt."""
        return self.found.difference

    def answer(self) -> str:
        """Return the difference in one sentence."""
        from midcourse.sentences.comparison import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints; quantities in SI."""
        found = self.found
        return {
            "answer": self.answer(),
            "scenarios": [one.name_id or one.name for one in (self.scenario_a, self.scenario_b)],
            "metric": self.metric.full_name,
            "unit": self.metric.unit,
            "first": _measured(found.metric_a),
            "second": _measured(found.metric_b),
            "difference": _measured(found.difference),
            "pairs": found.pairs,
            "correlation": finite(found.correlation),
            "differs": [
                {"path": one.path, "first": _side(one.value_a), "second": _side(one.value_b)} for one in self.differs
            ],
            **self.luck.as_dict(self.metric),
            "rerun": self.rerun,
        }

    def frame(self, name: str = "differs") -> pd.DataFrame:
        """Return `differs` as a data frame: a row for each input in which the two differ, as words."""
        from midcourse.sentences.comparison import side

        rows = tuple((one.path, side(one.value_a), side(one.value_b)) for one in self.differs)
        return framed(name, {"differs": lambda: Table(("path", "first", "second"), rows)})

    def _line(self) -> str:
        return f"{self.metric.full_name} {self.difference.value:+.4g}, second less first"

    def _card(self) -> Card:
        from midcourse.sentences.comparison import side

        head, *rest = self.lines()[:4]
        rows = tuple((one.path, side(one.value_a), side(one.value_b)) for one in self.differs)
        return Card(head, "inputs that differ", ("input", "first", "second"), rows, (*rest, self.rerun), "frame()")

    def lines(self) -> list[str]:
        """Return what was found in sentences."""
        from midcourse.sentences.comparison import lines

        return lines(self)


def compare(
    first: Scenario,
    second: Scenario,
    metric: str,
    *,
    runs: int = RUNS,
    worlds: int = WORLDS,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Callable[[int], None] = lambda _: None,
) -> Comparison:
    """Compare a metric of two scenarios on equal luck.

    Args:
        first, second: checked scenarios.
        metric: a metric's name, e.g. `p_no_leaker` or `shots:warsaw`.
        runs, worlds, seed: of both where the metric hangs on luck: run k has the same luck, world k the same draws.
        jobs: threads; the number of cores where None.
        rerun: the command that repeats it.
        tick: called with the number of runs that have just been finished.

    Returns:
        Comparison.

    Raises:
        ScenarioError: no such metric, or a number out of bounds.
        NoSolution: the metric has no value in one of the two.
    """
    from midcourse.study.compare import compare as work
    from midcourse.study.compare import differing

    bounded_luck(runs, worlds, seed)
    luck, asked = Luck(runs, worlds, seed, jobs), metric_of(metric)
    found = work(asked, first, second, luck, tick)
    if not rerun:
        grade = first.grade if first.grade == second.grade else None  # one option holds both
        rerun = _again(first, second, {"metric": metric, "grade": grade, **luck.typed(asked, grade)})
    return Comparison(first, second, asked, found, tuple(differing(first, second)), luck, rerun)


def _again(first: Scenario, second: Scenario, options: dict[str, Any]) -> str:
    # what loads either is a name, perhaps a variant, and replaced values
    words, ends = [], {}
    for letter, one in (("a", first), ("b", second)):
        name, *rest = one.arguments or (one.name_id,)
        words.append(name)
        ends[f"variant-{letter}"] = [value for key, value in pairwise(rest) if key == "--variant"]
        ends[f"set-{letter}"] = [value for key, value in pairwise(rest) if key == "--set"]
    return line("compare", words, {**options, **ends})


def _measured(found: Measured) -> dict[str, Any]:
    doubt = None if found.doubt is None else dict(zip(("low", "high"), found.doubt, strict=True))
    return {**found.as_dict(), "runs": found.runs, "doubt": doubt}


def _side(value: Any) -> Any:
    if isinstance(value, Provenance):
        return {
            "value": value.value, "low": value.low, "high": value.high, "unit": value.unit,
            "source": value.source, "grade": value.grade,
        }  # fmt: skip
    return list(value) if isinstance(value, tuple) else value
