"""Cost exchange and Nitze's criterion: `midcourse cost` and `mc.cost`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.api.bounds import bounded_luck
from midcourse.api.sizes import checked
from midcourse.api.varied import cost_over, rows_of, table_over
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, under_keys
from midcourse.shown.frame import Table, framed, table_of
from midcourse.strategy.question.asked import typed_in
from midcourse.strategy.question.bands import Ranged, TwoWays, banded, share
from midcourse.strategy.question.hangs import Hangs, hangs_on
from midcourse.strategy.question.kill import kill_of, refuse_unused, told
from midcourse.strategy.question.over import Swept
from midcourse.strategy.race import cost as model
from midcourse.strategy.race.coefficients import (
    Coefficient,
    chosen,
    coefficient,
    draws_of,
    hits_of,
    nominal,
    worlds_of,
)

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.provenance import Provenance
    from midcourse.pictures.race import CostPlots

PLANS = ("plan-c1-price", "plan-c2-price", "plan-c3-price", "european-site-price")
MARKS = ("nike-x-exchange",)
WAYS = {
    **{f"exchange at {basis}": (basis, False) for basis in model.BASES},
    f"exchange at {model.BASES[0]}, in reply": (model.BASES[0], True),
}
"""Ways to price an interceptor: the price, and whether of warheads only those count that survive a first strike."""
COLUMNS = ("basis", "reply", "defence_usd", "offence_usd", "exchange", "low", "high", "cheaper_share")
CHANCES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
NOT_SAID = (
    "Prices are in dollars of different years, as their sources have them; nothing is converted. Warheads are taken "
    "as more than the shield has shots for; money is all that is compared. The site in Poland and the high end of the "
    "first price are averages with radars and command in them, which dearly overstate the margin. The offence buys a "
    "new missile for each warhead: more warheads on missiles that stand, which cost less, are not priced."
)


@dataclass(frozen=True)
class Exchange:
    """The margin in one way to price an interceptor; `reply`: of warheads only those count that survive."""

    basis: str
    reply: bool
    defence_usd: float
    offence_usd: float
    exchange: Ranged
    cheaper_share: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        found = self.exchange
        named = {
            "basis": self.basis,
            "reply": self.reply,
            "defence_usd": self.defence_usd,
            "offence_usd": self.offence_usd,
        }
        band = {"exchange": found.value, "low": found.low, "high": found.high}
        return {**named, **band, "cheaper_share": self.cheaper_share}


@dataclass(frozen=True, repr=False)
class Cost(Shown):
    """The answer: the exchange in every way to price it, and what a shield for some warheads takes."""

    known: Mapping[str, Coefficient]
    kill: Provenance
    warheads: float
    decoys: float
    seed: int
    worlds: int
    exchanges: tuple[Exchange, ...]
    cheaper_share: float | None
    leak: Ranged
    interceptors: Ranged
    price_usd: Ranged
    operation_usd: Ranged
    methods: tuple[TwoWays, ...]
    sweep: tuple[dict[str, float], ...]
    rerun: str
    varied: Swept | None = None

    @property
    def hangs(self) -> tuple[Hangs, ...]:
        """How the first exchange goes with every doubtful coefficient over the worlds."""
        values, hits = worlds_of(self.known, self.worlds, self.seed), hits_of(self.kill, self.worlds, self.seed)
        answer = np.asarray(model.margin(values, hits, self.decoys).exchange)
        drawn = draws_of(self.known, self.kill, self.seed, self.worlds)
        return hangs_on({"the exchange at system-price": answer}, drawn)

    @property
    def headline(self) -> Exchange:
        """The exchange that heads the answer."""
        return self.exchanges[0]

    @property
    def plot(self) -> CostPlots:
        """The pictures: `exchange()` against the chance of a hit, `varied()` over one coefficient; `save_all(DIR)`."""
        from midcourse.pictures.race import CostPlots

        return CostPlots(self)

    @property
    def between(self) -> tuple[float, float] | None:
        """The least and the greatest share of worlds in which the defence is cheaper, over the ways to price it."""
        held = [one.cheaper_share for one in self.exchanges if one.cheaper_share is not None]
        return (min(held), max(held)) if held else None

    def by_shots(self) -> list[dict[str, Any]]:
        """Return the exchange for every number of shots at each object that its sources leave open, and for one.

        Rows with `shots`, the least and the greatest exchange over the ways to price it as stated, and the same of the
        shares of worlds in which the defence is cheaper.
        """
        known, rows = self.known["shots"].number, []
        ends = (known.value if end is None else end for end in (known.low, known.high))
        low, high = (round(end) for end in ends)
        for shots in sorted({1, round(known.value), *range(low, high + 1)}):
            mine = {**self.known, "shots": replace(self.known["shots"], number=typed_in(known, float(shots)))}
            each = exchanges_of(mine, self.kill, self.decoys, self.seed, self.worlds)
            values = [one.exchange.value for one in each]
            cheaper = [one.cheaper_share for one in each if one.cheaper_share is not None]
            row = {"shots": shots, "least": min(values), "greatest": max(values)}
            ends_of = (min(cheaper), max(cheaper)) if cheaper else (None, None)
            rows.append({**row, "cheaper_least": ends_of[0], "cheaper_greatest": ends_of[1]})
        return rows

    @property
    def dollars(self) -> dict[str, str]:
        """Of which year the dollars of every price in a ratio are; `not noted` where the source does not say."""
        return {
            name: str(self.known[name].dollars or "not noted")
            for name in (*model.BASES, *model.OFFENCE)
        }

    def plans(self) -> list[dict[str, Any]]:
        """Return published plans beside what the price of one more interceptor gives for as many."""
        found = []
        for name in PLANS:
            one = coefficient(name)
            ours = one.of * self.known["system-price"].value
            row = {
                "plan": one.name,
                "interceptors": one.of,
                "published_usd": one.number.value,
                "price_usd": ours,
            }
            found.append(
                {**row, "dollars": one.dollars, "source": one.number.source, "grade": one.number.grade}
            )
        return found

    def answer(self) -> str:
        """Return the answer in one sentence."""
        from midcourse.sentences.race import cost_answer

        return cost_answer(self)

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse cost --json` prints."""
        from midcourse.sentences.race import nitze_words

        return {
            "answer": self.answer(),
            "warheads": self.warheads,
            "decoys": self.decoys,
            "seed": self.seed,
            "worlds": self.worlds,
            "kill": told(self.kill),
            "rows": [one.as_dict() for one in self.exchanges],
            "nitze": list(nitze_words(self)),
            "cheaper_share": self.cheaper_share,
            "by_shots": self.by_shots(),
            "dollars": self.dollars,
            "interceptors": self.interceptors.as_dict(),
            "price_usd": self.price_usd.as_dict(),
            "operation_usd": self.operation_usd.as_dict(),
            "leak": self.leak.as_dict(),
            "methods": [one.as_dict() for one in self.methods],
            "sweep": list(self.sweep),
            "hangs_on": [one.as_dict() for one in self.hangs],
            "varied": rows_of(self.varied),
            "plans": self.plans(),
            "marks": [coefficient(name).as_dict() for name in MARKS],
            "coefficients": [one.as_dict() for one in self.known.values()],
            "leaves_out": NOT_SAID,
            "rerun": self.rerun,
        }

    def table(self) -> str:
        """Return the sweep over the chance of a hit as CSV; where a coefficient is varied, that over it."""
        return csv_text(self._sweep() if self.varied is None else table_over(self.varied))

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows`, one a way to price, `sweep`, one a chance, `coefficients` or `varied` as a data frame."""
        held = {"rows": self._rows, "sweep": self._sweep, "coefficients": self._known}
        return framed(name, {**held, "varied": lambda: table_over(self.varied)})

    def _rows(self) -> Table:
        return table_of(COLUMNS, (one.as_dict() for one in self.exchanges))

    def _sweep(self) -> Table:
        return under_keys(self.sweep)

    def _known(self) -> Table:
        return under_keys([one.as_dict() for one in self.known.values()])

    def _line(self) -> str:
        return self.answer()

    def _card(self) -> Card:
        from midcourse.sentences.hangs import hang_words
        from midcourse.sentences.race import (
            COST_HEADS,
            dollar_words,
            exchange_by_shots,
            exchange_cells,
            method_words,
            nitze_words,
        )

        told = (*nitze_words(self), exchange_by_shots(self), dollar_words(self), *hang_words(self.hangs))
        notes = (*told, *method_words(self.methods), NOT_SAID, self.rerun)
        return Card(self.answer(), "", COST_HEADS, tuple(exchange_cells(self)), notes, "frame()")


def cost(
    warheads: float = 20.0,
    decoys: float = 0.0,
    sets: Sequence[str] = (),
    *,
    kill: str | None = None,
    scenario: str | None = None,
    shots: float | None = None,
    vary: str | None = None,
    seed: int = 1,
    worlds: int = 200,
    rerun: str = "",
) -> Cost:
    """Compare what a shield and what missiles cost at the margin.

    Args:
        warheads: for how many the shield is to have shots; decoys: flown with each.
        sets: `NAME=VALUE` each, for any coefficient; `midcourse catalog list coefficients` has them.
        kill: chance of a hit of one shot, `record:gmd`, the default, `folder:PATH` of a run, or `P@SOURCE`.
        scenario: of which a run folder must be.
        shots: interceptors at each object; the coefficient `shots` if None.
        vary: `NAME=A..B`, `NAME=A..B:N` or `NAME=A,B,C`, any coefficient or `kill`: the exchange over it.
        seed: of the worlds; worlds: how many are drawn over the doubt of the coefficients, 0 for none.
        rerun: the command that repeats it.

    Returns:
        Cost.

    Raises:
        ScenarioError: no such coefficient, no chance with a source, or a number out of its bounds.
    """
    checked(warheads, "--warheads", 1.0, model.MOST_WARHEADS)
    checked(decoys, "--decoys", 0.0, model.MOST_DECOYS)
    refuse_unused(scenario, kill)
    bounded_luck(1, worlds, seed)
    if shots is not None:
        checked(shots, "--shots", 1.0, 20.0, is_whole=True)
    all_sets = [*sets, *([] if shots is None else [f"shots={shots:.10g}"])]
    typed = {
        "warheads": f"{warheads:g}",
        "decoys": f"{decoys:g}",
        "kill": kill,
        "scenario": scenario,
        "shots": None if shots is None else f"{shots:g}",
    }
    again = rerun or line("cost", (), {**typed, "set": list(sets), "vary": vary, "seed": seed, "worlds": worlds})
    known, hit = chosen(model.NAMES, all_sets), kill_of(kill or "record:gmd", scenario)
    if hit.value <= 0.0:
        why = "no shot ever kills: no number of interceptors cancels an arrival"
        raise ScenarioError(why, key="--kill", got=kill, allowed="a chance above 0")
    return _cost(known, hit, warheads, decoys, seed, worlds, again, vary)


def _cost(
    known: dict[str, Coefficient],
    hit: Provenance,
    warheads: float,
    decoys: float,
    seed: int,
    worlds: int,
    rerun: str,
    vary: str | None,
) -> Cost:
    values, draws, hits = nominal(known), worlds_of(known, worlds, seed), hits_of(hit, worlds, seed)
    exchanges = exchanges_of(known, hit, decoys, seed, worlds)
    varied = None if vary is None else cost_over(known, hit, WAYS, decoys, vary, seed, worlds)
    stated, drawn = (
        model.shield(values, hit.value, warheads, decoys),
        model.shield(draws, hits, warheads, decoys),
    )
    count = (
        known["shots"].value
        * (1.0 + known["decoy-credit"].value * decoys)
        / (1.0 - stated.arriving / warheads)
    )
    second = model.interceptors_by_difference(values, hit.value, decoys)
    methods = (
        TwoWays("interceptors that cancel one arrival", count, second, "whole sets that undo added warheads"),
    )
    return Cost(
        known, hit, warheads, decoys, seed, worlds, exchanges,
        exchanges[0].cheaper_share,
        banded(stated.arriving / warheads, np.asarray(drawn.arriving) / warheads),
        banded(stated.interceptors, drawn.interceptors), banded(stated.price_usd, drawn.price_usd),
        banded(stated.operation_usd, drawn.operation_usd), methods, _sweep(known, values, decoys), rerun, varied,
    )  # fmt: skip


def exchanges_of(
    known: Mapping[str, Coefficient], hit: Provenance, decoys: float, seed: int, worlds: int
) -> tuple[Exchange, ...]:
    """Return the margin in every way to price an interceptor."""
    values, draws, hits = nominal(known), worlds_of(known, worlds, seed), hits_of(hit, worlds, seed)
    return tuple(_exchange(values, draws, hit, hits, decoys, *way) for way in WAYS.values())


def _exchange(
    values: dict[str, float], draws: Mapping[str, np.ndarray], hit: Provenance, hits: np.ndarray, decoys: float,
    basis: str,
    reply: bool,
) -> Exchange:  # fmt: skip
    one = model.margin(values, hit.value, decoys, basis, reply)
    drawn = model.margin(draws, hits, decoys, basis, reply).exchange
    usd = float(one.defence_usd), float(one.offence_usd)
    return Exchange(basis, reply, *usd, banded(one.exchange, drawn), share(drawn < 1.0))


def _sweep(
    known: Mapping[str, Coefficient], values: dict[str, float], decoys: float
) -> tuple[dict[str, float], ...]:
    """Return the exchange over the chance of a hit: the first price at its low, value and high, and other ways."""
    number = known["system-price"].number
    ends = {"low": number.low, "value": number.value, "high": number.high}
    rows = []
    for chance in CHANCES:
        row = {"hit": chance}
        for key, price in ends.items():
            priced = {**values, "system-price": number.value if price is None else price}
            row[key] = float(model.margin(priced, chance, decoys).exchange)
        row["sea"] = float(model.margin(values, chance, decoys, model.BASES[2]).exchange)
        row["reply"] = float(model.margin(values, chance, decoys, reply=True).exchange)
        row["fired_best"] = float(model.margin({**values, "shots": 1.0}, chance, decoys, reply=True).exchange)
        rows.append(row)
    return tuple(rows)
