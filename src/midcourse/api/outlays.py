"""Richardson's race of two outlays: `midcourse race --model richardson`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.api.varied import outlays_over, rows_of, table_over
from midcourse.shown.card import Card, Shown
from midcourse.shown.document import csv_text, under_keys
from midcourse.shown.frame import Table, framed, table_of
from midcourse.strategy.question.bands import Ranged, TwoWays, banded, by_year, share
from midcourse.strategy.question.hangs import Hangs, hangs_on
from midcourse.strategy.question.over import Swept
from midcourse.strategy.race.coefficients import Coefficient, chosen, draws_of, nominal
from midcourse.strategy.race.richardson import LETTERS, STABLE, Richardson, model_of, models_of

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.race import OutlayPlots

MODEL = "richardson"
QUANTITIES = ("outlay-shield", "outlay-missiles")
UNIT = "$ a year"
COLUMNS = ("year", "quantity", "unit", "value", "low", "high")
NOT_SAID = (
    "The model knows outlays alone: no weapons, no purses that run dry, no treaties. Its coefficients were set by "
    "Richardson for the 1930s; that they hold here is assumed."
)


@dataclass(frozen=True, repr=False)
class OutlayRace(Shown):
    """The answer: two outlays by year, whether they settle, and in which share of the worlds."""

    model: Richardson
    known: Mapping[str, Coefficient]
    drawn: tuple[Richardson, ...]
    years: int
    seed: int
    course: np.ndarray
    courses: np.ndarray
    methods: tuple[TwoWays, ...]
    rerun: str
    varied: Swept | None = None

    @property
    def hangs(self) -> tuple[Hangs, ...]:
        """How the shield's outlay in the last year goes with every doubtful coefficient over the worlds."""
        drawn = draws_of(self.known, None, self.seed, len(self.drawn))
        return hangs_on({"the shield's outlay": self.courses[:, -1, 0]}, drawn)

    @property
    def stable_share(self) -> float | None:
        """In which share of the worlds the race is stable."""
        return share(np.array([one.verdict == STABLE for one in self.drawn]))

    @property
    def plot(self) -> OutlayPlots:
        """The pictures: `outlays()` by year, `phase()` plane, `varied()` over one coefficient; `save_all(DIR)`."""
        from midcourse.pictures.race import OutlayPlots

        return OutlayPlots(self)

    def at_end(self, side: int) -> Ranged:
        """Return one outlay in the last year with its band: 0 the shield's, 1 that of the missiles."""
        return banded(self.course[-1, side], self.courses[:, -1, side])

    def answer(self) -> str:
        """Return the answer in one sentence."""
        from midcourse.sentences.race import outlay_answer

        return outlay_answer(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return both outlays, a row for each year."""
        found = []
        for side, quantity in enumerate(QUANTITIES):
            found += by_year(quantity, UNIT, self.course[:, side], self.courses[:, :, side].T)
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse race --model richardson --json` prints."""
        model = self.model
        rest = model.equilibrium
        return {
            "answer": self.answer(),
            "model": MODEL,
            "years": self.years,
            "seed": self.seed,
            "worlds": len(self.drawn),
            "stability": model.verdict,
            "stable_share": self.stable_share,
            "determinant": model.determinant,
            "eigenvalues": list(model.eigenvalues),
            "equilibrium": None if rest is None else list(rest),
            "hangs_on": [one.as_dict() for one in self.hangs],
            "varied": rows_of(self.varied),
            "rows": self.rows(),
            "methods": [one.as_dict() for one in self.methods],
            "coefficients": [one.as_dict() for one in self.known.values()],
            "leaves_out": NOT_SAID,
            "rerun": self.rerun,
        }

    def table(self) -> str:
        """Return the rows as CSV; where a coefficient is varied, those of it."""
        return csv_text(self._rows() if self.varied is None else table_over(self.varied))

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows`, one a year and outlay, `coefficients` or `varied` as a data frame."""
        held = {"rows": self._rows, "coefficients": self._known}
        return framed(name, {**held, "varied": lambda: table_over(self.varied)})

    def _rows(self) -> Table:
        return table_of(COLUMNS, self.rows())

    def _known(self) -> Table:
        return under_keys([one.as_dict() for one in self.known.values()])

    def _line(self) -> str:
        return self.answer()

    def _card(self) -> Card:
        from midcourse.sentences.hangs import hang_words
        from midcourse.sentences.race import COEFFICIENT_HEADS, coefficient_cells, stability_words

        rows = tuple(coefficient_cells(self.known.values()))
        return Card(
            self.answer(),
            "",
            COEFFICIENT_HEADS,
            rows,
            (stability_words(self), *hang_words(self.hangs), NOT_SAID, self.rerun),
            "frame()",
        )


def outlays(
    years: int, sets: Sequence[str], seed: int, worlds: int, rerun: str, vary: str | None = None
) -> OutlayRace:
    """Solve Richardson's equations as stated and in every world."""
    known = chosen(tuple(LETTERS.values()), sets)
    varied = None if vary is None else outlays_over(known, vary, (years, seed, worlds))
    times = [float(year) for year in range(years + 1)]
    model = model_of(nominal(known))
    drawn = models_of(known, worlds, seed)
    course = model.course(times)
    second = model.integrated(times)
    courses = np.array([one.course(times) for one in drawn]).reshape(worlds, years + 1, 2)
    methods = tuple(
        TwoWays(
            f"{quantity} in year {years}",
            float(course[-1, side]),
            float(second[-1, side]),
            "integrator of order eight",
        )
        for side, quantity in enumerate(QUANTITIES)
    )
    return OutlayRace(model, known, drawn, years, seed, course, courses, methods, rerun, varied)
