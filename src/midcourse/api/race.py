"""Arms races: `midcourse race` and `mc.race`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.api.bounds import bounded, bounded_luck
from midcourse.api.outlays import OutlayRace, outlays
from midcourse.api.varied import race_over, rows_of, table_over
from midcourse.catalog.spelling import did_you_mean
from midcourse.errors import ScenarioError
from midcourse.shown.card import Card, Shown
from midcourse.shown.command import line
from midcourse.shown.document import csv_text, under_keys
from midcourse.shown.frame import Table, framed, table_of
from midcourse.strategy.question.bands import Ranged, TwoWays, banded, by_year, share
from midcourse.strategy.question.hangs import Hangs, hangs_on
from midcourse.strategy.question.kill import kill_of, refuse_unused, told
from midcourse.strategy.question.over import Swept
from midcourse.strategy.race import threshold as of_wilkening
from midcourse.strategy.race.coefficients import (
    Coefficient,
    chosen,
    coefficient,
    draws_of,
    hits_of,
    nominal,
    worlds_of,
)
from midcourse.strategy.race.race import (
    ADDS_MORE,
    DAY_TO_DAY,
    MAX_YEARS,
    MORE,
    NAMES,
    SHIELDS,
    Response,
    nominal_arrays,
    respond,
    without_shield,
)
from midcourse.strategy.race.whole import PARTS, in_whole

if TYPE_CHECKING:
    import pandas as pd

    from midcourse.catalog.provenance import Provenance
    from midcourse.pictures.race import RacePlots

MODELS = ("response", "richardson")
RESPONSE = MODELS[0]
UNITS = {
    "interceptors": "interceptors", "russian": "warheads", "rogue": "missiles", "decoys": "decoys",
    "russian_arriving": "warheads", "rogue_arriving": "warheads", "shield_usd": "$", "russian_usd": "$",
    "rogue_usd": "$",
}  # fmt: skip
COLUMNS = ("year", "quantity", "unit", "value", "low", "high")
ADDS = "Russia adds warheads"
ADDS_ALONE = "Russia adds warheads without a shield"
WANTS_MORE = "Russia wants more than without a shield, built or not"
CAPPED = "rate or budget cuts Russia's last order"
WHOLE = "whole things, arrivals summed exactly"
NOT_SAID = (
    "Three players that see stocks and not orders. Nothing is retired, nobody bargains, no price falls; a side that "
    "has what it wants buys nothing. What arrives is counted, never what it would do."
)


@dataclass(frozen=True, repr=False)
class Race(Shown):
    """The answer: what each side has, what would arrive and what it costs, by year, with bands over worlds."""

    known: Mapping[str, Coefficient]
    kill: Provenance
    stated: Response
    drawn: Response
    stated_alone: Response
    drawn_alone: Response
    years: int
    seed: int
    worlds: int
    shield: str
    methods: tuple[TwoWays, ...]
    threshold: Ranged
    wilkening: Coefficient
    rerun: str
    varied: Swept | None = None

    @cached_property
    def hangs(self) -> tuple[Hangs, ...]:
        """How what stands or arrives in the last year goes with every doubtful coefficient over the worlds."""
        drawn = draws_of(self.known, self.kill, self.seed, self.worlds)
        ends = {
            "the number of interceptors": self.drawn.interceptors,
            "what Russia wants to have": self.drawn.russian_wanted,
            "what arrives of the small player's": self.drawn.rogue_arriving,
        }
        return hangs_on({words: values[-1] for words, values in ends.items()}, drawn)

    @property
    def units(self) -> dict[str, str]:
        """The quantities by name, each with its unit."""
        return UNITS

    @property
    def plot(self) -> RacePlots:
        """The pictures: `trajectories()` of stocks and arrivals, `money()`, `varied()`; `save_all(DIR)`."""
        from midcourse.pictures.race import RacePlots

        return RacePlots(self)

    def at_end(self, quantity: str) -> Ranged:
        """Return one quantity in the last year with its band."""
        return banded(getattr(self.stated, quantity)[-1], getattr(self.drawn, quantity)[-1])

    @property
    def shares(self) -> dict[str, float | None]:
        """In which shares of the worlds Russia adds warheads, decoys are bought, each wish is met in the last year."""
        one = self.drawn
        wanted = {
            name: worlds_of({name: self.known[name]}, self.worlds, self.seed)[name]
            for name in WISHES.values()
        }
        met = {
            f"{SIDES[side]} has what it wants": share(
                getattr(one, f"{side}_arriving")[-1] >= wanted[name] * (1.0 - 1e-9)
            )
            for side, name in WISHES.items()
        }
        return {**self.for_the_shield, "decoys are bought": share(one.bought_decoys), **met}

    @property
    def for_the_shield(self) -> dict[str, float | None]:
        """In which shares of the worlds Russia adds, with a shield and without one in the same worlds."""
        one, alone = self.drawn, self.drawn_alone
        return {
            ADDS: share(one.russian[-1] > one.russian[0] + MORE),
            ADDS_ALONE: share(alone.russian[-1] > alone.russian[0] + MORE),
            ADDS_MORE: share(one.russian[-1] > alone.russian[-1] + MORE),
            WANTS_MORE: share(one.russian_wanted[-1] > alone.russian_wanted[-1] + MORE),
            CAPPED: share(one.russian_capped[-1]),
        }

    @property
    def alert(self) -> str:
        """How Russia's forces stand, by the share that outlives a first strike."""
        held = self.known["survivable"].value
        if held == coefficient("survivable").value:
            return "forces generated"
        return "forces day-to-day" if held == DAY_TO_DAY else f"survival {held:g}"

    def day_to_day(self) -> dict[str, float]:
        """Return what Russia adds and wants day to day, as stated else, with the shield and without one."""
        values = nominal_arrays({**nominal(self.known), "survivable": DAY_TO_DAY})
        found = {"survivable": DAY_TO_DAY}
        for adds, wants, c in (
            ("adds", "wants", values),
            ("adds_without", "wants_without", without_shield(values)),
        ):
            one = respond(c, np.array([self.kill.value]), self.years, self.shield)
            start = float(one.russian[0, 0])
            found[adds] = float(one.russian[-1, 0]) - start
            found[wants] = float(one.russian_wanted[-1, 0]) - start
        return found

    @property
    def ordered(self) -> dict[str, float]:
        """Interceptors ordered and standing in the last year, and what was paid for them, discounted and not."""
        count = float(self.stated.ordered[-1, 0])
        return {
            "ordered": count,
            "standing": self.at_end("interceptors").value,
            "discounted_usd": self.at_end("shield_usd").value,
            "undiscounted_usd": count * self.known["system-price"].value,
        }

    def capped(self) -> dict[str, int]:
        """In how many years, as stated, rate or budget cut an order of the shield and of Russia, with and without."""
        return {
            "shield": int(self.stated.shield_capped.sum()),
            "russia": int(self.stated.russian_capped.sum()),
            "russia_without": int(self.stated_alone.russian_capped.sum()),
        }

    @property
    def threshold_parts(self) -> dict[str, float]:
        """The threshold as stated without any interceptor, and what the interceptors add to it."""
        values = {**nominal(self.known), "threshold-interceptors": 0.0}
        alone = float(of_wilkening.threshold(values, self.kill.value))
        return {"without_interceptors": alone, "due_to_interceptors": self.threshold.value - alone}

    def parted(self) -> list[dict[str, Any]]:
        """Return where the second method differs from the first: its end with each kind of whole number let go.

        A row with nothing let go, one for each of `PARTS` alone, one with all of them, which is the first method.
        """
        values, last = nominal(self.known), []
        for let_go in ((), *((one,) for one in PARTS), PARTS):
            ends = in_whole(values, self.kill.value, self.years, self.shield, let_go)
            last.append({"let_go": list(let_go), **{name: float(end) for name, end in ends.items()}})
        return last

    def answer(self) -> str:
        """Return the answer in one sentence."""
        from midcourse.sentences.race import race_answer

        return race_answer(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return every quantity, a row for each year."""
        found: list[dict[str, Any]] = []
        for quantity, unit in UNITS.items():
            found += by_year(
                quantity, unit, getattr(self.stated, quantity)[:, 0], getattr(self.drawn, quantity)
            )
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return what `midcourse race --json` prints."""
        return {
            "answer": self.answer(),
            "model": RESPONSE,
            "shield": self.shield,
            "years": self.years,
            "seed": self.seed,
            "worlds": self.worlds,
            "kill": told(self.kill),
            "rows": self.rows(),
            "methods": [one.as_dict() for one in self.methods],
            "parted": self.parted(),
            "shares": [{"quantity": words, "share": found} for words, found in self.shares.items()],
            "threshold": {
                **self.threshold.as_dict(), **self.threshold_parts, "published": self.wilkening.as_dict()
            },
            "alert": self.alert,
            "day_to_day": self.day_to_day(),
            "ordered": self.ordered,
            "capped_years": self.capped(),
            "hangs_on": [one.as_dict() for one in self.hangs],
            "varied": rows_of(self.varied),
            "coefficients": [one.as_dict() for one in self.known.values()],
            "leaves_out": NOT_SAID,
            "rerun": self.rerun,
        }

    def table(self) -> str:
        """Return the rows as CSV; where a coefficient is varied, those of it."""
        return csv_text(self._rows() if self.varied is None else table_over(self.varied))

    def frame(self, name: str = "rows") -> pd.DataFrame:
        """Return `rows`, one a year and quantity, `coefficients` or `varied` as a data frame."""
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
        from midcourse.sentences.race import END_HEADS, end_cells, method_words, race_words, threshold_words

        told = (*race_words(self), *hang_words(self.hangs), *method_words(self.methods), threshold_words(self))
        notes = (*told, NOT_SAID, self.rerun)
        return Card(self.answer(), f"Year {self.years}", END_HEADS, tuple(end_cells(self)), notes, "frame()")


SIDES = {"russian": "Russia", "rogue": "the small player"}
WISHES = {"russian": "required-arrivals", "rogue": "rogue-required"}


def race(
    model: str = RESPONSE,
    years: int = 20,
    sets: Sequence[str] = (),
    *,
    shield: str | None = None,
    kill: str | None = None,
    scenario: str | None = None,
    vary: str | None = None,
    seed: int = 1,
    worlds: int = 200,
    rerun: str = "",
) -> Race | OutlayRace:
    """Let an arms race run.

    Args:
        model: `response`, each side buys to keep the arrivals that it wants, or `richardson`, two outlays.
        years: how many.
        sets: `NAME=VALUE` each, for any coefficient of the model; `midcourse catalog list coefficients` has them.
        shield: `limited`, the default, is sized for the small player, `complete` for Russia's reply too.
        kill: chance of a hit of one shot, `record:gmd`, the default, `folder:PATH` of a run, or `P@SOURCE`; response
            only.
        scenario: of which a run folder must be.
        vary: `NAME=A..B`, `NAME=A..B:N` or `NAME=A,B,C`, any coefficient or `kill`: the last year over it.
        seed: of the worlds; worlds: how many are drawn over the doubt of the coefficients, 0 for none.
        rerun: the command that repeats it.

    Returns:
        Race, or OutlayRace of Richardson's equations.

    Raises:
        ScenarioError: no such model, shield or coefficient, or a number out of its bounds.
    """
    if model not in MODELS:
        why = f"no such model{did_you_mean(model, MODELS)}"
        raise ScenarioError(why, key="--model", got=model, allowed=", ".join(MODELS))
    bounded("years", years, 1, MAX_YEARS)
    if model == RESPONSE:
        refuse_unused(scenario, kill)
    bounded_luck(1, worlds, seed)
    typed = {
        "model": model,
        "shield": shield,
        "kill": kill,
        "scenario": scenario,
        "years": years,
        "set": list(sets),
        "vary": vary,
        "seed": seed,
        "worlds": worlds,
    }
    again = rerun or line("race", (), typed)
    if model != RESPONSE:
        for key, given in (("--shield", shield), ("--kill", kill), ("--scenario", scenario)):
            if given is not None:
                raise ScenarioError(
                    "Richardson's equations have none", key=key, got=given, allowed="with --model response"
                )
        return outlays(years, sets, seed, worlds, again, vary)
    size = shield or SHIELDS[0]
    if size not in SHIELDS:
        why = f"no such shield{did_you_mean(size, SHIELDS)}"
        raise ScenarioError(why, key="--shield", got=size, allowed=", ".join(SHIELDS))
    return _response(
        chosen((*NAMES, "threshold-interceptors"), sets),
        kill_of(kill or "record:gmd", scenario),
        years,
        seed,
        worlds,
        size,
        again,
        vary,
    )


def _response(
    known: dict[str, Coefficient], hit: Provenance, years: int, seed: int, worlds: int, shield: str, rerun: str,
    vary: str | None,
) -> Race:  # fmt: skip
    varied = None if vary is None else race_over(known, hit, UNITS, vary, (years, seed, worlds), shield)
    values, draws = nominal(known), worlds_of(known, worlds, seed)
    hits = hits_of(hit, worlds, seed)
    stated = respond(nominal_arrays(values), np.array([hit.value]), years, shield)
    drawn = respond(draws, hits, years, shield)
    stated_alone = respond(without_shield(nominal_arrays(values)), np.array([hit.value]), years, shield)
    drawn_alone = respond(without_shield(draws), hits, years, shield)
    beside = in_whole(values, hit.value, years, shield)
    methods = [
        TwoWays(name, float(getattr(stated, name)[-1, 0]), float(found), WHOLE)
        for name, found in beside.items()
    ]
    found = float(of_wilkening.threshold(values, hit.value))
    methods.append(
        TwoWays("threshold", found, of_wilkening.threshold_by_root(values, hit.value), "root of what arrives")
    )
    limit = banded(found, of_wilkening.threshold(draws, hits))
    published = coefficient(of_wilkening.PUBLISHED)
    return Race(
        known, hit, stated, drawn, stated_alone, drawn_alone, years, seed, worlds, shield, tuple(methods), limit,
        published, rerun, varied,
    )  # fmt: skip
