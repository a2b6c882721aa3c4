"""Two scenarios beside each other on equal luck, with the inputs in which they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded
from midcourse.api.runs import MAX_RUNS, MAX_SEED, MAX_WORLDS
from midcourse.catalog.provenance import Provenance
from midcourse.study.metric import Luck, Measured, metric_of

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.study.compare import Compared, Differs
    from midcourse.study.metric import Metric

RUNS, WORLDS = 2000, 32


@dataclass(frozen=True)
class Comparison:
    """A metric in two scenarios, the second less the first, and the inputs in which they differ.

    Args:
        first, second: the scenarios.
        metric: what was found in both.
        found: values and their difference.
        differs: inputs, by path.
        luck: runs, worlds and seed of both.
        rerun: the command that repeats it.
    """

    first: Scenario
    second: Scenario
    metric: Metric
    found: Compared
    differs: tuple[Differs, ...]
    luck: Luck
    rerun: str

    @property
    def difference(self) -> Measured:
        """The second less the first, with its interval on equal luck and its band of doubt."""
        return self.found.difference

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints; quantities in SI."""
        luck = self.metric.has_luck
        found = self.found
        return {
            "scenarios": [one.name_id or one.name for one in (self.first, self.second)],
            "metric": self.metric.full_name,
            "unit": self.metric.unit,
            "first": _measured(found.first),
            "second": _measured(found.second),
            "difference": _measured(found.difference),
            "pairs": found.pairs,
            "correlation": None if found.correlation != found.correlation else found.correlation,
            "differs": [
                {"path": one.path, "first": _side(one.first), "second": _side(one.second)} for one in self.differs
            ],
            "runs": self.luck.runs if luck else 0,
            "worlds": self.luck.worlds if luck else 0,
            "seed": self.luck.seed,
            "rerun": self.rerun,
        }

    def lines(self) -> list[str]:
        """Return what was found in sentences."""
        from midcourse.api.comparison_words import lines

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

    bounded("runs", runs, 1, MAX_RUNS)
    bounded("worlds", worlds, 0, MAX_WORLDS)
    bounded("seed", seed, 0, MAX_SEED)
    luck, asked = Luck(runs, worlds, seed, jobs), metric_of(metric)
    found = work(asked, first, second, luck, tick)
    rerun = rerun or f"midcourse compare {first.name_id} {second.name_id} --metric {metric}"
    return Comparison(first, second, asked, found, tuple(differing(first, second)), luck, rerun)


def _measured(found: Measured) -> dict[str, Any]:
    ends = found.doubt or (None, None)
    doubt = {"low": ends[0], "high": ends[1]} if found.doubt else None
    value, low, high = (None if abs(one) == float("inf") else one for one in found[:3])
    return {"value": value, "low": low, "high": high, "runs": found.runs, "doubt": doubt}


def _side(value: Any) -> Any:
    if isinstance(value, Provenance):
        return {
            "value": value.value, "low": value.low, "high": value.high, "unit": value.unit,
            "source": value.source, "grade": value.grade,
        }  # fmt: skip
    return list(value) if isinstance(value, tuple) else value
