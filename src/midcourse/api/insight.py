"""What follows from a campaign: `midcourse insight` and `mc.insight`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from midcourse.api.campaigned import Campaigned
from midcourse.api.campaigns import kept_campaign
from midcourse.api.insight_rows import cell_rows, rows_of
from midcourse.errors import MidcourseError, NoSolution
from midcourse.insight.indices import Shares, shares
from midcourse.insight.measure import Measurement, of_doubt, of_inputs
from midcourse.insight.over_cells import Emulated, emulated
from midcourse.insight.ranks import Ranked, ranked
from midcourse.insight.screening import Screened, screened
from midcourse.insight.values import Values, checked_cell, values_of
from midcourse.insight.world import ByWorld, by_world
from midcourse.insight.worth import Bounds
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, finite
from midcourse.shown.frame import Table, framed, table_of
from midcourse.store.place import USUAL
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.pictures.insight import InsightPlots

NAME = "insight"
COLUMNS = ("analysis", "kind", "input", "value", "low", "high")
HELD_BACK = ("cell", "value", "predicted", "low", "high")
Found = TypeVar("Found")


@dataclass(frozen=True, repr=False)
class Insight(Shown):
    """What follows from a campaign, of one metric in one scenario; None for what it does not allow.

    Args:
        campaign: what the store knows of it.
        values: the metric, cell by cell.
        cell: of the worlds that were looked at; None for the mean over all cells.
        indices: Sobol's, of a design sobol-indices.
        screening: Morris', of a design morris.
        ranks: rank correlation over worlds.
        emulator: a Gaussian process over cells, with its error on cells held back.
        worth: what to know each doubtful input of the worlds would be worth.
        worth_inputs: the same of the inputs that the design draws.
        cannot: why an analysis was not made, by its name.
        rerun: the command that repeats it.
    """

    campaign: Campaigned
    values: Values
    cell: int | None
    indices: Shares | None
    screening: Screened | None
    ranks: Ranked | None
    emulator: Emulated | None
    worth: Measurement | None
    worth_inputs: Measurement | None
    cannot: dict[str, str]
    rerun: str

    @property
    def made(self) -> tuple[str, ...]:
        """The analyses that were made, by name."""
        names = ("indices", "screening", "ranks", "emulator", "worth", "worth_inputs")
        return tuple(name for name in names if getattr(self, name) is not None)

    @property
    def plot(self) -> InsightPlots:
        """The pictures: `indices`, `screening`, `ranks`, `worth` and `map`, as far as there is something for them."""
        from midcourse.pictures.insight import InsightPlots

        return InsightPlots(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return all numbers that belong to an input: analysis, kind, input, value and its interval."""
        return rows_of(self)

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return a data frame: `rows`, or `held_back` with a row a cell that the emulator was not taught."""
        return framed(name, {"rows": self._table, "held_back": lambda: table_of(HELD_BACK, cell_rows(self))})

    def csv(self) -> str:
        """Return the rows as CSV."""
        return csv_text(self._table())

    def _table(self) -> Table:
        return table_of(COLUMNS, self.rows())

    def _line(self) -> str:
        made = ", ".join(self.made).replace("_", " of ") or "nothing that its design allows"
        return f"{self.campaign.layout.name}, {self.values.metric.full_name}: {made}"

    def _card(self) -> Card:
        from midcourse.sentences.insight import HEADS, row_cells, words

        rows = tuple(row_cells(self))
        return Card(self._line(), "", HEADS, rows, (*words(self), self.rerun), "frame()")

    def answer(self) -> str:
        """Return what is most worth knowing, else which input does most, in one sentence."""
        from midcourse.sentences.insight import headline

        return headline(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        layout, metric, inputs = self.campaign.layout, self.values.metric, self.values.inputs
        named = ("indices", "screening", "ranks", "emulator", "worth", "worth_inputs")
        return {
            "answer": self.answer(),
            "campaign": layout.name,
            "status": self.campaign.status,
            "store": self.campaign.store,
            "scenario": inputs.scenario.name_id or inputs.scenario.name,
            "metric": metric.full_name,
            "label": metric.label,
            "unit": metric.unit,
            "cell": self.cell,
            "seed": layout.asked.seed,
            "version": __version__,
            "rerun": self.rerun,
            "made": list(self.made),
            "cannot": self.cannot,
            **{name: told(getattr(self, name)) for name in named},
            "rows": self.rows(),
        }


def told(found: Any) -> dict[str, Any] | None:
    """Return the numbers of an analysis that belong to no single input; None where it was not made."""
    if found is None:
        return None
    if isinstance(found, Shares):
        total = found.indices.first_sum.as_dict()
        kept = {"n": found.rows, "dropped": found.dropped, "luck_share": found.luck_share, "first_sum": total}
        return kept | {"mean": found.mean, "deviation": found.deviation}
    if isinstance(found, Screened):
        return {"trajectories": found.trajectories, "dropped": found.dropped, "luck": found.luck}
    if isinstance(found, Ranked):
        edges = {"beyond_one": found.beyond_one, "beyond_all": found.beyond_all}
        return {"worlds": found.worlds, **edges, "luck_share": finite(found.luck_share)}
    if isinstance(found, Emulated):
        back = found.held_back
        kept = {"cells": len(found.cells), "known": found.known, "rmse": back.rmse, "q2": back.q2}
        return kept | {"inside": back.inside, "luck_share": back.luck_share}
    return _worth(found)


def _worth(found: Measurement) -> dict[str, Any]:
    one, (low, high) = found.worth, found.worth.now
    kept = {"by": one.by, "now": {"low": low, "high": high}, "width": one.width, "q2": found.q2}
    return kept | {"most_q2": found.most_q2, "taken": found.taken, "points": found.points}


def insight(
    name: str,
    store: str | Path = USUAL,
    metric: str | None = None,
    *,
    scenario: str | None = None,
    cell: int | None = None,
    emulator: bool = False,
    worth: bool = False,
) -> Insight:
    """Say what follows from a campaign: whose doubt its answer is, and what one more measurement would be worth.

    Args:
        name: of the campaign.
        store: folder of the store.
        metric: one that the campaign asked for; its first where None.
        scenario: one that it fought; may be None where there is one only.
        cell: number of the cell whose worlds are looked at; the mean over all cells where None.
        emulator: whether a Gaussian process is taught over the cells.
        worth: whether to say what to know each input would be worth.

    Returns:
        Insight: what the design and the worlds of the campaign allow, and why not what they do not.

    Raises:
        ScenarioError: no such store, campaign, metric, scenario or cell.
    """
    kept = kept_campaign(name, store)
    values = values_of(kept.layout, kept.cells, metric, scenario)
    checked_cell(values, cell)
    home = None if str(store) == USUAL else str(store)
    typed = line(NAME, [name], {"store": home, "metric": metric, "scenario": scenario, "cell": cell})
    flags = [f"--{key}" for key, asked in (("emulator", emulator), ("worth", worth)) if asked]
    return _made(kept, values, cell, emulator, worth, " ".join([typed, *flags]))


def _made(kept: Campaigned, values: Values, cell: int | None, emulator: bool, worth: bool, rerun: str) -> Insight:
    laid, seed, cannot = kept.layout, kept.layout.asked.seed, dict[str, str]()
    indices = _tried("indices", cannot, lambda: _indices(values, laid.asked.design, seed))
    screening = _tried("screening", cannot, lambda: _screening(kept, values, seed))
    over = _tried("ranks", cannot, lambda: by_world(laid, values, cell))
    ranks = None if over is None else _tried("ranks", cannot, lambda: _ranks(over))
    bounds = Bounds(values.metric.least, values.metric.most)
    taught, doubt, drawn = None, None, None
    if emulator or (worth and laid.asked.over):
        taught = _tried("emulator", cannot, lambda: emulated(values, seed))
    else:
        cannot["emulator"] = "not asked for: --emulator"
    if not worth:
        cannot["worth"] = "not asked for: --worth"
    elif over is None:
        cannot["worth"] = cannot["ranks"]
    else:
        doubt = _tried("worth", cannot, lambda: of_doubt(over, bounds, seed))
    if worth and taught is not None:
        drawn = _tried("worth_inputs", cannot, lambda: of_inputs(laid, values, taught, bounds, seed))
    return Insight(kept, values, cell, indices, screening, ranks, taught, doubt, drawn, cannot, rerun)


def _tried(name: str, cannot: dict[str, str], work: Callable[[], Found]) -> Found | None:
    try:
        return work()
    except MidcourseError as problem:
        cannot[name] = problem.one_line()
        return None


def _indices(values: Values, design: str, seed: int) -> Shares:
    if design != "sobol-indices":
        raise NoSolution(f"the design {design} has no rows of Saltelli", allowed="design: sobol-indices")
    return shares(values, seed)


def _screening(kept: Campaigned, values: Values, seed: int) -> Screened:
    design, points = kept.layout.asked.design, kept.layout.shares
    if design != "morris" or points is None:
        raise NoSolution(f"the design {design} has no trajectories", allowed="design: morris")
    return screened(values, points, seed)


def _ranks(over: ByWorld) -> Ranked:
    return ranked(over.draws.inputs, over.draws.along, over.value, over.luck_share)
