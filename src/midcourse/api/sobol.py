"""How the variance of an answer is shared out among inputs: `midcourse sobol` and `mc.sobol`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from midcourse.api.bounds import bounded
from midcourse.api.tornado import Tornado, measured_dict, tornado
from midcourse.errors import ScenarioError
from midcourse.scenario import doubt_left
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, finite, under_keys
from midcourse.shown.frame import Table, framed
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.sensitivity import SobolPlots
    from midcourse.scenario.model import Scenario
    from midcourse.study.spread import Part, Spread

RUNS, N, TOP = 200, 128, 8
MOST_TOP = 64
NAME = "sobol"
Tick = Callable[..., None]


@dataclass(repr=False)
class Sobol(Shown):
    """Sobol's indices of a metric over its strongest inputs.

    Args:
        tornado: the ranking, of which the strongest are drawn.
        top: how many were asked for.
        n: rows of points that were asked for.
        rerun: the command that repeats it.
        spread: what was found; None where it was interrupted in the ranking.
        complete: False where the work was interrupted.
        wall_s: how long it took, the ranking included.
    """

    tornado: Tornado
    top: int
    n: int
    rerun: str
    spread: Spread | None = None
    complete: bool = False
    wall_s: float = 0.0

    @property
    def evaluations(self) -> int:
        """How many points count: rows times inputs and two."""
        return 0 if self.spread is None else self.spread.sampled.n * (len(self.spread.parts) + 2)

    @property
    def plot(self) -> SobolPlots:
        """The picture."""
        from midcourse.pictures.sensitivity import SobolPlots

        return SobolPlots(self)

    def table(self) -> str:
        """Return the indices as CSV, a line an input."""
        return csv_text(self._flat_rows())

    def rows(self) -> list[dict[str, Any]]:
        """Return the inputs with their indices, in the order of the tornado; none where it was interrupted early."""
        if self.spread is None or self.spread.indices is None:
            return []
        shares = self.spread.indices
        return [
            _row(part) | {"first_order": measured_dict(first), "total_order": measured_dict(total)}
            for part, first, total in zip(self.spread.parts, shares.first, shares.total, strict=True)
        ]

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows` as a data frame: a row an input."""
        return framed(name, {"rows": self._flat_rows})

    def _flat_rows(self) -> Table:
        return under_keys([_flat(row) for row in self.rows()])

    def _line(self) -> str:
        return f"{self.tornado.metric.full_name} over {len(self.rows())} inputs"

    def _card(self) -> Card:
        from midcourse.sentences.sensitivity import SHARE_HEADS, share_cells, sobol_words

        ranked = self.tornado
        words = " ".join(sobol_words(self))
        rows = tuple(share_cells(self))
        title = f"{ranked.scenario.name}: {ranked.metric.words}, whose doubt it is"
        return Card(title, words, SHARE_HEADS, rows, (self.rerun,), "frame()")

    def answer(self) -> str | None:
        """Return which input makes most of the variance in one sentence, None where it was interrupted before."""
        from midcourse.sentences.sensitivity import greatest_share

        return None if self.tornado.stated is None else greatest_share(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        ranked, spread = self.tornado, self.spread
        shares = None if spread is None else spread.indices
        return {
            "answer": self.answer(),
            "scenario": ranked.scenario.name_id or ranked.scenario.name,
            "metric": ranked.metric.full_name,
            "label": ranked.metric.label,
            "unit": ranked.metric.unit,
            "seed": ranked.seed,
            "runs": ranked.runs,
            **({"grade": None} | doubt_left(ranked.scenario)),
            "version": __version__,
            "complete": self.complete,
            "wall_s": round(self.wall_s, 3),
            "rerun": self.rerun,
            "n": 0 if spread is None else spread.sampled.n,
            "evaluations": self.evaluations,
            "replaced": 0 if spread is None else spread.sampled.replaced,
            "mean": None if spread is None else finite(spread.mean),
            "deviation": None if spread is None else finite(spread.deviation),
            "left_share": None if spread is None else spread.left_share,
            "luck_share": None if spread is None else spread.luck_share,
            "first_sum": None if shares is None else measured_dict(shares.first_sum),
            "first_sum_holds": None if shares is None else shares.first_sum.low <= 1.0,
            "rows": self.rows(),
        }


def sobol(
    scenario: Scenario,
    metric: str,
    *,
    n: int = N,
    top: int = TOP,
    grade: str | None = None,
    runs: int = RUNS,
    seed: int = 1,
    jobs: int | None = None,
    rerun: str = "",
    tick: Tick = lambda *_: None,
) -> Sobol:
    """Share the variance of a metric out among the inputs that a tornado ranks first, all others as stated.

    Args:
        scenario: as `load` gives it.
        metric: e.g. `p_no_leaker` or `shots:warsaw`.
        n: rows of points, a power of two; n (top + 2) points are worked.
        top: how many inputs are drawn.
        grade: only inputs of this grade or better; all where None.
        runs: of each point, on equal luck; without meaning where the metric has no luck.
        seed: of the points, and of all luck.
        jobs: threads; the number of cores where None.
        rerun: the command that repeats it, for the corner of the picture.
        tick: called with how many bars of the tornado, or points, have just been finished, and what.

    Returns:
        Sobol; after Ctrl-C with what was finished by then.

    Raises:
        ScenarioError: no such metric or grade, or a number out of bounds.
        NoSolution: no input moves the metric, or too many points have no value.
    """
    from midcourse.study.metric import Luck
    from midcourse.study.spread import spread

    checked(n, top)
    begun = time.monotonic()
    ranked = tornado(
        scenario, metric, grade=grade, runs=runs, bands=0, seed=seed, jobs=jobs, tick=tick
    )  # fmt: skip
    typed: dict[str, Any] = {"metric": metric, "n": n, "top": top, "grade": ranked.grade}
    typed |= {"runs": runs} if ranked.metric.has_luck else {}
    again = line(NAME, scenario.arguments, {**typed, "seed": seed})
    found = Sobol(ranked, top, n, rerun or again)
    try:
        if ranked.complete:
            luck = Luck(runs, 0, seed, jobs)
            found.spread = spread(
                ranked.scenario, ranked.metric, ranked.bars, top, n, luck, lambda count: tick(count, "drawing points")
            )
            found.complete = found.spread.sampled.complete
    except KeyboardInterrupt:
        found.complete = False
    found.wall_s = time.monotonic() - begun
    return found


def checked(n: int, top: int) -> None:
    """Refuse numbers that cannot be used.

    Raises:
        ScenarioError: not a power of two, or out of bounds.
    """
    from midcourse.study.sobol import LEAST_N, MOST_N, is_power

    if not is_power(n) or not LEAST_N <= n <= MOST_N:
        why = "out of bounds" if is_power(n) else "not a power of two"
        raise ScenarioError(why, key="--n", got=n, allowed=f"a power of two from {LEAST_N} to {MOST_N:,}")
    bounded("--top", top, 1, MOST_TOP)


def _row(part: Part) -> dict[str, Any]:
    one = part.input
    least, most = (part.value(share) for share in (0.0, 1.0))
    return {
        "path": one.path,
        "paths": list(one.paths),
        "grade": one.number.grade,
        "unit": one.number.unit,
        "stated": one.number.value,
        "low": least,
        "high": most,
        "from_share": part.from_share,
        "to_share": part.to_share,
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat |= {key: value["value"], f"{key}_low": value["low"], f"{key}_high": value["high"]}
        else:
            flat[key] = " ".join(value) if isinstance(value, list) else value
    return flat
