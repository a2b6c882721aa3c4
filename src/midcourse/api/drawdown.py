"""Warheads that arrive in reply, against force, shield and arsenal size: `midcourse drawdown` and `mc.drawdown`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from midcourse.api.sizes import SIZES, checked, sizes_of
from midcourse.api.varied import drawdown_over, rows_of, table_over
from midcourse.catalog.posture import ALERTS
from midcourse.catalog.provenance import USER
from midcourse.catalog.reader import load_shield
from midcourse.compliance.treaty import forces_of
from midcourse.errors import ScenarioError
from midcourse.sentences import balance as said
from midcourse.sentences.hangs import hang_words
from midcourse.sentences.shot import whose
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text
from midcourse.shown.frame import Table, framed, table_of
from midcourse.strategy.balance.drawdown import Exchange, Reply, Stability, replies, stabilities
from midcourse.strategy.balance.forces import FURTHER, Level, levels
from midcourse.strategy.balance.guarded import BOUNDS, WHOLE, as_typed, numbers_of, same_side, shield_of
from midcourse.strategy.balance.replaced import replaced_of
from midcourse.strategy.balance.stability import WEIGHT
from midcourse.strategy.balance.stance import leg_shares, posture_of, stated_of, with_bombers
from midcourse.strategy.question.hangs import Hangs, hangs_on
from midcourse.strategy.question.kill import refuse_unused
from midcourse.strategy.question.over import Swept
from midcourse.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.deployed import Forces
    from midcourse.catalog.provenance import Provenance
    from midcourse.pictures.balance import DrawdownPlots

ATTACKER, FORCE = "usa-2009-early", "russia-2009-deployed"
WORLDS = 200
OWN, TREATY, FURTHER_SIZE = "own", "treaty", "size"


class Marked(NamedTuple):
    """A size of an arsenal that is marked, with its name and why: `OWN`, `TREATY` or `FURTHER_SIZE`."""

    size: float
    name: str
    kind: str


@dataclass(frozen=True, repr=False)
class Drawdown(Shown):
    """What arrives in reply, size by size on both alerts; the forces as they are stand first."""

    question: Exchange
    attacker: Forces
    force: Forces
    alert: str
    rows: tuple[Reply, ...]
    stability: tuple[Stability, ...]
    levels: tuple[Level, ...]
    shield: str | None
    rerun: str
    varied: Swept | None = None

    @cached_property
    def hangs(self) -> tuple[Hangs, ...]:
        """How the reply that was asked for goes with every doubtful number over the worlds."""
        answer = self.question.reply_worlds(self.reply.size, self.alert)
        return hangs_on({"the reply": answer}, self.question.draws())

    @property
    def reply(self) -> Reply:
        """What arrives from the force as it is, on the alert that was asked for."""
        return next(one for one in self.rows if one.alert == self.alert and one.size == self.force.warheads)

    @property
    def index(self) -> list[Stability]:
        """The index of the forces as they are on that alert, by who has a shield."""
        return [one for one in self.stability if one.size is None and one.alert == self.alert]

    @property
    def plot(self) -> DrawdownPlots:
        """The pictures: `arriving()` and `stability()` by arsenal size, `varied()` over one input; `save_all(DIR)`."""
        from midcourse.pictures.balance import DrawdownPlots

        return DrawdownPlots(self)

    def marked(self) -> list[Marked]:
        """Return the sizes that stand in the table, the greatest first."""
        own = [Marked(float(self.force.warheads or 0), self.force.name, OWN)]
        laws = [Marked(one.warheads, one.name, TREATY) for one in self.levels]
        return sorted(own + laws + [Marked(size, "", FURTHER_SIZE) for size in FURTHER], reverse=True)

    @property
    def shield_year(self) -> int | None:
        """The year of the shield; None where there is none, or its interceptors were typed."""
        stock = self.question.numbers["interceptors"]
        if self.shield is None or stock.grade == USER or not stock.value:
            return None
        return load_shield(self.shield)[0].year

    def answer(self) -> str:
        """Return the answer in one sentence of at most 30 words; in a second whose shots, if of no record."""
        interceptors, replaced = self.question.numbers["interceptors"].value, len(self.question.replaced)
        year, own = self.shield_year, self.force.day.year
        years = None if year is None or year == own else (own, year)
        head = said.headline(self.reply, self.force.state, self.attacker.state, interceptors, replaced, years)
        return head + (whose(self.question.numbers["kill"]) if interceptors else "")

    def told(self) -> list[str]:
        """Return what stands below the answer: methods, what it hangs on, stability, what is left out."""
        unshielded = self.shield is None and not self.question.numbers["interceptors"].value
        dates = said.days(self.force, self.attacker, self.shield, self.shield_year)
        remark = [dates] if dates else []
        remark += [said.indifferent(self.attacker)] if self.attacker.id != ATTACKER else []
        remark += [said.unshielded(self.attacker.state)] if unshielded else []
        return [
            said.methods(self.reply, self.reply.flying, self.question.fails_at_once), *self._legs(),
            *hang_words(self.hangs), *self._orders(),
            said.stable(self.index), *remark, said.LEAVES_OUT,
        ]  # fmt: skip

    def orders(self) -> dict[str, Any]:
        """Return what other numbers of shots at each object leave of the reply that was asked for.

        `by_shots` for the range of the shield's sources, `evenly` where shots are dealt evenly, which leaves least.
        """
        each, flying = self.question.numbers["shots"], self.reply.flying
        ends = (each.value, each.value) if each.low is None or each.high is None else (each.low, each.high)
        numbers = range(round(ends[0]), round(ends[1]) + 1)
        spread = [{"shots": shots, "value": self.question.at_shots(flying, shots)} for shots in numbers]
        return {"shots": each.value, "by_shots": spread, "evenly": self.question.evenly(flying)}

    def _legs(self) -> list[str]:
        posture, _ = posture_of(self.force.state)
        if leg_shares(self.force) or posture.year == self.force.day.year:
            return []
        shares = with_bombers(self.force)
        left = 1.0 - sum(one.value for one in shares.values())
        other = replace(self.question, replaced={**self.question.replaced, **shares})
        (reply,) = replies(other, [self.reply.size], [self.alert])
        return [said.legs(posture.year, self.force, left, reply.value)]

    def _orders(self) -> list[str]:
        stock = self.question.numbers["interceptors"].value
        if not stock:
            return []
        held, fakes = self.orders(), self.question.numbers
        objects = self.reply.flying * (1.0 + fakes["decoys"].value * (1.0 - fakes["rejected"].value))
        others = {one["shots"]: one["value"] for one in held["by_shots"] if one["shots"] != held["shots"]}
        return [said.orders(held["shots"], others, stock, objects, held["evenly"])]

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse drawdown --json` prints."""
        return {
            "answer": self.answer(),
            "told": self.told()[:-1],
            "attacker": self.attacker.id,
            "force": self.force.id,
            "shield": self.shield,
            "dates": {
                "attacker": self.attacker.day.isoformat(),
                "force": self.force.day.isoformat(),
                "shield": self.shield_year,
            },
            "alert": self.alert,
            "seed": self.question.seed,
            "worlds": self.question.worlds,
            "version": __version__,
            "arriving": _row(self.reply),
            "orders": self.orders(),
            "hangs_on": [one.as_dict() for one in self.hangs],
            "varied": rows_of(self.varied),
            "rows": [_row(one) for one in self.rows],
            "stability": [asdict(one) for one in self.stability],
            "levels": [
                {**one._asdict(), "due": None if one.due is None else one.due.isoformat()}
                for one in self.levels
            ],
            "replaced": self.replaced(),
            "inputs": self._inputs(),
            "leaves_out": said.LEAVES_OUT,
            "rerun": self.rerun,
        }

    def replaced(self) -> list[dict[str, Any]]:
        """Return what was put in place of the catalogue's numbers of how forces stand, with what it replaces."""
        cited = {name: one.number for side in (self.attacker, self.force) for name, one in stated_of(side).items()}
        return [
            {"input": name, "value": one.value, "instead_of": cited[name].value}
            for name, one in self.question.replaced.items()
        ]

    def _inputs(self) -> list[dict[str, Any]]:
        """Return every number behind the answer with its author."""
        keys = ("value", "low", "high", "source", "where", "grade")
        held = {f"shield.{name}": number for name, number in self.question.numbers.items()}
        held["stability.weight"] = WEIGHT
        for forces in (self.attacker, self.force):
            held |= {name: one.number for name, one in stated_of(forces, self.question.replaced).items()}
        told = [{"input": name, **{key: getattr(one, key) for key in keys}} for name, one in held.items()]
        warheads = [
            {"input": one.id, "value": one.warheads, "low": None, "high": None,
             "source": one.source, "where": one.where, "grade": one.grade}
            for one in (self.attacker, self.force)
        ]  # fmt: skip
        return warheads + told

    def table(self) -> str:
        """Return all rows as CSV; where an input is varied, those of it."""
        return csv_text(self._rows() if self.varied is None else table_over(self.varied))

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows`, `stability`, `inputs` or `varied` as a data frame."""
        held = {"rows": self._rows, "stability": self._stability, "inputs": self._input_rows}
        return framed(name, {**held, "varied": lambda: table_over(self.varied)})

    def _rows(self) -> Table:
        rows = [_row(one) for one in self.rows]
        return table_of(tuple(rows[0]), rows)

    def _stability(self) -> Table:
        rows = [asdict(one) for one in self.stability]
        return table_of(tuple(rows[0]), rows)

    def _input_rows(self) -> Table:
        return table_of(("input", "value", "low", "high", "source", "where", "grade"), self._inputs())

    def _line(self) -> str:
        return self.answer()

    def _card(self) -> Card:
        at = {(one.size, one.alert): one for one in self.rows}
        rows = tuple(
            (f"{size:,.0f}", name, *(_banded(at[size, alert]) for alert in ALERTS))
            for size, name, _ in self.marked()
        )
        head = ("deployed warheads", "", *(f"arrive, {alert}" for alert in ALERTS))
        return Card(self.answer(), "", head, rows, (*self.told(), self.rerun), "frame()")


def _row(one: Reply) -> dict[str, Any]:
    return {**asdict(one), "disagreement": one.disagreement}


def _banded(one: Reply) -> str:
    return f"{said.whole(one.value)} ({said.whole(one.low)} to {said.whole(one.high)})"


def drawdown(
    attacker: str = ATTACKER,
    force: str = FORCE,
    *,
    shield: str | None = None,
    interceptors: float | None = None,
    shots: float | None = None,
    kill: str | None = None,
    scenario: str | None = None,
    decoys: float = 0.0,
    rejected: float = 0.0,
    common_cause: float | None = None,
    alert: str = ALERTS[0],
    sizes: str = SIZES,
    sets: Sequence[str] = (),
    vary: str | None = None,
    seed: int = 1,
    rerun: str = "",
) -> Drawdown:
    """Work out how many warheads arrive in reply, against the size of the arsenal that is struck first.

    Args:
        attacker: id of the forces that strike first and have the shield; force: of those that reply.
        shield: id of a shield of the side that strikes first, whose numbers hold where none is given; where None that
            of the United States is `gmd-2017`, and Russia has none in the catalogue.
        interceptors, shots, common_cause: in place of the shield's: how many, how many at each object, share of a
            shot's failure that strikes all alike.
        kill: chance that one shot kills, with its author: `record:gmd`, `folder:PATH` of a run, or `P@SOURCE`.
        scenario: of which a run folder must be.
        decoys: with each warhead; rejected: the share of them that is told from warheads.
        alert: `day-to-day` or `generated`, of the answer; the rows have both.
        sizes: deployed warheads, `A..B`, `A..B:N` or `N,N,…`.
        sets: `NAME=VALUE` each, for any number of how the two forces stand, e.g. `russia-posture.sea.survives=0.5`;
            what is set has no doubt.
        vary: `NAME=A..B`, `NAME=A..B:N` or `NAME=A,B,C`, a number of `inputs` but the count of forces and
            the weight of the stability: the reply of the forces as they are, over it.
        seed: of the worlds of doubt.
        rerun: the command that repeats it.

    Returns:
        Drawdown.

    Raises:
        ScenarioError: no such forces, shield, source or folder, a shield of the other side, forces that are counted
            otherwise, or a number that cannot be.
    """
    refuse_unused(scenario, kill)
    struck, first = forces_of(force, "--force"), forces_of(attacker, "--attacker")
    _fit(first, struck)
    if alert not in ALERTS:
        raise ScenarioError("no such alert", key="--alert", got=alert, allowed=" or ".join(ALERTS))
    typed = {"interceptors": interceptors, "shots": shots, "common_cause": common_cause}
    own_shield = shield_of(shield, first.state)
    numbers = numbers_of(own_shield, _typed(typed, {"decoys": decoys, "rejected": rejected}), kill, scenario)
    question = Exchange(attacker, force, numbers, WORLDS, seed, replaced_of(sets, (first, struck)))
    varied = None if vary is None else drawdown_over(question, (first, struck), alert, vary)
    known = tuple(levels())
    own = (float(first.warheads or 0), float(struck.warheads or 0))
    marks = [own[1], *(one.warheads for one in known), *FURTHER]
    grid = list(dict.fromkeys([*marks, *sizes_of(sizes)]))
    options = {
        "attacker": attacker, "force": force, "shield": own_shield, **typed, "kill": kill, "scenario": scenario,
        "decoys": decoys or None, "rejected": rejected or None, "alert": alert, "sizes": sizes, "set": list(sets),
        "vary": vary, "seed": seed,
    }  # fmt: skip
    again = rerun or line("drawdown", [], {name.replace("_", "-"): value for name, value in options.items()})
    rows = tuple(replies(question, grid))
    equal = sorted({*marks[1:], *sizes_of(sizes)}, reverse=True)
    stable = tuple(stabilities(question, own, equal))
    return Drawdown(question, first, struck, alert, rows, stable, known, own_shield, again, varied)


def _fit(first: Forces, struck: Forces) -> None:
    """Refuse two forces of one state, or such as are counted in two ways, or without a total."""
    if same_side(first.state, struck.state):
        raise ScenarioError(
            "both forces are of one side", key="--force", got=struck.id, allowed="one of each side"
        )
    if first.measure != struck.measure:
        got = f"{first.id} ({first.measure}), {struck.id} ({struck.measure})"
        raise ScenarioError(
            "the two forces are counted in two ways", key="--force", got=got, allowed="one measure"
        )
    for one, key in ((first, "--attacker"), (struck, "--force")):
        if not one.warheads:
            raise ScenarioError("forces without a total of warheads", key=key, got=one.id)


def _typed(shields: dict[str, float | None], flown: dict[str, float]) -> dict[str, Provenance]:
    """Return the numbers of shield and raid that were typed, each within its bounds."""
    found = {}
    for name, value in {**shields, **flown}.items():
        if value is not None:
            least, most = BOUNDS.get(name, (0.0, 1.0))
            right = checked(value, f"--{name.replace('_', '-')}", least, most, name in WHOLE)
            found[name] = as_typed(right, "as asked; nought favours the shield" if name in flown else "as asked")
    return found
