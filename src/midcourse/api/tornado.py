"""Which input matters: `midcourse tornado` and `mc.tornado`."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from midcourse.api.again import at_grade
from midcourse.api.bounds import bounded, bounded_luck
from midcourse.errors import ScenarioError
from midcourse.scenario import doubt_left
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, finite, under_keys
from midcourse.shown.frame import Table, framed
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.sensitivity import TornadoPlots
    from midcourse.scenario.model import Scenario
    from midcourse.study.bands import Band
    from midcourse.study.metric import Measured, Metric
    from midcourse.study.tornado import Bar

RUNS, BANDS, TOP = 2000, 64, 15
MOST_BANDS, MOST_TOP = 4096, 1000
NAME = "tornado"
Tick = Callable[..., None]


@dataclass(repr=False)
class Tornado(Shown):
    """How far each doubtful input moves a metric, and what each grade of numbers leaves open by itself.

    Args:
        scenario: what was asked, with its stated values, held to the grade.
        metric: what of it.
        grade: the worst grade of an input that is moved; None for all.
        runs, worlds, seed: of each end of each bar; 0 runs where there is no luck.
        band_worlds: worlds drawn for each grade; 0 for none.
        rerun: the command that repeats it.
        inputs: how many are to be moved.
        stated: the metric with every input as stated; None where it was interrupted before.
        bars: finished bars, the greatest first.
        bands: finished bands, the best grade first.
        complete: False where the work was interrupted.
        wall_s: how long it took.
    """

    scenario: Scenario
    metric: Metric
    grade: str | None
    runs: int
    worlds: int
    seed: int
    band_worlds: int
    rerun: str
    inputs: int = 0
    stated: Measured | None = None
    bars: list[Bar] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    complete: bool = False
    wall_s: float = 0.0

    def shown(self, top: int = TOP) -> list[Bar]:
        """Return the greatest bars that move anything, and after them all that have an end without a value."""
        kept = [bar for bar in self.bars if bar.size][:top]
        return kept + [bar for bar in self.bars if bar not in kept and (bar.at_low.why or bar.at_high.why)]

    @property
    def plot(self) -> TornadoPlots:
        """The picture."""
        from midcourse.pictures.sensitivity import TornadoPlots

        return TornadoPlots(self)

    def table(self) -> str:
        """Return the bars as CSV, a line an input; SI units, empty where the metric has no value."""
        return csv_text(self._flat_rows())

    def rows(self) -> list[dict[str, Any]]:
        """Return the bars as `--json` prints them, the greatest first."""
        return [_row(bar) for bar in self.bars]

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows` as a data frame: a row an input."""
        return framed(name, {"rows": self._flat_rows})

    def _flat_rows(self) -> Table:
        return under_keys([_flat(row) for row in self.rows()])

    def _line(self) -> str:
        return f"{self.metric.full_name} over {len(self.bars)} of {self.inputs} inputs"

    def _card(self) -> Card:
        from midcourse.sentences.sensitivity import HEADS, cells, follows

        rows = tuple(cells(self, bar) for bar in self.shown())
        said = " ".join(follows(self)) if self.complete else ""
        return Card(f"{self.scenario.name}: {self.metric.words}", said, HEADS, rows, (self.rerun,), "frame()")

    def answer(self) -> str | None:
        """Return which input moves the metric furthest in one sentence, None where it was interrupted before."""
        from midcourse.sentences.sensitivity import hangs_most

        return None if self.stated is None else hangs_most(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "answer": self.answer(),
            "scenario": self.scenario.name_id or self.scenario.name,
            "metric": self.metric.full_name,
            "label": self.metric.label,
            "unit": self.metric.unit,
            "seed": self.seed,
            "runs": self.runs,
            "worlds": self.worlds,
            "version": __version__,
            "complete": self.complete,
            "wall_s": round(self.wall_s, 3),
            "rerun": self.rerun,
            "stated": None if self.stated is None else measured_dict(self.stated),
            "inputs": self.inputs,
            "rows": self.rows(),
            "bands": [
                band._asdict() | {"low": finite(band.low), "high": finite(band.high)} for band in self.bands
            ],
            **({"grade": None} | doubt_left(self.scenario)),
        }


def tornado(
    scenario: Scenario,
    metric: str,
    *,
    grade: str | None = None,
    runs: int = RUNS,
    worlds: int = 0,
    bands: int = BANDS,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Tick = lambda *_: None,
) -> Tornado:
    """Move each doubtful input from its low to its high, all others as stated, and say how far a metric moves.

    Args:
        scenario: as `load` gives it.
        metric: e.g. `p_no_leaker` or `shots:warsaw`; all stand in `midcourse.study.metric.METRICS`.
        grade: only inputs of this grade or better are moved; all where None.
        runs: of each end of each bar, on equal luck; without meaning where the metric has no luck.
        worlds: over how many worlds of doubt in all other inputs; 0 for their stated values.
        bands: worlds drawn for each grade, in which its inputs and better ones move together; 0 for no bands.
        seed: of all luck and doubt.
        jobs: threads; the number of cores where None.
        rerun: the command that repeats it, for the corner of the picture.
        tick: called with how many bars, or worlds of a band, have just been finished, and which.

    Returns:
        Tornado; after Ctrl-C with what was finished by then.

    Raises:
        ScenarioError: no such metric or grade, or a number out of bounds.
        NoSolution: no input is in doubt, or the metric has no value as stated.
    """
    from midcourse.study.metric import Luck, metric_of

    asked = metric_of(metric)
    held = at_grade(scenario, grade)
    bounded_luck(runs, worlds, seed)
    bounded("bands", bands, 0, MOST_BANDS)
    if worlds and not asked.has_luck:
        why = f"{asked.full_name} has no runs that could be shared among worlds"
        raise ScenarioError(why, key="worlds", got=worlds, allowed="0")
    grade = grade or held.grade  # also of a scenario that came with one
    typed: dict[str, Any] = {"metric": metric, "grade": grade}
    typed |= {"runs": runs, "worlds": worlds} if asked.has_luck else {}
    again = rerun or line(NAME, scenario.arguments, {**typed, "bands": bands, "seed": seed})
    found = Tornado(held, asked, grade, runs if asked.has_luck else 0, worlds, seed, bands, again)
    begun = time.monotonic()
    try:
        _work(found, Luck(runs, worlds, seed, jobs), tick)
        found.complete = True
    except KeyboardInterrupt:
        found.complete = False
    found.wall_s = time.monotonic() - begun
    return found


def steps(scenario: Scenario, grade: str | None, bands: int) -> int:
    """Return how many steps a tornado has, for a bar of progress.

    Raises:
        NoSolution: no input is in doubt.
    """
    from midcourse.study.bands import grades_to
    from midcourse.study.inputs import inputs_of

    return 1 + len(inputs_of(at_grade(scenario, grade))) + bands * len(grades_to(grade))


def _work(found: Tornado, luck: Any, tick: Tick) -> None:
    from midcourse.study.bands import band_of, drawn_at, grades_to, runs_for
    from midcourse.study.equal_luck import runs_of, told
    from midcourse.study.inputs import inputs_of
    from midcourse.study.tornado import bars, greatest_first

    scenario, inputs = found.scenario, inputs_of(found.scenario)
    found.inputs = len(inputs)
    stated = runs_of(found.metric, scenario, luck, {})
    refuse_no_value(stated.why, found.metric)
    found.stated = told(found.metric, stated)
    tick(1, found.metric.full_name)
    for bar in bars(scenario, found.metric, inputs, luck, stated):
        found.bars = greatest_first([*found.bars, bar])
        tick(1, bar.input.path)
    many = runs_for(luck)
    if found.metric.has_luck and (found.worlds or many > luck.runs) and found.band_worlds:
        stated = runs_of(found.metric, scenario, luck._replace(runs=many, worlds=0), {})
    for grade in grades_to(found.grade) if found.band_worlds else ():
        drawn = drawn_at(inputs, grade)
        if found.bands and found.bands[-1].inputs == drawn:  # this grade adds nothing: the same worlds
            found.bands.append(found.bands[-1]._replace(grade=grade))
            tick(found.band_worlds, grade)
            continue
        said = _said(tick, f"worlds of {grade}")
        found.bands.append(
            band_of(scenario, found.metric, inputs, grade, stated, luck, found.band_worlds, said)
        )


def _said(tick: Tick, words: str) -> Callable[[float], None]:
    return lambda count: tick(count, words)


def refuse_no_value(why: str, metric: Metric) -> None:
    """Refuse a metric that has no value with every input as stated."""
    if why:
        from midcourse.errors import NoSolution

        raise NoSolution(f"as stated: {why}", key="--metric", got=metric.full_name)


def measured_dict(found: Measured) -> dict[str, float | None] | None:
    """Return a number with its interval, none where there is no value."""
    return None if math.isnan(found.value) else found.as_dict()


def _row(bar: Bar) -> dict[str, Any]:
    number = bar.input.number
    low, high = bar.input.ends
    return {
        "path": bar.input.path,
        "paths": list(bar.input.paths),
        "grade": number.grade,
        "source": number.source,
        "unit": number.unit,
        "stated": number.value,
        "low": low,
        "high": high,
        "at_low": measured_dict(bar.at_low),
        "at_high": measured_dict(bar.at_high),
        "low_moves": measured_dict(bar.low_moves),
        "high_moves": measured_dict(bar.high_moves),
        "moved": measured_dict(bar.moved),
        "between": list(bar.between),
        "size": bar.size,
        "beyond_luck": bar.beyond_luck,
        "why_low": bar.at_low.why or None,
        "why_high": bar.at_high.why or None,
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if key in ("at_low", "at_high", "low_moves", "high_moves", "moved"):
            held = value or {}
            flat |= {key: held.get("value"), **{f"{key}_{end}": held.get(end) for end in ("low", "high")}}
        elif isinstance(value, list):
            flat[key] = " ".join(value)
        else:
            flat[key] = value
    return flat
