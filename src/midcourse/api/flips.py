"""What turns an answer: the smallest change of each input, and of two together, with the line between yes and no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded_luck
from midcourse.errors import NoSolution, ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, finite
from midcourse.shown.frame import Table, framed
from midcourse.study.evaluate import Evaluator
from midcourse.study.metric import Luck, Measured
from midcourse.study.question import question_of
from midcourse.study.vary import varied

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.study import FlipPlots
    from midcourse.scenario.model import Scenario
    from midcourse.study.boundary import Boundary
    from midcourse.study.flip import Flip
    from midcourse.study.question import Question

RUNS = 2000
MOST_INPUTS = 20
Tick = Callable[[int, str], None]


COLUMNS = ("path", "value", "metric", "low", "high", "runs", "answer")


@dataclass(frozen=True, repr=False)
class Flips(Shown):
    """What turns the answer to a question.

    Args:
        scenario: what was asked about.
        question: what was asked; `answer` with every input as stated, `stated` the metric there.
        flips: for each input that was varied; fewer where the work was interrupted, `complete` is then false.
        boundary: over the first two numbers that were varied, None for fewer.
        luck: runs, worlds and seed of each evaluation, where there is luck.
        evaluations: how often the metric was worked.
        rerun: the command that repeats it.
    """

    scenario: Scenario
    question: Question
    answer: bool
    stated: Measured
    flips: tuple[Flip, ...]
    boundary: Boundary | None
    luck: Luck
    evaluations: int
    rerun: str
    complete: bool = True

    @property
    def plot(self) -> FlipPlots:
        """The pictures: `inputs()`, the metric against each; `boundary()` over the first two; `save_all(DIR)`."""
        from midcourse.pictures.study import FlipPlots

        return FlipPlots(self)

    @property
    def turned(self) -> bool:
        """Whether anything that was varied turns the answer."""
        single = any(flip.to is not None for flip in self.flips)
        return single or (self.boundary is not None and self.boundary.to is not None)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints; quantities in SI."""
        from midcourse.study.flip import CLOSE, CLOSE_LUCK

        luck = self.question.metric.has_luck
        return {
            "scenario": self.scenario.name_id or self.scenario.name,
            "question": self.question.text,
            "metric": self.question.metric.full_name,
            "threshold": self.question.threshold,
            "answer": self.answer,
            "sentence": self.sentence(),
            "stated": {**self.stated.as_dict(), "runs": self.stated.runs},
            "flips": [_flip(flip) for flip in self.flips],
            "pair": None if self.boundary is None else _pair(self.boundary),
            "boundary": [[list(spot) for spot in line] for line in getattr(self.boundary, "lines", ())],
            "evaluations": self.evaluations,
            "tolerance": CLOSE_LUCK if luck else CLOSE,
            **self.luck.as_dict(self.question.metric),
            "complete": self.complete,
            "rerun": self.rerun,
        }

    def csv(self) -> str:
        """Return every point on the lines from end to end as CSV: path, value, metric with its interval, answer."""
        return csv_text(self._points())

    def frame(self, name: str = "points") -> pd.DataFrame:
        """Return `points` as a data frame: every point on the lines from end to end."""
        return framed(name, {"points": self._points})

    def _points(self) -> Table:
        rows = []
        for flip in self.flips:
            for value, found in flip.points:
                answer = self.question.told(found)
                told = None if answer is None else "yes" if answer else "no"
                rows.append((flip.varied.path, value, *found.as_dict().values(), found.runs, told))
        return Table(COLUMNS, tuple(rows))

    def _line(self) -> str:
        turned = sum(flip.to is not None for flip in self.flips)
        yes = "yes" if self.answer else "no"
        return f"{self.question.text} {yes}; {turned} of {len(self.flips)} inputs turn it"

    def _card(self) -> Card:
        from midcourse.sentences.flip import card_rows

        head, *_, effort = self.lines()
        columns = ("input", "stated", "the answer turns at", "share of the range")
        return Card(head, "", columns, card_rows(self), (effort, self.rerun), "frame()")

    def sentence(self) -> str:
        """Return the answer and the smallest change that turns it, in one sentence."""
        from midcourse.sentences.flip import headline

        return headline(self)

    def lines(self) -> list[str]:
        """Return what was found in sentences, the smallest change first."""
        from midcourse.sentences.flip import lines

        return lines(self)


def flip(
    scenario: Scenario,
    question: str,
    vary: Sequence[str],
    *,
    runs: int = RUNS,
    worlds: int = 0,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Tick = lambda count, what: None,
) -> Flips:
    """Find the smallest change of each input, and of two together, that turns the answer to a yes/no question.

    Args:
        scenario: checked scenario; all that is not varied is as stated there.
        question: `covered:PLACE`, `reachable:BASE`, or a metric beside a number, e.g. `p_no_leaker>0.9`.
        vary: inputs, each `PATH=LOW..HIGH`, `PATH=A,B,C`, or a path alone for the low and high of its entry. The first
            two that are numbers are also varied together.
        runs, worlds, seed: of each evaluation where the metric hangs on luck; the same luck in all of them.
        jobs: threads; the number of cores where None.
        rerun: the command that repeats it.
        tick: called with how much has been done, and what.

    Returns:
        Flips; after Ctrl-C with the inputs that were finished.

    Raises:
        ScenarioError: a question or an input that cannot be used.
        NoSolution: the question has no answer in the scenario as it stands, or always the same.
    """
    from midcourse.study.boundary import boundary_of
    from midcourse.study.flip import flip_of

    bounded_luck(runs, worlds, seed)
    asked = question_of(question)
    if not 1 <= len(vary) <= MOST_INPUTS:
        raise ScenarioError("nothing to vary" if not vary else "too much to vary", key="--vary", got=str(len(vary)),
                            allowed=f"1 to {MOST_INPUTS} inputs")  # fmt: skip
    inputs = [varied(scenario, text) for text in vary]
    twice = next((one.path for i, one in enumerate(inputs) if one.path in {o.path for o in inputs[:i]}), None)
    if twice:
        raise ScenarioError("varied twice", key="--vary", got=twice, allowed="each input once")
    luck = Luck(runs, worlds, seed, jobs)
    work = Evaluator(scenario, asked.metric, inputs, luck, tick)
    stated = work.stated
    answer = asked.told(stated)
    if answer is None:
        raise NoSolution(f"no answer in the scenario as it stands: {stated.why}", key="--question", got=question)
    found: list[Flip] = []
    boundary, complete = None, True
    try:
        for at in range(len(inputs)):
            found.append(flip_of(asked, work, at))
        pair = [at for at, one in enumerate(inputs) if one.is_number][:2]
        if len(pair) == 2:
            boundary = boundary_of(asked, work, (pair[0], pair[1]))
    except KeyboardInterrupt:
        complete = False
    if not rerun:
        typed = {"question": question, "vary": list(vary), **luck.typed(asked.metric, scenario.grade)}
        rerun = line("flip", scenario.arguments, typed)
    return Flips(scenario, asked, answer, stated, tuple(found), boundary, luck, work.count, rerun, complete)


def _flip(flip: Flip) -> dict[str, Any]:
    one = flip.varied
    return {
        "path": one.path,
        "from": one.stated,
        "to": one.plain(flip.to),
        "interval": None if flip.interval is None else list(flip.interval),
        "unit": one.unit,
        "low": one.low if one.is_number else None,
        "high": one.high if one.is_number else None,
        "change": flip.change,
        "others": [one.plain(value) for value in flip.others],
        "monotone": flip.monotone,
        "points": [{"at": one.plain(value), **found.as_dict(), "runs": found.runs} for value, found in flip.points],
        "no_answer": flip.why or None,
    }


def _pair(found: Boundary) -> dict[str, Any]:
    return {
        "paths": [one.path for one in found.inputs],
        "from": [one.stated for one in found.inputs],
        "to": None if found.to is None else [one.plain(at) for one, at in zip(found.inputs, found.to, strict=True)],
        "change": None if found.change is None else list(found.change),
        "grid": [list(found.grid_a), list(found.grid_b)],
        "found": [finite(one.value) for one in found.found],
    }
